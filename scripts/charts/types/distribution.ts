/** How the values of a column are spread: a histogram, or a box for each group. */

import {formatNumber} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {fill} from '../../document/terms.ts'
import {niceTicks, tickFormat} from '../axis.ts'
import {chartTitle} from '../describe.ts'
import {type Context, encode, nameFor, quantile} from '../encode.ts'
import {faint, fontSize, fullWidth, muted, rule, strokes} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {axisX, gridY, Plot, plot} from '../plot.ts'
import {lines, text} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'
import {rowsIn} from './bars.ts'
import {tooLong} from './line.ts'

/** Problems: those of `encode`, and `figures:too-little`. */
export function drawHistogram(context: Context): Sketch | Problem {
  const encoded = encode({...context, options: {...context.options, x: undefined, by: undefined}}, 1)
  if (isProblem(encoded)) return encoded
  const {options, space, lang, terms} = context
  const values = encoded.groups[0]!.marks.map(({y}) => y)
  const tooLittle = findTooLittle(values, context)
  if (tooLittle) return tooLittle
  const edges = edgesOf(values, options.bins)
  const counts = edges.slice(1).map((to, index) => ({from: edges[index]!, to, count: 0}))
  const step = edges[1]! - edges[0]!
  for (const value of values)
    counts[Math.min(counts.length - 1, Math.floor((value - edges[0]!) / step + 1e-9))]!.count += 1
  const {width, height} = space ?? {width: fullWidth, height: options.height ?? 210}
  const ticks = niceTicks(counts.map(({count}) => count))
  const format = tickFormat(ticks, lang)
  const every = Math.ceil(edges.length / 9)
  const shown = edges.filter((_, index) => index % every === 0)
  const formatX = tickFormat(shown, lang)
  const margin = {
    top: 22,
    right: Math.max(12, textWidth(formatX(shown.at(-1)!), fontSize.small) / 2 + 2),
    bottom: 34,
    left: Math.max(...ticks.map((tick) => textWidth(format(tick), fontSize.small))) + 9
  }
  if (textWidth(encoded.unit, fontSize.label) > width) return tooLong(context, [encoded.unit], width)
  const drawn = plot(
    {
      x: {type: 'linear', domain: [edges[0]!, edges.at(-1)!]},
      y: {domain: [0, ticks.at(-1)!]},
      marks: [
        ...gridY(ticks, format),
        Plot.rectY(counts, {
          x1: 'from',
          x2: 'to',
          y: 'count',
          fill: strokes[0].colour,
          insetLeft: 0.5,
          insetRight: 0.5
        }),
        axisX(shown),
        Plot.ruleY([0], {stroke: muted, strokeWidth: 0.8})
      ]
    },
    {height, width, margin}
  )
  const sorted = values.toSorted((a, b) => a - b)
  return {
    title: chartTitle(context, encoded),
    description: summaryOf(context, encoded.yLabel, sorted, encoded.withUnit),
    table: {
      head: [encoded.unit || encoded.yLabel, terms.charts.count],
      rows: counts.map(({from, to, count}) => [`${formatX(from)} – ${formatX(to)}`, formatNumber(count, lang)])
    },
    height,
    content:
      drawn.content +
      shown
        .map((edge) =>
          text(drawn.x(edge), height - 23, formatX(edge), {anchor: 'middle', colour: muted, size: fontSize.small})
        )
        .join('') +
      text(0, 7, terms.charts.count, {colour: muted}) +
      text(width - margin.right, height - 7, encoded.unit || encoded.yLabel, {anchor: 'end', colour: muted})
  }
}

/** Round edges; as many bins as Freedman and Diaconis (1981) have it, five to thirty, unless the author says. */
function edgesOf(values: readonly number[], bins: number | undefined): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(sorted.length)
  const wanted = bins ?? Math.min(30, Math.max(5, width > 0 ? Math.ceil((high - low) / width) : 5))
  const rough = (high - low || 1) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(Math.floor(high / step - 1e-9) + 1, first + 1)
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

function findTooLittle(values: readonly number[], {at}: Context): Problem | undefined {
  if (values.length >= 5) return undefined
  return at(['data'], {
    reason: `Too few values for a distribution: ${values.length} (minimum 5)`,
    rule: 'figures:too-little',
    fix: 'Write `type: dot`, which shows each of them.'
  })
}

