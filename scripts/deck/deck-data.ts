/** What slides show of the thesis: plain data, the module `virtual:thesis` of the deck. Imports types alone. */

import type {Terms} from '../document/terms/types.ts'

export interface DeckData {
  /** BCP 47. */
  lang: string
  /** What the slides, their printed outputs and the speaker's window print by themselves. */
  terms: Pick<Terms, 'deck' | 'presenter'>
  title: string[]
  subtitle: string
  /** The titles as the first slide prints them, in HTML of ours: in lines; the one in Arabic when there is one. */
  cover: {title: string[]; subtitle: string; arabicTitle: string}
  author: string
  /** « Thèse pour le doctorat… », university, date. */
  school: string[]
  /** By component as typed: `<Value of="…" unit />` → « 110 préscolaires ». */
  values: Record<string, string>
  charts: Record<string, DeckPicture>
  figures: Record<string, DeckFigure>
  cases: Record<string, DeckCase>
  tables: Record<string, DeckTable>
  /** By what is typed, `[@sen1999]`, and in notes `<Value of="…" />`: HTML of ours. */
  citations: Record<string, string>
  /** Works cited on the slides, in the style's order, a page for each slide that lists them. */
  references: DeckWork[][]
  slides: DeckSlide[]
  /** Each slide's Markdown → the same, typeset, with its citations as components. */
  typeset: Record<string, string>
}

export interface DeckPicture {
  svg: string
  title: string
  description: string
  /** HTML of ours: « Source : … », where the slide names none. */
  source: string
}

export interface DeckFigure {
  /** « Figure 3 » */
  label: string
  /** HTML of ours. */
  caption: string
  /** Markup of ours: an SVG, or an `img` with the picture in it. */
  picture: string
  /** As of a chart. */
  source: string
}

export interface DeckCase {
  name: string
  shortName: string
  founded: string
  /** Question and answer. */
  rows: Array<[question: string, answer: string]>
}

export interface DeckTable {
  head: string[]
  align: Array<'left' | 'right' | 'center'>
  rows: string[][]
}

export interface DeckWork {
  key: string
  /** HTML of ours. */
  html: string
  lang?: string | undefined
  isArabic: boolean
}

export interface DeckSlide {
  number: number
  /** What its address may have in place of the number: its `routeAlias`. */
  alias?: string
  /** As the contents and the menu print it. */
  title: string
  /** « thèse, § 3.2, p. 87 » */
  place: string
  /** Reached from the menu of questions. */
  isQuestion: boolean
  /** A chart or table for backup, reached from the menu of data. */
  isData: boolean
  /** Time that the notes give it, in seconds. */
  seconds: number
  /** What the speaker says, in Markdown. */
  note: string
}
