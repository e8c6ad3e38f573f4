/** Pieces of SVG: text, lines, boxes, arrows and markers, as markup. */

import {withApostrophes} from '../data/format.ts'
import {fontSize, ink, muted, paper} from './palette.ts'
import {textWidth, type Weight} from './text-width.ts'

/** Text as XML content or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export interface TextOptions {
  anchor?: 'start' | 'middle' | 'end'
  colour?: string
  size?: number
  weight?: Weight
  /** Colour of a plate behind it, where lines cross: that of the background. A rim of the letters would do on screens, not in PDF. */
  plate?: string
}

/** A line of text whose middle height is at `y`. */
export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const {anchor = 'start', colour = ink, size = fontSize.label, weight = 'regular', plate} = options
  const background = plate ? box(plateOf(textBox(x, y, content, options), size), {fill: plate}) : ''
  // A capital of EB Garamond is 0.65 em high: a third of an em below the middle is where its baseline goes.
  return `${background}<text x="${short(x)}" y="${short(y + size * 0.32)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${
    weight === 'semibold' ? ' font-weight="600"' : ''
  }>${escapeXml(withApostrophes(content))}</text>`
}

/** Lines of text, one under the other, whose middle is at `y`. */
export function lines(x: number, y: number, contents: readonly string[], options: TextOptions = {}): string {
  const height = lineHeight(options.size)
  const first = y - ((contents.length - 1) * height) / 2
  return contents.map((content, index) => text(x, first + index * height, content, options)).join('')
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
export function textBox(x: number, y: number, content: string, options: TextOptions = {}): Box {
  const {anchor = 'start', size = fontSize.label, weight = 'regular'} = options
  const width = textWidth(content, size, weight)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return {left, right: left + width, top: y - size * 0.5, bottom: y + size * 0.5}
}

/** No higher than the letters, so that it hides no more than it must. */
function plateOf({left, right, top, bottom}: Box, size: number): Box {
  return {left: left - 1, right: right + 1, top: top + size * 0.1, bottom: bottom - size * 0.05}
}

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export interface LineOptions {
  colour?: string
  width?: number
  dash?: string | undefined
}

export function line(x1: number, y1: number, x2: number, y2: number, options: LineOptions = {}): string {
  const {colour = muted, width = 0.6, dash} = options
  const dashes = dash ? ` stroke-dasharray="${dash}"` : ''
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${colour}" stroke-width="${width}"${dashes}/>`
}

export interface BoxOptions {
  fill?: string
  stroke?: string
  strokeWidth?: number
  dash?: string
  radius?: number
}

export function box({left, top, right, bottom}: Box, options: BoxOptions = {}): string {
  const {fill = 'none', stroke = 'none', strokeWidth = 0.7, dash, radius = 0} = options
  const rounded = radius ? ` rx="${radius}"` : ''
  const dashes = dash ? ` stroke-dasharray="${dash}"` : ''
  return `<rect x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"${rounded} fill="${fill}" stroke="${stroke}" stroke-width="${strokeWidth}"${dashes}/>`
}

/** A line that ends in an arrow head, from left to right or downwards. */
export function arrow(x1: number, y1: number, x2: number, y2: number, colour: string = muted): string {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const corner = (turn: number) =>
    `${short(x2 - 4.5 * Math.cos(angle + turn))} ${short(y2 - 4.5 * Math.sin(angle + turn))}`
  const head = `<path d="M${short(x2)} ${short(y2)}L${corner(0.45)}L${corner(-0.45)}Z" fill="${colour}"/>`
  return line(x1, y1, x2 - 3 * Math.cos(angle), y2 - 3 * Math.sin(angle), {colour, width: 0.9}) + head
}

export type Symbol = 'circle' | 'square' | 'triangle' | 'diamond'

/** A marker of about the same weight whatever its shape. */
export function marker(x: number, y: number, shape: Symbol, colour: string, radius = 3.2): string {
  const rim = ` stroke="${paper}" stroke-width="0.8"`
  const at = (dx: number, dy: number) => `${short(x + dx * radius)} ${short(y + dy * radius)}`
  if (shape === 'circle') return `<circle cx="${short(x)}" cy="${short(y)}" r="${radius}" fill="${colour}"${rim}/>`
  const corners = {
    square: [at(-0.9, -0.9), at(0.9, -0.9), at(0.9, 0.9), at(-0.9, 0.9)],
    triangle: [at(0, -1.2), at(1.1, 0.8), at(-1.1, 0.8)],
    diamond: [at(0, -1.3), at(1.3, 0), at(0, 1.3), at(-1.3, 0)]
  }[shape]
  return `<path d="M${corners.join('L')}Z" fill="${colour}"${rim}/>`
}

/** Lengths with two decimals at most: enough for the eye, the same on every machine. */
export function short(length: number): string {
  return String(Math.round(length * 100) / 100)
}
