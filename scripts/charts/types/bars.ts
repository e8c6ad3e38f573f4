/** Bars: one a row with its value, groups of them, or parts of a whole. Along years they stand. */

import {formatNumber, withUnit} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {niceTicks, tickFormat} from '../axis.ts'
import {chartTitle, describeAll, gridTable} from '../describe.ts'
import {type ChartMark, type Context, type Encoded, encode, findRepeated, findTooMany, type Group} from '../encode.ts'
import {legend} from '../labels.ts'
import {faint, fontSize, fullWidth, muted, paper, rule, strokes} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {gridY, Plot, plot} from '../plot.ts'
import {box, line, lines, text} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'
import {tooLong} from './line.ts'

/** One bar, or one part of it, as it is drawn. */
interface Bar {
  /** Its row: a name, and its group where groups stand side by side. */
  row: string
  key: string
  from: number
  to: number
  index: number
  isHollow: boolean
  text: string
  mark: ChartMark
}

/** Height of a row in a given space: words stay apart, and bars do not become blocks. */
const rowHeight = {least: 13, most: 34}

/**
 * A space shared by rows, `taken` being what else stands in it.
 *
 * @returns height of a row; more than there is, where even lines of text do not fit
 */
export function rowsIn(space: Space, rows: number, taken: number): number {
  return Math.min(rowHeight.most, Math.max(rowHeight.least, (space.height - taken) / rows))
}

/** Problems: those of `encode`, `figures:misleading`, `figures:too-long`, `figures:too-much`. */
export function drawBars(context: Context): Sketch | Problem {
  const {options, at} = context
  const encoded = encode(context, options.type === 'bar' || options.type === undefined ? 1 : 4)
  if (isProblem(encoded)) return encoded
  const problem = findRepeated(encoded, context) ?? findTooMany(encoded, context) ?? findMisleading(encoded, context)
  if (problem) return problem
  const places = placesOf(encoded, context)
  if (places.length > 60) {
    return at(['x'], {
      reason: `Too many bars: ${places.length} (maximum 60)`,
      rule: 'figures:too-much',
      fix: 'Draw some of them with `where: …`, or write `type: line` or `type: histogram`.'
    })
  }
  const isStanding = encoded.kind !== 'text' && options.type !== 'stacked'
  const drawn = isStanding ? standing(context, encoded, places) : lying(context, encoded, places)
  if (isProblem(drawn)) return drawn
  return {
    title: chartTitle(context, encoded),
    description: describeAll(context, encoded),
    table: barTable(context, encoded, places),
    ...drawn
  }
}

function findMisleading({groups}: Encoded, {options, at}: Context): Problem | undefined {
  const [first = 0] = options.ticks?.y ?? [0]
  if (options.zero === false || first > 0) {
    return at(options.zero === false ? ['zero'] : ['ticks', 'y'], {
      reason: 'Bars that do not begin at zero: their lengths would not be in proportion to their values',
      rule: 'figures:misleading',
      fix: 'Remove the option, or write `type: dot`, whose axis may begin anywhere.'
    })
  }
  const below = options.type === 'stacked' ? groups.flatMap(({marks}) => marks).find(({y}) => y < 0) : undefined
  if (!below) return undefined
  return at(['type'], {
    reason: `Part below zero in a stack: ${below.text} at \`${below.key}\``,
    rule: 'figures:misleading',
    fix: 'Write `type: grouped`.'
  })
}

/** Names along the bars, in order. */
function placesOf({groups, keys, kind}: Encoded, {options}: Context): string[] {
  const marks = groups.flatMap((group) => group.marks)
  const all = [...new Set(marks.map(({key}) => key))]
  if (kind !== 'text')
    return all.sort((a, b) => marks.find(({key}) => key === a)!.x - marks.find(({key}) => key === b)!.x)
  const sorted = all.sort((a, b) => keys.indexOf(a) - keys.indexOf(b))
  if (options.order !== 'value') return sorted
  const sum = (key: string) => marks.reduce((total, mark) => total + (mark.key === key ? mark.y : 0), 0)
  return sorted.sort((a, b) => sum(b) - sum(a))
}

