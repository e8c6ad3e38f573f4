/** Citations as the text has them → clusters as the engine wants them. */

import type {CiteItem, Cluster, Item} from 'citeproc'
import type {CslItem} from '../entry.ts'
import type {CitationCluster, CitationInput, CitedWork} from './cite.ts'
import {engineItem} from './engine.ts'
import {embed, type RichNode, type RichText, withoutMarks} from './rich-text.ts'
import type {Style} from './styles.ts'

/** A work as the engine knows it: citeproc's registry gets ids of ours, never an author's key. */
export interface Work {
  id: string
  key: string
  item: CslItem
}

export interface Works {
  byKey: Map<string, Work>
  byId: Map<string, Work>
  engineItems: Map<string, Item>
}

/** Give every work that is cited or listed, and known, an id. */
export function numberWorks({items, clusters, nocite = []}: CitationInput): Works {
  const works: Works = {byKey: new Map(), byId: new Map(), engineItems: new Map()}
  const keys = new Set([...clusters.flatMap((cluster) => cluster.items.map(({key}) => key)), ...nocite])
  for (const key of keys) {
    const found = items.get(key)
    if (!found) continue
    const item = cleanItem(found)
    const id = `w${works.byId.size}`
    const work = {id, key, item}
    works.byKey.set(key, work)
    works.byId.set(id, work)
    works.engineItems.set(id, engineItem(id, item))
  }
  return works
}

function cleanItem(item: CslItem): CslItem {
  const text = JSON.stringify(item)
  const clean = withoutMarks(text)
  return clean === text ? item : (JSON.parse(clean) as CslItem)
}

/** How a cluster of the author's is given to the engine. */
export interface Plan {
  source: CitationCluster
  /** None when no key is known; two for a narrative cluster whose author the style prints. */
  clusters: Cluster[]
  /** What embedded characters stand for. */
  embedded: RichNode[]
  works: Work[]
}

/** One cluster, or two where the style prints the author of a narrative citation. */
export function planCluster(source: CitationCluster, works: Works, style: Style): Plan {
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
  const authors = found.map(({work}) => JSON.stringify(work.item.author ?? work.item.editor ?? work.key))
  items.forEach((item, index) => {
    if (authors.indexOf(authors[index] ?? '') !== authors.lastIndexOf(authors[index] ?? '')) item.isShared = true
  })
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
  if (prefix?.length) item.prefix = affix(prefix, embedded) + (opensWord(prefix) ? '' : ' ')
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
        ? withoutMarks(node.value).replace(/[^\p{Letter}\p{Mark}\p{Number} .,;:!?()[\]/…–—-]+/gu, (value) =>
            hide({type: 'text', value})
          )
        : hide(node)
    )
    .join('')
}

/** « d’ » and an opening mark stand close to the work behind them. */
function opensWord(prefix: RichText): boolean {
  const last = prefix.at(-1)
  return last?.type === 'text' && /[\s’'(«“[-]$/.test(last.value)
}

function suffixWithSpace(suffix: string): string {
  return /^[\s,.;:!?)\]]/.test(suffix) ? suffix : ` ${suffix}`
}
