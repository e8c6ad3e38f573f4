/** Series as lines: the data's points, joined only where they may be. */

import type {Point, Series, ThesisData} from '../data/data.ts'
import {formatValue} from '../data/format.ts'
import type {Problem} from '../data/problem.ts'
import {fontSize, fullWidth, muted, strokes} from './palette.ts'
import type {Space} from './picture.ts'
import {gridY, Plot, type Plotted, plot, yearAxis} from './plot.ts'
import {type Box, text} from './svg.ts'
import {textWidth} from './text-width.ts'

/** Runs of points that may be joined: one line each. A point that may not be joined is a run of its own. */
export function joinable(points: readonly Point[]): Point[][] {
  const runs: Point[][] = []
  for (const point of points) {
    const run = runs.at(-1)
    if (run && point.group !== 'none' && run.at(-1)!.group === point.group) run.push(point)
    else runs.push([point])
  }
  return runs
}

/**
 * The points of several series as one line, when all may be joined.
 *
 * Problem: `data:not-comparable`.
 */
export function asOneLine(all: readonly Series[]): Point[] | Problem {
  const points = all.flatMap((one) => one.points).sort((a, b) => (a.year < b.year ? -1 : 1))
  if (joinable(points).length <= 1) return points
  return {
    reason: `Cannot join ${all.map(({id}) => `\`${id}\``).join(' and ')}: they do not measure the same thing`,
    rule: 'data:not-comparable',
    fix: 'Put a space instead of `+`, so that they are drawn side by side and not as one line.'
  }
}

/** The series of these names. Problem: `data:unknown-value`. */
export function pickSeries(data: ThesisData, ids: readonly string[]): Series[] | Problem {
  const found: Series[] = []
  for (const id of ids) {
    const one = data.series.get(id)
    if (!one) {
      return {
        reason: `Missing series \`${id}\`, which this chart draws`,
        rule: 'data:unknown-value',
        fix: `Add lines of the series \`${id}\` to thesis/data/indicators.csv.`
      }
    }
    found.push(one)
  }
  return found
}

/** Year of a point; the first of a period. */
export function yearOf({year}: Point): number {
  return Number(year.slice(0, 4))
}

/** A point as text and tables print it: « 13,0 », « plus de 100 ». */
export function printPoint({value, decimals, qualifier}: Point, lang: string): string {
  return formatValue(value, {lang, decimals, qualifier})
}

/** What a line chart needs besides its series. */
export interface LineChart {
  /** One stroke of the palette each, in order. */
  series: readonly Series[]
  /** Height on paper. */
  height: number
  /** To be filled, instead of paper's width and that height. */
  space?: Space | undefined
  /** Margin on the right for the names of the lines. */
  right: number
  /** At the top left, above the axis: what is measured. */
  unit: string
  years: number[]
  /** Years between which the axis runs; the ends of `years` unless said otherwise. */
  span?: [number, number]
  ticks: number[]
  format: (value: number) => string
  /** Marks on every point, or at the ends of each line when points are many. */
  markers?: 'all' | 'ends'
  /** Drawn under the lines. */
  behind?: Plot.Markish[]
}

export interface PlottedLines extends Plotted {
  height: number
  /** Between the axes and the margins. */
  frame: Box
}

/** Draw the lines of a chart; each run has its stroke and its markers. */
export function lineChart(chart: LineChart): PlottedLines {
  const {width, height} = chart.space ?? {width: fullWidth, height: chart.height}
  const names = Math.max(...chart.ticks.map((tick) => textWidth(chart.format(tick), fontSize.small)))
  const margin = {top: 22, right: chart.right, bottom: 20, left: Math.max(22, names + 9)}
  const marks = chart.series.flatMap((one, index) => {
    const {colour, dash, symbol} = strokes[index % strokes.length]!
    return joinable(one.points).flatMap((run) => [
      Plot.line(run, {
        x: yearOf,
        y: 'value',
        stroke: colour,
        strokeWidth: 1.7,
        strokeDasharray: dash
      }),
      Plot.dot(chart.markers === 'ends' ? [run[0], run.at(-1)] : run, {
        x: (point: Point) => yearOf(point),
        y: 'value',
        fill: colour,
        r: 2.6,
        symbol
      })
    ])
  })
  const first = chart.ticks[0]!
  const drawn = plot(
    {
      x: {type: 'linear', domain: chart.span ?? [chart.years[0]!, chart.years.at(-1)!]},
      y: {domain: [first, chart.ticks.at(-1)!]},
      marks: [...(chart.behind ?? []), ...gridY(chart.ticks, chart.format), yearAxis(chart.years), ...marks]
    },
    {height, width, margin}
  )
  const heading = text(0, 7, chart.unit, {colour: muted})
  return {
    ...drawn,
    content: drawn.content + heading,
    height,
    frame: {left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom}
  }
}
