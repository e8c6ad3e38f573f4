/** Large titles → a width at which their lines come out equally long, for the engine fills the first and leaves a rest. */

import type {FontFile} from '../../document/font-file.ts'
import {widthEm} from '../../document/fonts.ts'
import type {Piece} from './pieces.ts'

/** Articles and the like stay with the word after them, so that no line of a title ends with one. */
export function boundText(title: string): string {
  return title.replace(
    /(?<=^|[\s’'(«\u00A0])(\p{L}{1,3}|dans|pour|avec|sans|sous|with|from|into) +(?=\S)/gu,
    '$1\u00A0'
  )
}

/** `boundText` for a title with emphasis and the like. */
export function boundTitle(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return boundText(piece)
    return 'children' in piece && piece.type !== 'list' ? {...piece, children: boundTitle(piece.children)} : piece
  })
}

/**
 * The narrowest width, in points, at which a title takes no more lines than at `widest`.
 *
 * @param size  of the type, in points
 * @param font  of the title
 */
export function balancedWidth(title: string, size: number, widest: number, font?: FontFile): number {
  const words = title
    .trim()
    .split(/[ \n]+/)
    .map((word) => widthEm(word, 'regular', font) * size)
  const space = widthEm(' ', 'regular', font) * size
  const lines = countLines(words, space, widest)
  if (lines === 1) return widest
  let width = widest
  while (width > widest / 2 && countLines(words, space, width - 2) === lines) width -= 2
  // Kerning and italics make a line a little longer or shorter than its letters.
  return Math.min(widest, Math.ceil(width * 1.03))
}

function countLines(words: readonly number[], space: number, width: number): number {
  let lines = 1
  let used = 0
  for (const word of words) {
    if (used > 0 && used + space + word > width) {
      lines += 1
      used = word
    } else used += (used > 0 ? space : 0) + word
  }
  return lines
}
