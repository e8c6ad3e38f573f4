/** Pandoc's JSON, or our tree → the words of the corpus and the nodes in it, idiom by idiom. */

import type {Nodes, Root, RootContent} from 'mdast'
import {toString as textOf} from 'mdast-util-to-string'
import {corpusWord} from './generate-idioms.ts'

/** What stands between two separators. */
export interface IdiomFacts {
  words: string[]
  /** Kind of node → how many. */
  nodes: Map<string, number>
}

interface PandocNode {
  t: string
  c?: unknown
}

/** Kinds of ours, in Pandoc's names. A title of a box is typed as a heading, a call of a note again is a note. */
const kindOf: Record<string, string> = {
  citation: 'Cite',
  crossReference: 'Cite',
  footnote: 'Note',
  footnoteCall: 'Note',
  table: 'Table',
  image: 'Image',
  inlineMath: 'Math',
  math: 'Math',
  link: 'Link',
  heading: 'Header',
  list: 'List',
  definitionList: 'List',
  code: 'Code',
  inlineCode: 'Code',
  emphasis: 'Emph',
  strong: 'Strong',
  blockquote: 'BlockQuote',
  box: 'BlockQuote',
  lineBlock: 'LineBlock',
  superscript: 'Superscript',
  subscript: 'Subscript',
  delete: 'Strikeout'
}

const separatorText = /^Repère (\d+)\.$/

/** By number of the idiom. An idiom whose separator is not at the top level is not in the map. */
export function factsOfPandoc(json: string): Map<number, IdiomFacts> {
  const {blocks} = JSON.parse(json) as {blocks: PandocNode[]}
  return split(blocks, (block) => (block.t === 'Para' ? pandocText(block).trim() : ''), addPandoc)
}

/** The same of a chapter as we read it. */
export function factsOfTree(tree: Root): Map<number, IdiomFacts> {
  return split(tree.children, (node: RootContent) => (node.type === 'paragraph' ? textOf(node) : ''), addOurs)
}

function split<Block>(
  blocks: readonly Block[],
  textOfBlock: (block: Block) => string,
  add: (block: Block, facts: IdiomFacts) => void
): Map<number, IdiomFacts> {
  const found = new Map<number, IdiomFacts>()
  let facts: IdiomFacts = {words: [], nodes: new Map()}
  for (const block of blocks) {
    const [, index] = separatorText.exec(textOfBlock(block)) ?? []
    if (index === undefined) {
      add(block, facts)
      continue
    }
    facts = {words: [], nodes: new Map()}
    found.set(Number(index), facts)
  }
  return found
}

function addPandoc(node: unknown, facts: IdiomFacts): void {
  if (Array.isArray(node)) for (const child of node) addPandoc(child, facts)
  if (!isPandocNode(node)) return
  const {t, c} = node
  if (t === 'Str') addWords(c as string, facts)
  else if (t === 'Code' || t === 'CodeBlock') addWords((c as [unknown, string])[1], facts)
  else if ((t === 'RawInline' || t === 'RawBlock') && (c as [string, string])[0] !== 'html')
    addWords((c as [string, string])[1].replaceAll(/\$[^$\n]*\$/g, ''), facts)
  count(facts, t.replace(/^(?:Bullet|Ordered|Definition)(?=List$)|(?<=^Code)Block$/, ''))
  // Formulas are pictures in the PDF; their text is not compared. The text of a picture is printed only as a caption.
  if (t === 'Image' && !(c as [unknown, unknown, [string, string]])[2][1].startsWith('fig:')) return
  // What follows the works of a citation is their text as typed, for want of a bibliography.
  addPandoc(t === 'Cite' ? (c as unknown[])[0] : c, facts)
}

function isPandocNode(value: unknown): value is PandocNode {
  return typeof value === 'object' && value !== null && 't' in value
}

function pandocText({c}: PandocNode): string {
  return (c as PandocNode[]).map((node) => (node.t === 'Str' ? String(node.c) : ' ')).join('')
}

function addOurs(node: Nodes, facts: IdiomFacts): void {
  const kind = kindOf[node.type]
  if (kind !== undefined) count(facts, kind)
  const isTitle =
    node.type === 'caption' || (node.type === 'paragraph' && node.attributes?.classes.includes('box-heading'))
  if (isTitle) count(facts, 'Header')
  if ('children' in node) for (const child of node.children) addOurs(child, facts)
}

function addWords(text: string, facts: IdiomFacts): void {
  facts.words.push(...(text.match(corpusWord) ?? []))
}

function count({nodes}: IdiomFacts, kind: string): void {
  nodes.set(kind, (nodes.get(kind) ?? 0) + 1)
}

/** Kinds that are compared. */
export const comparedKinds: ReadonlySet<string> = new Set(Object.values(kindOf))
