/** Works, a style and citations in reading order → what is printed at each place, and the list of the works. */

import type {CslItem} from '../entry.ts'
import {findLocale, officialLocale} from './locales.ts'
import {numberWorks, planCluster, type Works} from './plan-clusters.ts'
import {fallbackCluster, fallbackEntries, orderEntries, readClusters, readEntry} from './read-output.ts'
import type {RichText} from './rich-text.ts'
import {runStyle} from './run-style.ts'
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
  isNoteStyle: boolean
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

/**
 * Format every citation of a thesis and the list of its works.
 *
 * Never throws on content: a work that makes the style's code fail is printed without the marks in its fields or, if
 * that fails as well, by its author, title and year; each with a message.
 *
 * Gives `citations:unknown-key`, `citations:style-fails`, `citations:unknown-locale`, `citations:no-bibliography`,
 * `citations:not-listed`.
 */
export function formatCitations(input: CitationInput): FormattedCitations {
  const messages: CitationMessage[] = []
  const works = numberWorks(input)
  const {isFound} = findLocale(input.locale, input.locales)
  if (!isFound) messages.push(unknownLocale(input.locale))
  for (const cluster of input.clusters) {
    for (const {key} of cluster.items) if (!works.byKey.has(key)) messages.push(unknownKey(key, cluster.id))
  }
  for (const key of input.nocite ?? []) if (!works.byKey.has(key)) messages.push(unknownKey(key))
  const plans = input.clusters.map((cluster) => planCluster(cluster, works, input.style))
  const uncited = [...new Set(input.nocite)].flatMap((key) => works.byKey.get(key)?.id ?? [])
  const clusters = plans.flatMap((plan) => plan.clusters)
  const printed = runStyle({input, works, clusters, uncited, report: (message) => messages.push(message)})
  const isNoteStyle = input.style.isNote
  if (!printed) {
    return {clusters: new Map(plans.map(fallbackCluster)), entries: fallbackEntries(works), isNoteStyle, messages}
  }
  const entries = printed.entries.map((entry) => readEntry(entry, printed.engine, works))
  if (!input.style.hasBibliography) messages.push(noBibliography(input.style))
  else messages.push(...notListed(input.style, works, entries))
  return {
    clusters: readClusters(plans, printed, works),
    entries: orderEntries(entries, input, printed.engine),
    isNoteStyle,
    messages
  }
}

function unknownKey(key: string, cluster?: string): CitationMessage {
  return {
    rule: 'citations:unknown-key',
    severity: 'error',
    reason: `Unexpected citation of unknown key \`${key}\``,
    fix: 'Add the entry to a file of `bibliography/`, or mend the key.',
    key,
    ...(cluster !== undefined && {cluster})
  }
}

function unknownLocale(locale: string): CitationMessage {
  const official = officialLocale(locale)
  return {
    rule: 'citations:unknown-locale',
    severity: 'warning',
    reason: `Unexpected language \`${locale}\`, expected one whose terms for citations are known; they are printed in English`,
    fix: official
      ? `Put the file \`locales-${official}.xml\` of https://github.com/citation-style-language/locales into \`bibliography/styles/\`.`
      : `Write the terms of \`${locale}\` in a CSL locale, \`bibliography/styles/locales-${locale}.xml\`, or choose another \`lang\`.`
  }
}

/** Some styles leave letters or interviews out of the list. */
function notListed({title}: Style, works: Works, entries: FormattedEntry[]): CitationMessage[] {
  const listed = new Set(entries.map(({key}) => key))
  const missing = [...works.byKey.keys()].filter((key) => !listed.has(key))
  return missing.map((key) => ({
    rule: 'citations:not-listed',
    severity: 'info',
    reason: `The style \`${title}\` does not list \`${key}\` in the bibliography`,
    fix: `Give the entry another type if it must be listed.`,
    key
  }))
}

function noBibliography({title}: Style): CitationMessage {
  return {
    rule: 'citations:no-bibliography',
    severity: 'warning',
    reason: `The style \`${title}\` prints no bibliography`,
    fix: 'Choose a style with a bibliography if the thesis must list its works.'
  }
}
