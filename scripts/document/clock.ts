/** Seconds → the time as a clock prints it. */

/** 75 → `1:15` */
export function printTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
