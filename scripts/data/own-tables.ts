/** A path to lines of an author's own table, `codes/degree=declared`, → how many there are. */

import {didYouMean, nearest} from '../messages/nearest.ts'
import type {ThesisData} from './data.ts'
import {isProblem, type Problem} from './problem.ts'
import {columnIndex, type Row, type Table, textOf} from './table.ts'

/** Lines of a table, counted. */
export interface OwnCount {
  /** The table's name. */
  label: string
  value: number
  /** Of these lines. */
  sources: string[]
}

/**
 * What a path such as `codes`, `codes/degree=declared/case=garden` or `codes/number` counts: lines of the table `codes`.
 *
 * Conditions hold together: `column=value`, `column!=value`, `column=` for an empty cell, `column` for one that is
 * filled. Undefined when the path begins with no such table. Problem: `data:unknown-value`, for a column or a value that no line has.
 */
export function findOwnCount({tables}: ThesisData, path: string): OwnCount | Problem | undefined {
  const [id = '', ...typed] = path.normalize('NFC').split('/')
  const table = tables.get(id.trim())
  if (!table) return undefined
  let {rows} = table
  for (const condition of joinSlashes(typed, table)) {
    const kept = holdFor(table, condition)
    if (isProblem(kept)) return kept
    rows = rows.filter((row) => kept.has(row))
  }
  const sources = [...new Set(rows.flatMap((row) => row.sources))]
  return {label: table.id, value: rows.length, sources}
}

/** A value may hold a slash: what follows one and is no column belongs to the value before it. */
function joinSlashes(typed: readonly string[], table: Table): string[] {
  const conditions: string[] = []
  for (const part of typed) {
    const isCondition = part.includes('=') || columnIndex(table, part.trim()) >= 0
    if (isCondition || !conditions.at(-1)?.includes('=')) conditions.push(part)
    else conditions.push(`${conditions.pop()}/${part}`)
  }
  return conditions
}

function holdFor(table: Table, condition: string): ReadonlySet<Row> | Problem {
  const sign = condition.indexOf('=')
  const isNot = condition[sign - 1] === '!'
  const column = (sign < 0 ? condition : condition.slice(0, isNot ? sign - 1 : sign)).trim()
  const index = columnIndex(table, column)
  if (index < 0) return unknownColumn([table], column)
  const among = (wanted: (value: string) => boolean) =>
    new Set(table.rows.filter((row) => wanted(plain(textOf(row, index)))))
  if (sign < 0) return among((value) => value !== '')
  const wanted = condition.slice(sign + 1).trim()
  const found = among((value) => value === plain(wanted))
  if (found.size === 0 && wanted !== '') return unknownValue([table], column, wanted)
  return isNot ? among((value) => value !== plain(wanted)) : found
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
  const values = tables.flatMap((table) => table.rows.map((row) => textOf(row, columnIndex(table, column))))
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
