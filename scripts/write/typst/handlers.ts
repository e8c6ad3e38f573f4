/** One function a node: resolved mdast → the pieces that `walk.typ` prints. */

import {hash} from 'node:crypto'
import type {Heading, ListItem as Item, List, Node, PhrasingContent} from 'mdast'
import {isAside} from '../../document/asides.ts'
import type {PageDesign} from '../../document/design.ts'
import {marginWidth} from '../../document/design.ts'
import type {Handlers} from '../../document/handlers.ts'
import {listCounters} from '../../document/list-counters.ts'
import type {
  CodeToken,
  DefinitionList,
  Destination,
  Division,
  ListNumbering,
  Tab,
  TitledBox,
  WrittenNode
} from '../../document/nodes.ts'
import {isStatement} from '../../document/statements.ts'
import {boxTitle} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import {warn} from '../../messages/messages.ts'
import {originOf} from '../../messages/origin.ts'
import {checkHeading, checkNote} from './check-lengths.ts'
import {figurePiece, imageAlone, panelsPiece, partPiece, tablePieces} from './figures.ts'
import {deepest, insideOf, isTooDeep, narrowest, reportTooDeep} from './nesting.ts'
import {writeDrawing, writeFormula, writeImage} from './pictures.ts'
import {besideMark, besideText, holdsLongWord, isLandscape, layOutNote, withMark} from './piece-shapes.ts'
import type {AuthorLine, Element, FootnotePiece, HeadingPiece, ListItem, Piece, PlainType, Pointer} from './pieces.ts'
import {declare, labelOf, pointer, type State} from './state.ts'
import {breakableCode, checkedText, printedText} from './text.ts'
import {language, textLanguage} from './text-language.ts'

/** The pieces of some nodes, in order. */
export function writeAll(nodes: readonly Node[], state: State): Piece[] {
  return nodes.flatMap((node) => writeOne(node as WrittenNode, state))
}

/** Text of a title in contents and running heads: no anchors, no notes. */
export function writeCopy(nodes: readonly PhrasingContent[], state: State): Piece[] {
  return writeAll(nodes, {...state, isCopy: true})
}

function writeOne(node: WrittenNode, state: State): Piece[] {
  // Each handler takes its own node; TypeScript cannot follow that through the lookup.
  const handler = handlers[node.type] as (node: WrittenNode, state: State) => Piece[]
  const pieces = handler(node, isBlock.has(node.type) && node.position ? {...state, around: node} : state)
  if (state.writing.origins && !state.isCopy) nameOrigin(pieces, node, state, state.writing.origins)
  if (state.writing.page.settings.draft && state.depth === 0 && !state.isCopy)
    pieces.unshift(...messagesAt(node, state))
  const hasOwnLabel = node.type === 'heading' || node.type === 'figure'
  const label = hasOwnLabel ? undefined : declare(node.attributes?.id, state)
  return label === undefined ? pieces : [{type: 'anchor', label}, ...pieces]
}

/** Pieces that are found again in their source: what an author would call a paragraph, a title, a figure. */
const isFindable: ReadonlySet<string> = new Set([
  'paragraph',
  'inline',
  'heading',
  'code',
  'equation',
  'table',
  'figure',
  'term',
  'line',
  'entry'
])

/** Named by what it holds, so that a line put in before it changes nothing of it. */
function nameOrigin(
  pieces: readonly Piece[],
  node: WrittenNode,
  {file, chapter}: State,
  origins: Map<string, AuthorLine>
): void {
  const [piece] = pieces
  const source = node.type === 'bibliographyEntry' ? node.source : node
  if (typeof piece !== 'object' || !isFindable.has(piece.type) || piece.origin || !source?.position) return
  const {path, place} = originOf('file' in source ? source.file : file, source.position)
  const name = hash('sha1', `${chapter} ${JSON.stringify(piece)}`, 'base64url').slice(0, 10)
  let free = name
  for (let n = 2; origins.has(free); n++) free = `${name}-${n}`
  piece.origin = free
  origins.set(free, {file: path, line: place?.start.line ?? 1})
}

