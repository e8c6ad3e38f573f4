/** Two columns of numbers against each other: a point a row, named where they are few, with a line of least squares if asked. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {capitalise} from '../../document/text.ts'
import {isNearZero, niceTicks, tickFormat} from '../axis.ts'
import {type Context, unitWord} from '../context.ts'
import {leastSquares} from '../describe.ts'
import {type Encoded, valuesOf} from '../encode.ts'
import {placeLabels, segmentsOf} from '../labels.ts'
import {annotate, drawUpright, keysOf, valueTicks} from '../layout.ts'
import {fontSize, fullWidth, muted, strokeOf} from '../palette.ts'
import type {Body} from '../picture.ts'
import {dots, Plot} from '../plot.ts'

/** Names of points are drawn up to so many. */
const mostNames = 30

/** Problem: `figures:too-long`. */
export function drawScatter(context: Context, encoded: Encoded): Body | Problem {
  const {options, lang, space} = context
  const {groups, unit, kind, x: column, xLabel} = encoded
  const marks = groups.flatMap((group) => group.marks)
  const values = valuesOf(encoded)
  const xs = marks.map(({x}) => x)
  const ticks = options.ticks?.x ?? niceTicks(xs, kind === 'number' && (options.zero ?? isNearZero(xs, 0.4)))
  const xUnit = column ? unitWord(column, lang) : ''
  const trend = options.trend === 'linear' ? leastSquares(marks) : undefined
  const ends = trend ? [Math.min(...xs), Math.max(...xs)].map((x) => [x, trend.at(x)] as const) : []
  const r = marks.length > 400 ? 1.4 : marks.length > 80 ? 2 : 2.8
  const drawn = drawUpright(context, {
    unit,
    keys: keysOf(encoded, () => 'marker'),
    height: options.height ?? 250,
    x: {
      domain: [ticks[0]!, ticks.at(-1)!],
      ticks,
      words: kind === 'number' ? tickFormat(ticks, lang) : String,
      name: capitalise(xLabel) + (xUnit ? ` (${xUnit})` : '')
    },
    y: {ticks: valueTicks(context, values, isNearZero(values, 0.4))},
    marks: [
      Plot.line(ends, {stroke: muted, strokeWidth: 1.2, strokeDasharray: '5 3'}),
      ...groups.flatMap(({marks: own, index}) => [
        Plot.ruleX(
          own.filter(({low}) => low !== undefined),
          {x: 'x', y1: 'low', y2: 'high', stroke: strokeOf(index).colour, strokeWidth: 0.8}
        ),
        dots(own, index, {r, fillOpacity: marks.length > 80 ? 0.6 : 1})
      ])
    ]
  })
  if (isProblem(drawn)) return drawn
  const {point, frame} = drawn
  const taken = marks.map(point).map(([x, y]) => ({left: x - r, right: x + r, top: y - r, bottom: y + r}))
  const segments = segmentsOf(ends.map(([x, y]) => [drawn.x(x), drawn.y(y)]))
  const notes = annotate(context, encoded, drawn, {segments, taken})
  const wanted = groups.flatMap(({marks: own, index}) =>
    own.flatMap(({label, ...mark}) => {
      const [x, y] = point(mark)
      return label ? [{x, y, words: [label], colour: strokeOf(index).colour, size: fontSize.small}] : []
    })
  )
  const bounds = {...frame, right: space?.width ?? fullWidth}
  const names = marks.length > mostNames ? '' : placeLabels(wanted, {bounds, segments, taken})
  return {height: drawn.height, content: notes + drawn.content + names}
}
