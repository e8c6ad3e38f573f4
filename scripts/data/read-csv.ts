/** The text of a CSV file → its rows with their lines; what cannot be read is a message. */

import {CsvError, parse} from 'csv-parse/sync'
import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'

/** One record. */
export interface Row {
  cells: string[]
  line: number
}

/** Emits `data:unreadable`. */
export function readCsv(file: VFile): Row[] {
  const rows: Row[] = []
  try {
    parse(String(file).replace(/\r\n?/g, '\n'), {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (cells: string[], {lines}: {lines: number}) => {
        rows.push({cells, line: lines})
        return null
      }
    })
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    error(file, `Unreadable CSV: ${cause.message}`, {
      at: linePlace(typeof cause.lines === 'number' ? cause.lines : 1),
      rule: 'data:unreadable',
      fix: 'Put a cell with a comma or a quote between double quotes, and double its own quotes.'
    })
    return []
  }
  return rows
}

/** The start of a line, for messages. */
export function linePlace(line: number) {
  return {start: {line, column: 1}, end: {line, column: 1}}
}
