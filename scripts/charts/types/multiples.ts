/** Small multiples: the same chart for each value of a column, side by side on one axis. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex, type Row, saidIn} from '../../data/table.ts'
import {niceTicks} from '../axis.ts'
import {chartTitle, listed, namedValue} from '../describe.ts'
import {type Context, columnAt, columnLabel, encode, nameFor} from '../encode.ts'
import {legend} from '../labels.ts'
import {fullWidth, muted, strokes} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {lines, text} from '../svg.ts'
import {balance, textWidth} from '../text-width.ts'
import {drawBars} from './bars.ts'
import {drawDots} from './dots.ts'
import {drawLine, tooLong} from './line.ts'
import {drawScatter} from './scatter.ts'

const draw = {line: drawLine, bar: drawBars, scatter: drawScatter, dot: drawDots}
const mostPanels = 24

/** Problems: those of the panels, `figures:too-much`, `figures:too-long`. */
export function drawMultiples(context: Context): Sketch | Problem {
  const {options, table, space, at} = context
  const name =
    options.panel ??
    (table.id === 'series'
      ? 'label'
      : table.columns.find(({type, name: one}) => type === 'text' && one !== options.x && one !== options.by)?.name)
  const index = columnAt(context, name ?? 'panel', ['panel'])
  if (typeof index !== 'number') return index
  const column = table.columns[index]!
  const present = Map.groupBy(table.rows, (row) => saidIn(row, index))
  const keys = column.order.filter((key) => present.has(key))
  if (keys.length > mostPanels) {
    return at(['panel'], {
      reason: `Too many panels: ${keys.length} (maximum ${mostPanels})`,
      rule: 'figures:too-much',
      fix: 'Draw some of them with `where: …`, or name a column with fewer values as `panel`.'
    })
  }
  const type = options.panels ?? 'line'
  const inner = {...options, type, panel: undefined, by: options.by} as Context['options']
  const whole = encode(
    {...context, options: {...inner, ...(options.by === undefined ? {by: name} : {})}},
    Number.POSITIVE_INFINITY
  )
  if (isProblem(whole)) return whole
  const ofPanel = (key: string) =>
    encode({...context, options: inner, table: {...table, id: 'panel', rows: present.get(key)!}})
  const values = keys.flatMap((key) => {
    const own = ofPanel(key)
    const marks = isProblem(own) ? [] : own.groups.flatMap((group) => group.marks)
    return marks.flatMap(({y, low = y, high = y}) => [y, low, high])
  })
  const ticks = options.ticks?.y ?? niceTicks(values, options.zero !== false)
  const width = space?.width ?? fullWidth
  // Bars are as wide everywhere: a panel has a share of the width after how many it has.
  const isRow = type === 'bar' && keys.length <= 3
  const across = isRow
    ? keys.length
    : Math.min(
        keys.length,
        keys.length <= 4 && !space ? 2 : space ? 4 : 3,
        Math.max(1, Math.floor(width / (space ? 60 : 105)))
      )
  const down = Math.ceil(keys.length / across)
  const gap = {x: isRow ? 30 : 16, y: 8}
  const groups = options.by === undefined || type === 'bar' ? [] : encode({...context, options: inner}, 4)
  if (isProblem(groups)) return groups
  const names = 'groups' in groups ? groups.groups.map(({name: one}) => one) : []
  const keysShown = legend(
    names.map((one, at) => ({name: one, index: at, shape: strokes[at]!.symbol})),
    {y: 22, width}
  )
  const heading = isRow && options.unit === undefined ? '' : whole.unit
  const top = (heading ? 16 : 0) + keysShown.height
  const each = space
    ? (space.height - top - gap.y * (down - 1)) / down
    : (options.height ?? (isRow ? 205 : 120) * down) / down
  const count = (rows: readonly Row[]) =>
    new Set(rows.map((row) => saidIn(row, columnIndex(table, options.x ?? table.time ?? '')))).size
  const total = keys.reduce((sum, key) => sum + count(present.get(key)!), 0)
  const free = width - gap.x * (across - 1)
  const widthOf = (key: string) => (isRow ? (free * count(present.get(key)!)) / total : free / across)
  const titles = new Map(keys.map((key) => [key, balance(nameFor(context, key), widthOf(key), 9.5, 'semibold')]))
  let x = 0
  let content = ''
  for (const [at, key] of keys.entries()) {
    const [column, row] = [at % across, Math.floor(at / across)]
    if (column === 0) x = 0
    const rows = present.get(key)!
    const own = widthOf(key)
    const title = titles.get(key)!
    if (textWidth(title.toSorted((a, b) => b.length - a.length)[0] ?? '', 9.5, 'semibold') > own)
      return tooLong(context, title, own)
    // As high for all panels of a row: the same length is the same value in each.
    const head = Math.max(...keys.slice(row * across, (row + 1) * across).map((one) => titles.get(one)!.length)) * 11.4
    const sketch = draw[type]({
      ...context,
      options: {
        ...inner,
        annotations: inner.annotations,
        unit: undefined,
        ...(options.by === undefined ? {by: undefined} : {})
      },
      table: {...table, rows, ...(table.id === 'series' && options.by === undefined ? {id: 'panel'} : {})},
      space: {width: own, height: each - head + 12},
      panel: {ticks, isFirst: column === 0}
    })
    if (isProblem(sketch)) return sketch
    const colour = isRow ? strokes[at % strokes.length]!.colour : undefined
    const body = isRow ? sketch.content.replaceAll(strokes[0].colour, colour!) : sketch.content
    const y = top + row * (each + gap.y)
    content += lines(x, y + (title.length * 11.4) / 2 + 1, title, {weight: 'semibold', ...(colour ? {colour} : {})})
    content += `<g transform="translate(${Math.round(x * 100) / 100} ${Math.round((y + head - 12) * 100) / 100})">${body}</g>`
    x += own + gap.x
  }
  const {charts: words} = context.terms
  return {
    title: chartTitle(context, whole),
    description: keys.map((key) => describePanel(context, key, present.get(key)!, whole)).join(' '),
    table: {
      head: [
        column.name === 'label' ? '' : columnLabel(context, column),
        whole.xLabel || words.year,
        ...(names.length > 0 ? [''] : []),
        whole.yLabel || whole.unit
      ],
      rows: keys.flatMap((key) =>
        marksOf(whole, present.get(key)!).map((mark) => [
          key,
          mark.key,
          ...(names.length > 0 ? [saidIn(mark.row, columnIndex(table, options.by ?? ''))] : []),
          whole.withUnit(mark.text, mark.y)
        ])
      )
    },
    height: top + down * each + (down - 1) * gap.y,
    content: content + keysShown.content + (heading ? text(0, 7, heading, {colour: muted}) : '')
  }
}

type Whole = Exclude<ReturnType<typeof encode>, Problem>

function marksOf({groups}: Whole, rows: readonly Row[]) {
  const own = new Set(rows)
  return groups.flatMap(({marks}) => marks.filter(({row}) => own.has(row)))
}

function describePanel(context: Context, key: string, rows: readonly Row[], whole: Whole): string {
  const marks = marksOf(whole, rows)
  const shown = marks.length > 8 ? [marks[0]!, marks.at(-1)!] : marks
  const name = nameFor(context, key)
  return `${namedValue(
    context,
    name,
    listed(
      context,
      shown.map(({key: at, text: value, y}) => `${at}, ${whole.withUnit(value, y)}`)
    )
  )}.`
}
