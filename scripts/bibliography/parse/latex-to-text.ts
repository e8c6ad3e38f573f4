/** The TeX of a BibTeX value → text with CSL's marks. */

import {accents, dropping, inlineMarks, switches, symbols, transparent} from '../../document/latex-symbols.ts'
import {startsCslMark, stripCslMarks} from './csl-marks.ts'

export interface LatexOptions {
  /** Keep italics, bold, indices as CSL's marks (default); false for plain text. */
  marks?: boolean
  /** Protect `{NASA}` from changes of case with a `nocase` mark. */
  keepCase?: boolean
  /** Called with the name and the offset of every command that is not known. */
  onUnknown?: (command: string, offset: number) => void
}

/** Where the reading of a value has come to; each function below moves it past what it reads. */
interface Cursor extends Pick<LatexOptions, 'keepCase' | 'onUnknown'> {
  readonly source: string
  at: number
  /** Groups and commands that are open. */
  depth: number
  /** Single quotes that are open. */
  quotes: number
  isMath: boolean
  /** Ends of mathematics that the rest of the source does not hold. */
  readonly missing: Set<string>
}

/** Groups deeper than this are read as if they had no braces: no stack overflows. */
const deepest = 100

/**
 * Turn TeX into text: accents composed (NFC), ligatures, quotes, spaces, simple mathematics; unknown commands are
 * left out and their arguments kept.
 */
