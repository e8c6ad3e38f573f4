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
function report({number, overflow, cut, small, faint}: SlideFaults, {file, line}: SlidePlace, said: Set<string>): void {
  const once = (rule: 'slides:overflow' | 'slides:small-text' | 'slides:faint-text', reason: string, fix: string) => {
    if (said.has(`${rule} ${number}`)) return
    said.add(`${rule} ${number}`)
    warn(file, reason, {at: {line, column: 1}, rule, fix, slide: number})
  }
  if (overflow) {
    const reason = `Text overflows the slide by ${overflow.by} px: \`${overflow.text}\``
    once('slides:overflow', reason, 'Shorten the slide, or split it in two.')
  }
  if (cut && !overflow) {
    const reason = `Picture overflows the slide by ${cut.by} px: \`${cut.picture}\``
    const fix =
      'Give it a smaller size, as in `<img src="/picture.png" alt="…" style="height: 300px">`, or a slide of its own.'
    once('slides:overflow', reason, fix)
  }
  if (small) {
    const reason = `Text too small: ${small.points} points (minimum 20): \`${small.text}\``
    once('slides:small-text', reason, 'Make it larger, or leave it in the thesis.')
  }
  if (faint) {
    const reason = `Contrast too low: ${faint.contrast} (minimum 4.5): \`${faint.text}\``
    once('slides:faint-text', reason, 'Give the text or its background another colour, in light and in dark.')
  }
}
