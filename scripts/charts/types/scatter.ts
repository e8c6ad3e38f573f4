/** Two columns of numbers against each other: a point a row, named where they are few, with a line of least squares if asked. */

import {formatNumber} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex} from '../../data/table.ts'
import {fill} from '../../document/terms.ts'
import {capitalise} from '../../document/text.ts'
import {niceTicks, tickFormat} from '../axis.ts'
import {chartTitle} from '../describe.ts'
import {type ChartMark, type Context, cellText, columnLabel, encode, findTooMany, unitOf} from '../encode.ts'
import {legend, placeLabels, segmentsOf} from '../labels.ts'
import {fontSize, fullWidth, muted, strokes} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {axisX, gridY, Plot, plot} from '../plot.ts'
import {type Box, text} from '../svg.ts'
import {textWidth} from '../text-width.ts'
import {drawAnnotations, tooLong} from './line.ts'

/** Names of points are drawn up to so many. */
const mostNames = 30

/** Problems: those of `encode`, and `figures:wrong-column`. */
export function drawScatter(context: Context): Sketch | Problem {
  const encoded = encode(context)
  if (isProblem(encoded)) return encoded
  if (encoded.kind === 'text') {
    return context.at(['x'], {
      reason: `Column of text \`${encoded.xLabel}\` along x, where a scatter plot needs numbers`,
      rule: 'figures:wrong-column',
      fix: 'Name a column of numbers as `x`, or write `type: dot`.'
    })
  }
  const tooMany = findTooMany(encoded, context)
  if (tooMany) return tooMany
  const {options, space, panel, lang, table, terms} = context
  const {groups, unit, yLabel} = encoded
  const marks = groups.flatMap((group) => group.marks)
  const {width, height} = space ?? {width: fullWidth, height: options.height ?? 250}
  const values = marks.flatMap(({y, low = y, high = y}) => [y, low, high])
  const near = (all: readonly number[]) => Math.min(...all) < Math.max(...all) * 0.4
  const yTicks = options.ticks?.y ?? panel?.ticks ?? niceTicks(values, options.zero ?? near(values))
  const xs = marks.map(({x}) => x)
  const xTicks = options.ticks?.x ?? niceTicks(xs, encoded.kind === 'number' && (options.zero ?? near(xs)))
  const format = {x: encoded.kind === 'year' ? String : tickFormat(xTicks, lang), y: tickFormat(yTicks, lang)}
  const xColumn =
    table.columns[columnIndex(table, options.x ?? '')] ??
    table.columns.find((column) => columnLabel(context, column) === encoded.xLabel)
  const xUnit = xColumn ? [unitOf(xColumn, lang)].flat().at(-1) : ''
  const xName = capitalise(encoded.xLabel) + (xUnit ? ` (${xUnit})` : '')
  if (textWidth(xName, fontSize.label) > width) return tooLong(context, [xName], width)
  const keys = legend(
    groups.length > 1 && !panel ? groups.map(({name}, index) => ({name, index, shape: strokes[index]!.symbol})) : [],
    {y: 22, width}
  )
  const top = (panel ? 16 : 22) + keys.height
  const margin = {
    top,
    right: Math.max(12, textWidth(format.x(xTicks.at(-1)!), fontSize.small) / 2 + 2),
    bottom: panel ? 20 : 34,
    left: Math.max(...yTicks.map((tick) => textWidth(format.y(tick), fontSize.small))) + 9
  }
  const trend = options.trend === 'linear' ? leastSquares(marks) : undefined
  const ends = [xTicks[0]!, xTicks.at(-1)!] as const
  const radius = marks.length > 400 ? 1.4 : marks.length > 80 ? 2 : 2.8
  const drawn = plot(
    {
      x: {type: 'linear', domain: [...ends]},
      y: {domain: [yTicks[0]!, yTicks.at(-1)!]},
      marks: [
        ...gridY(yTicks, format.y),
        axisX(xTicks),
        ...(trend
          ? [
              Plot.line(trend.over(Math.min(...xs), Math.max(...xs)), {
                stroke: muted,
                strokeWidth: 1.2,
                strokeDasharray: '5 3'
              })
            ]
          : []),
        ...groups.flatMap(({marks: own}, index) => [
          Plot.ruleX(
            own.filter(({low}) => low !== undefined),
            {x: 'x', y1: 'low', y2: 'high', stroke: strokes[index]!.colour, strokeWidth: 0.8}
          ),
          Plot.dot(own, {
            x: 'x',
            y: 'y',
            fill: strokes[index]!.colour,
            fillOpacity: marks.length > 80 ? 0.6 : 1,
            r: radius,
            symbol: strokes[index]!.symbol
          })
        ])
      ]
    },
    {height, width, margin}
  )
  const frame: Box = {left: margin.left, right: width - margin.right, top, bottom: height - margin.bottom}
  const at = ({x, y}: ChartMark) => [drawn.x(x), drawn.y(y)] as const
  const taken: Box[] = marks.map((mark) => {
    const [x, y] = at(mark)
    return {left: x - radius, right: x + radius, top: y - radius, bottom: y + radius}
  })
  const segments = trend
    ? segmentsOf(trend.over(Math.min(...xs), Math.max(...xs)).map(([x, y]) => [drawn.x(x), drawn.y(y)]))
    : []
  const notes = drawAnnotations(context, encoded, {drawn, frame, segments, taken})
  const labels = groups.flatMap(({marks: own}, index) =>
    own.flatMap((mark) => {
      const [x, y] = at(mark)
      return mark.label && marks.length <= mostNames
        ? [{x, y, words: [mark.label], colour: strokes[index]!.colour, size: fontSize.small}]
        : []
    })
  )
  const names = placeLabels(labels, {bounds: {...frame, right: width}, segments, taken})
  const axis = xTicks.map((tick) =>
    text(drawn.x(tick), frame.bottom + 11, format.x(tick), {anchor: 'middle', colour: muted, size: fontSize.small})
  )
  const number = (value: number) => formatNumber(Number(value.toPrecision(2)), lang)
  const description = fill(terms.charts.against, {
    count: formatNumber(marks.length, lang),
    y: yLabel,
    x: encoded.xLabel
  })
  return {
    title: options.title === undefined ? `${yLabel} / ${encoded.xLabel}` : chartTitle(context, encoded),
    description:
      description + (marks.length > 2 ? ` ${fill(terms.charts.correlation, {r: number(correlation(marks))})}` : ''),
    table: {
      head: [
        ...(marks.some(({label}) => label) ? [''] : []),
        encoded.xLabel,
        ...(groups.length > 1 ? [''] : []),
        yLabel
      ],
      rows: groups.flatMap(({name, marks: own}) =>
        own
          .slice(0, 200)
          .map((mark) => [
            ...(marks.some(({label}) => label) ? [mark.label ?? ''] : []),
            cellText(context, mark.row, xColumn ? table.columns.indexOf(xColumn) : -1) || mark.key,
            ...(groups.length > 1 ? [name] : []),
            mark.text
          ])
      )
    },
    height,
    content:
      notes +
      drawn.content +
      axis.join('') +
      names +
      keys.content +
      (panel
        ? ''
        : text(0, 7, unit, {colour: muted}) + text(frame.right, height - 7, xName, {anchor: 'end', colour: muted}))
  }
}

