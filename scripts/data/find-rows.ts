/** A path to rows of a table, `codes/degree=declared`, or to a cell, `yields.mass/plot=A/year=2020`, → what it finds. */

import type {ThesisData} from './data.ts'
import type {Quantity} from './evaluate.ts'
import {type FoundValue, missing} from './found-value.ts'
import {inCode, isProblem, type Problem, unknownName} from './problem.ts'
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
  const named = sign === '.' ? (parts.shift() ?? '').trim() : undefined
  const column = named === undefined ? -1 : columnIndex(table, named)
  if (named !== undefined && column < 0) return unknownColumn([table], named)
  const last = columnIndex(table, parts.at(-1)?.trim() ?? '')
  const isCell = named === undefined && last >= 0 && table.columns[last]!.type !== 'text'
  let {rows} = table
  for (const condition of [...(isCell ? parts.slice(0, -1) : parts), ...(moment ? [`${table.time}=${moment}`] : [])]) {
    const holds = conditionOf(table, condition)
    if (isProblem(holds)) return holds
    rows = rows.filter(holds)
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

function conditionOf(table: Table, condition: string): ((row: Row) => boolean) | Problem {
  // A name of a column may hold an equals sign too: the longest that fits is meant.
  const known = table.columns.map(({name}) => name).filter((name) => condition.trimStart().startsWith(`${name}=`))
  const longest = known.sort((a, b) => b.length - a.length)[0]
  const sign = longest === undefined ? condition.indexOf('=') : condition.indexOf(longest) + longest.length
  const isNot = condition[sign - 1] === '!'
  const name = (sign < 0 ? condition : condition.slice(0, isNot ? sign - 1 : sign)).trim()
  const index = columnIndex(table, name)
  if (index < 0) return unknownColumn([table], name)
  if (sign < 0) return (row) => saidIn(row, index) !== ''
  const typed = condition.slice(sign + 1).trim()
  const wanted = plain(typed.replace(/^"(.*)"$/s, '$1'))
  const isWanted = ({cells}: Row) => says(cells[index], wanted)
  if (wanted !== '' && !table.rows.some(isWanted)) return unknownValue([table], name, wanted)
  return isNot ? (row) => !isWanted(row) : isWanted
}

/** Whether a cell is what a condition says: its text, its number, its date or a longer one. */
function says(cell: Cell | undefined, wanted: string): boolean {
  if (cell === undefined || cell.type === 'missing') return wanted === ''
  if (plain(cell.text) === wanted) return true
  if (cell.type === 'date') return `${cell.iso}-`.startsWith(`${wanted}-`) || cell.iso.startsWith(`${wanted}T`)
  return cell.type === 'number' && wanted !== '' && cell.value === Number(wanted.replace(',', '.'))
}

/** Apostrophes and spaces of one kind. */
function plain(text: string): string {
  return text.replaceAll('’', "'").replace(/\s+/g, ' ')
}

/** The path of a cell of a row: the conditions on the columns that tell rows apart. */
export function pathOfCell({id, columns}: Table, row: Row, column: Column, key: readonly string[]): string {
  const conditions = columns.flatMap(({name}, index) => (key.includes(name) ? [`/${name}=${saidIn(row, index)}`] : []))
  return `${id}.${column.name}${conditions.join('')}`
}

/** Problem: a column that none of the tables has. */
export function unknownColumn(tables: readonly Table[], column: string): Problem {
  const known = tables.flatMap(({columns}) => columns.map(({name}) => name))
  return unknownName(`Unknown column \`${column}\` of ${inCode(tables.map(({id}) => id))}`, column, known)
}

/** Problem: a value that no line of the tables has in a column. */
export function unknownValue(tables: readonly Table[], column: string, value: string): Problem {
  const values = tables.flatMap((table) => table.rows.map((row) => saidIn(row, columnIndex(table, column))))
  const known = [...new Set(values)].filter(Boolean)
  const reason = `Unknown value \`${value}\` in the column \`${column}\` of ${inCode(tables.map(({id}) => id))}: no line has it`
  const fix = `Use a value of this column: ${inCode(known, 5)}${known.length > 5 ? '' : '.'}`
  return unknownName(reason, value, known, fix)
}

/** How many rows there are, or what the one that is left says. Problems: `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`. */
export function findInRows(found: FoundRows, path: string): FoundValue | Problem {
  const {table, rows, column: index} = found
  const sources = [...new Set(rows.flatMap((row) => row.sources))]
  if (index === undefined) return {path, label: table.id, value: rows.length, unit: '', decimals: 0, sources}
  const column = table.columns[index]!
  const [row, second] = rows
  if (second) return severalRows(found, column, path)
  if (!row) {
    return {
      reason: `No row of \`${table.id}\` has all that \`${path}\` says`,
      rule: 'data:unknown-value',
      fix: 'Leave one of the conditions out, or correct it.'
    }
  }
  const cell = row.cells[index]!
  const {unit, translations} = column
  const label = typeof column.label === 'string' ? column.label : (Object.values(column.label)[0] ?? column.name)
  if (cell.type === 'missing') return missing(path)
  if (cell.type === 'number') {
    const decimals = column.decimals ?? cell.decimals
    return {path, label, value: cell.ends ?? cell.value, unit, translations, sources, decimals}
  }
  const date = cell.type === 'date' ? cell.iso : undefined
  return {path, label, value: undefined, text: cell.text, date, unit: '', sources}
}

function severalRows({table, rows}: FoundRows, {name, type}: Column, path: string): Problem {
  const apart = table.columns.flatMap((column, index) => {
    const values = new Set(column.name === name ? [] : rows.map((row) => saidIn(row, index)))
    return values.size > 1 ? [{text: `/${column.name}=${saidIn(rows[0]!, index)}`, size: values.size}] : []
  })
  const condition = apart.sort((a, b) => b.size - a.size)[0]?.text
  const isDotted = path.trimStart().startsWith(`${table.id}.`)
  const best = condition && (isDotted ? path + condition : path.replace(/\/[^/]*$/, `${condition}/${name}`))
  const calls = type === 'number' ? `${best ? ', or ' : ''}\`sum(${path})\` or \`mean(${path})\` for all of them` : ''
  return {
    reason: `Ambiguous path \`${path}\`: ${rows.length} rows match`,
    rule: 'data:ambiguous-value',
    fix: `Write ${best ? `a condition such as \`${best}\`` : ''}${calls}; \`${name}!=\` as a condition counts rows.`,
    expected: best ? [best] : []
  }
}

