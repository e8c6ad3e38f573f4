/** Boxes and arrows: a chain for each row of a table, from column to column, or what `links` connect. */

import type {Problem} from '../../data/problem.ts'
import {columnIndex, saidIn} from '../../data/table.ts'
import {namedValue} from '../describe.ts'
import {type Context, columnAt, columnLabel, nameFor} from '../encode.ts'
import {faint, fullWidth, muted, paper, strokes} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {arrow, box, lineHeight, lines, text} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'

/** Lengths of the grid: on paper, and where vertical space is limited. */
interface Grid {
  size: number
  /** Between two columns: as long as an arrow. */
  gap: number
  padding: {x: number; y: number}
  /** Between two rows. */
  rowGap: number
  widths: number[]
}

/** A chain: what stands in its boxes, and its name, which stands with the main one. */
interface Chain {
  name: string
  cells: string[]
}

interface Row {
  name: string[]
  contents: string[][]
  height: number
}

/** Problems: `data:unknown-value`, `figures:too-much`, `figures:no-data`. */
export function drawFlow(context: Context): Sketch | Problem {
  if (context.options.links) return drawLinks(context, context.options.links)
  const {options, table, space, at} = context
  const names =
    options.columns ??
    table.columns.map(({name}) => name).filter((name) => name !== options.label && !/^sources?$/.test(name))
  const shown: number[] = []
  for (const [index, name] of names.entries()) {
    const found = columnAt(context, name, ['columns', index])
    if (typeof found !== 'number') return found
    shown.push(found)
  }
  if (table.rows.length > 12 || shown.length > 6) {
    return at(['columns'], {
      reason: `Too many boxes: ${table.rows.length} rows of ${shown.length} columns (maximum 12 of 6)`,
      rule: 'figures:too-much',
      fix: 'Draw fewer of them with `where: …` and `columns: …`.'
    })
  }
  const main = Math.max(0, names.indexOf(options.y?.[0] ?? ''))
  const label = columnIndex(table, options.label ?? '')
  const heads = shown.map((index) => columnLabel(context, table.columns[index]!))
  const chains = table.rows.map(
    (row): Chain => ({name: label < 0 ? '' : saidIn(row, label), cells: shown.map((index) => saidIn(row, index))})
  )
  const grid = space ? flatGrid(chains, main, space) : paperGrid(shown.length)
  const rows = chains.map((chain) => wrapRow(chain, main, grid))
  const spare = space ? spareHeight(rows, grid, space) : 0
  let y = space ? 16 : 20
  const drawn = rows.map((row, index) => {
    const top = y
    const height = row.height + spare / rows.length
    y += height + grid.rowGap
    return drawRow({...row, height}, {index, top, main, grid})
  })
  const headings = heads.map((head, column) =>
    text(leftOf(grid, column) + grid.widths[column]! / 2, 7, head, {anchor: 'middle', colour: muted, size: grid.size})
  )
  return {
    title: options.title === undefined ? heads.join(' → ') : context.say(options.title),
    description: chains.map(({name, cells}) => `${namedValue(context, name, cells.join(' → '))}.`).join(' '),
    table: {
      head: [...(label < 0 ? [] : [columnLabel(context, table.columns[label]!)]), ...heads],
      rows: chains.map(({name, cells}) => [...(label < 0 ? [] : [name]), ...cells])
    },
    height: y - grid.rowGap + (space ? 1 : 4),
    content: headings.join('') + drawn.join('')
  }
}

function paperGrid(columns: number): Grid {
  return {
    size: 9,
    gap: 16,
    padding: {x: 6, y: 6},
    rowGap: 12,
    widths: Array(columns).fill((fullWidth - 16 * (columns - 1)) / columns)
  }
}

function leftOf({widths, gap}: Grid, column: number): number {
  return widths.slice(0, column).reduce((sum, width) => sum + width + gap, 0)
}

function wrapRow({name, cells}: Chain, main: number, {size, padding, widths}: Grid): Row {
  const space = (column: number) => widths[column]! - 2 * padding.x
  // A box is narrow: a number may part from its unit there, never its digits from each other.
  const contents = cells.map((words, column) => wrapText(words.replaceAll('\u00A0', ' '), space(column), size))
  const heading = name === '' ? [] : wrapText(name, space(main), size, 'semibold')
  const most = Math.max(...contents.map((words, column) => words.length + (column === main ? heading.length : 0)))
  return {name: heading, contents, height: most * lineHeight(size) + 2 * padding.y}
}

