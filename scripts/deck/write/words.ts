/** The words that papers made of a deck print by themselves, by language. */

import type {DeckData, DeckSlide} from '../deck-data.ts'

export type Words = {
  notes: string
  handout: string
  talk: string
  questions: string
  /** Before the number of a slide that has no title. */
  slide: string
  /** Before the place of a slide: « thèse, § 3.2 ». */
  thesis: string
  /** « page 2 sur 12 » */
  page: string
  of: string
}

const fr: Words = {
  notes: 'Notes de soutenance',
  handout: 'Diapositives et notes de la soutenance',
  talk: 'Exposé',
  questions: 'Questions',
  slide: 'Diapositive',
  thesis: 'thèse',
  page: 'page',
  of: 'sur'
}

const en: Words = {
  notes: 'Speaker’s notes',
  handout: 'Slides and notes of the defence',
  talk: 'Talk',
  questions: 'Questions',
  slide: 'Slide',
  thesis: 'thesis',
  page: 'page',
  of: 'of'
}

export function wordsOf(lang: string): Words {
  return /^fr\b/i.test(lang) ? fr : en
}

/** What a slide is called on paper: the first one without a title shows the thesis's. */
export function titleOf({number, title}: DeckSlide, {title: thesis, lang}: DeckData): string {
  return title || (number === 1 ? thesis.join(' ') : `${wordsOf(lang).slide}\u00A0${number}`)
}
