/** A table and what a chart says of its columns → the groups of marks that are drawn, with their words. */

import {formatDate, formatNumber, unitFor, withUnit} from '../data/format.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import {type Cell, type Column, columnIndex, type Row, saidIn, type Table} from '../data/table.ts'
import {fill} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import {type Context, cellText, columnLabel, columnsAt, isUndrawn, nameFor, refuse, unitOf} from './context.ts'

export interface ChartMark {
  /** Where it is along x: a number, a year, milliseconds, or the rank of a name. */
  x: number
  /** What stands there, in words. */
  key: string
  y: number
  low?: number | undefined
  high?: number | undefined
  /** `y` in words. */
  text: string
  /** Its own name. */
  label?: string | undefined
  /** Marks of other runs are not joined with it. */
  group: string
  /** The data have an empty cell between the mark before and this one. */
  isAfterGap?: boolean
  row: Row
}

export interface Group {
  id: string
  name: string
  /** Rank of its colour, dash and marker. */
  index: number
  marks: ChartMark[]
}

export interface Encoded {
  groups: Group[]
  kind: 'number' | 'year' | 'time' | 'text'
  /** What stands along x, in order. */
  keys: string[]
  x: Column | undefined
  xLabel: string
  yLabel: string
  /** What is measured, as it stands above the drawing. */
  unit: string
  /** The unit beside a number in a table or a sentence. */
  withUnit: (text: string, value: number) => string
  format: (value: number, decimals?: number) => string
}

/** The columns that an author names, and those that suit where none is named. */
function chooseColumns(context: Context): {x: number; y: number[]; by: number} | Problem {
  const {table, options} = context
  const found = columnsAt(context, [
    [options.x, ['x']],
    [options.by, ['by']],
    ...(options.y ?? []).map((name, index) => [name, ['y', index]] as const)
  ])
  if (isProblem(found)) return found
  let [x = -1, by = -1, ...y] = found
  const taken = new Set(found)
  const isFree = (type: Column['type']) => (column: Column, index: number) =>
    column.type === type && !taken.has(index) && !isUndrawn(column.name)
  const free = (...types: Array<Column['type']>) => {
    const index = types.map((type) => table.columns.findIndex(isFree(type))).find((one) => one >= 0) ?? -1
    taken.add(index)
    return index
  }
  const isWide = table.columns.filter(isFree('number')).length > 1
  const {type = 'bar'} = options
  // A distribution has its values along x, and boxes in the rows of their groups.
  if (type === 'histogram') [x, y] = [-1, y.length > 0 || x < 0 ? y : [x]]
  if (type === 'histogram' || type === 'box') [x, by] = [type === 'box' && x < 0 ? by : x, -1]
  if (x < 0 && type !== 'histogram') {
    if (type === 'scatter') x = isWide ? free('number') : free('date')
    else if (type === 'dot' || type === 'box') x = free('text')
    else x = isWide ? free('date', 'text', 'number') : free('date', 'text')
  }
  if (y.length === 0) y = [free('number')]
  if (y[0] === -1) {
    const known = table.columns.map((column) => `\`${column.name}\` (${column.type})`).join(', ')
    const reason = `No column of numbers in \`${table.id}\`: it has ${known}`
    return refuse(
      context,
      ['data'],
      'figures:no-data',
      reason,
      'Name a column with numbers as `y`, or correct its cells.'
    )
  }
  if (table.id === 'series' && options.by === undefined) by = columnIndex(table, 'series')
  else if (by < 0 && y.length === 1 && !options.summary && ['line', 'slope', 'grouped', 'stacked'].includes(type)) {
    const keys = table.rows.map((row) => saidIn(row, x)).filter(Boolean)
    if (new Set(keys).size < keys.length) by = free('text')
  }
  return {x, y, by}
}

/**
 * Find the columns and read their marks.
 *
 * Problems: `data:unknown-value`, `data:not-comparable`, `figures:no-data`.
 */
