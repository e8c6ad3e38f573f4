/** A table whose cells may cover several rows and columns → where each of them stands. */

import type {Table, TableCell} from 'mdast'
import './nodes.ts'

/** A cell and what it covers, its spans cut where its part of the table ends. */
export interface PlacedCell {
  cell: TableCell
  column: number
  colSpan: number
  rowSpan: number
}

/** The rows of a table, and how many columns they have. */
export interface TableGrid {
  rows: PlacedCell[][]
  columns: number
  /** Rows of the head and of the foot. */
  head: number
  foot: number
}

/** Wider spans are slips. */
const widest = 1000

/**
 * Put each cell into the first free column of its row.
 *
 * Source: HTML, 4.9.12.1, “Forming a table”.
 */
export function gridOf({children, headRows = 1, footRows = 0}: Table): TableGrid {
  const head = Math.min(headRows, children.length)
  const foot = Math.min(footRows, children.length - head)
  const bodyEnd = children.length - foot
  /** For each column, the first row where it is free. */
  const free: number[] = []
  let columns = 0
  const rows = children.map((row, index) => {
    const sectionEnd = index < head ? head : index < bodyEnd ? bodyEnd : children.length
    let column = 0
    return row.children.map((cell): PlacedCell => {
      while ((free[column] ?? 0) > index) column++
      const placed = {
        cell,
        column,
        colSpan: Math.max(1, Math.min(cell.colSpan ?? 1, widest)),
        rowSpan: Math.max(1, Math.min(cell.rowSpan ?? 1, sectionEnd - index))
      }
      for (const end = column + placed.colSpan; column < end; column++) free[column] = index + placed.rowSpan
      columns = Math.max(columns, column)
      return placed
    })
  })
  return {rows, columns, head, foot}
}