/** The numbers of a column, and how many of its cells have none. Problem: `data:wrong-value` for a range. */
export function quantityOfColumn({table, rows}: FoundRows, index: number, path: string): Quantity | Problem {
  const column = table.columns[index]!
  const numbers = rows.flatMap(({cells, sources}) => {
    const cell = cells[index]
    return cell?.type === 'number' ? [{...cell, sources}] : []
  })
  const range = numbers.find(({ends}) => ends)
  if (range) {
    return {
      reason: `Range \`${range.text}\` among the numbers of \`${path}\``,
      rule: 'data:wrong-value',
      fix: `Leave it out by a condition such as \`/${column.name}!="${range.text}"\`, or write one number in the table.`
    }
  }
  return {
    values: numbers.map(({value}) => value),
    unit: column.unit,
    decimals: column.decimals ?? numbers.reduce((most, one) => Math.max(most, one.decimals), 0),
    sources: [...new Set(numbers.flatMap(({sources}) => sources))],
    gap: numbers.length === rows.length ? undefined : gapOf({table, rows, column: index}, path, numbers.length)
  }
}

function gapOf({table: {id, columns}, rows, column}: Required<FoundRows>, path: string, found: number): Problem {
  const [, before = '', after = ''] = (path.startsWith(`${id}.`) ? /^([^@]*)(.*)$/ : /^(.*)(\/[^/]*)$/).exec(path) ?? []
  const text = rows.map(({cells}) => cells[column]).find((cell) => cell?.type === 'text')?.text
  const better = `${before}/${columns[column]!.name}!=${after}`
  return {
    reason: `No number in ${rows.length - found} of the ${rows.length} rows of \`${path}\`: they are left out`,
    rule: 'data:missing-value',
    fix: text
      ? `Write a number, or nothing, in place of \`${text}\` in \`${id}\`.`
      : `State it in the text, and write \`${better}\` for the rows that have one.`
  }
}
