/** Boxes and arrows: a chain for each row of a table, from column to column, or what `links` connect. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {columnIndex, saidIn} from '../../data/table.ts'
import {type Context, columnLabel, columnsAt, nameFor, refuse, tooMany} from '../context.ts'
import {namedValue} from '../describe.ts'
import {faint, fullWidth, muted, paper, strokeOf} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {arrow, type Box, bold, box, line, lineHeight, small, text} from '../svg.ts'
import {widest, wrapText} from '../text-width.ts'

const [mostRows, mostColumns, mostBoxes] = [12, 6, 30]

/** Lengths of the grid of chains, on paper and where vertical space is limited; `gap` is as long as an arrow. */
const paperGrid = {size: 9, gap: 16, x: 6, y: 6, rowGap: 12}
const flatGrid = {size: 8.5, gap: 12, x: 4, y: 2, rowGap: 4}

/** A chain: what stands in its boxes, and its name, which stands with the main one. */
interface Chain {
  name: string
  cells: string[]
}

/** Problems: `data:unknown-value`, `figures:too-much`, `figures:wrong-value`. */
export function drawFlow(context: Context): Sketch | Problem {
  if (context.options.links) return drawLinks(context, context.options.links)
  const {options, table, space} = context
  const isShown = (name: string) => name !== options.label && !/^sources?$/.test(name)
  const names = options.columns ?? table.columns.map(({name}) => name).filter(isShown)
  const shown = columnsAt(
    context,
    names.map((name, index) => [name, ['columns', index]] as const)
  )
  if (isProblem(shown)) return shown
  const fix = 'Draw fewer of them with `where: …` and `columns: …`.'
  const problem =
    tooMany(context, ['data'], 'rows', table.rows.length, mostRows, fix) ??
    tooMany(context, ['columns'], 'columns', shown.length, mostColumns, fix)
  if (problem) return problem
  const main = Math.max(0, names.indexOf(options.y?.[0] ?? ''))
  const label = columnIndex(table, options.label ?? '')
  const heads = shown.map((index) => columnLabel(context, table.columns[index]!))
  const chains = table.rows.map(
    (row): Chain => ({name: saidIn(row, label), cells: shown.map((index) => saidIn(row, index))})
  )
  const grid = space ? flatGrid : paperGrid
  const {size, gap, rowGap} = grid
  const free = (space?.width ?? fullWidth) - gap * (shown.length - 1)
  // A box is narrow: a number may part from its unit there, never its digits from each other.
  const wrap = ({name, cells}: Chain, column: number, width: number) => ({
    name: column === main && name ? wrapText(name, width - 2 * grid.x, size, 'semibold') : [],
    words: wrapText(cells[column]!.replaceAll('\u00A0', ' '), width - 2 * grid.x, size)
  })
  const widths = space ? fitColumns(chains, free, wrap) : heads.map(() => free / shown.length)
  const rows = chains.map((chain) => {
    const cells = widths.map((width, column) => wrap(chain, column, width))
    const lines = Math.max(...cells.map(({name, words}) => name.length + words.length))
    return {cells, height: lines * lineHeight(size) + 2 * grid.y}
  })
  const head = space ? 16 : 20
  const used = rows.reduce((sum, {height}) => sum + height + rowGap, head - rowGap)
  const spare = space ? Math.max(0, space.height - used - 1) / rows.length : 0
  const lefts = widths.map((_, column) => widths.slice(0, column).reduce((sum, width) => sum + width + gap, 0))
  let top = head
  const drawn = rows.map(({cells, height}, row) => {
    const {colour} = strokeOf(row)
    const [bottom, middle] = [top + height + spare, top + (height + spare) / 2]
    const boxes = cells.map(({name, words}, column) => {
      const isMain = name.length > 0
      const left = lefts[column]!
      const frame = {left: left + 0.5, right: left + widths[column]! - 0.5, top, bottom}
      const style = {anchor: 'middle', size, colour: isMain ? paper : undefined} as const
      const half = ((words.length + name.length) * lineHeight(size)) / 2
      const centre = left + widths[column]! / 2
      return [
        box(frame, {fill: isMain ? colour : column === 0 ? faint : paper, stroke: colour, strokeWidth: 0.9, radius: 3}),
        text(centre, middle - half + (name.length * lineHeight(size)) / 2, name, {...style, ...bold}),
        text(centre, middle + half - (words.length * lineHeight(size)) / 2, words, style),
        column > 0 ? arrow(left - gap + 2, middle, left - 1.5, middle) : ''
      ].join('')
    })
    top = bottom + rowGap
    return boxes.join('')
  })
  const headings = heads.map((words, column) =>
    text(lefts[column]! + widths[column]! / 2, 7, words, {anchor: 'middle', colour: muted, size})
  )
  return {
    title: options.title === undefined ? heads.join(' → ') : context.say(options.title),
    description: chains.map(({name, cells}) => `${namedValue(context, name, cells.join(' → '))}.`).join(' '),
    table: {
      head: [...(label < 0 ? [] : [columnLabel(context, table.columns[label]!)]), ...heads],
      rows: chains.map(({name, cells}) => [...(label < 0 ? [] : [name]), ...cells])
    },
    height: top - rowGap + (space ? 1 : 4),
    content: [...headings, ...drawn].join('')
  }
}

