/** What the engine printed → clusters and entries for the caller, each work's part marked by its key. */

import CSL, {type Engine} from 'citeproc'
import type {CslItem} from '../entry.ts'
import {authorText, fallbackText} from './author-text.ts'
import type {CitationInput, FormattedCluster, FormattedEntry} from './cite.ts'
import {collapsesNumbers} from './engine.ts'
import type {Plan, Work, Works} from './plan-clusters.ts'
import {type RichNode, type RichText, readRichText, richTextToString} from './rich-text.ts'
import type {Printed} from './run-style.ts'
import {startsInArabic} from './sorting.ts'

/** Every cluster by its id. */
export function readClusters(plans: Plan[], {engine, texts}: Printed, works: Works): Map<string, FormattedCluster> {
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

/** One entry of the bibliography. */
export function readEntry({id, text}: {id: string; text: string}, engine: Engine, works: Works): FormattedEntry {
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
export function orderEntries(entries: FormattedEntry[], {arabic}: CitationInput, engine: Engine): FormattedEntry[] {
  const isSorted = engine.bibliography_sort.tokens.length > 0 && engine.opt.update_mode !== CSL.NUMERIC
  if (arabic === 'merged' || !isSorted) return entries
  return [...entries.filter(({isArabic}) => !isArabic), ...entries.filter(({isArabic}) => isArabic)]
}

/** A citation without a style: authors, titles and years. */
export function fallbackCluster({source, works}: Plan): [string, FormattedCluster] {
  const parts = works.flatMap(
    ({key, item}, index): RichText => [
      ...(index > 0 ? [{type: 'text' as const, value: ' ; '}] : []),
      {type: 'work', key, children: fallbackText(item)}
    ]
  )
  const unknown = source.items.filter(({key}) => !works.some((work) => work.key === key)).map(({key}) => key)
  return [source.id, {content: withUnknown(parts, unknown)}]
}

/** A list of works without a style, in the order of the text. */
export function fallbackEntries(works: Works): FormattedEntry[] {
  return [...works.byKey.values()].map(({key, item}) => describeEntry(key, item, fallbackText(item)))
}
