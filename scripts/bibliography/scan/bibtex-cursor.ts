/** A text and an offset in it → what stands there; what is wrong there is a message. */

import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import type {RuleId} from '../../messages/rules.ts'
import {positionAt} from '../positions.ts'
import {atSign, shown, skipToField, startsEntry, startsLine} from './bibtex-text.ts'

/** Where the reading of a `.bib` has come to; each reader moves it past what it has read. */
export interface Cursor {
  readonly file: VFile
  readonly text: string
  at: number
  /** Messages so far, see `mostMessages`. */
  said: number
}

/** A place in a text and what is wrong there. */
export interface Fault {
  reason: string
  fix: string
  /** Default: `bibliography:syntax`. */
  rule?: RuleId
  /** Default: where the cursor is. */
  start?: number
  /** Default: after the word or the sign at `start`. */
  end?: number
}

/** No author reads more of one file; a file that is not BibTeX at all would give thousands. */
const mostMessages = 1000

/** Report an error in the text. */
export function fail(cursor: Cursor, fault: Fault): void {
  say(cursor, error, {rule: 'bibliography:syntax', ...fault})
}

/** Report what is odd in the text. */
export function remark(cursor: Cursor, fault: Fault & {rule: RuleId}): void {
  say(cursor, warn, fault)
}

function say(cursor: Cursor, how: typeof error, fault: Fault & {rule: RuleId}): void {
  if (cursor.said++ >= mostMessages) return
  const {file, text} = cursor
  const {reason, fix, rule, start = cursor.at, end = start + shown(text, start).length} = fault
  const at = positionAt(file, text, Math.min(start, text.length), Math.min(end, text.length))
  how(file, reason, {at, rule, fix})
}

/** The word or the sign at an offset, as a message names it. */
export function signName(cursor: Cursor, offset = cursor.at): string {
  return offset >= cursor.text.length ? 'end of the file' : `\`${shown(cursor.text, offset)}\``
}

/** Move past white space and comments; the sign that stands there. */
export function nextSign(cursor: Cursor): string | undefined {
  cursor.at = skipToField(cursor.text, cursor.at)
  return cursor.text[cursor.at]
}

/** Move past a sign if it comes next. */
export function take(cursor: Cursor, sign: string): boolean {
  if (nextSign(cursor) !== sign) return false
  cursor.at++
  return true
}

/** Whether another entry starts a line at an offset: a value or an entry before it was not closed. */
export function isNextEntry(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === atSign && startsLine(text, offset) && startsEntry(text, offset)
}

/** What closes the block or the entry that is opened at an offset. */
export function closingOf({text}: Cursor, open: number): string {
  return text[open] === '(' ? ')' : '}'
}
