/** The files of `thesis/data/` → the facts and series that text, tables, figures and slides share. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'
import {readYaml} from '../messages/read-yaml.ts'
import {type DataDeclaration, dataSchema, type ValueDeclaration, yamlRules} from './declaration.ts'
import {reportProblem, unknownName} from './problem.ts'
import {type CaseStudy, type Collection, readCollection, tableOfMembers} from './read-collection.ts'
import {isIndicators, readIndicators, type Series} from './read-indicators.ts'
import {readTable} from './read-table.ts'
import {readUnits, type Units} from './read-units.ts'
import {isResults} from './results.ts'
import type {Table} from './table.ts'

export type {CaseStudy, Collection} from './read-collection.ts'
export type {Point, Series} from './read-indicators.ts'
export type {Fact, Kind, MapPlace, Milestone, Observation, Qualifier, Status, Value} from './schema.ts'

/** A formula of `data.yml`, and where it stands. */
export interface NamedValue extends ValueDeclaration {
  file: VFile
  at: Position | undefined
}

/** Everything that figures, tables and values are made from. */
export interface ThesisData {
  /** Folders of cases, interviews, sites, by id: the case studies first, then in the order of their names. */
  collections: Map<string, Collection>
  /** The members of all of them, by id. */
  cases: Map<string, CaseStudy>
  /** By id, in the order of the file. */
  series: Map<string, Series>
  /** Terms of the units in other languages. */
  units: Units
  /** Every table of the author's, by id: CSV files, and YAML with rows. */
  tables: Map<string, Table>
  /** Formulas that `data.yml` gives a name. */
  values: Map<string, NamedValue>
  /** GeoJSON and TopoJSON as text, by path in `thesis/data/`, for maps. */
  shapes?: Map<string, string>
}

/**
 * Read `thesis/data/`: what `data.yml` declares; series (CSV with the columns of `indicators.csv`); the terms of units in
 * other languages (`units.csv`); every other CSV, and YAML with rows, as a table by the name of its file; every folder
 * of YAML files as a collection, with what `<folder>.yml` declares. What is none of these is named.
 *
 * Emits `data:unreadable`, `data:encoding`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`,
 * `data:duplicate`, `data:other-file`.
 */