/** Columns as wide as their words make the rows lowest; of equal ones, the most even. */
function fitColumns(
  chains: readonly Chain[],
  free: number,
  wrap: (chain: Chain, column: number, width: number) => {name: string[]; words: string[]}
): number[] {
  const columns = chains[0]?.cells.length ?? 1
  const [least, step] = [60, columns > 4 ? 12 : 4]
  const steps = Math.max(0, Math.floor((free - least * columns) / step))
  // Lines of every text at every width that its column may have, counted once.
  const counts = Array.from({length: steps + 1}, (_, share) =>
    chains.map((chain) =>
      chain.cells.map((_, column) => {
        const {name, words} = wrap(chain, column, least + share * step)
        return name.length + words.length
      })
    )
  )
  let best: {shares: number[]; cost: number} = {shares: [], cost: Number.POSITIVE_INFINITY}
  const split = (left: number, shares: number[]): void => {
    if (shares.length < columns - 1) {
      for (let share = 0; share <= left; share++) split(left - share, [...shares, share])
      return
    }
    const all = [...shares, left]
    const heights = chains.map((_, row) => Math.max(...all.map((share, column) => counts[share]![row]![column]!)))
    const cost = heights.reduce((sum, one) => sum + one, 0) + (Math.max(...all) - Math.min(...all)) / 1000
    if (cost < best.cost) best = {shares: all, cost}
  }
  split(steps, [])
  const rest = (free - least * columns - steps * step) / columns
  return best.shares.map((share) => least + share * step + rest)
}

interface Link {
  from: string
  to: string
  words: string
}