export function encode(context: Context): Encoded | Problem {
  const {table, options, lang} = context
  const columns = chooseColumns(context)
  if (isProblem(columns)) return columns
  const {x, y, by} = columns
  const units = [...new Set(y.map((index) => [unitOf(table.columns[index]!, lang)].flat().join('\n')))]
  if (units.length > 1 && options.unit === undefined) {
    const known = units.map((one) => `\`${one.split('\n').at(-1) || 'none'}\``).join(' and ')
    const fix = 'Draw them in two figures, or name both units with `unit: …`.'
    return refuse(context, ['y'], 'data:not-comparable', `Different units: ${known} on one axis`, fix)
  }
  const extra = columnsAt(
    context,
    (['low', 'high', 'group', 'label'] as const).map((name) => {
      const own = name === 'label' ? undefined : name === 'group' ? table.group : name
      return [options[name] ?? (columnIndex(table, own ?? '') < 0 ? undefined : own), [name]]
    })
  )
  if (isProblem(extra)) return extra
  const [low = -1, high = -1, run = -1, label = -1] = extra
  const kind = kindOf(table, x)
  const groups = new Map<string, Group>()
  const gaps = new Map<string, number[]>()
  for (const row of table.rows) {
    for (const index of y) {
      const cell = row.cells[index]
      const where = x < 0 ? {x: 0, key: ''} : placeOf(row.cells[x], kind, lang)
      const isColumn = y.length > 1 || by < 0
      const id = isColumn ? table.columns[index]!.name : saidIn(row, by)
      if (cell?.type === 'missing' && where) {
        if (!gaps.get(id)?.push(where.x)) gaps.set(id, [where.x])
      }
      if (cell?.type !== 'number' || !where) continue
      const own = isColumn
        ? columnLabel(context, table.columns[index]!)
        : table.id === 'series'
          ? saidIn(row, columnIndex(table, 'label'))
          : id
      const group = groups.get(id) ?? {id, name: nameFor(context, id, own), index: groups.size, marks: []}
      groups.set(id, group)
      const number = (at: number) => (row.cells[at]?.type === 'number' ? row.cells[at].value : undefined)
      group.marks.push({
        ...where,
        key: kind === 'number' ? cellText(context, row, x) : where.key,
        y: cell.value,
        low: number(low) ?? cell.ends?.min,
        high: number(high) ?? cell.ends?.max,
        text: cellText(context, row, index),
        label: saidIn(row, label) || undefined,
        group: saidIn(row, run) || id,
        row
      })
    }
  }
  const column = table.columns[y[0]!]!
  if (groups.size === 0) {
    const reason = `No number to draw in the column \`${column.name}\` of \`${table.id}\``
    return refuse(context, ['data'], 'figures:no-data', reason, 'Fill the column, or name another one as `y`.')
  }
  const unit = unitOf(column, lang)
  const format = (value: number, decimals = column.decimals) => formatNumber(value, lang, decimals)
  const all = options.summary
    ? [...groups.values()].map((group) => ({...group, marks: summarise(group.marks, context, format)}))
    : [...groups.values()]
  const xColumn = table.columns[x]
  const keys = placeInOrder(all, xColumn, kind, context)
  if (kind !== 'text') for (const {id, marks} of all) breakAt(gaps.get(id) ?? [], marks)
  return {
    groups: all,
    kind,
    keys,
    x: xColumn,
    xLabel: xColumn ? columnLabel(context, xColumn) : '',
    yLabel: y.length > 1 ? all.map(({name}) => name).join(', ') : columnLabel(context, column),
    unit: options.unit === undefined ? nameUnit(column, context, y.length) : context.say(options.unit),
    withUnit: (text, value) =>
      withUnit(text, unit === 'indice' || unit === 'rang' ? '' : unitFor(value, unit, lang), lang),
    format
  }
}

/** « En % », “Index”, or the column's name with its unit; of several columns the unit alone. */
function nameUnit(column: Column, context: Context, columns: number): string {
  const {percent, index, unit: pattern} = context.terms.charts
  const word = unitOf(column, context.lang)
  const unit = word === 'indice' ? word : unitFor(2, word, context.lang)
  const isNamed = columns === 1 && context.table.id !== 'series' && column.name !== 'value'
  if (isNamed) return capitalise(columnLabel(context, column)) + (unit ? ` (${unit})` : '')
  if (unit === '%') return percent
  if (unit === 'indice') return index
  return unit && fill(pattern, {unit})
}

function kindOf(table: Table, index: number): Encoded['kind'] {
  const column = table.columns[index]
  const cells = table.rows.flatMap(({cells}) => (cells[index]?.type === 'missing' ? [] : [cells[index]!]))
  if (column?.type === 'number' && cells.every(({type}) => type === 'number')) return 'number'
  if (column?.type !== 'date') return 'text'
  const isYear = cells.every((cell) => cell.type === 'date' && /^(?:year|period)$/.test(cell.precision))
  return isYear ? 'year' : 'time'
}

/** A name is placed when the names are known. */
function placeOf(cell: Cell | undefined, kind: Encoded['kind'], lang: string) {
  if (!cell || cell.type === 'missing') return undefined
  if (kind === 'text') return {x: 0, key: cell.text}
  if (cell.type === 'number') return {x: cell.value, key: cell.text}
  if (cell.type !== 'date') return undefined
  const key = cell.precision === 'time' ? cell.iso.replace('T', ' ') : formatDate(cell.iso, lang)
  return {x: kind === 'year' ? Number(cell.iso.slice(0, 4)) : cell.start, key}
}

