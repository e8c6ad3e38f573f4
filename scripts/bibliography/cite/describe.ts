/** Printed clusters and entries → those of the thesis, complete where the style printed nothing. */

import type {CslItem} from '../entry.ts'
import {authorText, fallbackText, type NameTerms} from './author-text.ts'
import type {CitationCluster, FormattedCluster, FormattedEntry} from './citations.ts'
import {type RichText, richTextToString} from './rich-text.ts'
import {startsInArabic} from './sorting.ts'

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
  const known = source.items.flatMap(({key}) => {
    const item = works.get(key)
    return item ? [{key, item}] : []
  })
  const content = known.flatMap(
    ({key, item}, index): RichText => [
      ...(index > 0 ? [{type: 'text' as const, value: ' ; '}] : []),
      {type: 'work', key, children: fallbackText(item)}
    ]
  )
  return {content: withUnknown(content, source, works)}
}

/** The works that no entry describes stay visible, so that a draft shows what is missing. */
function withUnknown(content: RichText, {items}: CitationCluster, works: ReadonlyMap<string, CslItem>): RichText {
  const keys = items.map(({key}) => key).filter((key) => !works.has(key))
  if (keys.length === 0) return content
  const shown: RichText = [
    {type: 'strong', children: [{type: 'text', value: `[${keys.map((key) => `@${key}`).join('; ')} ?]`}]}
  ]
  return content.length > 0 ? [...content, {type: 'text', value: ' '}, ...shown] : shown
}

/** An entry of the list; without `content`, by its author, title and year. */
export function describeEntry(key: string, item: CslItem, content: RichText | undefined): FormattedEntry {
  const isArabic = startsInArabic(authorNames(item) || (item.title ?? ''))
  const lang = item.language ?? (isArabic ? 'ar' : undefined)
  return {key, content: trim(content ?? fallbackText(item)), isArabic, ...(lang && {lang})}
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