function drawRow(
  {name, contents, height}: Row,
  {index, top, main, grid}: {index: number; top: number; main: number; grid: Grid}
): string {
  const {colour} = strokes[index % strokes.length]!
  const {size, gap} = grid
  const middle = top + height / 2
  return contents
    .map((words, column) => {
      const isMain = column === main && name.length > 0
      const [left, width] = [leftOf(grid, column), grid.widths[column]!]
      const frame = {left: left + 0.5, right: left + width - 0.5, top, bottom: top + height}
      const fill = isMain ? colour : column === 0 ? faint : paper
      const half = ((words.length + (isMain ? name.length : 0)) * lineHeight(size)) / 2
      const centre = left + width / 2
      const options = {anchor: 'middle', size, ...(isMain ? {colour: paper} : {})} as const
      const nameMiddle = middle - half + (name.length * lineHeight(size)) / 2
      return [
        box(frame, {fill, stroke: colour, strokeWidth: 0.9, radius: 3}),
        isMain ? lines(centre, nameMiddle, name, {...options, weight: 'semibold'}) : '',
        lines(centre, isMain ? middle + half - (words.length * lineHeight(size)) / 2 : middle, words, options),
        column > 0 ? arrow(left - gap + 2, middle, left - 1.5, middle) : ''
      ].join('')
    })
    .join('')
}

/** Columns as wide as their words make the rows lowest; of equal ones, the most even. */
function flatGrid(chains: readonly Chain[], main: number, {width}: Space): Grid {
  const columns = chains[0]?.cells.length ?? 0
  const grid = {size: 8.5, gap: 12, padding: {x: 4, y: 2}, rowGap: 4}
  const [least, step] = [60, columns > 4 ? 12 : 4]
  const free = width - grid.gap * (columns - 1) - least * columns
  const steps = Math.max(0, Math.floor(free / step))
  const widthOf = (share: number) => least + share * step
  // Lines of every text at every width that its column may have, counted once.
  const counts = Array.from({length: steps + 1}, (_, share) => {
    const tried = {...grid, widths: Array<number>(columns).fill(widthOf(share))}
    return chains.map((chain) => {
      const {contents, name} = wrapRow(chain, main, tried)
      return contents.map((words, column) => words.length + (column === main ? name.length : 0))
    })
  })
  let best = {shares: Array<number>(columns).fill(0), cost: Number.POSITIVE_INFINITY}
  for (const shares of splits(steps, columns)) {
    const heights = chains.map((_, row) => Math.max(...shares.map((share, column) => counts[share]![row]![column]!)))
    const cost = heights.reduce((sum, one) => sum + one, 0) + (Math.max(...shares) - Math.min(...shares)) / 1000
    if (cost < best.cost) best = {shares, cost}
  }
  const rest = (free - steps * step) / columns
  return {...grid, widths: best.shares.map((share) => widthOf(share) + rest)}
}

/** Every way to share a whole number among so many, none less than zero. */
function splits(whole: number, parts: number): number[][] {
  if (parts <= 1) return [[whole]]
  return Array.from({length: whole + 1}, (_, first) => first).flatMap((first) =>
    splits(whole - first, parts - 1).map((rest) => [first, ...rest])
  )
}

/** What the rows leave of the space, to be given to them. */
function spareHeight(rows: readonly Row[], {rowGap}: Grid, {height}: Space): number {
  const used = rows.reduce((sum, row) => sum + row.height + rowGap, 16 - rowGap) + 1
  return Math.max(0, height - used)
}

interface Link {
  from: string
  to: string
  words: string
}

const mostBoxes = 30

