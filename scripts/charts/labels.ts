/** Words beside marks → where each has space: clear of other words, of lines and of the drawing's edge. */

import {faint, fontSize, muted} from './palette.ts'
import {type Box, barLook, bold, box, line, lineHeight, marker, overlap, text, textBox, type WordStyle} from './svg.ts'
import {textWidth} from './text-width.ts'

export interface Wanted extends WordStyle {
  x: number
  y: number
  /** Other points where it may stand. */
  anchors?: ReadonlyArray<readonly [number, number]>
  words: readonly string[]
  /** Half of the width of what it stands beside. */
  clear?: number
  /** Left out where there is no space for it, unless it is needed. */
  isNeeded?: boolean
  /** Sides to try first. */
  prefer?: readonly Side[]
}

const sides = {
  above: [0, -1, 'middle'],
  below: [0, 1, 'middle'],
  'above-right': [0.45, -0.75, 'start'],
  'below-left': [-0.45, 0.75, 'end'],
  'below-right': [0.45, 0.75, 'start'],
  'above-left': [-0.45, -0.75, 'end'],
  right: [1, 0, 'start'],
  left: [-1, 0, 'end']
} as const

export type Side = keyof typeof sides

export type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

interface Obstacles {
  bounds: Box
  segments: readonly Segment[]
  /** Added to: what is placed. */
  taken: Box[]
}

/** Place labels, in the order that leaves out the fewest; gives their markup. */
export function placeLabels(wanted: readonly Wanted[], obstacles: Obstacles): string {
  const orders = [1, -1].map((first) =>
    wanted.toSorted((a, b) => first * (Number(b.isNeeded ?? false) - Number(a.isNeeded ?? false)))
  )
  const [one, other] = orders.map((order) => placeInOrder(order, obstacles))
  const best = other!.cost < one!.cost ? other! : one!
  obstacles.taken.push(...best.placed.map(({box}) => box))
  return best.placed.map(({markup}) => markup).join('')
}

interface Placed {
  cost: number
  markup: string
  box: Box
}

/** A label that is left out costs more than one that is far from its best side. */
const leftOut = 2

function placeInOrder(wanted: readonly Wanted[], {bounds, segments, taken}: Obstacles) {
  const placed: Placed[] = []
  let cost = 0
  for (const one of wanted) {
    let best: Placed | undefined
    const order = new Set([...(one.prefer ?? []), ...(Object.keys(sides) as Side[])])
    for (const [far, [x, y]] of (one.anchors ?? [[one.x, one.y] as const]).entries()) {
      for (const [rank, side] of [...order].entries()) {
        for (const reach of [1, 1.25, 1.6]) {
          const {box, markup} = put({...one, x, y}, side, reach)
          const isOut =
            box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom
          const covered = [...taken, ...placed.map((other) => other.box)].filter((other) => overlap(box, other)).length
          const crossed = segments.filter((segment) => crosses(segment, box)).length
          if (!one.isNeeded && (isOut || covered > 0 || crossed > 0)) continue
          const own = far * 0.5 + rank * 0.1 + reach * 0.2 + crossed * 4 + covered * 20 + (isOut ? 50 : 0)
          if (!best || own < best.cost) best = {box, markup, cost: own}
        }
      }
    }
    cost += best?.cost ?? leftOut
    if (best) placed.push(best)
  }
  return {cost, placed}
}

function put({x, y, words, clear = 4, ...style}: Wanted, side: Side, reach: number) {
  const [dx, dy, anchor] = sides[side]
  const height = words.length * lineHeight(style.size)
  const at = {x: x + dx * (clear + 3) * reach, y: y + dy * (height / 2 + 4) * reach}
  const {left, right} = textBox(at.x, at.y, words, {...style, anchor})
  const box = {left: left - 1.8, right: right + 1.8, top: at.y - height / 2 + 1.5, bottom: at.y + height / 2}
  return {box, markup: text(at.x, at.y, words, {...style, anchor})}
}

/** Whether a segment meets a box (Liang and Barsky 1984). */
function crosses([x1, y1, x2, y2]: Segment, {left, right, top, bottom}: Box): boolean {
  let [from, to] = [0, 1]
  const [dx, dy] = [x2 - x1, y2 - y1]
  const edges = [-dx, x1 - left, dx, right - x1, -dy, y1 - top, dy, bottom - y1]
  for (let edge = 0; edge < edges.length; edge += 2) {
    const [p, q] = [edges[edge]!, edges[edge + 1]!]
    if (p === 0 && q < 0) return false
    if (p < 0) from = Math.max(from, q / p)
    if (p > 0) to = Math.min(to, q / p)
  }
  return from <= to
}

/** Each of the segments of a line through some points. */
export function segmentsOf(points: ReadonlyArray<readonly [number, number]>): Segment[] {
  return points.slice(1).map(([x, y], index) => [...points[index]!, x, y] as const)
}

export interface EndLabel {
  /** Where its line ends. */
  x: number
  y: number
  words: readonly string[]
  colour: string
}

/** Names at the ends of lines, pushed apart from the top down and back up, each on a thin line from its end. */
export function endLabels(labels: readonly EndLabel[], x: number, height: number, anchor: 'start' | 'end' = 'start') {
  const sign = anchor === 'start' ? 1 : -1
  const sorted = labels
    .map((one) => ({...one, from: one.y, size: one.words.length * lineHeight()}))
    .sort((a, b) => a.y - b.y)
  for (const [index, one] of sorted.entries()) {
    const above = sorted[index - 1]
    one.y = Math.max(one.y, above ? above.y + (above.size + one.size) / 2 : one.size / 2)
  }
  for (const [index, one] of [...sorted.entries()].reverse()) {
    const below = sorted[index + 1]
    one.y = Math.min(one.y, below ? below.y - (below.size + one.size) / 2 : height - one.size / 2)
  }
  return sorted
    .map(({x: end, from, y, words, colour}) => {
      const isFar = Math.abs(from - y) > 3
      const thread = isFar ? line(end + 4 * sign, from, x - 3 * sign, y, {colour, width: 0.5, dash: '1 2'}) : ''
      return thread + text(x, y, words, {...bold, colour, anchor})
    })
    .join('')
}

export interface Key {
  name: string
  index: number
  shape: 'box' | 'hollow' | 'marker'
  /** Of a class of a map. */
  opacity?: number
}

/** The sign of a group in a key, 8 units wide, its middle at `x`. */
export function keySign(x: number, y: number, {index, shape, opacity}: Key): string {
  if (shape === 'marker') return marker(x, y, index)
  const own = {left: x - 4, right: x + 4, top: y - 4, bottom: y + 4}
  if (shape === 'hollow') return box(own, {fill: faint, stroke: muted})
  const look = barLook(index)
  return box(own, opacity === undefined ? look : {fill: look.fill, opacity, stroke: muted, strokeWidth: 0.4})
}

/** Names of groups with their signs, in as many rows as they need. */
export function legend(keys: readonly Key[], y: number, width: number): {content: string; height: number} {
  let [x, row] = [0, 0]
  const parts = keys.map((key) => {
    const needed = textWidth(key.name, fontSize.label) + 28
    if (x > 0 && x + needed - 16 > width) [x, row] = [0, row + 1]
    const drawn = keySign(x + 4, y + row * 14, key) + text(x + 12, y + row * 14, key.name)
    x += needed
    return drawn
  })
  return {content: parts.join(''), height: keys.length === 0 ? 0 : (row + 1) * 14}
}
