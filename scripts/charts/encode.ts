/** A table and what a chart says of its columns → the groups of marks that are drawn, with their words. */

import type {ThesisData} from '../data/data.ts'
import {formatNumber, formatValue, unitFor, withUnit} from '../data/format.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import {type Qualifier, qualifiers, type UnitWord} from '../data/schema.ts'
import {type Cell, type Column, columnIndex, labelIn, type Row, saidIn, type Table} from '../data/table.ts'
import {languageOf} from '../document/language.ts'
import {fill, type Terms} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import type {Path} from '../messages/read-yaml.ts'
import type {ChartDeclaration, Words} from './declaration.ts'
import {noSuchColumn} from './frame.ts'
import type {Space} from './picture.ts'

/** What a type of chart draws from. */
export interface Context {
  data: ThesisData
  /** BCP 47, for numbers and words. */
  lang: string
  terms: Terms
  options: ChartDeclaration
  table: Table
  /** To be filled; paper's width, and as high as needed, when absent. */
  space?: Space | undefined
  /** One of several panels: no heading, and the axis that all share. */
  panel?: {ticks: number[]; isFirst: boolean} | undefined
  /** Words in the language of the chart, with their values. */
  say: (words: Words) => string
  /** A problem at the place where an option is written. */
  at: (path: Path, problem: Problem) => Problem
}

export interface ChartMark {
  /** Where it is along x: a number, a year, milliseconds, or the rank of a name. */
  x: number
  /** What stands there, in words. */
  key: string
  y: number
  low?: number
  high?: number
  /** `y` in words. */
  text: string
  /** Its own name. */
  label?: string
  /** Marks of other runs are not joined with it. */
  group: string
  row: Row
}

export interface Group {
  id: string
  name: string
  marks: ChartMark[]
}

export type AxisKind = 'number' | 'year' | 'time' | 'text'

export interface Encoded {
  groups: Group[]
  kind: AxisKind
  /** Names along x, in order. */
  keys: string[]
  xLabel: string
  yLabel: string
  /** What is measured, as it stands above the drawing. */
  unit: string
  /** The unit beside a number in a table or a sentence. */
  withUnit: (text: string, value: number) => string
  format: (value: number, decimals?: number) => string
}

/** More marks than this make a blot, and a file that no page should load. */
export const mostMarks = 5000

/** A column by its name. Problem: `data:unknown-value`, where the option is written. */
export function columnAt({table, at}: Context, name: string, path: Path): number | Problem {
  const index = columnIndex(table, name)
  return index < 0 ? at(path, noSuchColumn(table, name)) : index
}

export function columnLabel({options, lang, say}: Context, column: Column): string {
  const named = options.names?.[column.name]
  return named === undefined ? labelIn(column.label, lang) : say(named)
}

/** A value or a group by the name that the author gives it. */
export function nameFor({options, say}: Context, key: string): string {
  const named = options.names?.[key]
  return named === undefined ? key : say(named)
}

export function unitOf(column: Column, lang: string): UnitWord {
  return column.translations?.[languageOf(lang)] ?? column.unit
}

/** A cell in words: numbers and their qualifier as the language has them, dates and text as they are. */
export function cellText(context: Context, row: Row, index: number): string {
  const {lang, table} = context
  const cell = row.cells[index]
  if (!cell || cell.type === 'missing') return ''
  if (cell.type !== 'number') return cell.text
  const {decimals} = table.columns[index]!
  return formatValue(cell.ends ?? cell.value, {
    lang,
    terms: context.terms,
    decimals: decimals ?? cell.decimals,
    qualifier: qualifierOf(table, row)
  })
}

function qualifierOf(table: Table, row: Row): Qualifier | undefined {
  const text = saidIn(row, columnIndex(table, 'qualifier'))
  return qualifiers.find((one) => one === text)
}

interface Columns {
  x: number
  y: number[]
  by: number
}

