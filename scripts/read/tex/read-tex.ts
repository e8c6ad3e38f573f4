/** The text of raw TeX → the nodes that Markdown would have given. */

import {accents, symbols} from '../../document/latex-symbols.ts'
import {plainText} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import {type TexCommand, type TexMeaning, texCommand} from '../syntax/tex-commands.ts'
import {texCitation} from './tex-cite.ts'
import {
  matchEnvironments,
  skipTexSpace,
  type TexCursor,
  type TexRange,
  takeCommand,
  takeGroup,
  takeOption
} from './tex-cursor.ts'
import {isLayoutEnvironment, readEnvironment} from './tex-environments.ts'
import {citedKeys, marked, meanings, type TexArguments} from './tex-meanings.ts'
import {asInline, leaveOut, placed, type TexItem, type TexReader, textAt, typed} from './tex-reader.ts'

/** Groups deeper than this are read as if they had no braces. */
const deepest = 100

/**
 * Read the whole source of a reader.
 *
 * Emits `read:raw-tex`, `read:unclosed-environment`.
 */
export function readTex(reader: Omit<TexReader, 'items' | 'ends'>): TexItem[] {
  let depth = 0
  const own: TexReader = {
    ...reader,
    ends: matchEnvironments(reader.source),
    items(range) {
      if (depth === deepest) {
        error(reader.file, `Nesting too deep: more than ${deepest} levels of TeX`, {
          at: reader.place(range.from, range.to),
          rule: 'read:too-deep',
          fix: 'Close the braces before it, or nest less.'
        })
      }
      if (depth >= deepest) return [textAt(own, reader.source.slice(range.from, range.to), range)]
      depth++
      const items = readItems(own, range)
      depth--
      return items
    }
  }
  return own.items({from: 0, to: reader.source.length})
}

/** Signs of text that stand for one character. */
const ligatures = new Map([
  ['---', '—'],
  ['--', '–'],
  ['``', '“'],
  ["''", '”'],
  ['`', '‘'],
  ['~', '\u00A0']
])

