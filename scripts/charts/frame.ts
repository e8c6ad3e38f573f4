/** What a chart says it draws, a table, series, values, a fact, rows of its own → one table. */

import type {Fact, Series, ThesisData} from '../data/data.ts'
import {findNumbers} from '../data/numbers.ts'
import {inCode, isProblem, type Problem, unknownName} from '../data/problem.ts'
import {readDate, readNumber} from '../data/read-cells.ts'
import type {UnitWord} from '../data/schema.ts'
import {
  type Cell,
  type Column,
  type ColumnType,
  columnIndex,
  type DataWords,
  saidIn,
  type Table
} from '../data/table.ts'
import {shortOf} from '../data/tables.ts'
import {allPaths} from '../data/values.ts'
import {capitalise} from '../document/text.ts'
import {noSuchColumn} from './context.ts'
import type {ChartDeclaration} from './declaration.ts'
import {joinable} from './encode.ts'

type Value = string | number | undefined
interface Given {
  name: string
  label?: DataWords
  type: ColumnType
  unit?: UnitWord
  translations?: Column['translations']
}

const texts = (...names: string[]): Given[] => names.map((name) => ({name, type: 'text'}))
const numbers = (...names: string[]): Given[] => names.map((name) => ({name, type: 'number'}))

/** A table that no file holds; `sources` of each row. */
function tableFrom(
  id: string,
  columns: readonly Given[],
  rows: ReadonlyArray<readonly Value[]>,
  {sources = [], ...more}: Partial<Pick<Table, 'time' | 'group'>> & {sources?: ReadonlyArray<readonly string[]>} = {}
): Table {
  const typed = rows.map((row) => columns.map(({type}, index) => cellOf(row[index], type)))
  return {
    id,
    label: id,
    columns: columns.map((column, index) => ({
      label: column.name,
      unit: '',
      ...column,
      order: column.type === 'text' ? [...new Set(typed.map((cells) => cells[index]!.text).filter(Boolean))] : []
    })),
    rows: typed.map((cells, index) => ({cells, line: index + 1, sources: sources[index] ?? []})),
    sources: [],
    ...more
  }
}

function cellOf(value: Value, type: ColumnType): Cell {
  const [text, at] = [String(value ?? '').trim(), 0]
  if (text === '') return {type: 'missing', text, at}
  if (type === 'date') return {...(readDate(text) ?? {type: 'text'}), text, at}
  if (type === 'text') return {type, text, at}
  if (typeof value === 'number') return {type, value, decimals: text.split('.')[1]?.length ?? 0, text, at}
  return {...(readNumber(text, '.') ?? {type: 'text'}), text, at}
}

/**
 * The table that a chart draws, the rows of `where` alone.
 *
 * Problems: `data:unknown-value`, `data:not-comparable`, `figures:no-data`.
 */
