/** What a chart says it draws, a table, series, values, a fact, rows of its own → one table. */

import type {Fact, ThesisData} from '../data/data.ts'
import {findNumbers} from '../data/numbers.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import {readDate, readNumber} from '../data/read-cells.ts'
import type {UnitWord} from '../data/schema.ts'
import {type Cell, type Column, type ColumnType, columnIndex, labelIn, saidIn, type Table} from '../data/table.ts'
import {shortOf} from '../data/tables.ts'
import {allPaths} from '../data/values.ts'
import {capitalise} from '../document/text.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import type {ChartDeclaration} from './declaration.ts'
import {asOneLine} from './runs.ts'

type Value = string | number | undefined
interface Given {
  name: string
  label?: string
  type: ColumnType
  unit?: UnitWord
}

/** A table that no file holds. */
export function tableFrom(
  id: string,
  columns: readonly Given[],
  rows: ReadonlyArray<readonly Value[]>,
  more: Partial<Table> = {}
): Table {
  const cell = (value: Value, {type}: Given): Cell => {
    const text = String(value ?? '').trim()
    const at = 0
    if (text === '') return {type: 'missing', text, at}
    if (type === 'date') return {...(readDate(text) ?? {type: 'text'}), text, at}
    if (type === 'text') return {type, text, at}
    const number =
      typeof value === 'number' ? {type, value, decimals: text.split('.')[1]?.length ?? 0} : readNumber(text, '.')
    return number ? {...number, text, at} : {type: 'text', text, at}
  }
  const typed = rows.map((row) => columns.map((column, index) => cell(row[index], column)))
  return {
    id,
    label: id,
    columns: columns.map(
      (column, index): Column => ({
        label: column.name,
        unit: '',
        ...column,
        order: column.type === 'text' ? [...new Set(typed.map((cells) => cells[index]!.text).filter(Boolean))] : []
      })
    ),
    rows: typed.map((cells, index) => ({cells, line: index + 1, sources: []})),
    sources: [],
    ...more
  }
}

/**
 * The table that a chart draws, the rows of `where` alone.
 *
 * Problems: `data:unknown-value`, `data:not-comparable`, `figures:no-data`.
 */
export function openFrame(data: ThesisData, {data: named, where}: ChartDeclaration, lang: string): Table | Problem {
  if (named === undefined) {
    return {
      reason: 'Missing data of the chart',
      rule: 'figures:no-data',
      fix: `Add a line \`data: …\` with the name of a table${listed([...data.tables.keys()])}.`
    }
  }
  const found =
    typeof named[0] === 'object'
      ? ownRows(named as Array<Record<string, string>>, data)
      : find(data, named as string[], lang)
  if (isProblem(found) || !where) return found
  let rows = found.rows
  for (const [name, values] of Object.entries(where)) {
    const index = columnIndex(found, name)
    if (index < 0) return noSuchColumn(found, name)
    rows = rows.filter((row) => values.includes(saidIn(row, index)))
    if (rows.length > 0) continue
    const known = [...new Set(found.rows.map((row) => saidIn(row, index)))].filter(Boolean)
    return {
      reason: `No row of \`${found.id}\` with \`${name}\` ${values.map((one) => `\`${one}\``).join(' or ')}`,
      rule: 'data:unknown-value',
      fix: didYouMean(values[0] ?? '', known) || `Use a value of this column${listed(known)}.`,
      expected: nearest(values[0] ?? '', known)
    }
  }
  return {...found, rows}
}

/** Rows that the chart declares; a cell may be a value of the data, `:value[case.fact@2018]`. */
function ownRows(given: ReadonlyArray<Record<string, string>>, data: ThesisData): Table | Problem {
  const rows: Array<Record<string, string>> = []
  for (const one of given) {
    const row: Record<string, string> = {}
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
    }
    rows.push(row)
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name): Given => {
    const values = rows.flatMap((row) => row[name] ?? [])
    const isTime = values.every((value) => readDate(value)) && /year|date|month|ann|time|an$/i.test(name)
    return {name, type: isTime ? 'date' : values.every((value) => readNumber(value, '.')) ? 'number' : 'text'}
  })
  return tableFrom(
    'data',
    columns,
    rows.map((row) => names.map((name) => row[name]))
  )
}

function find(data: ThesisData, names: readonly string[], lang: string): Table | Problem {
  const [only = ''] = names
  const table = names.length === 1 ? (data.tables.get(only) ?? collection(data, only, lang)) : undefined
  if (table) return table
  const parts = names.flatMap((name) => name.split(/\s*\+\s*/))
  if (parts.every((name) => data.series.has(name))) return seriesTable(data, names)
  const fact = names.length === 1 ? factNamed(data, only) : undefined
  if (fact && fact.observations.length > 1) return factTable(only, fact)
  if (names.every((name) => /[@./]/.test(name))) return valuesTable(data, names)
  const known = [...data.tables.keys(), ...data.series.keys(), ...allPaths(data).map((path) => path.split('@')[0]!)]
  const unknown = parts.find((name) => !data.series.has(name) && !(names.length === 1 && data.tables.has(name))) ?? only
  return {
    reason: `Unknown data \`${unknown}\`: no table, series or fact of thesis/data has this name`,
    rule: 'data:unknown-value',
    fix:
      didYouMean(unknown, known) ||
      `Put the file in thesis/data/, or use one of its tables${listed([...data.tables.keys()])}.`,
    expected: nearest(unknown, known)
  }
}

function factNamed({cases}: ThesisData, path: string): Fact | undefined {
  const [id = '', name = ''] = path.split('.')
  const facts = cases.get(id)?.facts
  return facts && Object.hasOwn(facts, name) ? facts[name] : undefined
}