/** The columns that an author names, and those that suit where none is named. */
function chooseColumns(context: Context): Columns | Problem {
  const {table, options} = context
  const named = (name: string | undefined, path: Path): number | Problem =>
    name === undefined ? -1 : columnAt(context, name, path)
  const x = named(options.x, ['x'])
  if (typeof x !== 'number') return x
  const by = named(options.by, ['by'])
  if (typeof by !== 'number') return by
  const y: number[] = []
  for (const [index, name] of (options.y ?? []).entries()) {
    const found = columnAt(context, name, ['y', index])
    if (typeof found !== 'number') return found
    y.push(found)
  }
  const taken = new Set([x, by, ...y])
  const isFree = (type: Column['type']) => (column: Column, index: number) =>
    column.type === type &&
    !taken.has(index) &&
    !['source', 'sources', 'group', 'qualifier', 'low', 'high', 'status', 'path'].includes(column.name)
  const free = (type: Column['type']) => {
    const found = table.columns.findIndex(isFree(type))
    if (found >= 0) taken.add(found)
    return found
  }
  const isScatter = options.type === 'scatter'
  const isWide = table.columns.filter(isFree('number')).length
  const chosenX =
    x >= 0
      ? x
      : isScatter
        ? isWide > 1
          ? free('number')
          : free('date')
        : options.type === 'dot' || options.type === 'box'
          ? free('text')
          : [() => free('date'), () => free('text'), () => (isWide > 1 ? free('number') : -1)].reduce(
              (found, next) => (found >= 0 ? found : next()),
              -1
            )
  if (y.length === 0) {
    const first = free('number')
    if (first >= 0) y.push(first)
  }
  const isSeries = table.id === 'series' && options.by === undefined
  const repeats = () => {
    const seen = new Set<string>()
    return table.rows.some((row) => {
      const key = saidIn(row, chosenX)
      return key !== '' && (seen.has(key) || !seen.add(key))
    })
  }
  const groups = ['line', 'slope', 'grouped', 'stacked', undefined]
  const chosenBy = isSeries
    ? columnIndex(table, 'series')
    : by >= 0 || y.length > 1 || !groups.includes(options.type) || options.summary
      ? by
      : repeats()
        ? free('text')
        : -1
  if (y.length > 0) return {x: chosenX, y, by: chosenBy}
  const known = table.columns.map(({name, type}) => `\`${name}\` (${type})`).join(', ')
  return context.at(['data'], {
    reason: `No column of numbers in \`${table.id}\`: it has ${known}`,
    rule: 'figures:no-data',
    fix: 'Name a column with numbers as `y`, or correct its cells.'
  })
}

/**
 * Find the columns and read their marks.
 *
 * Problems: `data:unknown-value`, `data:not-comparable`, `figures:no-data`, `figures:too-much`, `figures:repeated`.
 *
 * @param most  groups that can be told apart
 */
