/** The text of a chapter → the same with what is ours for the idioms of other tools, wherever that reads the same. */

import type {Root} from 'mdast'
import {VFile} from 'vfile'
import {readMarkdown} from '../../read/markdown.ts'
import {eachNode} from '../../read/tree/walk.ts'
import {nativeEdits, type Replacement} from './natives.ts'

export interface Converted {
  text: string
  /** How many of each kind. */
  counts: Map<string, number>
}

/** @param links  the new path of a file that a link names; undefined for what is no chapter */
export function convertText(text: string, links: (url: string) => string | undefined): Converted {
  const tree = read(text)
  const edits: Replacement[] = []
  eachNode(tree, (node) => {
    edits.push(...nativeEdits(node, text))
    const to = node.type === 'link' ? links(node.url) : undefined
    if (node.type !== 'link' || to === undefined || !node.position) return
    const end = node.position.end.offset ?? 0
    const at = text.lastIndexOf(`](${node.url}`, end)
    if (at < (node.position.start.offset ?? 0)) return
    edits.push({start: at + 2, end: at + 2 + node.url.length, text: to, kind: 'links between chapters'})
  })
  const ordered = withoutOverlaps(edits)
  const kept = faithful(text, ordered, meaningOf(tree, links), links)
  const counts = new Map<string, number>()
  for (const {kind} of kept) if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return {text: apply(text, kept), counts}
}

const read = (text: string) => readMarkdown(new VFile({path: 'chapter.md', value: text}))

/** Edits that belong together start at one node; of two that overlap the first is kept. */
function withoutOverlaps(edits: readonly Replacement[]): Replacement[] {
  const kept: Replacement[] = []
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit)
  }
  return kept
}

/** The edits after which the text still means the same: all, or those of each paragraph that does. */
function faithful(text: string, edits: readonly Replacement[], meaning: string, links: Links): Replacement[] {
  if (edits.length === 0) return []
  if (meaningOf(read(apply(text, edits)), links) === meaning) return [...edits]
  const middle = cutNear(text, edits)
  if (middle === undefined) return []
  const before = faithful(text, edits.slice(0, middle), meaning, links)
  const after = faithful(text, edits.slice(middle), meaning, links)
  return [...before, ...after]
}

type Links = (url: string) => string | undefined

/** Where the edits may be cut in two without cutting a paragraph; undefined when they are all in one. */
function cutNear(text: string, edits: readonly Replacement[]): number | undefined {
  const isCut = (at: number) => /\n\s*\n/.test(text.slice(edits[at - 1]!.end, edits[at]!.start))
  const half = Math.floor(edits.length / 2)
  for (let away = 0; away <= edits.length; away++) {
    for (const at of [half - away, half + away]) if (at > 0 && at < edits.length && isCut(at)) return at
  }
  return undefined
}

function apply(text: string, edits: readonly Replacement[]): string {
  let result = ''
  let at = 0
  for (const {start, end, text: inserted} of edits) {
    result += text.slice(at, start) + inserted
    at = end
  }
  return result + text.slice(at)
}

/** What a reader gets of a tree: everything but places, and the tool that it was typed for. */
function meaningOf(tree: Root, links: Links): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'position' || key === 'data' || key === 'labels' || value === '') return undefined
    if (key === 'form' && value === 'digits') return undefined
    if (key === 'url' && typeof value === 'string') return links(value) ?? value
    return key === 'children' && Array.isArray(value) ? joinTexts(value) : value
  })
}

interface Typed {
  type: string
  value?: string
}

/** `c\oe{}ur` may be one text or three. */
function joinTexts(children: readonly Typed[]): Typed[] {
  const joined: Typed[] = []
  for (const child of children) {
    const last = joined.at(-1)
    if (child.type === 'text' && last?.type === 'text') last.value = `${last.value}${child.value}`
    else joined.push(child.type === 'text' ? {type: 'text', value: child.value ?? ''} : child)
  }
  return joined
}