/** Boxes in layers from left to right, each after all that lead to it; a link that leaps over a layer has a way through it. */
function drawLinks(context: Context, typed: readonly string[]): Sketch | Problem {
  const {options, space, say} = context
  const links = typed.map((one): Link => {
    const [, from = '', to = '', words = ''] = /^\s*(.+?)\s*(?:->|→)\s*(.+?)\s*(?::\s+(.*?)\s*)?$/.exec(one) ?? []
    return {from, to, words}
  })
  const unread = links.findIndex(({from}) => from === '')
  if (unread >= 0) {
    const fix = 'Write `one -> other`, or `one -> other: words on the arrow`.'
    return refuse(context, ['links', unread], 'figures:wrong-value', `Unreadable link \`${typed[unread]}\``, fix)
  }
  const boxes = [...new Set(links.flatMap(({from, to}) => [from, to]))]
  const problem = tooMany(context, ['links'], 'boxes', boxes.length, mostBoxes, 'Draw it in two figures.')
  const layers = layersOf(boxes, links)
  if (problem) return problem
  if (!layers) {
    const reason = 'Circular links: a box leads to itself'
    return refuse(context, ['links'], 'figures:wrong-value', reason, 'Remove the link that leads back.')
  }
  const width = space?.width ?? fullWidth
  const count = Math.max(...layers.values()) + 1
  const name = (id: string) => nameFor(context, id)
  const gap = Math.min(
    Math.max(
      26,
      widest(
        links.map(({words}) => words),
        small
      ) + 14
    ),
    width / (2 * count)
  )
  const own = Math.min(130, (width - gap * (count - 1)) / count)
  const columns = Array.from({length: count}, (_, layer) => boxes.filter((id) => layers.get(id) === layer))
  const passing = (link: number, layer: number) => `\n${link} ${layer}`
  for (const [index, {from, to}] of links.entries())
    for (let layer = layers.get(from)! + 1; layer < layers.get(to)!; layer++)
      columns[layer]!.push(passing(index, layer))
  const wrapped = new Map(boxes.map((id) => [id, wrapText(name(id), own - 10, 9)]))
  const heightOf = (id: string) => (wrapped.get(id)?.length ?? -0.5) * lineHeight(9) + 10
  const columnHeight = (ids: readonly string[], between: number) =>
    ids.reduce((sum, id) => sum + heightOf(id) + between, -between)
  const tallest = (between: number) => Math.max(...columns.map((ids) => columnHeight(ids, between)))
  const height = space ? Math.max(space.height, tallest(4)) : tallest(14) + 4
  const frames = new Map<string, Box>()
  for (const [layer, ids] of columns.entries()) {
    const between = Math.min(24, (height - columnHeight(ids, 0)) / Math.max(1, ids.length))
    let top = (height - columnHeight(ids, between)) / 2
    for (const id of ids) {
      const left = layer * (own + gap)
      frames.set(id, {left: left + 0.5, right: left + own - 0.5, top, bottom: top + heightOf(id)})
      top += heightOf(id) + between
    }
  }
  const arrows = links.map(({from, to, words}, index) => {
    const between = Array.from({length: layers.get(to)! - layers.get(from)! - 1}, (_, rank) =>
      passing(index, layers.get(from)! + 1 + rank)
    )
    const stops = [from, ...between, to].map((id) => frames.get(id)!)
    const middle = ({top, bottom}: Box) => (top + bottom) / 2
    const legs = stops.slice(1).map((stop, rank) => {
      const before = stops[rank]!
      const across =
        rank > 0 ? line(before.left - 1, middle(before), before.right + 1, middle(before), {width: 0.9}) : ''
      const draw =
        rank === stops.length - 2
          ? arrow
          : (...at: Parameters<typeof arrow>) => line(at[0], at[1], at[2], at[3], {width: 0.9})
      return across + draw(before.right + 1, middle(before), stop.left - 1, middle(stop))
    })
    const [a, b] = [stops[0]!, stops[1]!]
    const style = {anchor: 'middle', colour: muted, size: 8.5} as const
    return legs.join('') + (words ? text((a.right + b.left) / 2, (middle(a) + middle(b)) / 2 - 7, words, style) : '')
  })
  const drawn = boxes.map((id) => {
    const frame = frames.get(id)!
    const {colour} = strokeOf((options.colours?.[id] ?? 1) - 1)
    const own = box(frame, {fill: layers.get(id) === 0 ? faint : paper, stroke: colour, strokeWidth: 0.9, radius: 3})
    return (
      own +
      text((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2, wrapped.get(id)!, {
        anchor: 'middle',
        size: 9
      })
    )
  })
  const target = ({to, words}: Link) => name(to) + (words ? ` (${words})` : '')
  return {
    title: options.title === undefined ? boxes.slice(0, 3).map(name).join(' → ') : say(options.title),
    description: links.map((link) => `${name(link.from)} → ${target(link)}.`).join(' '),
    table: {head: ['', '→'], rows: links.map((link) => [name(link.from), target(link)])},
    height,
    content: [...arrows, ...drawn].join('')
  }
}

/** How many links lead to each box at most; nothing for a cycle. */
function layersOf(boxes: readonly string[], links: readonly Link[]): Map<string, number> | undefined {
  const layers = new Map(boxes.map((name) => [name, 0]))
  for (let round = 0; round <= boxes.length; round++) {
    const late = links.filter(({from, to}) => layers.get(to)! <= layers.get(from)!)
    if (late.length === 0) return layers
    for (const {from, to} of late) layers.set(to, layers.get(from)! + 1)
  }
  return undefined
}
