/** The two shapes of a drawing with an axis: values upwards over what stands along x, and values along rows of names. */

import type {Problem} from '../data/problem.ts'
import {niceTicks, tickFormat} from './axis.ts'
import {type Context, nameFor, tooLong} from './context.ts'
import {type ChartMark, type Encoded, whereAlong} from './encode.ts'
import {type Key, legend, placeLabels, type Segment, type Side} from './labels.ts'
import {faint, fontSize, fullWidth, muted, paper, rule} from './palette.ts'
import type {Space} from './picture.ts'
import {axisX, gridY, Plot, plot} from './plot.ts'
import {type Box, box, centred, line, small, text} from './svg.ts'
import {textWidth, widest, wrapText} from './text-width.ts'

/** What stands above a drawing: its unit, and the names of its groups with their signs. */
export function headOf({panel, space}: Context, unit: string, keys: readonly Key[] = []) {
  if (panel) return {content: '', height: 0}
  const own = unit ? 14 : 0
  const {content, height} = legend(keys.length > 1 ? keys : [], own + 8, space?.width ?? fullWidth)
  return {content: (unit ? text(0, 7, unit, {colour: muted}) : '') + content, height: own + height}
}

/** A key with a sign for each group. */
export function keysOf(
  {groups}: Pick<Encoded, 'groups'>,
  shapeOf: (id: string) => Key['shape'],
  colours: Readonly<Record<string, number>> = {}
) {
  return groups.map(({name, id, index}) => ({name, index: (colours[id] ?? index + 1) - 1, shape: shapeOf(id)}))
}

/** Ticks of the values, those of the author or of all panels first. */
export function valueTicks({options, panel}: Context, values: readonly number[], hasZero: boolean): number[] {
  return options.ticks?.y ?? panel?.ticks ?? niceTicks(values, options.zero ?? hasZero)
}

export interface Upright {
  unit: string
  keys?: readonly Key[]
  /** On paper. */
  height: number
  x: {
    domain: readonly [number, number]
    ticks: readonly number[]
    words: (at: number) => string
    /** Under the axis, at its end. */
    name?: string
  }
  y: {ticks: number[]; domain?: readonly [number, number] | undefined}
  /** Instead of the space that values and the last words need. */
  left?: number | undefined
  right?: number
  /** Above the marks. */
  top?: number
  hasGrid?: boolean
  hasTicks?: boolean
  marks: Plot.Markish[]
}

export interface Drawn {
  content: string
  height: number
  frame: Box
  x: (value: number) => number
  y: (value: number) => number
  point: (mark: ChartMark) => readonly [number, number]
}

/** Axes, marks and what stands above and below them. Problem: `figures:too-long`. */
export function drawUpright(context: Context, options: Upright): Drawn | Problem {
  const {panel, space, lang} = context
  const {x, y, marks, hasGrid = true, hasTicks = true} = options
  const {width, height} = space ?? {width: fullWidth, height: options.height}
  const format = tickFormat(y.ticks, lang)
  const left = options.left ?? Math.max(22, widest(y.ticks.map(format), small) + 9)
  const said = x.ticks.map(x.words)
  const step = (width - left - (options.right ?? 12)) / Math.max(1, said.length - (hasTicks ? 1 : 0))
  const wrapped = said.map((words) => wrapText(words, Math.max(step - 6, 30), fontSize.small))
  const every = Math.max(1, Math.ceil((widest(wrapped.flat(), small) + 3) / step))
  const overhang = hasTicks && said.length > 0 ? widest(wrapped.at(-1)!, small) / 2 + 2 : 0
  const right = Math.max(options.right ?? 12, overhang)
  const lineCount = Math.max(1, ...wrapped.map(({length}) => length))
  const head = headOf(context, options.unit, options.keys)
  const margin = {
    top: head.height + (options.top ?? 8),
    right,
    bottom: 8 + lineCount * 11 + (x.name && !panel ? 13 : 0),
    left
  }
  const long = [...said, options.unit, x.name ?? '']
  if (left + right > width * 0.72 || widest(long, small) > width) return tooLong(context, long, width)
  const drawn = plot(
    {
      x: {axis: null, type: 'linear', domain: x.domain},
      y: {axis: null, domain: y.domain ?? [y.ticks[0]!, y.ticks.at(-1)!]},
      marks: [
        ...(hasGrid ? gridY(y.ticks, panel && !panel.isFirst ? () => '' : format) : []),
        ...(hasTicks ? [axisX(x.ticks)] : []),
        ...marks
      ]
    },
    {height, width, margin}
  )
  const bottom = height - margin.bottom
  const words = x.ticks.map((tick, index) =>
    index % every === 0 ? text(drawn.x(tick), bottom + 6 + wrapped[index]!.length * 5.2, wrapped[index]!, centred) : ''
  )
  const name = x.name && !panel ? text(width - right, height - 7, x.name, {colour: muted, anchor: 'end'}) : ''
  return {
    ...drawn,
    content: head.content + drawn.content + words.join('') + name,
    height,
    frame: {left, right: width - right, top: margin.top, bottom},
    point: (mark) => [drawn.x(mark.x), drawn.y(mark.y)]
  }
}