function barsOf(context: Context, {groups, withUnit: print}: Encoded, places: readonly string[]): Bar[] {
  const {options, lang} = context
  const total = groups.flatMap(({marks}) => marks).reduce((sum, {y}) => sum + y, 0)
  const hollow = new Set(options.hollow ?? [])
  return places.flatMap((key) => {
    let before = 0
    return groups.flatMap((group, index): Bar[] => {
      const mark = group.marks.find((one) => one.key === key)
      if (!mark) return []
      const from = options.type === 'stacked' ? before : 0
      before += mark.y
      const share = withUnit(formatNumber(Math.round((mark.y / total) * 100), lang), '%', lang)
      const value = options.type === 'stacked' ? print(mark.text, mark.y) : mark.text
      const colour = options.colours?.[group.id] ?? options.colours?.[key] ?? index + 1
      return [
        {
          row: options.type === 'stacked' ? key : `${key}\n${group.id}`,
          key,
          from,
          to: from + mark.y,
          index: colour - 1,
          isHollow: hollow.has(group.id) || hollow.has(key),
          text: options.share ? `${value} (${share})` : value,
          mark
        }
      ]
    })
  })
}

interface Body {
  content: string
  height: number
}

const nameOf = ({options, say}: Context, key: string) => {
  const named = options.names?.[key]
  return named === undefined ? key : say(named)
}

/** Rows with their names at the left. */
function lying(context: Context, encoded: Encoded, places: readonly string[]): Body | Problem {
  const {space, options} = context
  const {groups, unit} = encoded
  const isStacked = options.type === 'stacked'
  const bars = barsOf(context, encoded, places)
  const width = space?.width ?? fullWidth
  const wrapped = new Map(places.map((key) => [key, wrapText(nameOf(context, key), width * 0.4, fontSize.label)]))
  const names = Math.max(0, ...[...wrapped.values()].flat().map((name) => textWidth(name, fontSize.label)))
  if (names > width * 0.5) return tooLong(context, [...wrapped.values()].flat(), width)
  const left = names === 0 ? 2 : names + 10
  const ends = isStacked ? 2 : Math.max(...bars.map((bar) => textWidth(bar.text, fontSize.label, 'semibold'))) + 10
  const isNamedInside = isStacked && namedInside(context, encoded, places, width - left - 2)
  const keys =
    groups.length > 1 && !isNamedInside
      ? legend(
          groups.map(({name, id}, index) => ({
            name,
            index: (options.colours?.[id] ?? index + 1) - 1,
            shape: options.hollow?.includes(id) ? 'hollow' : 'box'
          })),
          {y: unit ? 22 : 8, width}
        )
      : {content: '', height: 0}
  const top = (unit ? 20 : 4) + keys.height + (isNamedInside ? 6 : 0)
  const rows = isStacked
    ? places
    : places.flatMap((key) =>
        groups.flatMap(({id, marks}) => (marks.some((mark) => mark.key === key) ? [`${key}\n${id}`] : []))
      )
  const gap = groups.length > 1 && !isStacked ? 6 : 0
  const most = Math.max(1, ...[...wrapped.values()].map(({length}) => length))
  const taken = top + 2 + gap * (places.length - 1)
  const paperStep = Math.max(
    isStacked ? (isNamedInside ? 46 : 36) : groups.length > 1 ? 18 : 24,
    (most * 11.4 + 4) / (isStacked ? 1 : Math.max(1, rows.length / places.length))
  )
  const step = space
    ? isStacked
      ? Math.min(64, Math.max(isNamedInside ? 40 : 18, (space.height - taken) / rows.length))
      : rowsIn(space, rows.length, taken)
    : paperStep
  const height = taken + rows.length * step
  const y = new Map(
    rows.map((row, index) => [
      row,
      top + (index + 0.5) * step + gap * places.findIndex((key) => row === key || row.startsWith(`${key}\n`))
    ])
  )
  const values = [...bars.flatMap(({from, to}) => [from, to]), options.whole ?? 0]
  const thickness = isStacked ? (isNamedInside ? step - 20 : step * 0.7) : step * (groups.length > 1 ? 0.8 : 0.68)
  const drawn = plot(
    {
      x: {axis: null, domain: [Math.min(0, ...values), Math.max(0, ...values) || 1]},
      y: {axis: null, type: 'identity'},
      color: {type: 'identity'},
      marks: [
        Plot.rect(bars, {
          x1: 'from',
          x2: 'to',
          y1: ({row}: Bar) => y.get(row)! - thickness / 2,
          y2: ({row}: Bar) => y.get(row)! + thickness / 2,
          fill: ({isHollow, index}: Bar) => (isHollow ? faint : strokes[index]!.colour),
          stroke: ({isHollow}: Bar) => (isHollow ? muted : isStacked ? paper : 'none'),
          strokeWidth: isStacked ? 1 : 0.7
        }),
        Plot.ruleX([0], {y1: top, y2: height - 2, stroke: rule, strokeWidth: 1})
      ]
    },
    {
      height,
      width,
      margin: {top, right: ends, bottom: 2, left: Math.max(left, bars.some(({to}) => to < 0) ? left + ends : left)}
    }
  )
  const words = bars.map(({row, from, to, text: value, isHollow}) => {
    if (!isStacked)
      return text(drawn.x(to) + (to < 0 ? -6 : 6), y.get(row)!, value, {
        weight: 'semibold',
        anchor: to < 0 ? 'end' : 'start'
      })
    const fits = textWidth(value, fontSize.label, 'semibold') < drawn.x(to) - drawn.x(from) - 4
    return fits
      ? text((drawn.x(from) + drawn.x(to)) / 2, y.get(row)!, value, {
          anchor: 'middle',
          weight: 'semibold',
          ...(isHollow ? {} : {colour: paper})
        })
      : ''
  })
  const named = places.map((key) => {
    const own = rows.flatMap((row) => (row === key || row.startsWith(`${key}\n`) ? [y.get(row)!] : []))
    return lines(left - 8, (own[0]! + own.at(-1)!) / 2, wrapped.get(key)!, {
      anchor: 'end',
      ...(isStacked ? {weight: 'semibold' as const} : {})
    })
  })
  const rests =
    isStacked && options.whole !== undefined ? restsOf(context, bars, places, {x: drawn.x, y, thickness}) : ''
  const inside = isNamedInside
    ? partNames(encoded, bars, {x: drawn.x, y: (key) => y.get(key)! - thickness / 2 - 7})
    : ''
  const heading = unit ? text(0, 7, unit, {colour: muted}) : ''
  return {content: rests + drawn.content + named.join('') + words.join('') + keys.content + inside + heading, height}
}

