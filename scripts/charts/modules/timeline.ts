/** The cases along the same years, foundation and milestones, on the periods of a series when `periods` names one. */

import {z} from 'zod'
import {type CaseStudy, type Milestone, membersOf} from '../../data/data.ts'
import {formatDate} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {noCases} from '../../data/values.ts'
import {faint, fullWidth, muted, paper, rule, strokes} from '../palette.ts'
import {type ChartInput, type DrawChart, picture, type Space} from '../picture.ts'
import {type Box, box, line, marker, overlap, text, textBox} from '../svg.ts'
import {textWidth} from '../text-width.ts'

const size = 8.5
const laneHeight = 11
const left = 4
/** Where the last year may be in the space, from the right: labels need space after late milestones, or before them. */
const flatEnds = [12, 24, 36, 48, 60, 72, 84]

/** `periods="name"`: a series whose years are periods, drawn behind the cases. */
export const timelineOptions = z.object({periods: z.string().optional()})
type TimelineInput = ChartInput<z.output<typeof timelineOptions>>

export const timeline: DrawChart<TimelineInput['options']> = (input) => {
  const cases = membersOf(input.data)
  if (cases.length === 0) return noCases
  const dates = cases.flatMap((study) => study.milestones.map(({date}) => yearOf(date)))
  const [first, last] = [Math.floor(Math.min(...dates) / 5) * 5, Math.ceil(Math.max(...dates) / 5) * 5]
  const axes = input.space ? flatEnds.map((margin) => input.space!.width - margin) : [rightEnd(cases, first, last)]
  const layouts = axes.map((right) => {
    const x = (year: number) => left + ((right - left) * (year - first)) / (last - first)
    return {right, x, ...(input.space ? stackFlat(cases, x, input.space) : stackTall(cases, x))}
  })
  const {right, x, rows, height} = layouts.reduce((best, next) => (next.lanes < best.lanes ? next : best))
  const periods = findPeriods(input)
  if (isProblem(periods)) return periods
  const bands = periods.spans.map(([from, to]) => {
    const [start, end] = [Math.max(x(from), left), Math.min(x(to + 1), right)]
    return box({left: start, right: end, top: 12, bottom: height - (input.space ? 0.5 : 4)}, {fill: faint})
  })
  const ticks = Array.from({length: (last - first) / 5 + 1}, (_, index) => first + index * 5)

  const drawn = rows.map((row, index) =>
    drawRow(cases[index]!, index, row, {start: x(cases[index]!.start ?? first), end: right})
  )
  const grid = ticks.map(
    (year) =>
      line(x(year), 14, x(year), height - (input.space ? 0.5 : 4), {colour: rule, width: 0.5}) +
      text(x(year), 7, String(year), {
        anchor: year === first ? 'start' : year === last ? 'end' : 'middle',
        colour: muted,
        size
      })
  )
  return picture(
    {
      title: 'Les quatre associations dans le temps',
      description: cases
        .map(
          ({shortName, milestones}) =>
            `${shortName} : ${milestones.map(({date, label}) => `${date.slice(0, 4)}, ${label}`).join(' ; ')}.`
        )
        .join(' ')
        .concat(periods.words),
      table: {
        head: ['Association', 'Date', 'Jalon'],
        rows: cases.flatMap(({shortName, milestones}) =>
          milestones.map(({date, label}) => [shortName, formatDate(date, input.lang), label])
        )
      },
      height,
      content: bands.join('') + grid.join('') + drawn.join('')
    },
    input
  )
}

