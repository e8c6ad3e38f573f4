/** Placed clusters → printed clusters and entries; what is the same as the last time is not printed again. */

import {type PrintedEntry, placeEntry, renderEntry} from './bibliography.ts'
import {renderCluster, renderNames} from './cluster.ts'
import type {PlacedCite} from './context.ts'
import {layOut} from './layout.ts'
import type {Registry} from './registry.ts'
import type {Node} from './tree.ts'
import type {Cluster, Content, Entry, FormattedCluster} from './types.ts'

/** What is printed of a document. */
export interface Formatted {
  /** As the clusters given. */
  readonly clusters: readonly FormattedCluster[]
  /** In the order of the style. Empty when it has no bibliography. */
  readonly entries: readonly Entry[]
}

export interface Printer {
  readonly print: (
    registry: Registry,
    clusters: readonly Cluster[],
    placed: readonly (readonly PlacedCite[])[]
  ) => Formatted
}

/** An entry with all that its text depends on. */
interface KnownEntry {
  readonly printed: PrintedEntry
  readonly before: PrintedEntry | undefined
  readonly entry: Entry | undefined
}

/** Open a printer; it remembers the last document. */
export function openPrinter(): Printer {
  let registry: Registry | undefined
  let workKeys = new Map<string, string>()
  let clusters = new Map<string, FormattedCluster>()
  let entries = new Map<string, KnownEntry>()
  const identify = identifier()
  return {
    print: (current, given, placed) => {
      if (registry !== current) {
        workKeys = keyWorks(current)
        registry = current
      }
      const formerClusters = clusters
      clusters = new Map()
      const printed = given.map((cluster, index) => {
        const key = `${identify(current.givenLevel)}${clusterKey(cluster, placed[index]!, workKeys, identify)}`
        const formatted = formerClusters.get(key) ?? clusters.get(key) ?? printCluster(current, cluster, placed[index]!)
        clusters.set(key, formatted)
        return formatted
      })
      entries = printEntries(current, entries, workKeys)
      return {clusters: printed, entries: [...entries.values()].flatMap(({entry}) => entry ?? [])}
    }
  }
}

function printCluster(registry: Registry, {isNarrative}: Cluster, placed: readonly PlacedCite[]): FormattedCluster {
  const print = (node: Node | undefined): Content =>
    node === undefined ? [] : layOut(node, registry.style.layoutOptions)
  const [first, ...rest] = placed
  if (!isNarrative || !first) return {content: print(renderCluster(registry, placed))}
  return {
    names: print(renderNames(registry, first)),
    content: print(renderCluster(registry, [{...first, suppressAuthor: true}, ...rest]))
  }
}

function printEntries(
  registry: Registry,
  former: ReadonlyMap<string, KnownEntry>,
  workKeys: ReadonlyMap<string, string>
): Map<string, KnownEntry> {
  const entries = new Map<string, KnownEntry>()
  const area = registry.style.bibliography
  if (!area) return entries
  const looksBack = area.attributes['subsequent-author-substitute'] !== undefined
  let before: PrintedEntry | undefined
  for (const id of registry.sorted) {
    const key = workKeys.get(id)!
    const known = former.get(key)
    const printed = known?.printed ?? renderEntry(registry, id)
    if (known && known.before === before) entries.set(key, known)
    else {
      const node = placeEntry(area, printed, before)
      const entry = node === undefined ? undefined : {id, content: layOut(node, registry.style.layoutOptions)}
      entries.set(key, {printed, before, entry})
    }
    before = looksBack ? printed : undefined
  }
  return entries
}

/** By id: all that an entry depends on besides the style; a cite depends on the names of all works too. */
function keyWorks({works, numbers, distinctions}: Registry): Map<string, string> {
  return new Map(
    [...works].map(([id, {serial}]) => [
      id,
      `${serial} ${numbers.get(id)} ${JSON.stringify(Object.values(distinctions.get(id) ?? {}))}`
    ])
  )
}

function clusterKey(
  {isNarrative}: Cluster,
  placed: readonly PlacedCite[],
  workKeys: ReadonlyMap<string, string>,
  identify: (value: object) => number
): string {
  let key = isNarrative ? 'n' : ''
  for (const {id, prefix, suffix, position, isNear, firstNote, locator, label, suppressAuthor, authorOnly} of placed) {
    key += `\n${workKeys.get(id)} ${position} ${isNear ? 'n' : ''}${suppressAuthor ? 's' : ''}${authorOnly ? 'a' : ''}${firstNote ?? ''}`
    if (locator || label || prefix || suffix)
      key += JSON.stringify([locator, label, affixKey(prefix, identify), affixKey(suffix, identify)])
  }
  return key
}

/** Words as they are, what the caller embedded by its identity. */
function affixKey(affix: PlacedCite['prefix'], identify: (value: object) => number): unknown {
  if (typeof affix !== 'object') return affix
  return affix.map((part) => {
    if (typeof part === 'string') return part
    return [typeof part.embedded === 'object' && part.embedded !== null ? identify(part.embedded) : part.embedded]
  })
}

/** Gives each object a number. */
function identifier(): (value: object) => number {
  const numbers = new WeakMap<object, number>()
  let count = 0
  return (value) => {
    const number = numbers.get(value) ?? count++
    numbers.set(value, number)
    return number
  }
}
