/** The time that notes give a slide: their first line, `(0:45)`. */

import {printTime} from '../../document/clock.ts'
import {fill, type Terms} from '../../document/terms.ts'

export {printTime} from '../../document/clock.ts'

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

/**
 * A slide's time for the speaker: « 0:45, de 6:50 à 7:35 ; il restera 12:25 ».
 *
 * @param number  of the slide, from 1
 * @returns nothing for a slide without a time
 */
export function clockOf(
  slides: ReadonlyArray<{seconds: number}>,
  number: number,
  {clock}: Pick<Terms['deck'], 'clock'>
): string {
  const seconds = slides[number - 1]?.seconds ?? 0
  if (seconds === 0) return ''
  const sum = (some: typeof slides) => some.reduce((total, slide) => total + slide.seconds, 0)
  const start = sum(slides.slice(0, number - 1))
  const [from, to, left] = [start, start + seconds, sum(slides) - start - seconds].map(printTime)
  return fill(clock, {time: printTime(seconds), from: from!, to: to!, left: left!})
}
