/** Bars: one a row with its value, groups of them, or parts of a whole. Along years they stand. */

import {formatNumber, withUnit} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {type Context, nameFor} from '../context.ts'
import {type Encoded, inSteps} from '../encode.ts'
import {annotate, drawUpright, keysOf, openRows, plotRows, valueTicks} from '../layout.ts'
import {faint, fontSize, fullWidth, muted, paper, rule, strokeOf} from '../palette.ts'
import type {Body} from '../picture.ts'
import {Plot} from '../plot.ts'
import {barLook, bold, box, line, text} from '../svg.ts'
import {textWidth, widest, wrapText} from '../text-width.ts'

interface Span {
  from: number
  to: number
}

/** One bar, or one part of it. */
interface Bar extends Span {
  /** Rank of its row, and of itself in the row. */
  row: number
  rank: number
  group: number
  /** Of its colour. */
  index: number
  isHollow: boolean
  text: string
}

/** Problem: `figures:too-long`. */
export function drawBars(context: Context, encoded: Encoded): Body | Problem {
  const isLying = encoded.kind === 'text' || context.options.type === 'stacked'
  return (isLying ? lying : standing)(context, encoded, barsOf(context, encoded))
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

/** Rows with their names at the left: bars with their values, or parts of a whole. */
function lying(context: Context, encoded: Encoded, bars: readonly Bar[]): Body | Problem {
  const {options, space} = context
  const {keys, groups, unit} = encoded
  const isStacked = options.type === 'stacked'
  const several = groups.length > 1
  const ends = [...bars.flatMap(({from, to}) => [from, to]), (isStacked && options.whole) || 0]
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends) || 1]
  // Parts are named above the first bar that has space for the name, or all in a key.
  const left = Math.min(widest(keys.map((key) => nameFor(context, key))), (space?.width ?? fullWidth) * 0.4)
  const scale = ((space?.width ?? fullWidth) - left - 12) / most
  const named = groups.map(({name}, group) => {
    const needed = textWidth(name, fontSize.label, 'semibold') - 8
    return bars.find((bar) => bar.group === group && (bar.to - bar.from) * scale > needed)
  })
  const isNamed = isStacked && several && named.every((bar) => bar !== undefined)
  const one = several ? {step: 18, gap: 6} : {step: 24}
  const rows = openRows(context, {
    unit,
    keys: isNamed ? [] : keysOf(encoded, shapeOf(context), options.colours),
    names: keys,
    sizes: isStacked ? undefined : keys.map((_, row) => bars.filter((bar) => bar.row === row).length),
    ...(isNamed ? {step: 46, range: [40, 64], above: 12} : isStacked ? {step: 36, range: [18, 64]} : one)
  })
  if (isProblem(rows)) return rows
  const right = isStacked
    ? 2
    : widest(
        bars.map((bar) => bar.text),
        bold
      ) + 10
  const half = (isNamed ? rows.step - 20 : rows.step * (isStacked ? 0.7 : several ? 0.8 : 0.68)) / 2
  const y = ({row, rank}: Bar) => rows.at(row, isStacked ? undefined : rank)
  const sized = {...rows, left: rows.left + (least < 0 ? right : 0)}
  const drawn = plotRows(context, sized, {
    domain: [least, most],
    right,
    marks: [
      Plot.rect(bars, {
        x1: 'from',
        x2: 'to',
        y1: (bar) => y(bar) - half,
        y2: (bar) => y(bar) + half,
        ...look(isStacked)
      }),
      Plot.ruleX([0], {y1: rows.top, y2: rows.bottom, stroke: rule, strokeWidth: 1})
    ]
  })
  const middle = ({from, to}: Span) => (drawn.x(from) + drawn.x(to)) / 2
  const holds = ({from, to}: Span, width: number) => width < drawn.x(to) - drawn.x(from) - 4
  const values = bars.map((bar) => {
    const [space, anchor] = bar.to < 0 ? [-6, 'end' as const] : [6, 'start' as const]
    if (!isStacked) return text(drawn.x(bar.to) + space, y(bar), bar.text, {...bold, anchor})
    const colour = bar.isHollow || strokeOf(bar.index).isLight ? undefined : paper
    const fits = holds(bar, textWidth(bar.text, fontSize.label, 'semibold'))
    return fits ? text(middle(bar), y(bar), bar.text, {...bold, anchor: 'middle', colour}) : ''
  })
  const names = named.map((bar, group) => {
    if (!bar || !isNamed) return ''
    const style = {...bold, anchor: 'middle', colour: strokeOf(bar.index).colour} as const
    return text(middle(bar), y(bar) - half - 7, groups[group]!.name, style)
  })
  // What the parts leave of the whole, outlined.
  const restOf = (own: readonly Bar[], row: number) => {
    const rest = {from: Math.max(0, ...own.map(({to}) => to)), to: options.whole ?? 0}
    if (rest.from >= rest.to) return ''
    const [at, words] = [rows.at(row), options.rest === undefined ? '' : context.say(options.rest)]
    const outline = {left: drawn.x(rest.from) + 0.5, right: drawn.x(rest.to) - 0.5, top: at - half, bottom: at + half}
    const fits = holds(rest, textWidth(words, fontSize.label) + 1)
    return (
      box(outline, {fill: faint, stroke: muted, strokeWidth: 0.5, dash: '2 2'}) +
      text(middle(rest), at, fits ? words : [], {anchor: 'middle', colour: muted})
    )
  }
  const rests = isStacked
    ? keys.map((_, row) =>
        restOf(
          bars.filter((bar) => bar.row === row),
          row
        )
      )
    : []
  return {height: rows.height, content: [...rests, drawn.content, rows.content, ...values, ...names].join('')}
}

/** Columns along years, dates or numbers; values stand above them where each has space beside the next. */
function standing(context: Context, encoded: Encoded, bars: readonly Bar[]): Body | Problem {
  const {space, options, panel} = context
  const {groups, keys, unit} = encoded
  const width = space?.width ?? fullWidth
  const free = width / keys.length / groups.length
  const shown = bars.map((bar) => wrapText(bar.text.replaceAll('\u00A0', ' '), free - 6, fontSize.label, 'semibold'))
  const wide = shown.map((words) => widest(words, bold))
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
    left: hasValues ? 2 : undefined,
    right: 0,
    x: {domain: [-0.5, keys.length - 0.5], ticks: [...keys.keys()], words: (row) => nameFor(context, keys[row]!)},
    y: {ticks, domain: isTight ? [Math.min(0, ...ends), Math.max(0, ...ends) || 1] : undefined},
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
  const taken = bars.map((bar, index) => ({
    left: x(at(bar) - half),
    right: x(at(bar) + half),
    top: y(Math.max(bar.to, 0)) - (hasValues ? 4 + 11.4 * shown[index]!.length : 0),
    bottom: y(Math.min(bar.to, 0))
  }))
  const notes = annotate(context, inSteps(encoded), drawn, {segments: [], taken, half: x(0.5) - x(0)})
  return {height: drawn.height, content: notes + drawn.content + zero + values.join('')}
}
