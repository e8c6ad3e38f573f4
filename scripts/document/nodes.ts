/** The nodes that a thesis adds to mdast, declared once: importing this file types them everywhere. */

import type {
  AlignType,
  BlockContent,
  DefinitionContent,
  Literal,
  Parent,
  PhrasingContent,
  RootContent,
  Table,
  Yaml
} from 'mdast'
import type {} from 'mdast-util-math'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {BoxKind} from './terms/types.ts'

/** `{#id .class key=value}` after a heading, image, link, code, table, span or block. */
export interface Attributes {
  id?: string
  classes: string[]
  pairs: Record<string, string>
}

/** A place in the built thesis: the page of a chapter, and an anchor on it. */
export interface Destination {
  /** `Chapter.id`. */
  chapter: string
  /** `id` of an element on that page; absent for the top of the page. */
  anchor?: string
}

/** The outputs that text may be meant for alone. */
export type ConditionalOutput = 'html' | 'pdf'

/** What a word of code is. */
export type CodeKind = 'comment' | 'string' | 'number' | 'keyword' | 'function' | 'type'

/** Some characters of a line of code; without a kind they are nothing special. */
export interface CodeToken {
  text: string
  kind?: CodeKind
}

/** What may stand in a block. */
export type FlowContent = BlockContent | DefinitionContent

/** What a cell of a table holds: running text, or blocks. mdast's own type knows text only. */
export type CellContent = PhrasingContent | FlowContent

/**
 * One citation cluster: `[voir @a, p. 3 ; @b]`, `@a`, `@a [p. 3]`.
 * After reading, `children` holds the words around the keys; `resolveCitations` puts what is printed in their place.
 */
export interface Citation extends Parent {
  type: 'citation'
  /** `narrative`: the first item's author is part of the sentence. */
  mode: 'parenthetical' | 'narrative'
  items: CitationItem[]
  /** `id` of this place, for the links back from the bibliography; set by `resolveCitations`. */
  anchor?: string
  children: PhrasingContent[]
}

/** One work in a cluster. */
export interface CitationItem {
  key: string
  /** `-@key`: leave the author out. */
  suppressAuthor: boolean
  locator?: Locator
  position?: Position
}

/**
 * Words of the author before or after a key: `voir` and `, passim` in `[voir @a, passim]`.
 * A prefix ends without the space before the key, a suffix starts with its own comma or space. Either may hold
 * citations and references of its own: `[@a, cité dans @b]`.
 */
export interface Affix extends Parent {
  type: 'affix'
  side: 'prefix' | 'suffix'
  /** Of the item that it belongs to, in `items`. */
  item: number
  children: PhrasingContent[]
}

/** `p. 3-5`: `label` is a CSL locator term such as `page`, `chapter`, `section`; `value` as typed, without the term. */
export interface Locator {
  label: string
  value: string
}

/**
 * `@fig-x`, `[-@fig-x]`, `[@fig-a; @fig-b]`, `@sec-x{page}`.
 * After reading, `children` holds the words around the labels; `resolveReferences` puts what is printed in their place.
 */
export interface CrossReference extends Parent {
  type: 'crossReference'
  items: CrossReferenceItem[]
  /** `@Fig-x`: the term starts a sentence. */
  isCapitalised: boolean
  /** `{page}`: the page in the PDF, an ordinary link in HTML. */
  isPage: boolean
  children: PhrasingContent[]
}

/** A line of a displayed formula. */
export interface EquationRow {
  label?: string
  isNumbered?: boolean
  /** With its parentheses. */
  tag?: string
  /** Set by `numberTargets`. */
  number?: string
}

/** One label in a reference. A prefix replaces its term: `[voir le graphique @fig-x]`. */
export interface CrossReferenceItem {
  /** As declared, `fig-x`; pandoc-crossref's `fig:x` is kept as typed. */
  label: string
  /** `-@fig-x`: the bare number. */
  isBare: boolean
  /** `\ref`: the number of an equation without parentheses; `\nameref`: the title in the place of the number. */
  form?: 'digits' | 'title'
  position?: Position
}

/** The page number of a place, where pages exist; `children` is what is printed elsewhere. Made by `resolveReferences`. */
export interface PageReference extends Parent {
  type: 'pageReference'
  target: Destination
  children: PhrasingContent[]
}

