/** The page of all slides → messages on what the last row would not see or could not read. */

import {warn} from '../../messages/messages.ts'
import type {SlidePlace} from '../read/slide-place.ts'
import {within} from './browser.ts'
import {measureSlides, type SlideFaults} from './measure-slides.ts'
import type {PrintView} from './print-view.ts'

/**
 * Look at every slide in its last state, in light and in dark.
 *
 * Emits `slides:overflow`, `slides:small-text`, `slides:faint-text`.
 *
 * @param places  of the slides, in the order of the deck
 * @throws {Error} when the browser does not answer
 */
export async function checkView({page, patienceMs}: PrintView, places: readonly SlidePlace[]): Promise<void> {
  const said = new Set<string>()
  for (const colorScheme of ['dark', 'light'] as const) {
    await within(page.emulateMedia({colorScheme}), patienceMs)
    for (const faults of await within(page.evaluate(measureSlides, '.print-slide-container'), patienceMs)) {
      const place = places[faults.number - 1]
      if (place) report(faults, place, said)
    }
  }
}

/** Each fault of a slide once, whatever the colours. */
function report({number, overflow, small, faint}: SlideFaults, {file, line}: SlidePlace, said: Set<string>): void {
  const once = (rule: 'slides:overflow' | 'slides:small-text' | 'slides:faint-text', reason: string, fix: string) => {
    if (said.has(`${rule} ${number}`)) return
    said.add(`${rule} ${number}`)
    warn(file, reason, {at: {line, column: 1}, rule, fix})
  }
  if (overflow) {
    const reason = `Unexpected overflow on slide ${number}: \`${overflow.text}\` sticks out by ${overflow.by} px`
    once('slides:overflow', reason, 'Say less on the slide, or make two of it.')
  }
  if (small) {
    const reason = `Unexpected text of ${small.points} points on slide ${number}, expected 20 or more: \`${small.text}\``
    once('slides:small-text', reason, 'Make it larger, or leave it to the thesis.')
  }
  if (faint) {
    const reason = `Unexpected contrast of ${faint.contrast} on slide ${number}, expected 4.5 or more: \`${faint.text}\``
    once('slides:faint-text', reason, 'Give the text or its ground another colour, in light and in dark.')
  }
}