/** Whether each part has, in some row, a bar that is wide enough for its name above it. */
function namedInside(context: Context, encoded: Encoded, places: readonly string[], width: number): boolean {
  const bars = barsOf(context, encoded, places)
  const most = Math.max(context.options.whole ?? 0, ...bars.map(({to}) => to))
  return encoded.groups.every(({name, id}) =>
    bars.some(
      ({from, to, mark}) =>
        mark &&
        idOf(encoded, mark) === id &&
        ((to - from) / most) * width > textWidth(name, fontSize.label, 'semibold') - 8
    )
  )
}

const idOf = ({groups}: Encoded, mark: ChartMark) => groups.find(({marks}) => marks.includes(mark))?.id

/** The name of each part above the first of its bars that has space for it. */
function partNames(
  encoded: Encoded,
  bars: readonly Bar[],
  {x, y}: {x: (value: number) => number; y: (key: string) => number}
): string {
  return encoded.groups
    .map(({name, id}: Group) => {
      const own = bars.filter(({mark}) => idOf(encoded, mark) === id)
      const bar = own.find(({from, to}) => x(to) - x(from) > textWidth(name, fontSize.label, 'semibold') - 8)
      return bar
        ? text((x(bar.from) + x(bar.to)) / 2, y(bar.key), name, {
            anchor: 'middle',
            colour: strokes[bar.index]!.colour,
            weight: 'semibold'
          })
        : ''
    })
    .join('')
}

/** What the parts leave of the whole, outlined. */
function restsOf(
  {options, say}: Context,
  bars: readonly Bar[],
  places: readonly string[],
  {x, y, thickness}: {x: (value: number) => number; y: ReadonlyMap<string, number>; thickness: number}
): string {
  return places
    .map((key) => {
      const sum = Math.max(0, ...bars.flatMap((bar) => (bar.key === key ? [bar.to] : [])))
      const rest = {
        left: x(sum) + 0.5,
        right: x(options.whole!) - 0.5,
        top: y.get(key)! - thickness / 2,
        bottom: y.get(key)! + thickness / 2
      }
      if (sum >= options.whole!) return ''
      const words = options.rest === undefined ? '' : say(options.rest)
      const fits = words !== '' && textWidth(words, fontSize.label) < rest.right - rest.left - 4
      return (
        box(rest, {fill: faint, stroke: muted, strokeWidth: 0.5, dash: '2 2'}) +
        (fits ? text((rest.left + rest.right) / 2, y.get(key)!, words, {anchor: 'middle', colour: muted}) : '')
      )
    })
    .join('')
}

