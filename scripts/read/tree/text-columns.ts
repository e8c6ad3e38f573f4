/** A line of text and columns as a terminal shows them → the part of the line that stands there. */

import type {SourceLine} from '../syntax/syntax-nodes.ts'

/** Columns of text that Pandoc takes for a full line: what is wider wraps. */
export const columns = 72

const narrow = /^[\u0020-\u02FF\u2010-\u2027]*$/
const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}]/u

/** One character for each column of a line: a wide one twice, one without width not at all. */
export function visual(text: string): string {
  if (narrow.test(text)) return text
  return offsetsOf(text)
    .map((offset) => text[offset] ?? ' ')
    .join('')
}

/** For each column, the offset of what stands there. */
function offsetsOf(text: string): number[] {
  const offsets: number[] = []
  let offset = 0
  for (const character of text) {
    if (!zeroWidth.test(character)) offsets.push(offset)
    if (wide.test(character)) offsets.push(offset)
    offset += character.length
  }
  return offsets
}

/** The part of a line between two columns; to its end without the second. */
export function between(line: SourceLine, from: number, to?: number): SourceLine {
  const {text} = line
  if (narrow.test(text)) return part(line, from, to ?? text.length)
  const offsets = offsetsOf(text)
  return part(line, offsets[from] ?? text.length, to === undefined ? text.length : (offsets[to] ?? text.length))
}

/** The part of a line between two offsets. */
export function part({text, start}: SourceLine, from: number, to: number): SourceLine {
  return {
    text: text.slice(from, to),
    start: {line: start.line, column: start.column + from, offset: start.offset + from}
  }
}

/** Lines without the spaces around them, and without the empty ones around them all. */
export function trimmedLines(lines: readonly SourceLine[]): SourceLine[] {
  const bare = lines.map((line) =>
    part(line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length)
  )
  const isFilled = ({text}: SourceLine) => text !== ''
  return bare.slice(Math.max(0, bare.findIndex(isFilled)), bare.findLastIndex(isFilled) + 1)
}

/** Widths of columns that start there, of a table that ends there, as shares of a full line: Pandoc's rule. */
export function sharesOf(starts: readonly number[], end: number): number[] {
  const lengths = starts.map((start, index) => (starts[index + 1] ?? end) - start)
  const total = Math.max(columns, end)
  return lengths.map((length) => length / total)
}
