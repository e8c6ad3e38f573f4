/** Placed clusters → printed clusters and entries; what is the same as the last time is not printed again. */

import {placeEntry} from './bibliography.ts'
import {type Printed, renderCite, renderWork} from './cite.ts'
import {renderCluster} from './cluster.ts'
import {type PlacedCite, uncited} from './context.ts'
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

/** Entries with all that their text depends on. */
type KnownEntries = Map<string, {printed: Printed; before: Printed | undefined; entry: Entry | undefined}>

/** Open a printer; it remembers the last document. */
export function openPrinter() {
  let registry: Registry | undefined
  let workKeys = new Map<string, string>()
  let clusters = new Map<string, FormattedCluster>()
  let entries: KnownEntries = new Map()
  const identify = identifier()
  return (current: Registry, given: readonly Cluster[], placed: readonly (readonly PlacedCite[])[]): Formatted => {
    if (registry !== current) workKeys = keyWorks(current, identify)
    registry = current
    const former = clusters
    clusters = new Map()
    const printed = given.map((cluster, index) => {
      const cites = placed[index]!
      const keys = cites.map((cite) => `${workKeys.get(cite.id)} ${citeKey(cite, identify)}`)
      const key = `${cluster.isNarrative ? 'narrative ' : ''}${identify(current.givenLevel)} ${keys.join('\n')}`
      const formatted = former.get(key) ?? clusters.get(key) ?? printCluster(current, cluster, cites)
      clusters.set(key, formatted)
      return formatted
    })
    entries = printEntries(current, entries, workKeys)
    return {clusters: printed, entries: [...entries.values()].flatMap(({entry}) => entry ?? [])}
  }
}

function printCluster(registry: Registry, {isNarrative}: Cluster, placed: readonly PlacedCite[]): FormattedCluster {
  const print = (node: Node | undefined): Content => (node === undefined ? [] : layOut(node, registry.style.locale))
  const [first, ...rest] = placed
  if (!isNarrative || !first) return {content: print(renderCluster(registry, placed))}
  return {
    names: print(renderCite(registry, {...first, authorOnly: true}, true).node),
    content: print(renderCluster(registry, [{...first, suppressAuthor: true}, ...rest]))
  }
}

function printEntries(registry: Registry, former: KnownEntries, workKeys: Map<string, string>): KnownEntries {
  const entries: KnownEntries = new Map()
  const area = registry.style.bibliography
  if (!area) return entries
  const looksBack = area.attributes['subsequent-author-substitute'] !== undefined
  let before: Printed | undefined
  for (const id of registry.sorted) {
    const key = workKeys.get(id)!
    const known = former.get(key)
    const printed = known?.printed ?? renderWork(registry, {area: 'bibliography', cite: uncited(id), isAtStart: true})
    if (known && known.before === before) entries.set(key, known)
    else {
      const node = placeEntry(area, printed, before)
      const entry = node === undefined ? undefined : {id, content: layOut(node, registry.style.locale)}
      entries.set(key, {printed, before, entry})
    }
    before = looksBack ? printed : undefined
  }
  return entries
}

/** By id: all that an entry depends on besides the style; a cite depends on the names of all works too. */
function keyWorks({works, numbers, distinctions}: Registry, identify: Identify): Map<string, string> {
  const distinction = (id: string) => JSON.stringify(Object.values(distinctions.get(id) ?? {}))
  return new Map([...works].map(([id, work]) => [id, `${identify(work)} ${numbers.get(id)} ${distinction(id)}`]))
}

function citeKey(cite: PlacedCite, identify: Identify): string {
  const {prefix, suffix, position, isNear, firstNote, locator, label, suppressAuthor, authorOnly} = cite
  /** Words as they are, what the caller embedded by its identity. */
  const affixKey = (affix: PlacedCite['prefix']) => {
    if (typeof affix !== 'object') return affix
    return affix.map((part) => (typeof part === 'string' ? part : [identify(part.embedded)]))
  }
  const place = [position, isNear, firstNote, locator, label, suppressAuthor, authorOnly]
  return JSON.stringify([...place, affixKey(prefix), affixKey(suffix)])
}

type Identify = (value: unknown) => unknown

/** Gives each object a number. */
function identifier(): Identify {
  const numbers = new WeakMap<object, number>()
  let count = 0
  return (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value
    const number = numbers.get(value) ?? count++
    numbers.set(value, number)
    return number
  }
}