export function encode(context: Context, most = 4): Encoded | Problem {
  const {table, options, lang, say, at} = context
  const columns = chooseColumns(context)
  if (isProblem(columns)) return columns
  const {x, y, by} = columns
  const units = new Set(y.map((index) => JSON.stringify(unitOf(table.columns[index]!, lang))))
  if (units.size > 1 && options.unit === undefined) {
    return at(['y'], {
      reason: `Different units: ${[...units].map((one) => `\`${[JSON.parse(one)].flat().at(-1) || 'none'}\``).join(' and ')} on one axis`,
      rule: 'data:not-comparable',
      fix: 'Draw them in two figures, or name both units with `unit: …`.'
    })
  }
  const extra = {
    low: columnIndex(table, options.low ?? 'low'),
    high: columnIndex(table, options.high ?? 'high'),
    group: columnIndex(table, options.group ?? table.group ?? ''),
    label: options.label === undefined ? -1 : columnIndex(table, options.label)
  }
  for (const name of ['low', 'high', 'group', 'label'] as const) {
    if (options[name] !== undefined && extra[name] < 0) return at([name], noSuchColumn(table, options[name]))
  }
  const xColumn = table.columns[x]
  const kind = kindOf(table, x)
  const keys = orderOf(context, x)
  const rank = new Map(keys.map((key, index) => [key, index]))
  const groups = new Map<string, Group>()
  for (const row of table.rows) {
    for (const index of y) {
      const cell = row.cells[index]
      if (cell?.type !== 'number') continue
      const where = x < 0 ? {at: 0, key: ''} : placeOf(row.cells[x], kind, rank)
      if (!where) continue
      const id = y.length > 1 ? table.columns[index]!.name : by < 0 ? table.columns[index]!.name : saidIn(row, by)
      const named = options.names?.[id]
      const own =
        y.length > 1 || by < 0
          ? columnLabel(context, table.columns[index]!)
          : table.id === 'series'
            ? saidIn(row, columnIndex(table, 'label'))
            : id
      const group = groups.get(id) ?? {id, name: named === undefined ? own : say(named), marks: []}
      groups.set(id, group)
      const number = (at: number) => (row.cells[at]?.type === 'number' ? row.cells[at].value : undefined)
      const [low, high] = [number(extra.low) ?? cell.ends?.min, number(extra.high) ?? cell.ends?.max]
      const label = extra.label < 0 ? undefined : saidIn(row, extra.label)
      group.marks.push({
        x: where.at,
        key: where.key,
        y: cell.value,
        text: cellText(context, row, index),
        group: extra.group < 0 ? id : saidIn(row, extra.group) || id,
        row,
        ...(low === undefined ? {} : {low}),
        ...(high === undefined ? {} : {high}),
        ...(label === undefined ? {} : {label})
      })
    }
  }
  const found = [...groups.values()].filter(({marks}) => marks.length > 0)
  if (found.length === 0) {
    return at(['data'], {
      reason: `No number to draw in the column \`${table.columns[y[0]!]!.name}\` of \`${table.id}\``,
      rule: 'figures:no-data',
      fix: 'Fill the column, or name another one as `y`.'
    })
  }
  if (found.length > most) {
    return at(by >= 0 ? ['by'] : ['y'], {
      reason: `Too many series: ${found.length} (maximum ${most})`,
      rule: 'figures:too-much',
      fix: `${y.length > 1 ? `Name ${most} columns as \`y\`` : `Draw ${most} of them with \`where: …\``}, or give each a panel with \`type: small multiples\`.`
    })
  }
  const column = table.columns[y[0]!]!
  const unit = unitOf(column, lang)
  const plural = unitFor(2, unit, lang)
  const format = (value: number, decimals = column.decimals) => formatNumber(value, lang, decimals)
  const encoded: Encoded = {
    groups: found,
    kind,
    keys,
    xLabel: xColumn ? columnLabel(context, xColumn) : '',
    yLabel: columnLabel(context, column),
    unit:
      options.unit === undefined ? nameUnit(unit === 'indice' ? 'indice' : plural, column, context) : say(options.unit),
    withUnit: (text, value) =>
      withUnit(text, unit === 'indice' || unit === 'rang' ? '' : unitFor(value, unit, lang), lang),
    format
  }
  const summed = options.summary ? summarise(encoded, context) : encoded
  for (const {marks} of summed.groups)
    if (kind !== 'text' && options.type !== 'scatter') marks.sort((a, b) => a.x - b.x)
  return summed
}

/** « En % », “Index”, or the column's name with its unit. */
function nameUnit(unit: string, column: Column, context: Context): string {
  const words = context.terms.charts
  const isNamed = context.table.id !== 'series' && column.name !== 'value'
  if (isNamed) return capitalise(columnLabel(context, column)) + (unit ? ` (${unit})` : '')
  if (unit === '%') return words.percent
  if (unit === 'indice') return words.index
  return unit ? fill(words.unit, {unit}) : ''
}