/** Columns along years, dates or numbers. */
function standing(context: Context, encoded: Encoded, places: readonly string[]): Body | Problem {
  const {space, options, panel, lang} = context
  const {groups, unit} = encoded
  const {width, height} = space ?? {width: fullWidth, height: options.height ?? 200}
  const bars = barsOf(context, encoded, places)
  const keys =
    groups.length > 1 && !panel
      ? legend(
          groups.map(({name}, index) => ({
            name,
            index,
            shape: options.hollow?.includes(groups[index]!.id) ? 'hollow' : 'box'
          })),
          {y: unit ? 22 : 8, width}
        )
      : {content: '', height: 0}
  // Values stand above their bars where each has space beside the next.
  const free = width / places.length / groups.length
  const shown = bars.map((bar) => wrapText(bar.text.replaceAll('\u00A0', ' '), free - 6, fontSize.label, 'semibold'))
  const wide = shown.map((words) => Math.max(...words.map((one) => textWidth(one, fontSize.label, 'semibold'))))
  const hasValues = wide.every((one, index) => (one + (wide[index + 1] ?? one * 0.6)) / 2 + 2 < free)
  const ticks = panel?.ticks ?? options.ticks?.y ?? niceTicks(bars.flatMap(({to}) => to))
  const format = tickFormat(ticks, lang)
  const left = hasValues ? 2 : Math.max(...ticks.map((tick) => textWidth(format(tick), fontSize.small))) + 9
  const top = (panel ? 30 : unit ? 26 : 12) + keys.height
  const bottom = 20
  const range =
    hasValues && !panel
      ? [Math.min(0, ...bars.map(({to}) => to)), Math.max(0, ...bars.map(({to}) => to))]
      : [ticks[0]!, ticks.at(-1)!]
  const x = new Map(places.map((key, index) => [key, left + ((index + 0.5) * (width - left)) / places.length]))
  const band = Math.min(64, ((width - left) / places.length) * (groups.length > 1 ? 0.8 : 0.62))
  const at = ({row, key}: Bar) =>
    x.get(key)! - band / 2 + (band / groups.length) * (groups.findIndex(({id}) => row.endsWith(`\n${id}`)) + 0.5)
  const drawn = plot(
    {
      x: {axis: null, type: 'identity'},
      y: {axis: null, domain: range},
      color: {type: 'identity'},
      marks: [
        ...(hasValues ? [] : gridY(ticks, format)),
        Plot.rect(bars, {
          x1: (bar: Bar) => at(bar) - band / groups.length / 2,
          x2: (bar: Bar) => at(bar) + band / groups.length / 2,
          y1: 'from',
          y2: 'to',
          fill: ({isHollow, index}: Bar) => (isHollow ? faint : strokes[index]!.colour),
          stroke: ({isHollow}: Bar) => (isHollow ? muted : 'none'),
          strokeWidth: 0.7
        })
      ]
    },
    {height, width, margin: {top, right: 0, bottom, left}}
  )
  const every = Math.ceil(
    (Math.max(...places.map((key) => textWidth(key, fontSize.small))) + 6) / ((width - left) / places.length)
  )
  const named = places.map((key, index) =>
    index % every === 0
      ? text(x.get(key)!, height - bottom + 11, nameOf(context, key), {anchor: 'middle', colour: muted})
      : ''
  )
  const values = hasValues
    ? bars.map((bar, index) =>
        lines(at(bar), drawn.y(Math.max(bar.to, 0)) - 2.4 - shown[index]!.length * 5.7, shown[index]!, {
          anchor: 'middle',
          weight: 'semibold'
        })
      )
    : []
  const heading = unit && !panel ? text(0, 7, unit, {colour: muted}) : ''
  return {
    content:
      drawn.content +
      line(left, drawn.y(0), width, drawn.y(0), {colour: rule, width: 1}) +
      named.join('') +
      values.join('') +
      keys.content +
      heading,
    height
  }
}

/** One row a bar; with shares, and their sum. */
function barTable(context: Context, encoded: Encoded, places: readonly string[]) {
  const {options, terms, lang} = context
  const {groups, withUnit: print, format} = encoded
  const table = gridTable(context, encoded)
  const rows = places.map((key) => [
    nameOf(context, key),
    ...(table.rows.find(([name]) => name === key) ?? []).slice(1)
  ])
  if (!options.share) return {...table, rows}
  const marks = groups.flatMap((group) => group.marks)
  const total = marks.reduce((sum, {y}) => sum + y, 0)
  const share = (value: number) => withUnit(formatNumber(Math.round((value / total) * 100), lang), '%', lang)
  return {
    head: [...table.head, '%'],
    rows: [
      ...rows.map((row, index) => [...row, share(marks.find(({key}) => key === places[index])?.y ?? 0)]),
      [terms.charts.total, print(format(total), total), share(total)]
    ]
  }
}
