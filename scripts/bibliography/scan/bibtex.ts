/** The text of a `.bib` → its entries, strings and comments with exact places; every syntax error in one run. */

import type {VFile} from 'vfile'
import type {BibEntry, BibPiece} from '../entry.ts'
import {type Cursor, closingOf, fail, isNextEntry, nextSign, signName, take} from './bibtex-cursor.ts'
import {scanEntry} from './bibtex-entry.ts'
import {clip, fieldNameAt, isBlankOnLine, lineEnd, matchBraces, skipBlanks, wordAt} from './bibtex-text.ts'
import {readValue} from './bibtex-value.ts'

/** `@string{name = value}` */
export interface BibString {
  name: string
  pieces: BibPiece[]
  start: number
  end: number
  text: string
}

/** `@comment{…}`, `@preamble{…}` */
export interface BibBlock {
  kind: 'comment' | 'preamble'
  start: number
  end: number
  /** Closed, without a syntax error. */
  isWhole: boolean
}

export interface BibScan {
  text: string
  entries: BibEntry[]
  strings: BibString[]
  blocks: BibBlock[]
}

/**
 * Find the entries of a `.bib`, in one pass over its text.
 *
 * Tolerant: after an error it goes on at the next field where it can, else at the next line that starts an entry, and
 * keeps the fields that were read. Text outside entries is a comment, as for BibTeX; `%` inside an entry hides the
 * rest of its line, as for Biber.
 *
 * Emits `bibliography:syntax`, `bibliography:unclosed`, `bibliography:missing-key`, `bibliography:duplicate-field`,
 * `bibliography:stray-text`.
 */
export function scanBibtex(file: VFile, text: string): BibScan {
  const scan: BibScan = {text, entries: [], strings: [], blocks: []}
  const cursor: Cursor = {file, text, at: 0, said: 0}
  const isCommentedOut = commentedLines(text)
  const closings = closingBraces(text)
  let outside = 0
  for (let sign = text.indexOf('@'); sign !== -1; sign = text.indexOf('@', cursor.at)) {
    cursor.at = sign + 1
    if (isCommentedOut(sign)) continue
    const type = wordAt(text, skipBlanks(text, cursor.at))
    if (!type) continue
    const open = skipBlanks(text, type.end)
    if (text[open] !== '{' && text[open] !== '(') {
      if (type.name === 'comment') cursor.at = lineEnd(text, open)
      continue
    }
    if (scan.entries.length > 0) checkOutside(cursor, outside, sign)
    cursor.at = open + 1
    if (type.name === 'comment') {
      const end = closings(open)
      cursor.at = end ?? lineEnd(text, open)
      scan.blocks.push({kind: 'comment', start: sign, end: cursor.at, isWhole: end !== undefined})
    } else if (type.name === 'preamble') {
      const isWhole = readPreamble(cursor, open)
      scan.blocks.push({kind: 'preamble', start: sign, end: cursor.at, isWhole})
    } else if (type.name === 'string') {
      const string = readString(cursor, open)
      if (string) scan.strings.push({...string, start: sign, end: cursor.at, text})
    } else {
      const entry = scanEntry(cursor, type.name, sign, open)
      if (entry.key !== '') scan.entries.push(entry)
    }
    outside = cursor.at
  }
  if (scan.entries.length > 0) checkOutside(cursor, outside, text.length)
  return scan
}

/** Whether an offset is in a line that starts with `%`, hidden as a whole, as for Biber. Ask in rising order. */
function commentedLines(text: string): (offset: number) => boolean {
  let lineStart = 0
  let lineBreak = text.indexOf('\n')
  return (offset) => {
    while (lineBreak !== -1 && lineBreak < offset) {
      lineStart = lineBreak + 1
      lineBreak = text.indexOf('\n', lineStart)
    }
    let first = lineStart
    while (isBlankOnLine(text.charCodeAt(first))) first++
    return text[first] === '%'
  }
}

/** The offset after the brace that closes the one at an offset. Braces are paired at the first question. */
function closingBraces(text: string): (open: number) => number | undefined {
  let closings: Map<number, number> | undefined
  return (open) => {
    closings ??= matchBraces(text)
    const close = text[open] === '{' ? closings.get(open) : undefined
    return close === undefined ? undefined : close + 1
  }
}

/** False after a message. */
function readPreamble(cursor: Cursor, open: number): boolean {
  const value = readValue(cursor, () => '@preamble')
  return closeBlock(cursor, open, '@preamble') && value !== undefined
}

/** `name = value`; undefined after a message. */
function readString(cursor: Cursor, open: number): Pick<BibString, 'name' | 'pieces'> | undefined {
  nextSign(cursor)
  const name = fieldNameAt(cursor.text, cursor.at)
  if (name) cursor.at = name.end
  if (!name || !take(cursor, '=')) {
    const expected = name ? `\`=\` after the string's name \`${clip(name.name)}\`` : 'the name of a string'
    fail(cursor, {
      reason: `Unexpected ${signName(cursor)}, expected ${expected}`,
      fix: 'Write `@string{name = {text}}`.'
    })
    skipToEntry(cursor)
    return undefined
  }
  const pieces = readValue(cursor, () => `@string ${clip(name.name)}`)
  closeBlock(cursor, open, '@string')
  return pieces && {name: name.name, pieces}
}

/** False after a message. */
function closeBlock(cursor: Cursor, open: number, what: string): boolean {
  take(cursor, ',')
  const closing = closingOf(cursor, open)
  if (take(cursor, closing)) return true
  fail(cursor, {
    reason: `Unexpected ${signName(cursor)}, expected \`${closing}\` at the end of \`${what}\``,
    fix: 'Close it.'
  })
  skipToEntry(cursor)
  return false
}

function skipToEntry(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && !isNextEntry(cursor.text, cursor.at)) cursor.at++
}

/** Text between entries is a comment; when it looks like a field, an entry was closed too early. */
function checkOutside(cursor: Cursor, from: number, to: number): void {
  const found = /^[\s,}]*([a-z][\w-]*)[ \t]*=[ \t]*["{]/i.exec(cursor.text.slice(from, Math.min(to, from + 2000)))
  if (!found) return
  const name = found[1]!
  const start = from + found[0].indexOf(name)
  fail(cursor, {
    reason: `Unexpected field \`${clip(name)}\` outside of any entry`,
    fix: 'Check the braces of the entry before: it closed too early.',
    start,
    end: start + name.length,
    rule: 'bibliography:stray-text'
  })
}
