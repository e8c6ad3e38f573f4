/** The text of a field, with `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span>` and quotes → a tree. */

import {type Box, type Format, join, type Node, type Quotes} from './tree.ts'

/** The quotation marks of a language. */
export interface QuoteMarks {
  readonly open: string
  readonly close: string
  readonly openInner: string
  readonly closeInner: string
}

/** Those of affixes in styles. */
const english: QuoteMarks = {open: '“', close: '”', openInner: '‘', closeInner: '’'}

const formats: Record<string, Format> = {
  i: {'font-style': 'italic'},
  b: {'font-weight': 'bold'},
  sup: {'vertical-align': 'sup'},
  sub: {'vertical-align': 'sub'},
  sc: {'font-variant': 'small-caps'}
}

const noDecoration: Format = {'font-style': 'normal', 'font-weight': 'normal', 'font-variant': 'normal'}

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

/**
 * Read markup and quotes. What is not balanced stays text.
 *
 * @param marks  quotes that the language of the style knows
 */
export function readMarkup(text: string, marks: QuoteMarks): Node {
  return special.test(text) ? new MarkupReader(text, marks, 'outer').read() : text
}

/** Read a prefix or suffix: punctuation after it stays after its quotes. */
export function readAffix(text: string, marks: QuoteMarks = english): Node {
  return special.test(text) ? new MarkupReader(text, marks, 'affix').read() : text
}

/** One reading of one field: the open frames. */
class MarkupReader {
  readonly #text: string
  readonly #marks: QuoteMarks
  readonly #quotes: Quotes
  /** What follows the quotation mark that is read. */
  #after = ' '
  readonly #frames: Frame[] = [{closer: '', source: '', children: [], box: {}}]

  constructor(text: string, marks: QuoteMarks, quotes: Quotes) {
    this.#text = text
    this.#marks = marks
    this.#quotes = quotes
  }

  read(): Node {
    let last = 0
    for (const match of this.#text.matchAll(token)) {
      this.#add(this.#text.slice(last, match.index))
      last = match.index + match[0].length
      const [whole, slash, name, attributes = ''] = match
      if (name === undefined) this.#readQuote(whole, match.index, last)
      else if (slash) this.#close(name) || this.#add(whole)
      else this.#open(name, whole, elementBox(name, attributes))
    }
    this.#add(this.#text.slice(last))
    this.#unwind(1)
    return join(this.#frames[0]!.children)
  }

  #readQuote(mark: string, start: number, end: number): void {
    const before = this.#text[start - 1] ?? ' '
    const after = this.#text[end] ?? ' '
    this.#after = after
    if (mark === '"') this.#readStraight(before, after)
    else if (mark === "'") this.#readApostrophe(before, after)
    else if (mark === '“' && this.#marks.open.includes(mark)) this.#quote('”', mark, this.#quotes)
    else if (mark === '‘' && this.#isOwn(mark))
      this.#quote('’', mark, this.#quotes === 'affix' ? 'inner affix' : 'inner')
    else if (mark === '”') this.#close(mark) || this.#add(mark)
    else if (mark === '’') (this.#isOwn(mark) && isEnd(after) && this.#close(mark)) || this.#add(mark)
    else if (mark[0] === '«' && this.#isOwn('«')) this.#quote('»', mark, this.#quotes)
    else if (mark.endsWith('»') && this.#isOwn('»')) this.#close('»') || this.#add(mark)
    else this.#add(mark)
  }

  #readStraight(before: string, after: string): void {
    const isOpen = this.#frames.some(({closer}) => closer === '"')
    if (!/\s/.test(before) && isOpen && this.#close('"')) return
    if (isStart(before) || !isEnd(after)) this.#quote('"', '"', this.#quotes)
    else this.#add('"')
  }

  #readApostrophe(before: string, after: string): void {
    const apostrophe = this.#quotes === 'affix' ? "'" : '’'
    if (isStart(before) && !/\s/.test(after)) this.#quote("'", apostrophe, this.#quotes)
    else if (!(isEnd(after) && this.#frames.some(({closer}) => closer === "'") && this.#close("'"))) {
      this.#add(apostrophe)
    }
  }

  /** Whether the language of the style quotes with this mark. */
  #isOwn(mark: string): boolean {
    const {open, close, openInner, closeInner} = this.#marks
    return [open, close, openInner, closeInner].some((own) => own.includes(mark))
  }

  #quote(closer: string, source: string, quotes: Quotes): void {
    this.#open(closer, source, {quotes})
  }

  #open(closer: string, source: string, box: Frame['box']): void {
    this.#frames.push({closer, source, children: [], box})
  }

  #close(closer: string): boolean {
    const index = this.#frames.findLastIndex((frame) => frame.closer === closer)
    if (index <= 0) return false
    this.#unwind(index + 1)
    const {box, children} = this.#frames.pop()!
    // Punctuation that was typed stays where it was typed.
    const quotes = !/[.,]/.test(this.#after) ? box.quotes : box.quotes?.startsWith('inner') ? 'inner affix' : 'affix'
    this.#add({...box, children, quotes: box.quotes && quotes})
    return true
  }

  /** Frames that nothing closes become what was typed. */
  #unwind(depth: number): void {
    while (this.#frames.length > depth) {
      const {source, children} = this.#frames.pop()!
      this.#add(source)
      for (const child of children) this.#add(child)
    }
  }

  #add(node: Node): void {
    const {children} = this.#frames.at(-1)!
    const last = children.at(-1)
    if (typeof node === 'string' && typeof last === 'string') children[children.length - 1] = last + node
    else if (node !== '') children.push(node)
  }
}

function elementBox(name: string, attributes: string): Frame['box'] {
  if (name !== 'span') return {format: formats[name], isMarkup: true, keepsCase: name !== 'i' && name !== 'b'}
  if (attributes.includes('nodecor')) return {format: noDecoration, keepsCase: true}
  if (attributes.includes('nocase')) return {keepsCase: true}
  if (attributes.includes('small-caps')) return {format: formats.sc, isMarkup: true, keepsCase: true}
  return {}
}

/** Whether a quotation may start after a character. */
const isStart = (before: string) => /[\s([>"'“‘«/—–-]/.test(before)

/** Whether a quotation may end before a character. */
const isEnd = (after: string) => /[\s\p{P}<>]/u.test(after)
