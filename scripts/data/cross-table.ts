/** The author's own tables and two of their columns → a table of what the lines say, or of how many they are. */

import {z} from 'zod'
import {capitalise} from '../document/text.ts'
import type {ThesisData} from './data.ts'
import type {FilledCell, FilledTable} from './filled-table.ts'
import {unknownColumn, unknownValue} from './find-rows.ts'
import {isProblem, type Problem, unknownName} from './problem.ts'
import {type Row, saidIn, type Table} from './table.ts'

/** A row of any of the tables: what it says in a column. */
type CrossRow = (column: string) => string

/** Options of `:::case-table{name="cross"}`. */
export const ofCross = z.object({
  of: z.string(),
  by: z.string(),
  across: z.string().optional(),
  cells: z.string().default(''),
  join: z.string().default(', '),
  empty: z.string().default('—'),
  order: z.string().default(''),
  head: z.string().optional(),
  total: z.string().optional()
})
type CrossOptions = z.output<typeof ofCross>

/**
 * Cross two columns of one of the author's tables, or of several with a space between their names.
 *
 * A line for each value of the column `by`, a column for each value of the column `across`. In a cell, how many lines
 * have both; or, with `cells="text, *code*"`, what they say there, `code` in italics. `total="All"` adds counts in a
 * last line and column. Values come in the order of the tables, those of `order` first.
 *
 * Problem: `data:unknown-value`.
 */
export function crossTable({data, options}: {data: ThesisData; options: CrossOptions}): FilledTable | Problem {
  const tables = findTables(data, options)
  if (isProblem(tables)) return tables
  const {by, across, total, head = capitalise(by)} = options
  const rows = linesOf(tables)
  const lines = valuesOf(rows, by, options)
  const columns = across === undefined ? [] : valuesOf(rows, across, options)
  const inColumns = (some: readonly CrossRow[]) =>
    across === undefined ? [some] : columns.map((value) => some.filter(has(across, value)))
  const isSummed = total !== undefined && across !== undefined
  const body = lines.map((value): FilledCell[] => {
    const own = rows.filter(has(by, value))
    const cells = inColumns(own).map((some) => cellOf(some, options))
    return [{text: value || '—'}, ...cells, ...(isSummed ? [{text: String(own.length)}] : [])]
  })
  const sums = [...inColumns(rows), ...(isSummed ? [rows] : [])].map(({length}) => strong(String(length)))
  const side = options.cells === '' ? 'right' : 'left'
  return {
    align: ['left', ...inColumns(rows).map(() => side), ...(isSummed ? ['right' as const] : [])],
    head: [head, ...(across === undefined ? [''] : columns.map((value) => value || '—')), ...(isSummed ? [total] : [])],
    rows: total === undefined ? body : [...body, [strong(total), ...sums]]
  }
}

/** The tables named, once every name in the options is known. */
function findTables({tables}: ThesisData, options: CrossOptions): Table[] | Problem {
  const found: Table[] = []
  for (const id of options.of.split(/[\s,]+/).filter(Boolean)) {
    const table = tables.get(id.normalize('NFC'))
    if (!table) {
      const reason = `Unknown table \`${id}\`: no file of this name in thesis/data/tables/`
      return unknownName(reason, id, tables.keys(), `Write the table in thesis/data/tables/${id}.csv.`)
    }
    found.push(table)
  }
  const {by, across, cells, order} = options
  const wanted = [by, ...(across === undefined ? [] : [across]), ...shownIn(cells).map(({name}) => name)]
  const column = wanted.find((name) => !found.some(({columns}) => columns.some((column) => column.name === name)))
  if (column !== undefined) return unknownColumn(found, column)
  const rows = linesOf(found)
  const stranger = listOf(order).find((value) => ![by, across ?? by].some((name) => rows.some(has(name, value))))
  return stranger === undefined ? found : unknownValue(found, across ?? by, stranger)
}

function linesOf(tables: readonly Table[]): CrossRow[] {
  return tables.flatMap((table) => {
    const indexes = new Map(table.columns.map(({name}, index) => [name, index]))
    return table.rows.map((row: Row) => (column: string) => saidIn(row, indexes.get(column) ?? -1))
  })
}

/** Values of a column, each once. */
function valuesOf(rows: readonly CrossRow[], column: string, {order}: CrossOptions): string[] {
  const values = new Set(rows.map((row) => row(column)))
  return [...new Set([...listOf(order).filter((value) => values.has(value)), ...values])]
}

function has(column: string, value: string): (row: CrossRow) => boolean {
  return (row) => row(column) === value
}

function cellOf(rows: readonly CrossRow[], {cells, join, empty}: CrossOptions): FilledCell {
  if (cells === '') return {text: String(rows.length)}
  const said = rows.map((row) =>
    shownIn(cells)
      .map(({name, isItalic}) => ({text: row(name), isItalic}))
      .filter(({text}) => text !== '')
      .map(({text, isItalic}) => (isItalic ? `*${text}*` : text))
      .join(join)
  )
  return {text: said.filter(Boolean).join(', ') || empty, isMarkdown: true}
}

/** `text, *code*` → the columns that a cell shows. */
function shownIn(cells: string): Array<{name: string; isItalic: boolean}> {
  return listOf(cells).map((name) => ({name: name.replaceAll('*', ''), isItalic: name.startsWith('*')}))
}

function strong(text: string): FilledCell {
  return {text: `**${text}**`, isMarkdown: true}
}

function listOf(typed: string): string[] {
  return typed
    .split(',')
    .map((one) => one.trim().normalize('NFC'))
    .filter(Boolean)
}
