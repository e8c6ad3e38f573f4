/** A style kept open: items and clusters → printed clusters and entries, of which only what changed is printed anew. */

import {sortCluster} from './cluster.ts'
import {prepareWork, type Work} from './context.ts'
import {anywhere, placeCites} from './positions.ts'
import {type Formatted, openPrinter} from './printer.ts'
import {type Registry, type RegistryOptions, register} from './registry.ts'
import {compareIn} from './sort.ts'
import type {Style} from './style.ts'
import type {Cluster, Item} from './types.ts'

export interface ProcessorOptions extends Partial<RegistryOptions> {
  /** Look for particles in family and given names. Default true; false when the items have them apart. */
  readonly parsesNames?: boolean
}

/** A document: all that is cited, in reading order. */
export interface Document {
  /** By the ids that cites name. Items are not changed: give a new object for a changed item. */
  readonly items: ReadonlyMap<string, Item>
  readonly clusters: readonly Cluster[]
  /** Ids of items that are listed without being cited. */
  readonly uncited?: readonly string[]
}

export interface Processor {
  /**
   * Format a document. What did not change since the last call is the same object as then, and all is equal to what a
   * new processor gives. Cites of unknown items print nothing.
   */
  readonly format: (document: Document) => Formatted
}

/** Open a processor for a style. */
export function openProcessor(style: Style, options: ProcessorOptions = {}): Processor {
  const {compare = compareIn(style.locale.lang), parsesNames = true, ...rest} = options
  const prepare = workReader(parsesNames)
  const printer = openPrinter()
  const nearDistance = Number.parseInt(style.citation.attributes['near-note-distance'] ?? '5', 10)
  let registry: Registry | undefined
  let notes = ''
  let sortKeys = new Map<string, string[]>()
  return {
    format: (document) => {
      const works = citedWorks(document, prepare)
      const firstNotes = style.printsFirstNote ? readFirstNotes(document) : undefined
      const currentNotes = JSON.stringify([...(firstNotes ?? [])])
      if (!registry || notes !== currentNotes || !areSameWorks(registry.works, works)) {
        registry = register(style, works, {...rest, compare}, firstNotes)
        notes = currentNotes
        sortKeys = new Map()
      }
      const current = registry
      const clusters = knownClusters(document, works).map((cluster) => sortCluster(current, cluster, sortKeys))
      return printer.print(
        current,
        clusters,
        style.dependsOnPosition ? placeCites(clusters, nearDistance) : anywhere(clusters)
      )
    }
  }
}

/** Reads each item once, and gives each work a number that no other has. */
function workReader(parsesNames: boolean): (item: Item) => Work {
  const known = new WeakMap<Item, Work>()
  let serial = 0
  return (item) => {
    const work = known.get(item) ?? prepareWork(item, {parsesNames, serial: serial++})
    known.set(item, work)
    return work
  }
}

/** In the order of citation; those that are only listed come last. */
function citedWorks({items, clusters, uncited = []}: Document, prepare: (item: Item) => Work): Map<string, Work> {
  const works = new Map<string, Work>()
  const add = (id: string) => {
    const item = works.has(id) ? undefined : items.get(id)
    if (item) works.set(id, prepare(item))
  }
  for (const {cites} of clusters) for (const {id} of cites) add(id)
  uncited.forEach(add)
  return works
}

/** The notes in which works are first cited. */
function readFirstNotes({clusters}: Document): Map<string, number> {
  const notes = new Map<string, number>()
  for (const {note, cites} of clusters) for (const {id} of cites) if (!notes.has(id)) notes.set(id, note)
  return notes
}

function areSameWorks(first: ReadonlyMap<string, Work>, second: ReadonlyMap<string, Work>): boolean {
  if (first.size !== second.size) return false
  const others = [...second]
  return [...first].every(([id, work], index) => others[index]?.[0] === id && others[index][1] === work)
}

function knownClusters({clusters}: Document, works: ReadonlyMap<string, Work>): Cluster[] {
  return clusters.map((cluster) =>
    cluster.cites.every(({id}) => works.has(id))
      ? cluster
      : {...cluster, cites: cluster.cites.filter(({id}) => works.has(id))}
  )
}
