/** A CSV file → its fields with their places: commas, semicolons or tabs, quotes as RFC 4180 has them, any encoding. */

import type {VFile} from 'vfile'
import {error, inform} from '../messages/messages.ts'
import type {TableDeclaration} from './declaration.ts'
import {placeAt} from './table.ts'

/** A field as typed, without its quotes and the spaces around it. */
export interface Field {
  text: string
  /** Offset in the file. */
  at: number
}

/** Names of columns, and the lines below them, numbered from 1. */
export interface Lines {
  head: Field[]
  lines: Array<{fields: Field[]; line: number}>
}

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

/** Replace the bytes of a file by its text, so that places are places in the text. Returns whether there is one. */
function decodeCsv(file: VFile, encoding: string | undefined): boolean {
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
  const guessed = encodingOf(bytes)
  file.value = new TextDecoder(encoding ?? guessed).decode(bytes)
  const shown = /[^\0-\x7f]+/.exec(file.value)?.[0]
  if (encoding === undefined && guessed === 'windows-1252' && shown) {
    inform(file, `Text in Windows-1252, as \`${shown}\` shows, read as such`, {
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

/** The names on the first line of a CSV file, whatever its encoding. */
export function headerOf({value = ''}: VFile): string[] {
  const text = typeof value === 'string' ? value : new TextDecoder(encodingOf(value)).decode(value)
  return text
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]/, 1)[0]!
    .split(/[",;\t]+/)
}

/** What separates the fields: said by `sep=;` on the first line, else what the first line has most outside of quotes. */
export function separatorOf(text: string): string {
  const said = /^\uFEFF?sep=(.)\r?\n/.exec(text)?.[1]
  if (said) return said
  const first = text.slice(0, /[\r\n]/.exec(text)?.index).replace(/"[^"]*"/g, '')
  const count = (sign: string) => first.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Offsets of quotes that nothing closes, or of text after a closing quote. Each character is looked at once. */
function scanCsv(text: string, separator: string) {
  const lines: Lines['lines'] = []
  const mistakes: Array<{at: number; isUnclosed: boolean}> = []
  const end = new RegExp(`[${separator === '\t' ? '\\t' : separator}\\r\\n]`, 'g')
  const blanks = separator === '\t' ? /[ \u00A0]*/y : /[ \t\u00A0]*/y
  let at = /^(?:\uFEFF)?(?:sep=.\r?\n)?/.exec(text)![0].length
  let line = 1 + (text.slice(0, at).includes('\n') ? 1 : 0)
  let hasQuotes = true
  let fields: Field[] = []
  let firstLine = line
  while (at < text.length) {
    blanks.lastIndex = at
    const start = at + blanks.exec(text)![0].length
    const quoted = hasQuotes && text[start] === '"' ? readQuoted(start) : undefined
    end.lastIndex = quoted?.end ?? at
    const stop = end.exec(text)?.index ?? text.length
    const rest = text.slice(quoted?.end ?? at, stop)
    if (quoted && rest.trim() !== '') mistakes.push({at: quoted.end, isUnclosed: false})
    fields.push({text: ((quoted?.text ?? '') + rest).trim().normalize('NFC'), at: quoted ? start + 1 : start})
    at = stop + 1
    if (text[stop] === separator) {
      if (at === text.length) fields.push({text: '', at})
      else continue
    }
    if (text.startsWith('\r\n', stop)) at += 1
    if (fields.some((field) => field.text !== '')) lines.push({fields, line: firstLine})
    fields = []
    firstLine = line += 1
  }
  return {lines, mistakes}

  /** The text between two quotes; undefined when nothing closes the first, after which quotes are only signs. */
  function readQuoted(start: number): {text: string; end: number} | undefined {
    let close = text.indexOf('"', start + 1)
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    if (close === -1) {
      hasQuotes = false
      mistakes.push({at: start, isUnclosed: true})
      return undefined
    }
    const inside = text.slice(start + 1, close)
    line += inside.match(/\r\n|\r|\n/g)?.length ?? 0
    return {text: inside.replaceAll('""', '"'), end: close + 1}
  }
}
