/** What the citation engine prints → a small tree of ours: nothing that an author typed can become markup. */

/** Text with its typography, the same for every output. */
export type RichText = RichNode[]

export type RichNode =
  | {type: 'text'; value: string}
  | {type: RichStyle; children: RichText}
  | {type: 'link'; url: string; children: RichText}
  /** The part of a citation that stands for one work. */
  | {type: 'work'; key: string; children: RichText}
  /** Something of the caller's (a formula, a link) that passed through the engine untouched. */
  | {type: 'embedded'; index: number}

export type RichStyle = 'emphasis' | 'strong' | 'smallCaps' | 'underline' | 'superscript' | 'subscript'

/**
 * Marks in the engine's output. They are Unicode noncharacters, that no text may hold (`withoutMarks` sees to it),
 * so that what lies between them is text by construction: there is no markup language to escape from.
 */
export const marks = {open: '\uFDD0', named: '\uFDD1', close: '\uFDD2', embedded: '\uFDD3'}

/** Take the characters away that we keep for marks. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uFDD0-\uFDEF]/g, '')
}

/** First of the private characters that number embedded things: 65 534 of them. */
const firstIndex = 0xf0000

/** Text that stands for the caller's `index`-th thing while the engine works. */
export function embed(index: number): string {
  return marks.embedded + String.fromCodePoint(firstIndex + index)
}

/** Put a mark around text; `argument` for links and works. */
export function wrap(name: string, text: string, argument = ''): string {
  return `${marks.open}${name}${argument && ` ${argument}`}${marks.named}${text}${marks.close}`
}

/** What holds at a place of the text; the order is the order of nesting, outermost first. */
type Look = {
  [aspect in 'work' | 'link' | 'italic' | 'bold' | 'smallCaps' | 'underline' | 'position']?: string | undefined
}

const nesting: (keyof Look)[] = ['work', 'link', 'italic', 'bold', 'smallCaps', 'underline', 'position']

type Leaf = Extract<RichNode, {type: 'text' | 'embedded'}>

interface Run {
  leaf: Leaf
  look: Look
}

/** Read the engine's marked text. Unbalanced marks are taken as they come: never an exception. */
export function readRichText(marked: string): RichText {
  return nest(withoutNestedLinks(withUprightArabic(readRuns(marked))), 0)
}

function readRuns(marked: string): Run[] {
  const runs: Run[] = []
  const looks: Look[] = [{}]
  const pattern = /\uFDD0([^\uFDD1]*)\uFDD1|(\uFDD2)|\uFDD3([\s\S])|([^\uFDD0-\uFDD3]+)/gu
  for (const [, name, close, embedded, value] of marked.matchAll(pattern)) {
    const look = looks.at(-1) ?? {}
    if (name !== undefined) looks.push(changeLook(look, name))
    else if (close !== undefined) looks.length > 1 && looks.pop()
    else if (embedded !== undefined)
      runs.push({leaf: {type: 'embedded', index: (embedded.codePointAt(0) ?? 0) - firstIndex}, look})
    else if (value !== undefined) runs.push({leaf: {type: 'text', value}, look})
  }
  return runs
}

/** `name argument`, where the names are those that `outputFormat` in engine.ts writes. */
function changeLook(look: Look, mark: string): Look {
  const space = mark.indexOf(' ')
  const name = space < 0 ? mark : mark.slice(0, space)
  const argument = space < 0 ? undefined : mark.slice(space + 1)
  return {...look, [name]: argument}
}

/** Links do not nest: an address inside a work's part of a note interrupts the part's own link. */
function withoutNestedLinks(runs: Run[]): Run[] {
  return runs.map((run) => (run.look.link === undefined ? run : {...run, look: {...run.look, work: undefined}}))
}

/** Arabic script has neither italics nor small capitals. */
function withUprightArabic(runs: Run[]): Run[] {
  return runs.map((run) =>
    run.leaf.type === 'text' && /\p{Script=Arabic}/u.test(run.leaf.value) && !/\p{Script=Latin}/u.test(run.leaf.value)
      ? {...run, look: {...run.look, italic: undefined, smallCaps: undefined}}
      : run
  )
}

