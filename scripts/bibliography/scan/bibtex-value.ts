/** The value of a field or a string → its pieces: `{…}`, `"…"`, numbers and names, joined by `#`. */

import type {BibPiece} from '../entry.ts'
import {type Cursor, fail, isNextEntry, nextSign, signName} from './bibtex-cursor.ts'
import {endsWord, leftBrace, quote, rightBrace, skipToField} from './bibtex-text.ts'

/**
 * Read a value; undefined after a message.
 *
 * @param what  names the value in messages: `the field \`title\``
 *
 * Emits `bibliography:syntax`, `bibliography:unclosed`.
 */
export function readValue(cursor: Cursor, what: () => string): BibPiece[] | undefined {
  const pieces: BibPiece[] = []
  for (;;) {
    const piece = readPiece(cursor, what)
    if (!piece) return undefined
    pieces.push(piece)
    const next = skipToField(cursor.text, cursor.at)
    if (cursor.text[next] !== '#') return pieces
    cursor.at = next + 1
  }
}

function readPiece(cursor: Cursor, what: () => string): BibPiece | undefined {
  const sign = nextSign(cursor)
  if (sign === '{') return readBraced(cursor, what)
  if (sign === '"') return readQuoted(cursor, what)
  return readWord(cursor, what)
}

/** `2004`, or the name of a string. */
function readWord(cursor: Cursor, what: () => string): BibPiece | undefined {
  const {text, at: start} = cursor
  while (cursor.at < text.length && !endsWord(text.charCodeAt(cursor.at))) cursor.at++
  const end = cursor.at
  if (end > start)
    return {kind: /^\d+$/.test(text.slice(start, Math.min(end, start + 40))) ? 'number' : 'name', start, end}
  fail(cursor, {
    reason: `Unexpected ${signName(cursor)}, expected the value of ${what()}`,
    fix: 'Write the value between braces: `{…}`.'
  })
  return undefined
}

function readBraced(cursor: Cursor, what: () => string): BibPiece | undefined {
  const {text, at: open} = cursor
  let depth = 0
  for (let offset = open; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === leftBrace) depth++
    else if (code === rightBrace) {
      if (--depth > 0) continue
      cursor.at = offset + 1
      checkBackslash(cursor, offset, what)
      return {kind: 'braced', start: open + 1, end: offset}
    } else if (isNextEntry(text, offset)) return unclosed(cursor, offset, '}', what)
  }
  return unclosed(cursor, text.length, '}', what)
}

function readQuoted(cursor: Cursor, what: () => string): BibPiece | undefined {
  const {text, at: open} = cursor
  let depth = 0
  for (let offset = open + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === leftBrace) depth++
    else if (code === rightBrace) {
      if (--depth < 0) return unclosed(cursor, offset, '"', what)
    } else if (code === quote && depth === 0) {
      cursor.at = offset + 1
      return {kind: 'quoted', start: open + 1, end: offset}
    } else if (isNextEntry(text, offset)) return unclosed(cursor, offset, '"', what)
  }
  return unclosed(cursor, text.length, '"', what)
}

/** The value that starts here goes on to `end` without its closing sign. */
function unclosed(cursor: Cursor, end: number, closing: string, what: () => string): undefined {
  const open = cursor.at
  fail(cursor, {
    reason: `Unexpected end of ${what()}: the \`${cursor.text[open]}\` opened here is never closed`,
    fix: `Add the missing \`${closing}\`.`,
    end: open + 1,
    rule: 'bibliography:unclosed'
  })
  cursor.at = end
  return undefined
}

/** BibTeX closes the value at `\}`, TeX then fails on it: say so, and read what BibTeX reads. */
function checkBackslash(cursor: Cursor, close: number, what: () => string): void {
  let slashes = 0
  while (cursor.text[close - 1 - slashes] === '\\') slashes++
  if (slashes % 2 === 0) return
  fail(cursor, {
    reason: `Unexpected \`\\\` before the brace that ends ${what()}`,
    fix: 'Remove the backslash, or write `\\textbackslash{}`.',
    start: close - 1,
    end: close + 1
  })
}
