/** A page of the site and the same page made anew → what has changed on it, block by block. */

import {align} from './client/align.js'

/** A page cut into what can be put in the place of another. */
export interface CutPage {
  /** All before its body. */
  head: string
  frames: Frame[]
}

/** An element that only holds others: the body, and those down to the text. */
interface Frame {
  tag: string
  /** Each element in it as HTML, in order; nothing but the name of one that is a frame itself. */
  pieces: string[]
}

/** So many pieces stay, their sources this much further down; or so many go, and others come. */
type Step = {keep: number; lines: number} | {drop: number; put: string}

/** What makes a page of the former one. */
export interface PageChange {
  /** Where it is another one. */
  head?: string
  /** In the order of their start tags, each from its first piece to its last. */
  frames: Step[][]
}

const tag = /<!--[\s\S]*?-->|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/
const isFrame = (name: string, attributes: string) =>
  /^(?:body|main|article)$/.test(name) || /\sclass="layout"/.test(attributes)

/** Undefined for a page with words outside of all blocks. */
export function cutPage(html: string): CutPage | undefined {
  const bodyStart = html.indexOf('<body')
  if (bodyStart === -1) return undefined
  const frames: Frame[] = []
  const open: Frame[] = []
  let [depth, start, end] = [0, 0, bodyStart]
  tag.lastIndex = bodyStart
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    const [typed, slash, name, attributes = ''] = found
    if (depth === 0 && html.slice(end, found.index).trim() !== '') return undefined
    if (depth === 0) end = tag.lastIndex
    if (name === undefined) continue
    if (depth === 0 && slash) {
      open.pop()
      if (open.length === 0) break
      continue
    }
    if (depth === 0 && isFrame(name, attributes)) {
      const frame = {tag: typed, pieces: []}
      open.at(-1)?.pieces.push(name)
      open.push(frame)
      frames.push(frame)
      continue
    }
    if (depth === 0) start = found.index
    if (slash) depth -= 1
    else if (!(empty.test(name) || attributes.endsWith('/'))) depth += 1
    if (depth > 0) continue
    end = tag.lastIndex
    open.at(-1)?.pieces.push(html.slice(start, end))
  }
  return {head: html.slice(0, bodyStart), frames}
}

/** Undefined where the page is another one altogether. */
export function comparePages(before: CutPage, after: CutPage): PageChange | undefined {
  if (before.frames.length !== after.frames.length) return undefined
  const frames: Step[][] = []
  for (const [index, frame] of after.frames.entries()) {
    const former = before.frames[index]!
    const steps = frame.tag === former.tag ? compareFrames(former.pieces, frame.pieces) : undefined
    if (!steps) return undefined
    frames.push(steps)
  }
  return {...(before.head !== after.head && {head: after.head}), frames}
}

const source = / data-thesis-source="([^"]*):(\d+)"/g

const withoutLines = (piece: string) => piece.replace(/( data-thesis-source="[^"]*):\d+"/g, '$1"')

function compareFrames(before: readonly string[], after: readonly string[]): Step[] | undefined {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const middle = (pieces: readonly string[]) => pieces.slice(start, pieces.length - end).map(withoutLines)
  const pairs = align(middle(before), middle(after)).map(([old, fresh]) => [start + old, start + fresh] as const)
  const steps: Step[] = start > 0 ? [{keep: start, lines: 0}] : []
  let [from, to] = [start, start]
  for (const [old, fresh] of [...pairs, [before.length - end, after.length - end] as const]) {
    const put = after.slice(to, fresh)
    // A frame is no block that comes and goes.
    if ([...before.slice(from, old), ...put].some((piece) => !piece.startsWith('<'))) return undefined
    if (old > from || fresh > to) steps.push({drop: old - from, put: put.join('\n')})
    if (old < before.length - end) addPair(steps, before[old]!, after[fresh]!)
    from = old + 1
    to = fresh + 1
  }
  if (end > 0) steps.push({keep: end, lines: 0})
  return steps
}

/** The same block; one whose lines have moved by more than one number is written anew. */
function addPair(steps: Step[], before: string, after: string): void {
  const lines = before === after ? 0 : linesBetween(before, after)
  const last = steps.at(-1)
  if (lines === undefined) steps.push({drop: 1, put: after})
  else if (last && 'keep' in last && last.lines === lines) last.keep += 1
  else steps.push({keep: 1, lines})
}

function linesBetween(before: string, after: string): number | undefined {
  const linesOf = (piece: string) => [...piece.matchAll(source)].map(([, , line]) => Number(line))
  const former = linesOf(before)
  const [first, ...others] = new Set(linesOf(after).map((line, index) => line - former[index]!))
  return others.length === 0 ? first : undefined
}