/** Boxes in layers from left to right, each after all that lead to it. */
function drawLinks(context: Context, typed: readonly string[]): Sketch | Problem {
  const {options, space, at, say} = context
  const links: Link[] = []
  for (const [index, one] of typed.entries()) {
    const [, from = '', to = '', words = ''] = /^\s*(.+?)\s*(?:->|→)\s*(.+?)\s*(?::\s+(.*?)\s*)?$/.exec(one) ?? []
    if (from === '') {
      return at(['links', index], {
        reason: `Unreadable link \`${one}\``,
        rule: 'figures:wrong-value',
        fix: 'Write `one -> other`, or `one -> other: words on the arrow`.'
      })
    }
    links.push({from, to, words})
  }
  const boxes = [...new Set(links.flatMap(({from, to}) => [from, to]))]
  const layers = layersOf(boxes, links)
  if (!layers || boxes.length > mostBoxes) {
    return at(['links'], {
      reason: layers
        ? `Too many boxes: ${boxes.length} (maximum ${mostBoxes})`
        : 'Circular links: a box leads to itself',
      rule: layers ? 'figures:too-much' : 'figures:wrong-value',
      fix: layers ? 'Draw it in two figures.' : 'Remove the link that leads back.'
    })
  }
  const width = space?.width ?? fullWidth
  const count = Math.max(...layers.values()) + 1
  const labelled = Math.max(0, ...links.map(({words}) => textWidth(words, 8.5)))
  const gap = Math.min(Math.max(26, labelled + 14), width / (2 * count))
  const own = Math.min(130, (width - gap * (count - 1)) / count)
  const columns = Array.from({length: count}, (_, layer) => boxes.filter((name) => layers.get(name) === layer))
  const name = (id: string) => nameFor(context, id)
  const wrapped = new Map(boxes.map((id) => [id, wrapText(name(id), own - 10, 9)]))
  const heightOf = (id: string) => wrapped.get(id)!.length * lineHeight(9) + 10
  const columnHeight = (ids: readonly string[], between: number) =>
    ids.reduce((sum, id) => sum + heightOf(id) + between, -between)
  const tallest = Math.max(...columns.map((ids) => columnHeight(ids, 14)))
  const height = space ? Math.max(space.height, Math.max(...columns.map((ids) => columnHeight(ids, 4)))) : tallest + 4
  const frames = new Map<string, {left: number; right: number; top: number; bottom: number}>()
  for (const [layer, ids] of columns.entries()) {
    const between = Math.min(24, (height - columnHeight(ids, 0)) / Math.max(1, ids.length))
    let y = (height - columnHeight(ids, between)) / 2
    for (const id of ids) {
      frames.set(id, {
        left: layer * (own + gap) + 0.5,
        right: layer * (own + gap) + own - 0.5,
        top: y,
        bottom: y + heightOf(id)
      })
      y += heightOf(id) + between
    }
  }
  const arrows = links.map(({from, to, words}) => {
    const [a, b] = [frames.get(from)!, frames.get(to)!]
    const [y1, y2] = [(a.top + a.bottom) / 2, (b.top + b.bottom) / 2]
    const label = words
      ? text((a.right + b.left) / 2, (y1 + y2) / 2 - 7, words, {anchor: 'middle', colour: muted, size: 8.5})
      : ''
    return arrow(a.right + 1, y1, b.left - 1, y2) + label
  })
  const drawn = boxes.map((id) => {
    const frame = frames.get(id)!
    const {colour} = strokes[(options.colours?.[id] ?? 1) - 1]!
    return (
      box(frame, {fill: layers.get(id) === 0 ? faint : paper, stroke: colour, strokeWidth: 0.9, radius: 3}) +
      lines((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2, wrapped.get(id)!, {
        anchor: 'middle',
        size: 9
      })
    )
  })
  return {
    title: options.title === undefined ? boxes.slice(0, 3).map(name).join(' → ') : say(options.title),
    description: links
      .map(({from, to, words}) => `${name(from)} → ${name(to)}${words ? ` (${words})` : ''}.`)
      .join(' '),
    table: {
      head: ['', '→'],
      rows: links.map(({from, to, words}) => [name(from), name(to) + (words ? ` (${words})` : '')])
    },
    height,
    content: arrows.join('') + drawn.join('')
  }
}

/** How many links lead to each box at most; nothing for a cycle. */
function layersOf(boxes: readonly string[], links: readonly Link[]): Map<string, number> | undefined {
  const layers = new Map(boxes.map((name) => [name, 0]))
  for (let round = 0; round <= boxes.length; round++) {
    let isDone = true
    for (const {from, to} of links) {
      if (layers.get(to)! > layers.get(from)!) continue
      layers.set(to, layers.get(from)! + 1)
      isDone = false
    }
    if (isDone) return layers
  }
  return undefined
}
