/**
 * What the parts of the page are given, for templates of authors: `thesis/template/cover.typ` defines
 * `#let cover(data, write) = …`, and so on with `abstract`, `front-page`, `part` and `back-cover`.
 *
 * `write` prints what is a list of pieces: `write(data.title.first())`. `#import "/template.typ": *` gives the sizes,
 * margins, colours and functions of our own parts.
 */

import type {Language, Piece} from './pieces.ts'

/** `cover(data, write)`; what thesis.yml does not say is null, or an empty list. A side in another language has `lang` and `dir` besides. */
export type CoverData = {
  /** Pictures: `write((logo,))` for each. */
  logos: Piece[]
  number: string | null
  university: string | null
  school: string | null
  laboratory: string | null
  /** « Thèse de doctorat ». */
  kind: string
  degree: string | null
  /** Null when the degree names it. */
  discipline: string | null
  /** A list of pieces for each line. */
  title: Piece[][]
  /** Points of a page whose text is of 13 pt: `data.titleSize * unit`. */
  titleSize: number
  /** Points: lines come out equally long. */
  titleWidth: number
  /** Points, as for the title. */
  subtitleWidth: number
  subtitle: Piece[] | null
  /** In the languages of `cover: titles`. */
  titles: (Language & {width: number; title: Piece[]})[]
  presentedBy: string
  author: string[]
  supervisedBy: string
  supervisor: string
  defendedOn: string
  date: string | null
  /** Heading of the jury. */
  jury: string
  juryHead: string[]
  /** Name, quality, role. */
  juryRows: string[][]
  license: string | null
}

/** `abstract(data, write)`; `back-cover(abstracts, write)` has a list of them. */
export type AbstractData = Language & {
  dir: 'rtl' | 'ltr'
  heading: string
  /** Of the thesis, in the language of the abstract. */
  title: Piece[] | null
  keywordsTerm: string
  colon: string
  keywords: string
  children: Piece[]
}
