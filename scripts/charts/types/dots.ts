/** Values as dots on a row for each name, with their ranges; the axis may begin anywhere. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex, saidIn} from '../../data/table.ts'
import {niceTicks, tickFormat} from '../axis.ts'
import {chartTitle, describeAll} from '../describe.ts'
import {type ChartMark, type Context, encode, findTooMany, nameFor} from '../encode.ts'
import {legend} from '../labels.ts'
import {faint, fontSize, fullWidth, muted, rule, strokes} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {Plot, plot} from '../plot.ts'
import {box, line, lines, text} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'
import {rowsIn} from './bars.ts'
import {tooLong} from './line.ts'

interface Dot extends ChartMark {
  index: number
  row: ChartMark['row']
  at: number
}

/** Problems: those of `encode`, `figures:too-long`. */
export function drawDots(context: Context): Sketch | Problem {
  const encoded = encode(context)
  if (isProblem(encoded)) return encoded
  const tooMany = findTooMany(encoded, context)
  if (tooMany) return tooMany
  const {options, space, table, lang, terms} = context
  const {groups, unit, withUnit: print} = encoded
  const marks = groups.flatMap((group, index) => group.marks.map((mark) => ({...mark, index})))
  // Rows of a table of one series stay apart, even where two have one name: two sources of one year.
  const time = table.time === undefined || table.time === options.x ? -1 : columnIndex(table, table.time)
  const headOf = ({row}: ChartMark) => (time < 0 ? '' : saidIn(row, time))
  const rows: Array<{head: string; key: string; dots: Dot[]}> = []
  for (const mark of marks) {
    const known =
      groups.length > 1 || options.by !== undefined
        ? rows.find(({key, head}) => key === mark.key && head === headOf(mark))
        : undefined
    const row = known ?? {head: headOf(mark), key: mark.key, dots: []}
    if (!known) rows.push(row)
    row.dots.push({...mark, at: 0})
  }
  if (options.order === 'value') rows.sort((a, b) => b.dots[0]!.y - a.dots[0]!.y)
  else if (Array.isArray(options.order)) rows.sort((a, b) => encoded.keys.indexOf(a.key) - encoded.keys.indexOf(b.key))
  const name = (key: string) => nameFor(context, key)
  const width = space?.width ?? fullWidth
  const wrapped = rows.map(({key}) => wrapText(name(key), width * 0.42, fontSize.label))
  const longest = Math.max(...wrapped.flat().map((one) => textWidth(one, fontSize.label)))
  if (longest > width * 0.5) return tooLong(context, wrapped.flat(), width)
  const indent = time < 0 ? 0 : Math.max(...rows.map(({head}) => textWidth(head, fontSize.label, 'semibold'))) + 12
  const hasValues = groups.length === 1 && options.labels !== 'none'
  const ends = hasValues ? Math.max(...marks.map((mark) => textWidth(mark.text, fontSize.label, 'semibold'))) + 14 : 12
  const keys = legend(
    groups.length > 1 ? groups.map(({name: one}, index) => ({name: one, index, shape: strokes[index]!.symbol})) : [],
    {y: unit ? 22 : 8, width}
  )
  const top = (unit ? 18 : 6) + keys.height + (time < 0 ? 0 : 8)
  const lineMost = Math.max(...wrapped.map(({length}) => length))
  const step = space ? rowsIn(space, rows.length, top + 18) : Math.max(21, lineMost * 11.4 + 4)
  const bottom = top + rows.length * step
  const height = bottom + 18
  const values = marks.flatMap(({y, low = y, high = y}) => [y, low, high])
  const hasZero = options.zero ?? Math.min(...values) < Math.max(...values) * 0.5
  const ticks = options.ticks?.y ?? niceTicks(values, hasZero)
  const format = tickFormat(ticks, lang)
  for (const [index, row] of rows.entries()) {
    const offset = (one: number) =>
      groups.length > 1 && row.dots.some(({low}) => low !== undefined)
        ? (one - (row.dots.length - 1) / 2) * Math.min(7, step / 4)
        : 0
    for (const [one, dot] of row.dots.entries()) dot.at = top + (index + 0.5) * step + offset(one)
  }
  const dots = rows.flatMap((row) => row.dots)
  const drawn = plot(
    {
      x: {axis: null, domain: [ticks[0]!, ticks.at(-1)!]},
      y: {axis: null, type: 'identity'},
      symbol: {type: 'identity'} as never,
      marks: [
        Plot.ruleX(ticks, {y1: top, y2: bottom, stroke: rule, strokeWidth: 0.6}),
        ...groups.flatMap((_, index) => {
          const own = dots.filter((dot) => dot.index === index)
          const {colour, symbol} = strokes[index]!
          return [
            Plot.ruleY(
              own.filter(({low, high}) => low !== undefined && high !== undefined),
              {x1: 'low', x2: 'high', y: 'at', stroke: colour, strokeWidth: 1.6}
            ),
            Plot.dot(own, {x: 'y', y: 'at', fill: colour, r: 3.4, symbol, stroke: 'none'})
          ]
        })
      ]
    },
    {height, width, margin: {top, right: ends, bottom: 18, left: indent + longest + 14}}
  )
  const heads = rows.map((row, index) => {
    const y = top + index * step
    const isNew = row.head !== rows[index - 1]?.head
    const group = rows.filter(({head}) => head === row.head).flatMap((one) => one.dots.map((dot) => dot.y))
    const isShaded = time >= 0 && isNew && group.length > 1
    const size = rows.filter(({head}) => head === row.head).length
    const shade = isShaded
      ? box(
          {left: drawn.x(Math.min(...group)), right: drawn.x(Math.max(...group)), top: y, bottom: y + size * step},
          {fill: faint}
        )
      : ''
    const head =
      time >= 0 && isNew
        ? text(0, y + step / 2, row.head, {weight: 'semibold'}) +
          (index > 0 ? line(0, y, width, y, {colour: rule}) : '')
        : ''
    return shade + head
  })
  const words = rows.map(({dots: own}, index) => {
    const y = top + (index + 0.5) * step
    return (
      lines(indent, y, wrapped[index]!) +
      (hasValues ? text(width, y, own[0]!.text, {weight: 'semibold', anchor: 'end'}) : '')
    )
  })
  const axis = ticks.map((tick) =>
    text(drawn.x(tick), bottom + 9, format(tick), {anchor: 'middle', colour: muted, size: fontSize.small})
  )
  const range = ({low, high, y}: ChartMark) =>
    low === undefined || high === undefined
      ? '—'
      : [low, high].map((one) => encoded.format(one, y % 1 === 0 && low % 1 === 0 ? 0 : 2)).join(' – ')
  const hasRanges = marks.some(({low}) => low !== undefined)
  return {
    title: chartTitle(context, encoded),
    description: describeAll(context, encoded),
    table: {
      head: [
        encoded.xLabel,
        ...(time < 0 ? [] : [terms.charts.year]),
        ...(groups.length > 1 ? [''] : []),
        encoded.yLabel,
        ...(hasRanges ? [terms.charts.range] : [])
      ],
      rows: rows.flatMap(({key, head, dots: own}) =>
        own.map((dot) => [
          name(key),
          ...(time < 0 ? [] : [head || '—']),
          ...(groups.length > 1 ? [groups[dot.index]!.name] : []),
          print(dot.text, dot.y),
          ...(hasRanges ? [range(dot)] : [])
        ])
      )
    },
    height,
    content:
      heads.join('') +
      drawn.content +
      words.join('') +
      axis.join('') +
      keys.content +
      (unit ? text(0, 7, unit, {colour: muted}) : '')
  }
}
