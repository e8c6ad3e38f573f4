/** How wide a text is in a chart's font, without a browser: the sum of the letters' own widths. */

import {type Weight, widthEm} from '../document/fonts.ts'
import {fontSize} from './palette.ts'

export type {Weight}

/** Width of a line of text, in the unit of `size`: an upper bound, since kerning is left out. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  return widthEm(text, weight) * size
}

/** Width of the longest of several. */
export function widest(
  texts: readonly string[],
  {size = fontSize.label, weight = 'regular'}: {size?: number; weight?: Weight} = {}
): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size, weight)))
}

/** Cut a text into lines no wider than `width`, at spaces; a single long word stays whole. */
export function wrapText(text: string, width: number, size: number, weight?: Weight): string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The same in as many lines, each as short as that allows: « aux inégalités » is not left with one word. */
export function balance(text: string, width: number, size: number, weight?: Weight): string[] {
  const {length} = wrapText(text, width, size, weight)
  let [low, high] = [0, width]
  while (length > 1 && high - low > 1) {
    const middle = (low + high) / 2
    if (wrapText(text, middle, size, weight).length <= length) high = middle
    else low = middle
  }
  return wrapText(text, high, size, weight)
}
