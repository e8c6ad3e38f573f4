/** The tokens of our syntax → nodes; some of them live only until the tree is built. */

import type {Image, Literal, Parent, PhrasingContent, Yaml} from 'mdast'
import type {CompileContext, Extension, Handle, Token} from 'mdast-util-from-markdown'
import type {Attributes} from '../../document/nodes.ts'
import {parseAttributes} from './attributes.ts'
import {readListMarker} from './list-marker.ts'
import type {TableKind} from './table-syntax.ts'

/** `{#id .class}` in text, before it is known what it belongs to. */
export interface AttributeList extends Literal {
  type: 'attributeList'
}

/** A line of colons: it opens a division, closes one, or stands for itself (`::name[…]{…}`). */
export interface DirectiveFence extends Parent {
  type: 'directiveFence'
  colons: number
  name?: string
  /** `::: name`, Pandoc's way, not `:::name`. */
  isSpaced: boolean
  /** The label between brackets. */
  children: PhrasingContent[]
  /** Text after all that, which no syntax knows. */
  rest: PhrasingContent[]
  /** Braces as typed. */
  value?: string
  /** The lines of YAML below it. */
  yaml?: Yaml
}

/** `: definition`, before it is known whether a term or a table stands before it. */
export interface DefinitionItem extends Parent {
  type: 'definitionItem'
  /** `: ` or `~   `, as typed. */
  marker: string
  children: Parent['children']
}

/** A table as drawn: its lines, each with the place of its first character. */
export interface LineTable extends Literal {
  type: 'lineTable'
  kind: TableKind
  /** The rule that ends it is missing. */
  isUnclosed: boolean
  lines: SourceLine[]
}

/** A line, or a part of one, and where it stands. */
export interface SourceLine {
  text: string
  /** Of its first character. */
  start: {line: number; column: number; offset: number}
}

/** Raw TeX, as typed. */
export interface Tex extends Literal {
  type: 'tex'
}

/** `\label{…}`, before it is known what it names. */
export interface TexLabel extends Literal {
  type: 'texLabel'
}

/** `\appendix`, `\frontmatter`: what the chapters after it are. */
export interface TexRole extends Literal {
  type: 'texRole'
}

/** `\nocite{…}`. */
export interface TexUncited extends Literal {
  type: 'texUncited'
}

/** `\caption{…}`, before its figure is built. */
export interface TexCaption extends Parent {
  type: 'texCaption'
  children: PhrasingContent[]
}

declare module 'mdast' {
  interface RootContentMap {
    attributeList: AttributeList
    directiveFence: DirectiveFence
    definitionItem: DefinitionItem
    lineTable: LineTable
    tex: Tex
    texLabel: TexLabel
    texRole: TexRole
    texUncited: TexUncited
    texCaption: TexCaption
  }
  interface PhrasingContentMap {
    attributeList: AttributeList
    tex: Tex
    texLabel: TexLabel
    texUncited: TexUncited
  }
  interface BlockContentMap {
    directiveFence: DirectiveFence
    definitionItem: DefinitionItem
    lineTable: LineTable
    tex: Tex
  }
  interface ImageData {
    /** The text between the brackets as nodes: a caption, should the image become a figure. */
    caption?: PhrasingContent[]
  }
  interface ImageReferenceData {
    caption?: PhrasingContent[]
  }
}

type Node = Parameters<CompileContext['enter']>[0]

/** Tokens that are one node each: what it is when the token begins. */
const nodes: Record<string, (token: Token, typed: () => string) => Node> = {
  bareAddress: (_, typed) => {
    return {type: 'link', url: typed().replace(/^(?=www\.)/i, 'http://'), title: null, children: []}
  },
  bracketedSpan: () => ({type: 'span', children: []}),
  superscript: () => ({type: 'superscript', children: []}),
  subscript: () => ({type: 'subscript', children: []}),
  mathText: (_, typed) => ({type: 'inlineMath', value: withoutFences(typed())}),
  mathFlow: (_, typed) => mathOf(typed()),
  texText: (_, typed) => ({type: 'tex', value: typed()}),
  texFlow: (_, typed) => ({type: 'tex', value: typed()}),
  bookdownReference: (token, typed) => bookdownReferenceOf(token, typed()),
  bookdownLabel: (_, typed) => ({type: 'texLabel', value: typed().slice(3, -1)}),
  dataValue: () => ({type: 'dataValue', path: '', children: []}),
  indexMark: () => ({type: 'span', attributes: {classes: ['index'], pairs: {}}, children: []}),
  termMark: () => ({type: 'span', attributes: {classes: ['term'], pairs: {}}, children: []}),
  definitionItem: () => ({type: 'definitionItem', marker: ':', children: []}),
  lineTable: ({_tableKind: kind = 'pipe', _isUnclosed: isUnclosed = false}) => {
    return {type: 'lineTable', kind, isUnclosed, lines: [], value: ''}
  },
  verseLine: () => ({type: 'line', indent: 0, children: []}),
  directiveFence: () => ({type: 'directiveFence', colons: 0, isSpaced: false, children: [], rest: []})
}

