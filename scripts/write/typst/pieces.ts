/** What the template walks: plain data, a string for text and an object for everything else. Nothing in it is Typst code. */

import type {Node} from 'mdast'
import type {VFile} from 'vfile'
import type {CodeToken, FigureKind} from '../../document/nodes.ts'
import type {MathPiece} from '../math/math-pieces.ts'

/** Text as it is printed, or an element that `walk.typ` has a function for. */
export type Piece = string | Element

/** Elements that are nothing but a name and what is inside. */
export type PlainType =
  | 'emphasis'
  | 'strong'
  | 'delete'
  | 'superscript'
  | 'subscript'
  | 'underline'
  | 'inline'
  | 'picture'
  | 'attribution'
  | 'description'
  | 'lines'
  | 'bibliography'
  | 'index'

/** What `language` of the template reads; a region of null is none, for else that of the text around would be kept. */
export interface Language {
  lang?: string
  region?: string | null
  dir?: 'rtl' | 'ltr'
}

/** What leads to a label: until `dropLostPointers` finds that nothing has it. */
export interface Pointer {
  to?: string
}

/** `type` names a function of `walk.typ`; the rest is what that function reads. Lengths are in points. */
export type Element = TypedElement & {
  /** Name of its place in the sources, in the preview alone: a key of `TypstProject.origins`. */
  origin?: string
  /** Its name, where it may go over to a page that figures float to: what `torn-blocks` tells. */
  breaks?: string
}

type TypedElement =
  | {type: PlainType; children: Piece[]}
  | ({type: 'span'; isSmallCaps?: boolean; isHighlighted?: boolean; children: Piece[]} & Language)
  | ({type: 'link'; url?: string; children: Piece[]} & Pointer)
  | {type: 'unhyphenated' | 'inlineCode' | 'missing'; value: string}
  | {type: 'code'; value: string; lines?: CodeToken[][] | undefined}
  | {type: 'break' | 'rule' | 'pageBreak'}
  | {type: 'anchor'; label: string}
  | {type: 'marginNote'; value: string}
  | ({type: 'pageReference'; term: string; children: Piece[]} & Pointer)
  | FootnotePiece
  | ({type: 'footnoteCall'; number: string} & Pointer)
  | Formula
  | SetFormula
  | {type: 'image'; path: string; alt: string | null; isInline: boolean; width?: number; share?: number}
  | {type: 'paragraph'; isLoose?: true | undefined; children: Piece[]}
  | HeadingPiece
  | ({type: 'quote' | 'epigraph'; children: Piece[]} & Language)
  | ({type: 'landscape'; float?: FloatPlace; children: Piece[]} & Language)
  | {type: 'list'; numbering: string | null; start: number; isSpread: boolean; children: ListItem[]}
  | {type: 'line'; indent: number; children: Piece[]}
  | {type: 'equation'; number: string | null; label: string | undefined; rows?: EquationRowPiece[]; formula: Piece}
  | ({type: 'box'; title: Piece[]; children: Piece[]} & Language)
  | {type: 'proofEnd'}
  | {type: 'definitions'; isBeside: true | undefined; children: Piece[]}
  | {type: 'term'; label: string | undefined; places: {from: Pointer; to: null}[]; children: Piece[]}
  | {type: 'tab'; title: Piece[]; children: Piece[]}
  | ({type: 'aside'; width: number | null; children: Piece[]} & Language)
  | {type: 'columns'; shares: number[]; columns: Piece[][]}
  | ({type: 'division'; align?: 'center' | 'end' | undefined; children: Piece[]} & Language)
  | FigurePiece
  | {type: 'floatMark'; side: 'before' | 'after'; way?: [kind: string, way: FloatWay]; place: FloatPlace}
  /** What may stand after so many of the `steps` that follow it. */
  | {type: 'later'; place: FloatPlace; children: Piece[]; steps: Piece[][]}
  | {type: 'panels'; gutter: number; isOfPictures: boolean; rows: {widths: number[]; cells: Piece[][]}[]}
  | {type: 'part'; letter: string; label: string | undefined; body: Piece[]; lines: Piece[][]}
  | TablePiece
  | {
      type: 'indexEntry'
      level: number
      isFirst: boolean
      places: {from: Pointer; to: Pointer | null}[]
      other: string | null
      children: Piece[]
    }
  | ({type: 'entry'; label: string | undefined; citedTerm: string; citedAt: Pointer[]; children: Piece[]} & Language)

