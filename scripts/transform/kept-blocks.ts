/** A chapter, and what the others have made of its skeleton → its blocks, of which those that were resolved before are not again. */

import {hash} from 'node:crypto'
import type {Root, RootContent} from 'mdast'
import type {Point, Position} from 'unist'
import {copyTree, movePoint, moveTree} from '../cache/copy.ts'
import {type Results, shapeOf} from '../cache/results.ts'
import {type KeptMessage, messagesOf} from '../cache/with-messages.ts'
import type {Citation} from '../document/nodes.ts'
import type {Chapter} from '../document/thesis.ts'
import {visit} from '../document/visit.ts'
import {fillSkeleton, type Skeleton} from './skeleton.ts'

/** A block that has been resolved, what was said of it, and where it stood then. */
interface KeptBlock {
  node: RootContent
  messages: KeptMessage[]
  start: Point
}

/** A chapter while some of its blocks are resolved. */
export interface OpenBlocks {
  chapter: Chapter
  /** What is new in it is running text: all else in these blocks is known. */
  isTextAlone: boolean
  /** Leave in its tree what is to be resolved: these blocks alone, or all of it with what stands for the other blocks. */
  show: (isTextAlone: boolean) => void
  /** All of its blocks, when that is done; undefined where it cannot be said what was made of each. */
  close: () => {tree: Root; messages: KeptMessage[]} | undefined
}

export interface OpenBlocksOptions {
  /** With its data filled in. */
  filled: Chapter
  skeleton: Skeleton
  /** `seenBlocks` of its skeleton. */
  seen: readonly SeenBlock[] | undefined
  /** The text that `seen` was made of. */
  before: string
  isTold: (text: string) => boolean
  dependsOnText: (citation: Citation) => boolean
  /** Hash of all else that its blocks depend on. */
  common: string
  results: Results
}

/** What has become of a block of a skeleton. */
export interface SeenBlock {
  /** Of it, and of what was said of it. */
  hash: string
  /** The block, where nothing was. */
  node: RootContent | undefined
}

/** Of each block of a skeleton, what it has become; undefined where they are not the same ones any more. */
export function seenBlocks({tree, file}: Chapter, {tree: {children}}: Skeleton): SeenBlock[] | undefined {
  const said = tree.children.length === children.length ? sortOut(children, messagesOf(file)) : undefined
  return said?.map((messages, index) => {
    const words = messages.map(({place: _, ...message}) => message)
    const node = tree.children[index]!
    return {hash: hash('sha256', shapeOf([node, words])), node: words.length === 0 ? node : undefined}
  })
}

/** @returns nothing for a chapter that is to be resolved whole */
export function openBlocks(chapter: Chapter, options: OpenBlocksOptions): OpenBlocks | undefined {
  const {filled, skeleton, results} = options
  const blocks = filled.tree.children
  const keys = keysOf(chapter, options)
  if (!keys) return undefined
  const known = keys.map((key) => results.get('block', key) as KeptBlock | undefined)
  const fresh = blocks.flatMap((_, index) => (known[index] ? [] : [index]))
  const alone: RootContent[] = []
  let shown = fresh
  return {
    chapter: filled,
    isTextAlone: fresh.every((index) => {
      const block = aloneAt(index)
      return block && alone.push(block)
    }),
    show(isTextAlone) {
      shown = isTextAlone ? fresh : [...blocks.keys()]
      filled.tree.children = isTextAlone
        ? alone
        : shown.map((index) => (known[index] ? standIn(index) : blocks[index]!))
    },
    close() {
      const {children} = filled.tree
      const said = children.length === shown.length ? sortOut(blocks, messagesOf(filled.file)) : undefined
      if (!said) return undefined
      const made = blocks.map((block, index) => {
        const start = block.position!.start
        const former = known[index]
        if (former) return placed(former, start)
        const one = {node: children[shown.indexOf(index)]!, messages: said[index]!, start}
        if (!hasWorks(one.node)) results.keep('block', keys[index]!, one)
        return one
      })
      return {
        tree: {...filled.tree, children: made.map(({node}) => node)},
        messages: made.flatMap(({messages}) => messages)
      }
    }
  }

  /** A block with all but its running text resolved. */
  function aloneAt(index: number): RootContent | undefined {
    const at = skeleton.blocks[index]
    const {node} = (at !== undefined && options.seen?.[at]) || {}
    if (at !== undefined && !node) return undefined
    const sources = {before: options.before, now: String(chapter.file)}
    return fillSkeleton(blocks[index]!, node, sources, options.isTold, options.dependsOnText)
  }

  function standIn(index: number): RootContent {
    const at = skeleton.blocks[index]
    if (at !== undefined) return copyTree(skeleton.tree.children[at]!)
    const block = blocks[index]!
    // A section with nothing else is empty.
    return block.type === 'html' ? block : {type: 'paragraph', children: [], position: block.position}
  }
}

