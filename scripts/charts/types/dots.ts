/** Values as dots on a row for each name, with their ranges; the axis may begin anywhere. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {saidIn} from '../../data/table.ts'
import {isNearZero} from '../axis.ts'
import type {Context} from '../context.ts'
import {timeOfRows} from '../describe.ts'
import {type ChartMark, type Encoded, valuesOf} from '../encode.ts'
import {keysOf, openRows, plotRows, valueTicks} from '../layout.ts'
import {faint, rule, strokeOf} from '../palette.ts'
import type {Body} from '../picture.ts'
import {dots, Plot} from '../plot.ts'
import {bold, box, line, text} from '../svg.ts'
import {widest} from '../text-width.ts'

/** Problem: `figures:too-long`. */
export function drawDots(context: Context, encoded: Encoded): Body | Problem {
  const {options} = context
  const {groups, unit} = encoded
  const time = timeOfRows(context)
  const marks = groups
    .flatMap(({marks, index}) => marks.map((mark) => ({...mark, index, head: saidIn(mark.row, time)})))
    .sort((a, b) => (options.order === undefined || groups.length > 1 ? 0 : a.x - b.x))
  // Rows of a table of one series stay apart, even where two have one name: two sources of one year.
  const several = groups.length > 1 || options.by !== undefined
  const byRow = Map.groupBy(marks, (mark) => (several ? `${mark.head}\n${mark.key}` : mark))
  const all = [...byRow.values()]
  const heads = all.map(([mark]) => mark!.head)
  const rows = openRows(context, {
    unit,
    keys: keysOf(encoded, () => 'marker'),
    names: all.map(([mark]) => mark!.key),
    step: 21,
    indent: time < 0 ? 0 : widest(heads, bold) + 12,
    above: time < 0 ? 4 : 12,
    below: 18
  })
  if (isProblem(rows)) return rows
  const hasValues = groups.length === 1 && options.labels !== 'none'
  const right = hasValues
    ? widest(
        marks.map((mark) => mark.text),
        bold
      ) + 14
    : 12
  const values = valuesOf(encoded)
  const ticks = valueTicks(context, values, isNearZero(values, 0.5))
  const placed = all.flatMap((own, row) => {
    // Ranges of one row stand apart.
    const apart = own.length > 1 && own.some(({low}) => low !== undefined) ? Math.min(7, rows.step / 4) : 0
    return own.map((mark, rank) => ({...mark, at: rows.at(row) + (rank - (own.length - 1) / 2) * apart}))
  })
  const drawn = plotRows(context, rows, {
    domain: [ticks[0]!, ticks.at(-1)!],
    right,
    ticks,
    marks: groups.flatMap(({index}) => {
      const own = placed.filter((mark) => mark.index === index)
      const ranges = own.filter(({low, high}) => low !== undefined && high !== undefined)
      const {colour} = strokeOf(index)
      return [
        Plot.ruleY(ranges, {x1: 'low', x2: 'high', y: 'at', stroke: colour, strokeWidth: 1.6}),
        dots(own, index, {x: 'y', y: 'at', r: 3.4})
      ]
    })
  })
  const ys = (own: ReadonlyArray<ChartMark & {head: string}>, head: string) =>
    own.filter((mark) => mark.head === head).map(({y}) => drawn.x(y))
  // What is said of one time stands together, from its least to its most.
  const blocks = heads.map((head, row) => {
    if (time < 0 || head === heads[row - 1]) return ''
    const [own, top] = [ys(marks, head), rows.at(row) - rows.step / 2]
    const block = {left: Math.min(...own), right: Math.max(...own), top, bottom: top + own.length * rows.step}
    const above = row > 0 ? line(0, top, rows.width, top, {colour: rule}) : ''
    return (own.length > 1 ? box(block, {fill: faint}) : '') + text(0, rows.at(row), head, bold) + above
  })
  const said = all.map(([mark], row) =>
    hasValues ? text(rows.width, rows.at(row), mark!.text, {...bold, anchor: 'end'}) : ''
  )
  return {height: rows.height, content: blocks.join('') + drawn.content + rows.content + said.join('')}
}
