/** The files of `thesis/data/` → the facts and series that text, tables, figures and slides share. */

import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {readCaseStudy} from './read-case-study.ts'
import {readIndicators, type Series} from './read-indicators.ts'
import {type OwnTable, readOwnTable} from './read-own-table.ts'
import {readUnits, type Units} from './read-units.ts'
import type {CaseStudyFile} from './schema.ts'

export type {Point, Series} from './read-indicators.ts'
export type {OwnRow, OwnTable} from './read-own-table.ts'
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
  /** The author's own tables, by id. */
  tables: Map<string, OwnTable>
}

/**
 * Read `thesis/data/`: case studies (YAML in `case-studies/`, or with `facts`), series (CSV with a column `series`),
 * the terms of units in other languages (`units.csv`) and tables of the author's own (CSV in `tables/`).
 * Other files of these kinds are left alone, and named.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`, `data:duplicate`, `data:other-file`.
 */
export function readData(files: readonly VFile[]): ThesisData {
  const cases = new Map<string, CaseStudy>()
  const series = new Map<string, Series>()
  const units: Units = new Map()
  const tables = new Map<string, OwnTable>()
  for (const file of files) {
    const kind = kindOf(file)
    if (kind === 'other') {
      inform(file, 'Unknown data file: neither a case study nor a table of series', {
        rule: 'data:other-file',
        fix:
          file.extname?.toLowerCase() === '.csv'
            ? 'Move it to thesis/data/tables/ if the text counts its lines, or ignore this remark if nothing needs it.'
            : 'Give it the shape that thesis/data/README.md describes, or ignore this remark if no figure needs it.'
      })
    }
    if (kind === 'case') addCase(file, cases)
    if (kind === 'table') addTable(file, tables)
    if (kind === 'units') for (const [unit, words] of readUnits(file)) units.set(unit, words)
    if (kind === 'series') {
      for (const one of readIndicators(file)) {
        if (series.has(one.id)) duplicate(file, `series \`${one.id}\``)
        else series.set(one.id, one)
      }
    }
  }
  const byFoundation = [...cases.values()].sort(
    (a, b) => a.identity.founded.year - b.identity.founded.year || (a.id < b.id ? -1 : 1)
  )
  return {cases: new Map(byFoundation.map((study) => [study.id, study])), series, units, tables}
}

function kindOf(file: VFile): 'case' | 'series' | 'units' | 'table' | 'other' | undefined {
  if (file.extname?.toLowerCase() === '.csv') {
    if (file.dirname?.split('/').at(-1) === 'tables') return 'table'
    const header = String(file).split('\n', 1)[0]!
    if (file.basename === 'units.csv') return 'units'
    return /^\uFEFF?(.*,)?"?series"?(,|$)/m.test(header) ? 'series' : 'other'
  }
  if (!/^\.ya?ml$/i.test(file.extname ?? '')) return undefined
  return file.dirname?.endsWith('case-studies') || /^facts:/m.test(String(file)) ? 'case' : 'other'
}

function addCase(file: VFile, cases: Map<string, CaseStudy>): void {
  const study = readCaseStudy(file)
  const id = file.stem ?? ''
  if (!study) return
  checkScale(file, study)
  if (cases.has(id)) duplicate(file, `case \`${id}\``)
  else cases.set(id, {id, ...study})
}

function addTable(file: VFile, tables: Map<string, OwnTable>): void {
  const table = readOwnTable(file)
  if (!table) return
  if (tables.has(table.id)) duplicate(file, `table \`${table.id}\``)
  else if (table.id === 'observations') duplicate(file, 'name `observations`')
  else tables.set(table.id, table)
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
  gather([...data.tables.values()])
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
  for (const key of sourceKeys(data)) {
    if (known.has(key)) continue
    for (const file of files) {
      const at = placeOfWord(String(file), key)
      if (!at) continue
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

/** Place of the first whole word in a text. */
function placeOfWord(text: string, word: string) {
  const found = new RegExp(`(?<![\\w-])${escapePattern(word)}(?![\\w-])`).exec(text)
  if (!found) return undefined
  const before = text.slice(0, found.index).split('\n')
  const start = {line: before.length, column: before.at(-1)!.length + 1, offset: found.index}
  const end = {...start, column: start.column + word.length, offset: start.offset + word.length}
  return {start, end}
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
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