/** Runs → tree: neighbours that share the outermost look share a node. */
function nest(runs: Run[], depth: number): RichText {
  const aspect = nesting[depth]
  if (aspect === undefined) return joinText(runs.map(({leaf}) => leaf))
  const tree: RichText = []
  for (let start = 0; start < runs.length; ) {
    const value = runs[start]?.look[aspect]
    let end = start + 1
    while (end < runs.length && (runs[end]?.look[aspect] === value || isGap(runs, end, aspect, value))) end++
    const children = nest(runs.slice(start, end), depth + 1)
    if (value === undefined) tree.push(...children)
    else tree.push(parentOf(aspect, value, children))
    start = end
  }
  return tree
}

/** A space between two words of one look takes it: « van der », « Have ». */
function isGap(runs: Run[], index: number, aspect: keyof Look, value: string | undefined): boolean {
  const leaf = runs[index]?.leaf
  const isSpace = leaf?.type === 'text' && /^\s+$/.test(leaf.value)
  return (
    isSpace &&
    aspect in plainStyles &&
    runs[index]?.look[aspect] === undefined &&
    runs[index + 1]?.look[aspect] === value
  )
}

const plainStyles: Partial<Record<keyof Look, RichStyle>> = {
  italic: 'emphasis',
  bold: 'strong',
  smallCaps: 'smallCaps',
  underline: 'underline'
}

function parentOf(aspect: keyof Look, value: string, children: RichText): RichNode {
  if (aspect === 'work') return {type: 'work', key: value, children}
  if (aspect === 'link') return {type: 'link', url: value, children}
  if (aspect === 'position') return {type: value === 'sub' ? 'subscript' : 'superscript', children}
  return {type: plainStyles[aspect] ?? 'emphasis', children}
}

function joinText(leaves: Leaf[]): Leaf[] {
  const joined: Leaf[] = []
  for (const leaf of leaves) {
    const last = joined.at(-1)
    if (leaf.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = {...last, value: last.value + leaf.value}
    else joined.push(leaf)
  }
  return joined
}

/** What `wrap` put around the whole of a text: its argument, and the text without it. */
export function unwrap(name: string, marked: string): {argument: string; text: string} | undefined {
  const opening = `${marks.open}${name} `
  const text = marked.trim()
  if (!text.startsWith(opening) || !text.endsWith(marks.close)) return undefined
  return {
    argument: text.slice(opening.length, text.indexOf(marks.named)),
    text: text.slice(text.indexOf(marks.named) + 1, -1)
  }
}

/** The words alone. */
export function richTextToString(content: RichText): string {
  return content
    .map((node) => (node.type === 'text' ? node.value : 'children' in node ? richTextToString(node.children) : ''))
    .join('')
}

const htmlOf: Record<RichStyle, [open: string, close: string]> = {
  emphasis: ['<em>', '</em>'],
  strong: ['<strong>', '</strong>'],
  smallCaps: ['<span class="smallcaps">', '</span>'],
  underline: ['<u>', '</u>'],
  superscript: ['<sup>', '</sup>'],
  subscript: ['<sub>', '</sub>']
}

/** HTML for pages that are not a thesis's: slides, `references.html`. A work in a citation links to `#ref-key`. */
export function toHtml(content: RichText): string {
  return content.map(nodeToHtml).join('')
}

function nodeToHtml(node: RichNode): string {
  if (node.type === 'text') return escapeHtml(node.value)
  if (node.type === 'embedded') return ''
  const inner = toHtml(node.children)
  if (node.type === 'work') return `<a href="#${escapeHtml(encodeURI(`ref-${node.key}`))}">${inner}</a>`
  if (node.type === 'link') return `<a href="${escapeHtml(node.url)}">${inner}</a>`
  const [open, close] = htmlOf[node.type]
  return open + inner + close
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