/** The number of a line of a formula: its baseline in em from the top, or which line it is of one that Typst sets. */
export interface EquationRowPiece {
  text: string | null
  label: string | undefined
  at: number
}

/** Sizes in em. */
export interface Formula {
  type: 'formula'
  path: string
  alt: string
  width: number
  height: number
  depth: number
  /** Baselines of its lines, from the top; left out of the file. */
  rows?: number[]
}

/** A formula that Typst sets. */
export interface SetFormula {
  type: 'setFormula'
  math: MathPiece
  alt: string
  isDisplay: boolean
  /** Wider than its place, as it seems: what it is to be shrunk to. */
  shrink?: number | undefined
  rows?: never
}

export interface FootnotePiece extends Language {
  type: 'footnote'
  number: string
  label: string | undefined
  /** Called in the note before it: no mark here. */
  isInner?: boolean
  /** One paragraph unless there are `blocks`: its pieces, in lines that are `loose` where it holds an address. */
  kind?: 'blocks' | 'loose'
  children: Piece[]
}

export interface HeadingPiece {
  type: 'heading'
  depth: number
  level: number
  number: string | null
  label: string | undefined
  isListed: boolean
  /** For the bookmarks, which hold letters only. */
  text: string
  children: Piece[]
}

/** Written by its list. */
export interface ListItem {
  isChecked?: boolean | undefined
  /** Of an example, where it does not follow the one before. */
  number?: number | undefined
  label?: string | undefined
  children: Piece[]
}

export interface FigurePiece {
  type: 'figure'
  kind: FigureKind
  term: string
  separator: string
  number: string | null
  label: string | undefined
  isLandscape: boolean
  isBreakable: boolean
  /** May leave its place for the head or the foot of a page. */
  isFloating: boolean
  float?: FloatPlace
  body: Piece[]
  caption: Piece[] | null
  source: Piece[] | null
}

/** To the head or the foot of a page, nowhere, on over the next pages, or on its side. */
export type FloatWay = 'moves' | 'stays' | 'breaks' | 'turned'

/** Which of the figures on the page itself, in a run of text without page breaks. */
export interface FloatPlace {
  run: string
  index: number
  count: number
}

export interface TablePiece {
  type: 'table'
  size: number
  isLandscape: boolean
  isCaptioned: boolean
  height: number
  hyphenate: boolean
  /** Widths, or their number when each may be as wide as it needs. */
  columns: number | readonly number[]
  align: Array<'left' | 'right' | 'center'>
  head: CellPiece[][]
  body: CellPiece[][]
  foot: CellPiece[][]
  /** Whether its head stands on each page: what leads somewhere, or is led to, may stand once only. */
  repeatsHead: boolean
  /** Rows, from 0, that no page break may part from the row before. */
  raised: number[]
  /** Points, of the lines there. */
  room: number
}

/** Spans are 1, and the alignment that of the column, when absent. */
export interface CellPiece {
  colSpan?: number
  rowSpan?: number
  align?: 'left' | 'right' | 'center'
  isHeading?: boolean
  /** So high that a page may end within it. */
  isCut?: boolean
  children: Piece[]
}

/** What may stand in the JSON that the templates read. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Piece
  | CellPiece
  | Language
  | readonly TemplateValue[]
  | {[key: string]: TemplateValue}

/** A line of a file that the author wrote. */
export interface AuthorLine {
  file: string
  line: number
}

/** A node in a source. */
export interface PlaceInSource {
  file: VFile
  node: Node
}

/** JSON of each chapter, and of all the rest. */
export interface SheetTexts {
  chapters: string[]
  rest: string
}

/** All that the engine is given: the path from the project's root starts with `/`. */
export interface TypstProject {
  /** Where each of the author's pictures is first shown, by path, for messages of the engine. */
  pictures: Map<string, PlaceInSource>
  /** For messages about the whole PDF. */
  file: VFile
  files: Map<string, string | Uint8Array>
  /** Fonts of the author's. */
  fonts: Uint8Array[]
  /** Parts of the page that the author replaces. */
  templates?: readonly VFile[]
  /** Path of the file to compile. */
  main: string
  /** Where the pieces with an `origin` stand in the sources; only when they were asked for. */
  origins?: Map<string, AuthorLine>
  /** In the place of `thesis.json`, where sheets are set alone: in the preview. */
  sheets?: SheetTexts | undefined
  /** « page », said of what a link leads to. */
  pageTerm?: string
  /** Every picture and formula has an alternative text, so PDF/UA can be asked for. */
  isAccessible: boolean
}