/** A work that is listed says where it stands in another file. */
function hasWorks(node: RootContent): boolean {
  let isFound = false
  visit(node, 'bibliography', () => {
    isFound = true
  })
  return isFound
}

/** The block at its place of today. */
function placed(block: KeptBlock, start: Point): KeptBlock {
  const {node, messages, start: from} = block
  const by = {line: start.line - from.line, offset: (start.offset ?? 0) - (from.offset ?? 0)}
  if (by.line === 0 && by.offset === 0) return block
  const moved = (place: KeptMessage['place']) =>
    place &&
    ('start' in place ? {start: movePoint(place.start, by), end: movePoint(place.end, by)} : movePoint(place, by))
  return {
    node: moveTree(node, () => by),
    messages: messages.map((message) => ({...message, place: moved(message.place)})),
    start
  }
}

/** A hash of each block as it is typed, and of what it depends on; nothing where blocks cannot be told apart. */
function keysOf({tree, file}: Chapter, {filled, skeleton, seen, common}: OpenBlocksOptions): string[] | undefined {
  const {children} = tree
  const count = children.length
  if (!seen || skeleton.blocks.length !== count || filled.tree.children.length !== count) return undefined
  if (
    !children.every(({position}, at) => position && position.start.line > (children[at - 1]?.position?.end.line ?? 0))
  )
    return undefined
  const source = String(file)
  return children.map((node, index) => {
    const at = skeleton.blocks[index]
    const around = node.type === 'heading' ? neighboursOf(children, index) : ''
    return hash('sha256', `${common} ${at === undefined ? '' : seen[at]!.hash} ${around} ${typedShape(node, source)}`)
  })
}

/** What is said of a heading for the sake of those beside it: a section without text, a level left out. */
function neighboursOf(children: readonly RootContent[], index: number): string {
  const before = children.slice(0, index).findLast(({type}) => type === 'heading')
  const next = children.findIndex(({type}, at) => at > index && type === 'heading')
  const section = children.slice(index + 1, next === -1 ? undefined : next)
  return shapeOf([depthOf(before), depthOf(children[next]), section.every(({type}) => type === 'html')])
}

const depthOf = (node: RootContent | undefined) => (node?.type === 'heading' ? node.depth : undefined)

/** A block with its places counted from its start, and what is typed in it and in what it takes from elsewhere. */
function typedShape({position, ...block}: RootContent, source: string): string {
  const {start, end} = position!
  const from = start.offset ?? 0
  const to = end.offset ?? 0
  const place = ({start: first, end: last}: Position) => {
    const [here = 0, there = 0] = [first.offset, last.offset]
    const numbers = [
      first.line - start.line,
      first.column,
      here - from,
      last.line - start.line,
      last.column,
      there - from
    ]
    return here < from || there > to ? [...numbers, source.slice(here, there)] : numbers
  }
  return JSON.stringify([start.column, source.slice(from, to), placedCopy(block, place)])
}

function placedCopy(value: unknown, place: (position: Position) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => placedCopy(one, place))
  if (value === null || typeof value !== 'object') return value
  const made: Record<string, unknown> = {}
  for (const [name, own] of Object.entries(value)) {
    made[name] = name === 'position' && own ? place(own as Position) : placedCopy(own, place)
  }
  return made
}

/** Messages by the block that each is about; nothing where one is about none. */
function sortOut(blocks: readonly RootContent[], messages: readonly KeptMessage[]): KeptMessage[][] | undefined {
  const sorted = blocks.map((): KeptMessage[] => [])
  for (const message of messages) {
    const {place} = message
    const line = place && ('start' in place ? place.start.line : place.line)
    const at = line === undefined ? -1 : blocks.findLastIndex(({position}) => position && position.start.line <= line)
    if (line === undefined || at === -1 || blocks[at]!.position!.end.line < line) return undefined
    sorted[at]!.push(message)
  }
  return sorted
}
