/** Points of series → which of them may be joined by a line. */

import type {Point, Series} from '../data/data.ts'
import type {Problem} from '../data/problem.ts'

/** Runs of points that may be joined: one line each. A point that may not be joined is a run of its own. */
export function joinable<One extends {group: string}>(points: readonly One[]): One[][] {
  const runs: One[][] = []
  for (const point of points) {
    const run = runs.at(-1)
    if (run && point.group !== 'none' && run.at(-1)!.group === point.group) run.push(point)
    else runs.push([point])
  }
  return runs
}

/**
 * The points of several series as one line, when all may be joined.
 *
 * Problem: `data:not-comparable`.
 */
export function asOneLine(all: readonly Series[]): Point[] | Problem {
  const points = all.flatMap((one) => one.points).sort((a, b) => (a.year < b.year ? -1 : 1))
  if (joinable(points).length <= 1) return points
  return {
    reason: `Cannot join ${all.map(({id}) => `\`${id}\``).join(' and ')}: they do not measure the same thing`,
    rule: 'data:not-comparable',
    fix: 'Put a space instead of `+`, so that they are drawn side by side and not as one line.'
  }
}
