/** A path to rows of a table, `codes/degree=declared`, or to a cell, `yields.mass/plot=A/year=2020`, → what it finds. */

import {didYouMean, nearest} from '../messages/nearest.ts'
import type {ThesisData} from './data.ts'
import {isProblem, type Problem} from './problem.ts'
import {type Cell, type Column, columnIndex, type Row, saidIn, type Table} from './table.ts'

/** Rows of a table: all those that the conditions of a path leave. */
export interface FoundRows {
  table: Table
  rows: readonly Row[]
  /** The column whose cells are meant; undefined where rows are counted. */
  column?: number
}

/**
 * What a path such as `codes`, `codes/degree=declared/case=garden`, `codes/number` or `yields.mass/plot=A@2020` finds.
 *
 * Conditions hold together: `column=value`, `column!=value`, `column=` for an empty cell, `column` for one that is
 * filled; `@2020` is one on the column of time. A column of numbers or dates at the end, without a condition, is the
 * one whose cells are meant, as in `yields/plot=A/mass`. Undefined when the path begins with no such table.
 *
 * Problem: `data:unknown-value`, for a column or a value that no row has.
 */
export function findRows({tables}: ThesisData, path: string): FoundRows | Problem | undefined {
  const [, id = '', sign = '', rest = ''] = /^([^./@]*)([./@]?)(.*)$/s.exec(path.normalize('NFC'))!
  const table = tables.get(id.trim())
  if (!table) return undefined
  const [typed = '', moment] = table.time === undefined ? [rest] : splitMoment(sign === '@' ? `@${rest}` : rest)
  const parts = partsOf(typed, table)
  const named = sign === '.' ? parts.shift() : undefined
  const column = named === undefined ? -1 : columnIndex(table, named.trim())
  if (named !== undefined && column < 0) return unknownColumn([table], named.trim())
  const last = columnIndex(table, parts.at(-1)?.trim() ?? '')
  const isCell = named === undefined && last >= 0 && table.columns[last]!.type !== 'text'
  let {rows} = table
  for (const condition of [...(isCell ? parts.slice(0, -1) : parts), ...(moment ? [`${table.time}=${moment}`] : [])]) {
    const kept = holdFor(table, condition)
    if (isProblem(kept)) return kept
    rows = rows.filter((row) => kept.has(row))
  }
  return {table, rows, ...(isCell ? {column: last} : named === undefined ? {} : {column})}
}

/** `plot=A@2020/site=North` → its conditions and its date. */
function splitMoment(typed: string): [string, string?] {
  const [, before = '', moment, after = ''] = /^(.*)@([^/@]*)(.*)$/s.exec(typed) ?? []
  return moment === undefined ? [typed] : [before + after, moment.trim()]
}

/** A name of a column and a value may hold a slash: what follows one and is no column belongs to the value before it. */
function partsOf(typed: string, table: Table): string[] {
  const hidden = table.columns.reduce((text, {name}) => text.replaceAll(name, name.replaceAll('/', '\u0001')), typed)
  const parts: string[] = []
  for (const part of hidden === '' ? [] : hidden.split('/').map((one) => one.replaceAll('\u0001', '/'))) {
    const isCondition = part.includes('=') || columnIndex(table, part.trim()) >= 0
    if (isCondition || !parts.at(-1)?.includes('=')) parts.push(part)
    else parts.push(`${parts.pop()}/${part}`)
  }
  return parts
}

function holdFor(table: Table, condition: string): ReadonlySet<Row> | Problem {
  // A name of a column may hold an equals sign too: the longest that fits is meant.
  const known = table.columns.map(({name}) => name).filter((name) => condition.trimStart().startsWith(`${name}=`))
  const longest = known.sort((a, b) => b.length - a.length)[0]
  const sign = longest === undefined ? condition.indexOf('=') : condition.indexOf(longest) + longest.length
  const isNot = condition[sign - 1] === '!'
  const name = (sign < 0 ? condition : condition.slice(0, isNot ? sign - 1 : sign)).trim()
  const index = columnIndex(table, name)
  if (index < 0) return unknownColumn([table], name)
  const among = (wanted: (row: Row) => boolean) => new Set(table.rows.filter(wanted))
  if (sign < 0) return among((row) => saidIn(row, index) !== '')
  const wanted = condition
    .slice(sign + 1)
    .trim()
    .replace(/^"(.*)"$/s, '$1')
  const isWanted = (row: Row) => says(row.cells[index], plain(wanted))
  const found = among(isWanted)
  if (found.size === 0 && wanted !== '') return unknownValue([table], name, wanted)
  return isNot ? among((row) => !isWanted(row)) : found
}

/** Whether a cell is what a condition says: its text, its number, its date or a longer one. */
function says(cell: Cell | undefined, wanted: string): boolean {
  if (cell === undefined || cell.type === 'missing') return wanted === ''
  if (plain(cell.text) === wanted) return true
  if (cell.type === 'date')
    return cell.iso === wanted || cell.iso.startsWith(`${wanted}-`) || cell.iso.startsWith(`${wanted}T`)
  return cell.type === 'number' && wanted !== '' && cell.value === Number(wanted.replace(',', '.'))
}

/** The path of a cell of a row: the conditions on the columns that tell rows apart. */
export function pathOfCell({id, columns}: Table, row: Row, column: Column, key: readonly string[]): string {
  const conditions = columns.flatMap(({name}, index) => (key.includes(name) ? [`/${name}=${saidIn(row, index)}`] : []))
  return `${id}.${column.name}${conditions.join('')}`
}

/** Apostrophes and spaces of one kind. */
function plain(text: string): string {
  return text.replaceAll('’', "'").replace(/\s+/g, ' ')
}

/** Problem: a column that none of the tables has. */
export function unknownColumn(tables: readonly Table[], column: string): Problem {
  const known = [...new Set(tables.flatMap(({columns}) => columns.map(({name}) => name)))]
  return {
    reason: `Unknown column \`${column}\` of ${namesOf(tables)}`,
    rule: 'data:unknown-value',
    fix: didYouMean(column, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(column, known)
  }
}

/** Problem: a value that no line of the tables has in a column. */
export function unknownValue(tables: readonly Table[], column: string, value: string): Problem {
  const values = tables.flatMap((table) => table.rows.map((row) => saidIn(row, columnIndex(table, column))))
  const known = [...new Set(values)].filter(Boolean)
  const some = known.slice(0, 5).map((one) => `\`${one}\``)
  return {
    reason: `Unknown value \`${value}\` in the column \`${column}\` of ${namesOf(tables)}: no line has it`,
    rule: 'data:unknown-value',
    fix: didYouMean(value, known) || `Use a value of this column: ${some.join(', ')}${known.length > 5 ? '…' : '.'}`,
    expected: nearest(value, known)
  }
}

function namesOf(tables: readonly Table[]): string {
  return tables.map(({id}) => `\`${id}\``).join(', ')
}
