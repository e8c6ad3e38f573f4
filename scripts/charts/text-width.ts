/** How wide a text is in the thesis's font, without a browser: the sum of the letters' own widths. */

import widths from './font-widths.json' with {type: 'json'}

export type Weight = 'regular' | 'semibold'

/** Advance widths of EB Garamond in thousandths of the font size, by letter. */
const tables: Record<Weight, Map<string, number>> = {regular: byLetter('regular'), semibold: byLetter('semibold')}

/** For letters that the table has not: about the widest lower-case letter. */
const unknownWidth = 800

function byLetter(weight: Weight): Map<string, number> {
  const entries = Object.entries(widths[weight]).flatMap(([width, letters]) =>
    [...letters].map((letter) => [letter, Number(width)] as const)
  )
  return new Map(entries)
}

/**
 * Width of a line of text, in the unit of `size`.
 *
 * Kerning is left out: it only draws letters together, so the result is an upper bound.
 */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let sum = 0
  for (const letter of text) sum += tables[weight].get(letter) ?? unknownWidth
  return (sum * size) / 1000
}

/** Cut a text into lines no wider than `width`, at spaces; a single long word stays whole. */
export function wrapText(text: string, width: number, size: number, weight: Weight = 'regular'): string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const line = lines.at(-1)
    if (line !== undefined && textWidth(`${line} ${word}`, size, weight) <= width)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