/** A note at the place of its call: `[^1]`, `^[…]`, or the note of a citation in a note style. */
export interface Footnote extends Parent {
  type: 'footnote'
  /** The author's label; absent for inline notes and for notes made by a citation style. */
  label?: string
  /** Number printed, counted from 1 in each chapter (or over the thesis, by setting); set by `numberNotes`. */
  number?: number
  children: FlowContent[]
}

/** A second call of a note: `[^1]` again, in the same chapter. */
export interface FootnoteCall extends Literal {
  type: 'footnoteCall'
  label: string
  /** Of the note that is called again; set by `numberNotes`. */
  number?: number
  value: string
}

/** `[…]{.smallcaps}`, `[…]{lang=ar}`. */
export interface Span extends Parent {
  type: 'span'
  children: PhrasingContent[]
}

/** `10^-1^`. */
export interface Superscript extends Parent {
  type: 'superscript'
  children: PhrasingContent[]
}

/** `H~2~O`. */
export interface Subscript extends Parent {
  type: 'subscript'
  children: PhrasingContent[]
}

/**
 * `:value[garden.members@2024]{unit}`: a fact of the data in the text, or a count of it.
 * `children` is empty after reading; `resolveValues` fills it.
 */
export interface DataValue extends Parent {
  type: 'dataValue'
  path: string
  /** How it is calculated, where it is. */
  formula?: string | undefined
  children: PhrasingContent[]
}

/** A declared abbreviation where it is used; its children are what is printed. Made by `expandAbbreviations`. */
export interface Abbreviation extends Parent {
  type: 'abbreviation'
  /** What it stands for. */
  long: string
  children: PhrasingContent[]
}

/** `::: {.class}`. */
export interface Division extends Parent {
  type: 'division'
  /** Its element in HTML, `div` when absent: `details` and `summary`, `aside`, `section`… */
  element?: string
  children: FlowContent[]
}

/**
 * A box of text with a title: `:::note`, `::: {.callout-tip}`, `::: {#thm-x}`.
 * Children: one `caption` at most, the title or name that the author gave, then what is in the box.
 */
export interface TitledBox extends Parent {
  type: 'box'
  kind: BoxKind
  /** Of a statement: `2` or `3.2`; set by `numberTargets`. */
  number?: string
  children: Array<Caption | FlowContent>
}

/** One tab of a `.panel-tabset`: its label as `caption`, then what it shows. All of them are printed. */
export interface Tab extends Parent {
  type: 'tab'
  children: Array<Caption | FlowContent>
}

export type FigureKind = 'figure' | 'table' | 'listing'

/**
 * A numbered or captioned figure, table or listing.
 * Children, in this order: what is shown, one `caption` at most, one `shortCaption` at most, one `source` at most.
 */
export interface Figure extends Parent {
  type: 'figure'
  kind: FigureKind
  /** `2` or `3.2`, `2a` of a part; set by `numberTargets`. Absent when `{.unnumbered}`. */
  number?: string
  /** `a` of a part of another figure. */
  part?: string
  children: Array<FlowContent | Caption | ShortCaption | FigureSource>
}

/** Blocks side by side: the parts of a figure, or what `{layout-ncol=2}` lays out. */
export interface Panels extends Parent {
  type: 'panels'
  /** For each row the widths of its panels, in per cent of the line; as many in all as there are children. */
  rows: number[][]
  children: FlowContent[]
}

/** `fig-scap="…"`: the caption in the list of figures or of tables. Printed nowhere else. */
export interface ShortCaption extends Parent {
  type: 'shortCaption'
  children: PhrasingContent[]
}

/** Where the result of a cell of code would stand. `loadImages` puts the picture in its place where there is one. */
export interface CellResult extends Literal {
  type: 'cellResult'
  /** Label of the cell, by which its pictures are named; may be empty. */
  value: string
  alt: string | null
  width: string | null
}

/** Stands for a picture that may not be published, `{rights=none}`; its value is what is printed instead. */
export interface Withheld extends Literal {
  type: 'withheld'
}

/** The caption of a figure or table. */
export interface Caption extends Parent {
  type: 'caption'
  children: PhrasingContent[]
}

/** The line « Source : … » under a figure or table. Its children hold the whole line as typed, the word « Source » included. */
export interface FigureSource extends Parent {
  type: 'source'
  children: PhrasingContent[]
}

