/** What the readers of TeX share: the source, what is remembered of it, and how a part of it is read. */

import type {PhrasingContent, RootContent} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {Footnote} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import type {TexRange} from './tex-cursor.ts'
import type {TexMacros} from './tex-macros.ts'

/** What TeX says of the text after it, over the files of a thesis. */
export interface TexContext {
  /** Defined so far. */
  macros: TexMacros
  /** Commands of layout that were left out: how often, and where first. */
  layout: Map<string, LayoutUse>
  /** What the chapters after `\appendix`, `\frontmatter`, `\mainmatter` are. */
  role?: 'appendix' | 'unnumbered'
}

/** Uses of a command that is left out. */
export interface LayoutUse {
  count: number
  file: VFile
  place: Position | undefined
}

/** A context at the start of a thesis. */
export function newTexContext(macros: TexMacros = new Map()): TexContext {
  return {macros, layout: new Map()}
}

/** A node, or null where a paragraph ends. */
export type TexItem = RootContent | null

/** One piece of raw TeX being read. */
export interface TexReader {
  source: string
  file: VFile
  /** BCP 47, for quotation marks. */
  lang: string
  context: TexContext
  /** Notes that `\footnotemark` called and `\footnotetext` will write. */
  waiting: Footnote[]
  /** It may open an environment that another piece closes: Pandoc's raw attribute. */
  isPart: boolean
  /** Of its environments, by the offset after `\begin{x}`. */
  ends: ReadonlyMap<number, TexRange>
  /** Where a part of the source stands in the file. */
  place(from: number, to: number): Position | undefined
  items(range: TexRange): TexItem[]
}

/** A part of the source as typed. */
export function typed({source}: TexReader, {from, to}: TexRange): string {
  return source.slice(from, to)
}

/** Text, with its place. */
export function textAt(reader: TexReader, value: string, {from, to}: TexRange): PhrasingContent {
  return {type: 'text', value, ...placed(reader, from, to)}
}

/** The position of a part of the source, where it is known. */
export function placed(reader: TexReader, from: number, to: number) {
  const position = reader.place(from, to)
  return position ? {position} : {}
}

/** Count a command that is left out. */
export function leaveOut(reader: TexReader, name: string, from: number, to: number): void {
  const {layout} = reader.context
  const use = layout.get(name)
  if (use) use.count++
  else layout.set(name, {count: 1, file: reader.file, place: reader.place(from, to)})
}

const flowTypes: ReadonlySet<string> = new Set(
  (
    'heading math list blockquote division figure table code lineBlock thematicBreak pageBreak definitionList ' +
    'paragraph texRole texCaption footnoteDefinition bibliography html'
  ).split(' ')
)

/** Whether a node stands between paragraphs. */
export function isFlow(node: RootContent): boolean {
  return flowTypes.has(node.type)
}

/**
 * Runs of text → paragraphs, blocks as they are.
 *
 * @param known  blocks of the Markdown around, whatever they are
 */
export function toBlocks(items: readonly TexItem[], known: ReadonlySet<RootContent> = new Set()): RootContent[] {
  const blocks: RootContent[] = []
  let run: PhrasingContent[] = []
  for (const item of [...items, null]) {
    if (item !== null && !isFlow(item) && !known.has(item)) run.push(item as PhrasingContent)
    else {
      flush()
      if (item !== null) blocks.push(item)
    }
  }
  return blocks

  function flush(): void {
    const children = trimmed(run)
    run = []
    if (children.length === 0) return
    blocks.push({type: 'paragraph', children, position: span(children)})
  }
}

/** Text alone: ends of paragraphs are spaces, of blocks only formulas and their words are kept. */
export function asInline(items: readonly TexItem[]): PhrasingContent[] {
  return trimmed(
    items.flatMap((item): PhrasingContent[] => {
      if (item === null) return [{type: 'text', value: ' '}]
      if (!isFlow(item)) return [item as PhrasingContent]
      if (item.type === 'math') return [{...item, type: 'inlineMath', data: undefined} as PhrasingContent]
      return 'children' in item ? asInline(item.children as RootContent[]) : []
    })
  )
}

/** Without white space at the ends, and without empty text. */
export function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const kept = [...nodes]
  for (let first = kept[0]; first?.type === 'text'; first = kept[0]) {
    first.value = first.value.replace(/^[ \t\n]+/, '')
    if (first.value !== '') break
    kept.shift()
  }
  for (let last = kept.at(-1); last?.type === 'text' || last?.type === 'break'; last = kept.at(-1)) {
    if (last.type === 'text') {
      last.value = last.value.trimEnd()
      if (last.value !== '') break
    }
    kept.pop()
  }
  return kept
}
