/** The text of `indicators.csv` → series of points; every mistake is a message with its line and column. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {linePlace, type Row, readCsv} from './read-csv.ts'
import {indicatorSchema, type Qualifier} from './schema.ts'

/** One year, or one period, of a series. */
export interface Point {
  /** `2014`, or `2011-2015`. */
  year: string
  value: number
  /** Printed: those of the series, else as the source gives it, 2 for `13.90`. */
  decimals: number
  qualifier?: Qualifier
  sources: string[]
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

const columns = Object.keys(indicatorSchema.shape)
const required = ['series', 'label', 'unit', 'year', 'value', 'source']

/**
 * Read series from CSV: one line a point.
 *
 * A point without `group` may be joined to the others of its series that have none. `decimals` on one line is for the
 * whole series.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readIndicators(file: VFile): Series[] {
  const rows = readCsv(file)
  const [header, ...records] = rows
  if (!header || !isHeaderGood(file, header)) return []
  const series = new Map<string, Series>()
  for (const {cells, line} of records) {
    const record = Object.fromEntries(
      header.cells.map((name, index) => [name, cells[index]?.trim() || undefined] as const).filter(([, cell]) => cell)
    )
    const found = indicatorSchema.safeParse(record)
    if (!found.success) {
      for (const issue of found.error.issues)
        wrongCell(file, line, String(issue.path[0] ?? 'series'), record, issue.message)
      continue
    }
    const {series: id, label, unit, source, decimals, group = id, ...point} = found.data
    const one = series.get(id) ?? {id, label, unit, points: []}
    series.set(id, one)
    if (one.unit !== unit || one.label !== label) {
      wrongCell(file, line, one.unit === unit ? 'label' : 'unit', record, `the series \`${id}\` began with another one`)
    }
    if (decimals !== undefined && one.decimals !== undefined && one.decimals !== decimals) {
      wrongCell(file, line, 'decimals', record, `the series \`${id}\` has ${one.decimals} already`)
    } else if (decimals !== undefined) one.decimals = decimals
    if (one.points.some(({year}) => year === point.year)) {
      error(file, `Duplicate value of \`${id}\` in ${point.year}`, {
        at: linePlace(line),
        rule: 'data:duplicate',
        fix: 'Keep one line, or give the other its own series.'
      })
      continue
    }
    const given = point.value.split('.')[1]?.length ?? 0
    one.points.push({...point, value: Number(point.value), decimals: given, sources: source, group})
  }
  for (const one of series.values()) {
    one.points.sort((a, b) => (a.year < b.year ? -1 : 1))
    for (const point of one.points) point.decimals = one.decimals ?? point.decimals
  }
  return [...series.values()]
}

function isHeaderGood(file: VFile, {cells}: Row): boolean {
  for (const name of cells.filter((cell) => !columns.includes(cell))) {
    error(file, `Unknown column \`${name}\``, {
      at: linePlace(1),
      rule: 'data:unknown-field',
      actual: name,
      expected: nearest(name, columns),
      fix: didYouMean(name, columns) || `Use the columns ${columns.join(', ')}.`
    })
  }
  for (const name of required.filter((column) => !cells.includes(column))) {
    error(file, `Missing column \`${name}\``, {
      at: linePlace(1),
      rule: 'data:missing-field',
      fix: `Add the column \`${name}\` to the first line.`
    })
  }
  return cells.every((cell) => columns.includes(cell)) && required.every((column) => cells.includes(column))
}

function wrongCell(file: VFile, line: number, column: string, record: Record<string, unknown>, why: string): void {
  const isMissing = record[column] === undefined
  error(file, isMissing ? `Missing \`${column}\`` : `Invalid \`${column}\`: ${why}`, {
    at: linePlace(line),
    rule: isMissing ? 'data:missing-field' : 'data:wrong-value',
    actual: isMissing ? undefined : String(record[column]),
    fix: `${isMissing ? 'Fill' : 'Correct'} the cell \`${column}\` of line ${line}.`
  } as Parameters<typeof error>[2])
}
