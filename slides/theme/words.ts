/** The theme's own words, in the language of the thesis. */

import thesis from 'virtual:thesis'

export const words = {
  thesis: thesis.terms.deck.thesis,
  questions: thesis.terms.deck.toQuestions,
  data: thesis.terms.deck.toData
}
