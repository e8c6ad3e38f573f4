/** The bytes of a CSV file → its text: UTF-8, UTF-16 by its mark, Windows-1252 where a spreadsheet wrote that. */

import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'

/**
 * Replace the bytes of a file by its text, so that places are places in the text.
 *
 * @param encoding  as `data.yml` says
 * @returns whether there is a text
 *
 * Emits `data:encoding` (a remark) where the encoding was guessed, `data:unreadable` for a workbook.
 */
export function decodeCsv(file: VFile, encoding: string | undefined): boolean {
  const bytes = file.value
  if (bytes === undefined || file.messages.some(({ruleId}) => ruleId === 'unreadable')) return false
  if (typeof bytes === 'string') return true
  if (/^(?:PK\u0003\u0004|\u00D0\u00CF\u0011\u00E0)/.test(String.fromCharCode(...bytes.subarray(0, 4)))) {
    error(file, 'Workbook of a spreadsheet, expected a table as text', {
      rule: 'data:unreadable',
      fix: 'Open it in the spreadsheet and save the sheet as CSV.'
    })
    return false
  }
  file.value = new TextDecoder(encoding ?? encodingOf(bytes)).decode(bytes)
  const first = file.value.search(/[^\0-\x7f]/)
  if (encoding === undefined && encodingOf(bytes) === 'windows-1252' && first >= 0) {
    inform(file, `Text in Windows-1252, as \`${/[^\0-\x7f]+/.exec(file.value)![0]}\` shows, read as such`, {
      rule: 'data:encoding',
      fix: 'Save it as UTF-8 (“CSV UTF-8”), or write `encoding: windows-1252` for this table in thesis/data/data.yml.'
    })
  }
  return true
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The first line of a CSV file, whatever its encoding: the names of its columns. */
export function headerOf({value = ''}: VFile): string {
  const text = typeof value === 'string' ? value : new TextDecoder(encodingOf(value)).decode(value)
  return text.replace(/^\uFEFF/, '').split(/[\r\n]/, 1)[0]!
}
