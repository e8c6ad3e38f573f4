/** The slides of a deck → those that are kept for questions. */

import type {DeckSlide} from '../../slides/deck-data.ts'

/** Slides for questions, and what stands between them without a time of its own, by number. */
export function keptForQuestions(slides: readonly DeckSlide[]): Set<number> {
  const first = slides.findIndex(({isQuestion}) => isQuestion)
  const last = slides.findLastIndex(({isQuestion}) => isQuestion)
  const kept = slides.filter(
    ({isQuestion, seconds}, index) => isQuestion || (index > first && index < last && seconds === 0)
  )
  return new Set(kept.map(({number}) => number))
}