/** Put marks in the order of x, names in the order asked for, else that of the data; gives what stands along x. */
function placeInOrder(groups: Group[], column: Column | undefined, kind: Encoded['kind'], {options}: Context) {
  const marks = groups.flatMap((group) => group.marks)
  const present = new Set(marks.map(({key}) => key))
  const order = Array.isArray(options.order) ? options.order : []
  let keys = [...new Set([...order, ...(column?.order ?? []), ...present])].filter((key) => present.has(key))
  const sum = (key: string) => marks.reduce((total, mark) => total + (mark.key === key ? mark.y : 0), 0)
  if (kind !== 'text') {
    const places = new Map(marks.map(({key, x}) => [key, x]))
    keys = [...places].sort(([, a], [, b]) => a - b).map(([key]) => key)
  } else if (options.order === 'name') keys.sort((a, b) => a.localeCompare(b))
  else if (options.order === 'value') keys.sort((a, b) => sum(b) - sum(a))
  const rank = new Map(keys.map((key, index) => [key, index]))
  // Dots of one name may stand in several rows: their order is that of the table.
  const isSorted = kind !== 'text' || options.type !== 'dot' || options.order !== undefined
  for (const group of groups) {
    if (kind === 'text') for (const mark of group.marks) mark.x = rank.get(mark.key)!
    if (isSorted) group.marks.sort((a, b) => a.x - b.x)
  }
  return keys
}

/** Say which marks, in the order of x, come after an empty cell. */
function breakAt(gaps: number[], marks: ChartMark[]): void {
  gaps.sort((a, b) => a - b)
  let next = 0
  for (const [index, mark] of marks.entries()) {
    const from = marks[index - 1]?.x ?? mark.x
    while (next < gaps.length && gaps[next]! <= from) next += 1
    mark.isAfterGap = next < gaps.length && gaps[next]! < mark.x
  }
}

/** One mark for each x: mean or median, with its spread. */
function summarise(all: readonly ChartMark[], {options}: Context, format: Encoded['format']): ChartMark[] {
  return [...Map.groupBy(all, ({key}) => key).values()].map((marks): ChartMark => {
    const values = marks.map(({y}) => y).sort((a, b) => a - b)
    const {length} = values
    const mean = values.reduce((sum, value) => sum + value, 0) / length
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, length - 1))
    const se = sd / Math.sqrt(length)
    const half = {sd, se, ci: studentT(length - 1) * se, none: 0}[options.spread]
    const isMean = options.summary === 'mean'
    const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(mean) || 1)))
    const y = isMean ? mean : quantile(values, 0.5)
    const [low, high] = isMean ? [mean - half, mean + half] : [quantile(values, 0.25), quantile(values, 0.75)]
    return {
      ...marks[0]!,
      y,
      text: isMean ? format(y, Math.min(3, decimals)) : format(Number(y.toPrecision(6))),
      ...(length > 1 && options.spread !== 'none' ? {low, high} : {low: undefined, high: undefined})
    }
  })
}

/** 97.5 % quantile of Student's t, to three figures (Abramowitz and Stegun 26.7.5). */
function studentT(degrees: number): number {
  const known = [0, 12.71, 4.303, 3.182, 2.776, 2.571]
  if (degrees < known.length) return known[Math.max(0, degrees)]!
  const z = 1.959964
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
}

/** Linear between two sorted values: type 7 of Hyndman and Fan (1996), as R and NumPy have it. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return below + (above - below) * (at - Math.floor(at))
}

/** Every value of a drawing, the ends of ranges among them. */
export function valuesOf({groups}: Pick<Encoded, 'groups'>): number[] {
  return groups.flatMap(({marks}) => marks.flatMap(({y, low = y, high = y}) => [y, low, high]))
}

/** Where something that an author names is along x; not a number where it is nowhere. */
export function whereAlong(typed: string | number, {kind, keys}: Pick<Encoded, 'kind' | 'keys'>): number {
  if (kind === 'text') return keys.includes(String(typed)) ? keys.indexOf(String(typed)) : Number.NaN
  return kind === 'time' ? Date.parse(String(typed)) : Number(typed)
}

/** The same where each thing along x has a step of its own: under bars. */
export function inSteps(encoded: Encoded): Encoded {
  return {...encoded, kind: 'text'}
}

/** Runs of points that may be joined: one line each. A point that may not be joined is a run of its own. */
export function joinable<One extends {group: string; isAfterGap?: boolean}>(points: readonly One[]): One[][] {
  const runs: One[][] = []
  for (const point of points) {
    const run = runs.at(-1)
    const isOpen = run && point.group !== 'none' && !point.isAfterGap
    if (isOpen && run.at(-1)!.group === point.group) run.push(point)
    else runs.push([point])
  }
  return runs
}
