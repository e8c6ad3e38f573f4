/** Lines along years, dates, numbers or steps; slopes between two of them. Points that may not be joined are not. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {niceTicks, spreadTicks, tickFormat, timeTicks} from '../axis.ts'
import {type Context, tooLong} from '../context.ts'
import {nameOfRun, sharedSubject} from '../describe.ts'
import {type ChartMark, type Encoded, type Group, joinable, valuesOf} from '../encode.ts'
import {endLabels, placeLabels, segmentsOf, type Wanted} from '../labels.ts'
import {annotate, type Drawn, drawUpright, valueTicks} from '../layout.ts'
import {faint, fontSize, fullWidth, strokeOf} from '../palette.ts'
import type {Body} from '../picture.ts'
import {dots, Plot} from '../plot.ts'
import {type Box, bold, box, centred, text} from '../svg.ts'
import {balance, widest, wrapText} from '../text-width.ts'

/** Problem: `figures:too-long`. */
export function drawLine(context: Context, encoded: Encoded): Body | Problem {
  const {options, space, panel} = context
  const {groups, unit} = encoded
  const all = groups.flatMap(({marks}) => marks)
  const isSlope = options.type === 'slope'
  const isShort = space !== undefined || panel !== undefined
  const labels = groups.map(({name}) => name)
  const {subject, names} = sharedSubject(labels, isShort || groups.length === 1)
  const values = valuesOf(encoded)
  const ticks = valueTicks(context, values, true)
  const xs = [...new Set(all.map(({x}) => x))].sort((a, b) => a - b)
  const among = [xs[0]!, xs.at(-1)!, ...(options.ticks?.x ?? [])]
  const [first, last] = [Math.min(...among), Math.max(...among)]
  const ends = groups.map(({marks}, index): string[] => {
    const [name, value] = [panel ? '' : names[index]!, marks.at(-1)!.text]
    if (isShort) return balance(`${name} ${value}`.trim(), 104, fontSize.label, 'semibold')
    return [...balance(name, 84, fontSize.label, 'semibold').filter(Boolean), value]
  })
  const starts = groups.map(({marks}) => [marks[0]!.text])
  const isAtEnd = groups.map(({marks}) => marks.at(-1)!.x === last)
  const shownEnds = ends.filter((_, index) => isAtEnd[index]).flat()
  const right = 14 + widest(shownEnds, bold)
  const left = isSlope ? widest(starts.flat(), bold) + 16 : undefined
  const width = space?.width ?? fullWidth
  if (right + (left ?? 22) > width * 0.72) return tooLong(context, shownEnds, width)
  const drawn = drawUpright(context, {
    unit: headingOf(options.unit === undefined ? subject : '', unit),
    height: options.height ?? (groups.length > 1 || isSlope ? 220 : 205),
    x: {domain: first === last ? [first - 1, last + 1] : [first, last], ...xAxis(encoded, context, xs)},
    y: {ticks, domain: [Math.min(ticks[0]!, ...values), Math.max(ticks.at(-1)!, ...values)]},
    left,
    right,
    hasGrid: !isSlope,
    marks: groups.flatMap(({marks, index}) => lineMarks(marks, index, all.length <= 16))
  })
  if (isProblem(drawn)) return drawn
  const {frame, height, point} = drawn
  const segments = groups.flatMap(({marks}) => joinable(marks).flatMap((run) => segmentsOf(run.map(point))))
  const taken = all.map((mark): Box => {
    const [x, y] = point(mark)
    return {left: x - 2, right: x + 2, top: y - 2, bottom: y + 2}
  })
  const gaps = drawGaps(context, groups, drawn)
  if (options.gap !== undefined) taken.push(...gaps.bands)
  const notes = annotate(context, encoded, drawn, {segments, taken})
  const wanted = groups.flatMap((group, index) =>
    labelsOf(context, group, {point, name: isAtEnd[index] ? undefined : names[index]!, count: all.length})
  )
  const bounds = {
    left: isSlope ? 0 : frame.left + 1,
    right: isAtEnd.every(Boolean) ? frame.right + 4 : width,
    top: panel ? 0 : 12,
    bottom: frame.bottom + 1
  }
  const valueLabels = placeLabels(wanted, {bounds, segments, taken})
  const endOf = (mark: ChartMark, {index}: Group, words: string[]) => {
    const [x, y] = point(mark)
    return {x, y, words, colour: strokeOf(index).colour}
  }
  const atEnds = groups.flatMap((group, at) => (isAtEnd[at] ? [endOf(group.marks.at(-1)!, group, ends[at]!)] : []))
  const atStarts = isSlope ? groups.map((group, at) => endOf(group.marks[0]!, group, starts[at]!)) : []
  return {
    height,
    content:
      gaps.content +
      notes +
      drawn.content +
      valueLabels +
      endLabels(atEnds, frame.right + 11, isShort ? frame.bottom + 4 : height) +
      endLabels(atStarts, frame.left - 9, frame.bottom + 4, 'end')
  }
}

