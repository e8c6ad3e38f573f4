/** Works, a style and citations in reading order → what is printed at each place, and the list of the works. */

import type {CiteItem, Cluster, Engine, Item} from 'citeproc'
import CSL from 'citeproc'
import {authorText} from './author-text.ts'
import {collapsesNumbers, engineItem, openEngine, printOthers} from './engine.ts'
import type {CslItem} from './entry.ts'
import {formatClusters} from './linear-pass.ts'
import {findLocale} from './locales.ts'
import {embed, type RichNode, type RichText, readRichText, richTextToString, withoutMarks} from './rich-text.ts'
import {type ArabicOrder, startsInArabic} from './sorting.ts'
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
  rule: 'citations:unknown-key' | 'citations:style-fails' | 'citations:unknown-locale' | 'citations:no-bibliography'
  isFatal: boolean
  reason: string
  fix: string
  /** The work that it is about. */
  key?: string
  /** The cluster that it is about. */
  cluster?: string
}

/** A work as the engine knows it: citeproc's registry gets ids of ours, never an author's key. */
interface Work {
  id: string
  key: string
  item: CslItem
}

interface Works {
  byKey: Map<string, Work>
  byId: Map<string, Work>
  engineItems: Map<string, Item>
}

/** What one try gives, still with marks. */
interface Formatted {
  texts: string[]
  entries: {id: string; text: string}[]
  engine: Engine
}

/**
 * Format every citation of a thesis and the list of its works.
 *
 * Never throws on content: a work that makes the style's code fail is printed without the marks in its fields or, if
 * that fails as well, by its author, title and year; each with a message.
 *
 * Gives `citations:unknown-key`, `citations:style-fails`, `citations:unknown-locale`, `citations:no-bibliography`.
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
  const formatted = formatSafely(
    input,
    works,
    plans.flatMap(({clusters}) => clusters),
    uncited,
    messages
  )
  const isNoteStyle = input.style.isNote
  if (!formatted)
    return {clusters: new Map(plans.map(fallbackCluster)), entries: fallbackEntries(works), isNoteStyle, messages}
  if (!input.style.hasBibliography) messages.push(noBibliography(input.style))
  return {
    clusters: readClusters(plans, formatted, works),
    entries: orderEntries(
      formatted.entries.map((entry) => readEntry(entry, formatted.engine, works)),
      input,
      formatted.engine
    ),
    isNoteStyle,
    messages
  }
}

function numberWorks({items, clusters, nocite = []}: CitationInput): Works {
  const works: Works = {byKey: new Map(), byId: new Map(), engineItems: new Map()}
  const keys = new Set([...clusters.flatMap((cluster) => cluster.items.map(({key}) => key)), ...nocite])
  for (const key of keys) {
    const item = items.get(key)
    if (!item) continue
    const id = `w${works.byId.size}`
    const work = {id, key, item}
    works.byKey.set(key, work)
    works.byId.set(id, work)
    works.engineItems.set(id, engineItem(id, item))
  }
  return works
}

/** How a cluster of the author's is given to the engine. */
interface Plan {
  source: CitationCluster
  /** None when no key is known; two for a narrative cluster whose author the style prints. */
  clusters: Cluster[]
  /** What embedded characters stand for. */
  embedded: RichNode[]
  works: Work[]
}

function planCluster(source: CitationCluster, works: Works, style: Style): Plan {
  const embedded: RichNode[] = []
  const found = source.items.flatMap((cited) => {
    const work = works.byKey.get(cited.key)
    return work ? [{cited, work}] : []
  })
  const plan: Plan = {source, clusters: [], embedded, works: found.map(({work}) => work)}
  const [first] = found
  if (!first) return plan
  const isNarrative = source.mode === 'narrative' && source.items[0]?.key === first.cited.key
  const hasStyleAuthor = isNarrative && !style.isNote
  const items = found.map(({cited, work}) => citeItem(cited, work, embedded))
  const hasAffix = items.some(({prefix, suffix}) => prefix || suffix)
  if (hasStyleAuthor) {
    plan.clusters.push({
      citationID: `${source.id} author`,
      citationItems: [{id: first.work.id}],
      properties: {noteIndex: source.noteIndex, mode: 'author-only'}
    })
    if (items[0]) items[0]['suppress-author'] = true
  }
  plan.clusters.push({
    citationID: source.id,
    citationItems: items,
    // A style that sorts would carry « voir » away from the work that it introduces.
    properties: {noteIndex: source.noteIndex, ...((hasAffix || isNarrative) && {unsorted: true})}
  })
  return plan
}

function citeItem(
  {prefix, suffix, locator, label, suppressAuthor}: CitedWork,
  {id}: Work,
  embedded: RichNode[]
): CiteItem {
  const item: CiteItem = {id}
  if (prefix?.length) item.prefix = `${affix(prefix, embedded)}${prefix.at(-1)?.type === 'text' ? '' : ' '}`
  if (suffix?.length) item.suffix = suffixWithSpace(affix(suffix, embedded))
  if (locator) {
    item.locator = withoutMarks(locator)
    item.label = label ?? 'page'
  }
  if (suppressAuthor) item['suppress-author'] = true
  return item
}

