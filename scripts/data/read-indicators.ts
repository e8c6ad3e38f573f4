/** The table `indicators.csv` → series of points, a line a point; every mistake is a message with its place. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import type {ColumnDeclaration} from './declaration.ts'
import {reportProblem, unknownName} from './problem.ts'
import {headerOf} from './read-csv.ts'
import {readTable, reportCells} from './read-table.ts'
import {type Qualifier, qualifiers} from './schema.ts'
import {type Cell, columnIndex, placeAt, saidIn, type Table} from './table.ts'

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

const text = {type: 'text'} as const
const columns: Record<string, ColumnDeclaration> = {
  series: {...text, isRequired: true},
  label: {...text, isRequired: true},
  unit: {...text, isRequired: true},
  year: {type: 'date', isRequired: true},
  value: {type: 'number', isRequired: true},
  source: {...text, isRequired: true},
  qualifier: {...text, values: [...qualifiers]},
  group: text,
  formula: text,
  note: text,
  decimals: {type: 'number', values: ['0', '1', '2', '3', '4']}
}
const mayBeDecimals = (value: number) => columns.decimals!.values!.includes(String(value))
const names = Object.keys(columns)
const required = names.filter((name) => columns[name]!.isRequired)

/** Whether a file is `indicators.csv`, or has its columns. */
export function isIndicators(file: VFile): boolean {
  const typed = headerOf(file)
  return file.basename === 'indicators.csv' ? typed.includes('series') : required.every((name) => typed.includes(name))
}

/**
 * Read series: one line a point.
 *
 * A point without `group` may be joined to the others of its series that have none. `decimals` on one line is for the
 * whole series. Emits what `readTable` emits.
 */
export function readIndicators(file: VFile): {table?: Table; series: Map<string, Series>} {
  const series = new Map<string, Series>()
  const typed = headerOf(file)
  const declared = Object.fromEntries(Object.entries(columns).filter(([name]) => typed.includes(name)))
  const key = ['series', 'year'].every((name) => typed.includes(name)) ? ['series', 'year'] : undefined
  const read = readTable(file, file.stem ?? '', {columns: declared, key})
  if (!read || !isHeaderGood(file, read)) return {series}
  // Its numbers are found by the names of the series.
  const table: Table = {...read, time: 'year', group: 'group', key: []}
  const seen = new Set<string>()
  const wrong = new Map<string, Cell[]>()
  for (const {cells, sources} of table.rows) {
    const at = (name: string) => cells[columnIndex(table, name)]
    const say = (name: string) => saidIn({cells}, columnIndex(table, name))
    const refuse = (name: string, why: string) => {
      const reason = `Invalid \`${name}\`: ${why}`
      if (!wrong.get(reason)?.push(at(name)!)) wrong.set(reason, [at(name)!])
    }
    const [value, year, places] = [at('value'), at('year'), at('decimals')]
    const [id = '', label = '', unit = ''] = ['series', 'label', 'unit'].map(say)
    if (id === '' || label === '' || unit === '' || value?.type !== 'number' || year?.type !== 'date') continue
    if (!/^[a-z][a-z0-9-]*$/.test(id)) refuse('series', 'expected lower case letters, digits and hyphens')
    if (value.ends) refuse('value', 'a point of a series is one number')
    const one = series.get(id) ?? {id, label, unit, points: []}
    series.set(id, one)
    if (one.unit !== unit) refuse('unit', `the series \`${id}\` began with another one`)
    if (one.label !== label) refuse('label', `the series \`${id}\` began with another one`)
    if (places?.type === 'number' && mayBeDecimals(places.value)) {
      one.decimals ??= places.value
      if (one.decimals !== places.value) refuse('decimals', `the series \`${id}\` has ${one.decimals} already`)
    }
    if (!seen.has(`${id} ${year.iso}`)) {
      const qualifier = qualifiers.find((known) => known === say('qualifier'))
      const more = {
        ...filled('formula', say('formula')),
        ...filled('note', say('note')),
        ...filled('qualifier', qualifier)
      }
      const group = say('group') || id
      one.points.push({year: year.iso, value: value.value, decimals: value.decimals, sources, group, ...more})
    }
    seen.add(`${id} ${year.iso}`)
  }
  for (const [reason, cells] of wrong) {
    reportCells(file, reason, cells, {rule: 'data:wrong-value', fix: 'Correct the cell.'})
  }
  for (const one of series.values()) {
    one.points.sort((a, b) => (a.year < b.year ? -1 : 1))
    for (const point of one.points) point.decimals = one.decimals ?? point.decimals
  }
  return {table, series}
}

function filled<Name extends string, Value>(name: Name, value: Value | undefined): {[name in Name]?: Value} {
  return value ? ({[name]: value} as {[name in Name]: Value}) : {}
}

function isHeaderGood(file: VFile, table: Table): boolean {
  const typed = table.columns.map(({name}) => name)
  const others = typed.filter((one) => !names.includes(one))
  for (const name of others) {
    const fix = `Use the columns ${names.join(', ')}.`
    const at = placeAt(file, String(file).indexOf(name), name.length)
    reportProblem(file, unknownName(`Unknown column \`${name}\``, name, names, fix, 'data:unknown-field'), {
      at,
      actual: name
    })
  }
  const missing = required.filter((name) => !typed.includes(name))
  for (const name of missing) {
    error(file, `Missing column \`${name}\``, {
      at: {line: 1, column: 1},
      rule: 'data:missing-field',
      fix: `Add the column \`${name}\` to the first line.`
    })
  }
  return missing.length + others.length === 0
}