export function readData(given: readonly VFile[]): ThesisData {
  const files = given.filter(({path}) => !/^(?:thesis\/)?charts\//.test(path))
  const data: ThesisData = {
    collections: new Map(),
    cases: new Map(),
    series: new Map(),
    units: new Map(),
    tables: new Map(),
    values: new Map(),
    shapes: new Map(files.flatMap((file) => (/json$/i.test(file.path) ? [[nameIn(file), String(file)]] : [])))
  }
  const {tables} = readDeclared(files, data.values)
  const members = Map.groupBy(files, (file) => (tableOf(file, tables) ? undefined : collectionOf(file)))
  for (const file of files) {
    const kind = kindOf(file, tables, members)
    if (kind === 'table') addTable(file, tables, data)
    if (kind === 'units') for (const [unit, words] of readUnits(file)) data.units.set(unit, words)
    if (kind === 'series') addSeries(file, data)
    if (kind === 'other') {
      inform(file, 'Unknown data file: neither a table nor part of a collection', {
        rule: 'data:other-file',
        fix: 'Give it rows (`- {name: …}`) or put it in a folder of its kind, or ignore this remark if no figure needs it.'
      })
    }
  }
  // The case studies first, whose tables need no `of`.
  const rank = (id: string) => (id === mainCollection ? '' : id)
  const ids = [...members.keys()].filter((id) => id !== undefined).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  for (const id of ids) addCollection(id, members.get(id)!, files, data)
  return data
}

/** The folder of the cases. */
const mainCollection = 'case-studies'

/** Members of a collection, of the case studies when none is named, or of the only one there is. */
export function membersOf({collections}: ThesisData, id?: string): CaseStudy[] {
  const found = id === undefined ? collections.values().next().value : collections.get(id)
  return [...(found?.members.values() ?? [])]
}

/** The collection whose file this is: that of its folder, or the case studies for a file with facts. */
function collectionOf(file: VFile): string | undefined {
  if (!isYaml(file) || isDeclaration(file) || hasRows(file)) return undefined
  const [folder, ...others] = nameIn(file).split('/')
  if (others.length > 0) return folder === 'tables' || folder === 'results' ? undefined : folder
  return /^facts:/m.test(String(file)) ? mainCollection : undefined
}

function isYaml({extname = ''}: VFile): boolean {
  return /^\.ya?ml$/i.test(extname)
}

function isDeclaration({path}: VFile): boolean {
  return /(?:^|\/)data\/data\.ya?ml$/.test(path)
}

/** Whether YAML is a list. */
function hasRows(file: VFile): boolean {
  return /^(?:\uFEFF|#.*\n|---.*\n|\s)*(?:- |\[)/.test(String(file))
}

type Tables = DataDeclaration['tables']

/** Undefined for what is read elsewhere, and for files that are none of ours. */
function kindOf(
  file: VFile,
  tables: Tables,
  collections: ReadonlyMap<unknown, unknown>
): 'series' | 'units' | 'table' | 'other' | undefined {
  const isDeclared = tableOf(file, tables) !== undefined
  if (/^\.(?:csv|tsv|xlsx?|ods)$/i.test(file.extname ?? '')) {
    if (isDeclared) return 'table'
    return file.basename === 'units.csv' ? 'units' : isIndicators(file) ? 'series' : 'table'
  }
  if (!isYaml(file) || isDeclaration(file) || isResults(file)) return undefined
  if (isDeclared || hasRows(file)) return 'table'
  const isCollection = collectionOf(file) !== undefined || collections.has(file.stem) || /^aspects:/m.test(String(file))
  return isCollection || nameIn(file).startsWith('results/') ? undefined : 'other'
}

/** What `data.yml` says; a table whose file is not there is a message at its name. */
function readDeclared(files: readonly VFile[], values: ThesisData['values']): DataDeclaration {
  const file = files.find(isDeclaration)
  if (!file) return dataSchema.parse({})
  const {value = dataSchema.parse({}), placeOf} = readYaml(file, dataSchema, {rules: yamlRules, name: 'data.yml'})
  for (const [id, one] of Object.entries(value.values)) {
    values.set(id, {...one, file, at: placeOf(['values', id, 'formula'])})
  }
  for (const [id, table] of Object.entries(value.tables)) {
    if (files.some((one) => tableOf(one, {[id]: table}) !== undefined)) continue
    const known = files.filter((one) => one !== file).map(nameIn)
    const name = table?.file ?? `${id}.csv`
    const reason = `Missing file \`${name}\` of the table \`${id}\``
    const fix = `Put the file in thesis/data/, or write its name as \`file\` of \`${id}\`.`
    const at = placeOf(['tables', id])
    reportProblem(file, unknownName(reason, name, known, fix, 'data:missing-field'), {at, actual: name})
  }
  return value
}

/** The name under which a file is declared. */
function tableOf(file: VFile, tables: Tables): string | undefined {
  return Object.keys(tables).find((id) => {
    const declared = tables[id]?.file?.normalize('NFC')
    return declared === undefined ? idOf(file) === id : nameIn(file) === declared || file.basename === declared
  })
}

/** Path in `thesis/data/`. */
function nameIn({path}: VFile): string {
  return path.replace(/^(?:.*\/)?data\//, '').normalize('NFC')
}

/** The name that paths give to what a file holds: `My codes (2).csv` → `My-codes-2`. */
function idOf({stem = ''}: VFile): string {
  return stem
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '')
}

function addCollection(id: string, own: readonly VFile[], files: readonly VFile[], data: ThesisData): void {
  const declaration = files.find((file) => /^[^/]+\.ya?ml$/i.test(nameIn(file)) && file.stem === id)
  const names = new Set(data.cases.keys())
  const members = own.filter((file) => file !== declaration)
  const collection = readCollection(id, members, declaration)
  data.collections.set(id, collection)
  if (!data.tables.has(id)) data.tables.set(id, tableOfMembers(collection))
  for (const file of own) {
    const name = file.stem ?? ''
    if (names.has(name)) duplicate(file, `case \`${name}\``)
    names.add(name)
  }
  for (const member of collection.members.values()) if (!data.cases.has(member.id)) data.cases.set(member.id, member)
}

function addTable(file: VFile, declared: Tables, {tables}: ThesisData): void {
  const id = tableOf(file, declared) ?? idOf(file)
  const table = readTable(file, id, declared[id] ?? {})
  if (!table) return
  if (id === 'observations') duplicate(file, 'name `observations`')
  else if (tables.has(id)) duplicate(file, `table \`${id}\``)
  else tables.set(id, table)
}

function addSeries(file: VFile, {series, tables}: ThesisData): void {
  const read = readIndicators(file)
  if (read.table && !tables.has(read.table.id)) tables.set(read.table.id, read.table)
  for (const [id, one] of read.series) {
    if (series.has(id)) duplicate(file, `series \`${id}\``)
    else series.set(id, one)
  }
}

function duplicate(file: VFile, what: string): void {
  error(file, `Duplicate ${what}: another file has it`, {
    rule: 'data:duplicate',
    fix: 'Give one of the two another name.'
  })
}

/** Every key of a bibliography entry that the data names. */
export function sourceKeys(data: ThesisData): Set<string> {
  const cited = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return []
    if (Array.isArray(value)) return value.flatMap(cited)
    return Object.entries(value).flatMap(([name, inner]) => (name === 'sources' ? (inner as string[]) : cited(inner)))
  }
  const members = [...data.cases.values()].map(({aspects, milestones, facts}) => [
    ...aspects.values(),
    milestones,
    facts
  ])
  const tables = [...data.tables.values()].flatMap(({sources}) => sources)
  return new Set([...cited(members), ...cited([...data.series.values()]), ...tables])
}

/**
 * Name each source of the data that the bibliography has not, where it is first written in each file.
 *
 * @param known  keys of the bibliography; a `Library` or a `Set`
 *
 * Emits `data:unknown-source`.
 */
export function checkSources(
  files: readonly VFile[],
  data: ThesisData,
  known: {has(key: string): boolean; keys(): Iterable<string>}
): void {
  const unknown = new Set([...sourceKeys(data)].filter((key) => !known.has(key)))
  if (unknown.size === 0) return
  for (const file of files) {
    for (const {key, at} of firstPlaces(String(file), unknown)) {
      const reason = `Unknown source \`${key}\`: not in the bibliography`
      const fix = `Add the entry \`${key}\` to a file of bibliography/.`
      reportProblem(file, unknownName(reason, key, known.keys(), fix, 'data:unknown-source'), {at, actual: key})
    }
  }
}

/** Each of the keys that a text holds, where it stands first. */
function* firstPlaces(text: string, keys: ReadonlySet<string>) {
  const left = new Set(keys)
  let line = 1
  let start = 0
  for (const {0: word, index} of text.matchAll(/\n|[^\s,;|[\]{}'"]+/g)) {
    if (word === '\n') {
      line += 1
      start = index + 1
    } else if (left.delete(word)) {
      const from = {line, column: index - start + 1, offset: index}
      const to = {line, column: from.column + word.length, offset: index + word.length}
      yield {key: word, at: {start: from, end: to}}
    }
  }
}