/** Slope and intercept of ordinary least squares. */
function leastSquares(marks: readonly ChartMark[]) {
  const mean = (of: (mark: ChartMark) => number) => marks.reduce((sum, mark) => sum + of(mark), 0) / marks.length
  const [x, y] = [mean((mark) => mark.x), mean((mark) => mark.y)]
  const slope =
    marks.reduce((sum, mark) => sum + (mark.x - x) * (mark.y - y), 0) /
    marks.reduce((sum, mark) => sum + (mark.x - x) ** 2, 0)
  return {over: (from: number, to: number) => [from, to].map((at) => [at, y + slope * (at - x)] as const)}
}

/** Pearson's coefficient. */
function correlation(marks: readonly ChartMark[]): number {
  const mean = (of: (mark: ChartMark) => number) => marks.reduce((sum, mark) => sum + of(mark), 0) / marks.length
  const [x, y] = [mean((mark) => mark.x), mean((mark) => mark.y)]
  const sum = (of: (mark: ChartMark) => number) => marks.reduce((total, mark) => total + of(mark), 0)
  return (
    sum((mark) => (mark.x - x) * (mark.y - y)) /
      Math.sqrt(sum((mark) => (mark.x - x) ** 2) * sum((mark) => (mark.y - y) ** 2)) || 0
  )
}
