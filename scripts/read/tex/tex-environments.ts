/** `\begin{x} … \end{x}` → lists, quotes, figures, tables, formulas, code; what is not known → its text and an error. */

import type {Code, ListItem, PhrasingContent, RootContent} from 'mdast'
import type {Position} from 'unist'
import type {DefinitionList, Division, Figure, LineBlock} from '../../document/nodes.ts'
import {statementKinds} from '../../document/terms/types.ts'
import {error} from '../../messages/messages.ts'
import {type TexCursor, type TexRange, takeGroup, takeOption} from './tex-cursor.ts'
import {isEquation, texEquation} from './tex-equation.ts'
import {texFloat, texPart} from './tex-float.ts'
import {asInline, leaveOut, type TexItem, type TexReader, toBlocks, typed} from './tex-reader.ts'
import {statementDeclared, statementNamed, texStatement} from './tex-statement.ts'
import {texTable} from './tex-table.ts'

/** An environment found: its body, without `\begin{x}` and `\end{x}`, and the whole of it. */
export interface TexEnvironment {
  reader: TexReader
  name: string
  body: TexRange
  start: number
  end: number
}

type Read = (environment: TexEnvironment & {plain: string; position: Position | undefined}) => TexItem[]

/** Arguments of environments that only say how a page looks; their text is read. */
const layoutArguments = new Map(
  Object.entries({
    spacing: 'm',
    minipage: 'ooom',
    thebibliography: 'm',
    adjustwidth: 'mm',
    multicols: 'm',
    wrapfigure: 'omm',
    wraptable: 'omm',
    otherlanguage: 'm',
    addmargin: 'om',
    changemargin: 'mm',
    tabularx: 'm',
    longtable: 'o',
    list: 'mm'
  })
)

const layoutNames = new Set(
  (
    'spacing minipage adjustwidth multicols singlespace singlespacing onehalfspace doublespace doublespacing small ' +
    'footnotesize scriptsize tiny large samepage sloppypar titlepage landscape sidewaysfigure flushleft raggedright ' +
    'document appendices subappendices addmargin changemargin otherlanguage frame vplace adjustbox abstract subequations ' +
    'threeparttable tablenotes vcenter fullwidth hyphenrules SingleSpace DoubleSpace OnehalfSpace bottomquote linenumbers CJK*'
  ).split(' ')
)

const statements: ReadonlySet<string> = new Set(statementKinds)

/** What ends a cell of `tabbing`. */
const tabs = new Set(['\\=', '\\>'])

const readers: Record<string, Read> = {
  itemize: (given) => listOf(given, false),
  enumerate: (given) => listOf(given, true),
  description: definitionsOf,
  quote: quoteOf,
  quotation: quoteOf,
  displayquote: quoteOf,
  blockquote: quoteOf,
  center: (given) => divisionOf(given, 'center'),
  flushright: (given) => divisionOf(given, 'right'),
  epigraph: (given) => divisionOf(given, 'epigraph'),
  landscape: (given) => divisionOf(given, 'landscape'),
  verse: verseOf,
  verbatim: codeOf,
  Verbatim: codeOf,
  lstlisting: codeOf,
  minted: codeOf,
  alltt: codeOf,
  comment: () => [],
  figure: floatOf('figure'),
  wrapfigure: floatOf('figure'),
  SCfigure: floatOf('figure'),
  sidewaysfigure: floatOf('figure'),
  subfigure: partOf,
  subtable: partOf,
  table: floatOf('table'),
  wraptable: floatOf('table'),
  sidewaystable: floatOf('table'),
  tabular: (given) => texTable(given, given.position),
  tabularx: (given) => texTable(given, given.position),
  tabulary: (given) => texTable(given, given.position),
  longtable: (given) => texTable(given, given.position),
  thebibliography: (given) => listOf(given, false),
  tabbing: (given) => texTable({...given, ends: tabs}, given.position),
  ...Object.fromEntries(statementKinds.map((kind) => [kind, statementOf]))
}

/** Whether an environment that another piece of TeX closes only says how a page looks. */
export function isLayoutEnvironment(name: string): boolean {
  return layoutNames.has(name) || layoutArguments.has(name) || /^(?:center|flush|quot)/.test(name)
}

