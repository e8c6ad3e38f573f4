/** The slides of a deck → the backup slides, for questions. */

import type {DeckSlide} from '../deck-data.ts'

/**
 * Backup slides, by number: those that say so, and those without a time that stand after the first of them or
 * after the last slide of the talk.
 */
export function backupSlides(slides: readonly DeckSlide[]): Set<number> {
  const firstQuestion = slides.findIndex(({isQuestion}) => isQuestion)
  const lastTimed = slides.findLastIndex(({seconds}) => seconds > 0)
  const ends = [firstQuestion, lastTimed].filter((index) => index >= 0)
  const backup = slides.filter(
    ({isQuestion, seconds}, index) => isQuestion || (seconds === 0 && ends.some((end) => index > end))
  )
  return new Set(backup.map(({number}) => number))
}