/** Plain words go through the engine, that settles spaces and points; everything else passes it by. */
function affix(content: RichText, embedded: RichNode[]): string {
  const hide = (node: RichNode) => embed(embedded.push(node) - 1)
  return content
    .map((node) =>
      node.type === 'text'
        ? withoutMarks(node.value).replace(/[^\p{Letter}\p{Mark}\p{Number} .,;:!?()[\]/…–—-]/gu, (value) =>
            hide({type: 'text', value})
          )
        : hide(node)
    )
    .join('')
}

function suffixWithSpace(suffix: string): string {
  return /^[\s,.;:!?)\]]/.test(suffix) ? suffix : ` ${suffix}`
}

/** Try; if the style's code fails, find the works that it fails on and try again with plainer ones. */
function formatSafely(
  input: CitationInput,
  works: Works,
  clusters: Cluster[],
  uncited: string[],
  messages: CitationMessage[]
): Formatted | undefined {
  const items = works.engineItems
  const run = () => tryFormat(input, items, structuredClone(clusters), uncited)
  try {
    return run()
  } catch (error) {
    const failing = [...items.keys()].filter((id) => fails(input, items, id))
    for (const id of failing) {
      items.set(id, withoutInlineMarkup(items.get(id)))
      messages.push(styleFails(input.style, works.byId.get(id), error))
    }
    try {
      if (failing.length > 0) return run()
    } catch {
      // Said below.
    }
    messages.push({...styleFails(input.style, undefined, error), isFatal: true})
    return undefined
  }
}

function tryFormat(input: CitationInput, items: Map<string, Item>, clusters: Cluster[], uncited: string[]): Formatted {
  const engine = openEngine({...input, items, arabic: input.arabic ?? 'apart'})
  const texts = formatClusters(engine, clusters, uncited)
  const [{entry_ids}, entries] = engine.makeBibliography() || [{entry_ids: []}, []]
  return {
    engine,
    texts: texts.map((text) => printOthers(engine, text)),
    entries: entries.map((text, index) => ({id: entry_ids[index]?.[0] ?? '', text: printOthers(engine, text)}))
  }
}

function fails(input: CitationInput, items: Map<string, Item>, id: string): boolean {
  try {
    tryFormat(input, items, [{citationID: 'c', citationItems: [{id}], properties: {noteIndex: 0}}], [])
    return false
  } catch {
    return true
  }
}

function withoutInlineMarkup(item: Item | undefined): Item {
  const text = JSON.stringify(item ?? {}).replace(/<\/?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>/g, '')
  return JSON.parse(text) as Item
}

function readClusters(plans: Plan[], {engine, texts}: Formatted, works: Works): Map<string, FormattedCluster> {
  const terms = {and: engine.getTerm('and') ?? 'et', etAl: engine.getTerm('et-al') ?? 'et al.'}
  const clusters = new Map<string, FormattedCluster>()
  let next = 0
  for (const plan of plans) {
    const read = plan.clusters
      .map(() => readRichText(texts[next++] ?? ''))
      .map((text) => restore(text, plan.embedded, works))
    const content = read.at(-1) ?? []
    const unknown = plan.source.items.filter(({key}) => !works.byKey.has(key)).map(({key}) => key)
    const [first] = plan.works
    const isNarrative =
      plan.source.mode === 'narrative' && first !== undefined && first.key === plan.source.items[0]?.key
    const cluster: FormattedCluster = {
      content: withUnknown(collapsesNumbers(engine) ? linkNumbers(content, plan.works, engine) : content, unknown)
    }
    if (isNarrative) {
      const printed = read.length > 1 ? read[0] : undefined
      const author = printed && isPrinted(printed) ? printed : authorText(first.item, terms)
      cluster.author = [{type: 'work', key: first.key, children: author}]
    }
    clusters.set(plan.source.id, cluster)
  }
  return clusters
}

/** What citeproc prints when a style has no author to print. */
function isPrinted(content: RichText): boolean {
  const text = richTextToString(content)
  return (
    text !== '' && !text.includes('[NO_PRINTED_FORM]') && !text.includes('[CSL STYLE ERROR') && /\p{Letter}/u.test(text)
  )
}

/** Put back what passed by the engine, and the author's keys for ours. */
function restore(content: RichText, embedded: RichNode[], works: Works): RichText {
  return content.map((node) => {
    if (node.type === 'embedded') return embedded[node.index] ?? node
    if (!('children' in node)) return node
    const children = restore(node.children, embedded, works)
    return node.type === 'work'
      ? {...node, key: works.byId.get(node.key)?.key ?? node.key, children}
      : {...node, children}
  })
}

/** The works that no entry describes stay visible, so that a draft shows what is missing. */
function withUnknown(content: RichText, keys: string[]): RichText {
  if (keys.length === 0) return content
  const shown: RichText = [
    {type: 'strong', children: [{type: 'text', value: `[${keys.map((key) => `@${key}`).join('; ')} ?]`}]}
  ]
  return content.length > 0 ? [...content, {type: 'text', value: ' '}, ...shown] : shown
}