function kindOf(table: Table, index: number): AxisKind {
  const column = table.columns[index]
  if (!column || column.type === 'text') return 'text'
  const cells = table.rows.flatMap(({cells}) => (cells[index]?.type === 'missing' ? [] : [cells[index]!]))
  if (column.type === 'number') return cells.every((cell) => cell.type === 'number') ? 'number' : 'text'
  const isYear = cells.every(
    (cell) => cell.type === 'date' && (cell.precision === 'year' || cell.precision === 'period')
  )
  return isYear ? 'year' : 'time'
}

function placeOf(cell: Cell | undefined, kind: AxisKind, rank: ReadonlyMap<string, number>) {
  if (!cell || cell.type === 'missing') return undefined
  if (kind === 'text') return {at: rank.get(cell.text) ?? 0, key: cell.text}
  if (cell.type === 'number') return {at: cell.value, key: cell.text}
  if (cell.type !== 'date') return undefined
  return {at: kind === 'year' ? Number(cell.iso.slice(0, 4)) : cell.start, key: cell.iso}
}

/** Names along an axis, in the order asked for, else that of the data. */
function orderOf({table, options}: Context, index: number): string[] {
  const column = table.columns[index]
  if (!column) return ['']
  const present = new Set(table.rows.map((row) => saidIn(row, index)).filter(Boolean))
  const order = Array.isArray(options.order) ? options.order : []
  const names = [...new Set([...order, ...column.order, ...present])].filter((name) => present.has(name))
  return options.order === 'name' ? names.sort((a, b) => a.localeCompare(b)) : names
}

/** One mark for each x: mean or median, with its spread. */
function summarise(encoded: Encoded, {options}: Context): Encoded {
  const groups = encoded.groups.map((group) => ({
    ...group,
    marks: [...Map.groupBy(group.marks, ({x}) => x).values()].map((marks): ChartMark => {
      const values = marks.map(({y}) => y).sort((a, b) => a - b)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1))
      const half = {
        sd,
        se: sd / Math.sqrt(values.length),
        ci: (studentT(values.length - 1) * sd) / Math.sqrt(values.length),
        none: 0
      }[options.spread]
      const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(mean) || 1)))
      const isMean = options.summary === 'mean'
      const y = isMean ? mean : quantile(values, 0.5)
      const ends = isMean ? [mean - half, mean + half] : [quantile(values, 0.25), quantile(values, 0.75)]
      const hasEnds = values.length > 1 && options.spread !== 'none'
      return {
        ...marks[0]!,
        y,
        text: isMean ? encoded.format(y, Math.min(3, decimals)) : encoded.format(Number(y.toPrecision(6))),
        ...(hasEnds ? {low: ends[0]!, high: ends[1]!} : {})
      }
    })
  }))
  return {...encoded, groups}
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

/** Problem: several values where one mark is drawn. */
export function findRepeated({groups}: Encoded, {at, table}: Context): Problem | undefined {
  for (const {marks, name} of groups) {
    const seen = new Map<string, ChartMark>()
    for (const mark of marks) {
      const first = seen.get(mark.key)
      if (first) {
        return at(['data'], {
          reason: `Several values of \`${name}\` at \`${mark.key}\`: lines ${first.row.line} and ${mark.row.line} of \`${table.id}\``,
          rule: 'figures:repeated',
          fix: 'Write `summary: mean` to draw their mean, or name the column that tells them apart as `by: …`.'
        })
      }
      seen.set(mark.key, mark)
    }
  }
  return undefined
}

/** Problem: more marks than a drawing can show. */
export function findTooMany({groups}: Encoded, {at}: Context): Problem | undefined {
  const count = groups.reduce((sum, {marks}) => sum + marks.length, 0)
  if (count <= mostMarks) return undefined
  return at(['data'], {
    reason: `Too many points: ${count} (maximum ${mostMarks})`,
    rule: 'figures:too-much',
    fix: 'Draw their distribution with `type: histogram` or `type: box`, or their mean with `summary: mean`.'
  })
}
