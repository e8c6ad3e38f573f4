/** `\begin{tabular}{lcr} a & b \\ … \end{tabular}` → a table. */

import type {Table, TableCell, TableRow} from 'mdast'
import type {Position} from 'unist'
import {type TexCursor, type TexRange, takeGroup, takeOption} from './tex-cursor.ts'
import {asInline, type TexItem, type TexReader, typed} from './tex-reader.ts'

const rules =
  /^\s*(?:\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|addlinespace(?:\[[^\]]*\])?|(?:cmidrule|cline)(?:\[[^\]]*\])?(?:\([^)]*\))?\{[^}]*\}|noalign\{[^}]*\}|rowcolor\{[^}]*\})(?![a-zA-Z])\s*)+/

const rowEnds: ReadonlySet<string> = new Set(['\\\\', '\\tabularnewline'])

/**
 * Rows end at `\\` or `\tabularnewline`, cells at `&` or at `ends`. The first row is the header; a caption inside, as in
 * `longtable`, follows.
 */
export function texTable(
  {reader, body, ends = new Set(['&'])}: {reader: TexReader; body: TexRange; ends?: ReadonlySet<string>},
  position: Position | undefined
): TexItem[] {
  const cursor: TexCursor = {source: reader.source, at: body.from, end: body.to}
  takeOption(cursor)
  const columns = takeGroup(cursor)
  const align = columns ? alignments(typed(reader, columns)) : []
  const outside: TexItem[] = []
  const rows: TableRow[] = []
  for (const row of split(reader.source, {from: cursor.at, to: body.to}, rowEnds)) {
    const content = withoutRules(reader, row)
    if (typed(reader, content).trim() === '') continue
    const cells = split(reader.source, content, ends).flatMap((range) => readCell(reader, range, outside))
    if (cells.some((cell) => cell.children.length > 0)) rows.push({type: 'tableRow', children: cells})
  }
  const width = Math.max(0, ...rows.map((row) => row.children.length))
  for (const row of rows) while (row.children.length < width) row.children.push({type: 'tableCell', children: []})
  if (rows.length === 0) return outside
  const table: Table = {
    type: 'table',
    align: Array.from({length: width}, (_, index) => align[index] ?? null),
    children: rows,
    position
  }
  return [table, ...outside]
}

/** `lcr`, `|l|c|`, `p{3cm}`, `@{}l`, `*{3}{c}`. */
function alignments(typedColumns: string): Array<'left' | 'center' | 'right'> {
  const columns = typedColumns
    .replace(/\*\{(\d{1,2})\}\{([^{}]*)\}/g, (_, count, kind) => kind.repeat(Number(count)))
    .replace(/[@!><]\{[^{}]*\}/g, '')
    .replace(/([a-zA-Z])\{[^{}]*\}/g, '$1')
  return [...columns].flatMap((sign) => {
    if (sign === 'c' || sign === 'C') return ['center' as const]
    if (sign === 'r' || sign === 'R' || sign === 'S') return ['right' as const]
    return /[a-zA-Z]/.test(sign) ? ['left' as const] : []
  })
}

function withoutRules(reader: TexReader, row: TexRange): TexRange {
  const text = typed(reader, row).replace(/^(?:\*?\[[^\]]*\])/, (found) => ' '.repeat(found.length))
  const rule = rules.exec(text)?.[0].length ?? text.length - text.trimStart().length
  return {from: row.from + rule, to: row.to}
}

const spanning = /^\s*\\multicolumn\s*\{(\d{1,2})\}\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/

function readCell(reader: TexReader, range: TexRange, outside: TexItem[]): TableCell[] {
  const found = spanning.exec(typed(reader, range))
  const items = reader.items(found ? {from: range.from + found[0].length, to: range.to} : range)
  const inside = items.filter((item) => {
    const isApart = item?.type === 'texCaption' || item?.type === 'texLabel'
    if (isApart) outside.push(item)
    return !isApart
  })
  const position = reader.place(range.from, range.to)
  const cell: TableCell = {
    type: 'tableCell',
    children: asInline(inside) as TableCell['children'],
    position
  }
  const others = Array.from(
    {length: Math.max(0, Number(found?.[1] ?? 1) - 1)},
    (): TableCell => ({type: 'tableCell', children: []})
  )
  return [cell, ...others]
}

/** Cut at a sign that stands in no group and in no environment of its own. */
function split(source: string, {from, to}: TexRange, ends: ReadonlySet<string>): TexRange[] {
  const step = /\\\\|\\tabularnewline(?![a-zA-Z])|\\(begin|end)(?![a-zA-Z])|\\[\s\S]|[{}&]|%[^\n]*/g
  step.lastIndex = from
  const parts: TexRange[] = []
  let start = from
  let depth = 0
  for (let found = step.exec(source); found && found.index < to; found = step.exec(source)) {
    if (found[0] === '{' || found[1] === 'begin') depth++
    else if (found[0] === '}' || found[1] === 'end') depth--
    else if (ends.has(found[0]) && depth === 0) {
      parts.push({from: start, to: found.index})
      start = step.lastIndex
    }
  }
  parts.push({from: start, to})
  return parts
}
