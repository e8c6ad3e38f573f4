/** The text of raw TeX → the nodes that Markdown would have given. */

import type {Link, PhrasingContent, RootContent} from 'mdast'
import {languageTag} from '../../document/language.ts'
import {accents, symbols} from '../../document/latex-symbols.ts'
import type {CrossReference, Division, Footnote} from '../../document/nodes.ts'
import {termsOf} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import {type TexCommand, type TexMeaning, texCommand} from '../syntax/tex-commands.ts'
import {citesInNote, texCitation} from './tex-cite.ts'
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
import {texPart} from './tex-float.ts'
import {readImage} from './tex-image.ts'
import {asInline, isFlow, leaveOut, type TexItem, type TexReader, toBlocks, typed} from './tex-reader.ts'
import {texQuantity} from './tex-units.ts'

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
      if (depth >= deepest) return [textNode(own, reader.source.slice(range.from, range.to), range)]
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

function textNode(reader: TexReader, value: string, {from, to}: TexRange): PhrasingContent {
  return {type: 'text', value, ...placed(reader, from, to)}
}

function placed(reader: TexReader, from: number, to: number) {
  const position = reader.place(from, to)
  return position ? {position} : {}
}

/** Text joins the text before it. */
function addText({reader, cursor, items}: Reading, value: string, from: number): void {
  if (value === '') return
  const last = items.at(-1)
  if (last?.type === 'text') {
    last.value += value
    const end = reader.place(from, cursor.at)?.end
    if (last.position && end) last.position.end = end
  } else items.push(textNode(reader, value, {from, to: cursor.at}))
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

/** The arguments of a command, passed. */
interface Arguments {
  options: TexRange[]
  groups: TexRange[]
  last: TexRange
}

function takeArguments(cursor: TexCursor, takes: string): Arguments {
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

/** A command with its arguments. */
interface Call extends Arguments {
  reader: TexReader
  name: string
  /** With its star. */
  typedName: string
  start: number
  end: number
}

/** One function a meaning; undefined leaves the command out, as layout. */
const meanings: Partial<Record<TexMeaning, (call: Call) => TexItem[] | undefined>> = {
  emphasis: markOf('emphasis'),
  strong: markOf('strong'),
  smallCaps: markOf('smallCaps'),
  superscript: markOf('superscript'),
  subscript: markOf('subscript'),
  underline: markOf('underline'),
  delete: markOf('delete'),
  text: ({reader, last}) => reader.items(last),
  capitals: ({reader, name, last}) => inCase(reader.items(last), /upper/i.test(name)),
  code: ({reader, last, start, end}) => [
    {type: 'inlineCode', value: plainText(asInline(reader.items(last))), ...placed(reader, start, end)}
  ],
  quotes({reader, last, start, end}) {
    const [open, close] = termsOf(reader.lang).quotes
    const inside = reader.items(last)
    return [
      textNode(reader, open, {from: start, to: last.from}),
      ...inside,
      textNode(reader, close, {from: last.to, to: end})
    ]
  },
  formula: ({reader, last, start, end}) => [
    {type: 'inlineMath', value: typed(reader, last), ...placed(reader, start, end)}
  ],
  language({reader, groups, last, start, end}) {
    const lang = groups[0] && languageTag(typed(reader, groups[0]))
    if (groups.length < 2) return []
    if (lang === undefined) return reader.items(last)
    const attributes = {classes: [], pairs: {lang}}
    return wrapped(reader.items(last), (children) => ({
      type: 'span',
      attributes,
      children,
      ...placed(reader, start, end)
    }))
  },
  footnote: ({reader, last, start, end}) => [noteOf(reader, toBlocks(reader.items(last)), start, end)],
  noteMark({reader, options, start, end}) {
    const [mark] = options
    if (mark)
      return [
        {type: 'superscript', children: [textNode(reader, typed(reader, mark), mark)], ...placed(reader, start, end)}
      ]
    const note = noteOf(reader, [], start, end)
    reader.waiting.push(note)
    return [note]
  },
  noteText({reader, last, start, end}) {
    const blocks = toBlocks(reader.items(last))
    const note = reader.waiting.shift()
    if (!note) return [noteOf(reader, blocks, start, end)]
    note.children = blocks as Footnote['children']
    return []
  },
  link({reader, groups, last, start, end}) {
    const url = groups[0] ? unescaped(typed(reader, groups[0])) : ''
    return linked(url, reader.items(last), reader, start, end)
  },
  address({reader, last, start, end}) {
    const url = unescaped(typed(reader, last))
    return linked(url, [textNode(reader, url, last)], reader, start, end)
  },
  place({reader, options, groups, last, start, end}) {
    const label = options[0] ?? (groups.length > 1 ? groups[0] : undefined)
    const inside = reader.items(last)
    const holdsReference = inside.some((item) => item?.type === 'crossReference')
    if (!label || holdsReference) return inside
    return linked(`#${typed(reader, label).trim()}`, inside, reader, start, end)
  },
  anchor({reader, groups, last, start, end}) {
    const id = groups[0] && typed(reader, groups[0]).trim()
    const attributes = {id, classes: [], pairs: {}}
    const inside = groups.length > 1 ? reader.items(last) : []
    return [{type: 'span', attributes, children: [], ...placed(reader, start, end)}, ...inside]
  },
  cite({reader, name, options, last, start, end}) {
    const keys = keysOf(reader, last)
    if (keys.length === 0) return []
    const [first, second] = options.map((range) => asInline(reader.items(range)))
    const [before = [], after = []] = second === undefined ? [[], first] : [first, second]
    const position = reader.place(start, end)
    const citation = texCitation({command: name, keys, before, after, position})
    if (!citesInNote(name)) return [citation]
    const stop: PhrasingContent = {type: 'text', value: '.', position}
    const paragraph: RootContent = {type: 'paragraph', children: [citation, stop], position}
    return [noteOf(reader, [paragraph], start, end)]
  },
  nocite: ({reader, last, start, end}) => [
    {type: 'texUncited', value: keysOf(reader, last).join(','), ...placed(reader, start, end)}
  ],
  reference({reader, name, last, start, end}) {
    const labels = keysOf(reader, last)
    return labels.length === 0 ? [] : [referenceOf(name, labels, reader, start, end)]
  },
  label: ({reader, last, start, end}) => [
    {type: 'texLabel', value: typed(reader, last).trim(), ...placed(reader, start, end)}
  ],
  heading({reader, name, typedName, last, start, end}) {
    const depth = (headingDepths.get(name) ?? 2) as 1
    const classes = [...(typedName.endsWith('*') ? ['unnumbered'] : []), ...(name === 'part' ? ['part'] : [])]
    const children = asInline(reader.items(last))
    const attributes = classes.length > 0 ? {attributes: {classes, pairs: {}}} : {}
    return [{type: 'heading', depth, children, ...attributes, ...placed(reader, start, end)}]
  },
  image: ({reader, options, last, start, end}) => [
    readImage(typed(reader, last), options[0] ? typed(reader, options[0]) : '', reader.place(start, end))
  ],
  pages({reader, options, last, start, end}) {
    const typedOptions = options[0] ? typed(reader, options[0]) : ''
    const pages = /(?:^|,)\s*pages\s*=\s*(?:\{([^{}]*)\}|([^,]*))/.exec(typedOptions)
    const path = typed(reader, last).trim()
    const image = readImage(path, '', reader.place(start, end))
    const pairs = {alt: path.replace(/^.*\//, ''), pages: (pages?.[1] ?? pages?.[2] ?? '1').replace(/\s/g, '')}
    return [null, {...image, attributes: {classes: [], pairs}}, null]
  },
  caption: ({reader, last, start, end}) => [
    {type: 'texCaption', children: asInline(reader.items(last)), ...placed(reader, start, end)}
  ],
  part({reader, groups, options, last, start, end}) {
    const caption = groups.length > 1 ? groups[0] : options.at(-1)
    const given = {caption: caption && asInline(reader.items(caption))}
    return texPart(reader.items(last), given, reader.place(start, end))
  },
  epigraph({reader, groups, start, end}) {
    const children = groups.flatMap((group) => toBlocks(reader.items(group))) as Division['children']
    return [{type: 'division', attributes: {classes: ['epigraph'], pairs: {}}, children, ...placed(reader, start, end)}]
  },
  file({reader, name, last, start, end}) {
    const isText = /^(?:input|include|subfile)$/.test(name)
    error(reader.file, `File \`${typed(reader, last)}\` is not read: TeX \`\\${name}\``, {
      at: reader.place(start, end),
      rule: 'read:raw-tex',
      actual: name,
      fix: isText
        ? 'Copy its text here as Markdown, or name a Markdown file under `chapters:` in thesis.yml.'
        : 'Insert what it holds as a picture or as a fenced block.'
    })
    return []
  },
  quantity: ({reader, name, groups, start, end}) => [
    {
      type: 'inlineMath',
      value: texQuantity(
        name,
        groups.map((range) => typed(reader, range))
      ),
      ...placed(reader, start, end)
    }
  ],
  break: ({reader, start, end}) => [{type: 'break', ...placed(reader, start, end)}],
  paragraph: () => [null],
  rule: ({reader, start, end}) => [{type: 'thematicBreak', ...placed(reader, start, end)}],
  pageBreak: ({reader, name, start, end}) => [{type: 'pageBreak', value: `\\${name}`, ...placed(reader, start, end)}],
  role: ({reader, name, start, end}) => [{type: 'texRole', value: name, ...placed(reader, start, end)}],
  definition: () => [],
  environment: () => [],
  silent: () => []
}

const headingDepths = new Map([
  ['part', 1],
  ['chapter', 1],
  ['addchap', 1],
  ['section', 2],
  ['addsec', 2],
  ['subsection', 3],
  ['minisec', 4],
  ['subsubsection', 4],
  ['paragraph', 5],
  ['subparagraph', 6]
])

function markOf(means: TexMeaning) {
  return ({reader, last, start, end}: Call) => marked(reader.items(last), means, placed(reader, start, end))
}

/** A mark around each run of text. */
function marked(items: readonly TexItem[], means: TexMeaning, position = {}): TexItem[] {
  if (means === 'text') return [...items]
  return wrapped(items, (children): PhrasingContent => {
    if (means === 'smallCaps' || means === 'underline') {
      const name = means === 'underline' ? 'underline' : 'smallcaps'
      return {type: 'span', attributes: {classes: [name], pairs: {}}, children, ...position}
    }
    return {type: means as 'emphasis', children, ...position}
  })
}

function wrapped(items: readonly TexItem[], make: (children: PhrasingContent[]) => PhrasingContent): TexItem[] {
  const made: TexItem[] = []
  let inside: PhrasingContent[] = []
  for (const item of items) {
    if (item !== null && !isFlow(item)) inside.push(item as PhrasingContent)
    else {
      flush()
      made.push(item)
    }
  }
  flush()
  return made

  function flush(): void {
    if (inside.length > 0) made.push(make(inside))
    inside = []
  }
}

function inCase(items: TexItem[], isUpper: boolean): TexItem[] {
  for (const item of items) {
    if (item?.type === 'text') item.value = isUpper ? item.value.toUpperCase() : item.value.toLowerCase()
    else if (item && 'children' in item && item.type !== 'footnote') inCase(item.children as TexItem[], isUpper)
  }
  return items
}

function linked(url: string, inside: readonly TexItem[], reader: TexReader, start: number, end: number): TexItem[] {
  return wrapped(
    inside,
    (children): Link => ({type: 'link', url, children: children as Link['children'], ...placed(reader, start, end)})
  )
}

function noteOf(reader: TexReader, blocks: RootContent[], start: number, end: number): Footnote {
  return {type: 'footnote', children: blocks as Footnote['children'], ...placed(reader, start, end)}
}

function keysOf(reader: TexReader, range: TexRange): string[] {
  return typed(reader, range)
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean)
}

function referenceOf(
  name: string,
  labels: readonly string[],
  reader: TexReader,
  start: number,
  end: number
): CrossReference {
  const isBare = /^(?:ref|eqref|subref|nameref)$/i.test(name)
  const form = name === 'ref' ? {form: 'digits' as const} : /^nameref$/i.test(name) ? {form: 'title' as const} : {}
  return {
    type: 'crossReference',
    items: labels.map((label) => ({label, isBare, ...form, ...placed(reader, start, end)})),
    isCapitalised: /^[A-Z]/.test(name),
    isPage: /pageref$/.test(name),
    children: [],
    ...placed(reader, start, end)
  }
}

/** `\%` and `\_` in an address. */
function unescaped(url: string): string {
  return url.replace(/\\([%#&_~{}$^])/g, '$1').replace(/\s+/g, '')
}

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
    else items.push({type: 'superscript', children: [textNode(reader, raised, {from: start, to: cursor.at})]})
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
  const keys = /cite/i.test(name) && last ? keysOf(reader, last) : []
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
