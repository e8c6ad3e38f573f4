/** Pieces → how they stand: on the line of a mark, beside their number, over several pages. */

import type {PageDesign} from '../../document/design.ts'
import type {Element, FootnotePiece, Piece} from './pieces.ts'
import {halfOf} from './tables.ts'

/** A note of one paragraph is printed as a line of its own, others as blocks beside their number. */
export function layOutNote(children: Piece[]): Pick<FootnotePiece, 'kind' | 'children'> {
  const [only, ...others] = children
  const isParagraph = others.length === 0 && typeof only === 'object' && only.type === 'paragraph'
  if (!isParagraph || isTurned(only.children)) return {kind: 'blocks', children}
  return {kind: only.isLoose ? 'loose' : undefined, children: only.children}
}

/** The language of all the text turns its lines as well; the number stands apart. */
function isTurned([only, ...others]: Piece[]): boolean {
  return others.length === 0 && typeof only === 'object' && ('dir' in only || 'lang' in only)
}

/** A first paragraph stands on the line of its dash or number. */
export function besideMark([first, ...rest]: Piece[]): Piece[] {
  if (first === undefined) return []
  const isParagraph = typeof first === 'object' && first.type === 'paragraph'
  return [isParagraph ? {...first, type: 'inline'} : first, ...rest]
}

/** The words of a paragraph, to stand in a line. */
export function besideText(piece: Piece): Piece[] {
  return typeof piece === 'object' && piece.type === 'paragraph' ? piece.children : [piece]
}

/** A proof with its mark on the last line, where there is one. */
export function withMark(children: Piece[]): Piece[] {
  const last = children.at(-1)
  if (typeof last !== 'object' || last.type !== 'paragraph') return [...children, {type: 'proofEnd'}]
  return [...children.slice(0, -1), {...last, children: [...last.children, {type: 'proofEnd'}]}]
}

/** An address in a paragraph: its lines need more than their spaces to come out even. */
export function holdsLongWord(piece: Piece): boolean {
  if (typeof piece === 'string') return false
  if (piece.type === 'unhyphenated' || piece.type === 'inlineCode') return piece.value.length > 20
  if (piece.type === 'footnote' || piece.type === 'list') return false
  return 'children' in piece && piece.children.some(holdsLongWord)
}

/** Whether a piece asks for a page on its side. */
export const isLandscape = (piece: Piece) => typeof piece === 'object' && 'isLandscape' in piece && piece.isLandscape

/** What may go over to the next page. */
export function isHigh(piece: Element, page: PageDesign): boolean {
  if (piece.type === 'code') return piece.value.split('\n').length * codeLine * page.sizes.unit > halfOf(page)
  return piece.type === 'table' && piece.height >= halfOf(page)
}

/** Points from one line of code to the next. */
const codeLine = 15
