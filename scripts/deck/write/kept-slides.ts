/** The slides of a deck → those that are for backup. */

import type {DeckSlide} from '../deck-data.ts'

/**
 * Slides for questions, by number: those that say so, and those without a time that stand after the first of them or
 * after the last slide of the talk.
 */
export function keptForQuestions(slides: readonly DeckSlide[]): Set<number> {
  const firstQuestion = slides.findIndex(({isQuestion}) => isQuestion)
  const lastTold = slides.findLastIndex(({seconds}) => seconds > 0)
  const ends = [firstQuestion, lastTold].filter((index) => index >= 0)
  const kept = slides.filter(
    ({isQuestion, seconds}, index) => isQuestion || (seconds === 0 && ends.some((end) => index > end))
  )
  return new Set(kept.map(({number}) => number))
}
