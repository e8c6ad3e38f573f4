/** Tables as drawn → tables, their cells read: text in pipe, simple and multiline ones, blocks in grids. */

import type {Nodes, Paragraph, Root, RootContent, Table, TableCell} from 'mdast'
import type {Point, Position} from 'unist'
import {VFile} from 'vfile'
import type {CellContent} from '../../document/nodes.ts'
import {error} from '../../messages/messages.ts'
import type {LineTable, SourceLine} from '../syntax/syntax-nodes.ts'
import type {CutCell, CutTable} from './cut-grid.ts'
import {cutTable} from './cut-table.ts'
import {limitContainers, limitDepth} from './limit-depth.ts'
import {eachList, listsOf} from './walk.ts'

/** How the text of cells is read. */
export interface CellReaders {
  /** Blocks. */
  readBlocks: (text: string) => Root
  /** Paragraphs of text and nothing else. */
  readText: (text: string) => Root
}

/**
 * Read the cells of all tables, each node with its position in the file.
 *
 * Emits `read:unsupported-table`, `read:unclosed-table`.
 */
export function buildTables(tree: Root, file: VFile, readers: CellReaders): void {
  const cut = new Map<LineTable, CutTable>()
  const texts: CutCell[] = []
  eachList(tree, (list) => {
    for (const node of list) {
      if (node.type !== 'lineTable') continue
      const parts = cutTable(node)
      if (parts) cut.set(node, parts)
      for (const cell of parts?.rows.flat() ?? [])
        if (isFilled(cell) && (node.kind !== 'grid' || isText(cell))) texts.push(cell)
    }
  })
  if (cut.size === 0 && !hasTables(tree)) return
  const read = readTexts(texts, file, readers)
  eachList(tree, (list) => {
    for (const [index, node] of list.entries()) {
      if (node.type !== 'lineTable') continue
      const parts = cut.get(node)
      list[index] = parts ? tableOf(node, parts) : asTyped(node, file)
    }
  })

  function tableOf(node: LineTable, {rows, ...layout}: CutTable): Table {
    if (node.isUnclosed) {
      error(file, 'Unclosed table: its rows go on to the end', {
        at: node.position?.start,
        rule: 'read:unclosed-table',
        fix: 'Add a line of dashes and an empty line after its last row.'
      })
    }
    return {
      type: 'table',
      ...layout,
      children: rows.map((cells) => {
        const children = cells.map((cell) => cellOf(cell, node))
        return {type: 'tableRow', children, ...aroundAll(cells)}
      }),
      position: node.position
    }
  }

  function cellOf(cell: CutCell, {kind}: LineTable): TableCell {
    const {lines, ...spans} = cell
    const children: readonly RootContent[] = read.get(cell) ?? (kind === 'grid' ? readBlocks(lines, file, readers) : [])
    // GitHub's way to write a bar in code.
    if (kind === 'pipe')
      for (const child of children) if (child.type === 'inlineCode') child.value = child.value.replaceAll('\\|', '|')
    return {
      type: 'tableCell',
      ...spans,
      children: children as CellContent[] as TableCell['children'],
      ...aroundAll([cell])
    }
  }
}

function hasTables(tree: Root): boolean {
  let found = false
  eachList(tree, (list) => {
    found ||= list.some((node) => node.type === 'lineTable')
  })
  return found
}

