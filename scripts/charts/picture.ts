/** What a chart gives: the drawing for screens and paper, and what a reader who does not see it needs. */

import {withApostrophes} from '../data/format.ts'
import type {Problem} from '../data/problem.ts'
import {fontFamily, fontSize, forPrint, fullWidth, ink} from './palette.ts'
import {escapeXml, short} from './svg.ts'
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
  /** Where they are from: keys of the bibliography, or words. */
  sources: readonly string[]
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
  /** As in `Picture`. */
  sources?: readonly string[]
}

/** What a type draws; it says more only where its marks do not say it all. */
export type Body = Pick<Sketch, 'height' | 'content'> & Partial<Sketch>

/**
 * Put a drawing in its frame: sizes, font, title and description.
 *
 * Problem: `figures:too-tall`, where a space is given and the drawing or its words do not fit in it.
 */
export function picture(
  {content, height, sources = [], ...sketch}: Sketch,
  {prefix, space}: {prefix: string; space?: Space | undefined}
): Picture | Problem {
  const [title, description] = [withApostrophes(sketch.title), withApostrophes(sketch.description)]
  const [head, ...rows] = [sketch.table.head, ...sketch.table.rows].map((row) => row.map(withApostrophes))
  const size = {width: short(space?.width ?? fullWidth), height: short(height)}
  const ids = {title: `${prefix}-title`, description: `${prefix}-description`}
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}"`,
    ` role="img" aria-labelledby="${ids.title}" aria-describedby="${ids.description}"`,
    ` font-family="${fontFamily}" font-size="${fontSize.label}" fill="${ink}">`,
    `<title id="${ids.title}">${escapeXml(title)}</title><desc id="${ids.description}">${escapeXml(description)}</desc>`,
    content,
    '</svg>'
  ].join('')
  const drawn = {svg, print: forPrint(svg), title, description, table: {head: head!, rows}, sources}
  return (space && findMisfit(svg, height, space)) ?? drawn
}

function findMisfit(svg: string, height: number, space: Space): Problem | undefined {
  const isTall = height > space.height + 0.01
  const crowded = isTall ? undefined : findCrowded(svg, space.width, height)
  if (!isTall && !crowded) return undefined
  return {
    reason: crowded
      ? `Chart does not fit: ${crowded}`
      : `Chart too tall (${Math.ceil(height)}, maximum ${Math.floor(space.height)})`,
    rule: 'figures:too-tall',
    fix: 'Show its two or three main numbers with `<Value of="…" />`, or draw fewer series, and leave the rest to the thesis.'
  }
}

/** How much larger than on paper the words of a drawing may be, from the best on. */
const enlargements = [1.35, 1.25, 1.15, 1.07, 1]

/** The drawing with the largest words that fit: one drawn in fewer units has larger words when it is shown at its full size. */
export async function fillSpace(
  draw: (space: Space | undefined) => Promise<Picture | Problem>,
  space: Space | undefined
): Promise<Picture | Problem> {
  for (const by of space ? enlargements : []) {
    const drawn = await draw({width: space!.width / by, height: space!.height / by})
    if (by === 1 || !('rule' in drawn) || !/^figures:too-(?:tall|long)$/.test(drawn.rule)) return drawn
  }
  return draw(undefined)
}
