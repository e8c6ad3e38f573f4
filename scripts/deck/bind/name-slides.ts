/** Messages on a deck → the same, each with the number of its slide. */

import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Deck, Slide} from '../read/read-deck.ts'

/** Put « on slide 7 » into every message that does not say it, by the line that it points to. */
export function nameSlides({slides}: Deck): void {
  for (const file of new Set(slides.map((slide) => slide.file))) nameSlidesOf(file, slides)
}

function nameSlidesOf(file: VFile, slides: readonly Slide[]): void {
  const own = slides.filter((slide) => slide.file === file)
  for (const message of file.messages) {
    const slide = own.findLast((one) => one.line <= (message.line ?? 0))
    if (!slide || isAboutDeck(message)) continue
    if (new RegExp(`\\bslide ${slide.number}(?!\\d)`).test(message.reason)) continue
    say(message, withPlace(message.reason, `on slide ${slide.number}`))
  }
}

/** The sum of the times, and pages of the list of works that no slide prints, are on none. */
function isAboutDeck({ruleId, reason}: VFileMessage): boolean {
  return ruleId === 'wrong-total' || (ruleId === 'unlisted-works' && reason.endsWith('on no slide'))
}

function say(message: VFileMessage, reason: string): void {
  message.reason = reason
  message.message = reason
}

/** Behind what is wrong, before what is said of it: the first colon or comma that is not in a value. */
function withPlace(reason: string, place: string): string {
  const end = /^(?:`[^`]*`|[^`:,])*/.exec(reason)![0].length
  return `${reason.slice(0, end)} ${place}${reason.slice(end)}`
}
