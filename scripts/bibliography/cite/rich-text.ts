/** Text with its typography as a small tree: nothing that an author typed can become markup. */

/** Text with its typography, the same for every output. */
export type RichText = RichNode[]

export type RichNode =
  | {type: 'text'; value: string}
  | {type: RichStyle; children: RichText}
  | {type: 'link'; url: string; children: RichText}
  /** The part of a citation that stands for one work. */
  | {type: 'work'; key: string; children: RichText}
  /** Something of the caller's (a formula, a link) that is printed as it is. */
  | {type: 'embedded'; index: number}

export type RichStyle = 'emphasis' | 'strong' | 'smallCaps' | 'underline' | 'superscript' | 'subscript'

/** What holds at a place of the text; the order is the order of nesting, outermost first. */
export type TextStyle = {
  [aspect in 'work' | 'link' | 'italic' | 'bold' | 'smallCaps' | 'underline' | 'position']?: string | undefined
}

const nesting: (keyof TextStyle)[] = ['work', 'link', 'italic', 'bold', 'smallCaps', 'underline', 'position']

/** A text, or something of the caller's, with what holds there. */
export interface TextRun {
  leaf: RichNode
  style: TextStyle
}

/** Runs → tree: neighbours that share a style share a node. */
export function nest(runs: readonly TextRun[]): RichText {
  return nestFrom(runs, 0)
}

/** Runs → tree: neighbours that share the outermost style share a node. */
function nestFrom(runs: readonly TextRun[], depth: number): RichText {
  const aspect = nesting[depth]
  if (aspect === undefined) return joinText(runs.map(({leaf}) => leaf))
  const tree: RichText = []
  for (let start = 0; start < runs.length; ) {
    const value = runs[start]?.style[aspect]
    let end = start + 1
    while (end < runs.length && (runs[end]?.style[aspect] === value || isGap(runs, end, aspect, value))) end++
    const children = nestFrom(runs.slice(start, end), depth + 1)
    if (value === undefined) tree.push(...children)
    else tree.push(parentOf(aspect, value, children))
    start = end
  }
  return tree
}

/** A space between two words of one style takes it: « van der », « Have ». */
function isGap(runs: readonly TextRun[], index: number, aspect: keyof TextStyle, value: string | undefined): boolean {
  const leaf = runs[index]?.leaf
  const isSpace = leaf?.type === 'text' && /^\s+$/.test(leaf.value)
  return (
    isSpace &&
    aspect in plainStyles &&
    runs[index]?.style[aspect] === undefined &&
    runs[index + 1]?.style[aspect] === value
  )
}

const plainStyles: Partial<Record<keyof TextStyle, RichStyle>> = {
  italic: 'emphasis',
  bold: 'strong',
  smallCaps: 'smallCaps',
  underline: 'underline'
}

function parentOf(aspect: keyof TextStyle, value: string, children: RichText): RichNode {
  if (aspect === 'work') return {type: 'work', key: value, children}
  if (aspect === 'link') return {type: 'link', url: value, children}
  if (aspect === 'position') return {type: value === 'sub' ? 'subscript' : 'superscript', children}
  return {type: plainStyles[aspect] ?? 'emphasis', children}
}

function joinText(leaves: readonly RichNode[]): RichText {
  const joined: RichText = []
  for (const leaf of leaves) {
    const last = joined.at(-1)
    if (leaf.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = {...last, value: last.value + leaf.value}
    else joined.push(leaf)
  }
  return joined
}

/** The words alone. */
export function richTextToString(content: RichText): string {
  return content
    .map((node) => (node.type === 'text' ? node.value : 'children' in node ? richTextToString(node.children) : ''))
    .join('')
}
