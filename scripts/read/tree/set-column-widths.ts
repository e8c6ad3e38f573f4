/** Quarto's `tbl-colwidths="[40,60]"` on a table or its figure → the widths of its columns. */

import type {Root} from 'mdast'
import type {Attributes} from '../../document/nodes.ts'
import {gridOf} from '../../document/table-grid.ts'
import {eachNode} from './walk.ts'

/** Shares of the whole, which they need not add up to. Runs after `buildFigures`. */
export function setColumnWidths(tree: Root): void {
  eachNode(tree, (node) => {
    if (node.type !== 'figure' && node.type !== 'table') return
    const typed = takeWidths(node.attributes)
    const table = node.type === 'table' ? node : node.children.find(({type}) => type === 'table')
    if (typed === undefined || table?.type !== 'table') return
    const numbers = typed.match(/\d+(?:\.\d+)?/g)?.map(Number) ?? []
    const total = numbers.reduce((sum, number) => sum + number, 0)
    if (total > 0 && numbers.length === gridOf(table).columns) table.widths = numbers.map((number) => number / total)
    else delete table.widths
  })
}

function takeWidths(attributes: Attributes | undefined): string | undefined {
  const widths = attributes?.pairs['tbl-colwidths']
  if (attributes && widths !== undefined) {
    const {'tbl-colwidths': _, ...pairs} = attributes.pairs
    attributes.pairs = pairs
  }
  return widths
}