const run = /[^\\{}$%~`'\n&-]+|---?|``|''|\n[ \t]*\n\s*|[\s\S]/y

/** What is read at one place: nodes, and the text before them that waits for more. */
interface Reading {
  reader: TexReader
  cursor: TexCursor
  items: TexItem[]
}

function readItems(reader: TexReader, {from, to}: TexRange): TexItem[] {
  const cursor: TexCursor = {source: reader.source, at: from, end: to}
  const reading: Reading = {reader, cursor, items: []}
  while (cursor.at < to) readOne(reading)
  return reading.items
}

function readOne(reading: Reading): void {
  const {cursor, reader} = reading
  const {source, at, end} = cursor
  const sign = source[at]
  if (sign === '\\') readCommand(reading)
  else if (sign === '{') {
    const group = takeGroup(cursor)
    if (group) reading.items.push(...reader.items(group))
    else cursor.at++
  } else if (sign === '}') cursor.at++
  else if (sign === '$') readMath(reading, source.startsWith('$$', at) ? '$$' : '$')
  else if (sign === '%') skipTexSpace(cursor)
  else {
    run.lastIndex = at
    const found = (run.exec(source)?.[0] ?? '').slice(0, end - at)
    cursor.at += found.length
    if (/^\n[ \t]*\n/.test(found)) reading.items.push(null)
    else addText(reading, ligatures.get(found) ?? found, at)
  }
}

/** Text joins the text before it. */
function addText({reader, cursor, items}: Reading, value: string, from: number): void {
  if (value === '') return
  const last = items.at(-1)
  if (last?.type === 'text') {
    last.value += value
    const end = reader.place(from, cursor.at)?.end
    if (last.position && end) last.position.end = end
  } else items.push(textAt(reader, value, {from, to: cursor.at}))
}

function readMath(reading: Reading, closing: string): void {
  const {cursor, items, reader} = reading
  const start = cursor.at
  const from = start + closing.length
  const to = endOfMath(cursor.source, closing.replace('\\(', '\\)').replace('\\[', '\\]'), from, cursor.end)
  cursor.at = to === undefined ? from : to + closing.length
  if (to === undefined) {
    addText(reading, closing.startsWith('$') ? closing : '', start)
    return
  }
  const value = cursor.source.slice(from, to).trim()
  const isDisplay = closing === '$$' || closing === '\\['
  items.push({type: isDisplay ? 'math' : 'inlineMath', value, ...placed(reader, start, cursor.at)})
}

function endOfMath(source: string, closing: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    if (source.startsWith(closing, at)) return at
    if (source[at] === '\\') at++
  }
  return undefined
}

function takeArguments(cursor: TexCursor, takes: string): TexArguments {
  const options: TexRange[] = []
  const groups: TexRange[] = []
  for (const kind of takes) {
    const before = cursor.at
    skipTexSpace(cursor)
    const isOption = kind === 'o'
    const found = isOption
      ? takeOption(cursor)
      : (takeGroup(cursor) ?? (kind === 'm' ? takeOneToken(cursor) : undefined))
    if (!found) cursor.at = before
    else (isOption ? options : groups).push(found)
    if (!found && !isOption) break
  }
  return {options, groups, last: groups.at(-1) ?? {from: cursor.at, to: cursor.at}}
}

/** `\setlength\parskip{…}`: a command in the place of a group. */
function takeOneToken(cursor: TexCursor): TexRange | undefined {
  const from = cursor.at
  if (cursor.source[from] !== '\\' || from >= cursor.end) return undefined
  takeCommand(cursor)
  return {from, to: cursor.at}
}

type Read = (reading: Reading, start: number, name: string) => void

/** Commands that are no words, and those that end in a way of their own. */
const own = new Map<string, Read>([
  ['\\', readBreak],
  ['(', readDelimited],
  ['[', readDelimited],
  ['begin', readEnvironmentAt],
  ['verb', readVerbatim]
])

/** How commands of some meanings are read. */
const byMeaning: Partial<Record<TexMeaning, Read>> = {accent: readAccent, symbol: readSymbol, switch: readSwitch}

function readCommand(reading: Reading): void {
  const start = reading.cursor.at
  const typedName = takeCommand(reading.cursor)
  const name = typedName.replace(/(?<=[a-zA-Z])\*$/, '')
  const command = texCommand(typedName)
  const read = own.get(name) ?? (command ? byMeaning[command.means] : readUnknown)
  if (read) read(reading, start, name)
  else if (command) readCall(reading, start, typedName, command)
}

function readCall({cursor, reader, items}: Reading, start: number, typedName: string, command: TexCommand): void {
  const name = typedName.replace(/\*$/, '')
  const given = takeArguments(cursor, command.takes)
  if (command.takes === '' && cursor.source.startsWith('{}', cursor.at)) cursor.at += 2
  const misses = [...command.takes].filter((kind) => kind === 'm').length > given.groups.length
  if ((misses && command.means in meanings) || command.means === 'definition')
    reportMissing(reader, name, start, cursor.at)
  const made = meanings[command.means]?.({reader, name, typedName, start, end: cursor.at, ...given})
  if (made !== undefined) {
    items.push(...made)
    return
  }
  leaveOut(reader, name, start, cursor.at)
  if (command.takes === '') skipTexSpace(cursor)
}

function reportMissing(reader: TexReader, name: string, from: number, to: number): void {
  error(reader.file, `Missing argument of \`\\${name}\`, or its brace is never closed`, {
    at: reader.place(from, to),
    rule: 'read:raw-tex',
    actual: name,
    fix: `Write its text between braces, in one paragraph: \`\\${name}{…}\`.`
  })
}

/** `\\`, `\\*`, `\\[2mm]`. */
function readBreak({cursor, reader, items}: Reading, start: number): void {
  if (cursor.source[cursor.at] === '*') cursor.at++
  takeOption(cursor)
  items.push({type: 'break', ...placed(reader, start, cursor.at)})
}

/** `\(…\)` and `\[…\]`. */
function readDelimited(reading: Reading, start: number, name: string): void {
  reading.cursor.at = start
  readMath(reading, `\\${name}`)
}

/** The rest of the group. */
function readSwitch({cursor, reader, items}: Reading, _start: number, name: string): void {
  const rest = {from: cursor.at, to: cursor.end}
  cursor.at = cursor.end
  items.push(...marked(reader.items(rest), switchMarks.get(name) ?? 'text'))
}

const switchMarks = new Map<string, TexMeaning>([
  ...'em it sl itshape slshape'.split(' ').map((name) => [name, 'emphasis'] as const),
  ...'bf bfseries'.split(' ').map((name) => [name, 'strong'] as const),
  ...'sc scshape'.split(' ').map((name) => [name, 'smallCaps'] as const)
])

function readVerbatim(reading: Reading, start: number): void {
  const {cursor, items, reader} = reading
  const mark = cursor.source[cursor.at] ?? ''
  const to = cursor.source.indexOf(mark, cursor.at + 1)
  if (mark === '' || to === -1 || to >= cursor.end) {
    reportMissing(reader, 'verb', start, cursor.at)
    return
  }
  const value = cursor.source.slice(cursor.at + 1, to)
  cursor.at = to + 1
  items.push({type: 'inlineCode', value, ...placed(reader, start, cursor.at)})
}

