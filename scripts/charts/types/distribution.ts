/** How the values of a column are spread: a histogram, or a box for each group. */

import {formatNumber} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {fill} from '../../document/terms.ts'
import {isNearZero, multiples, niceTicks, roundStep, tickFormat} from '../axis.ts'
import {type Context, nameFor, tooMany} from '../context.ts'
import {type Encoded, quantile} from '../encode.ts'
import {drawUpright, openRows, plotRows, valueTicks} from '../layout.ts'
import {faint, muted, strokes} from '../palette.ts'
import type {Body} from '../picture.ts'
import {Plot} from '../plot.ts'
import {small, text} from '../svg.ts'
import {widest} from '../text-width.ts'

const stroke = strokes[0]!.colour

/** Problem: `figures:too-long`. */
export function drawHistogram(context: Context, encoded: Encoded): Body | Problem {
  const {options, lang, terms} = context
  const {unit, yLabel} = encoded
  const sorted = encoded.groups.flatMap(({marks}) => marks.map(({y}) => y)).sort((a, b) => a - b)
  const edges = edgesOf(sorted, options.bins)
  const step = edges[1]! - edges[0]!
  const counts = edges.slice(1).map((to, index) => ({from: edges[index]!, to, count: 0}))
  const binOf = (value: number) => Math.min(counts.length - 1, Math.floor((value - edges[0]!) / step + 1e-9))
  for (const value of sorted) counts[binOf(value)]!.count += 1
  const every = Math.ceil(edges.length / 9)
  const shown = edges.filter((_, index) => index % every === 0)
  const words = tickFormat(edges, lang)
  const drawn = drawUpright(context, {
    unit: terms.charts.count,
    height: options.height ?? 210,
    x: {domain: [edges[0]!, edges.at(-1)!], ticks: shown, words: tickFormat(shown, lang), name: unit || yLabel},
    y: {ticks: niceTicks(counts.map(({count}) => count))},
    marks: [
      Plot.rectY(counts, {x1: 'from', x2: 'to', y: 'count', fill: stroke, insetLeft: 0.5, insetRight: 0.5}),
      Plot.ruleY([0], {stroke: muted, strokeWidth: 0.8})
    ]
  })
  if (isProblem(drawn)) return drawn
  return {
    ...drawn,
    description: summaryOf(context, encoded, yLabel, sorted),
    table: {
      head: [unit || yLabel, terms.charts.count],
      rows: counts.map(({from, to, count}) => [`${words(from)} – ${words(to)}`, formatNumber(count, lang)])
    }
  }
}

/** Round edges; as many bins as Freedman and Diaconis (1981) have it, five to thirty, unless the author says. */
function edgesOf(sorted: readonly number[], bins: number | undefined): number[] {
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(sorted.length)
  const wanted = bins ?? Math.min(30, Math.max(5, width > 0 ? Math.ceil((high - low) / width) : 5))
  const step = roundStep((high - low || 1) / wanted)
  const first = Math.floor(low / step + 1e-9)
  return multiples(first, Math.max(Math.floor(high / step - 1e-9) + 1, first + 1), step)
}

function summaryOf({terms, lang}: Context, {withUnit}: Encoded, label: string, sorted: readonly number[]): string {
  const value = (share: number) => {
    const found = quantile(sorted, share)
    return withUnit(formatNumber(Number(found.toPrecision(3)), lang), found)
  }
  return fill(terms.charts.spread, {
    label,
    count: formatNumber(sorted.length, lang),
    median: value(0.5),
    first: value(0.25),
    third: value(0.75),
    low: value(0),
    high: value(1)
  })
}

const mostBoxes = 12

/** Problems: `figures:too-much`, `figures:too-long`. */
export function drawBoxes(context: Context, encoded: Encoded): Body | Problem {
  const {lang, terms} = context
  const {groups, unit} = encoded
  const marks = groups.flatMap(({name, marks}) => marks.map(({key, y}) => ({y, key: groups.length > 1 ? name : key})))
  const byKey = Map.groupBy(marks, ({key}) => key)
  const keys = groups.length > 1 ? groups.map(({name}) => name) : encoded.keys
  const crowded = tooMany(context, ['x'], 'boxes', keys.length, mostBoxes)
  if (crowded) return crowded
  const boxes = keys.map((key, row) => {
    const sorted = byKey
      .get(key)!
      .map(({y}) => y)
      .sort((a, b) => a - b)
    const [q1 = 0, median = 0, q3 = 0] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share))
    const reach = 1.5 * (q3 - q1)
    const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach)
    return {key, row, sorted, q1, median, q3, low: inside[0] ?? q1, high: inside.at(-1) ?? q3}
  })
  const rows = openRows(context, {unit, names: keys, step: 34, above: unit ? 6 : 4, below: 18})
  if (isProblem(rows)) return rows
  const counts = boxes.map(({sorted}) => `n = ${formatNumber(sorted.length, lang)}`)
  const range = boxes.flatMap(({sorted}) => [sorted[0]!, sorted.at(-1)!])
  const ticks = valueTicks(context, range, isNearZero(range, 0.4))
  const half = Math.min(9, rows.step * 0.3)
  const outliers = boxes.flatMap(({sorted, low, high, row}) =>
    [...new Set(sorted.filter((value) => value < low || value > high))].slice(0, 200).map((value) => ({value, row}))
  )
  const height = {y1: ({row}: {row: number}) => rows.at(row) - half, y2: ({row}: {row: number}) => rows.at(row) + half}
  const y = ({row}: {row: number}) => rows.at(row)
  const drawn = plotRows(context, rows, {
    domain: [ticks[0]!, ticks.at(-1)!],
    right: widest(counts, small) + 10,
    ticks,
    marks: [
      Plot.ruleY(boxes, {x1: 'low', x2: 'high', y, stroke, strokeWidth: 1}),
      Plot.rect(boxes, {x1: 'q1', x2: 'q3', ...height, fill: faint, stroke, strokeWidth: 1}),
      Plot.ruleX(boxes, {x: 'median', ...height, stroke, strokeWidth: 2.2}),
      Plot.dot(outliers, {x: 'value', y, r: 2, stroke, fill: 'none', strokeWidth: 0.9})
    ]
  })
  const number = (value: number) => encoded.withUnit(formatNumber(Number(value.toPrecision(3)), lang), value)
  const said = counts.map((words, row) => text(rows.width, rows.at(row), words, {...small, anchor: 'end'}))
  return {
    height: rows.height,
    content: drawn.content + rows.content + said.join(''),
    description: boxes.map(({key, sorted}) => summaryOf(context, encoded, nameFor(context, key), sorted)).join(' '),
    table: {
      head: [encoded.xLabel, 'n', terms.charts.median, '25 %', '75 %', '0 %', '100 %'],
      rows: boxes.map(({key, sorted, median, q1, q3}) => [
        nameFor(context, key),
        formatNumber(sorted.length, lang),
        ...[median, q1, q3, sorted[0]!, sorted.at(-1)!].map(number)
      ])
    }
  }
}
