/** Places inside the text of a citation: index in a text node's value → point in the source, through escapes, entities and lines. */

import type {PhrasingContent, Text} from 'mdast'
import {decodeString} from 'micromark-util-decode-string'
import type {Event} from 'micromark-util-types'
import type {Point, Position} from 'unist'

/** A stretch of source and the text that it gives. */
interface Stretch {
  value: string
  start: Point
  /** As typed: an escape or an entity is not. */
  isPlain: boolean
}

/** A stretch as part of a text node. */
interface Piece {
  /** In the node's value. */
  index: number
  start: Point
  isPlain: boolean
}

const nowhere: Position = {start: {line: 1, column: 1}, end: {line: 1, column: 1}}

/** Where the words of a group stand in the source. */
export interface TextPlaces {
  /** Point in the source of the character at `index` of the value; its end for the length of the value. */
  pointAt: (text: Text, index: number) => Point
  /** Whether the character at `index` was typed as it is, not as `\;` or `&semi;`. */
  isPlain: (text: Text, index: number) => boolean
}

/** Prepare the places of the words between two brackets. */
export function textPlaces(events: readonly Event[] = []): TextPlaces {
  const cache = new WeakMap<Text, Piece[]>()
  let stretches: Stretch[] | undefined
  const find = (text: Text, index: number) => {
    stretches ??= readStretches(events)
    const pieces = cache.get(text) ?? piecesOf(text, stretches)
    cache.set(text, pieces)
    return pieces[lastAtMost(pieces, index, (piece) => piece.index)]
  }
  return {
    pointAt(text, index) {
      const {start, end} = text.position ?? nowhere
      if (index <= 0) return start
      if (index >= text.value.length) return end
      const piece = find(text, index)
      if (!piece) return start
      // An escape or an entity is one place.
      return piece.isPlain ? move(piece.start, index - piece.index) : piece.start
    },
    isPlain: (text, index) => find(text, index)?.isPlain ?? true
  }
}

/** A part of a text node, from index to index, with its place. */
export function sliceText(text: Text, start: number, end: number, places: TextPlaces): Text {
  if (start === 0 && end === text.value.length) return text
  return {
    type: 'text',
    value: text.value.slice(start, end),
    position: {start: places.pointAt(text, start), end: places.pointAt(text, end)}
  }
}

/** Take spaces away from the start of a sequence. */
export function trimStart(nodes: PhrasingContent[], places: TextPlaces): PhrasingContent[] {
  const [first, ...rest] = nodes
  if (first?.type !== 'text') return nodes
  const spaces = first.value.length - first.value.trimStart().length
  if (spaces === first.value.length) return trimStart(rest, places)
  return [sliceText(first, spaces, first.value.length, places), ...rest]
}

/** Take spaces away from the end of a sequence. */
export function trimEnd(nodes: PhrasingContent[], places: TextPlaces): PhrasingContent[] {
  const last = nodes.at(-1)
  if (last?.type !== 'text') return nodes
  const length = last.value.trimEnd().length
  if (length === 0) return trimEnd(nodes.slice(0, -1), places)
  return [...nodes.slice(0, -1), sliceText(last, 0, length, places)]
}

function readStretches(events: readonly Event[]): Stretch[] {
  const stretches: Stretch[] = []
  let covered = -1
  events.forEach(([kind, token, context], index) => {
    if (kind !== 'enter' || token.start.offset < covered) return
    const isWhole = token.type === 'characterReference' || token.type === 'characterEscape'
    const isLeaf = events[index + 1]?.[1] === token
    if (!isWhole && !isLeaf) return
    covered = token.end.offset
    const {line, column, offset} = token.start
    stretches.push({
      value: textOf(token.type, context.sliceSerialize(token)),
      start: {line, column, offset},
      isPlain: !isWhole
    })
  })
  return stretches
}

function textOf(type: string, source: string): string {
  if (type === 'characterReference' || type === 'characterEscape') return decodeString(source)
  // Spaces around a line ending are no part of the text.
  return type === 'linePrefix' || type === 'lineSuffix' ? '' : source
}

/** The stretches that make a text node, with the index of each in its value; none when another syntax made the text. */
function piecesOf(text: Text, stretches: readonly Stretch[]): Piece[] {
  const from = text.position?.start.offset ?? 0
  const pieces: Piece[] = []
  let index = 0
  for (let at = lastAtMost(stretches, from, ({start}) => start.offset ?? 0); at < stretches.length; at++) {
    if (index >= text.value.length) return pieces
    const stretch = stretches[at]
    if (!stretch) continue
    const skipped = stretch.isPlain ? Math.max(0, from - (stretch.start.offset ?? 0)) : 0
    const value = stretch.value.slice(skipped, skipped + text.value.length - index)
    if (!text.value.startsWith(value, index)) return []
    if (value) pieces.push({index, start: move(stretch.start, skipped), isPlain: stretch.isPlain})
    index += value.length
  }
  return pieces
}

/** Index of the last of sorted things whose number is not above a limit; -1 when there is none. */
function lastAtMost<Thing>(things: readonly Thing[], limit: number, number: (thing: Thing) => number): number {
  let low = 0
  let high = things.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (number(things[middle] as Thing) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

function move(point: Point, by: number): Point {
  return {line: point.line, column: point.column + by, offset: (point.offset ?? 0) + by}
}
