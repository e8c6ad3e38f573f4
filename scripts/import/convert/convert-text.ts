/** The text of a chapter → the same with what is ours for the idioms of other tools, wherever that reads the same. */

import type {Root} from 'mdast'
import {VFile} from 'vfile'
import type {Attributes} from '../../document/nodes.ts'
import {readMarkdown} from '../../read/markdown.ts'
import {rewriteMyst} from '../../read/rewrite-myst.ts'
import {eachNode} from '../../read/tree/walk.ts'
import {isMapping} from '../settings.ts'
import {nativeEdits, type Replacement} from './natives.ts'
import type {Links} from './write-native.ts'

export interface Converted {
  text: string
  /** How many of each kind. */
  counts: Map<string, number>
}

/**
 * Convert in rounds: what stands inside of what was converted comes next.
 *
 * @param links  the new path of a file that a link or a picture names; undefined for what is not moved
 */
export function convertText(text: string, links: Links): Converted {
  const counts = new Map<string, number>()
  const refused = new Set<string>()
  let result = withFences(text, links, counts)
  for (let round = 0; round < deepest; round++) {
    const tree = read(result)
    const keyOf = ({start, end, text: to}: Replacement) => `${result.slice(start, end)}\n${to}`
    const edits = withoutOverlaps(editsOf(tree, result, links)).filter((edit) => !refused.has(keyOf(edit)))
    const kept = faithful(result, edits, meaningOf(tree, links), links)
    if (kept.length === 0) break
    const isKept = new Set(kept)
    for (const edit of edits) if (!isKept.has(edit)) refused.add(keyOf(edit))
    for (const {kind} of kept) if (kind !== '') counts.set(kind, (counts.get(kind) ?? 0) + 1)
    result = apply(result, kept)
  }
  return {text: result, counts}
}

/** Callouts in callouts. */
const deepest = 6

/** MyST's directives → fences of ours, without the lines that their options leave empty. */
function withFences(text: string, links: Links, counts: Map<string, number>): string {
  const old = text.split('\n')
  const lines = rewriteMyst(text).split('\n')
  const kept = lines.filter((line, at) => line === old[at] || /[^\s>]/.test(line))
  const made = kept.join('\n')
  if (made === text || meaningOf(read(made), links) !== meaningOf(read(text), links)) return text
  counts.set('directives of MyST', old.filter((line, at) => /\{[a-z]/i.test(line) && line !== lines[at]).length)
  return made
}

function editsOf(tree: Root, text: string, links: Links): Replacement[] {
  const edits: Replacement[] = []
  eachNode(tree, (node) => {
    edits.push(...nativeEdits(node, text, links))
    const to = node.type === 'link' && !node.isAnywhere ? links(node.url) : undefined
    if (node.type !== 'link' || to === undefined || !node.position) return
    const end = node.position.end.offset ?? 0
    const at = text.lastIndexOf(`](${node.url}`, end)
    if (at < (node.position.start.offset ?? 0)) return
    edits.push({start: at + 2, end: at + 2 + node.url.length, text: to, kind: 'links between chapters'})
  })
  for (const {index, 0: typed} of text.matchAll(/%%[^%]{1,5000}%%/g)) {
    const remark = typed.slice(2, -2)
    if (!/--|^>/.test(remark))
      edits.push({start: index, end: index + typed.length, text: `<!--${remark}-->`, kind: 'hidden remarks'})
  }
  return edits
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

/** The edits after which the text still means the same: all, or those of each paragraph, of each part of it, that does. */
function faithful(text: string, edits: readonly Replacement[], meaning: string, links: Links): Replacement[] {
  if (edits.length === 0 || meaningOf(read(apply(text, edits)), links) === meaning) return [...edits]
  // Paragraphs are read alone, which is quick, and then together.
  const kept = inParagraphs(text, edits).flatMap((part) => {
    const from = text.lastIndexOf('\n\n', part[0]!.start) + 1
    const to = text.indexOf('\n\n', part.at(-1)!.end)
    const inside = text.slice(from, to === -1 ? undefined : to)
    const own = part.map((edit) => ({...edit, start: edit.start - from, end: edit.end - from}))
    return halved(inside, own, meaningOf(read(inside), links), links).map((edit) => part[own.indexOf(edit)]!)
  })
  return halved(text, kept, meaning, links)
}

function inParagraphs(text: string, edits: readonly Replacement[]): Replacement[][] {
  const parts: Replacement[][] = []
  for (const edit of edits) {
    const last = parts.at(-1)
    if (last && !text.slice(last.at(-1)!.end, edit.start).includes('\n\n')) last.push(edit)
    else parts.push([edit])
  }
  return parts
}

/** All edits, or those of each half that are faithful. */
function halved(text: string, edits: Replacement[], meaning: string, links: Links): Replacement[] {
  if (edits.length === 0 || meaningOf(read(apply(text, edits)), links) === meaning) return edits
  const half = Math.floor(edits.length / 2)
  const part = (from: number, to?: number) => halved(text, edits.slice(from, to), meaning, links)
  return half === 0 ? [] : [...part(0, half), ...part(half)]
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
  return JSON.stringify(tree, function (this: {isAnywhere?: boolean; attributes?: Attributes}, key, value: unknown) {
    if (unmeant.has(key) || value === '' || (key === 'title' && value === null)) return undefined
    if (key === 'form' && value === 'digits') return undefined
    // A labelled equation has a number, and what a picture says stands in its `alt`.
    if (key === 'isNumbered' && this.attributes?.id !== undefined) return undefined
    if (key === 'attributes') return withoutAlt(value as Attributes | undefined)
    if (key === 'value' && typeof value === 'string') return value.replace(equationEnds, '').trim()
    if (key === 'url' && typeof value === 'string') return links(value, this.isAnywhere) ?? value
    if (key === 'children' && Array.isArray(value)) return joinTexts(value)
    return isMapping(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  })
}

const unmeant = new Set(['position', 'data', 'labels', 'isAnywhere'])
const equationEnds = /^\\begin\{equation\*?\}|\\end\{equation\*?\}$/g

function withoutAlt(attributes: Attributes | undefined): Attributes | undefined {
  if (!attributes) return undefined
  const {id, classes, pairs} = attributes
  const {alt: _, ...others} = pairs
  const isEmpty = id === undefined && classes.length + Object.keys(others).length === 0
  return isEmpty ? undefined : {id, classes, pairs: others}
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
