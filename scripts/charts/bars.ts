/** Horizontal bars with their names above or beside them and their values at their ends. */

import {faint, fullWidth, muted, rule, strokes} from './palette.ts'
import type {Space} from './picture.ts'
import {Plot, plot} from './plot.ts'
import {text} from './svg.ts'
import {textWidth} from './text-width.ts'

export interface Bar {
  name: string
  value: number
  /** At the end of the bar. */
  label: string
  colour?: string
  /** Outlined only: a target, a part that is not known. */
  isHollow?: boolean
}

export interface BarChart {
  bars: readonly Bar[]
  /** Above the bars: what is measured. */
  unit?: string
  /** Length of the longest bar in the data; the greatest value unless said otherwise. */
  most?: number
  /** Height of a row on paper. */
  step?: number
  /** To be filled: rows are as high as it allows, no less than a line of text. */
  space?: Space | undefined
  /** Space for the names; as much as they need unless said otherwise. */
  left?: number
  /** Space for the values behind the bars; likewise. */
  right?: number
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

/** Draw bars, one a row; returns markup and height. */
export function barChart(chart: BarChart): {content: string; height: number} {
  const {bars, unit, most, left, right, space} = chart
  const names = left ?? Math.max(...bars.map(({name}) => textWidth(name, 9.5))) + 10
  const ends = right ?? Math.max(...bars.map(({label}) => textWidth(label, 9.5, 'semibold'))) + 10
  const top = unit ? 20 : 4
  const step = space ? rowsIn(space, bars.length, top + 2) : (chart.step ?? 24)
  const height = top + bars.length * step + 2
  const rows = bars.map((bar, index) => ({...bar, row: String(index)}))
  const drawn = plot(
    {
      x: {axis: null, domain: [0, most ?? Math.max(...bars.map(({value}) => value))]},
      y: {axis: null, domain: rows.map(({row}) => row), padding: 0.32},
      marks: [
        Plot.barX(rows, {
          x: 'value',
          y: 'row',
          fill: (bar: (typeof rows)[number]) => (bar.isHollow ? faint : (bar.colour ?? strokes[0].colour)),
          stroke: (bar: (typeof rows)[number]) => (bar.isHollow ? muted : 'none'),
          strokeWidth: 0.7
        }),
        Plot.ruleX([0], {stroke: rule, strokeWidth: 1})
      ],
      color: {type: 'identity'}
    },
    {height, width: space?.width ?? fullWidth, margin: {top, right: ends, bottom: 2, left: names}}
  )
  const words = rows.map(
    ({name, row, value, label}) =>
      text(names - 7, drawn.y(row), name, {anchor: 'end'}) +
      text(drawn.x(value) + 6, drawn.y(row), label, {weight: 'semibold'})
  )
  const heading = unit ? text(0, 7, unit, {colour: muted}) : ''
  return {content: drawn.content + words.join('') + heading, height}
}
