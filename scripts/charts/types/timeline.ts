/** Milestones along the same years, a lane for each name, on the periods of a series when `bands` names one. */

import {formatDate} from '../../data/format.ts'
import {inCode, isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex, saidIn} from '../../data/table.ts'
import {type Context, columnsAt, nameFor, refuse, textColumns, tooMany} from '../context.ts'
import {inRow, namedValue} from '../describe.ts'
import {faint, fullWidth, paper, rule, strokeOf} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {type Box, bold, box, line, marker, overlap, small, text, textBox} from '../svg.ts'
import {textWidth} from '../text-width.ts'

const {size} = small
const left = 4
const [mostLanes, mostMilestones] = [12, 200]

interface Milestone {
  date: string
  label: string
  /** What stands at its pole. */
  words: string
  year: number
}

interface Lane {
  name: string
  milestones: Milestone[]
}

/** Problems: `data:unknown-value`, `figures:no-data`, `figures:too-much`. */
export function drawTimeline(context: Context): Sketch | Problem {
  const {options, space, say, lang, terms} = context
  const lanes = lanesOf(context)
  if (isProblem(lanes)) return lanes
  const all = lanes.flatMap(({milestones}) => milestones)
  const problem =
    tooMany(context, ['data'], 'lanes', lanes.length, mostLanes) ??
    tooMany(context, ['data'], 'milestones', all.length, mostMilestones)
  const periods = findPeriods(context)
  if (problem || isProblem(periods)) return problem ?? (periods as Problem)
  const ticks = yearTicks(all.map(({year}) => year))
  const [first, last] = [ticks[0]!, ticks.at(-1)!]
  // Where the last year may be in a space, from the right: labels need space after late milestones, or before them.
  const ends = space ? [12, 24, 36, 48, 60, 72, 84].map((margin) => space.width - margin) : [rightEnd(all, first, last)]
  const layouts = ends.map((right) => {
    const x = (year: number) => left + ((right - left) * (year - first)) / (last - first)
    return {right, x, ...stack(lanes, x, space)}
  })
  const {right, x, rows, height} = layouts.reduce((best, next) => (next.used < best.used ? next : best))
  const bottom = height - (space ? 0.5 : 4)
  const bands = periods.spans.map(([from, to]) =>
    box({left: Math.max(x(from), left), right: Math.min(x(to + 1), right), top: 12, bottom}, {fill: faint})
  )
  const grid = ticks.map((year) => {
    const anchor = year === first ? 'start' : year === last ? 'end' : 'middle'
    return (
      line(x(year), 14, x(year), bottom, {colour: rule, width: 0.5}) +
      text(x(year), 7, String(year), {...small, anchor})
    )
  })
  const named = lanes.length > 1
  return {
    title: options.title === undefined ? lanes.map(({name}) => name).join(', ') : say(options.title),
    description: lanes
      .map(({name, milestones}) => {
        const said = milestones.map(({date, label}) => `${date.slice(0, 4)}, ${label}`)
        return `${namedValue(context, name, inRow(context, said))}.`
      })
      .join(' ')
      .concat(periods.words),
    table: {
      head: [
        ...(named ? [options.by === undefined ? '' : nameFor(context, options.by, '')] : []),
        terms.data.heads.date,
        terms.data.columns.milestone
      ],
      rows: lanes.flatMap(({name, milestones}) =>
        milestones.map(({date, label}) => [...(named ? [name] : []), formatDate(date, lang), label])
      )
    },
    height,
    content: [...bands, ...grid, ...rows.map((row, index) => drawRow(lanes[index]!, index, row, x, right))].join('')
  }
}

/** Years of an axis: eight at most, from before the first milestone to after the last. */
function yearTicks(years: readonly number[]): number[] {
  const [from, to] = [Math.floor(Math.min(...years)), Math.max(...years)]
  const span = to - from
  const step = span <= 12 ? 1 : ([2, 5, 10, 20, 50, 100, 200, 500].find((one) => span / one <= 8) ?? 1000)
  const first = Math.floor(from / step)
  const count = Math.max(Math.ceil(to / step) - first, 1)
  return Array.from({length: count + 1}, (_, index) => (first + index) * step)
}