/** Extension for mdast-util-from-markdown. */
export function syntaxNodes(): Extension {
  return {
    canContainEols: ['span', 'superscript', 'subscript', 'line', 'directiveFence'],
    enter: {...Object.fromEntries(Object.entries(nodes).map(([type, create]) => [type, opens(create)])), ...enter},
    exit: {...Object.fromEntries(Object.keys(nodes).map((type) => [type, close])), ...exit}
  }
}

const enter: Record<string, Handle> = {
  attributeList(token) {
    // A displayed formula reads its own.
    if (!hasChildren(this)) return
    this.enter({type: 'attributeList', value: this.sliceSerialize(token)}, token)
  },
  bareAddress(token) {
    opens(nodes.bareAddress!).call(this, token)
    this.config.enter.data?.call(this, token)
    this.config.exit.data?.call(this, token)
  },
  inlineNote(token) {
    this.enter({type: 'footnote', children: []}, token)
    this.enter({type: 'paragraph', children: []}, token)
  },
  listItemValue(token) {
    readMarker(this, this.sliceSerialize(token))
  },
  plainMark: enterData,
  noBreakSpace: enterData,
  directiveFenceRest() {
    this.buffer()
  }
}

const exit: Record<string, Handle> = {
  attributeList(token) {
    const list = this.stack.at(-1)
    if (list?.type !== 'attributeList') return
    this.exit(token)
    giveToParent(list, this.stack.at(-1) as Parent)
  },
  bracketedSpan(token) {
    const span = this.stack.at(-1) as Parent
    const list = span.children.pop()
    if (list?.type === 'attributeList') span.attributes = attributesOf(list.value)
    this.exit(token)
  },
  inlineNote(token) {
    this.exit(token)
    this.exit(token)
    const note = (this.stack.at(-1) as Parent).children.at(-1)
    const paragraph = note?.type === 'footnote' ? note.children[0] : undefined
    const [first, last] = paragraph && 'children' in paragraph ? [paragraph.children[0], paragraph.children.at(-1)] : []
    if (paragraph && first?.position && last?.position) {
      paragraph.position = {start: first.position.start, end: last.position.end}
    }
  },
  plainMark(token) {
    this.config.exit.data?.call(this, token)
  },
  noBreakSpace({end: {line, column, offset}}) {
    const tail = this.stack.pop()
    if (tail?.type !== 'text') return
    tail.value += '\u00A0'
    if (tail.position) tail.position.end = {line, column, offset}
  },
  dataValuePath: tells('dataValue', (node, typed) => {
    node.path = typed.trim()
  }),
  definitionItemPrefix: tells('definitionItem', (node, typed) => {
    node.marker = typed
  }),
  verseIndent: tells('line', (node, typed) => {
    if (node.children.length === 0) node.indent = typed.length
  }),
  tableLine(token) {
    const table = this.stack.at(-1)
    if (table?.type === 'lineTable') addLine(table, this.sliceSerialize(token, true), token)
  },
  lineTable(token) {
    const table = this.stack.at(-1)
    if (table?.type === 'lineTable') indentFirst(table, token._indent ?? 0)
    this.exit(token)
  },
  directiveFenceSequence: tells('directiveFence', (node, typed) => {
    node.colons ||= typed.length
  }),
  directiveFenceSpace: tells('directiveFence', (node) => {
    if (node.name === undefined) node.isSpaced = true
  }),
  directiveFenceName: tells('directiveFence', (node, typed) => {
    node.name = typed
  }),
  directiveFenceData: tells('directiveFence', (node, typed, {start, end}) => {
    const {value, position} = node.yaml ?? {}
    node.yaml = {
      type: 'yaml',
      value: value === undefined ? typed : `${value}\n${typed}`,
      position: {start: position?.start ?? start, end}
    }
  }),
  directiveFenceRest() {
    const rest = this.stack.at(-1) as Parent
    this.resume()
    const node = this.stack.at(-1)
    if (node?.type === 'directiveFence') node.rest = rest.children as PhrasingContent[]
  },
  label: exitLabel
}

