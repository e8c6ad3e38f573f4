/** A style kept open: items and clusters → printed clusters and entries, of which only what changed is printed anew. */

import {prepareWork, type Work} from './context.ts'
import {placeCites} from './positions.ts'
import {type Formatted, openPrinter} from './printer.ts'
import {type CitedWorks, type Registry, type RegistryOptions, register, sortCites} from './registry.ts'
import {compareIn} from './sort.ts'
import type {Style} from './style.ts'
import type {Cluster, Item} from './types.ts'

export interface ProcessorOptions extends Partial<RegistryOptions> {
  /** Look for particles in family and given names. Default true; false when the items have them apart. */
  readonly parsesNames?: boolean
}

/** A document: all that is cited, in reading order. */
export interface Document {
  /** By id; cites of others print nothing. Items are not changed: give a new object for a changed item. */
  readonly items: ReadonlyMap<string, Item>
  readonly clusters: readonly Cluster[]
  /** Ids of items that are listed without being cited. */
  readonly uncited?: readonly string[]
}

export interface Processor {
  /** What did not change since the last call is the same object as then, and all is equal to what a new one gives. */
  readonly format: (document: Document) => Formatted
}

/** Open a processor for a style. */
export function openProcessor(style: Style, options: ProcessorOptions = {}): Processor {
  const {compare = compareIn(style.locale.lang), parsesNames = true, ...rest} = options
  const known = new WeakMap<Item, Work>()
  const prepare = (item: Item): Work => {
    const work = known.get(item) ?? prepareWork(item, parsesNames)
    known.set(item, work)
    return work
  }
  const print = openPrinter()
  let registry: Registry | undefined
  return {
    format: (document) => {
      const cited = readWorks(document, style, prepare)
      const isSame = registry && areSame(registry.works, cited.works) && areSame(registry.firstNotes, cited.firstNotes)
      const current = registry && isSame ? registry : register(style, cited, {...rest, compare})
      registry = current
      const clusters = document.clusters.map((cluster) => arrange(cluster, current))
      return print(current, clusters, placeCites(clusters, style))
    }
  }
}

/** The works that are known; those that are only listed come last. */
function readWorks({items, clusters, uncited = []}: Document, style: Style, prepare: (item: Item) => Work): CitedWorks {
  const works = new Map<string, Work>()
  const firstNotes = new Map<string, number>()
  const add = (id: string, note?: number) => {
    const item = works.has(id) ? undefined : items.get(id)
    if (!item) return
    works.set(id, prepare(item))
    if (style.printsFirstNote && note !== undefined) firstNotes.set(id, note)
  }
  for (const {note, cites} of clusters) for (const {id} of cites) add(id, note)
  for (const id of uncited) add(id)
  return {works, firstNotes}
}

function areSame(first: ReadonlyMap<string, unknown>, second: ReadonlyMap<string, unknown>): boolean {
  const others = [...second]
  const isSame = ([id, value]: [string, unknown], index: number) =>
    others[index]![0] === id && others[index]![1] === value
  return first.size === second.size && [...first].every(isSame)
}

/** The cites of known works, in the order of the style. */
function arrange(cluster: Cluster, registry: Registry): Cluster {
  const cites = cluster.cites.filter(({id}) => registry.works.has(id))
  const keepsOrder = cluster.isUnsorted || cluster.isNarrative || cites.length < 2
  return {...cluster, cites: keepsOrder ? cites : sortCites(registry, 'citation', cites)}
}
