/** Printed clusters and entries → those of the thesis, complete where the style printed nothing. */

import type {CslItem} from '../entry.ts'
import {authorText, fallbackText, type NameTerms} from './author-text.ts'
import {type RichText, richTextToString} from './rich-text.ts'
import {startsInArabic} from './sorting.ts'
import type {CitationCluster, CitedWork, FormattedCluster, FormattedEntry} from './types.ts'

export interface PrintedCitation {
  source: CitationCluster
  /** Those that are known, by key. */
  works: ReadonlyMap<string, CslItem>
  content: RichText
  /** The author as the style prints it, in a narrative citation. */
  names: RichText | undefined
  terms: NameTerms
}

/** A cluster with the author of a narrative citation, and the keys that no entry has. */
export function readCluster({source, works, content, names, terms}: PrintedCitation): FormattedCluster {
  const cluster: FormattedCluster = {content: withUnknown(content, source, works)}
  const [first] = source.items
  const item = first && works.get(first.key)
  if (source.mode === 'narrative' && item) {
    const author = names && isPrinted(names) ? names : authorText(item, terms)
    cluster.author = [{type: 'work', key: first.key, children: author}]
  }
  return cluster
}

/** A citation without a style: authors, titles and years. */
export function fallbackCluster(source: CitationCluster, works: ReadonlyMap<string, CslItem>): FormattedCluster {
  const known = source.items.flatMap((cited): RichText[] => {
    const item = works.get(cited.key)
    return item ? [withWords(cited, [{type: 'work', key: cited.key, children: fallbackText(item)}])] : []
  })
  const content = known.flatMap((one, index): RichText => (index > 0 ? [{type: 'text', value: ' ; '}, ...one] : one))
  return {content: withUnknown(content, source, works)}
}

/** The works that no entry describes stay visible, with the words around them, so that a draft shows what is missing. */
function withUnknown(content: RichText, {items}: CitationCluster, works: ReadonlyMap<string, CslItem>): RichText {
  const unknown = items.filter(({key}) => !works.has(key))
  if (unknown.length === 0) return content
  const parts = unknown.map(({key, locator, prefix, suffix}): RichText => {
    const shown = `[@${key}${locator ? `, ${locator}` : ''} ?]`
    return withWords({prefix, suffix}, [{type: 'strong', children: [{type: 'text', value: shown}]}])
  })
  return [...(content.length > 0 ? [content] : []), ...parts].flatMap(
    (part, index): RichText => (index > 0 ? [{type: 'text', value: ' '}, ...part] : part)
  )
}

/** With the author's words before and after it. */
function withWords({prefix, suffix}: Pick<CitedWork, 'prefix' | 'suffix'>, content: RichText): RichText {
  const before: RichText = prefix && prefix.length > 0 ? [...prefix, {type: 'text', value: ' '}] : []
  return [...before, ...content, ...(suffix ?? [])]
}

/** An entry of the list; without `content`, by its author, title and year. */
export function describeEntry(key: string, item: CslItem, content: RichText | undefined): FormattedEntry {
  const isArabic = startsInArabic(authorNames(item) || (item.title ?? ''))
  const lang = item.language ?? (isArabic ? 'ar' : undefined)
  return {key, content: trim(content ?? fallbackText(item)), isArabic, lang}
}

/** Whether there is a word among what is printed. */
export function isPrinted(content: RichText): boolean {
  return /\p{Letter}/u.test(richTextToString(content))
}

function authorNames(item: CslItem): string {
  const [name] = item.author ?? item.editor ?? []
  return name?.family ?? name?.literal ?? name?.given ?? ''
}

/** Without space at the ends and twice inside. */
function trim(content: RichText): RichText {
  return content.map((node, index) => {
    if (node.type !== 'text') return node
    const value = node.value.replace(/ {2,}/g, ' ')
    const start = index === 0 ? value.trimStart() : value
    return {...node, value: index === content.length - 1 ? start.trimEnd() : start}
  })
}
