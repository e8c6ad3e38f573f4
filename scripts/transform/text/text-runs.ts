/** A document → its runs of text: what one reads in a row, through emphasis and links, as one string that can be edited in place. */

import type {Nodes, Text} from 'mdast'
import '../../document/nodes.ts'

/** Stands for what is not text of the language: code, formulas, images, notes, other languages. */
export const obstacle = '\uFFFC'

/** The text of a paragraph, heading, cell or caption. */
export interface Run {
  /** All pieces, one after the other. */
  text: string
  /** In order; an obstacle has no node. */
  pieces: Piece[]
}

interface Piece {
  /** Of its first character in `Run.text`. */
  start: number
  value: string
  node?: Text
  /** Made by a citation, a reference or the data, not typed where it stands. */
  isMade: boolean
}

/** Replace `text.slice(start, end)`. */
export interface Edit {
  start: number
  end: number
  value: string
}

/** Inline nodes that a sentence runs through. */
const transparent: ReadonlySet<string> = new Set([
  'emphasis',
  'strong',
  'delete',
  'link',
  'span',
  'superscript',
  'subscript',
  'citation',
  'crossReference',
  'pageReference',
  'dataValue',
  'abbreviation'
])

/** Inline nodes whose children we make. */
const made: ReadonlySet<string> = new Set([
  'citation',
  'crossReference',
  'pageReference',
  'dataValue',
  'bibliographyEntry'
])

/** Inline nodes that a sentence runs around. */
const opaque: ReadonlySet<string> = new Set(['inlineCode', 'inlineMath', 'image', 'html', 'footnote', 'footnoteCall'])

/** Every run of a tree in French, or in whatever language `isWanted` accepts. */
export function textRuns(tree: Nodes, lang: string, isWanted: (lang: string) => boolean): Run[] {
  const runs: Run[] = []
  enterBlock(tree, lang)
  return runs

  function enterBlock(node: Nodes, around: string, isMade = false): void {
    const language = languageAt(node, around)
    if (!('children' in node)) return
    const children = node.children as Nodes[]
    if (children.some(isInline)) {
      const run: Run = {text: '', pieces: []}
      for (const child of children) enterInline(child, language, run, isMade || made.has(node.type))
      if (run.pieces.some((piece) => piece.node)) runs.push(run)
      return
    }
    for (const child of children) enterBlock(child, language, isMade)
  }

  function enterInline(node: Nodes, around: string, run: Run, isMade: boolean): void {
    const language = languageAt(node, around)
    if (node.type === 'text' && isWanted(language)) add(run, node.value, isMade, node)
    else if (node.type === 'break') add(run, '\n', isMade)
    else if (transparent.has(node.type) && 'children' in node) {
      for (const child of node.children) enterInline(child, language, run, isMade || made.has(node.type))
    } else {
      add(run, obstacle, isMade)
      // Notes have runs of their own; a citation's note is made as the citation is.
      enterBlock(node, language, isMade)
    }
  }
}

function isInline(node: Nodes): boolean {
  return node.type === 'text' || node.type === 'break' || transparent.has(node.type) || opaque.has(node.type)
}

function add(run: Run, value: string, isMade: boolean, node?: Text): void {
  if (!value) return
  run.pieces.push({start: run.text.length, value, isMade, node})
  run.text += value
}

/** BCP 47 tag of a node: its own, or the one around it. */
function languageAt(node: Nodes, around: string): string {
  if (node.type === 'bibliographyEntry' && node.lang) return node.lang
  return node.attributes?.pairs.lang ?? around
}

/** The piece that holds a character. */
export function pieceAt(run: Run, index: number): Piece | undefined {
  let low = 0
  let high = run.pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((run.pieces[middle]?.start ?? 0) <= index) low = middle + 1
    else high = middle
  }
  return run.pieces[low - 1]
}

/**
 * Change the text of a run and of its nodes. Edits are in order and do not overlap.
 * One that covers several nodes puts its value in the first; obstacles stay.
 */
export function editRun(run: Run, edits: readonly Edit[]): void {
  if (edits.length === 0) return
  let next = 0
  let pending = edits[next]
  let text = ''
  for (const piece of run.pieces) {
    const end = piece.start + piece.value.length
    let value = ''
    let at = piece.start
    while (pending && pending.start < end) {
      value += run.text.slice(at, Math.max(at, pending.start))
      if (piece.node && pending.start >= piece.start) value += pending.value
      at = Math.min(end, pending.end)
      if (!piece.node) at = piece.start
      if (pending.end > end) break
      next++
      pending = edits[next]
    }
    value += run.text.slice(at, end)
    piece.start = text.length
    piece.value = value
    if (piece.node && piece.node.value !== value) piece.node.value = value
    text += value
  }
  run.text = text
}