/** Series, each with a line of its own; `a + b` is one line, where that is allowed. */
function seriesTable(data: ThesisData, names: readonly string[]): Table | Problem {
  const rows: Value[][] = []
  const units = new Set<string>()
  for (const name of names) {
    const joined = name.split(/\s*\+\s*/).map((id) => data.series.get(id)!)
    const points = joined.length > 1 ? asOneLine(joined) : joined[0]!.points
    if (isProblem(points)) return points
    const label = joined.map((one) => one.label).join(' ; ')
    for (const one of joined) units.add(one.unit)
    for (const {year, value, decimals, qualifier, group} of points) {
      rows.push([name, label, year, value.toFixed(decimals), group, qualifier])
    }
  }
  const [unit = '', other] = units
  if (other !== undefined) {
    return {
      reason: `Different units: ${[...units].map((one) => `\`${one}\``).join(' and ')} on one axis`,
      rule: 'data:not-comparable',
      fix: 'Draw them in two figures.'
    }
  }
  const columns: Given[] = [
    {name: 'series', type: 'text'},
    {name: 'label', type: 'text'},
    {name: 'year', label: '', type: 'date'},
    {name: 'value', label: '', type: 'number', unit},
    {name: 'group', type: 'text'},
    {name: 'qualifier', type: 'text'}
  ]
  const own = data.units.get(unit)
  const table = tableFrom('series', columns, rows, {time: 'year', group: 'group'})
  return own
    ? {...table, columns: table.columns.map((one) => (one.name === 'value' ? {...one, translations: own} : one))}
    : table
}

/** What each source says of a fact. Values set aside are not drawn. */
function factTable(id: string, fact: Fact): Table {
  const rows = fact.observations.flatMap(({value, by, date, qualifier, status, sources, setAside}): Value[][] => {
    if (value === null || setAside) return []
    const ends =
      typeof value === 'number' ? [value, undefined, undefined] : [(value.min + value.max) / 2, value.min, value.max]
    return [[by ?? sources?.[0], date, ...ends, qualifier, status]]
  })
  const columns: Given[] = [
    {name: 'by', type: 'text'},
    {name: 'date', label: '', type: 'date'},
    {name: 'value', label: fact.label, type: 'number', unit: fact.unit},
    {name: 'low', type: 'number'},
    {name: 'high', type: 'number'},
    {name: 'qualifier', type: 'text'},
    {name: 'status', type: 'text'}
  ]
  return tableFrom(id, columns, rows, {time: 'date'})
}

function valuesTable(data: ThesisData, paths: readonly string[]): Table | Problem {
  const found = findNumbers(data, paths)
  if (isProblem(found)) return found
  const columns: Given[] = [
    {name: 'value', type: 'number', unit: found[0]?.unit ?? ''},
    {name: 'label', type: 'text'},
    {name: 'path', type: 'text'},
    {name: 'qualifier', type: 'text'}
  ]
  const rows = found.map(({label, value, decimals, path, qualifier}) => [
    decimals === undefined ? value : value.toFixed(decimals),
    capitalise(label),
    path,
    qualifier
  ])
  return tableFrom('values', columns, rows)
}

/** `milestones`, `places` and `comparison`, the aspects in short, of the main collection; `sites.places` of another. */
function collection(data: ThesisData, name: string, lang: string): Table | undefined {
  const [, id, part] = /^(?:(.+)\.)?(milestones|places|comparison)$/.exec(name) ?? []
  const found = id === undefined ? data.collections.values().next().value : data.collections.get(id)
  const all = [...(found?.members.values() ?? [])]
  if (!found || part === undefined || all.length === 0) return undefined
  const text = (...names: string[]): Given[] => names.map((one) => ({name: one, type: 'text'}))
  if (part === 'milestones') {
    const rows = all.flatMap(({shortName, milestones}) =>
      milestones.map(({date, label, short}) => [shortName, date, label, short ?? label])
    )
    return tableFrom(name, [...text('name'), {name: 'date', type: 'date'}, ...text('label', 'short')], rows, {
      time: 'date'
    })
  }
  if (part === 'places') {
    const rows = all.flatMap(({shortName, places}) =>
      places.map((place) => [shortName, place.name, place.role, place.longitude, place.latitude])
    )
    const numbers: Given[] = [
      {name: 'longitude', type: 'number'},
      {name: 'latitude', type: 'number'}
    ]
    return tableFrom(name, [...text('name', 'place', 'role'), ...numbers], rows)
  }
  const aspects = found.aspects.map((one) => ({...one, name: one.key.split('.').at(-1)!}))
  const columns = aspects.map(({name: key, label}): Given => ({name: key, label: labelIn(label, lang), type: 'text'}))
  const rows = all.map((member) => [member.shortName, ...aspects.map((one) => shortOf(data, member, one, lang).text)])
  return tableFrom(name, [...text('name'), ...columns], rows)
}

/** Problem: a column that the table does not have. */
export function noSuchColumn({id, columns}: Table, name: string): Problem {
  const known = columns.map((column) => column.name)
  return {
    reason: `Unknown column \`${name}\` of \`${id}\``,
    rule: 'data:unknown-value',
    fix: didYouMean(name, known) || `Use one of${listed(known, 20)}.`,
    expected: nearest(name, known)
  }
}

function listed(names: readonly string[], most = 6): string {
  const some = names.slice(0, most).map((name) => `\`${name}\``)
  return some.length === 0 ? '' : ` ${some.join(', ')}${names.length > most ? '…' : ''}`
}
