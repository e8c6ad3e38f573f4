/** What is cited → what is printed: the shapes that callers and the parts of `cite/` share. */

import type {CslItem} from '../entry.ts'
import type {RichText} from './rich-text.ts'
import type {ArabicOrder} from './sorting.ts'
import type {Style} from './styles.ts'

export interface CitationInput {
  /** By the key that clusters name. */
  items: ReadonlyMap<string, CslItem>
  style: Style
  /** BCP 47: the language of the terms and of the sorting. */
  locale: string
  /** Locale files of the author's, by tag. */
  locales?: Record<string, string>
  /** In reading order. */
  clusters: readonly CitationCluster[]
  /** Keys of works that are listed without being cited. */
  nocite?: readonly string[]
  /** Default `apart`. */
  arabic?: ArabicOrder
}

/** The works cited at one place. */
export interface CitationCluster {
  id: string
  /** Number of the note that holds it, counted over the thesis; 0 in running text. */
  noteIndex: number
  /** `narrative`: the first work's author belongs to the sentence. */
  mode: 'parenthetical' | 'narrative'
  items: readonly CitedWork[]
}

export interface CitedWork {
  key: string
  prefix?: RichText
  suffix?: RichText
  locator?: string
  /** CSL's term, such as `page`. */
  label?: string
  suppressAuthor?: boolean
}

export interface FormattedCitations {
  /** By cluster id. */
  clusters: Map<string, FormattedCluster>
  /** In the style's order; works in Arabic script last when they stand apart. */
  entries: FormattedEntry[]
  messages: CitationMessage[]
}

export interface FormattedCluster {
  /** Narrative clusters only: the author, for the sentence. */
  author?: RichText
  /** The rest: « (2005, p. 3) », or the text of a note. */
  content: RichText
}

export interface FormattedEntry {
  key: string
  content: RichText
  /** BCP 47, when the work says its language or is in Arabic script. */
  lang?: string
  isArabic: boolean
}

/** What the author should know; the caller finds the place. */
export interface CitationMessage {
  rule:
    | 'citations:unknown-key'
    | 'citations:style-fails'
    | 'citations:unknown-locale'
    | 'citations:no-bibliography'
    | 'citations:not-listed'
  severity: 'error' | 'warning' | 'info'
  reason: string
  fix: string
  /** The work that it is about. */
  key?: string
  /** The cluster that it is about. */
  cluster?: string
}