/** Emits `read:raw-tex`. */
export function readEnvironment(environment: TexEnvironment): TexItem[] {
  const {reader, name, start, end} = environment
  const position = reader.place(start, end)
  if (isEquation(name)) return [texEquation(name, reader.source.slice(start, end), position)]
  const plain = name.replace(/\*$/, '')
  const statement = statementDeclared(reader, name) ?? (readers[plain] ? undefined : statementNamed(plain))
  if (statement) return texStatement(environment, statement, position)
  const body = withoutArguments(environment, plain)
  const read = readers[plain]
  if (read) return read({...environment, body, plain, position})
  if (layoutNames.has(plain) || reader.context.macros.has(`environment{${name}}`)) {
    leaveOut(reader, `begin{${name}}`, start, end)
    return toBlocks(reader.items(body))
  }
  error(reader.file, `Unknown TeX environment \`${name}\``, {
    at: reader.place(start, start + `\\begin{${name}}`.length),
    rule: 'read:raw-tex',
    actual: name,
    fix: drawings.has(plain)
      ? 'Draw it with another tool and insert it as a picture: `![Caption](drawing.svg){#fig-name}`.'
      : 'Write it in Markdown: `::: {.class}`, its text, and `:::` around it.'
  })
  return drawings.has(plain) ? [codeNode(reader, body, 'tex', position)] : toBlocks(reader.items(body))
}

const drawings = new Set(
  'tikzpicture pgfpicture pspicture picture forest axis circuitikz algorithm algorithmic algorithm2e'.split(' ')
)

function withoutArguments({reader, body}: TexEnvironment, plain: string): TexRange {
  const cursor: TexCursor = {source: reader.source, at: body.from, end: body.to}
  const takes = layoutArguments.get(plain)
  if (takes === undefined) {
    // Placement: `\begin{figure}[htb]`, options of lists and of code.
    if (!/^(?:tabular|verse|center|quot)/.test(plain) && !statements.has(plain)) takeOption(cursor)
    if (plain === 'minted') takeGroup(cursor)
  } else for (const kind of takes) kind === 'o' ? takeOption(cursor) : takeGroup(cursor)
  return {from: cursor.at, to: body.to}
}

function floatOf(kind: Figure['kind']): Read {
  return ({reader, body, position}) => texFloat(reader.items(body), kind, position)
}

/** `\\begin{subfigure}[b]{0.4\\textwidth}`. */
function partOf({reader, body, position}: Parameters<Read>[0]): TexItem[] {
  const cursor: TexCursor = {source: reader.source, at: body.from, end: body.to}
  takeOption(cursor)
  const width = takeGroup(cursor)
  const share = width && /^\s*([\d.]*)\s*\\\w+\s*$/.exec(typed(reader, width))?.[1]
  const items = reader.items({from: cursor.at, to: body.to})
  return texPart(items, {share: share === undefined ? undefined : Number(share || 1)}, position)
}

const at = (position: Position | undefined) => (position ? {position} : {})

/** The parts of a list, each with what `\item[…]` says. */
function itemsOf(reader: TexReader, body: TexRange): Array<{label: TexRange | undefined; content: TexRange}> {
  const {source} = reader
  const step = /\\(?:begin|end)\s*\{[^{}]*\}|\\(?:bib)?item(?![a-zA-Z])|\\[\s\S]/g
  step.lastIndex = body.from
  const found: Array<{label: TexRange | undefined; content: TexRange}> = []
  let depth = 0
  for (let one = step.exec(source); one && one.index < body.to; one = step.exec(source)) {
    if (one[0].startsWith('\\begin')) depth++
    else if (one[0].startsWith('\\end')) depth--
    else if (/item$/.test(one[0]) && depth === 0) {
      const last = found.at(-1)
      if (last) last.content.to = one.index
      const cursor: TexCursor = {source, at: step.lastIndex, end: body.to}
      const label = takeOption(cursor)
      if (one[0] === '\\bibitem') takeGroup(cursor)
      found.push({label, content: {from: cursor.at, to: body.to}})
      step.lastIndex = cursor.at
    }
  }
  return found
}

