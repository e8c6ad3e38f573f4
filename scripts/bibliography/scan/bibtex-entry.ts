/** An `@type{key, name = value, …}` → the entry, as much of it as can be read. */

import type {BibEntry, BibField} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {type Cursor, closingOf, fail, isNextEntry, nextSign, remark, signName, take} from './bibtex-cursor.ts'
import {
  clip,
  comma,
  endsKey,
  fieldNameAt,
  fieldStartsAt,
  isLineStart,
  leftBrace,
  rightBrace,
  skipToField,
  startsEntry
} from './bibtex-text.ts'
import {readValue} from './bibtex-value.ts'

/**
 * Read the entry whose brace or parenthesis is opened at `open`. After an error it goes on at the next field.
 *
 * Emits `bibliography:syntax`, `bibliography:unclosed`, `bibliography:missing-key`, `bibliography:duplicate-field`.
 *
 * @param start  offset of its `@`
 * @returns the entry; its key is empty when it has none
 */
export function scanEntry(cursor: Cursor, type: string, start: number, open: number): BibEntry {
  const {file, text} = cursor
  cursor.at = skipToField(text, open + 1)
  const keyStart = cursor.at
  const key = readKey(cursor, type, open)
  const entry: BibEntry = {
    format: 'bibtex',
    key,
    type,
    file,
    text,
    start,
    end: start,
    keyStart,
    fields: [],
    isWhole: true
  }
  entry.isWhole = readFields(cursor, entry, open)
  entry.end = cursor.at
  checkDuplicateFields(cursor, entry)
  return entry
}

function readKey(cursor: Cursor, type: string, open: number): string {
  const {text, at: start} = cursor
  const isOver = (offset: number) => endsKey(text.charCodeAt(offset)) || (text[open] === '(' && text[offset] === ')')
  while (cursor.at < text.length && !isOver(cursor.at)) cursor.at++
  const end = cursor.at
  const sign = nextSign(cursor)
  const isField = sign === '=' || sign === '{' || sign === '"'
  if (end > start && !isField) return text.slice(start, end)
  fail(cursor, {
    reason: `Unexpected ${signName(cursor, start)}, expected the key of the \`@${type}\``,
    fix: `Give it a key: \`@${type}{key,\`.`,
    start,
    end: Math.max(end, start + 1),
    rule: 'bibliography:missing-key'
  })
  if (isField) cursor.at = start
  return ''
}

/** Fill in the fields, up to the end of the entry, which is passed. False when an error cut the entry short. */
function readFields(cursor: Cursor, entry: BibEntry, open: number): boolean {
  let isWhole = true
  let isSeparated = entry.key === ''
  for (;;) {
    const sign = nextSign(cursor)
    if (sign === undefined || startsAnother(cursor)) {
      reportUnclosed(cursor, entry, open)
      return false
    }
    if (take(cursor, closingOf(cursor, open))) return isWhole
    if (take(cursor, ',')) {
      isSeparated = true
      continue
    }
    if (!isSeparated) reportMissingComma(cursor, entry)
    const isRead = isSeparated && readField(cursor, entry)
    if (!isRead) {
      isWhole = false
      const isAtField = !isSeparated && fieldStartsAt(cursor.text, cursor.at)
      if (!isAtField && !resume(cursor)) return false
    }
    isSeparated = !isRead
  }
}

function startsAnother({text, at}: Cursor): boolean {
  return text[at] === '@' && isLineStart(text, at) && startsEntry(text, at)
}

function reportUnclosed(cursor: Cursor, entry: BibEntry, open: number): void {
  const isEnd = cursor.at >= cursor.text.length
  const unexpected = isEnd ? 'end of the file' : 'start of another entry'
  fail(cursor, {
    reason: `Unexpected ${unexpected} inside \`@${entry.type}{${clip(entry.key)}\``,
    fix: `Close the entry with \`${closingOf(cursor, open)}\`.`,
    start: isEnd ? entry.keyStart : entry.start,
    end: entry.keyStart + Math.max(entry.key.length, isEnd ? 1 : 0),
    rule: 'bibliography:unclosed'
  })
}

function reportMissingComma(cursor: Cursor, entry: BibEntry): void {
  const last = entry.fields.at(-1)
  const isWord = /\w/.test(cursor.text[cursor.at] ?? '')
  fail(cursor, {
    reason: `Unexpected ${signName(cursor)}, expected \`,\` after ${last ? `the field \`${clip(last.name)}\`` : `the key \`${clip(entry.key)}\``}`,
    fix:
      last && !isWord
        ? 'Check the braces or the quotes of the value before, and add the comma.'
        : 'Add the comma; if the text belongs to the value before, check its braces.'
  })
}

/** One `name = value`. False when it cannot be read, after a message. */
function readField(cursor: Cursor, entry: BibEntry): boolean {
  const {text, at: start} = cursor
  const name = fieldNameAt(text, start)
  const fix = 'Write `name = {value},`.'
  if (!name) {
    fail(cursor, {reason: `Unexpected ${signName(cursor)}, expected a field's name`, fix})
    return false
  }
  cursor.at = name.end
  if (!take(cursor, '=')) {
    const reason = `Unexpected ${signName(cursor)}, expected \`=\` after the field's name \`${clip(name.name)}\``
    fail(cursor, {reason, fix})
    return false
  }
  nextSign(cursor)
  const valueStart = cursor.at
  const pieces = readValue(cursor, () => `the field \`${clip(name.name)}\``)
  if (pieces) entry.fields.push({name: name.name, start, valueStart, valueEnd: cursor.at, pieces})
  return pieces !== undefined
}

/** After an error inside an entry: true at the next field of it, false when the entry is over. */
function resume(cursor: Cursor): boolean {
  const {text} = cursor
  let depth = 0
  for (; cursor.at < text.length; cursor.at++) {
    const code = text.charCodeAt(cursor.at)
    if (code === leftBrace) depth++
    else if (code === rightBrace) depth--
    else if (isNextEntry(text, cursor.at)) return false
    else if (code === comma && depth <= 0 && moveToField(cursor, cursor.at + 1)) return true
    if (depth >= 0) continue
    // Either the end of the entry, or a stray brace in the middle of it: the fields after it decide.
    const next = skipToField(text, cursor.at + 1)
    if (text[next] === ',' && moveToField(cursor, next + 1)) return true
    cursor.at++
    return false
  }
  return false
}

/** Move to the field that starts after an offset, if one does. */
function moveToField(cursor: Cursor, offset: number): boolean {
  const next = skipToField(cursor.text, offset)
  if (!fieldStartsAt(cursor.text, next)) return false
  cursor.at = next
  return true
}

function checkDuplicateFields(cursor: Cursor, entry: BibEntry): void {
  const seen = new Map<string, BibField>()
  for (const field of entry.fields) {
    const first = seen.get(field.name)
    if (first) {
      const {line} = positionAt(entry.file, entry.text, first.start).start
      remark(cursor, {
        reason: `Duplicate field \`${clip(field.name)}\` in \`${clip(entry.key)}\``,
        fix: `Keep one of the two: this one is used, the one of line ${line} is not.`,
        start: field.start,
        end: field.start + field.name.length,
        rule: 'bibliography:duplicate-field'
      })
    }
    seen.set(field.name, field)
  }
}
