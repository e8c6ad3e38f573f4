/** The text of a `.bib` → its entries, strings and comments with exact places; every syntax error in one run. */

import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import type {RuleId} from '../../messages/rules.ts'
import type {BibEntry, BibField, BibPiece} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {
  atSign,
  clip,
  comma,
  endsKey,
  endsWord,
  fieldNameAt,
  fieldStartsAt,
  isBlankOnLine,
  isLineStart,
  leftBrace,
  lineEnd,
  matchBraces,
  quote,
  rightBrace,
  shown,
  skipBlanks,
  skipToField,
  startsEntry,
  startsLine,
  wordAt
} from './bibtex-text.ts'

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
  let at = 0
  let closings: Map<number, number> | undefined
  let outside = 0
  let said = 0
  let lineStart = 0
  let lineBreak = text.indexOf('\n')

  for (;;) {
    const sign = text.indexOf('@', at)
    if (sign === -1) break
    at = sign + 1
    if (isCommentedOut(sign)) continue
    const type = wordAt(text, skipBlanks(text, at))
    if (!type) continue
    const open = skipBlanks(text, type.end)
    if (text[open] !== '{' && text[open] !== '(') {
      if (type.name === 'comment') at = lineEnd(text, open)
      continue
    }
    checkOutside(outside, sign)
    at = open + 1
    if (type.name === 'comment') readComment(sign, open)
    else if (type.name === 'preamble') readPreamble(sign, open)
    else if (type.name === 'string') readString(sign, open)
    else readEntry(type.name, sign, open)
    outside = at
  }
  checkOutside(outside, text.length)
  return scan

  /** A line that starts with `%` is hidden as a whole, as for Biber. */
  function isCommentedOut(sign: number): boolean {
    while (lineBreak !== -1 && lineBreak < sign) {
      lineStart = lineBreak + 1
      lineBreak = text.indexOf('\n', lineStart)
    }
    let first = lineStart
    while (isBlankOnLine(text.charCodeAt(first))) first++
    return text[first] === '%'
  }

  function readComment(start: number, open: number): void {
    closings ??= matchBraces(text)
    const close = text[open] === '{' ? closings.get(open) : undefined
    at = close === undefined ? lineEnd(text, open) : close + 1
    scan.blocks.push({kind: 'comment', start, end: at, isWhole: close !== undefined})
  }

  function readPreamble(start: number, open: number): void {
    at = skipToField(text, open + 1)
    const value = readValue(() => '@preamble')
    const isClosed = closeBlock(open, '@preamble')
    scan.blocks.push({kind: 'preamble', start, end: at, isWhole: value !== undefined && isClosed})
  }

  function readString(start: number, open: number): void {
    at = skipToField(text, open + 1)
    const name = fieldNameAt(text, at)
    if (!name) {
      fail(at, `Unexpected ${show(at)}, expected the name of a string`, 'Write `@string{name = {text}}`.')
      recover()
      return
    }
    at = skipToField(text, name.end)
    if (text[at] !== '=') {
      fail(
        at,
        `Unexpected ${show(at)}, expected \`=\` after the string's name \`${name.name}\``,
        'Write `@string{name = {text}}`.'
      )
      recover()
      return
    }
    at = skipToField(text, at + 1)
    const value = readValue(() => `@string ${name.name}`)
    closeBlock(open, '@string')
    if (value) scan.strings.push({name: name.name, pieces: value, start, end: at, text})
  }

  /** False after a message. */
  function closeBlock(open: number, what: string): boolean {
    at = skipToField(text, at)
    if (text[at] === ',') at = skipToField(text, at + 1)
    if (isClosing(at, open)) {
      at++
      return true
    }
    fail(
      Math.min(at, text.length),
      `Unexpected ${show(at)}, expected \`${closingOf(open)}\` at the end of \`${what}\``,
      'Close it.'
    )
    recover()
    return false
  }

  function readEntry(type: string, start: number, open: number): void {
    const entry: BibEntry = {
      format: 'bibtex',
      key: '',
      type,
      file,
      text,
      start,
      end: start,
      keyStart: open + 1,
      fields: [],
      isWhole: true
    }
    at = skipToField(text, open + 1)
    entry.keyStart = at
    readKey(entry, open)
    if (entry.key !== '') scan.entries.push(entry)
    readFields(entry, open)
    entry.end = at
    checkDuplicateFields(entry)
  }

  function readKey(entry: BibEntry, open: number): void {
    const from = at
    while (at < text.length && !endsKey(text.charCodeAt(at)) && !(text[open] === '(' && text[at] === ')')) at++
    const end = at
    at = skipToField(text, at)
    const isField = text[at] === '=' || text[at] === '{' || text[at] === '"'
    if (end === from || isField) {
      say(
        from,
        Math.max(end, from + 1),
        'bibliography:missing-key',
        `Unexpected ${show(from)}, expected the key of the \`@${entry.type}\``,
        `Give it a key: \`@${entry.type}{key,\`.`
      )
      if (isField) at = from
      return
    }
    entry.key = text.slice(from, end)
  }

  function readFields(entry: BibEntry, open: number): void {
    let mustSeparate = entry.key !== ''
    for (;;) {
      at = skipToField(text, at)
      if (at >= text.length) {
        fail(
          entry.keyStart,
          `Unexpected end of the file inside \`@${entry.type}{${clip(entry.key)}\``,
          `Close the entry with \`${closingOf(open)}\`.`,
          Math.min(entry.keyStart + Math.max(entry.key.length, 1), text.length),
          'bibliography:unclosed'
        )
        entry.isWhole = false
        return
      }
      if (isClosing(at, open)) {
        at++
        return
      }
      if (text[at] === ',') {
        mustSeparate = false
        at++
        continue
      }
      if (text[at] === '@' && isLineStart(text, at) && startsEntry(text, at)) {
        fail(
          entry.start,
          `Unexpected start of another entry inside \`@${entry.type}{${clip(entry.key)}\``,
          `Close the entry with \`${closingOf(open)}\`.`,
          entry.keyStart + entry.key.length,
          'bibliography:unclosed'
        )
        entry.isWhole = false
        return
      }
      const isAfterKey = entry.fields.length === 0 && entry.key !== ''
      if (mustSeparate) {
        const last = isAfterKey
          ? `the key \`${clip(entry.key)}\``
          : `the field \`${clip(entry.fields.at(-1)?.name ?? '')}\``
        const braceHint = isAfterKey || /\w/.test(text[at] ?? '') === false
        fail(
          at,
          `Unexpected ${show(at)}, expected \`,\` after ${last}`,
          braceHint && !isAfterKey
            ? 'Check the braces or the quotes of the value before, and add the comma.'
            : 'Add the comma; if the text belongs to the value before, check its braces.'
        )
        entry.isWhole = false
        if (!fieldStartsAt(text, at) && !resume(entry)) return
        mustSeparate = false
        continue
      }
      if (!readField(entry)) {
        entry.isWhole = false
        if (!resume(entry)) return
        mustSeparate = false
        continue
      }
      mustSeparate = true
    }
  }

  /** One `name = value`. False when it cannot be read, after a message. */
  function readField(entry: BibEntry): boolean {
    const start = at
    const name = fieldNameAt(text, at)
    if (!name) {
      fail(at, `Unexpected ${show(at)}, expected a field's name`, 'Write `name = {value},`.')
      return false
    }
    at = skipToField(text, name.end)
    if (text[at] !== '=') {
      fail(
        at,
        `Unexpected ${show(at)}, expected \`=\` after the field's name \`${clip(name.name)}\``,
        'Write `name = {value},`.'
      )
      return false
    }
    at = skipToField(text, at + 1)
    const valueStart = at
    const pieces = readValue(() => `the field \`${clip(name.name)}\``)
    const field: BibField = {name: name.name, start, valueStart, valueEnd: at, pieces: pieces ?? []}
    if (pieces && pieces.length > 0) entry.fields.push(field)
    return pieces !== undefined
  }

  /** Pieces joined by `#`; undefined after a message. */
  function readValue(what: () => string): BibPiece[] | undefined {
    const pieces: BibPiece[] = []
    for (;;) {
      at = skipToField(text, at)
      const piece = readPiece(what)
      if (!piece) return undefined
      pieces.push(piece)
      const next = skipToField(text, at)
      if (text[next] !== '#') return pieces
      at = next + 1
    }
  }

  function readPiece(what: () => string): BibPiece | undefined {
    const sign = text[at]
    if (sign === '{') return readBraced(what)
    if (sign === '"') return readQuoted(what)
    const start = at
    while (at < text.length && !endsWord(text.charCodeAt(at))) at++
    if (at > start) {
      return {kind: /^\d+$/.test(text.slice(start, Math.min(at, start + 40))) ? 'number' : 'name', start, end: at}
    }
    fail(at, `Unexpected ${show(at)}, expected the value of ${what()}`, 'Write the value between braces: `{…}`.')
    return undefined
  }

  function readBraced(what: () => string): BibPiece | undefined {
    const open = at
    let depth = 0
    for (let offset = open; offset < text.length; offset++) {
      const code = text.charCodeAt(offset)
      if (code === leftBrace) depth++
      else if (code === rightBrace) {
        depth--
        if (depth === 0) {
          at = offset + 1
          checkBackslash(offset, what)
          return {kind: 'braced', start: open + 1, end: offset}
        }
      } else if (code === atSign && startsLine(text, offset) && startsEntry(text, offset)) {
        return unclosed(open, offset, '{', '}', what)
      }
    }
    return unclosed(open, text.length, '{', '}', what)
  }

  function readQuoted(what: () => string): BibPiece | undefined {
    const open = at
    let depth = 0
    for (let offset = open + 1; offset < text.length; offset++) {
      const code = text.charCodeAt(offset)
      if (code === leftBrace) depth++
      else if (code === rightBrace) {
        depth--
        if (depth < 0) return unclosed(open, offset, '"', '"', what)
      } else if (code === quote && depth === 0) {
        at = offset + 1
        return {kind: 'quoted', start: open + 1, end: offset}
      } else if (code === atSign && startsLine(text, offset) && startsEntry(text, offset)) {
        return unclosed(open, offset, '"', '"', what)
      }
    }
    return unclosed(open, text.length, '"', '"', what)
  }

  function unclosed(open: number, end: number, sign: string, closing: string, what: () => string): undefined {
    fail(
      open,
      `Unexpected end of ${what()}: the \`${sign}\` opened here is never closed`,
      `Add the missing \`${closing}\`.`,
      open + 1,
      'bibliography:unclosed'
    )
    at = end
    return undefined
  }

  /** BibTeX closes the value at `\}`, TeX then fails on it: say so, and read what BibTeX reads. */
  function checkBackslash(close: number, what: () => string): void {
    let slashes = 0
    while (text[close - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return
    fail(
      close - 1,
      `Unexpected \`\\\` before the brace that ends ${what()}`,
      'Remove the backslash, or write `\\textbackslash{}`.',
      close + 1
    )
  }

  /** After an error inside an entry: true at the next field of it, false when the entry is over. */
  function resume(entry: BibEntry): boolean {
    let depth = 0
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === leftBrace) depth++
      else if (code === rightBrace) depth--
      else if (code === atSign && startsLine(text, at) && startsEntry(text, at)) return false
      else if (code === comma && depth <= 0) {
        const next = skipToField(text, at + 1)
        if (fieldStartsAt(text, next)) {
          at = next
          return true
        }
      }
      if (depth < 0) {
        // Either the end of the entry, or a stray brace in the middle of it: fields behind tell.
        const next = skipToField(text, at + 1)
        const field = text[next] === ',' ? skipToField(text, next + 1) : -1
        if (field !== -1 && fieldStartsAt(text, field)) {
          at = field
          return true
        }
        at++
        entry.end = at
        return false
      }
    }
    return false
  }

  function recover(): void {
    for (; at < text.length; at++) {
      if (text.charCodeAt(at) === atSign && startsLine(text, at) && startsEntry(text, at)) return
    }
  }

  function checkDuplicateFields(entry: BibEntry): void {
    const seen = new Map<string, BibField>()
    for (const field of entry.fields) {
      const first = seen.get(field.name)
      if (first && said++ < mostMessages) {
        const line = positionAt(file, text, first.start).start.line
        warn(file, `Unexpected second field \`${clip(field.name)}\` in \`${clip(entry.key)}\``, {
          at: positionAt(file, text, field.start, field.start + field.name.length),
          rule: 'bibliography:duplicate-field',
          fix: `Keep one of the two: this one is used, the one of line ${line} is not.`
        })
      }
      seen.set(field.name, field)
    }
  }

  /** Text between entries is a comment; when it looks like a field, an entry was closed too early. */
  function checkOutside(from: number, to: number): void {
    const limit = Math.min(to, from + 2000)
    const found = /^[\s,}]*([a-z][\w-]*)[ \t]*=[ \t]*["{]/i.exec(text.slice(from, limit))
    if (!found || scan.entries.length === 0) return
    const start = from + found[0].indexOf(found[1]!)
    say(
      start,
      start + found[1]!.length,
      'bibliography:stray-text',
      `Unexpected field \`${clip(found[1]!)}\` outside of any entry`,
      'Check the braces of the entry before: it closed too early.'
    )
  }

  function fail(
    start: number,
    reason: string,
    fix: string,
    end = start + shown(text, start).length,
    rule: RuleId = 'bibliography:syntax'
  ): void {
    say(start, end, rule, reason, fix)
  }

  function say(start: number, end: number, rule: RuleId, reason: string, fix: string): void {
    if (said++ >= mostMessages) return
    const from = Math.min(start, text.length)
    error(file, reason, {at: positionAt(file, text, from, Math.min(end, text.length)), rule, fix})
  }

  function show(offset: number): string {
    return offset >= text.length ? 'end of the file' : `\`${shown(text, offset)}\``
  }

  function closingOf(open: number): string {
    return text[open] === '(' ? ')' : '}'
  }

  function isClosing(offset: number, open: number): boolean {
    return text[offset] === closingOf(open)
  }
}

/** No author reads more of one file; a file that is not BibTeX at all would give thousands. */
const mostMessages = 1000