/** In numeric styles each number links to its work, once. */
function linkNumbers(content: RichText, works: Work[], engine: Engine): RichText {
  const open = new Map(works.map(({id, key}) => [String(engine.registry.registry[id]?.seq), key]))
  const link = (nodes: RichText): RichText =>
    nodes.flatMap((node): RichText => {
      if (node.type !== 'text') return ['children' in node ? {...node, children: link(node.children)} : node]
      return node.value.split(/(\d+)/).flatMap((value): RichText => {
        const key = open.get(value)
        if (key === undefined) return value ? [{type: 'text', value}] : []
        open.delete(value)
        return [{type: 'work', key, children: [{type: 'text', value}]}]
      })
    })
  return link(content)
}

function readEntry({id, text}: {id: string; text: string}, engine: Engine, works: Works): FormattedEntry {
  const {key, item} = works.byId.get(id) ?? {key: id, item: {id, type: 'document' as const}}
  const content = trim(restore(readRichText(text.replace(/ {2,}/g, ' ')), [], works))
  return describeEntry(
    key,
    item,
    isPrinted(content) || engine.opt.update_mode === CSL.NUMERIC ? content : fallbackText(item)
  )
}

function describeEntry(key: string, item: CslItem, content: RichText): FormattedEntry {
  const isArabic = startsInArabic(authorNames(item) || (item.title ?? ''))
  const lang = item.language ?? (isArabic ? 'ar' : undefined)
  return {key, content, isArabic, ...(lang && {lang})}
}

function authorNames(item: CslItem): string {
  const [name] = item.author ?? item.editor ?? []
  return name?.family ?? name?.literal ?? name?.given ?? ''
}

function trim(content: RichText): RichText {
  return content.map((node, index) => {
    if (node.type !== 'text') return node
    const value = index === 0 ? node.value.trimStart() : node.value
    return {...node, value: index === content.length - 1 ? value.trimEnd() : value}
  })
}

/** Arabic apart, unless the list follows numbers. */
function orderEntries(entries: FormattedEntry[], {arabic}: CitationInput, engine: Engine): FormattedEntry[] {
  const isSorted = engine.bibliography_sort.tokens.length > 0 && engine.opt.update_mode !== CSL.NUMERIC
  if (arabic === 'merged' || !isSorted) return entries
  return [...entries.filter(({isArabic}) => !isArabic), ...entries.filter(({isArabic}) => isArabic)]
}

/** Author, title, year: what can be said of a work without a style. */
function fallbackText(item: CslItem): RichText {
  const author = richTextToString(authorText(item, {and: 'et', etAl: 'et al.'}))
  const year = item.issued?.['date-parts']?.[0]?.[0] ?? item.issued?.literal ?? ''
  const title: RichText = [{type: 'emphasis', children: [{type: 'text', value: item.title ?? item.id}]}]
  return [{type: 'text', value: `${author}. `}, ...title, {type: 'text', value: year === '' ? '.' : `, ${year}.`}]
}

function fallbackCluster({source, works}: Plan): [string, FormattedCluster] {
  const parts = works.flatMap(
    ({key, item}, index): RichText => [
      ...(index > 0 ? [{type: 'text' as const, value: ' ; '}] : []),
      {type: 'work', key, children: fallbackText(item)}
    ]
  )
  const unknown = source.items.filter(({key}) => !works.some((work) => work.key === key)).map(({key}) => key)
  return [source.id, {content: withUnknown(parts, unknown)}]
}

function fallbackEntries(works: Works): FormattedEntry[] {
  return [...works.byKey.values()].map(({key, item}) => describeEntry(key, item, fallbackText(item)))
}

function unknownKey(key: string, cluster?: string): CitationMessage {
  return {
    rule: 'citations:unknown-key',
    isFatal: true,
    reason: `Unexpected citation of unknown key \`${key}\``,
    fix: 'Add the entry to a file of `bibliography/`, or mend the key.',
    key,
    ...(cluster !== undefined && {cluster})
  }
}

function unknownLocale(locale: string): CitationMessage {
  return {
    rule: 'citations:unknown-locale',
    isFatal: false,
    reason: `Unexpected language \`${locale}\`, expected one whose terms for citations are known; they are printed in English`,
    fix: `Put the file \`locales-${locale}.xml\` of https://github.com/citation-style-language/locales into \`bibliography/styles/\`.`
  }
}

function noBibliography({title}: Style): CitationMessage {
  return {
    rule: 'citations:no-bibliography',
    isFatal: false,
    reason: `The style \`${title}\` prints no bibliography`,
    fix: 'Choose a style with a bibliography if the thesis must list its works.'
  }
}

function styleFails({title}: Style, work: Work | undefined, error: unknown): CitationMessage {
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  const of = work ? ` the entry \`${work.key}\`` : ' these citations'
  return {
    rule: 'citations:style-fails',
    isFatal: false,
    reason: `The style \`${title}\` fails on${of}: ${why}`,
    fix: work
      ? 'Take the italics and other marks out of the title of this entry, or choose another style.'
      : 'Choose another style in `thesis.yml`, or tell the authors of this one.',
    ...(work && {key: work.key})
  }
}
