/** The files of `thesis/data/` → the facts and series that text, tables, figures and slides share. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {type DataDeclaration, dataSchema, readDataDeclaration, type ValueDeclaration} from './declaration.ts'
import {headerOf} from './decode-csv.ts'
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
  const declaration = readDeclared(files, data.values)
  const members = Map.groupBy(files, (file) => (tableOf(file, declaration.tables) ? undefined : collectionOf(file)))
  for (const file of files) {
    const kind = kindOf(file, declaration, members)
    if (kind === 'table') addTable(file, declaration, data)
    if (kind === 'units') for (const [unit, words] of readUnits(file)) data.units.set(unit, words)
    if (kind === 'series') addSeries(file, data)
    if (kind === 'other') {
      inform(file, 'Unknown data file: neither a table nor part of a collection', {
        rule: 'data:other-file',
        fix: 'Give it rows (`- {name: …}`) or put it in a folder of its kind, or ignore this remark if no figure needs it.'
      })
    }
  }
  const ids = [...members.keys()].filter((id) => id !== undefined)
  for (const id of ids.sort((a, b) => (a === mainCollection ? -1 : b === mainCollection ? 1 : a < b ? -1 : 1))) {
    addCollection(id, members.get(id)!, files, data)
  }
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
  if (!/^\.ya?ml$/i.test(file.extname ?? '') || isDeclaration(file) || hasRows(file)) return undefined
  const [folder, ...others] = nameIn(file).split('/')
  if (others.length > 0) return folder === 'tables' || folder === 'results' ? undefined : folder
  return /^facts:/m.test(String(file)) ? mainCollection : undefined
}

/** Whether YAML is a list. */
function hasRows(file: VFile): boolean {
  return /^(?:\uFEFF|#.*\n|---.*\n|\s)*(?:- |\[)/.test(String(file))
}

type FileKind = 'series' | 'units' | 'table' | 'other'

/** Undefined for what is read elsewhere, and for files that are none of ours. */
function kindOf(
  file: VFile,
  {tables}: DataDeclaration,
  collections: ReadonlyMap<unknown, unknown>
): FileKind | undefined {
  const isDeclared = tableOf(file, tables) !== undefined
  const extension = file.extname?.toLowerCase() ?? ''
  if (/^\.(?:csv|tsv|xlsx?|ods)$/.test(extension)) {
    if (file.basename === 'units.csv' && !isDeclared) return 'units'
    return !isDeclared && isIndicators(file, headerOf(file)) ? 'series' : 'table'
  }
  if (!/^\.ya?ml$/.test(extension) || isDeclaration(file) || isResults(file)) return undefined
  if (isDeclared || hasRows(file)) return 'table'
  const isCollection = collectionOf(file) !== undefined || collections.has(file.stem) || /^aspects:/m.test(String(file))
  return isCollection || nameIn(file).startsWith('results/') ? undefined : 'other'
}

function isDeclaration({path}: VFile): boolean {
  return /(?:^|\/)data\/data\.ya?ml$/.test(path)
}

/** What `data.yml` says; a table whose file is not there is a message at its name. */
function readDeclared(files: readonly VFile[], values: Map<string, NamedValue>): DataDeclaration {
  const file = files.find(isDeclaration)
  const {value = dataSchema.parse({}), placeOf} = file ? readDataDeclaration(file) : {placeOf: () => undefined}
  for (const [id, one] of Object.entries(value.values)) {
    if (file) values.set(id, {...one, file, at: placeOf(['values', id, 'formula'])})
  }
  for (const [id, table] of Object.entries(value.tables)) {
    if (!file || files.some((one) => tableOf(one, {[id]: table}) !== undefined)) continue
    const known = files.filter((one) => one !== file).map((one) => nameIn(one))
    const name = table?.file ?? `${id}.csv`
    error(file, `Missing file \`${name}\` of the table \`${id}\``, {
      at: placeOf(['tables', id]),
      rule: 'data:missing-field',
      actual: name,
      expected: nearest(name, known),
      fix: didYouMean(name, known) || `Put the file in thesis/data/, or write its name as \`file\` of \`${id}\`.`
    })
  }
  return value
}

/** The name under which a file is declared. */
function tableOf(file: VFile, tables: DataDeclaration['tables']): string | undefined {
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
  const collection = readCollection(
    id,
    own.filter((file) => file !== declaration),
    declaration
  )
  data.collections.set(id, collection)
  if (!data.tables.has(id)) data.tables.set(id, tableOfMembers(collection))
  const names = new Set<string>()
  for (const file of own) {
    const name = file.stem ?? ''
    if (data.cases.has(name) || names.has(name)) duplicate(file, `case \`${name}\``)
    names.add(name)
  }
  for (const member of collection.members.values()) if (!data.cases.has(member.id)) data.cases.set(member.id, member)
}

function addTable(file: VFile, {tables: declared}: DataDeclaration, {tables}: ThesisData): void {
  const id = tableOf(file, declared) ?? idOf(file)
  const table = readTable(file, id, declared[id] ?? {})
  if (!table) return
  if (tables.has(id)) duplicate(file, `table \`${id}\``)
  else if (id === 'observations') duplicate(file, 'name `observations`')
  else tables.set(id, table)
}

function addSeries(file: VFile, {series, tables}: ThesisData): void {
  const read = readIndicators(file)
  if (read.table && !tables.has(read.table.id)) tables.set(read.table.id, read.table)
  for (const one of read.series.values()) {
    if (series.has(one.id)) duplicate(file, `series \`${one.id}\``)
    else series.set(one.id, one)
  }
}

/** Every key of a bibliography entry that the data names. */
export function sourceKeys(data: ThesisData): Set<string> {
  const keys = new Set<string>()
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) gather(one)
    else if (value && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'sources') for (const key of inner as string[]) keys.add(key)
        else gather(inner)
      }
    }
  }
  for (const {aspects, milestones, facts} of data.cases.values()) gather([...aspects.values(), milestones, facts])
  gather([...data.series.values()])
  for (const {sources} of data.tables.values()) for (const key of sources) keys.add(key)
  return keys
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
      error(file, `Unknown source \`${key}\`: not in the bibliography`, {
        at,
        rule: 'data:unknown-source',
        actual: key,
        expected: nearest(key, known.keys()),
        fix: didYouMean(key, known.keys()) || `Add the entry \`${key}\` to a file of bibliography/.`
      })
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

function duplicate(file: VFile, what: string): void {
  error(file, `Duplicate ${what}: another file has it`, {
    rule: 'data:duplicate',
    fix: 'Give one of the two another name.'
  })
}
