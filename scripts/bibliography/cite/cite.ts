/** Works, a style and citations in reading order → what is printed at each place, and the list of the works. */

import {type Content, compileStyle, type Item, openProcessor, type Processor} from '../csl/index.ts'
import type {Style as CompiledStyle} from '../csl/style.ts'
import type {CslItem} from '../entry.ts'
import {describeEntry, fallbackCluster, isPrinted, readCluster} from './describe.ts'
import {findLocale, officialLocale} from './locales.ts'
import {planCluster} from './plan-clusters.ts'
import {prepareItem} from './prepare-item.ts'
import {readContent} from './read-content.ts'
import type {RichText} from './rich-text.ts'
import {type ArabicOrder, compareIn, withoutArticle} from './sorting.ts'
import type {Style} from './styles.ts'
import type {CitationInput, CitationMessage, FormattedCitations, FormattedCluster, FormattedEntry} from './types.ts'

/**
 * Format every citation of a thesis and the list of its works.
 *
 * Never throws on content: a work of which the style prints nothing is printed by its author, title and year, with a
 * message.
 *
 * Gives `citations:unknown-key`, `citations:style-fails`, `citations:unknown-locale`, `citations:no-bibliography`,
 * `citations:not-listed`.
 */
export function formatCitations(input: CitationInput): FormattedCitations {
  return openCitations()(input)
}

/**
 * Keep the style and what was printed from one call to the next: only what changed is formatted anew, and the result is
 * that of a first call.
 */
export function openCitations(): (input: CitationInput) => FormattedCitations {
  let prepared = new Map<string, Prepared>()
  let engine: Engine | undefined
  return (input) => {
    if (!engine || !isSameEngine(engine.input, input)) engine = openEngine(input)
    const former = prepared
    prepared = new Map()
    return format(input, engine, (key, item) => {
      const known = former.get(key)
      const source = known?.given === item ? known.source : JSON.stringify(item)
      const next = {given: item, source, item: known?.source === source ? known.item : prepareItem(item)}
      prepared.set(key, next)
      return next.item
    })
  }
}

/** An item as the processor gets it, the same object as long as the work is the same. */
interface Prepared {
  given: CslItem
  source: string
  item: Item
}

/** A style in a language, compiled. */
interface Engine {
  input: CitationInput
  style: CompiledStyle
  processor: Processor
  /** Printed content as text. */
  read: (content: Content) => RichText
  terms: {and: string; etAl: string}
}

/** What did not change is the same object as the last time, and is read once. */
function contentReader(lang: string): (content: Content) => RichText {
  const known = new WeakMap<Content, RichText>()
  return (content) => {
    const read = known.get(content) ?? readContent(content, lang)
    known.set(content, read)
    return read
  }
}

/** What the style, the language and the order depend on. */
function isSameEngine(first: CitationInput, second: CitationInput): boolean {
  return (
    first.style.xml === second.style.xml &&
    first.locale === second.locale &&
    first.arabic === second.arabic &&
    JSON.stringify(first.locales) === JSON.stringify(second.locales)
  )
}

function openEngine(input: CitationInput): Engine {
  const {locale, locales, arabic = 'apart'} = input
  const {tag, xml} = findLocale(locale, locales)
  const findXml = (lang: string) => (lang === tag ? xml : findLocale(lang, locales).xml)
  const {style} = compileStyle(input.style.xml, {lang: tag, findLocale: findXml})
  if (!style) throw new Error(`The style ${input.style.title} was not read by readStyle`)
  const processor = openProcessor(style, {
    compare: compareIn(tag, arabic),
    titleKey: (title, language = tag) => withoutArticle(title, language),
    // The library knows the particles of names: guessing cuts « El Amrani » in two.
    parsesNames: false,
    // « consulté en 2026a » does not distinguish works.
    keepsLettersOffAccess: true
  })
  const term = (name: string) => style.locale.terms.get(`${name}/long`)?.one
  return {
    input,
    style,
    processor,
    read: contentReader(locale),
    terms: {and: term('and') ?? 'et', etAl: term('et-al') ?? 'et al.'}
  }
}

