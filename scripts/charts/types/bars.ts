/** Bars: one a row with its value, groups of them, or parts of a whole. Along years they stand. */

import {formatNumber, withUnit} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {type Context, nameFor} from '../context.ts'
import type {Encoded} from '../encode.ts'
import {drawUpright, keysOf, openRows, plotRows, valueTicks} from '../layout.ts'
import {faint, fontSize, fullWidth, muted, paper, rule, strokeOf} from '../palette.ts'
import type {Body} from '../picture.ts'
import {Plot} from '../plot.ts'
import {barLook, bold, box, line, text} from '../svg.ts'
import {textWidth, widest, wrapText} from '../text-width.ts'

/** One bar, or one part of it. */
interface Bar {
  /** Rank of its row, and of itself in the row. */
  row: number
  rank: number
  from: number
  to: number
  group: number
  /** Of its colour. */
  index: number
  isHollow: boolean
  text: string
}

/** Problem: `figures:too-long`. */
export function drawBars(context: Context, encoded: Encoded): Body | Problem {
  const {options} = context
  const bars = barsOf(context, encoded)
  if (options.type === 'stacked') return stacked(context, encoded, bars)
  return encoded.kind === 'text' ? lying(context, encoded, bars) : standing(context, encoded, bars)
}

function barsOf({options, lang}: Context, {groups, keys, withUnit: print}: Encoded): Bar[] {
  const total = groups.flatMap(({marks}) => marks).reduce((sum, {y}) => sum + y, 0)
  const hollow = new Set(options.hollow)
  const isStacked = options.type === 'stacked'
  return keys.flatMap((key, row) => {
    let [before, rank] = [0, 0]
    return groups.flatMap(({id, marks, index}, group): Bar[] => {
      const mark = marks.find((one) => one.key === key)
      if (!mark) return []
      const from = isStacked ? before : 0
      before += mark.y
      const share = withUnit(formatNumber(Math.round((mark.y / total) * 100), lang), '%', lang)
      const value = isStacked ? print(mark.text, mark.y) : mark.text
      return [
        {
          row,
          rank: rank++,
          from,
          to: from + mark.y,
          group,
          index: (options.colours?.[id] ?? options.colours?.[key] ?? index + 1) - 1,
          isHollow: hollow.has(id) || hollow.has(key),
          text: options.share ? `${value} (${share})` : value
        }
      ]
    })
  })
}

/** How bars are filled: the colour of their series, or the outline of what is only planned. */
const look = (isStacked = false) => ({
  fill: ({isHollow, index}: Bar) => (isHollow ? faint : strokeOf(index).colour),
  fillOpacity: ({isHollow, index}: Bar) => (isHollow ? 1 : (barLook(index).opacity ?? 1)),
  stroke: ({isHollow, index}: Bar) => (isHollow ? muted : isStacked ? paper : barLook(index).stroke),
  strokeWidth: isStacked ? 1 : 0.7
})

const shapeOf =
  ({options}: Context) =>
  (id: string) =>
    options.hollow?.includes(id) ? 'hollow' : 'box'

/** Rows with their names at the left. */
function lying(context: Context, encoded: Encoded, bars: readonly Bar[]): Body | Problem {
  const {keys, groups, unit} = encoded
  const several = groups.length > 1
  const rows = openRows(context, {
    unit,
    keys: keysOf(encoded, shapeOf(context), context.options.colours),
    names: keys,
    sizes: keys.map((_, row) => bars.filter((bar) => bar.row === row).length),
    step: several ? 18 : 24,
    gap: several ? 6 : 0
  })
  if (isProblem(rows)) return rows
  const ends = bars.flatMap(({from, to}) => [from, to])
  const right = widest(
    bars.map((bar) => bar.text),
    fontSize.label,
    'semibold'
  )
  const half = (rows.step * (several ? 0.8 : 0.68)) / 2
  const left = rows.left + (bars.some(({to}) => to < 0) ? right + 10 : 0)
  const drawn = plotRows(
    context,
    {...rows, left},
    {
      domain: [Math.min(0, ...ends), Math.max(0, ...ends) || 1],
      right: right + 10,
      marks: [
        Plot.rect(bars, {
          x1: 'from',
          x2: 'to',
          y1: ({row, rank}) => rows.at(row, rank) - half,
          y2: ({row, rank}) => rows.at(row, rank) + half,
          ...look()
        }),
        Plot.ruleX([0], {y1: rows.top, y2: rows.bottom, stroke: rule, strokeWidth: 1})
      ]
    }
  )
  const values = bars.map(({row, rank, to, text: value}) => {
    const [space, anchor] = to < 0 ? [-6, 'end' as const] : [6, 'start' as const]
    return text(drawn.x(to) + space, rows.at(row, rank), value, {...bold, anchor})
  })
  return {height: rows.height, content: rows.content + drawn.content + values.join('')}
}