export function latexToText(source: string, options: LatexOptions = {}): string {
  if (!/[\\{}$~`'<\-"]/.test(source)) return tidy(source)
  const {keepCase, onUnknown} = options
  const text = readUntil({source, keepCase, onUnknown, at: 0, depth: 0, quotes: 0, isMath: false, missing: new Set()})
  return tidy(options.marks === false ? stripCslMarks(text) : text)
}

/** Text up to a closing sign, which is passed; or to the end. */
function readUntil(cursor: Cursor, closing?: string): string {
  let out = ''
  while (cursor.at < cursor.source.length) {
    const sign = cursor.source[cursor.at]
    if (sign === closing) return passing(cursor, 1, out)
    const change = sign === '\\' ? readSwitch(cursor) : undefined
    if (change) return out + change[0] + readUntil(cursor, closing) + change[1]
    out += sign === '}' ? passing(cursor, 1, '') : readOne(cursor)
  }
  return out
}

/** A font switch such as `\em`, passed when it is one. */
function readSwitch(cursor: Cursor): readonly [string, string] | undefined {
  const name = commandName(cursor)
  const change = switches.get(name)
  if (!change || cursor.depth >= deepest) return undefined
  cursor.at += 1 + name.length
  skipSpaces(cursor)
  cursor.depth++
  return change
}

/** Signs that stand for one character. */
const ligatures = new Map([
  ['---', '—'],
  ['--', '–'],
  ['``', '“'],
  ["''", '”'],
  ['~', '\u00A0']
])
/** A ligature, text without any sign of TeX, or one sign. */
const nextRun = /---?|``|''|[^\\{}$~`'<^_-]+|./sy

function readOne(cursor: Cursor): string {
  const {source, at, isMath} = cursor
  const sign = source[at]!
  if (sign === '{') return readGroup(cursor, cursor.depth === 0 && cursor.keepCase === true && !isMath)
  if (sign === '\\') return readCommand(cursor)
  if (sign === '$') return readMath(cursor, source.startsWith('$$', at) ? '$$' : '$')
  if (isMath && (sign === '^' || sign === '_')) return readIndex(cursor)
  nextRun.lastIndex = at
  const run = isMath && sign === '-' ? sign : nextRun.exec(source)![0]
  return passing(cursor, run.length, ligatures.get(run) ?? printed(cursor, run))
}

function printed(cursor: Cursor, run: string): string {
  if (run === '`' || run === "'") return quoteOf(cursor, run)
  return run === '<' && startsCslMark(cursor.source, cursor.at) ? '<\u2060' : run
}

/** A single quote opens by its own sign; the other closes it where no letter follows, and is an apostrophe elsewhere. */
function quoteOf(cursor: Cursor, sign: '`' | "'"): string {
  if (sign === '`') {
    cursor.quotes++
    return '‘'
  }
  if (cursor.quotes === 0 || /[\p{L}\p{N}]/u.test(cursor.source[cursor.at + 1] ?? '')) return sign
  cursor.quotes--
  return '’'
}

function passing(cursor: Cursor, length: number, text: string): string {
  cursor.at += length
  return text
}

function readGroup(cursor: Cursor, keepCase: boolean): string {
  if (cursor.depth >= deepest) return passing(cursor, 1, '')
  cursor.at++
  const isCommand = cursor.source[cursor.at] === '\\'
  const before = cursor.depth++
  const inner = readUntil(cursor, '}')
  cursor.depth = before
  // `{\'Ecole}` is a word that starts with an accent; `{\'Ecole des Mines}` is a group like others.
  const isSpecial = isCommand && !/\s/.test(inner)
  const isWorthKeeping = keepCase && !isSpecial && /\p{Lu}/u.test(inner)
  return isWorthKeeping ? `<span class="nocase">${inner}</span>` : inner
}

/** What a command applies to: a group, a command, or one character. */
function readArgument(cursor: Cursor): string {
  skipSpaces(cursor)
  const sign = cursor.source[cursor.at]
  if (sign === undefined || sign === '}') return ''
  if (sign === '{') return readGroup(cursor, false)
  if (sign !== '\\') {
    const character = String.fromCodePoint(cursor.source.codePointAt(cursor.at)!)
    return passing(cursor, character.length, character)
  }
  if (cursor.depth >= deepest) return passing(cursor, 1, '')
  cursor.depth++
  const text = readCommand(cursor)
  cursor.depth--
  return text
}

/** The inside of a group, as it is typed. */
function readRaw(cursor: Cursor): string {
  skipSpaces(cursor)
  const {source} = cursor
  if (source[cursor.at] !== '{') return ''
  const start = cursor.at + 1
  for (let level = 0; cursor.at < source.length; cursor.at++) {
    if (source[cursor.at] === '{') level++
    else if (source[cursor.at] === '}' && --level === 0) return source.slice(start, cursor.at++)
  }
  return source.slice(start)
}

/** Commands that read what follows in a way of their own. */
const readers = new Map<string, (cursor: Cursor) => string>([
  ['', () => ''],
  ['(', (cursor) => readMath(cursor, '\\)')],
  ['[', (cursor) => readMath(cursor, '\\]')],
  ['url', readRaw],
  ...['frac', 'tfrac', 'dfrac'].map((name) => [name, readFraction] as const)
])

function readCommand(cursor: Cursor): string {
  const start = cursor.at
  const name = commandName(cursor)
  cursor.at += 1 + name.length
  const isWord = /^[a-zA-Z]/.test(name)
  const accent = accents.get(name)
  if (accent) return readAccent(cursor, accent, name)
  const symbol = symbols.get(name)
  if (symbol !== undefined) {
    if (isWord) skipAfterWord(cursor)
    return symbol
  }
  const read = readers.get(name)
  if (read) return read(cursor)
  const mark = inlineMarks.get(name)
  if (mark) {
    const inner = readArgument(cursor)
    return inner === '' ? '' : mark[0] + inner + mark[1]
  }
  if (dropping.has(name)) {
    readRaw(cursor)
    return ''
  }
  if (isWord) skipAfterWord(cursor)
  if (!transparent.has(name)) cursor.onUnknown?.(name, start)
  // TeX has commands of ASCII only: any other letter is the author's.
  return name > '\u007F' ? name : ''
}

function readFraction(cursor: Cursor): string {
  return `${readArgument(cursor)}/${readArgument(cursor)}`
}

const accentsBelow = new Set(['\u0323', '\u0327', '\u0328', '\u0331'])

function readAccent(cursor: Cursor, accent: string, name: string): string {
  const sign = cursor.source[cursor.at] ?? ''
  if (/[a-zA-Z]/.test(name) && sign !== '{' && !/[\s\\]/.test(sign)) return name
  const base = readArgument(cursor).replace(/^\s+$/, ' ')
  if (base === '') return name === '~' || name === '^' ? name : ''
  const letters = accentsBelow.has(accent) ? base : base.replace(/^ı/, 'i').replace(/^ȷ/, 'j')
  const first = String.fromCodePoint(letters.codePointAt(0)!)
  return (first + accent + letters.slice(first.length)).normalize('NFC')
}

/** Mathematics up to its closing sign. Without one in the rest of the source it is none. */
function readMath(cursor: Cursor, closing: string): string {
  const {source, missing} = cursor
  const opening = source.startsWith(closing, cursor.at) ? closing.length : 0
  if (!missing.has(closing) && !source.includes(closing, cursor.at + opening)) missing.add(closing)
  cursor.at += opening
  if (missing.has(closing)) return opening > 0 ? closing : ''
  if (cursor.isMath || cursor.depth >= deepest) return ''
  cursor.isMath = true
  let out = ''
  while (cursor.at < source.length && !source.startsWith(closing, cursor.at)) {
    out += source[cursor.at] === '}' ? passing(cursor, 1, '') : readOne(cursor)
  }
  cursor.at += closing.length
  cursor.isMath = false
  return out
}

function readIndex(cursor: Cursor): string {
  const tag = cursor.source[cursor.at++] === '^' ? 'sup' : 'sub'
  return `<${tag}>${readArgument(cursor)}</${tag}>`
}

const wordPattern = /[a-zA-Z]+\*?/y

/** The name after the backslash where the cursor is. */
function commandName({source, at}: Cursor): string {
  wordPattern.lastIndex = at + 1
  return wordPattern.exec(source)?.[0] ?? [...source.slice(at + 1, at + 3)][0] ?? ''
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.at < cursor.source.length && /\s/.test(cursor.source[cursor.at]!)) cursor.at++
}

/** The white space that TeX swallows after `\word`, and the `{}` that authors put there against it. */
function skipAfterWord(cursor: Cursor): void {
  skipSpaces(cursor)
  if (cursor.source.startsWith('{}', cursor.at)) cursor.at += 2
}

/** One space between words, none at the ends; composed characters. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\r\n\f\v]+/g, ' ')
    .replace(/^ | $/g, '')
    .normalize('NFC')
}
