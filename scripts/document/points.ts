/** Nodes and typed text → places in a source. */

import type {Node, Point, Position} from 'unist'

/** From the first of some nodes to the last. */
export function span(nodes: readonly Node[]): Position | undefined {
  const start = nodes[0]?.position?.start
  const end = nodes.at(-1)?.position?.end
  return start && end ? {start, end} : undefined
}

/** Where a text ends that starts at a point. */
export function advance(point: Point, text: string): Point {
  const lastBreak = text.lastIndexOf('\n')
  let line = point.line
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) line++
  return {
    line,
    column: lastBreak === -1 ? point.column + text.length : text.length - lastBreak,
    offset: (point.offset ?? 0) + text.length
  }
}