export function openFrame(data: ThesisData, {data: named, where}: ChartDeclaration, lang: string): Table | Problem {
  if (named === undefined) {
    const fix = `${`Add a line \`data: …\` with the name of a table ${inCode([...data.tables.keys()], 6)}`.trim()}.`
    return {reason: 'Missing data of the chart', rule: 'figures:no-data', fix}
  }
  const isOwn = typeof named[0] === 'object'
  const found = isOwn ? ownRows(named as Array<Record<string, string>>, data) : find(data, named as string[], lang)
  if (isProblem(found)) return found
  let rows = found.rows
  for (const [name, values] of Object.entries(where ?? {})) {
    const index = columnIndex(found, name)
    if (index < 0) return noSuchColumn(found, name)
    rows = rows.filter((row) => values.includes(saidIn(row, index)))
    if (rows.length > 0) continue
    const known = [...new Set(found.rows.map((row) => saidIn(row, index)))].filter(Boolean)
    const reason = `No row of \`${found.id}\` with \`${name}\` ${values.map((one) => `\`${one}\``).join(' or ')}`
    return unknownName(reason, values[0] ?? '', known, `Use a value of this column: ${inCode(known, 6)}.`)
  }
  return {...found, rows}
}

/** Rows that the chart declares; a cell may be a value of the data, `:value[case.fact@2018]`. */
function ownRows(given: ReadonlyArray<Record<string, string>>, data: ThesisData): Table | Problem {
  const rows: Array<Record<string, string>> = []
  const sources: string[][] = []
  for (const one of given) {
    const row: Record<string, string> = {}
    const own: string[] = []
    for (const [name, typed] of Object.entries(one)) {
      const path = /^:value\[([^\]]+)\]$/.exec(typed)?.[1]
      const found = path === undefined ? [] : findNumbers(data, [path])
      if (isProblem(found)) return found
      const [number] = found
      row[name] = number
        ? number.decimals === undefined
          ? String(number.value)
          : number.value.toFixed(number.decimals)
        : typed
      if (number?.qualifier) row.qualifier = number.qualifier
      own.push(...(number?.sources ?? []))
    }
    rows.push(row)
    sources.push(own)
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name): Given => {
    const values = rows.flatMap((row) => row[name] ?? [])
    const isTime = values.every((value) => readDate(value)) && /year|date|month|ann|time|an$/i.test(name)
    return {name, type: isTime ? 'date' : values.every((value) => readNumber(value, '.')) ? 'number' : 'text'}
  })
  const cells = rows.map((row) => names.map((name) => row[name]))
  return tableFrom('data', columns, cells, {sources})
}

function find(data: ThesisData, names: readonly string[], lang: string): Table | Problem {
  const [only = ''] = names
  const table = names.length === 1 ? (data.tables.get(only) ?? collection(data, only, lang)) : undefined
  if (table) return table
  const parts = names.flatMap((name) => name.split(/\s*\+\s*/))
  if (parts.every((name) => data.series.has(name))) return seriesTable(data, names)
  const [id = '', name = ''] = only.split('.')
  const facts = names.length === 1 ? data.cases.get(id)?.facts : undefined
  const fact = facts && Object.hasOwn(facts, name) ? facts[name] : undefined
  if (fact && fact.observations.length > 1) return factTable(only, fact)
  if (names.every((one) => /[@./]/.test(one))) return valuesTable(data, names)
  const tables = [...data.tables.keys()]
  const known = [...tables, ...data.series.keys(), ...allPaths(data).map((path) => path.split('@')[0]!)]
  const wrong = parts.find((one) => !data.series.has(one) && !(names.length === 1 && data.tables.has(one))) ?? only
  const reason = `Unknown data \`${wrong}\`: no table, series or fact of thesis/data has this name`
  const fix = tables.length > 0 ? `, or use one of its tables ${inCode(tables, 6)}` : ''
  return unknownName(reason, wrong, known, `Put the file in thesis/data/${fix}.`)
}

