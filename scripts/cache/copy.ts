/** A tree of a document → one that may be changed while the first stays as it is, there or at another place of its file. */

import type {Point, Position} from 'unist'

/** How far a text has moved in its file. */
export interface Distance {
  line: number
  /** Of all places of a text that is on one line. */
  column?: number
  offset: number
}

/** Copy what a tree is made of. Positions are shared: once a file is read, nobody changes one. */
export function copyTree<T>(value: T): T {
  return copy(value, (position) => position)
}

/** The same with each place moved, by as many lines and characters as is said for its offset. */
export function moveTree<T>(value: T, by: (offset: number) => Distance): T {
  const move = (point: Point) => movePoint(point, by(point.offset ?? 0))
  return copy(value, ({start, end}) => ({start: move(start), end: move(end)}))
}

/** A point that lies further on. */
export function movePoint({line, column, offset = 0}: Point, by: Distance): Point {
  return {line: line + by.line, column: column + (by.column ?? 0), offset: offset + by.offset}
}

function copy<T>(value: T, place: (position: Position) => Position): T {
  if (Array.isArray(value)) return value.map((one) => copy(one, place)) as T
  if (value === null || typeof value !== 'object') return value
  const made: Record<string, unknown> = {}
  for (const [name, own] of Object.entries(value)) {
    made[name] = name === 'position' && own ? place(own as Position) : copy(own, place)
  }
  return made as T
}
