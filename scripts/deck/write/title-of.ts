/** A slide → what it is called on paper. */

import type {DeckData, DeckSlide} from '../deck-data.ts'

/** The first slide without a title shows the thesis's. */
export function titleOf({number, title}: DeckSlide, {title: thesis, terms}: DeckData): string {
  return title || (number === 1 ? thesis.join(' ') : `${terms.deck.slide}\u00A0${number}`)
}
