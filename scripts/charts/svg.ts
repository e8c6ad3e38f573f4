/** Pieces of SVG: text, lines, boxes, arrows and markers, as markup. */

import {withApostrophes} from '../data/format.ts'
import {fontSize, ink, muted, paper, strokeOf} from './palette.ts'
import {type Weight, widest} from './text-width.ts'

/** Text as XML content or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export interface WordStyle {
  anchor?: 'start' | 'middle' | 'end'
  colour?: string | undefined
  size?: number
  weight?: Weight
  /** Colour of a plate behind it, where lines cross: that of the background. A rim of the letters would do on screens, not in PDF. */
  plate?: string | undefined
}

/** Words of axes and notes. */
export const small = {colour: muted, size: fontSize.small}
export const centred = {...small, anchor: 'middle'} as const
export const bold = {weight: 'semibold'} as const

type Words = string | readonly string[]

/** A line of text, or several one under the other, whose middle height is at `y`. */
export function text(x: number, y: number, words: Words, style: WordStyle = {}): string {
  const {anchor = 'start', colour = ink, size = fontSize.label, weight, plate} = style
  if (typeof words !== 'string') {
    const first = y - ((words.length - 1) * lineHeight(size)) / 2
    return words.map((one, index) => text(x, first + index * lineHeight(size), one, style)).join('')
  }
  const {left, right, top, bottom} = textBox(x, y, words, style)
  // No higher than the letters, so that it hides no more than it must.
  const own = {left: left - 1, right: right + 1, top: top + size * 0.1, bottom: bottom - size * 0.05}
  const heavy = weight === 'semibold' ? ' font-weight="600"' : ''
  // A capital of EB Garamond is 0.65 em high: a third of an em below the middle is where its baseline goes.
  return `${plate ? box(own, {fill: plate}) : ''}<text x="${short(x)}" y="${short(y + size * 0.32)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${heavy}>${escapeXml(withApostrophes(words))}</text>`
}

/** Distance between two lines of text. */
export function lineHeight(size: number = fontSize.label): number {
  return size * 1.2
}

/** Where a text stands, for those who must keep clear of it. */
export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** The box of what `text` draws. */
export function textBox(x: number, y: number, words: Words, style: WordStyle = {}): Box {
  const {anchor = 'start', size = fontSize.label, weight} = style
  const width = widest([words].flat(), {size, weight})
  const half = size * 0.5 + (([words].flat().length - 1) * lineHeight(size)) / 2
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return {left, right: left + width, top: y - half, bottom: y + half}
}

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  {colour = muted, width = 0.6, dash = ''}: {colour?: string; width?: number; dash?: string | undefined} = {}
): string {
  const dashes = dash && ` stroke-dasharray="${dash}"`
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${colour}" stroke-width="${width}"${dashes}/>`
}

export interface BoxOptions {
  fill?: string
  /** Opacity of the fill. */
  opacity?: number | undefined
  stroke?: string
  strokeWidth?: number
  dash?: string
  radius?: number
}

export function box({left, top, right, bottom}: Box, options: BoxOptions = {}): string {
  const {fill = 'none', opacity, stroke = 'none', strokeWidth = 0.7, dash, radius} = options
  const more = Object.entries({'fill-opacity': opacity, rx: radius, 'stroke-dasharray': dash})
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${value}"`))
    .join('')
  return `<rect x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}" fill="${fill}" stroke="${stroke}" stroke-width="${strokeWidth}"${more}/>`
}

/** A line that ends in an arrow head, from left to right or downwards. */
export function arrow(x1: number, y1: number, x2: number, y2: number, colour: string = muted): string {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const corner = (turn: number) =>
    `${short(x2 - 4.5 * Math.cos(angle + turn))} ${short(y2 - 4.5 * Math.sin(angle + turn))}`
  const head = `<path d="M${short(x2)} ${short(y2)}L${corner(0.45)}L${corner(-0.45)}Z" fill="${colour}"/>`
  return line(x1, y1, x2 - 3 * Math.cos(angle), y2 - 3 * Math.sin(angle), {colour, width: 0.9}) + head
}

const corners = {
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  triangle: [0, -1.2, 1.1, 0.8, -1.1, 0.8],
  diamond: [0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0]
}

/** The marker of a series, of about the same weight whatever its shape. */
export function marker(x: number, y: number, index: number, radius = 3.2): string {
  const {colour, symbol, isLight} = strokeOf(index)
  const look = isLight
    ? `fill="${paper}" stroke="${colour}" stroke-width="1.3"`
    : `fill="${colour}" stroke="${paper}" stroke-width="0.8"`
  if (symbol === 'circle') return `<circle cx="${short(x)}" cy="${short(y)}" r="${radius}" ${look}/>`
  const points = corners[symbol].map((at, rank) => short((rank % 2 ? y : x) + at * radius))
  return `<path d="M${points.join(' ')}Z" ${look}/>`
}

/** How the bar or the area of a series is filled. */
export function barLook(index: number): {fill: string; opacity: number | undefined; stroke: string} {
  const {colour, isLight} = strokeOf(index)
  return {fill: colour, opacity: isLight ? 0.28 : undefined, stroke: isLight ? colour : 'none'}
}

/** Lengths with two decimals at most: enough for the eye, the same on every machine. */
export function short(length: number): string {
  return String(Math.round(length * 100) / 100)
}

/** Markup with its numbers so, that the last bits of a machine's arithmetic never change a byte. */
export function shorten(markup: string): string {
  return markup.replace(/-?\d+\.\d{3,}(?![\d-])/g, (number) => short(Number(number)))
}