interface Around {
  segments: readonly Segment[]
  taken: Box[]
  /** Half of the width of what stands at a value of x. */
  half?: number
}

/** Bands and lines with words, and words at a point. */
export function annotate(
  {options, say}: Context,
  encoded: Encoded,
  {x, y, frame: bounds}: Drawn,
  {segments, taken, half = 0}: Around
): string {
  const where = (typed: string | number) => x(whereAlong(typed, encoded))
  const notes = options.annotations ?? []
  return notes
    .map(({text: typed, at, y: height, from, to}) => {
      const put = (left: number, top: number, width: number, clear: number, ...prefer: Side[]) => {
        const words = wrapText(say(typed), width, fontSize.small)
        const wanted = {
          x: left,
          y: top,
          words,
          ...small,
          plate: from === undefined ? paper : undefined,
          clear,
          isNeeded: true,
          prefer
        }
        return placeLabels([wanted], {bounds, segments, taken})
      }
      if (from !== undefined && to !== undefined) {
        const band = {...bounds, left: where(from) - half, right: where(to) + half}
        const width = Math.max(band.right - band.left - 4, 40)
        return box(band, {fill: faint}) + put((band.left + band.right) / 2, bounds.top - 2, width, 4, 'below')
      }
      if (height !== undefined) return put(where(at!), y(height), 110, 4)
      const rule = line(where(at!), bounds.top, where(at!), bounds.bottom, {dash: '3 2'})
      return rule + put(where(at!), bounds.top + 6, 110, half || 4, 'right', 'left')
    })
    .join('')
}

export interface RowOptions {
  unit: string
  keys?: readonly Key[] | undefined
  names: readonly string[]
  /** Things in each row, one above the other: one when absent. */
  sizes?: readonly number[] | undefined
  /** Height of a thing on paper, and on a slide at least and at most. */
  step: number
  range?: readonly [least: number, most: number]
  gap?: number
  /** Left of the names, above and below the rows. */
  indent?: number
  above?: number
  below?: number
}

export interface Rows extends Space {
  left: number
  top: number
  bottom: number
  step: number
  /** Names, unit and key. */
  content: string
  /** Middle of a row, or of the thing of this rank in it. */
  at: (row: number, rank?: number) => number
}

/** Height of a row in a given space: words stay apart, and bars do not become blocks. */
const rowHeight = [13, 34] as const

/** Names at the left, a row each; higher than the space where even lines of text do not fit. Problem: `figures:too-long`. */
export function openRows(context: Context, options: RowOptions): Rows | Problem {
  const {space} = context
  const {names, sizes = names.map(() => 1), gap = 0, indent = 0, below = 2, range: [least, most] = rowHeight} = options
  const width = space?.width ?? fullWidth
  const wrapped = names.map((name) => wrapText(nameFor(context, name), width * 0.4, fontSize.label))
  const longest = widest(wrapped.flat())
  if (longest > width * 0.5 || textWidth(options.unit, fontSize.label) > width)
    return tooLong(context, [...wrapped.flat(), options.unit], width)
  const head = headOf(context, options.unit, options.keys)
  const top = head.height + (options.above ?? 6)
  const count = sizes.reduce((sum, size) => sum + size, 0)
  const taken = top + below + gap * (names.length - 1)
  const lineMost = Math.max(1, ...wrapped.map(({length}, row) => length / sizes[row]!))
  const free = space && Math.min(most, Math.max(least, (space.height - taken) / count))
  const step = free ?? Math.max(options.step, lineMost * 11.4 + 4)
  const tops = sizes.map((_, row) => top + gap * row + step * sizes.slice(0, row).reduce((sum, size) => sum + size, 0))
  const at = (row: number, rank?: number) => tops[row]! + step * (rank === undefined ? sizes[row]! / 2 : rank + 0.5)
  const [x, anchor] = indent > 0 ? [indent, 'start' as const] : [longest, 'end' as const]
  const content = wrapped.map((words, row) => text(x, at(row), words, {anchor})).join('')
  return {
    width,
    height: taken + step * count,
    left: indent + longest + (longest > 0 ? 10 : 2),
    top,
    bottom: taken + step * count - below,
    step,
    content: head.content + content,
    at
  }
}

/** Marks along rows, on light lines with their values below where there are ticks. */
export function plotRows(
  {lang}: Context,
  {width, height, left, top, bottom}: Rows,
  {
    domain,
    marks,
    right,
    ticks = []
  }: {domain: readonly [number, number]; marks: Plot.Markish[]; right: number; ticks?: number[]}
) {
  const grid = Plot.ruleX(ticks, {y1: top, y2: bottom, stroke: rule, strokeWidth: 0.6})
  const drawn = plot(
    {x: {axis: null, domain}, y: {axis: null, type: 'identity'}, marks: [grid, ...marks]},
    {height, width, margin: {top, right, bottom: height - bottom, left}}
  )
  const format = tickFormat(ticks, lang)
  const words = ticks.map((tick) => text(drawn.x(tick), bottom + 9, format(tick), centred))
  return {content: drawn.content + words.join(''), x: drawn.x}
}
