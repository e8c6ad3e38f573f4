/** A slide and its notes → the pieces of prose that the audience reads or hears, each sign with its place in the file. */

import type {Position} from 'unist'
import {plainText} from '../../../document/text.ts'
import {placeOffsets} from '../../read/place-offsets.ts'
import type {Cited, Component, Slide} from '../../read/read-deck.ts'
import {mark, simplify} from './typed-numbers.ts'

/** What is read in one go: a paragraph, an item, a cell. */
export interface Block {
  kind: 'text' | 'heading' | 'cell' | 'quotation'
  isNote: boolean
  /** Spaces and apostrophes of one kind, emphasis taken away; `mark` stands for what is bound or is no prose. */
  text: string
  /** Words that say what a cell is about: its row's and its column's head. */
  context: string
  /** What is printed in the place of each mark, by its offset in `text`. */
  bound: Map<number, Bound>
  /** Cells of one row have one number; 0 outside of tables. */
  row: number
  place: (start: number, end: number) => Position
}

/** What stands in the place of a mark. */
export interface Bound {
  printed: string
  /** Of a value. */
  path?: string
}

/** What `<Value …>` prints, by the component as typed. */
export type PrintedValue = (component: Component) => string

/** Code, comments, styles, formulas, `{{ }}`, addresses, clicks: none is the author's prose. */
const opaque =
  /^(```+|~~~+)[^\n]*\n[\s\S]*?^\1[^\n]*$|`[^`\n]+`|<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\2>|\{\{[\s\S]*?\}\}|\$\$[\s\S]*?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$|(?<=\])\([^)\n]*\)|(?:https?|mailto|doi|urn):[^\s<>«»)]+|www\.[^\s<>«»)]+|\b10\.\d{4,9}\/[^\s<>«»)]+|[\w.+-]+@[\w-]+\.[\w.-]+/gim