/** Parts of a whole in each row; named above the first that has space for its name, or all in a key. */
function stacked(context: Context, encoded: Encoded, bars: readonly Bar[]): Body | Problem {
  const {options, space, say} = context
  const {keys, groups, unit} = encoded
  const whole = Math.max(options.whole ?? 0, ...bars.map(({to}) => to))
  const left = Math.min(
    widest(
      keys.map((key) => nameFor(context, key)),
      fontSize.label
    ),
    (space?.width ?? fullWidth) * 0.4
  )
  const scale = ((space?.width ?? fullWidth) - left - 12) / whole
  const named = groups.map(({name}, group) => {
    const needed = textWidth(name, fontSize.label, 'semibold') - 8
    return bars.find((bar) => bar.group === group && (bar.to - bar.from) * scale > needed)
  })
  const isNamed = groups.length > 1 && named.every((bar) => bar !== undefined)
  const rows = openRows(context, {
    unit,
    keys: isNamed ? undefined : keysOf(encoded, shapeOf(context), options.colours),
    names: keys,
    step: isNamed ? 46 : 36,
    range: isNamed ? [40, 64] : [18, 64],
    above: isNamed ? 12 : 6
  })
  if (isProblem(rows)) return rows
  const half = (isNamed ? rows.step - 20 : rows.step * 0.7) / 2
  const drawn = plotRows(context, rows, {
    domain: [0, whole || 1],
    right: 2,
    marks: [
      Plot.rect(bars, {
        x1: 'from',
        x2: 'to',
        y1: ({row}) => rows.at(row) - half,
        y2: ({row}) => rows.at(row) + half,
        ...look(true)
      }),
      Plot.ruleX([0], {y1: rows.top, y2: rows.bottom, stroke: rule, strokeWidth: 1})
    ]
  })
  const middle = ({from, to}: Pick<Bar, 'from' | 'to'>) => (drawn.x(from) + drawn.x(to)) / 2
  const widthOf = ({from, to}: Pick<Bar, 'from' | 'to'>) => drawn.x(to) - drawn.x(from)
  const values = bars.map((bar) => {
    const isLight = bar.isHollow || strokeOf(bar.index).isLight
    const fits = textWidth(bar.text, fontSize.label, 'semibold') < widthOf(bar) - 4
    const colour = isLight ? undefined : paper
    return fits ? text(middle(bar), rows.at(bar.row), bar.text, {...bold, anchor: 'middle', colour}) : ''
  })
  const names = named.map((bar, group) => {
    const {colour} = strokeOf(bar?.index ?? 0)
    const y = rows.at(bar?.row ?? 0) - half - 7
    return bar && isNamed ? text(middle(bar), y, groups[group]!.name, {...bold, anchor: 'middle', colour}) : ''
  })
  // What the parts leave of the whole, outlined.
  const rests = keys.map((_, row) => {
    const from = Math.max(0, ...bars.flatMap((bar) => (bar.row === row ? [bar.to] : [])))
    const rest = {from, to: options.whole ?? 0}
    if (rest.from >= rest.to) return ''
    const [y, words] = [rows.at(row), options.rest === undefined ? '' : say(options.rest)]
    const own = {left: drawn.x(from) + 0.5, right: drawn.x(rest.to) - 0.5, top: y - half, bottom: y + half}
    const fits = textWidth(words, fontSize.label) < widthOf(rest) - 5
    const outline = box(own, {fill: faint, stroke: muted, strokeWidth: 0.5, dash: '2 2'})
    return outline + (fits ? text(middle(rest), y, words, {anchor: 'middle', colour: muted}) : '')
  })
  return {height: rows.height, content: [...rests, drawn.content, rows.content, ...values, ...names].join('')}
}

/** Columns along years, dates or numbers; values stand above them where each has space beside the next. */
function standing(context: Context, encoded: Encoded, bars: readonly Bar[]): Body | Problem {
  const {space, options, panel} = context
  const {groups, keys, unit} = encoded
  const width = space?.width ?? fullWidth
  const free = width / keys.length / groups.length
  const shown = bars.map((bar) => wrapText(bar.text.replaceAll('\u00A0', ' '), free - 6, fontSize.label, 'semibold'))
  const wide = shown.map((words) => widest(words, fontSize.label, 'semibold'))
  const hasValues = wide.every((one, index) => (one + (wide[index + 1] ?? one * 0.6)) / 2 + 2 < free)
  const ends = bars.map(({to}) => to)
  const ticks = valueTicks(context, ends, true)
  const isTight = hasValues && !panel
  // In steps of one: a bar is as wide as it may be without becoming a block.
  const band = Math.min(groups.length > 1 ? 0.8 : 0.62, (64 / width) * keys.length)
  const at = ({row, group}: Bar) => row - band / 2 + (band / groups.length) * (group + 0.5)
  const half = band / groups.length / 2
  const drawn = drawUpright(context, {
    unit,
    keys: keysOf(encoded, shapeOf(context), options.colours),
    height: options.height ?? 200,
    top: hasValues ? 4 + 11.4 * Math.max(1, ...shown.map(({length}) => length)) : 8,
    ...(hasValues ? {left: 2} : {}),
    right: 0,
    x: {domain: [-0.5, keys.length - 0.5], ticks: [...keys.keys()], words: (row) => nameFor(context, keys[row]!)},
    y: {ticks, ...(isTight ? {domain: [Math.min(0, ...ends), Math.max(0, ...ends) || 1]} : {})},
    hasGrid: !hasValues,
    hasTicks: false,
    marks: [
      Plot.rect(bars, {x1: (bar) => at(bar) - half, x2: (bar) => at(bar) + half, y1: 'from', y2: 'to', ...look()})
    ]
  })
  if (isProblem(drawn)) return drawn
  const {frame, x, y} = drawn
  const values = bars.map((bar, index) => {
    const top = y(Math.max(bar.to, 0)) - 2.4 - shown[index]!.length * 5.7
    return hasValues ? text(x(at(bar)), top, shown[index]!, {...bold, anchor: 'middle'}) : ''
  })
  const zero = line(frame.left, y(0), width, y(0), {colour: rule, width: 1})
  return {height: drawn.height, content: drawn.content + zero + values.join('')}
}