function format(
  input: CitationInput,
  engine: Engine,
  prepare: (key: string, item: CslItem) => Item
): FormattedCitations {
  const {items, style, nocite = []} = input
  const keys = new Set([...input.clusters.flatMap((cluster) => cluster.items.map(({key}) => key)), ...nocite])
  const works = new Map([...keys].flatMap((key) => (items.has(key) ? [[key, items.get(key)!] as const] : [])))
  const messages = checkInput(input)
  const printed = engine.processor.format({
    items: new Map([...works].map(([key, item]) => [key, prepare(key, item)])),
    clusters: input.clusters.map((cluster) => planCluster(cluster, (key) => works.has(key), style)),
    uncited: nocite
  })
  const clusters = input.clusters.map((source, index): [string, FormattedCluster] => {
    const {content, names} = printed.clusters[index]!
    const cited = source.items.flatMap(({key}) => works.get(key) ?? [])
    if (content.length === 0 && !names && cited.length > 0) messages.push(printsNothing(style, source.items[0]!.key))
    return [
      source.id,
      content.length === 0 && !names
        ? fallbackCluster(source, works)
        : readCluster({
            source,
            works,
            content: engine.read(content),
            names: names && engine.read(names),
            terms: engine.terms
          })
    ]
  })
  const entries = printed.entries.map(({id, content}) => {
    const read = engine.read(content)
    const isFine = engine.style.isNumeric || isPrinted(read)
    if (!isFine) messages.push(printsNothing(style, id))
    return describeEntry(id, works.get(id)!, isFine ? read : undefined)
  })
  if (!style.hasBibliography) messages.push(noBibliography(style))
  else messages.push(...notListed(style, works, entries))
  return {
    clusters: new Map(clusters),
    entries: orderEntries(entries, input.arabic, engine.style),
    messages: withoutRepeats(messages)
  }
}

function checkInput({items, clusters, nocite = [], locale, locales}: CitationInput): CitationMessage[] {
  const cited = clusters.flatMap((cluster) => cluster.items.map(({key}) => [key, cluster.id] as const))
  return [
    ...(findLocale(locale, locales).isFound ? [] : [unknownLocale(locale)]),
    ...cited.filter(([key]) => !items.has(key)).map(([key, cluster]) => unknownKey(key, cluster)),
    ...nocite.filter((key) => !items.has(key)).map((key) => unknownKey(key))
  ]
}

/** Arabic apart, unless the list follows numbers or the text. */
function orderEntries(
  entries: FormattedEntry[],
  arabic: ArabicOrder = 'apart',
  style: CompiledStyle
): FormattedEntry[] {
  const isSorted = style.bibliography !== undefined && style.bibliography.sort.length > 0 && !style.isNumeric
  if (arabic === 'merged' || !isSorted) return entries
  return [...entries.filter(({isArabic}) => !isArabic), ...entries.filter(({isArabic}) => isArabic)]
}

/** A work that a style prints nothing of is named once. */
function withoutRepeats(messages: CitationMessage[]): CitationMessage[] {
  const seen = new Set<string>()
  return messages.filter(({rule, key}) => {
    if (rule !== 'citations:style-fails') return true
    if (seen.has(key ?? '')) return false
    seen.add(key ?? '')
    return true
  })
}

function printsNothing({title}: Style, key: string): CitationMessage {
  return {
    rule: 'citations:style-fails',
    severity: 'warning',
    reason: `The style \`${title}\` prints nothing of \`${key}\`: its author, title and year are printed instead`,
    fix: 'Complete the fields of this entry, or choose another style in `thesis.yml`.',
    key
  }
}

function unknownKey(key: string, cluster?: string): CitationMessage {
  return {
    rule: 'citations:unknown-key',
    severity: 'error',
    reason: `Unknown citation key \`${key}\``,
    fix: 'Add the entry to a file of `bibliography/`, or correct the key.',
    key,
    cluster
  }
}

function unknownLocale(locale: string): CitationMessage {
  const official = officialLocale(locale)
  return {
    rule: 'citations:unknown-locale',
    severity: 'warning',
    reason: `Missing citation terms for the language \`${locale}\`: they are printed in English`,
    fix: official
      ? `Put the file \`locales-${official}.xml\` of https://github.com/citation-style-language/locales into \`bibliography/styles/\`.`
      : `Write the terms of \`${locale}\` in a CSL locale, \`bibliography/styles/locales-${locale}.xml\`, or choose another \`lang\`.`
  }
}

/** Some styles leave letters or interviews out of the list. */
function notListed({title}: Style, works: ReadonlyMap<string, CslItem>, entries: FormattedEntry[]): CitationMessage[] {
  const listed = new Set(entries.map(({key}) => key))
  const missing = [...works.keys()].filter((key) => !listed.has(key))
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
