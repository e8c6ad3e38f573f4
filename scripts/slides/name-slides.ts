/** Messages on a deck → the same, each with the number of its slide. */

import type {VFileMessage} from 'vfile-message'
import type {Deck} from './read-deck.ts'

/** Rules about the deck as a whole, when they point at its head. */
const aboutDeck = ['wrong-total', 'unlisted-works']

/** Put « on slide 7 » into every message that does not say it, by the line that it points to. */
export function nameSlides({file, slides}: Deck): void {
  for (const message of file.messages) {
    const {line} = message
    const slide = slides.findLast((one) => one.line <= (line ?? 0))
    if (!slide || (line === 1 && aboutDeck.includes(message.ruleId ?? ''))) continue
    if (new RegExp(`\\bslide ${slide.number}(?!\\d)`).test(message.reason)) continue
    say(message, withPlace(message.reason, `on slide ${slide.number}`))
  }
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