/** Whether the lines of a cell can be nothing but a paragraph: to read them all at once takes a tenth of the time. */
const isText = ({lines}: CutCell) =>
  /^(?: {0,3}(?:\p{L}[\p{L}\p{N} ,;’'][^\n]*|\p{L}|\d+(?:[.,]\d+)?)(?:\n|$))+$/u.test(
    lines
      .map(({text}) => text)
      .join('\n')
      .trimEnd()
  )

const isFilled = ({lines}: CutCell) => lines.some(({text}) => text.trim() !== '')

/** All cells of text at once: each is a paragraph of one file. */
function readTexts(cells: readonly CutCell[], file: VFile, {readText}: CellReaders): Map<CutCell, RootContent[]> {
  const trimmed = cells.map(({lines}) => lines.map(trimmedLine).filter(({text}) => text !== ''))
  const apart: SourceLine = {text: '', start: {line: 0, column: 1, offset: 0}}
  const lines = trimmed.flatMap((each) => [...each, apart])
  const tree = readText(lines.map(({text}) => text).join('\n'))
  place(tree, lines)
  limitDepth(tree, file)
  const paragraphs = tree.children.filter((node): node is Paragraph => node.type === 'paragraph')
  return new Map(cells.map((cell, index) => [cell, paragraphs[index]?.children ?? []]))
}

function readBlocks(lines: readonly SourceLine[], file: VFile, readers: CellReaders): RootContent[] {
  const inner = new VFile(lines.map(({text}) => text).join('\n'))
  const tree = readers.readBlocks(limitContainers(String(inner), inner))
  for (const {reason, ruleId, source, fatal, note, line} of inner.messages) {
    const at = lines[(line ?? 1) - 1]?.start
    Object.assign(file.message(reason, {place: at, source, ruleId}), {fatal, note})
  }
  place(tree, lines)
  limitDepth(tree, file)
  buildTables(tree, file, readers)
  const [only, ...others] = tree.children
  return only?.type === 'paragraph' && others.length === 0 ? only.children : tree.children
}

function trimmedLine({text, start}: SourceLine): SourceLine {
  const skipped = text.length - text.trimStart().length
  return {
    text: text.trim(),
    start: {line: start.line, column: start.column + skipped, offset: start.offset + skipped}
  }
}

/** Positions in the text of cells → positions in the file. Text that goes over lines is cut: other cells stand between. */
function place(tree: Root, lines: readonly SourceLine[]): void {
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    for (const list of listsOf(node)) {
      if (list.some((child) => child.type === 'text' && child.value.includes('\n'))) {
        list.splice(0, list.length, ...list.flatMap(byLine))
      }
      for (const child of list) open.push(child)
    }
    if (node.type === 'lineTable') {
      for (const line of node.lines) line.start = inFile(line.start)
    }
    move(node)
    if (node.type === 'citation' || node.type === 'crossReference') node.items.forEach(move)
  }

  function move(node: {position?: Position | undefined}): void {
    if (node.position) node.position = {start: inFile(node.position.start), end: inFile(node.position.end)}
  }

  function inFile(point: Point): SourceLine['start'] {
    const {line, column, offset} = lines[point.line - 1]?.start ?? {line: 1, column: 1, offset: 0}
    return {line, column: column + point.column - 1, offset: offset + point.column - 1}
  }
}

/** A text node for each of its lines, when nothing in them was escaped. */
function byLine(node: RootContent): RootContent[] {
  if (node.type !== 'text' || !node.value.includes('\n') || !node.position) return [node]
  const {start, end} = node.position
  const parts = node.value.split('\n')
  if (end.line - start.line !== parts.length - 1) return [node]
  return parts.flatMap((text, index): RootContent[] => {
    const isLast = index === parts.length - 1
    const value = isLast ? text : `${text}\n`
    if (value === '') return []
    const line = start.line + index
    const column = index === 0 ? start.column : 1
    return [
      {
        type: 'text',
        value,
        position: {start: {line, column}, end: isLast ? end : {line, column: column + text.length}}
      }
    ]
  })
}

function aroundAll(cells: readonly CutCell[]): Pick<Table, 'position'> {
  const lines = cells.flatMap((cell) => cell.lines)
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return {}
  const {line, column, offset} = last.start
  const {length} = last.text
  return {position: {start: first.start, end: {line, column: column + length, offset: offset + length}}}
}

function asTyped(node: LineTable, file: VFile): RootContent {
  error(file, 'Unreadable grid table: its boxes do not close; printed as typed', {
    at: node,
    rule: 'read:unsupported-table',
    fix: 'Draw each box with a `+` at its corners and `|` at the ends of its lines, exactly below one another.'
  })
  const {position, lines} = node
  return {type: 'code', value: lines.map(({text}) => text).join('\n'), position}
}
