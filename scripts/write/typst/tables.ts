/** A table → the piece that `walk.typ` prints: its columns laid out, its cells where their spans put them. */

import type {Node, RootContent, Table, TableCell} from 'mdast'
import type {PageDesign} from '../../document/design.ts'
import {gridOf, type PlacedCell} from '../../document/table-grid.ts'
import {plainText} from '../../document/text.ts'
import {warn} from '../../messages/messages.ts'
import {layoutTable, sum} from './columns.ts'
import type {CellPiece, Piece, TablePiece} from './pieces.ts'
import type {State} from './state.ts'

/** Points; a table that is lower stays on one page. */
export const halfOf = ({textHeight}: PageDesign) => Math.round(textHeight * 0.4325)

/** Writes what is in a cell; words longer than so many letters are broken. */
type WriteCell = (cell: TableCell, longestWord: number | undefined) => Piece[]

interface TablePosition {
  isCaptioned: boolean
  canBeLandscape: boolean
}

/** Emits `pdf:too-wide`. */
export function writeTable(
  node: Table,
  state: State,
  write: WriteCell,
  {isCaptioned, canBeLandscape}: TablePosition
): Piece[] {
  const {rows, columns: count, head, foot} = gridOf(node)
  if (count === 0) return []
  const texts = rows.map((cells) => textsByColumn(cells, count))
  const {page} = state.writing
  const layout = layoutTable(
    texts,
    {page, canBeLandscape, width: state.width, holdsBlocks: rows.some((cells) => cells.some(holdsBlocks))},
    node.widths
  )
  if (layout.isTooWide) {
    warn(state.file, `Table too wide for the PDF: ${count} columns`, {
      at: node,
      rule: 'pdf:too-wide',
      fix: 'Split it into two tables, or turn its rows into columns.'
    })
  }
  const align = Array.from({length: count}, (_, index) => node.align?.[index] ?? 'left')
  const written = rows.map((cells) => cells.map((placed) => cellOf(placed, write(placed.cell, layout.longestWord))))
  const heightOf = (row: number, {rowSpan = 1}: CellPiece) => sum(layout.heights.slice(row, row + rowSpan))
  const filled = fillGaps(rows, written, count).map((cells, row) =>
    cells.map((cell) => (heightOf(row, cell) > page.textHeight / 4 ? {...cell, isCut: true} : cell))
  )
  const height = sum(layout.heights)
  const isWhole = isCaptioned && height < halfOf(page)
  // Where cells over several columns make these as wide as they need, heights are not known.
  const isKnown = layout.widths !== undefined || filled.every((cells) => cells.length === count)
  const mayPart = rows.length - head > 3 && isKnown && !isWhole
  const isBeside = (row: number) =>
    written.some((cells, at) => cells.some(({rowSpan = 1}) => rowSpan > 1 && at <= row && at + rowSpan >= row))
  const mayRise = (row: number) =>
    filled[row]?.length === count && (layout.heights[row] ?? 0) < page.textHeight / 10 && !isBeside(row)
  const isEmptyHead = written.slice(0, head).every((cells) => cells.every(({children}) => children.length === 0))
  const made: TablePiece = {
    type: 'table',
    size: layout.size,
    isLandscape: layout.isLandscape,
    isCaptioned,
    height,
    hyphenate: layout.isHyphenated,
    columns: layout.widths ?? count,
    align,
    head: isEmptyHead ? [] : filled.slice(0, head),
    body: filled.slice(head, rows.length - foot),
    foot: filled.slice(rows.length - foot),
    repeatsHead: !written.slice(0, head).some((cells) => cells.some(({children}) => leadsSomewhere(children))),
    raised: mayPart ? [head + 1, rows.length - 1].filter(mayRise) : [],
    room: state.width
  }
  return [made]
}

function cellOf({cell, colSpan, rowSpan}: PlacedCell, children: Piece[]): CellPiece {
  return {
    colSpan: colSpan > 1 ? colSpan : undefined,
    rowSpan: rowSpan > 1 ? rowSpan : undefined,
    align: cell.align ?? undefined,
    isHeading: cell.isHeading,
    children
  }
}

/** Typst lays cells out one after the other: a row that is too short would take those of the next. */
function fillGaps(rows: readonly PlacedCell[][], written: CellPiece[][], count: number): CellPiece[][] {
  const free: number[] = Array.from({length: count}, () => 0)
  return rows.map((cells, row) => {
    const filled: CellPiece[] = []
    for (const [index, {column, colSpan, rowSpan}] of cells.entries()) {
      for (let each = column; each < column + colSpan; each++) free[each] = row + rowSpan
      filled.push(written[row]?.[index] as CellPiece)
    }
    for (let column = 0; column < count; column++) if ((free[column] ?? 0) <= row) filled.push({children: []})
    return filled
  })
}

/** The words of a row; those of a cell over several columns shared out among them. */
function textsByColumn(cells: readonly PlacedCell[], count: number): string[] {
  const texts = Array.from({length: count}, () => '')
  for (const {cell, column, colSpan} of cells) {
    const text = linesOf(cell.children).join('\n')
    const share = Math.ceil(text.length / colSpan)
    for (let index = 0; index < colSpan; index++) texts[column + index] = text.slice(index * share, (index + 1) * share)
  }
  return texts
}

/** Blocks that hold others, or lines. */
const blocks: ReadonlySet<string> = new Set([
  'blockquote',
  'caption',
  'definitionDescription',
  'definitionList',
  'definitionTerm',
  'division',
  'figure',
  'heading',
  'line',
  'lineBlock',
  'list',
  'listItem',
  'paragraph',
  'source',
  'table',
  'tableCell',
  'tableRow'
])

function holdsBlocks({cell}: PlacedCell): boolean {
  return cell.children.some(({type}) => blocks.has(type))
}

/** Blocks stand below one another, and so does what a line break cuts. */
function linesOf(nodes: readonly Node[]): string[] {
  const lines: string[] = ['']
  for (const node of nodes as readonly RootContent[]) {
    if (node.type === 'break') lines.push('')
    else if (blocks.has(node.type) && 'children' in node) lines.push(...linesOf(node.children), '')
    else lines.push(`${lines.pop()}${plainText(node)}`)
  }
  return lines.filter((line, index) => line !== '' || index === 0)
}

/** A link, a note or a place that others lead to: a header that is repeated must hold none (PDF/UA-1, 7.1). */
function leadsSomewhere(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (typeof piece === 'string') return false
    const isOne = ['anchor', 'link', 'footnote', 'footnoteCall', 'pageReference'].includes(piece.type)
    return isOne || ('children' in piece && leadsSomewhere(piece.children as Piece[]))
  })
}