function summaryOf(
  {terms, lang}: Context,
  label: string,
  sorted: readonly number[],
  print: (text: string, value: number) => string
): string {
  const value = (share: number) => {
    const found = quantile(sorted, share)
    return print(formatNumber(Number(found.toPrecision(3)), lang), found)
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

/** Problems: those of `encode`, and `figures:too-little`, `figures:too-long`. */
export function drawBoxes(context: Context): Sketch | Problem {
  const encoded = encode({...context, options: {...context.options, by: undefined}}, 12)
  if (isProblem(encoded)) return encoded
  const {options, space, lang, terms} = context
  const names = new Map<string, number[]>()
  const several = encoded.groups.length > 1
  for (const {marks, name} of encoded.groups)
    for (const {key, y} of marks) names.set(several ? name : key, [...(names.get(several ? name : key) ?? []), y])
  const keys = [...names.keys()].sort((a, b) => encoded.keys.indexOf(a) - encoded.keys.indexOf(b))
  const tooLittle = findTooLittle([...names.values()].flat(), context)
  if (tooLittle) return tooLittle
  const boxes = keys.map((key, index) => {
    const sorted = names.get(key)!.toSorted((a, b) => a - b)
    const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [number, number, number]
    const reach = 1.5 * (q3 - q1)
    const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach)
    return {
      key,
      index,
      sorted,
      q1,
      median,
      q3,
      low: inside[0] ?? q1,
      high: inside.at(-1) ?? q3,
      out: sorted.filter((value) => !inside.includes(value))
    }
  })
  const width = space?.width ?? fullWidth
  const name = (key: string) => nameFor(context, key)
  const wrapped = keys.map((key) => wrapText(name(key), width * 0.35, fontSize.label))
  const left = Math.max(...wrapped.flat().map((one) => textWidth(one, fontSize.label)))
  if (left > width * 0.5) return tooLong(context, wrapped.flat(), width)
  const count = (one: readonly number[]) => `n = ${formatNumber(one.length, lang)}`
  const right = Math.max(...boxes.map(({sorted}) => textWidth(count(sorted), fontSize.small))) + 10
  const top = encoded.unit ? 20 : 6
  const step = space ? rowsIn(space, keys.length, top + 18) : 34
  const height = top + keys.length * step + 18
  const all = [...names.values()].flat()
  const [least, most] = all.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [all[0]!, all[0]!]
  )
  const ticks = options.ticks?.y ?? niceTicks([least, most], options.zero ?? least < most * 0.4)
  const format = tickFormat(ticks, lang)
  const y = (index: number) => top + (index + 0.5) * step
  const half = Math.min(9, step * 0.3)
  const outliers = boxes.flatMap(({out, index}) =>
    [...new Set(out)].slice(0, 200).map((value) => ({value, at: y(index)}))
  )
  const drawn = plot(
    {
      x: {axis: null, domain: [ticks[0]!, ticks.at(-1)!]},
      y: {axis: null, type: 'identity'},
      marks: [
        Plot.ruleX(ticks, {y1: top, y2: height - 18, stroke: rule, strokeWidth: 0.6}),
        Plot.ruleY(boxes, {x1: 'low', x2: 'high', y: ({index}) => y(index), stroke: strokes[0].colour, strokeWidth: 1}),
        Plot.rect(boxes, {
          x1: 'q1',
          x2: 'q3',
          y1: ({index}) => y(index) - half,
          y2: ({index}) => y(index) + half,
          fill: faint,
          stroke: strokes[0].colour,
          strokeWidth: 1
        }),
        Plot.ruleX(boxes, {
          x: 'median',
          y1: ({index}) => y(index) - half,
          y2: ({index}) => y(index) + half,
          stroke: strokes[0].colour,
          strokeWidth: 2.2
        }),
        Plot.dot(outliers, {x: 'value', y: 'at', r: 2, stroke: strokes[0].colour, fill: 'none', strokeWidth: 0.9})
      ]
    },
    {height, width, margin: {top, right, bottom: 18, left: left + 12}}
  )
  const number = (value: number) => encoded.withUnit(formatNumber(Number(value.toPrecision(3)), lang), value)
  return {
    title: chartTitle(context, encoded),
    description: boxes.map(({key, sorted}) => summaryOf(context, name(key), sorted, encoded.withUnit)).join(' '),
    table: {
      head: [encoded.xLabel, 'n', terms.charts.median, '25 %', '75 %', '0 %', '100 %'],
      rows: boxes.map(({key, sorted, median, q1, q3}) => [
        name(key),
        formatNumber(sorted.length, lang),
        ...[median, q1, q3, sorted[0]!, sorted.at(-1)!].map(number)
      ])
    },
    height,
    content:
      drawn.content +
      boxes
        .map(
          ({index, sorted}) =>
            lines(0, y(index), wrapped[index]!) +
            text(width, y(index), count(sorted), {anchor: 'end', colour: muted, size: fontSize.small})
        )
        .join('') +
      ticks
        .map((tick) =>
          text(drawn.x(tick), height - 9, format(tick), {anchor: 'middle', colour: muted, size: fontSize.small})
        )
        .join('') +
      (encoded.unit ? text(0, 7, encoded.unit, {colour: muted}) : '')
  }
}