/** What was said of a block on the page, for the margin of a draft. */
function messagesAt({type, position}: WrittenNode, {file}: State): Piece[] {
  if (!position || !inMargin.has(type)) return []
  return file.messages.flatMap(({line, reason, source}): Piece[] =>
    line !== undefined && line >= position.start.line && line <= position.end.line && source !== undefined
      ? [{type: 'marginNote', value: reason.replaceAll('`', '')}]
      : []
  )
}

const inMargin: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'table',
  'list',
  'blockquote',
  'code',
  'math',
  'box'
])

/** Nodes whose position does for what is inside them without one. */
const isBlock: ReadonlySet<string> = new Set([
  'heading',
  'paragraph',
  'figure',
  'table',
  'list',
  'division',
  'box',
  'chart'
])

const handlers: Handlers<State, Piece[]> = {
  // Text
  text: (node, state) => printedText(node.value, node, state),
  emphasis: (node, state) => mark(node, {...state, isItalic: !state.isItalic}, plain('emphasis')),
  strong: (node, state) => mark(node, state, plain('strong')),
  delete: (node, state) => lined(node, state, plain('delete')),
  superscript: (node, state) => mark(node, state, plain('superscript')),
  subscript: (node, state) => mark(node, state, plain('subscript')),
  span: (node, state) => {
    const classes = node.attributes?.classes ?? []
    const has = (...names: string[]) => names.some((name) => classes.includes(name))
    const style = {
      isSmallCaps: has('smallcaps', 'small-caps', 'sc') || undefined,
      isHighlighted: has('mark', 'highlight') || undefined
    }
    const made = (inside: State) =>
      mark(node, inside, (children) => ({type: 'span', ...style, ...textLanguage(node), children}))
    if (!has('underline', 'ul') || state.isLined) return made(state)
    return [{type: 'underline', children: made({...state, isLined: true})}]
  },
  inlineCode: (node, state) => [{type: 'inlineCode', value: breakableCode(checkedText(node.value, node, state))}],
  inlineMath: (node, state) => {
    const {rows: _, ...formula} = writeFormula(node, state)
    return [formula]
  },
  break: () => [{type: 'break'}],
  link: (node, state) => {
    if (state.isCopy) return writeAll(node.children, state)
    if (node.target) return [pointer({type: 'link', children: insideMark(node, state)}, node.target, node, state)]
    const url = node.url.trim()
    if (isSafe(url)) return mark(node, state, (children) => ({type: 'link', url: asAddress(url), children}))
    // A path or a label that leads nowhere was reported when links were resolved.
    if (!/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) return writeAll(node.children, state)
    warn(state.file, `Unsupported link \`${node.url.slice(0, 80)}\`, printed as text in the PDF`, {
      at: node,
      rule: 'pdf:unsafe-link',
      fix: 'Give a whole address that starts with `https://` or `mailto:`, or the label of a place in the thesis.'
    })
    return writeAll(node.children, state)
  },
  image: (node, state) => writeImage(node, state, '', true),
  html: (node, state) => {
    const isComment = /^\s*(<!--[\s\S]*?-->\s*)+$/.test(node.value)
    if (isComment || state.isCopy || hasNothingToPrint.test(node.value)) return []
    const shown = node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value
    warn(state.file, `Unsupported HTML \`${shown.replace(/\s+/g, ' ')}\`, not printed in the PDF`, {
      at: node,
      rule: 'pdf:raw-html',
      fix: 'Write in Markdown what should stand there: a picture, a link, a table.'
    })
    return []
  },
  footnote: (node, state) => {
    if (state.isCopy) return []
    checkNote(node, state)
    const number = String(node.number ?? '')
    const place = {chapter: state.chapter, anchor: noteAnchor(node.label ?? `#${number}`)}
    const label = node.label === undefined && !state.innerNotes ? undefined : declare(place.anchor, state)
    const innerNotes: Piece[] = []
    const children = writeAll(node.children, {...state, isOnPage: false, depth: state.depth + 1, innerNotes})
    const note: FootnotePiece = {type: 'footnote', number, label, ...textLanguage(node), ...layOutNote(children)}
    if (!state.innerNotes) return [note, ...innerNotes]
    state.innerNotes.push({...note, isInner: true}, ...innerNotes)
    return [pointer({type: 'footnoteCall', number}, place, node, state)]
  },
  footnoteCall: (node, state) => {
    if (state.isCopy) return []
    const place = {chapter: state.chapter, anchor: noteAnchor(node.label)}
    return [pointer({type: 'footnoteCall', number: String(node.number ?? '')}, place, node, state)]
  },
  citation: (node, state) => {
    const label = declare(node.anchor, state)
    const printed = writeAll(node.children, state)
    return label === undefined ? printed : [{type: 'anchor', label}, ...printed]
  },
  crossReference: (node, state) => writeAll(node.children, state),
  pageReference: (node, state) => {
    if (state.isCopy) return writeAll(node.children, state)
    const {page: term} = state.writing.terms
    const children = writeAll(node.children, state)
    return [pointer({type: 'pageReference', term, children}, node.target, node, state)]
  },
  abbreviation: (node, state) => writeAll(node.children, state),
  dataValue: (node, state) => writeAll(node.children, state),

  // Blocks
  paragraph: (node, state) => {
    const image = imageAlone(node)
    if (image) return [{type: 'picture', children: writeImage(image, state, '', false)}]
    const children = writeAll(node.children, state)
    return [{type: 'paragraph', isLoose: children.some(holdsLongWord) || undefined, children}]
  },
  heading: (node, state) => {
    const heading = writeHeading(node, state)
    // A title without letters would be one that nobody can hear.
    return heading.text === '' && node.depth > 1 ? heading.children : [heading]
  },
  blockquote: (node, state) => block(node, state, (children) => ({type: 'quote', children, ...textLanguage(node)})),
  attribution: (node, state) => block(node, state, plain('attribution')),
  list: (node, state) => writeList(node, state),
  listItem: (node, state) => writeAll(node.children, state),
  definitionList: (node, state) =>
    block(node, state, (children) => ({
      type: 'definitions',
      isBeside: standsBeside(node, children) || undefined,
      children
    })),
  definitionTerm: (node, state) => {
    const label = declare(node.anchor, state)
    const uses = state.isCopy ? [] : (node.usedAt ?? [])
    const places = uses.map((place) => ({from: pointerTo(labelOf(place, state.writing.tops), node, state), to: null}))
    return block(node, state, (children) => ({type: 'term', label, places, children}))
  },
  definitionDescription: (node, state) => block(node, state, plain('description')),
  lineBlock: (node, state) => block(node, state, plain('lines')),
  line: (node, state) => [{type: 'line', indent: node.indent, children: writeAll(node.children, state)}],
  code: (node, state) => {
    const printed = (text: string, longest: number) =>
      breakableCode(checkedText(text.replace(/\t/g, '    '), node, state), longest)
    const fits = lineOfCode(state.writing.page)
    const lines = node.lines?.map((line) => printedLine(line, fits, (text) => printed(text, longestCodeWord)))
    return [{type: 'code', value: printed(node.value, fits), lines}]
  },
  math: (node, state) => {
    const {rows: baselines, ...formula} = writeFormula(node, state)
    const rows = node.rows?.flatMap(({number, tag, label}, index) => {
      const text = tag ?? (number === undefined ? null : `(${number})`)
      return text === null && label === undefined
        ? []
        : [{text, label: declare(label, state), at: baselines?.[index] ?? index}]
    })
    return [
      {
        type: 'equation',
        number: node.tag ?? (node.number === undefined ? null : `(${node.number})`),
        label: declare(node.attributes?.id, state),
        rows,
        formula
      }
    ]
  },
  thematicBreak: () => [{type: 'rule'}],
  pageBreak: (node, state) => {
    if (state.isOnPage) return [{type: 'pageBreak'}]
    warn(state.file, 'Page break inside a list, quote, box or note', {
      at: node,
      rule: 'pdf:page-break',
      fix: 'Move it between two paragraphs of the text.'
    })
    return []
  },
  division: (node, state) => writeDivision(node, state),
  box: (node, state) => writeBox(node, state),
  tab: (node, state) => {
    const {title, rest} = titleApart(node, state)
    return block({...node, children: rest}, state, (children) => ({type: 'tab', title, children}))
  },
  figure: (node, state) => [
    node.part === undefined ? figurePiece(node, state, writeAll) : partPiece(node, state, writeAll)
  ],
  panels: (node, state) => [panelsPiece(node, state, writeAll)],
  shortCaption: () => [],
  caption: (node, state) => writeAll(node.children, state),
  source: (node, state) => writeAll(node.children, state),
  withheld: ({value}) => [{type: 'missing', value}],
  cellResult: (_, {writing}) => [{type: 'picture', children: [{type: 'missing', value: writing.terms.cellResult}]}],
  drawing: (node, state) => [{type: 'picture', children: writeDrawing(node, state)}],
  table: (node, state) => {
    const made = tablePieces(node, state, writeAll, {isCaptioned: false, canBeLandscape: state.isOnPage})
    return made.some(isLandscape) ? [{type: 'landscape', children: made}] : made
  },
  // A row and a cell are written by their table.
  tableRow: (node, state) => writeAll(node.children, state),
  tableCell: (node, state) => writeAll(node.children, state),
  bibliography: (node, state) => [{type: 'bibliography', children: writeAll(node.children, state)}],
  index: (node, state) => [{type: 'index', children: writeAll(node.children, state)}],
  indexEntry: (node, state) => {
    const {terms, tops} = state.writing
    const to = (place: Destination) => pointerTo(labelOf(place, tops), node, state)
    const places = node.places.map((place) => ({from: to(place.from), to: place.to ? to(place.to) : null}))
    const word = places.length > 0 ? terms.seeAlso : terms.see
    const other = node.see.length > 0 ? `${word} ${node.see.join(terms.comma)}` : null
    const {level, isFirst} = node
    return [{type: 'indexEntry', level, isFirst, places, other, children: writeAll(node.children, state)}]
  },
  bibliographyEntry: (node, state) => {
    const {writing} = state
    const citedAt = node.citedAt
      .map((place) => labelOf(place, writing.tops))
      .map((label) => pointerTo(label, node, state))
    return [
      {
        type: 'entry',
        label: declare(`ref-${node.key}`, state),
        ...language(node.lang),
        children: writeAll(
          node.children,
          node.source ? {...state, file: node.source.file, around: node.source} : state
        ),
        citedTerm: `${writing.terms.citedAt}\u00A0${writing.terms.page}`,
        citedAt
      }
    ]
  }
}