/** A lane for each value of the column `by`, or one for all. */
function lanesOf(context: Context): Lane[] | Problem {
  const {options, table} = context
  const texts = textColumns(table)
  const byName = options.by ?? (texts.length > 1 ? texts[0] : undefined)
  const found = columnsAt(context, [
    [options.x ?? table.time ?? table.columns.find(({type}) => type === 'date')?.name, ['x']],
    [byName, ['by']],
    [options.label ?? texts.find((name) => name !== byName), ['label']]
  ])
  if (isProblem(found)) return found
  const [dates = -1, by = -1, label = -1] = found
  if (dates < 0 || label < 0) {
    const reason = `No column of ${dates < 0 ? 'dates' : 'text'} in \`${table.id}\``
    const fix = 'Name the column of dates as `x`, that of the words as `label`.'
    return refuse(context, ['data'], 'figures:no-data', reason, fix)
  }
  const short = columnIndex(table, 'short')
  const lanes = new Map<string, Lane>()
  for (const row of table.rows) {
    const cell = row.cells[dates]
    if (cell?.type !== 'date') continue
    const [name, words, date] = [saidIn(row, by), saidIn(row, label), cell.iso.slice(0, 10)]
    const lane = lanes.get(name) ?? {name, milestones: []}
    lanes.set(name, lane)
    const [year = '0', month = '1', day = '1'] = date.split('-')
    lane.milestones.push({
      date,
      label: words,
      words: `${year} ${saidIn(row, short) || words}`,
      year: Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365
    })
  }
  for (const {milestones} of lanes.values()) milestones.sort((a, b) => a.year - b.year)
  if (lanes.size > 0) return [...lanes.values()]
  const reason = `No date in the column \`${table.columns[dates]!.name}\` of \`${table.id}\``
  return refuse(context, ['x'], 'figures:no-data', reason, 'Write dates such as 2018, 2018-07 or 2018-04-18.')
}

/** The periods of the series that `bands` names, each from the start of its first year to the end of its last. */
function findPeriods(context: Context): {spans: Array<[number, number]>; words: string} | Problem {
  const {data, options} = context
  if (options.bands === undefined) return {spans: [], words: ''}
  const periodsOf = (id: string) =>
    data.series
      .get(id)
      ?.points.map(({year}) => year)
      .filter((year) => year.includes('-')) ?? []
  const years = periodsOf(options.bands)
  if (years.length > 0) {
    const spans = years.map((year) => year.split('-').map(Number) as [number, number])
    return {spans, words: ` ${namedValue(context, data.series.get(options.bands)!.label, inRow(context, years))}.`}
  }
  const known = [...data.series.keys()].filter((id) => periodsOf(id).length > 0)
  const reason = `Unknown periods \`${options.bands}\`: no series of this name has years such as 2011-2015`
  return refuse(context, ['bands'], 'data:unknown-value', reason, `Use one of ${inCode(known, 6)}.`)
}

/** Where the last year stands on paper, so that every flag's words end inside the drawing. */
function rightEnd(all: readonly Milestone[], first: number, last: number): number {
  const ends = all.map(({year, words}) => {
    const share = (year - first) / (last - first)
    return share > 0 ? left + (fullWidth - left - textWidth(words, size) - 4) / share : fullWidth
  })
  return Math.min(fullWidth - 12, ...ends)
}

/** A milestone's words on its pole: `y` is their middle, from the axis of the row. */
interface Flag {
  words: string
  x: number
  y: number
  anchor: 'start' | 'end'
}

interface Row {
  flags: Flag[]
  axis: number
  /** Middle of the lane's name, at the left. */
  name: number
}

/**
 * Rows one under the other. On paper as high as they need to be, with names above them; in a space the name stands in the
 * row, words on both sides of their poles, and what remains of the space parts the rows.
 */
