/** Marks that a chart cannot draw, or that would lie → what is wrong, and where. */

import {isProblem, type Problem} from '../data/problem.ts'
import {type Context, refuse, tooMany} from './context.ts'
import {type ChartMark, type Encoded, encode, inSteps, whereAlong} from './encode.ts'
import {strokes} from './palette.ts'

/** More than this make a blot, and a file that no page should load. */
const [mostMarks, mostBars, leastSpread] = [5000, 60, 5]

/**
 * The marks of a chart, when they can be drawn.
 *
 * Problems: those of `encode`, `figures:too-much`, `figures:too-little`, `figures:repeated`, `figures:misleading`,
 * `figures:wrong-column`, `figures:wrong-value`.
 */
export function encodeFor(context: Context): Encoded | Problem {
  const encoded = encode(context)
  return isProblem(encoded) ? encoded : (problemOf(encoded, context) ?? encoded)
}

function problemOf(encoded: Encoded, context: Context): Problem | undefined {
  const {groups, kind, keys, xLabel} = encoded
  const {options, panel} = context
  const {type} = options
  const marks = groups.flatMap((group) => group.marks)
  const isBar = type === 'bar' || type === 'grouped' || type === 'stacked'
  const isSpread = type === 'histogram' || type === 'box'
  if (type !== 'small multiples' && !isSpread) {
    const path = options.by === undefined ? 'y' : 'by'
    const most = strokes.length
    const less = path === 'y' && options.y ? `Name ${most} columns as \`y\`` : `Draw ${most} of them with \`where: …\``
    const fix = `${less}, or give each a panel with \`type: small multiples\`.`
    const problem = tooMany(context, [path], 'series', groups.length, most, fix)
    if (problem) return problem
  }
  if (isBar || type === 'line' || type === 'slope') {
    const repeated = findRepeated(encoded, context)
    if (repeated) return repeated
  }
  if (!isSpread) {
    const fix = 'Draw their distribution with `type: histogram` or `type: box`, or their mean with `summary: mean`.'
    const problem = tooMany(context, ['data'], 'points', marks.length, mostMarks, fix)
    if (problem) return problem
  }
  if (isSpread && marks.length < leastSpread) {
    const reason = `Too few values for a distribution: ${marks.length} (minimum ${leastSpread})`
    return refuse(context, ['data'], 'figures:too-little', reason, 'Write `type: dot`, which shows each of them.')
  }
  if (options.annotations && !isAnnotated(encoded, context)) {
    const reason = `Annotations on a chart of type \`${type}\`, which has no place for them`
    return refuse(
      context,
      ['annotations'],
      'figures:wrong-value',
      reason,
      'Say it in `note: …`, or write `type: line`.'
    )
  }
  if (isBar) {
    const fix = 'Draw some of them with `where: …`, or write `type: line` or `type: histogram`.'
    const problem = findMisleading(marks, context) ?? tooMany(context, ['x'], 'bars', keys.length, mostBars, fix)
    return problem ?? findNowhere(inSteps(encoded), context)
  }
  if (type === 'scatter' && kind === 'text') {
    const reason = `Column of text \`${xLabel}\` along x, where a scatter plot needs numbers`
    const fix = 'Name a column of numbers as `x`, or write `type: dot`.'
    return refuse(context, ['x'], 'figures:wrong-column', reason, fix)
  }
  if ((type === 'line' || type === 'slope') && keys.length < 2 && !panel) {
    const fix = 'Write `type: bar` or `type: dot`, or state the value in the text with `:value[…]`.'
    return refuse(context, ['type'], 'figures:too-little', 'One point is no line: all values are at one place', fix)
  }
  return findNowhere(encoded, context)
}

/** Lines, points and bars that stand. */
function isAnnotated({kind}: Encoded, {options: {type}}: Context): boolean {
  return /^(?:line|slope|scatter|small multiples)$/.test(type!) || (kind !== 'text' && /^(?:bar|grouped)$/.test(type!))
}

/** Several values where one mark is drawn. */
function findRepeated({groups}: Encoded, context: Context): Problem | undefined {
  for (const {marks, name} of groups) {
    const seen = new Map<string, ChartMark>()
    for (const mark of marks) {
      const first = seen.get(mark.key)
      if (first) {
        const where = `lines ${first.row.line} and ${mark.row.line} of \`${context.table.id}\``
        const fix = 'Write `summary: mean` to draw their mean, or name the column that tells them apart as `by: …`.'
        const reason = `Several values of \`${name}\` at \`${mark.key}\`: ${where}`
        return refuse(context, ['data'], 'figures:repeated', reason, fix)
      }
      seen.set(mark.key, mark)
    }
  }
  return undefined
}

function findMisleading(marks: readonly ChartMark[], context: Context): Problem | undefined {
  const {zero, ticks, type} = context.options
  if (zero === false || (ticks?.y?.[0] ?? 0) > 0) {
    const reason = 'Bars that do not begin at zero: their lengths would not be in proportion to their values'
    const fix = 'Remove the option, or write `type: dot`, whose axis may begin anywhere.'
    return refuse(context, zero === false ? ['zero'] : ['ticks', 'y'], 'figures:misleading', reason, fix)
  }
  const below = type === 'stacked' ? marks.find(({y}) => y < 0) : undefined
  if (!below) return undefined
  const reason = `Part below zero in a stack: ${below.text} at \`${below.key}\``
  return refuse(context, ['type'], 'figures:misleading', reason, 'Write `type: grouped`.')
}

/** An annotation at what is no value of x. */
function findNowhere(encoded: Encoded, context: Context): Problem | undefined {
  const own = encoded.groups.flatMap(({marks}) => marks.map(({x}) => x)).concat(context.options.ticks?.x ?? [])
  const xs = encoded.kind === 'text' ? [...encoded.keys.keys()] : own
  const [first, last] = [Math.min(...xs), Math.max(...xs)]
  for (const [index, one] of (context.options.annotations ?? []).entries()) {
    for (const key of ['at', 'from', 'to'] as const) {
      const at = one[key] === undefined ? first : whereAlong(one[key], encoded)
      if (at >= first && at <= last) continue
      const reason = `Annotation at \`${one[key]}\`, which is nowhere on this axis`
      const fix = 'Write a value of the column along x, between its ends.'
      return refuse(context, ['annotations', index, key], 'figures:wrong-value', reason, fix)
    }
  }
  return undefined
}