/** What a page of the web does not show either. */
const hasNothingToPrint = /^<\/?(?:base|link|meta|script|style|template)\b/i

type NodeWithChildren = Node & {children: readonly Node[]}

/** Gives the element around some pieces. */
type Make = (children: Piece[]) => Element

/** Four terms or more, all of them as short as abbreviations, with a paragraph each. */
function standsBeside({children: nodes}: DefinitionList, pieces: readonly Piece[]): boolean {
  const isShort = (node: DefinitionList['children'][number], index: number) =>
    index % 2 === 0
      ? node.type === 'definitionTerm' && plainText(node).length <= 10
      : node.type === 'definitionDescription' && node.children.length === 1
  const isPlain = (piece: Piece) => typeof piece === 'object' && (piece.type !== 'term' || piece.places.length === 0)
  return nodes.length >= 8 && nodes.length === pieces.length && nodes.every(isShort) && pieces.every(isPlain)
}

function plain(type: PlainType): Make {
  return (children) => ({type, children})
}

/** A line through or under words; a second one, which PDF/UA forbids, is left out. */
function lined(node: NodeWithChildren, state: State, make: Make): Piece[] {
  if (!state.isLined) return mark(node, {...state, isLined: true}, make)
  warn(state.file, 'Underline or strikethrough inside another', {
    at: node,
    rule: 'pdf:not-accessible',
    fix: 'Remove one of the two: the PDF prints the outer one.'
  })
  return writeAll(node.children, state)
}