/** The periods that `periods="…"` names a series of, each from the start of its first year to the end of its last. */
function findPeriods({data, options}: TimelineInput): {spans: Array<[number, number]>; words: string} | Problem {
  if (options.periods === undefined) return {spans: [], words: ''}
  const series = data.series.get(options.periods)
  const years = series?.points.map(({year}) => year).filter((year) => year.includes('-')) ?? []
  if (!series || years.length === 0) {
    const known = [...data.series.values()].filter(({points}) => points.some(({year}) => year.includes('-')))
    return {
      reason: `Unknown periods \`${options.periods}\`: no series of this name has years such as 2011-2015`,
      rule: 'data:unknown-value',
      fix: `Use one of ${known.map(({id}) => `\`${id}\``).join(', ')}.`,
      expected: known.map(({id}) => id)
    }
  }
  const spans = years.map((year) => year.split('-').map(Number) as [number, number])
  return {spans, words: ` ${series.label} : ${years.join(' ; ')}.`}
}

/** A year with its month and day as a fraction. */
function yearOf(date: string): number {
  const [year = '0', month = '1', day = '1'] = date.split('-')
  return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365
}

interface Flag {
  words: string
  x: number
  /** Middle of the words, from the axis of the row: negative above it. */
  y: number
  /** Side of the pole on which the words stand. */
  anchor: 'start' | 'end'
}

interface Row {
  flags: Flag[]
  above: number
  below: number
}

/** A row at its place; the association's name stands at the left, `name` being its middle. */
type PlacedRow = Row & {axis: number; name: number}

interface Layout {
  rows: PlacedRow[]
  /** Height of the words of all rows. */
  lanes: number
  height: number
}

/** As high as it needs to be: names above the rows, words to the right of their poles. */
function stackTall(cases: readonly CaseStudy[], x: (year: number) => number): Layout {
  let y = 20
  const rows = cases.map((study) => {
    const row = layOut(study, x)
    const axis = y + 16 + row.above
    y = axis + row.below + 14
    return {...row, axis, name: axis - row.above - 7}
  })
  return {rows, lanes: y, height: y}
}

/** Low: the name stands in the row, words on both sides of their poles; what remains of the space parts the rows. */
function stackFlat(cases: readonly CaseStudy[], x: (year: number) => number, space: Space): Layout {
  const packed = cases.map((study) => pack(study, x, space.width))
  const top = 14
  const lanes = packed.reduce((sum, {above, below}) => sum + above + below, 0)
  const gap = Math.min(14, Math.max(1.5, (space.height - top - lanes) / cases.length))
  let y = top + gap / 2
  const rows = packed.map((row) => {
    const axis = y + row.above
    y = axis + row.below + gap
    return {...row, axis, name: axis - flatLane}
  })
  return {rows, lanes, height: y - gap / 2}
}

/** Where the last year stands, so that every flag's words end inside the drawing. */
function rightEnd(cases: readonly CaseStudy[], first: number, last: number): number {
  const ends = cases.flatMap(({milestones}) =>
    milestones.map((milestone) => {
      const share = (yearOf(milestone.date) - first) / (last - first)
      const space = fullWidth - left - textWidth(wordsOf(milestone), size) - 4
      return share > 0 ? left + space / share : fullWidth
    })
  )
  return Math.min(fullWidth - 12, ...ends)
}

function wordsOf({date, short, label}: Milestone): string {
  return `${date.slice(0, 4)} ${short ?? label}`
}

/**
 * Give each milestone a flag on a pole, in the lane nearest to the axis where its words are free.
 *
 * From the last to the first: words run to the right of their pole, so a pole never meets words placed before it.
 */
function layOut({milestones}: CaseStudy, x: (year: number) => number): Row {
  const taken: Box[] = []
  const flags = milestones.toReversed().map((milestone): Flag => {
    const at = x(yearOf(milestone.date))
    for (let lane = 1; ; lane++) {
      for (const side of [-1, 1]) {
        const flag = {words: wordsOf(milestone), x: at, y: side * (lane * laneHeight - 1), anchor: 'start' as const}
        const box = boxOf(flag)
        if (taken.some((other) => overlap(box, other))) continue
        // The pole keeps its own height free, for words of earlier milestones.
        taken.push(box, {left: at - 1.5, right: at + 1.5, top: Math.min(0, flag.y), bottom: Math.max(0, flag.y)})
        return flag
      }
    }
  })
  return {
    flags,
    above: Math.max(0, ...flags.map(({y}) => -y + laneHeight / 2)),
    below: Math.max(0, ...flags.map(({y}) => y + laneHeight / 2))
  }
}

const flatLane = 9.3

/** Lanes of a row, counted from its axis, from the lowest row on. */
const lanesOfRows = [
  [-1, 1],
  [-1, 1, 2],
  [-1, 1, -2, 2],
  [-1, 1, -2, 2, 3]
]

/** Put each milestone's words on either side of its pole, in as few lanes as they need. */
function pack(study: CaseStudy, x: (year: number) => number, width: number): Row {
  const name = textBox(0, -flatLane, study.shortName, {weight: 'semibold'})
  for (const lanes of lanesOfRows) {
    const space = {lanes, x, width, tries: 2000}
    const flags = place(study.milestones, {words: [{...name, right: name.right + 6}], poles: []}, space)
    if (flags) return {flags, above: flatLane * depth(lanes, -1) + 4.5, below: flatLane * depth(lanes, 1) + 4.5}
  }
  return layOut(study, x)
}

function depth(lanes: readonly number[], side: -1 | 1): number {
  return Math.max(0, ...lanes.map((lane) => lane * side))
}

interface Lanes {
  lanes: readonly number[]
  x: (year: number) => number
  width: number
  /** How many places may still be tried: a row that has none is given up in good time. */
  tries: number
}

/** The first way to place milestones, one after the other, that keeps words clear of words and of poles. */
function place(
  [milestone, ...rest]: readonly Milestone[],
  taken: {words: Box[]; poles: Box[]},
  space: Lanes
): Flag[] | undefined {
  if (!milestone) return []
  const x = space.x(yearOf(milestone.date))
  for (const lane of space.lanes) {
    for (const anchor of ['start', 'end'] as const) {
      if (space.tries-- <= 0) return undefined
      const flag = {words: wordsOf(milestone), x, y: lane * flatLane, anchor}
      const words = boxOf(flag)
      const pole = {left: x - 1.5, right: x + 1.5, top: Math.min(0, flag.y), bottom: Math.max(0, flag.y)}
      const isFree =
        words.left >= 0 &&
        words.right <= space.width &&
        ![...taken.words, ...taken.poles].some((other) => overlap(words, other)) &&
        !taken.words.some((other) => overlap(pole, other))
      const others = isFree && place(rest, {words: [...taken.words, words], poles: [...taken.poles, pole]}, space)
      if (others) return [flag, ...others]
    }
  }
  return undefined
}

function boxOf({x, y, words, anchor}: Flag): Box {
  const box = textBox(x + (anchor === 'start' ? 2.5 : -2.5), y, words, {size, anchor})
  const [before, after] = anchor === 'start' ? [2, 3] : [3, 2]
  return {...box, left: box.left - before, right: box.right + after}
}

function drawRow(
  study: CaseStudy,
  index: number,
  {flags, axis, name}: PlacedRow,
  {start, end}: {start: number; end: number}
): string {
  const {colour, symbol} = strokes[index % strokes.length]!
  const poles = flags.map((flag) =>
    line(flag.x, axis, flag.x, axis + flag.y + (flag.y < 0 ? -3 : 3), {colour, width: 0.5})
  )
  const words = flags.map(({x, y, words, anchor}) =>
    text(x + (anchor === 'start' ? 2.5 : -2.5), axis + y, words, {size, anchor, plate: paper})
  )
  return [
    text(0, name, study.shortName, {colour, weight: 'semibold', plate: paper}),
    line(start, axis, end, axis, {colour, width: 1.6}),
    ...poles,
    ...flags.map((flag) => marker(flag.x, axis, symbol, colour, 3)),
    ...words
  ].join('')
}