function headingOf(subject: string, unit: string): string {
  if (!subject || unit.toLowerCase().startsWith(subject.toLowerCase())) return unit
  return unit ? `${subject}, ${unit[0]!.toLowerCase()}${unit.slice(1)}` : subject
}

function lineMarks(marks: readonly ChartMark[], index: number, isMarked: boolean): Plot.Markish[] {
  const {colour, dash} = strokeOf(index)
  return joinable(marks).flatMap((run) => [
    Plot.ruleX(
      run.filter(({low}) => low !== undefined),
      {x: 'x', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 0.9}
    ),
    Plot.line(run, {x: 'x', y: 'y', stroke: colour, strokeWidth: 1.7, strokeDasharray: dash}),
    dots(isMarked ? run : [run[0]!, run.at(-1)!], index, {})
  ])
}

interface LabelOptions {
  point: Drawn['point']
  /** Of a line that ends before the others, beside it. */
  name: string | undefined
  /** Of all marks. */
  count: number
}

/** Values beside their points: all of them where they are few, else those at the ends of each run. */
function labelsOf({options, panel}: Context, {marks, index}: Group, {point, name, count}: LabelOptions): Wanted[] {
  const {colour} = strokeOf(index)
  const hasRanges = marks.some(({low}) => low !== undefined)
  const mode = options.labels ?? (panel || hasRanges ? 'none' : count <= 14 ? 'all' : 'ends')
  const ends = new Set(joinable(marks).flatMap((run) => [run[0], run.at(-1)]))
  const [start, last] = [marks[0]!, marks.at(-1)!]
  const values = marks.flatMap((mark): Wanted[] => {
    const isShown = mode === 'all' || (mode === 'ends' && ends.has(mark))
    const isElsewhere = (mark === last && name === undefined) || (options.type === 'slope' && mark === start)
    if (!isShown || isElsewhere) return []
    const [x, y] = point(mark)
    return [{x, y, words: [mark.text], colour, prefer: mark === start ? ['above-right', 'below-right', 'left'] : []}]
  })
  if (!name) return values
  const anchors = [last, start, ...marks.slice(1, -1)].map(point)
  const [x, y] = anchors[0]!
  const words = balance(name, 90, fontSize.label, 'semibold')
  return [{x, y, anchors, words, colour, ...bold, isNeeded: true, prefer: ['right', 'above-right']}, ...values]
}

/** The ticks under a drawing, and their words. */
function xAxis({kind, keys}: Encoded, {options, lang, space}: Context, xs: readonly number[]) {
  const [first, last] = [xs[0]!, xs.at(-1)!]
  const given = options.ticks?.x
  if (kind === 'time' && !given) {
    const {ticks, format} = timeTicks(first, last, lang)
    return {ticks, words: format}
  }
  const most = Math.floor(((space?.width ?? fullWidth) - 50) / 28)
  const steps =
    kind === 'text'
      ? xs
      : kind === 'number' && xs.length > 7
        ? niceTicks(xs, false).filter((tick) => tick >= first && tick <= last)
        : spreadTicks(xs, Math.max(1, Math.min(7, most)))
  const ticks = given ?? steps
  const format = kind === 'number' ? tickFormat(ticks, lang) : kind === 'text' ? (x: number) => keys[x]! : String
  return {ticks, words: format}
}

/** Between runs that are not joined: a band and why; under each, its name. */
function drawGaps(context: Context, groups: readonly Group[], {x, frame}: Drawn): {content: string; bands: Box[]} {
  const {options, say} = context
  if (options.gap === undefined && options.runs === undefined) return {content: '', bands: []}
  const runs = joinable(groups[0]!.marks)
  const bands = runs
    .slice(1)
    .map((run, index) => ({...frame, left: x(runs[index]!.at(-1)!.x) + 5, right: x(run[0]!.x) - 5}))
  const gaps = bands.map((band) => {
    const words =
      options.gap === undefined ? [] : wrapText(say(options.gap), band.right - band.left - 2, fontSize.small)
    return box(band, {fill: faint}) + text((band.left + band.right) / 2, (band.top + band.bottom) / 2, words, centred)
  })
  const names = runs.map((run, index) => {
    const [from, to] = [bands[index - 1]?.right ?? frame.left, bands[index]?.left ?? frame.right]
    return text((from + to) / 2, frame.bottom - 12, nameOfRun(context, run[0]!.group) ?? [], centred)
  })
  return {content: gaps.concat(names).join(''), bands}
}
