/** The cites of one place → what is printed there. CSL 1.0.2, “Citation”, “Cite Grouping”. */

import {type Printed, renderCite} from './cite.ts'
import {collapse, isGrouped} from './collapse.ts'
import type {PlacedCite} from './context.ts'
import type {Registry} from './registry.ts'
import {hasContent, isBox, join, type Node, textOf} from './tree.ts'

/** Print a cluster, its cites in order; undefined when the style prints nothing of any cite. */
export function renderCluster(registry: Registry, placed: readonly PlacedCite[]): Node | undefined {
  const printed = placed.map((cite, index) => renderCite(registry, cite, index === 0))
  const nodes: Node[] = []
  for (const {node, delimiter} of collapse(registry, groupCites(registry, printed))) {
    if (!hasContent(node)) continue
    const last = nodes.at(-1)
    if (last !== undefined) nodes.push(settleDelimiter(last, delimiter, node))
    nodes.push(node)
  }
  if (nodes.length === 0) return undefined
  if (placed.length === 1 && placed[0]?.authorOnly) return join(nodes)
  const {prefix, suffix, format} = registry.style.citation
  const children = [prefix, ...nodes, suffix].filter((node) => node !== undefined)
  return {children: [{children, format}]}
}

/** Cites of the same names stand together, at the place of the first. */
function groupCites({style: {citation}}: Registry, cites: readonly Printed[]): readonly Printed[] {
  if (!isGrouped(citation.attributes) || citation.sort.length === 0 || cites.length < 2) return cites
  return [...Map.groupBy(cites, (cite): unknown => cite.names || cite).values()].flat()
}

/** An affix of the author's that brings its own punctuation takes the place of the delimiter. */
function settleDelimiter(before: Node, delimiter: string, after: Node): string {
  const [start, end] = [after, before].map((node) => (isBox(node) && node.part === undefined ? textOf(node) : ''))
  if (/^[,.;:]/.test(start!)) return ''
  return /[,;:]$/.test(end!) ? ' ' : delimiter
}
