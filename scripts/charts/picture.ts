/** What a chart gives: the drawing for screens and paper, and what a reader who does not see it needs. */

import {withApostrophes} from '../data/format.ts'
import type {Problem} from '../data/problem.ts'
import {fontFamily, fontSize, forPrint, fullWidth, ink} from './palette.ts'
import {escapeXml} from './svg.ts'
import {findCrowded} from './text-boxes.ts'

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

/** Where a drawing must fit, in its own units: at `fullWidth`, points on paper. */
export interface Space {
  width: number
  height: number
}

/** A drawing's content and height, to be put in its frame. */
export interface Sketch {
  title: string
  /** What the picture shows, in a sentence or two. */
  description: string
  table: PictureTable
  height: number
  /** SVG markup inside the frame. */
  content: string
}

/**
 * Put a drawing in its frame: sizes, font, title and description.
 *
 * Problem: `figures:too-tall`, where a space is given and the drawing or its words do not fit in it.
 */
export function picture(
  sketch: Sketch,
  {prefix, space}: {prefix: string; space?: Space | undefined}
): Picture | Problem {
  const {content, height} = sketch
  const width = round(space?.width ?? fullWidth)
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
  const problem = space && findMisfit(svg, height, space)
  return problem ?? {svg, print: forPrint(svg), title, description, table}
}

function findMisfit(svg: string, height: number, space: Space): Problem | undefined {
  const crowded = height > space.height + 0.01 ? undefined : findCrowded(svg, space.width, height)
  if (height <= space.height + 0.01 && !crowded) return undefined
  return {
    reason: crowded
      ? `Chart does not fit: ${crowded}`
      : `Chart too tall (${Math.ceil(height)}, maximum ${Math.floor(space.height)})`,
    rule: 'figures:too-tall',
    fix: 'Show its two or three main numbers with `<Value of="…" />`, or draw fewer series, and leave the rest to the thesis.'
  }
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}
