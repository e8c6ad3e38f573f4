/** A CSV file → its lines with their places; what cannot be read is a message. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import type {TableDeclaration} from './declaration.ts'
import {decodeCsv} from './decode-csv.ts'
import {type Lines, scanCsv, separatorOf} from './scan-csv.ts'
import {placeAt} from './table.ts'

/** Emits `data:unreadable`, `data:encoding`, `data:missing-field`. */
export function readCsv(
  file: VFile,
  declared: Pick<TableDeclaration, 'encoding' | 'separator'> = {}
): Lines | undefined {
  if (!decodeCsv(file, declared.encoding)) return undefined
  const text = String(file)
  const {lines, mistakes} = scanCsv(text, declared.separator ?? separatorOf(text))
  const [mistake] = mistakes
  if (mistake) {
    const others = mistakes.length > 1 ? `, and ${mistakes.length - 1} more` : ''
    error(file, `${mistake.isUnclosed ? 'Quote that nothing closes' : 'Text after a closing quote'}${others}`, {
      at: placeAt(file, mistake.at, 1),
      rule: 'data:unreadable',
      fix: 'Put a cell that holds a separator or a quote between double quotes, and double its own quotes.'
    })
  }
  const [first, ...others] = lines
  if (first) return {head: first.fields, lines: others}
  error(file, 'Missing columns: the file is empty', {
    at: {line: 1, column: 1},
    rule: 'data:missing-field',
    fix: 'Write the names of the columns on the first line, with commas between them.'
  })
  return undefined
}