function readSymbol(reading: Reading, start: number, name: string): void {
  const {cursor, items, reader} = reading
  if (/^[a-zA-Z]/.test(name)) {
    if (cursor.source.startsWith('{}', cursor.at)) cursor.at += 2
    else skipTexSpace(cursor)
  }
  // Babel puts its own space before a closing mark.
  const last = items.at(-1)
  if (name === 'fg' && last?.type === 'text') last.value = last.value.replace(/[ \n]+$/, '')
  for (const [, raised, plain] of (symbols.get(name) ?? '').matchAll(/<sup>([^<]*)<\/sup>|([^<]+|<)/g)) {
    if (raised === undefined) addText(reading, plain ?? '', start)
    else items.push({type: 'superscript', children: [textAt(reader, raised, {from: start, to: cursor.at})]})
  }
}

const accentsBelow = new Set(['\u0323', '\u0327', '\u0328', '\u0331'])

function readAccent(reading: Reading, start: number, name: string): void {
  const {cursor, reader} = reading
  if (/^[a-zA-Z]/.test(name)) skipTexSpace(cursor)
  const group = takeGroup(cursor)
  let base = ''
  if (group) base = plainText(asInline(reader.items(group)))
  else if (cursor.source[cursor.at] === '\\') {
    const inner = takeCommand(cursor)
    base = symbols.get(inner) ?? ''
    if (cursor.source.startsWith('{}', cursor.at)) cursor.at += 2
    else skipTexSpace(cursor)
  } else if (cursor.at < cursor.end) {
    base = String.fromCodePoint(cursor.source.codePointAt(cursor.at) ?? 0)
    cursor.at += base.length
  }
  const accent = accents.get(name) ?? ''
  if (base === '' && /^[a-zA-Z]/.test(name) && !group) {
    readUnknown(reading, start, name)
    return
  }
  if (base === '') {
    addText(reading, /^[~^]$/.test(name) ? name : '', start)
    return
  }
  const letters = accentsBelow.has(accent) ? base : base.replace(/^ı/, 'i').replace(/^ȷ/, 'j')
  const first = String.fromCodePoint(letters.codePointAt(0) ?? 0)
  addText(reading, (first + accent + letters.slice(first.length)).normalize('NFC'), start)
}

/** Its words are printed all the same: nobody knows where they belong. */
function readUnknown(reading: Reading, start: number, name: string): void {
  const {cursor, items, reader} = reading
  const groups: TexRange[] = []
  for (;;) {
    const group = takeGroup(cursor)
    if (group) groups.push(group)
    else if (!takeOption(cursor)) break
  }
  const last = groups.at(-1)
  const keys = /cite/i.test(name) && last ? citedKeys(reader, last) : []
  const inside = keys.length > 0 ? [] : groups.flatMap((group) => reader.items(group))
  const holdsText = keys.length > 0 || inside.some((item) => item !== null)
  const say = holdsText ? error : warn
  say(reader.file, `Unknown TeX command \`\\${name}\``, {
    at: reader.place(start, cursor.at),
    rule: 'read:raw-tex',
    actual: name,
    fix:
      keys.length > 0
        ? `Write \`[${keys.map((key) => `@${key}`).join('; ')}]\`, or the words that it should print.`
        : `Write it in Markdown, define it with \`\\newcommand{\\${name}}…\`, or write \`\\\\${name}\` if a backslash should be printed.`
  })
  if (keys.length > 0) {
    const position = reader.place(start, cursor.at)
    items.push(texCitation({command: name, keys, before: [], after: [], position}))
  }
  items.push(...inside)
  if (groups.length === 0) skipTexSpace(cursor)
}

function readEnvironmentAt(reading: Reading, start: number): void {
  const {cursor, items, reader} = reading
  skipTexSpace(cursor)
  const group = takeGroup(cursor)
  const name = group ? typed(reader, group).trim() : ''
  const end = reader.ends.get(cursor.at)
  if (!end && reader.isPart && isLayoutEnvironment(name)) {
    leaveOut(reader, `begin{${name}}`, start, cursor.at)
    return
  }
  if (!end) {
    error(reader.file, `Unclosed \`\\begin{${name}}\``, {
      at: reader.place(start, cursor.at),
      rule: 'read:unclosed-environment',
      fix: `Add \`\\end{${name}}\` where it ends, or write it in Markdown.`
    })
    return
  }
  const body = {from: cursor.at, to: end.from}
  cursor.at = end.to
  items.push(...readEnvironment({reader, name, body, start, end: end.to}))
}
