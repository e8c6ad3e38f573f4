/** Tables whose rows have more cells than the header → the same, the header as wide as the widest row, and a message. */

import type {Root, TableCell} from 'mdast'
import type {VFile} from 'vfile'
import {warn} from '../../messages/messages.ts'
import {eachNode} from './walk.ts'

const isWide = ({colSpan, rowSpan}: TableCell) => colSpan !== undefined || rowSpan !== undefined

/** Emits `read:extra-cells`, once a table. */
export function squareTables(tree: Root, file: VFile): void {
  eachNode(tree, (node) => {
    if (node.type !== 'table' || node.children.some((row) => row.children.some(isWide))) return
    const [header, ...rows] = node.children
    const width = header?.children.length ?? 0
    const [first] = rows.filter((row) => row.children.length > width)
    const cell = first?.children[width]
    if (!header || !first || !cell) return
    warn(file, `Row of ${first.children.length} cells in a table of ${width} columns`, {
      at: cell,
      rule: 'read:extra-cells',
      fix: 'Add a cell to the header and to the line below it, or write `\\|` for a bar that is text.'
    })
    const widest = rows.reduce((most, row) => Math.max(most, row.children.length), width)
    while (header.children.length < widest) header.children.push({type: 'tableCell', children: []})
  })
}
