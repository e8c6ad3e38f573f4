/** The text of a CSV file of `thesis/data/tables/` → a table of the author's own: codes, classifications, a corpus. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {linePlace, type Row, readCsv} from './read-csv.ts'

/** One line: what is coded, how, and where the reading comes from. */
export interface OwnRow {
  /** By column; empty where the line has nothing. */
  cells: ReadonlyMap<string, string>
  /** Keys of the bibliography, from the column `source`. */
  sources: string[]
}

/** A table as its author wrote it. `id` is the file's name: the first word of its value paths. */
export interface OwnTable {
  id: string
  columns: string[]
  rows: OwnRow[]
}

/**
 * Read a table with columns of the author's choice. A column `source` holds keys of the bibliography.
 *
 * Emits `data:unreadable`, `data:missing-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readOwnTable(file: VFile): OwnTable | undefined {
  const id = file.stem ?? ''
  const [header, ...records] = readCsv(file)
  if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(id)) {
    error(file, `Invalid file name \`${id}\`: no value path can name this table`, {
      rule: 'data:wrong-value',
      actual: id,
      fix: 'Rename the file with letters, digits and hyphens, such as `codes.csv`.'
    })
    return undefined
  }
  if (!header) {
    if (file.messages.length === 0) {
      error(file, 'Missing columns: the file is empty', {
        rule: 'data:missing-field',
        fix: 'Write the names of the columns on the first line, with commas between them.'
      })
    }
    return undefined
  }
  const columns = header.cells.map((name) => name.trim().normalize('NFC'))
  if (!areColumnsGood(file, columns)) return undefined
  return {id, columns, rows: records.map((record) => readRow(file, record, columns))}
}

function areColumnsGood(file: VFile, columns: readonly string[]): boolean {
  const [only = ''] = columns
  const sign = columns.length === 1 ? /[;\t]/.exec(only)?.[0] : undefined
  if (sign !== undefined) {
    error(file, `Columns separated by ${sign === ';' ? 'semicolons' : 'tabs'}, expected commas`, {
      at: linePlace(1),
      rule: 'data:wrong-value',
      actual: sign,
      fix: 'Save the table as CSV with commas between the cells.'
    })
    return false
  }
  const wrong = columns.filter((name) => name === '' || /[=/*,]/.test(name))
  for (const name of wrong) {
    error(file, name === '' ? 'Column without a name' : `Invalid column \`${name}\`: it holds one of = / * ,`, {
      at: linePlace(1),
      rule: 'data:wrong-value',
      actual: name,
      fix: 'Give each column a name without `=`, `/`, `*` or a comma on the first line.'
    })
  }
  const repeated = new Set(columns.filter((name, index) => columns.indexOf(name) !== index))
  for (const name of repeated) {
    error(file, `Duplicate column \`${name}\``, {
      at: linePlace(1),
      rule: 'data:duplicate',
      fix: 'Give one of the two another name.'
    })
  }
  return wrong.length === 0 && repeated.size === 0
}

function readRow(file: VFile, {cells, line}: Row, columns: readonly string[]): OwnRow {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    error(file, `Too many cells: ${cells.length} for ${columns.length} columns`, {
      at: linePlace(line),
      rule: 'data:wrong-value',
      fix: 'Put a cell that holds a comma between double quotes.'
    })
  }
  const values = new Map(columns.map((name, index) => [name, cells[index]?.trim().normalize('NFC') ?? '']))
  return {cells: values, sources: values.get('source')?.split(/\s+/).filter(Boolean) ?? []}
}
