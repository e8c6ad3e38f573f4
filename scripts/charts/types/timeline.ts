/** Milestones along the same years, a lane for each name, on the periods of a series when `bands` names one. */

import {formatDate} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex, saidIn} from '../../data/table.ts'
import {listed, namedValue} from '../describe.ts'
import {type Context, columnAt} from '../encode.ts'
import {faint, fullWidth, muted, paper, rule, strokes} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {type Box, box, line, marker, overlap, text, textBox} from '../svg.ts'
import {textWidth} from '../text-width.ts'

const size = 8.5
const laneHeight = 11
const left = 4
/** Where the last year may be in the space, from the right: labels need space after late milestones, or before them. */
const flatEnds = [12, 24, 36, 48, 60, 72, 84]

interface Milestone {
  date: string
  label: string
  /** Where there is little space. */
  short: string
}

interface Lane {
  name: string
  milestones: Milestone[]
}

const [mostLanes, mostMilestones] = [12, 200]

/** Problems: `data:unknown-value`, `figures:no-data`, `figures:too-much`. */
export function drawTimeline(context: Context): Sketch | Problem {
  const {options, space, say, at, lang, terms} = context
  const lanes = lanesOf(context)
  if (isProblem(lanes)) return lanes
  const all = lanes.flatMap(({milestones}) => milestones)
  if (lanes.length > mostLanes || all.length > mostMilestones) {
    return at(['data'], {
      reason: `Too many milestones: ${all.length} on ${lanes.length} lanes (maximum ${mostMilestones} on ${mostLanes})`,
      rule: 'figures:too-much',
      fix: 'Draw some of them with `where: …`.'
    })
  }
  const years = all.map(({date}) => yearOf(date))
  const ticks = niceYears(Math.min(...years), Math.max(...years))
  const [first, last] = [ticks[0]!, ticks.at(-1)!]
  const axes = space ? flatEnds.map((margin) => space.width - margin) : [rightEnd(lanes, first, last)]
  const layouts = axes.map((right) => {
    const x = (year: number) => left + ((right - left) * (year - first)) / (last - first)
    return {right, x, ...(space ? stackFlat(lanes, x, space) : stackTall(lanes, x))}
  })
  const {right, x, rows, height} = layouts.reduce((best, next) => (next.lanes < best.lanes ? next : best))
  const periods = findPeriods(context)
  if (isProblem(periods)) return periods
  const bands = periods.spans.map(([from, to]) => {
    const [start, end] = [Math.max(x(from), left), Math.min(x(to + 1), right)]
    return box({left: start, right: end, top: 12, bottom: height - (space ? 0.5 : 4)}, {fill: faint})
  })
  const drawn = rows.map((row, index) =>
    drawRow(lanes[index]!, index, row, {
      start: x(Math.min(...lanes[index]!.milestones.map(({date}) => yearOf(date)))),
      end: right
    })
  )
  const grid = ticks.map(
    (year) =>
      line(x(year), 14, x(year), height - (space ? 0.5 : 4), {colour: rule, width: 0.5}) +
      text(x(year), 7, String(year), {
        anchor: year === first ? 'start' : year === last ? 'end' : 'middle',
        colour: muted,
        size
      })
  )
  return {
    title: options.title === undefined ? lanes.map(({name}) => name).join(', ') : say(options.title),
    description: lanes
      .map(
        ({name, milestones}) =>
          `${namedValue(
            context,
            name,
            listed(
              context,
              milestones.map(({date, label}) => `${date.slice(0, 4)}, ${label}`)
            )
          )}.`
      )
      .join(' ')
      .concat(periods.words),
    table: {
      head: [
        ...(lanes.length > 1 ? [options.by && options.names?.[options.by] ? say(options.names[options.by]!) : ''] : []),
        terms.data.heads.date,
        terms.data.columns.milestone
      ],
      rows: lanes.flatMap(({name, milestones}) =>
        milestones.map(({date, label}) => [...(lanes.length > 1 ? [name] : []), formatDate(date, lang), label])
      )
    },
    height,
    content: bands.join('') + grid.join('') + drawn.join('')
  }
}

/** Years of the axis: fives where it is long, else ones. */
function niceYears(from: number, to: number): number[] {
  const step = to - from > 12 ? (to - from > 60 ? 20 : 5) : to - from > 120 ? 50 : 1
  const [first, last] = [
    Math.floor(from / step) * step,
    Math.max(Math.ceil(to / step), Math.floor(from / step) + 1) * step
  ]
  return Array.from({length: (last - first) / step + 1}, (_, index) => first + index * step)
}

