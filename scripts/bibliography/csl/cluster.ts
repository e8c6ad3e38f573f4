/** The cites of one place → what is printed there. CSL 1.0.2, “Citation”, “Cite Grouping”. */

import {isAffixed, type PrintedCite, renderCite} from './cite.ts'
import {collapse, isGrouped} from './collapse.ts'
import {type PlacedCite, uncited} from './context.ts'
import {type Registry, readKeys} from './registry.ts'
import {compareKeys} from './sort.ts'
import {hasContent, join, type Node, textOf} from './tree.ts'
import type {Cluster} from './types.ts'

/** Print a cluster, its cites in order; undefined when the style prints nothing of any cite. */
export function renderCluster(registry: Registry, placed: readonly PlacedCite[]): Node | undefined {
  const {citation} = registry.style
  const printed = placed.map((cite, index) => renderCite(registry, cite, {isFirst: index === 0}))
  const nodes: Node[] = []
  for (const {node, delimiter} of collapse(registry, groupCites(registry, printed))) {
    if (!hasContent(node)) continue
    const last = nodes.at(-1)
    if (last !== undefined) nodes.push(settleDelimiter(last, delimiter, node))
    nodes.push(node)
  }
  if (nodes.length === 0) return undefined
  if (placed.length === 1 && placed[0]?.authorOnly) return join(nodes)
  const {prefix, suffix, format} = citation
  const children = [prefix, ...nodes, suffix].filter((node) => node !== undefined)
  return {children: [{children, format}]}
}

/** The names alone of a cite, for a sentence that goes on with the rest of it. */
export function renderNames(registry: Registry, cite: PlacedCite): Node | undefined {
  return renderCite(registry, {...cite, authorOnly: true}, {isFirst: true}).node
}

/**
 * A cluster with its cites in the order of the style. CSL 1.0.2, “Sorting”.
 *
 * @param known  the keys of cites of this registry, which are added to
 */
export function sortCluster(registry: Registry, cluster: Cluster, known: Map<string, string[]>): Cluster {
  const {sort} = registry.style.citation
  const {cites, isUnsorted, isNarrative} = cluster
  if (sort.length === 0 || cites.length < 2 || isUnsorted || isNarrative) return cluster
  const order = compareKeys(sort, registry.options.compare)
  const keyed = cites.map((cite) => {
    const name = `${cite.id} ${cite.label} ${cite.locator}`
    const keys = known.get(name) ?? readKeys(registry, sort, {area: 'citation', cite: {...uncited(cite.id), ...cite}})
    known.set(name, keys)
    return {cite, keys}
  })
  return {...cluster, cites: keyed.sort((first, second) => order(first.keys, second.keys)).map(({cite}) => cite)}
}

/** Cites of the same names stand together, at the place of the first. */
function groupCites({style: {citation}}: Registry, cites: readonly PrintedCite[]): readonly PrintedCite[] {
  if (!isGrouped(citation.attributes) || citation.sort.length === 0 || cites.length < 2) return cites
  return [...Map.groupBy(cites, (cite): unknown => cite.names || cite).values()].flat()
}

/** An affix that brings its own punctuation takes the place of the delimiter. */
function settleDelimiter(before: Node, delimiter: string, after: Node): string {
  if (isAffixed(after) && /^[,.;:]/.test(textOf(after))) return ''
  return isAffixed(before) && /[,;:]$/.test(textOf(before)) ? ' ' : delimiter
}
