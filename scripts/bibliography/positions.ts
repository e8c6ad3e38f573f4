/** Offsets of a text → lines and columns, fast on long files. */

import type {Position} from 'unist'
import type {Entry, Place} from './entry.ts'

const starts = new WeakMap<object, number[]>()

/** The position between two offsets. `owner` is what the text belongs to; lines are counted once for each. */
export function positionAt(owner: object, text: string, start: number, end: number = start + 1): Position {
  let lines = starts.get(owner)
  if (!lines) {
    lines = lineStarts(text)
    starts.set(owner, lines)
  }
  return {start: pointAt(lines, start), end: pointAt(lines, Math.max(start, end))}
}

/** The place between two offsets of the file that an entry lies in. */
export function placeIn(entry: Entry, start: number, end: number): Place {
  return {file: entry.file, position: positionAt(entry.file, entry.text, start, end)}
}

function lineStarts(text: string): number[] {
  const lines = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return lines
}

function pointAt(lines: number[], offset: number) {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return {line: low + 1, column: offset - lines[low]! + 1, offset}
}
