/** The time that notes give a slide: their first line, `(0:45)`. */

const time = /^\s*\((\d+):([0-5]\d)\)/

/** Seconds; undefined when the notes do not say. */
export function secondsOf(note: string): number | undefined {
  const [, minutes, seconds] = time.exec(note) ?? []
  return minutes === undefined ? undefined : Number(minutes) * 60 + Number(seconds)
}

/** `20min`, `1h`, `20` minutes, `20:00` → seconds. */
export function readDuration(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration * 60
  if (typeof duration !== 'string') return undefined
  const clock = /^(\d+):([0-5]\d)$/.exec(duration)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const words = /^(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$/.exec(duration.trim())
  if (!words || (words[1] === undefined && words[2] === undefined)) return undefined
  return Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60
}

/** 75 → `1:15` */
export function printTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
