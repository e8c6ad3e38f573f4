/** The files of `thesis/data/` → the facts and series that text, tables, figures and slides share. */

import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {type Declaration, declarationSchema, readDeclaration} from './declaration.ts'
import {headerOf} from './decode-csv.ts'
import {readCaseStudy} from './read-case-study.ts'
import {isIndicators, readIndicators, type Series} from './read-indicators.ts'
import {readTable} from './read-table.ts'
import {readUnits, type Units} from './read-units.ts'
import type {CaseStudyFile} from './schema.ts'
import type {Table} from './table.ts'

export type {Point, Series} from './read-indicators.ts'
export type {Fact, Kind, MapPlace, Milestone, Observation, Qualifier, Statement, Status, Value} from './schema.ts'

/** One association, as its file describes it. `id` is the file's name: the first word of its value paths. */
export interface CaseStudy extends CaseStudyFile {
  id: string
}

/** Everything that figures, tables and values are made from. */
export interface ThesisData {
  /** By id, in order of foundation. */
  cases: Map<string, CaseStudy>
  /** By id, in the order of the file. */
  series: Map<string, Series>
  /** Terms of the units in other languages. */
  units: Units
  /** Every table of the author's, by id: CSV files, and YAML with rows. */
  tables: Map<string, Table>
}

/**
 * Read `thesis/data/`: what `data.yml` declares, case studies (YAML in `case-studies/`, or with `facts`), series (CSV
 * with the columns of `indicators.csv`), the terms of units in other languages (`units.csv`), and every other CSV as a
 * table, by the name of its file. What is none of these is named.
 *
 * Emits `data:unreadable`, `data:encoding`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`,
 * `data:duplicate`, `data:other-file`.
 */
export function readData(files: readonly VFile[]): ThesisData {
  const cases = new Map<string, CaseStudy>()
  const data: ThesisData = {cases, series: new Map(), units: new Map(), tables: new Map()}
  const declaration = readDeclared(files)
  for (const file of files) {
    const kind = kindOf(file, declaration)
    if (kind === 'case') addCase(file, cases)
    if (kind === 'table') addTable(file, declaration, data)
    if (kind === 'units') for (const [unit, words] of readUnits(file)) data.units.set(unit, words)
    if (kind === 'series') addSeries(file, data)
    if (kind === 'other') {
      inform(file, 'Unknown data file: neither a table nor part of a collection', {
        rule: 'data:other-file',
        fix: 'Give it the shape that thesis/data/README.md describes, or ignore this remark if no figure needs it.'
      })
    }
  }
  const byFoundation = [...cases.values()].sort(
    (a, b) => a.identity.founded.year - b.identity.founded.year || (a.id < b.id ? -1 : 1)
  )
  return {...data, cases: new Map(byFoundation.map((study) => [study.id, study]))}
}

type Kind = 'case' | 'series' | 'units' | 'table' | 'declaration' | 'other'

function kindOf(file: VFile, {tables}: Declaration): Kind | undefined {
  if (/(?:^|\/)charts\/[^/]+$/.test(file.path)) return undefined
  if (isDeclaration(file)) return 'declaration'
  const isDeclared = tableOf(file, tables) !== undefined
  const extension = file.extname?.toLowerCase() ?? ''
  if (/^\.(?:csv|tsv|xlsx?|ods)$/.test(extension)) {
    if (file.basename === 'units.csv' && !isDeclared) return 'units'
    return !isDeclared && isIndicators(file, headerOf(file)) ? 'series' : 'table'
  }
  if (!/^\.ya?ml$/.test(extension)) return undefined
  if (file.dirname?.endsWith('case-studies') || /^facts:/m.test(String(file))) return 'case'
  return isDeclared || file.dirname?.endsWith('/tables') ? 'table' : 'other'
}

function isDeclaration({path}: VFile): boolean {
  return /(?:^|\/)data\/data\.ya?ml$/.test(path)
}

/** What `data.yml` says; a table whose file is not there is a message at its name. */
function readDeclared(files: readonly VFile[]): Declaration {
  const file = files.find(isDeclaration)
  const {value = declarationSchema.parse({}), placeOf} = file ? readDeclaration(file) : {placeOf: () => undefined}
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
function tableOf(file: VFile, tables: Declaration['tables']): string | undefined {
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

function addCase(file: VFile, cases: Map<string, CaseStudy>): void {
  const study = readCaseStudy(file)
  const id = file.stem ?? ''
  if (!study) return
  checkScale(file, study)
  if (cases.has(id)) duplicate(file, `case \`${id}\``)
  else cases.set(id, {id, ...study})
}

function addTable(file: VFile, {tables: declared}: Declaration, {tables}: ThesisData): void {
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
  gather([...data.cases.values()])
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

function checkScale(file: VFile, study: CaseStudyFile): void {
  const [name = ''] = study.scale.fact.split('@')
  if (Object.hasOwn(study.facts, name)) return
  error(file, `Unknown fact \`${name}\` in \`scale.fact\``, {
    rule: 'data:wrong-value',
    actual: name,
    fix: didYouMean(name, Object.keys(study.facts)) || 'Name one of the facts of this file, with its date.'
  })
}

function duplicate(file: VFile, what: string): void {
  error(file, `Duplicate ${what}: another file has it`, {
    rule: 'data:duplicate',
    fix: 'Give one of the two another name.'
  })
}
