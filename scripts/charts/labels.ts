/** Words beside marks → where each has space: clear of other words, of lines and of the drawing's edge. */

import {muted, strokes} from './palette.ts'
import {type Box, line, lineHeight, lines, marker, overlap, type Symbol as Shape, text} from './svg.ts'
import {textWidth, type Weight} from './text-width.ts'

export interface Wanted {
  x: number
  y: number
  /** Other points where it may stand. */
  anchors?: ReadonlyArray<readonly [number, number]>
  words: string[]
  colour?: string | undefined
  weight?: Weight
  size?: number
  /** Left out where there is no space for it, unless it is needed. */
  isNeeded?: boolean
  /** Sides to try first. */
  prefer?: readonly Side[]
}

type Side = 'above' | 'below' | 'right' | 'left' | 'above-right' | 'above-left' | 'below-right' | 'below-left'

const sides: Record<Side, [dx: number, dy: number, anchor: 'start' | 'middle' | 'end']> = {
  above: [0, -1, 'middle'],
  below: [0, 1, 'middle'],
  'above-right': [0.45, -0.75, 'start'],
  'below-left': [-0.45, 0.75, 'end'],
  'below-right': [0.45, 0.75, 'start'],
  'above-left': [-0.45, -0.75, 'end'],
  right: [1, 0, 'start'],
  left: [-1, 0, 'end']
}

export type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

interface Obstacles {
  bounds: Box
  segments: readonly Segment[]
  /** Added to: what is placed. */
  taken: Box[]
}

/** Place labels, in the order that leaves out the fewest; gives their markup. */
export function placeLabels(wanted: readonly Wanted[], obstacles: Obstacles): string {
  const orders = [true, false].map((isFirst) =>
    [...wanted].sort((a, b) => Number((b.isNeeded ?? false) === isFirst) - Number((a.isNeeded ?? false) === isFirst))
  )
  const results = orders.map((order) => placeInOrder(order, obstacles))
  const best = results.reduce((first, other) => (other.cost < first.cost ? other : first))
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

function placeInOrder(
  wanted: readonly Wanted[],
  {bounds, segments, taken}: Obstacles
): {cost: number; placed: Placed[]} {
  const placed: Placed[] = []
  let cost = 0
  for (const one of wanted) {
    const sidesOf = [...new Set([...(one.prefer ?? []), ...(Object.keys(sides) as Side[])])]
    const anchors = one.anchors ?? [[one.x, one.y] as const]
    const tries = anchors.flatMap(([x, y], far) =>
      sidesOf.flatMap((side, rank) =>
        [1, 1.25, 1.6].map((reach) => ({x, y, side, reach, cost: far * 0.5 + rank * 0.1 + reach * 0.2}))
      )
    )
    let best: Placed | undefined
    for (const {x, y, side, reach, cost: own} of tries) {
      const {box, markup} = put({...one, x, y}, side, reach)
      const isOut =
        box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom
      const covered =
        taken.filter((other) => overlap(box, other)).length + placed.filter((other) => overlap(box, other.box)).length
      const crossed = segments.filter((segment) => crosses(segment, box)).length
      if (!one.isNeeded && (isOut || covered > 0 || crossed > 0)) continue
      const total = own + crossed * 4 + covered * 20 + (isOut ? 50 : 0)
      if (!best || total < best.cost) best = {box, markup, cost: total}
    }
    cost += best?.cost ?? leftOut
    if (best) placed.push(best)
  }
  return {cost, placed}
}

function put({x, y, words, colour, weight = 'regular', size = 9.5}: Wanted, side: Side, reach: number) {
  const [dx, dy, anchor] = sides[side]
  const height = words.length * lineHeight(size)
  const width = Math.max(...words.map((one) => textWidth(one, size, weight)))
  const at = {x: x + dx * 7 * reach, y: y + dy * (height / 2 + 4) * reach}
  const left = anchor === 'start' ? at.x : anchor === 'end' ? at.x - width : at.x - width / 2
  const box = {left: left - 1.8, right: left + width + 1.8, top: at.y - height / 2 + 1.5, bottom: at.y + height / 2}
  return {box, markup: lines(at.x, at.y, words, {anchor, size, weight, ...(colour ? {colour} : {})})}
}

/** Whether a segment meets a box (Liang and Barsky 1984). */
function crosses([x1, y1, x2, y2]: Segment, {left, right, top, bottom}: Box): boolean {
  let [from, to] = [0, 1]
  const [dx, dy] = [x2 - x1, y2 - y1]
  for (const [p, q] of [
    [-dx, x1 - left],
    [dx, right - x1],
    [-dy, y1 - top],
    [dy, bottom - y1]
  ] as const) {
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
  from: number
  words: string[]
  colour: string
}

/** Names at the ends of lines, pushed apart, each on a thin line from its end. */
export function endLabels(
  labels: readonly EndLabel[],
  {x, height, anchor = 'start'}: {x: number; height: number; anchor?: 'start' | 'end'}
): string {
  const sign = anchor === 'start' ? 1 : -1
  return dodge(
    labels.map((label) => ({...label, y: label.from, size: label.words.length * lineHeight()})),
    height
  )
    .map(
      ({x: end, from, y, words, colour}) =>
        (Math.abs(from - y) > 3 ? line(end + 4 * sign, from, x - 3 * sign, y, {colour, width: 0.5, dash: '1 2'}) : '') +
        lines(x, y, words, {colour, weight: 'semibold', anchor})
    )
    .join('')
}

/** Push things apart until none covers another, from the top down and back up. */
export function dodge<One extends {y: number; size: number}>(all: readonly One[], height: number): One[] {
  const sorted = all.map((one) => ({...one})).sort((a, b) => a.y - b.y)
  for (const [index, one] of sorted.entries()) {
    const above = sorted[index - 1]
    one.y = Math.max(one.y, above ? above.y + (above.size + one.size) / 2 : one.size / 2)
  }
  for (const [index, one] of sorted.toReversed().entries()) {
    const below = sorted[sorted.length - index]
    one.y = Math.min(one.y, below ? below.y - (below.size + one.size) / 2 : height - one.size / 2)
  }
  return sorted
}

interface Key {
  name: string
  index: number
  shape: 'box' | 'hollow' | Shape
}

/** Names of groups with their colours, in as many rows as they need. */
export function legend(
  keys: readonly Key[],
  {y, width}: {y: number; width: number}
): {content: string; height: number} {
  let [x, row] = [0, 0]
  const parts = keys.map(({name, index, shape}) => {
    const {colour} = strokes[index % strokes.length]!
    const needed = textWidth(name, 9.5) + 28
    if (x > 0 && x + needed - 16 > width) [x, row] = [0, row + 1]
    const middle = y + row * 14
    const sign =
      shape === 'box' || shape === 'hollow'
        ? `<rect x="${x}" y="${middle - 4}" width="8" height="8" fill="${shape === 'box' ? colour : 'none'}" stroke="${shape === 'box' ? 'none' : muted}"/>`
        : marker(x + 4, middle, shape, colour, 3.2)
    const drawn = sign + text(x + 12, middle, name)
    x += needed
    return drawn
  })
  return {content: parts.join(''), height: keys.length === 0 ? 0 : (row + 1) * 14}
}