/** A lane for each value of the column `by`, or one for all. */
function lanesOf(context: Context): Lane[] | Problem {
  const {options, table, at} = context
  const time = options.x ?? table.time
  const dates = time === undefined ? -1 : columnAt(context, time, ['x'])
  if (typeof dates !== 'number') return dates
  const texts = table.columns
    .filter(({type, name}) => type === 'text' && !/^sources?$/.test(name))
    .map(({name}) => name)
  const byName = options.by ?? (texts.length > 1 ? texts[0] : undefined)
  const by = byName === undefined ? -1 : columnAt(context, byName, ['by'])
  if (typeof by !== 'number') return by
  const labelName = options.label ?? texts.find((name) => name !== byName)
  const label = labelName === undefined ? -1 : columnAt(context, labelName, ['label'])
  if (typeof label !== 'number') return label
  if (dates < 0 || label < 0) {
    return at(['data'], {
      reason: `No column of ${dates < 0 ? 'dates' : 'text'} in \`${table.id}\``,
      rule: 'figures:no-data',
      fix: 'Name the column of dates as `x`, that of the words as `label`.'
    })
  }
  const short = columnIndex(table, 'short')
  const lanes = new Map<string, Lane>()
  for (const row of table.rows) {
    const cell = row.cells[dates]
    if (cell?.type !== 'date') continue
    const name = by < 0 ? '' : saidIn(row, by)
    const lane = lanes.get(name) ?? {name, milestones: []}
    lanes.set(name, lane)
    const words = saidIn(row, label)
    lane.milestones.push({
      date: cell.iso.slice(0, 10),
      label: words,
      short: (short < 0 ? '' : saidIn(row, short)) || words
    })
  }
  for (const {milestones} of lanes.values()) milestones.sort((a, b) => yearOf(a.date) - yearOf(b.date))
  if (lanes.size > 0) return [...lanes.values()]
  return at(['x'], {
    reason: `No date in the column \`${table.columns[dates]!.name}\` of \`${table.id}\``,
    rule: 'figures:no-data',
    fix: 'Write dates such as 2018, 2018-07 or 2018-04-18.'
  })
}

/** The periods of the series that `bands` names, each from the start of its first year to the end of its last. */
function findPeriods(context: Context): {spans: Array<[number, number]>; words: string} | Problem {
  const {data, options, at} = context
  if (options.bands === undefined) return {spans: [], words: ''}
  const series = data.series.get(options.bands)
  const years = series?.points.map(({year}) => year).filter((year) => year.includes('-')) ?? []
  if (!series || years.length === 0) {
    const known = [...data.series.values()].filter(({points}) => points.some(({year}) => year.includes('-')))
    return at(['bands'], {
      reason: `Unknown periods \`${options.bands}\`: no series of this name has years such as 2011-2015`,
      rule: 'data:unknown-value',
      fix: `Use one of ${known.map(({id}) => `\`${id}\``).join(', ')}.`,
      expected: known.map(({id}) => id)
    })
  }
  const spans = years.map((year) => year.split('-').map(Number) as [number, number])
  return {spans, words: ` ${namedValue(context, series.label, listed(context, years))}.`}
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
function stackTall(all: readonly Lane[], x: (year: number) => number): Layout {
  let y = 20
  const rows = all.map((study) => {
    const row = layOut(study, x)
    const axis = y + 16 + row.above
    y = axis + row.below + 14
    return {...row, axis, name: axis - row.above - 7}
  })
  return {rows, lanes: y, height: y}
}

/** Low: the name stands in the row, words on both sides of their poles; what remains of the space parts the rows. */
function stackFlat(all: readonly Lane[], x: (year: number) => number, space: Space): Layout {
  const packed = all.map((study) => pack(study, x, space.width))
  const top = 14
  const lanes = packed.reduce((sum, {above, below}) => sum + above + below, 0)
  const gap = Math.min(14, Math.max(1.5, (space.height - top - lanes) / all.length))
  let y = top + gap / 2
  const rows = packed.map((row) => {
    const axis = y + row.above
    y = axis + row.below + gap
    return {...row, axis, name: axis - flatLane}
  })
  return {rows, lanes, height: y - gap / 2}
}

/** Where the last year stands, so that every flag's words end inside the drawing. */
function rightEnd(all: readonly Lane[], first: number, last: number): number {
  const ends = all.flatMap(({milestones}) =>
    milestones.map((milestone) => {
      const share = (yearOf(milestone.date) - first) / (last - first)
      const space = fullWidth - left - textWidth(wordsOf(milestone), size) - 4
      return share > 0 ? left + space / share : fullWidth
    })
  )
  return Math.min(fullWidth - 12, ...ends)
}

function wordsOf({date, short}: Milestone): string {
  return `${date.slice(0, 4)} ${short}`
}

/**
 * Give each milestone a flag on a pole, in the lane nearest to the axis where its words are free.
 *
 * From the last to the first: words run to the right of their pole, so a pole never meets words placed before it.
 */
function layOut({milestones}: Lane, x: (year: number) => number): Row {
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
function pack(study: Lane, x: (year: number) => number, width: number): Row {
  const name = textBox(0, -flatLane, study.name, {weight: 'semibold'})
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
  study: Lane,
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
    text(0, name, study.name, {colour, weight: 'semibold', plate: paper}),
    line(start, axis, end, axis, {colour, width: 1.6}),
    ...poles,
    ...flags.map((flag) => marker(flag.x, axis, symbol, colour, 3)),
    ...words
  ].join('')
}