/** An empty line has no token: it is known by the number of the next. */
function addLine(table: LineTable, text: string, {start}: Token): void {
  const before = table.lines.at(-1)
  const line = {text, start: {line: start.line, column: start.column, offset: start.offset}}
  if (before && before.start.line + 1 < start.line) table.lines.push({text: '', start: line.start})
  table.lines.push(line)
}

function indentFirst({lines: [first]}: LineTable, indent: number): void {
  if (!first) return
  first.text = ' '.repeat(indent) + first.text
  first.start.column -= indent
  first.start.offset -= indent
}

/** `\@ref(fig:x)` prints the number alone. */
function bookdownReferenceOf({start, end}: Token, typed: string): Node {
  const position = {start, end}
  const item = {label: typed.slice('\\@ref('.length, -1), isBare: true, position}
  return {type: 'crossReference', items: [item], isCapitalised: false, isPage: false, children: []}
}

function opens(create: (token: Token, typed: () => string) => Node): Handle {
  return function (token) {
    this.enter(
      create(token, () => this.sliceSerialize(token)),
      token
    )
  }
}

function close(this: CompileContext, token: Token): void {
  this.exit(token)
}

function enterData(this: CompileContext, token: Token): void {
  this.config.enter.data?.call(this, token)
}

/** What a token inside a node of a type says of it. */
function tells<Type extends Node['type']>(
  type: Type,
  tell: (node: Extract<Node, {type: Type}>, typed: string, token: Token) => void
): Handle {
  return function (token) {
    const node = this.stack.at(-1)
    if (node?.type === type) tell(node as Extract<Node, {type: Type}>, this.sliceSerialize(token), token)
  }
}

/** As mdast-util-from-markdown does, but an image keeps its label as nodes as well. */
function exitLabel(this: CompileContext): void {
  const fragment = this.stack.at(-1) as Parent
  const alt = this.resume()
  const node = this.stack.at(-1)
  this.data.inReference = true
  if (node?.type === 'link') node.children = fragment.children as PhrasingContent[]
  else if (node) {
    const image = node as unknown as Image
    image.alt = alt
    image.data = {caption: fragment.children as PhrasingContent[]}
  }
}

/** The first marker of a list is what the list is numbered by. */
function readMarker(context: CompileContext, typed: string): void {
  const [list, item] = context.stack.slice(-2)
  if (list?.type !== 'list' || item?.type !== 'listItem') return
  const marker = readListMarker(typed, list.numbering)
  if (!marker) return
  const {style, delimiter, value, label} = marker
  if (context.data.expectingFirstListItemValue) {
    list.start = value
    if (style !== 'decimal' || delimiter !== 'period') list.numbering = {style, delimiter}
    context.data.expectingFirstListItemValue = undefined
  }
  if (style === 'example') item.example = label
}

function hasChildren(context: CompileContext): boolean {
  const parent = context.stack.at(-1)
  return parent !== undefined && 'children' in parent
}

/** After a value or a directive's name, an attribute list has only one meaning. */
function giveToParent(list: AttributeList, parent: Parent): void {
  const owner = parent as Node
  if (owner.type === 'directiveFence') owner.value = list.value
  else if (owner.type === 'dataValue') owner.attributes = attributesOf(list.value, true)
  // Of `:index[…]` and `:term[…]`; another span takes its attributes later.
  else if (owner.type === 'span' && owner.attributes) {
    const {classes, ...rest} = attributesOf(list.value)
    owner.attributes = {...rest, classes: [...owner.attributes.classes, ...classes]}
  } else return
  parent.children.pop()
}

/** The tokenizer let only valid lists through. */
function attributesOf(source: string, bareWords = false): Attributes {
  return parseAttributes(source, {bareWords}) ?? {classes: [], pairs: {}}
}

function withoutFences(source: string): string {
  const fence = source.startsWith('$$') ? 2 : 1
  return source.slice(fence, -fence).trim()
}

/** `$$ … $$ {#eq-x}` without its fences. */
function mathOf(source: string): Node {
  const end = source.lastIndexOf('$$')
  const attributes = parseAttributes(source.slice(end + 2).trim())
  return {type: 'math', value: source.slice(2, end).trim(), attributes}
}
