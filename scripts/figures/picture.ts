/** What a chart gives: the drawing for screens and paper, and what a reader who does not see it needs. */

import type {ThesisData} from './data.ts'
import {withApostrophes} from './format.ts'
import {fontFamily, fontSize, forPrint, fullWidth, ink} from './palette.ts'
import {escapeXml} from './svg.ts'
import type {Problem} from './values.ts'

export interface Picture {
  /** For screens; follows light and dark. */
  svg: string
  /** The same with plain colours. */
  print: string
  title: string
  description: string
  /** The numbers drawn. */
  table: PictureTable
}

export interface PictureTable {
  head: string[]
  rows: string[][]
}

export interface ChartInput {
  data: ThesisData
  /** BCP 47, for numbers. */
  lang: string
  /** Attributes of the directive other than its id, class and name. */
  options: Record<string, string>
  /** Before every id inside the drawing. */
  prefix: string
}

/** A chart: a pure function of the data. */
export type Chart = (input: ChartInput) => Picture | Problem

/** A drawing's content and height, to be put in its frame. */
export interface Sketch {
  title: string
  /** What the picture shows, in a sentence or two. */
  description: string
  table: PictureTable
  height: number
  width?: number
  /** SVG markup inside the frame. */
  content: string
}

/** Put a drawing in its frame: sizes, font, title and description. */
export function picture(sketch: Sketch, {prefix}: Pick<ChartInput, 'prefix'>): Picture {
  const {content, height, width = fullWidth} = sketch
  const [title, description] = [withApostrophes(sketch.title), withApostrophes(sketch.description)]
  const table = {
    head: sketch.table.head.map(withApostrophes),
    rows: sketch.table.rows.map((row) => row.map(withApostrophes))
  }
  const ids = {title: `${prefix}-title`, description: `${prefix}-description`}
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${round(height)}" viewBox="0 0 ${width} ${round(height)}"`,
    ` role="img" aria-labelledby="${ids.title}" aria-describedby="${ids.description}"`,
    ` font-family="${fontFamily}" font-size="${fontSize.label}" fill="${ink}">`,
    `<title id="${ids.title}">${escapeXml(title)}</title><desc id="${ids.description}">${escapeXml(description)}</desc>`,
    content,
    '</svg>'
  ].join('')
  return {svg, print: forPrint(svg), title, description, table}
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}
