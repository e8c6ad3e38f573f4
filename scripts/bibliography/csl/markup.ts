/** The text of a field, with `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span>` and quotes → a tree. */

import {type Box, join, type Node, type Quotes} from './tree.ts'

/** The quotation marks of a language. */
export interface QuoteMarks {
  readonly open: string
  readonly close: string
  readonly openInner: string
  readonly closeInner: string
}

/** Those of affixes in styles. */
const english: QuoteMarks = {open: '“', close: '”', openInner: '‘', closeInner: '’'}

/** By element, or the class of a `<span>`. */
const boxes: Record<string, Frame['box']> = {
  i: {format: {'font-style': 'italic'}, isMarkup: true},
  b: {format: {'font-weight': 'bold'}, isMarkup: true},
  sup: {format: {'vertical-align': 'sup'}, isMarkup: true, keepsCase: true},
  sub: {format: {'vertical-align': 'sub'}, isMarkup: true, keepsCase: true},
  sc: {format: {'font-variant': 'small-caps'}, isMarkup: true, keepsCase: true},
  nodecor: {format: {'font-style': 'normal', 'font-weight': 'normal', 'font-variant': 'normal'}, keepsCase: true},
  nocase: {keepsCase: true}
}

const special = /[<"'“”‘’«»]/
const token = /<(\/?)(i|b|sup|sub|sc|span)((?:\s[^<>]*)?)>|«[\u00a0\u202f]?|[\u00a0\u202f]?»|["'“”‘’]/g

/** An element or a quotation that is open. */
interface Frame {
  /** What closes it. */
  closer: string
  /** What is printed when nothing does. */
  source: string
  children: Node[]
  box: Omit<Box, 'children'>
}

/** Read markup, and the quotes that the language of the style knows; what is not balanced stays text. */
export function readMarkup(text: string, marks: QuoteMarks): Node {
  return special.test(text) ? readBalanced(text, marks, 'outer', 'inner') : text
}

/** Read a prefix or suffix: punctuation after it stays after its quotes. */
export function readAffix(text: string, marks: QuoteMarks = english): Node {
  return special.test(text) ? readBalanced(text, marks, 'affix', 'inner affix') : text
}

function readBalanced(text: string, marks: QuoteMarks, outer: Quotes, inner: Quotes): Node {
  const frames: Frame[] = [{closer: '', source: '', children: [], box: {}}]
  const add = (node: Node): void => {
    const {children} = frames.at(-1)!
    const last = children.at(-1)
    if (typeof node === 'string' && typeof last === 'string') children[children.length - 1] = last + node
    else if (node !== '') children.push(node)
  }
  const open = (closer: string, source: string, box: Frame['box']): boolean =>
    frames.push({closer, source, children: [], box}) > 0
  /** @returns whether there was something to close */
  const close = (closer: string, after = ''): boolean => {
    const index = frames.findLastIndex((frame) => frame.closer === closer)
    if (index <= 0) return false
    unwind(index + 1)
    const {box, children} = frames.pop()!
    // Punctuation that was typed stays where it was typed.
    const fixed = /[.,]/.test(after) && (box.quotes?.startsWith('inner') ? 'inner affix' : 'affix')
    add({...box, children, quotes: box.quotes && (fixed || box.quotes)})
    return true
  }
  /** Frames that nothing closes become what was typed. */
  const unwind = (depth: number): void => {
    while (frames.length > depth) {
      const {source, children} = frames.pop()!
      for (const node of [source, ...children]) add(node)
    }
  }
  /** @returns whether the mark opens or closes a quotation */
  const readQuote = (mark: string, source: string, before: string, after: string): boolean => {
    const isOwn = Object.values(marks).some((own) => own.includes(mark))
    switch (mark) {
      case '"':
        if (!/\s/.test(before) && close(mark, after)) return true
        return (isStart(before) || !isEnd(after)) && open(mark, source, {quotes: outer})
      case "'":
        if (isStart(before) && !/\s/.test(after)) return open(mark, source, {quotes: outer})
        return isEnd(after) && close(mark, after)
      case '“':
        return marks.open.includes(mark) && open('”', source, {quotes: outer})
      case '‘':
        return isOwn && open('’', source, {quotes: inner})
      case '«':
        return isOwn && open('»', source, {quotes: outer})
      default:
        return isOwn && (mark !== '’' || isEnd(after)) && close(mark, after)
    }
  }
  let last = 0
  for (const match of text.matchAll(token)) {
    const [whole, slash, name, attributes = ''] = match
    const before = text[match.index - 1] ?? ' '
    add(text.slice(last, match.index))
    last = match.index + whole.length
    const source = whole === "'" && outer === 'outer' ? '’' : whole
    const isRead =
      name === undefined
        ? readQuote(whole.trim(), source, before, text[last] ?? ' ')
        : slash
          ? close(name)
          : open(name, whole, boxOfElement(name, attributes))
    if (!isRead) add(source)
  }
  add(text.slice(last))
  unwind(1)
  return join(frames[0]!.children)
}

function boxOfElement(name: string, attributes: string): Frame['box'] {
  const [kind = ''] = name === 'span' ? (/nodecor|nocase|small-caps/.exec(attributes) ?? []) : [name]
  return boxes[kind === 'small-caps' ? 'sc' : kind] ?? {}
}

/** Whether a quotation may start after a character. */
const isStart = (before: string) => /[\s([>"'“‘«/—–-]/.test(before)

/** Whether a quotation may end before a character. */
const isEnd = (after: string) => /[\s\p{P}<>]/u.test(after)
