/** What goes into the processor and what comes out of it: CSL-JSON items, clusters of cites, trees of styled text. */

/** A bibliographic item in CSL-JSON. Fields of unexpected types are tolerated: what cannot be printed is not. */
export interface Item {
  readonly id: string | number
  readonly [field: string]: unknown
}

/** Text before or after a cite: plain words, or something of the caller's that passes through untouched. */
export type AffixPart = string | {readonly embedded: unknown}

/** One item cited at one place. */
export interface Cite {
  readonly id: string
  readonly locator?: string
  /** A locator term of CSL, Appendix II. Default `page`. */
  readonly label?: string
  /** A string is read as a field is (`<i>`, quotes); parts are taken as they are. */
  readonly prefix?: string | readonly AffixPart[]
  readonly suffix?: string | readonly AffixPart[]
  readonly suppressAuthor?: boolean
  readonly authorOnly?: boolean
  /** The position that the caller knows, where the processor must not compute it. */
  readonly position?: Position
  readonly isNear?: boolean
  readonly firstNote?: number
}

/** The items cited at one place. */
export interface Cluster {
  readonly id: string
  /** Number of the note that holds it; 0 in running text. */
  readonly note: number
  readonly cites: readonly Cite[]
  /** Keep the cites in the order given, whatever the style sorts by. */
  readonly isUnsorted?: boolean
  /** Print the names of the first cite apart, for the sentence, and the cite without them. */
  readonly isNarrative?: boolean
}

/** What is printed of a cluster: empty where the style prints nothing of the items. `names` are of narrative ones. */
export interface FormattedCluster {
  readonly content: Content
  readonly names?: Content | undefined
}

/** How often an item was cited before. CSL 1.0.2, “Choose”, `position`. */
export type Position = 'first' | 'subsequent' | 'ibid' | 'ibid-with-locator'

/** Styled text. */
export type Content = readonly Run[]

export type Run =
  | {readonly type: 'text'; readonly value: string}
  | {readonly type: 'format'; readonly aspect: Aspect; readonly value: string; readonly children: Content}
  | {readonly type: 'display'; readonly value: Display; readonly children: Content}
  /** What a stretch of text is; `id` is that of the item. */
  | {readonly type: 'part'; readonly part: Part; readonly id?: string; readonly children: Content}
  | {readonly type: 'link'; readonly url: string; readonly children: Content}
  /** What an affix of the caller's embedded. */
  | {readonly type: 'embedded'; readonly value: unknown}

/** CSL 1.0.2, “Formatting”. */
export type Aspect = 'font-style' | 'font-weight' | 'font-variant' | 'text-decoration' | 'vertical-align'

/** CSL 1.0.2, “Display”. */
export type Display = 'block' | 'left-margin' | 'right-inline' | 'indent'

/** `work` holds all of one cite except the author's own prefix and suffix. */
export type Part = 'work' | 'names' | 'year' | 'year-suffix' | 'citation-number'

/** An entry of the bibliography. */
export interface Entry {
  readonly id: string
  readonly content: Content
}

/** What is wrong with a style, and where: offset in UTF-16 units, line and column from 1. */
export interface StyleProblem {
  readonly severity: 'error' | 'warning'
  readonly reason: string
  readonly offset: number
  readonly line: number
  readonly column: number
}
