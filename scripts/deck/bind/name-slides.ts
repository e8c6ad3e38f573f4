/** Messages on a deck → the same, each with the number of its slide. */

import type {VFileMessage} from 'vfile-message'
import type {Deck} from '../read/read-deck.ts'

/** Set `slide` on every message, by the line that it points to. */
export function nameSlides({slides}: Deck): void {
  for (const file of new Set(slides.map((slide) => slide.file))) {
    const own = slides.filter((slide) => slide.file === file)
    for (const message of file.messages) {
      if (isAboutDeck(message)) continue
      message.slide ??= own.findLast((one) => one.line <= (message.line ?? 0))?.number
    }
  }
}

/** The sum of the times, and pages of the list of works that no slide prints, are on none. */
function isAboutDeck({ruleId, reason}: VFileMessage): boolean {
  return ruleId === 'wrong-total' || (ruleId === 'unlisted-works' && reason.endsWith('on no slide'))
}