function listOf({reader, body, position}: Parameters<Read>[0], isOrdered: boolean): TexItem[] {
  const children = itemsOf(reader, body).map(({label, content}): ListItem => {
    const mark: PhrasingContent[] =
      label && typed(reader, label).trim() !== '' ? [...asInline(reader.items(label)), {type: 'text', value: ' '}] : []
    return {
      type: 'listItem',
      spread: false,
      children: toBlocks([...mark, ...dropLeading(reader.items(content))]) as ListItem['children'],
      ...at(reader.place(content.from, content.to))
    }
  })
  if (children.length === 0) return toBlocks(reader.items(body))
  return [{type: 'list', ordered: isOrdered, start: isOrdered ? 1 : null, spread: false, children, ...at(position)}]
}

function dropLeading(items: TexItem[]): TexItem[] {
  const [first] = items
  if (first?.type === 'text') first.value = first.value.trimStart()
  return items
}

function definitionsOf({reader, body, position}: Parameters<Read>[0]): TexItem[] {
  const children = itemsOf(reader, body).flatMap(({label, content}): DefinitionList['children'] => [
    {type: 'definitionTerm', children: label ? asInline(reader.items(label)) : []},
    {type: 'definitionDescription', spread: false, children: toBlocks(reader.items(content)) as never}
  ])
  return children.length === 0 ? toBlocks(reader.items(body)) : [{type: 'definitionList', children, ...at(position)}]
}

function quoteOf({reader, body, position}: Parameters<Read>[0]): TexItem[] {
  return [{type: 'blockquote', children: toBlocks(reader.items(body)) as never, ...at(position)}]
}

function divisionOf({reader, body, position}: Parameters<Read>[0], name: string): TexItem[] {
  const children = toBlocks(reader.items(body)) as Division['children']
  return [{type: 'division', attributes: {classes: [name], pairs: {}}, children, ...at(position)}]
}

/** `\begin{theorem}[Name]\label{x} … \end{theorem}`, as `::: {.theorem #x title="Name"}`. */
function statementOf({reader, body, plain, position}: Parameters<Read>[0]): TexItem[] {
  const cursor: TexCursor = {source: reader.source, at: body.from, end: body.to}
  const option = takeOption(cursor)
  const items = reader.items({from: cursor.at, to: body.to})
  const label = items.find((item) => item?.type === 'texLabel')
  const title: RootContent[] = option
    ? [{type: 'paragraph', attributes: {classes: ['title'], pairs: {}}, children: asInline(reader.items(option))}]
    : []
  const children = [...title, ...toBlocks(dropLeading(items.filter((item) => item !== label)))]
  const attributes = {classes: [plain], pairs: {}, id: label ? label.value : undefined}
  return [{type: 'division', attributes, children: children as Division['children'], ...at(position)}]
}

/** Lines end at `\\`, stanzas at an empty line. */
function verseOf({reader, body, position}: Parameters<Read>[0]): TexItem[] {
  const lines: LineBlock['children'] = [{type: 'line', indent: 0, children: []}]
  for (const item of reader.items(body)) {
    if (item === null) lines.push({type: 'line', indent: 0, children: []}, {type: 'line', indent: 0, children: []})
    else if (item.type === 'break') lines.push({type: 'line', indent: 0, children: []})
    else lines.at(-1)?.children.push(item as PhrasingContent)
  }
  for (const line of lines) line.children = asInline(line.children)
  while (lines.length > 1 && lines.at(-1)?.children.length === 0) lines.pop()
  return [{type: 'lineBlock', children: lines, ...at(position)}]
}

function codeOf({reader, body, plain, name, position}: Parameters<Read>[0]): TexItem[] {
  const lang =
    plain === 'minted'
      ? /\\begin\{minted\}(?:\[[^\]]*\])?\{(\w+)\}/.exec(reader.source.slice(body.from - 80, body.from))?.[1]
      : undefined
  return [codeNode(reader, body, name === 'minted' ? lang : undefined, position)]
}

function codeNode(
  reader: TexReader,
  body: TexRange,
  lang: string | undefined,
  position: Position | undefined
): RootContent {
  const value = typed(reader, body).replace(/^[ \t]*\n|\n[ \t]*$/g, '')
  return {type: 'code', lang: lang ?? null, value, ...at(position)} satisfies Code
}