/** Names of slots, attributes, labels of footnotes, click marks in notes, the time at the head of notes: printed nowhere. */
const unprinted = /^::[\w-]+::$|\{[.#][^}\n]*\}|\[\^[^\]\s]+\]:?|\[click(?::\d+)?\]|^\s*\(\d+:\d\d\)/gm
const tag = /<\/?([A-Za-z][\w-]*)[^>]*>/g
/** Elements inside a sentence. */
const inline = /^(?:a|abbr|b|br|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|v-mark)$/i

/** The prose of a slide and of its notes. */
export function proseOf(slide: Slide, print: PrintedValue): Block[] {
  const {content, contentLine, citations, components, note, noteLine, noteCitations, noteComponents} = slide
  return [
    ...blocksOf(content, contentLine, spansOf(content, citations, components, print), false),
    ...blocksOf(note, noteLine, spansOf(note, noteCitations, noteComponents, print), true)
  ]
}

/** A piece of the source that is not read as it is typed. */
interface Span {
  start: number
  end: number
  put: string
  bound?: Bound
}

function spansOf(
  source: string,
  cited: readonly Cited[],
  components: readonly Component[],
  print: PrintedValue
): Span[] {
  const spans: Span[] = [
    ...all(source, opaque).map((span) => ({...span, put: mark, bound: {printed: ''}})),
    ...cited.map(({node, start, end}) => ({start, end, put: mark, bound: {printed: printedCitation(node)}})),
    ...components
      .filter(({name}) => name === 'Value')
      .map((one) => ({
        start: one.start,
        end: one.start + one.source.length,
        put: mark,
        bound: {printed: simplify(print(one)), path: one.attributes.of ?? ''}
      })),
    ...all(source, unprinted).map((span) => ({...span, put: ''})),
    ...[...source.matchAll(tag)].map(({0: typed, 1: name = '', index}) => ({
      start: index,
      end: index + typed.length,
      put: /^br$/i.test(name) ? ' ' : inline.test(name) ? '' : '\n\n'
    }))
  ]
  // The first of those that overlap wins: code before all else, citations before tags.
  const kept: Span[] = []
  for (const span of spans
    .map((span, order) => ({...span, order}))
    .sort((a, b) => a.start - b.start || a.order - b.order)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}

function all(source: string, pattern: RegExp): Array<{start: number; end: number}> {
  return [...source.matchAll(pattern)].map(({0: found, index}) => ({start: index, end: index + found.length}))
}

/** A citation in brackets is no part of the sentence that cites. */
function printedCitation(node: Cited['node']): string {
  return node.type === 'citation' && node.mode === 'parenthetical' ? '' : simplify(plainText(node))
}

/** Signs that are read, with their offsets in the source. */
interface Line {
  text: string
  at: number[]
  bound: Map<number, Bound>
}

function blocksOf(source: string, firstLine: number, spans: readonly Span[], isNote: boolean): Block[] {
  const blocks: Block[] = []
  const pointOf = placeOffsets(source, firstLine)
  let open: {kind: Block['kind']; lines: Line[]} | undefined
  let head: Line[] | undefined
  let row = 0
  const close = () => {
    if (open) blocks.push(blockOf(open.kind, open.lines, '', 0))
    open = undefined
  }
  for (const line of linesOf(source, spans)) {
    const start = /^\s*(?:(\|)|(#{1,6}\s+)|(>\s?)|(?:[-*+]|\d+[.)])\s+)?/.exec(line.text)!
    const [opening, isRow, isHeading, isQuote] = start
    if (!isRow) head = undefined
    if (line.text.trim() === '' || isRow || isHeading) close()
    if (line.text.trim() === '') continue
    if (isRow) {
      if (/^[\s|:-]+$/.test(line.text)) continue
      const cells = cellsOf(line)
      const first = cells[0]?.text ?? ''
      row += 1
      cells.forEach((cell, index) => {
        const context = index === 0 ? '' : `${first} ${head?.[index]?.text ?? ''}`
        if (cell.text.trim() !== '') blocks.push(blockOf('cell', [cell], context, row))
      })
      head ??= cells
      continue
    }
    const kind = isHeading ? 'heading' : isQuote ? 'quotation' : 'text'
    const isNext = open !== undefined && (open.kind === kind || kind === 'text') && (opening.trim() === '' || !!isQuote)
    if (!isNext) close()
    open ??= {kind, lines: []}
    open.lines.push(cut(line, opening.length))
    if (isHeading) close()
  }
  close()
  return blocks

  function blockOf(kind: Block['kind'], lines: readonly Line[], context: string, row: number): Block {
    const {text, at, bound} = joinLines(lines)
    return {
      kind,
      isNote,
      text,
      context,
      bound,
      row,
      place: (start, end) => ({start: pointOf(at[start] ?? 0), end: pointOf((at[end - 1] ?? at[start] ?? 0) + 1)})
    }
  }
}

function linesOf(source: string, spans: readonly Span[]): Line[] {
  const lines: Line[] = [{text: '', at: [], bound: new Map()}]
  let next = 0
  for (let offset = 0; offset < source.length; ) {
    const span = spans[next]?.start === offset ? spans[next++] : undefined
    if (span?.bound) lines.at(-1)!.bound.set(lines.at(-1)!.text.length, span.bound)
    for (const sign of span?.put ?? source[offset]!) {
      if (sign === '\n') lines.push({text: '', at: [], bound: new Map()})
      else {
        lines.at(-1)!.text += sign
        lines.at(-1)!.at.push(offset)
      }
    }
    offset = span?.end ?? offset + 1
  }
  return lines
}

function cut({text, at, bound}: Line, start: number, end = text.length): Line {
  const kept = [...bound].filter(([index]) => index >= start && index < end)
  return {
    text: text.slice(start, end),
    at: at.slice(start, end),
    bound: new Map(kept.map(([index, one]) => [index - start, one]))
  }
}

function cellsOf(line: Line): Line[] {
  const bars = [...line.text.matchAll(/(?<!\\)\|/g)].map(({index}) => index)
  return bars
    .map((bar, index) => cut(line, bar + 1, bars[index + 1]))
    .filter((cell, index) => index < bars.length - 1 || cell.text.trim() !== '')
}

/** Lines of one piece, a space between two; signs of Markdown and second spaces left out. */
function joinLines(lines: readonly Line[]): Line {
  const joined: Line = {text: '', at: [], bound: new Map()}
  // To look at the end of a text that grows would cost its whole length each time.
  let last = ' '
  for (const line of lines) {
    if (joined.text !== '') add(' ', joined.at.at(-1)!)
    const text = simplify(line.text)
    for (let index = 0; index < text.length; index++) {
      const bound = line.bound.get(index)
      if (bound) joined.bound.set(joined.text.length, bound)
      if (!isSyntax(text, index)) add(text[index]!, line.at[index]!)
    }
  }
  return joined

  function add(sign: string, at: number): void {
    if (sign === ' ' && last === ' ') return
    last = sign
    joined.text += sign
    joined.at.push(at)
  }
}

/** Signs of emphasis, escapes, brackets of links. */
function isSyntax(text: string, index: number): boolean {
  const [before = ' ', sign, following = ' '] = [text[index - 1], text[index], text[index + 1]]
  if (sign === '*') return true
  if (sign === '_') return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(following))
  if (sign === '~') return before === '~' || following === '~'
  return sign === '\\' && /[!-/:-@[-`{-~]/.test(following)
}
