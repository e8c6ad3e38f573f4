/** What a table of the data is, whatever file it comes from: columns, rows, cells typed once, each with its place. */

import type {VFile} from 'vfile'
import {languageOf} from '../document/language.ts'
import type {UnitWord} from './schema.ts'

/** Words in the language of the thesis, or by language: `{en: Yield, fr: Rendement}`. */
export type DataWords = string | Readonly<Record<string, string>>

export type ColumnType = 'text' | 'number' | 'date'

/** A column, as `data.yml` declares it or as its cells show it. */
export interface Column {
  /** As paths and charts name it. */
  name: string
  label: DataWords
  type: ColumnType
  /** Empty where there is none. */
  unit: UnitWord
  /** The unit in other languages, by language. */
  translations?: Readonly<Record<string, UnitWord>> | undefined
  /** Decimals printed; as each cell has them when absent. */
  decimals?: number | undefined
  /** Values in the order of an axis or a key: declared ones first. Empty for numbers and dates. */
  order: readonly string[]
}

interface CellBase {
  /** As typed, without the spaces around it. */
  text: string
  /** Offset in the file. */
  at: number
}

/** A cell: what it says, read once. A missing one stays missing: it is neither zero nor empty text. */
export type Cell = CellBase & ({type: 'missing' | 'text'} | NumberValue | DateValue)

export interface NumberValue {
  type: 'number'
  value: number
  /** As typed: 2 for `13.90`. */
  decimals: number
  /** Of `12–15`, whose value is the middle. */
  ends?: {min: number; max: number}
}

export interface DateValue {
  type: 'date'
  /** `2020`, `2020-07`, `2020-07-01`, `2020-07-01T14:30`, `2011-2015`. */
  iso: string
  /** When it begins, in milliseconds of UTC. */
  start: number
  precision: 'period' | 'year' | 'month' | 'day' | 'time'
}

export interface Row {
  /** As many as there are columns, in their order. */
  cells: readonly Cell[]
  /** Line of the file, from 1. */
  line: number
  /** Keys of the bibliography: those of the column `source`, else those of the table. */
  sources: readonly string[]
}

export interface Table {
  /** The first word of its value paths. */
  id: string
  label: DataWords
  /** Where its cells are; undefined for a table that no file holds. */
  file?: VFile
  columns: readonly Column[]
  rows: readonly Row[]
  /** Keys of the bibliography for the whole. */
  sources: readonly string[]
  /** Columns that tell rows apart, where they are declared. */
  key?: readonly string[] | undefined
  /** Name of the column of time, when there is one. */
  time?: string | undefined
  /** Name of the column whose values are groups that are never joined. */
  group?: string | undefined
}

/** Words in a language; of a language that has none, those of the thesis: the first given. */
export function labelIn(words: DataWords, lang: string): string {
  if (typeof words === 'string') return words
  return words[lang] ?? words[languageOf(lang)] ?? Object.values(words)[0] ?? ''
}

/** Index of a column by its name, else by its label; -1 when there is none. */
export function columnIndex({columns}: Pick<Table, 'columns'>, name: string): number {
  const index = columns.findIndex((column) => column.name === name)
  return index >= 0 || name === '' ? index : columns.findIndex(({label}) => label === name)
}

/** What a row says in a column, as typed; empty when it says nothing. */
export function saidIn({cells}: Pick<Row, 'cells'>, index: number): string {
  const cell = cells[index]
  return cell === undefined || cell.type === 'missing' ? '' : cell.text
}

/** A place in a file, for messages: line and column from 1. */
export function placeAt(file: VFile, at: number, length = 0) {
  const text = String(file)
  let line = 1
  let start = 0
  for (const {index} of text.slice(0, at).matchAll(/\r\n|\r|\n/g)) {
    line += 1
    start = index + (text.startsWith('\r\n', index) ? 2 : 1)
  }
  const point = {line, column: at - start + 1, offset: at}
  return {start: point, end: {...point, column: point.column + length, offset: at + length}}
}