/** A picture drawn at build time from data: `:::chart{#fig-map name="map"}`. `drawCharts` replaces it by a drawing. */
export interface Chart extends Literal {
  type: 'chart'
  /** Empty where it is declared in its place. */
  name: string
  /** Attributes other than id, class and name. */
  options: Record<string, string>
  /** The YAML that declares it. */
  declaration?: Yaml
  value: string
}

/** A table made from the case-study data: `:::case-table{#tbl-… name="…"}`. `fillTables` replaces it by a table. */
export interface CaseTable extends Literal {
  type: 'caseTable'
  name: string
  options: Record<string, string>
  value: string
}

/** A drawn chart: SVG markup of ours (never the author's), with what a screen reader needs. */
export interface Drawing extends Literal {
  type: 'drawing'
  /** The SVG for screens; colours are `var(--…, fallback)` so that it follows light and dark. */
  value: string
  /** The same SVG with plain colours, for paper. */
  print: string
  title: string
  description: string
  /** The numbers drawn, for readers who do not see the picture. */
  table?: Table
  /** What it is a drawing of, so that slides can draw the same for their own space. */
  chart: Pick<Chart, 'name' | 'options' | 'declaration'>
}

/** Terms and what they mean; children alternate as in HTML's `dl`. */
export interface DefinitionList extends Parent {
  type: 'definitionList'
  children: Array<DefinitionTerm | DefinitionDescription>
}

export interface DefinitionTerm extends Parent {
  type: 'definitionTerm'
  /** Of a term of the glossary: its `id`, and where the text uses it; set by `linkTerms`. */
  anchor?: string
  usedAt?: Destination[]
  children: PhrasingContent[]
}

export interface DefinitionDescription extends Parent {
  type: 'definitionDescription'
  spread?: boolean
  children: FlowContent[]
}

/** Lines kept as they are, verse for instance: `| …`. */
export interface LineBlock extends Parent {
  type: 'lineBlock'
  children: Line[]
}

export interface Line extends Parent {
  type: 'line'
  /** Leading spaces, counted. */
  indent: number
  children: PhrasingContent[]
}

/** `a)`, `(iv)`, `A.`: the numbers of an ordered list, and what stands around them. */
export interface ListNumbering {
  /** `example`: `(@)`, counted over the whole thesis. */
  style: 'decimal' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman' | 'example'
  delimiter: 'period' | 'paren' | 'parens'
}

/** Who is quoted: the last paragraph of a block quote when it starts with a dash. The dash is not kept. */
export interface Attribution extends Parent {
  type: 'attribution'
  children: PhrasingContent[]
}

/** `\newpage`, `\clearpage`, `\pagebreak`. */
export interface PageBreak extends Literal {
  type: 'pageBreak'
  value: string
}

/** Where works cited are printed: a `::: {#refs}` of the author's, or the chapter made by `appendBibliography`. */
export interface Bibliography extends Parent {
  type: 'bibliography'
  children: BibliographyEntry[]
}

/** One work as the style prints it. */
export interface BibliographyEntry extends Parent {
  type: 'bibliographyEntry'
  key: string
  /** BCP 47 tag when not the thesis's own, `ar` for instance. */
  lang?: string
  /** Places that cite it, in reading order. */
  citedAt: Destination[]
  /** Where its entry is written: what is wrong with its words is a message there. */
  source?: {file: VFile; position: Position}
  children: PhrasingContent[]
}

/** The index: an `::: {#index}` of the author's, or the chapter made by `appendIndex`. */
export interface Index extends Parent {
  type: 'index'
  children: IndexEntry[]
}

/** A term of the index. */
export interface IndexEntry extends Parent {
  type: 'indexEntry'
  /** 1, or 2 for an entry below another. */
  level: number
  /** It is the first of its letter. */
  isFirst: boolean
  /** Where the term stands; `to` ends a range. */
  places: {from: Destination; to?: Destination | undefined}[]
  /** Other entries: « voir », « voir aussi ». */
  see: string[]
  children: PhrasingContent[]
}

declare module 'vfile' {
  interface DataMap {
    /** Some of its text is for one output only. */
    isConditional?: boolean
  }
}

/** Where text stands. */
interface PhrasingNodes {
  citation: Citation
  crossReference: CrossReference
  affix: Affix
  pageReference: PageReference
  footnote: Footnote
  footnoteCall: FootnoteCall
  span: Span
  superscript: Superscript
  subscript: Subscript
  dataValue: DataValue
  abbreviation: Abbreviation
  withheld: Withheld
}