/** A piece around phrasing content; beyond a depth that nobody reads, the content alone. */
function mark(node: NodeWithChildren, state: State, make: Make): Piece[] {
  if (state.marks >= deepest.marks) {
    if (state.marks === deepest.marks) reportTooDeep('levels of inline style', deepest.marks, node, state)
    return writeAll(node.children, {...state, marks: state.marks + 1})
  }
  return [make(insideMark(node, state))]
}

function insideMark(node: NodeWithChildren, state: State): Piece[] {
  return writeAll(node.children, {...state, marks: state.marks + 1})
}

/** A piece around blocks; beyond a depth that fits no page, its content alone. */
function block(node: NodeWithChildren, state: State, make: Make): Piece[] {
  const inside = insideOf(state)
  if (isTooDeep(node, state)) return writeAll(node.children, inside)
  return [make(writeAll(node.children, inside))]
}

/** A line that is too long may break after the punctuation that ends a word of it. */
function printedLine(line: readonly CodeToken[], fits: number, print: (text: string) => string): CodeToken[] {
  const isLong = line.reduce((length, {text}) => length + text.length, 0) > fits
  return line.map(({text, kind}) => {
    const shown = print(text)
    return {text: isLong && /[,;.:=(){}[\]]$/.test(shown) ? `${shown}\u200B` : shown, kind}
  })
}