function stack(lanes: readonly Lane[], x: (year: number) => number, space: Space | undefined) {
  const step = space ? 9.3 : 11
  const half = space ? 4.5 : 6.5
  const packed = lanes.map((lane) => {
    const flags = pack(lane, x, step, space?.width)
    const [above, below] = [-1, 1].map((side) => Math.max(0, ...flags.map(({y}) => y * side)))
    return {flags, above: above! + (space || above ? half : 0), below: below! + (space || below ? half : 0)}
  })
  const used = packed.reduce((sum, {above, below}) => sum + above + below, 0)
  const gap = space ? Math.min(14, Math.max(1.5, (space.height - 14 - used) / lanes.length)) : 30
  let y = space ? 14 + gap / 2 : 36
  const rows = packed.map(({flags, above, below}): Row => {
    const axis = y + above
    y = axis + below + gap
    return {flags, axis, name: space ? axis - step : axis - above - 7}
  })
  return {rows, used, height: space ? y - gap / 2 : y - 16}
}

/** Give each milestone a flag, in as few lanes as keep words clear of words and of poles. */
function pack({name, milestones}: Lane, x: (year: number) => number, step: number, width: number | undefined): Flag[] {
  const own = textBox(0, -step, name, bold)
  const words = width === undefined ? [] : [{...own, right: own.right + 6}]
  // From the last to the first: where words run to the right of their pole, none meets words placed before it.
  const ordered = milestones.toReversed()
  for (let count = 2; count <= 8; count++) {
    const room = {count, x, step, width: width ?? fullWidth, tries: 2000, isTight: width !== undefined}
    const flags = place(ordered, {words, poles: []}, room)
    if (flags) return flags
  }
  const room = {count: 2 * milestones.length, x, step, width: Number.POSITIVE_INFINITY, tries: 100_000, isTight: false}
  return place(ordered, {words: [], poles: []}, room) ?? []
}

interface Room {
  /** Lanes, on either side of the axis by turns. */
  count: number
  x: (year: number) => number
  step: number
  width: number
  /** How many places may still be tried: a row that has none is given up in good time. */
  tries: number
  /** Words may stand to the left of their pole as well. */
  isTight: boolean
}

/** The first way to place milestones, one after the other. */
function place(
  [milestone, ...rest]: readonly Milestone[],
  taken: {words: Box[]; poles: Box[]},
  room: Room
): Flag[] | undefined {
  if (!milestone) return []
  const x = room.x(milestone.year)
  for (let lane = 0; lane < room.count; lane++) {
    const y = (lane % 2 === 0 ? -1 : 1) * (Math.floor(lane / 2) + 1) * room.step
    for (const anchor of room.isTight ? (['start', 'end'] as const) : (['start'] as const)) {
      if (room.tries-- <= 0) return undefined
      const flag = {words: milestone.words, x, y, anchor}
      const bare = textBox(x + (anchor === 'start' ? 2.5 : -2.5), y, flag.words, {size, anchor})
      const words = {
        ...bare,
        left: bare.left - (anchor === 'start' ? 2 : 3),
        right: bare.right + (anchor === 'start' ? 3 : 2)
      }
      const pole = {left: x - 1.5, right: x + 1.5, top: Math.min(0, y), bottom: Math.max(0, y)}
      const isFree =
        words.left >= 0 &&
        words.right <= room.width &&
        ![...taken.words, ...taken.poles].some((other) => overlap(words, other)) &&
        !(room.isTight && taken.words.some((other) => overlap(pole, other)))
      const others = isFree && place(rest, {words: [...taken.words, words], poles: [...taken.poles, pole]}, room)
      if (others) return [flag, ...others]
    }
  }
  return undefined
}

function drawRow(
  {name, milestones}: Lane,
  index: number,
  {flags, axis, name: y}: Row,
  x: (year: number) => number,
  end: number
) {
  const {colour} = strokeOf(index)
  const poles = flags.map((flag) =>
    line(flag.x, axis, flag.x, axis + flag.y + 3 * Math.sign(flag.y), {colour, width: 0.5})
  )
  return [
    text(0, y, name, {...bold, colour, plate: paper}),
    line(x(milestones[0]!.year), axis, end, axis, {colour, width: 1.6}),
    ...poles,
    ...flags.map((flag) => marker(flag.x, axis, index, 3)),
    ...flags.map(({x: at, y: up, words, anchor}) =>
      text(at + (anchor === 'start' ? 2.5 : -2.5), axis + up, words, {size, anchor, plate: paper})
    )
  ].join('')
}
