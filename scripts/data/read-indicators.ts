/** The table `indicators.csv` → series of points, a line a point; every mistake is a message with its place. */

import type {VFile} from 'vfile'
import {z} from 'zod'
import {error} from '../messages/messages.ts'
import {reportProblem, unknownName} from './problem.ts'
import {headerOf} from './read-csv.ts'
import {readTable} from './read-table.ts'
import {type Qualifier, qualifiers} from './schema.ts'
import {type Cell, columnIndex, placeAt, type Table} from './table.ts'

/** One date, or one period, of a series. */
export interface Point {
  /** `2014`, or `2011-2015`. */
  year: string
  value: number
  /** Printed: those of the series, else as the source gives it, 2 for `13.90`. */
  decimals: number
  qualifier?: Qualifier
  sources: readonly string[]
  /** Points of the same group may be joined; `none` is joined to nothing. */
  group: string
  formula?: string
  note?: string
}

/** One indicator, in time order. */
export interface Series {
  id: string
  label: string
  unit: string
  /** Printed for every point, when the data says so. */
  decimals?: number
  points: Point[]
}

const required = ['series', 'label', 'unit', 'year', 'value', 'source']
const columns = [...required, 'qualifier', 'group', 'formula', 'note', 'decimals']
const types: Record<string, 'date' | 'number'> = {year: 'date', value: 'number', decimals: 'number'}

/** What the cells of a line are, the empty ones left out. */
const lineSchema = z.object({
  series: z.string('').regex(/^[a-z][a-z0-9-]*$/, 'expected lower case letters, digits and hyphens'),
  label: z.string(''),
  unit: z.string(''),
  year: z.string(''),
  value: z.number(''),
  source: z.string(''),
  qualifier: z.enum(qualifiers, `expected nothing or one of ${qualifiers.join(', ')}`).optional(),
  group: z.string().optional(),
  formula: z.string().optional(),
  note: z.string().optional(),
  decimals: z.int('').min(0).max(4, 'expected a number of decimals from 0 to 4').optional()
})

/** Whether a file is `indicators.csv`, or has its columns. */
export function isIndicators(file: VFile): boolean {
  const names = headerOf(file)
  return file.basename === 'indicators.csv' ? names.includes('series') : required.every((name) => names.includes(name))
}

/**
 * Read series: one line a point.
 *
 * A point without `group` may be joined to the others of its series that have none. `decimals` on one line is for the
 * whole series. Emits what `readTable` emits.
 */
export function readIndicators(file: VFile): {table?: Table; series: Map<string, Series>} {
  const series = new Map<string, Series>()
  const header = headerOf(file)
  const typed = columns.filter((name) => header.includes(name))
  const declared = Object.fromEntries(typed.map((name) => [name, {type: types[name] ?? ('text' as const)}]))
  const read = readTable(file, file.stem ?? '', {columns: declared})
  const table = read && {...read, time: 'year', group: 'group'}
  if (!table || !isHeaderGood(file, table)) return {series}
  const seen = new Set<string>()
  const faults = new Map<string, Fault>()
  const twice: Array<{id: string; year: string; line: number}> = []
  for (const {cells, line, sources} of table.rows) {
    const at = (name: string) => cells[columnIndex(table, name)]
    const wrong = (name: string, why: string) => {
      const cell = at(name)
      const reason = isFilled(cell) ? `Invalid \`${name}\`: ${why}` : `Missing \`${name}\``
      const fault = faults.get(reason) ?? {line, name, cell, others: -1}
      fault.others += 1
      faults.set(reason, fault)
    }
    const found = lineSchema.safeParse(
      Object.fromEntries(table.columns.map(({name}, index) => [name, sayOf(cells[index]!)]))
    )
    if (!found.success) {
      for (const {path, message} of found.error.issues) {
        const name = String(path[0])
        // Text in a column of numbers or dates has its message already.
        if (!(Object.hasOwn(types, name) && at(name)?.type === 'text')) wrong(name, message)
      }
      continue
    }
    const {series: id, label, unit, year, value, decimals, group = id, source: _, ...others} = found.data
    const one = series.get(id) ?? {id, label, unit, points: []}
    series.set(id, one)
    if (one.unit !== unit || one.label !== label) {
      wrong(one.unit === unit ? 'label' : 'unit', `the series \`${id}\` began with another one`)
    }
    if (decimals !== undefined && one.decimals !== undefined && one.decimals !== decimals) {
      wrong('decimals', `the series \`${id}\` has ${one.decimals} already`)
    } else if (decimals !== undefined) one.decimals = decimals
    const cell = at('value')
    const point = {year, value, group, sources, ...others, decimals: cell?.type === 'number' ? cell.decimals : 0}
    if (seen.has(`${id} ${year}`)) twice.push({id, year, line})
    else one.points.push(point)
    seen.add(`${id} ${year}`)
  }
  for (const [reason, fault] of faults) reportFault(file, reason, fault)
  const [first] = twice
  if (first) {
    const others = twice.length > 1 ? `, and ${twice.length - 1} more` : ''
    error(file, `Duplicate value of \`${first.id}\` in ${first.year}${others}`, {
      at: {line: first.line, column: 1},
      rule: 'data:duplicate',
      fix: 'Keep one line, or give the other its own series.'
    })
  }
  for (const one of series.values()) {
    one.points.sort((a, b) => (a.year < b.year ? -1 : 1))
    for (const point of one.points) point.decimals = one.decimals ?? point.decimals
  }
  return {table, series}
}

function sayOf(cell: Cell): string | number | undefined {
  if (cell.type === 'missing') return undefined
  return cell.type === 'number' ? cell.value : cell.type === 'date' ? cell.iso : cell.text
}

function isHeaderGood(file: VFile, table: Table): boolean {
  const names = table.columns.map(({name}) => name)
  const others = names.filter((one) => !columns.includes(one))
  for (const name of others) {
    const fix = `Use the columns ${columns.join(', ')}.`
    const at = placeAt(file, String(file).indexOf(name), name.length)
    reportProblem(file, unknownName(`Unknown column \`${name}\``, name, columns, fix, 'data:unknown-field'), {
      at,
      actual: name
    })
  }
  const missing = required.filter((name) => !names.includes(name))
  for (const name of missing) {
    error(file, `Missing column \`${name}\``, {
      at: {line: 1, column: 1},
      rule: 'data:missing-field',
      fix: `Add the column \`${name}\` to the first line.`
    })
  }
  return missing.length + others.length === 0
}

/** The first cell that is wrong in one way, and how many others are. */
interface Fault {
  line: number
  name: string
  cell: Cell | undefined
  others: number
}

function isFilled(cell: Cell | undefined): cell is Cell {
  return cell !== undefined && cell.type !== 'missing'
}

function reportFault(file: VFile, reason: string, {line, name, cell, others}: Fault): void {
  error(file, reason + (others > 0 ? `, and ${others} more` : ''), {
    at: cell ? placeAt(file, cell.at, cell.text.length) : {line, column: 1},
    rule: isFilled(cell) ? 'data:wrong-value' : 'data:missing-field',
    ...(isFilled(cell) ? {actual: cell.text} : {}),
    fix: `${isFilled(cell) ? 'Correct' : 'Fill'} the cell \`${name}\` of line ${line}.`
  })
}