/** Characters that a word of code has before it may break. */
const longestCodeWord = 28

/** Characters that fit on a line of code, each 0.6 em wide. */
const lineOfCode = ({textWidth, indent, sizes}: PageDesign) =>
  Math.floor((textWidth - (indent * 72) / 25.4) / (sizes.small * 0.6))

/** A heading, its label claimed. */
export function writeHeading(node: Heading, state: State): HeadingPiece {
  checkHeading(node, state)
  const title = writeAll(node.children, state)
  const label = declare(node.anchor, state)
  const listed = label !== undefined && state.writing.listed.has(label)
  return {
    type: 'heading',
    depth: node.depth,
    level: outlineLevel(node.depth, state),
    number: node.number ?? null,
    label,
    isListed: listed,
    text: [
      node.number,
      plainText(node)
        .replace(/[ \t\r\n]+/g, ' ')
        .trim()
    ]
      .filter(Boolean)
      .join(' '),
    children: title
  }
}

/** Level in the PDF's structure, where none may be skipped; chapters of a part stand below it. */
function outlineLevel(depth: number, {outline}: State): number {
  outline.level = Math.min(depth + outline.shift, outline.level + 1)
  return outline.level
}

function writeList(node: List, state: State): Piece[] {
  const inside = insideOf(state)
  if (isTooDeep(node, state)) return writeAll(node.children, inside)
  return [
    {
      type: 'list',
      numbering: node.ordered ? numberingPattern(node.numbering) : null,
      start: node.start ?? 1,
      isSpread: node.spread === true || node.children.some((item) => item.spread),
      children: node.children.map((item) => writeItem(item, inside))
    }
  ]
}

/** As Typst has it: `(i)`. */
function numberingPattern({style, delimiter}: ListNumbering = {style: 'decimal', delimiter: 'period'}): string {
  const counter = listCounters[style]
  return delimiter === 'parens' ? `(${counter})` : `${counter}${delimiter === 'paren' ? ')' : '.'}`
}

function writeItem(node: Item, state: State): ListItem {
  return {
    isChecked: node.checked ?? undefined,
    number: node.number,
    label: declare(node.attributes?.id, state),
    children: besideMark(writeAll(node.children, state))
  }
}

/** « Avertissement », or the author's title; « Théorème 1 (Pythagore) »; a proof ends with its mark. */
function writeBox(node: TitledBox, state: State): Piece[] {
  const {title, rest} = titleApart(node, state)
  const kind = boxTitle(node.kind, state.writing.terms)
  const label = node.number === undefined ? kind : `${kind}\u00A0${node.number}`
  const isNamed = title.length > 0
  const shown = isStatement(node.kind) ? [label, ...(isNamed ? [' (', ...title, ')'] : [])] : isNamed ? title : [label]
  return block({...node, children: rest}, state, (children) => ({
    type: 'box',
    title: shown,
    ...textLanguage(node),
    children: node.kind === 'proof' ? withMark(children) : children
  }))
}