/** Series, each with a line of its own; `a + b` is one line, where that is allowed. */
function seriesTable(data: ThesisData, names: readonly string[]): Table | Problem {
  const rows: Value[][] = []
  const sources: Array<readonly string[]> = []
  const units = new Set<string>()
  for (const name of names) {
    const joined = name.split(/\s*\+\s*/).map((id) => data.series.get(id)!)
    const points = joined.flatMap((one) => one.points).sort((a, b) => (a.year < b.year ? -1 : 1))
    if (joined.length > 1 && joinable(points).length > 1) return notJoined(joined)
    const label = joined.map((one) => one.label).join(' ; ')
    for (const one of joined) units.add(one.unit)
    for (const {year, value, decimals, qualifier, group, sources: own} of joined.length > 1
      ? points
      : joined[0]!.points) {
      rows.push([name, label, year, value.toFixed(decimals), group, qualifier])
      sources.push(own)
    }
  }
  const [unit = '', other] = units
  if (other !== undefined) {
    const reason = `Different units: ${[...units].map((one) => `\`${one}\``).join(' and ')} on one axis`
    return {reason, rule: 'data:not-comparable', fix: 'Draw them in two figures.'}
  }
  const columns: Given[] = [
    ...texts('series', 'label'),
    {name: 'year', label: '', type: 'date'},
    {name: 'value', label: '', type: 'number', unit, translations: data.units.get(unit)},
    ...texts('group', 'qualifier')
  ]
  return tableFrom('series', columns, rows, {time: 'year', group: 'group', sources})
}

function notJoined(series: readonly Series[]): Problem {
  return {
    reason: `Cannot join ${series.map(({id}) => `\`${id}\``).join(' and ')}: they do not measure the same thing`,
    rule: 'data:not-comparable',
    fix: 'Put a space instead of `+`, so that they are drawn side by side and not as one line.'
  }
}

/** What each source says of a fact. Values set aside are not drawn. */
function factTable(id: string, {label, unit, observations}: Fact): Table {
  const shown = observations.filter(({value, setAside}) => value !== null && !setAside)
  const rows = shown.map(({value, by, date, qualifier, status, sources}): Value[] => {
    const ends = typeof value === 'number' ? [value] : [(value!.min + value!.max) / 2, value!.min, value!.max]
    return [by ?? sources?.[0], date, ends[0], ends[1], ends[2], qualifier, status]
  })
  const columns: Given[] = [
    ...texts('by'),
    {name: 'date', label: '', type: 'date'},
    {name: 'value', label, type: 'number', unit},
    ...numbers('low', 'high'),
    ...texts('qualifier', 'status')
  ]
  return tableFrom(id, columns, rows, {time: 'date', sources: shown.map(({sources = []}) => sources)})
}

function valuesTable(data: ThesisData, paths: readonly string[]): Table | Problem {
  const found = findNumbers(data, paths)
  if (isProblem(found)) return found
  const columns: Given[] = [
    {name: 'value', type: 'number', unit: found[0]?.unit ?? ''},
    ...texts('label', 'path', 'qualifier')
  ]
  const rows = found.map(({label, value, decimals, path, qualifier}) => {
    const printed = decimals === undefined ? value : value.toFixed(decimals)
    return [printed, capitalise(label), path, qualifier]
  })
  return tableFrom('values', columns, rows, {sources: found.map(({sources}) => sources)})
}

/** `milestones`, `places` and `comparison`, the aspects in short, of the main collection; `sites.places` of another. */
function collection(data: ThesisData, name: string, lang: string): Table | undefined {
  const [, id, part] = /^(?:(.+)\.)?(milestones|places|comparison)$/.exec(name) ?? []
  const found = id === undefined ? data.collections.values().next().value : data.collections.get(id)
  const all = [...(found?.members.values() ?? [])]
  if (!found || part === undefined || all.length === 0) return undefined
  if (part === 'milestones') {
    const rows = all.flatMap(({shortName, milestones}) =>
      milestones.map(({date, label, short}) => [shortName, date, label, short ?? label])
    )
    const columns: Given[] = [...texts('name'), {name: 'date', type: 'date'}, ...texts('label', 'short')]
    return tableFrom(name, columns, rows, {time: 'date'})
  }
  if (part === 'places') {
    const rows = all.flatMap(({shortName, places}) =>
      places.map((place) => [shortName, place.name, place.role, place.longitude, place.latitude])
    )
    return tableFrom(name, [...texts('name', 'place', 'role'), ...numbers('longitude', 'latitude')], rows)
  }
  const columns = found.aspects.map(({key, label}): Given => ({name: key.split('.').at(-1)!, label, type: 'text'}))
  const rows = all.map((member) => [
    member.shortName,
    ...found.aspects.map((one) => shortOf(data, member, one, lang).text)
  ])
  return tableFrom(name, [...texts('name'), ...columns], rows)
}
