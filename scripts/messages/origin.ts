/** A text composed of stretches of other files → where each of its places stands in them. */

import type {Point, Position} from 'unist'
import type {VFile} from 'vfile'

/** A part of a composed text, up to the next one. */
export interface Stretch {
  /** Where it starts in the composed text. */
  start: number
  /** The file that it comes from, as it was before anything was put into it. */
  path: string
  text: string
  /** Where it starts there. */
  offset: number
  /** It stands for something else: all of it comes from one place. */
  isFixed?: boolean
}

declare module 'vfile' {
  interface DataMap {
    /** In the order of the text; absent when the file is as it was read. */
    stretches?: Stretch[]
  }
}

/** By text, where its lines start. */
export type LineStarts = Map<string, number[]>

/**
 * Where a place of a file stands in what the author wrote.
 *
 * @param lines  known of earlier calls: a text is searched for its lines once
 */
export function originOf(
  file: VFile,
  place: Position | Point | undefined,
  lines: LineStarts = new Map()
): {path: string; place?: Position} {
  const path = file.path ?? ''
  const {stretches} = file.data
  if (!place || !stretches) {
    return place ? {path, place: 'start' in place ? place : {start: place, end: place}} : {path}
  }
  const [from, to] = 'start' in place ? [place.start, place.end] : [place, place]
  const start = offsetOf(from, file)
  const stretch = stretchAt(stretches, start)
  const end = Math.max(start, offsetOf(to, file))
  const last = stretchAt(stretches, Math.max(start, end - 1))
  const first = within(stretch, start)
  const isOneFile = last.path === stretch.path && !stretch.isFixed && !last.isFixed
  const finish = isOneFile ? within(last, Math.max(start, end - 1)) + (end > start ? 1 : 0) : first
  return {
    path: stretch.path,
    place: {start: pointAt(stretch.text, first, lines), end: pointAt(stretch.text, Math.max(first, finish), lines)}
  }
}

/** A file as the author wrote it. */
export function writtenText(file: VFile): string {
  const own = file.data.stretches?.find(({path}) => path === file.path)
  return own ? own.text : String(file)
}

function within({start, offset, text, isFixed}: Stretch, at: number): number {
  return isFixed ? offset : Math.min(offset + at - start, text.length)
}

function stretchAt(stretches: readonly Stretch[], at: number): Stretch {
  let [low, high] = [0, stretches.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (stretches[middle]!.start <= at) low = middle
    else high = middle - 1
  }
  return stretches[low]!
}

function offsetOf({line, column, offset}: Point, file: VFile): number {
  if (offset !== undefined) return offset
  const text = String(file)
  let at = 0
  for (let n = 1; n < line; n++) at = text.indexOf('\n', at) + 1
  return at + column - 1
}

function pointAt(text: string, offset: number, lines: LineStarts): Point {
  const known = lines.get(text) ?? startsOf(text)
  lines.set(text, known)
  let [low, high] = [0, known.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (known[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return {line: low + 1, column: offset - known[low]! + 1, offset}
}

function startsOf(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
