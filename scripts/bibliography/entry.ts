/** What an entry of a bibliography is: as found in a file, and as a CSL-JSON item that styles can print. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'

/**
 * A name in an item. `{literal: OTHERS}` at the end of a list stands for BibTeX's `and others`: the list goes on and
 * the style's “et al.” must be printed whatever the number of names.
 */
export interface CslName {
  family?: string
  given?: string
  suffix?: string
  'non-dropping-particle'?: string
  'dropping-particle'?: string
  /** An institution, or a name that must not be taken apart. */
  literal?: string
  'comma-suffix'?: boolean
  'static-ordering'?: boolean
  'parse-names'?: boolean
}

/** The literal of the name that ends a list cut short by `and others`. */
export const OTHERS = 'et al.'

/** A date. Years before Christ count without a year zero: 44 BC is -44. An open end is a second part `[0]`. */
export interface CslDate {
  'date-parts'?: number[][]
  /** 1 spring … 4 winter. */
  season?: number | string
  /** Approximate or uncertain. */
  circa?: boolean
  literal?: string
  raw?: string
}

/** The fields of an item that hold names. */
export const nameFields = [
  'author',
  'chair',
  'collection-editor',
  'compiler',
  'composer',
  'container-author',
  'contributor',
  'curator',
  'director',
  'editor',
  'editorial-director',
  'executive-producer',
  'guest',
  'host',
  'illustrator',
  'interviewer',
  'narrator',
  'organizer',
  'original-author',
  'performer',
  'producer',
  'recipient',
  'reviewed-author',
  'script-writer',
  'series-creator',
  'translator'
] as const
export type NameField = (typeof nameFields)[number]

/** The fields of an item that hold dates. */
export const dateFields = ['accessed', 'available-date', 'event-date', 'issued', 'original-date', 'submitted'] as const
export type DateField = (typeof dateFields)[number]

/** The types of CSL 1.0.2. */
export const itemTypes = [
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'bill',
  'book',
  'broadcast',
  'chapter',
  'classic',
  'collection',
  'dataset',
  'document',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'event',
  'figure',
  'graphic',
  'hearing',
  'interview',
  'legal_case',
  'legislation',
  'manuscript',
  'map',
  'motion_picture',
  'musical_score',
  'pamphlet',
  'paper-conference',
  'patent',
  'performance',
  'periodical',
  'personal_communication',
  'post',
  'post-weblog',
  'regulation',
  'report',
  'review',
  'review-book',
  'software',
  'song',
  'speech',
  'standard',
  'thesis',
  'treaty',
  'webpage'
] as const
export type ItemType = (typeof itemTypes)[number]

/** The fields of an item that hold text or a number. */
export const textFields = [
  'archive',
  'archive_collection',
  'archive_location',
  'archive-place',
  'authority',
  'call-number',
  'chapter-number',
  'citation-key',
  'citation-label',
  'citation-number',
  'collection-number',
  'collection-title',
  'collection-title-short',
  'container-title',
  'container-title-short',
  'dimensions',
  'division',
  'DOI',
  'edition',
  'event',
  'event-place',
  'event-title',
  'first-reference-note-number',
  'genre',
  'ISBN',
  'ISSN',
  'issue',
  'journalAbbreviation',
  'jurisdiction',
  'keyword',
  'language',
  'locator',
  'medium',
  'note',
  'number',
  'number-of-pages',
  'number-of-volumes',
  'original-publisher',
  'original-publisher-place',
  'original-title',
  'page',
  'page-first',
  'part',
  'part-title',
  'PMCID',
  'PMID',
  'printing',
  'publisher',
  'publisher-place',
  'references',
  'reviewed-genre',
  'reviewed-title',
  'scale',
  'section',
  'shortTitle',
  'source',
  'status',
  'supplement',
  'title',
  'title-short',
  'URL',
  'version',
  'volume',
  'volume-title',
  'volume-title-short',
  'year-suffix'
] as const
export type TextField = (typeof textFields)[number]

/**
 * A CSL-JSON item.
 *
 * Text is plain, apart from CSL's own marks (`<i>`, `<b>`, `<sup>`, `<sub>`, small capitals, `nocase`). An author's
 * literal `<i>` carries a word joiner after the `<`, so that no engine takes it for a mark. Abstracts, annotations
 * and files never enter. `keyword` (comma-separated), `language` (BCP 47) and `custom` serve to split a list by rule.
 */
export type CslItem = {id: string; type: ItemType; custom?: ItemDetails} & {[field in NameField]?: CslName[]} & {
  [field in DateField]?: CslDate
} & {[field in TextField]?: string}

/** What CSL has no field for. */
export interface ItemDetails {
  /** The entry's type in its file: `article`, `phdthesis`… */
  entryType?: string
  /** Institution's short name to cite it by, BibLaTeX's `shortauthor`. */
  shortAuthor?: string
  /** Members of a set. */
  members?: string[]
}

/** A piece of a BibTeX value: `{…}`, `"…"`, `2004`, or the name of a `@string`. */
export interface BibPiece {
  kind: 'braced' | 'quoted' | 'number' | 'name'
  /** Offsets of its contents, delimiters left out. */
  start: number
  end: number
}

/** A field as found in a `.bib`. */
export interface BibField {
  /** In lower case. */
  name: string
  start: number
  /** Offsets of the value, delimiters included. */
  valueStart: number
  valueEnd: number
  pieces: BibPiece[]
}

/** An entry as found in a file. */
interface FoundEntry {
  key: string
  /** In lower case in a `.bib`. */
  type: string
  file: VFile
  /** The whole text of the file, decoded. */
  text: string
  start: number
  end: number
  keyStart: number
}

/** An entry of a `.bib`; values are read when they are needed. */
export interface BibEntry extends FoundEntry {
  format: 'bibtex'
  fields: BibField[]
  /** False when a syntax error cut it short. */
  isWhole: boolean
}

/** An entry of a CSL-JSON, CSL-YAML or RIS file. */
export interface DataEntry extends FoundEntry {
  format: 'csl' | 'ris'
  /** The item as found: unchecked for CSL, tags and values for RIS. */
  data: unknown
}

export type Entry = BibEntry | DataEntry

/** Where something is in a bibliography file. */
export interface Place {
  file: VFile
  position: Position
}