/** The title of a box or tab, and what is in it. */
function titleApart({children}: TitledBox | Tab, state: State): {title: Piece[]; rest: Node[]} {
  const caption = children.find((child) => child.type === 'caption')
  return {title: caption ? writeAll(caption.children, state) : [], rest: children.filter((child) => child !== caption)}
}

/** Beside each other, each with its share; what stands between columns is one of its own. */
function writeColumns(node: Division, state: State): Piece[] {
  const inside = insideOf(state)
  if (isTooDeep(node, state)) return writeAll(node.children, inside)
  const shares = node.children.map(
    ({attributes}) => Number.parseFloat(attributes?.pairs.width ?? '') || 100 / node.children.length
  )
  const total = shares.reduce((sum, share) => sum + share, 0)
  if (total === 0) return []
  return [
    {
      type: 'columns',
      shares,
      columns: node.children.map((column, index) =>
        writeAll([column], {...inside, width: Math.max(narrowest, (state.width * shares[index]!) / total)})
      )
    }
  ]
}

function writeDivision(node: Division, state: State): Piece[] {
  const classes = node.attributes?.classes ?? []
  const properties = textLanguage(node)
  if (classes.includes('landscape') && state.isOnPage) {
    const inside = {...state, depth: state.depth + 1, isOnPage: false, width: state.writing.page.landscapeWidth}
    return [{type: 'landscape', children: writeAll(node.children, inside), ...properties}]
  }
  if (classes.includes('columns')) return writeColumns(node, state)
  if (node.attributes && isAside(node.attributes)) return writeAside(node, state)
  if (node.element === 'summary') {
    return [
      {type: 'paragraph', children: [{type: 'strong', children: writeAll(node.children, state).flatMap(besideText)}]}
    ]
  }
  if (classes.includes('epigraph')) {
    return block(node, state, (children) => ({type: 'epigraph', ...properties, children}))
  }
  const side = classes.find((name) => ['center', 'centered', 'right'].includes(name))
  if (side || Object.keys(properties).length > 0) {
    const align = side === undefined ? undefined : side === 'right' ? 'end' : 'center'
    return block(node, state, (children) => ({type: 'division', ...properties, align, children}))
  }
  return writeAll(node.children, {...state, depth: state.depth + 1})
}

/** In the outer margin where that is wide enough, and what it holds can stand there; else a block of the text. */
function writeAside(node: Division, state: State): Piece[] {
  const width = marginWidth(state.writing.page)
  const inMargin = state.isOnPage && width > 0 && !node.children.some(holdsWide) ? width : null
  const inside = inMargin === null ? state : {...state, width: inMargin}
  return block(node, inside, (children) => ({type: 'aside', width: inMargin, ...textLanguage(node), children}))
}

/** Footnotes need the foot of a page; tables, code and displayed formulas the width of the text. */
const holdsWide = (node: Node): boolean =>
  ['footnote', 'table', 'code', 'math', 'heading', 'division', 'panels', 'drawing', 'pageBreak'].includes(node.type) ||
  ('children' in node && (node.children as Node[]).some(holdsWide))

function pointerTo(label: string, node: Node, state: State): Pointer {
  const piece: Pointer = {to: label}
  state.writing.pointers.push({piece, label, file: state.file, node})
  return piece
}

const noteAnchor = (label: string) => `note-${label}`

/** Characters; the engine refuses addresses of 8000. */
const longestAddress = 8000

/** `https:`, `mailto:` and the like; never code, never a file. */
function isSafe(url: string): boolean {
  return url.length < longestAddress && /^(https?:\/\/|mailto:|tel:|doi:|urn:|ftps?:\/\/)./i.test(url)
}

const asAddress = (url: string) => url.replace(/^doi:/i, 'https://doi.org/')
