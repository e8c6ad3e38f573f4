/** Small multiples: the same chart for each value of a column, side by side on one axis. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {saidIn} from '../../data/table.ts'
import {type Context, columnsAt, nameFor, textColumns, tooLong, tooMany} from '../context.ts'
import {inRow, longTable, namedValue} from '../describe.ts'
import {type Encoded, valuesOf} from '../encode.ts'
import {headOf, keysOf, valueTicks} from '../layout.ts'
import {fontSize, fullWidth, strokeOf} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {encodeFor} from '../refusals.ts'
import {bold, lineHeight, short, text} from '../svg.ts'
import {balance, widest} from '../text-width.ts'
import {drawBars} from './bars.ts'
import {drawDots} from './dots.ts'
import {drawLine} from './line.ts'
import {drawScatter} from './scatter.ts'

const draw = {line: drawLine, bar: drawBars, scatter: drawScatter, dot: drawDots}
const mostPanels = 24
const gapY = 8

/** Problems: those of the panels, `figures:too-much`, `figures:too-long`. */
export function drawMultiples(context: Context): Sketch | Problem {
  const {options, table, space, say, terms} = context
  const taken = [options.x, options.by, ...(options.y ?? [])]
  const free = table.id === 'series' ? 'label' : textColumns(table).find((name) => !taken.includes(name))
  const found = columnsAt(context, [[options.panel ?? free ?? 'panel', ['panel']]])
  if (isProblem(found)) return found
  const [panel = -1] = found
  const byPanel = Map.groupBy(table.rows, (row) => saidIn(row, panel))
  const keys = table.columns[panel]!.order.filter((key) => byPanel.has(key))
  const fix = 'Draw some of them with `where: …`, or name a column with fewer values as `panel`.'
  const crowded = tooMany(context, ['panel'], 'panels', keys.length, mostPanels, fix)
  if (crowded) return crowded
  const type = options.panels ?? 'line'
  const panels: Array<{key: string; inner: Context; encoded: Encoded}> = []
  for (const key of keys) {
    const id = table.id === 'series' && options.by === undefined ? 'panel' : table.id
    const inner: Context = {
      ...context,
      options: {...options, type, panel: undefined},
      table: {...table, id, rows: byPanel.get(key)!},
      panel: {ticks: [], isFirst: false}
    }
    const encoded = encodeFor(inner)
    if (isProblem(encoded)) return encoded
    panels.push({key, inner, encoded})
  }
  // A group has its colour and its sign in every panel, though some panels may lack it.
  const groups = new Map(panels.flatMap(({encoded}) => encoded.groups.map((group) => [group.id, group])))
  const ids = [...groups.keys()]
  for (const {encoded} of panels) for (const group of encoded.groups) group.index = ids.indexOf(group.id)
  const ticks = valueTicks(
    context,
    panels.flatMap(({encoded}) => valuesOf(encoded)),
    true
  )
  const width = space?.width ?? fullWidth
  // Bars are as wide everywhere: a panel has a share of the width after how many it has.
  const isRow = type === 'bar' && keys.length <= 3 && ids.length === 1
  const wanted = keys.length <= 4 && !space ? 2 : space ? 4 : 3
  const most = Math.max(1, Math.floor(width / (space ? 60 : 105)))
  const across = isRow ? keys.length : Math.min(keys.length, wanted, most)
  const down = Math.ceil(keys.length / across)
  const gap = isRow ? 30 : 16
  const count = panels.reduce((sum, {encoded}) => sum + encoded.keys.length, 0)
  const room = width - gap * (across - 1)
  const [first] = panels
  const shape = type === 'bar' ? 'box' : 'marker'
  const unit = isRow && options.unit === undefined ? '' : first!.encoded.unit
  const head = headOf(
    context,
    unit,
    keysOf({groups: [...groups.values()]}, () => shape, options.colours)
  )
  const each = space
    ? (space.height - head.height - gapY * (down - 1)) / down
    : (options.height ?? (isRow ? 205 : 120) * down) / down
  let [y, content] = [head.height, head.content]
  for (let row = 0; row < down; row++) {
    const own = panels.slice(row * across, (row + 1) * across)
    const widths = own.map(({encoded}) => (isRow ? (room * encoded.keys.length) / count : room / across))
    const titles = own.map(({key}, at) => balance(nameFor(context, key), widths[at]!, fontSize.label, 'semibold'))
    // As high for all panels of a row: the same length is the same value in each.
    const titleHeight = Math.max(...titles.map(({length}) => length)) * lineHeight()
    let [x, bottom] = [0, 0]
    for (const [at, {inner, encoded}] of own.entries()) {
      const title = titles[at]!
      if (widest(title, bold) > widths[at]!) return tooLong(context, title, widths[at]!)
      const index = isRow ? at : -1
      const colours = {...options.colours, ...(isRow ? {[encoded.groups[0]!.id]: index + 1} : {})}
      const sketch = draw[type](
        {
          ...inner,
          options: {...inner.options, colours},
          space: {width: widths[at]!, height: each - titleHeight},
          panel: {ticks, isFirst: at === 0}
        },
        encoded
      )
      if (isProblem(sketch)) return sketch
      const colour = isRow ? strokeOf(index).colour : undefined
      content += text(x, y + (title.length * lineHeight()) / 2 + 1, title, {...bold, colour})
      content += `<g transform="translate(${short(x)} ${short(y + titleHeight)})">${sketch.content}</g>`
      x += widths[at]! + gap
      bottom = Math.max(bottom, titleHeight + sketch.height)
    }
    y += bottom + gapY
  }
  const tables = panels.map(({inner, encoded}) => longTable(inner, encoded, panel))
  return {
    title: options.title === undefined ? titleOf(context, first!.encoded, keys) : say(options.title),
    description: panels.map(({key, encoded}) => describePanel(context, nameFor(context, key), encoded)).join(' '),
    table: {
      head: tables[0]!.head.map((name, at) => name || (at === 0 ? '' : at === 1 ? terms.charts.year : '')),
      rows: tables.flatMap(({rows}) => rows)
    },
    height: y - gapY,
    content
  }
}

function titleOf(context: Context, {yLabel, unit}: Encoded, keys: readonly string[]): string {
  const names = keys.map((key) => nameFor(context, key))
  return `${yLabel || unit} (${names.length > 6 ? [...names.slice(0, 5), '…'].join(', ') : names.join(', ')})`
}

function describePanel(context: Context, name: string, {groups, withUnit}: Encoded): string {
  const marks = groups.flatMap((group) => group.marks)
  const shown = marks.length > 8 ? [marks[0]!, marks.at(-1)!] : marks
  const said = shown.map(({key, text: value, y}) => `${key}, ${withUnit(value, y)}`)
  return `${namedValue(context, name, inRow(context, said))}.`
}