/** Where paragraphs stand. */
interface BlockNodes {
  division: Division
  box: TitledBox
  tab: Tab
  figure: Figure
  panels: Panels
  chart: Chart
  caseTable: CaseTable
  cellResult: CellResult
  withheld: Withheld
  drawing: Drawing
  definitionList: DefinitionList
  lineBlock: LineBlock
  attribution: Attribution
  pageBreak: PageBreak
  bibliography: Bibliography
  index: Index
}

declare module 'mdast' {
  interface RootContentMap extends PhrasingNodes, BlockNodes {
    // Only inside of those.
    caption: Caption
    shortCaption: ShortCaption
    source: FigureSource
    definitionTerm: DefinitionTerm
    definitionDescription: DefinitionDescription
    line: Line
    bibliographyEntry: BibliographyEntry
    indexEntry: IndexEntry
  }
  interface PhrasingContentMap extends PhrasingNodes {}
  interface BlockContentMap extends BlockNodes {}
  interface Node {
    attributes?: Attributes
    /** Other names of the same thing: `\label{…}`, bookdown's `(\#fig:x)`. */
    labels?: string[]
    /** For this output only; taken away, with the condition, before the thesis is resolved. */
    output?: ConditionalOutput
  }
  interface List {
    /** How an ordered list is numbered; `1.` when absent. */
    numbering?: ListNumbering
  }
  interface ListItem {
    /** `good` of `(@good)`, in an example list; empty without a label. */
    example?: string
    /** Its number over the thesis, in an example list; set by `numberExamples`. */
    number?: number
  }
  interface Code {
    /** Its lines in words of a kind each, in a language that is known; set by `highlightCode`. */
    lines?: CodeToken[][]
  }
  interface Heading {
    /** `2.1`; set by `numberTargets`. */
    number?: string
    /** `id` on its page: the author's, or made from the text; set by `numberTargets`. */
    anchor?: string
  }
  interface Link {
    /** Where it leads inside the thesis; set by `resolveReferences` and `resolveLinks`, and then stronger than `url`. */
    target?: Destination
    /** `[Heading]`: what to look for, and the brackets around the text, should no heading have that title. */
    heading?: {key: string; before: string; after: string}
    /** Obsidian's `[[Note]]`: the file is found by its name, wherever it lies. */
    isAnywhere?: boolean
  }
  /** Its first row is the head unless `headRows` says otherwise; a head of nothing but blanks is not printed. */
  interface Table {
    headRows?: number
    /** Rows at the end that are its foot. */
    footRows?: number
    /** Widths of the columns, as shares of the width of the text (0 to 1); absent: as the words need. */
    widths?: number[]
  }
  /** What a cell covers of the rows below stands in no cell there. `children` may hold blocks (`CellContent`). */
  interface TableCell {
    /** Columns, and rows, that it covers: 1 when absent. */
    colSpan?: number
    rowSpan?: number
    /** Its own; that of its column else. */
    align?: AlignType
    /** A heading outside of the head. */
    isHeading?: boolean
  }
  interface Image {
    /** Obsidian's `![[x.png]]`: the file is found by its name, wherever it lies. */
    isAnywhere?: boolean
    /** Key in `Thesis.assets`; set by `loadImages`. */
    asset?: string
  }
}

declare module 'mdast-util-math' {
  interface Math {
    /** Number of a labelled equation, without parentheses; set by `numberTargets`. */
    number?: string
    /** It has a number, labelled or not: `\begin{equation}`. */
    isNumbered?: boolean
    /** Printed in the place of a number, as `\tag{…}` has it. */
    tag?: string
    /** Lines with numbers of their own: those of `\begin{align}`, in order. */
    rows?: EquationRow[]
    labels?: string[]
  }
}

/** Nodes that `read` takes away: nothing after it meets them. */
export type SyntaxNode =
  | 'definition'
  | 'linkReference'
  | 'imageReference'
  | 'footnoteDefinition'
  | 'footnoteReference'
  | 'yaml'
  | 'attributeList'
  | 'directiveFence'
  | 'definitionItem'
  | 'lineTable'
  | 'tex'
  | 'texLabel'
  | 'texRole'
  | 'texUncited'
  | 'texCaption'

/** Nodes that `transform` replaces: no writer meets them. */
export type UnresolvedNode = 'chart' | 'caseTable' | 'affix'

/** Every node that a writer must handle. */
export type WrittenNode = Exclude<RootContent, {type: SyntaxNode | UnresolvedNode}>
