/** What is too long for a page → messages; and titles cut to the lines of a running head. */

import type {Heading, Node} from 'mdast'
import {widthEm} from '../../document/fonts.ts'
import type {Footnote} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {warn} from '../../messages/messages.ts'
import type {Piece} from './pieces.ts'
import type {State} from './state.ts'

/** Lines of a heading that a reader takes in at once. */
const mostLines = 4

/**
 * Report a heading of more than four lines.
 *
 * Emits `pdf:too-long`.
 */
export function checkHeading(node: Heading, state: State): void {
  const text = plainText(node)
  // A thousand letters would not fit on four lines of any page, and fifty fit on one.
  if (state.isCopy || text.length < 50) return
  const {sizes, headings, textWidth} = state.writing.page
  const size = (node.depth === 1 ? 25 : node.depth === 2 ? 15 : 13) * sizes.unit
  const lines = Math.ceil((widthEm(text, 'regular', headings.regular()) * size) / textWidth)
  if (lines <= mostLines) return
  warn(state.file, `Heading of ${lines} lines`, {
    at: node,
    rule: 'pdf:too-long',
    fix: 'Shorten it, and say the rest in the text below.'
  })
}

/**
 * Report a note that is longer than a page: its end stands pages after its number.
 *
 * Emits `pdf:too-long`.
 */
export function checkNote(node: Footnote, state: State): void {
  const {sizes, textWidth, textHeight, text} = state.writing.page
  const letters = node.children.map((child) => plainText(child)).join(' ')
  if (letters.length < 1500) return
  const lines = (widthEm(letters, 'regular', text.regular()) * sizes.small) / (textWidth * 0.94)
  if (lines * sizes['small-line'] <= textHeight) return
  warn(state.file, 'Note longer than a page: its end stands on the pages after its number', {
    at: node,
    rule: 'pdf:too-long',
    fix: 'Move it into the text, or into an appendix.'
  })
}

/**
 * Report a word of letters alone that is longer than a line: it is broken without a hyphen.
 *
 * Emits `pdf:too-long`.
 */
export function checkWord(word: string, node: Node, state: State): void {
  if (state.isCopy || !/^\p{L}{60,}$/u.test(word)) return
  warn(state.file, `Word of ${word.length} letters: \`${word.slice(0, 20)}…\`, broken without a hyphen`, {
    at: node,
    rule: 'pdf:too-long',
    fix: 'Write the spaces that are missing in it.'
  })
}

/** A title of more than one line is cut, before a colon or a bracket where it can be: a running head is one line. */
export function runningHead(pieces: Piece[], title: string, state: State): Piece[] {
  const {sizes, text, textWidth} = state.writing.page
  // The folio and the space before it.
  const space = textWidth - 45
  const fits = (letters: string) => widthEm(letters, 'regular', text.regular()) * sizes.small <= space
  if (fits(title)) return pieces
  const [main = title] = title.split(/\s+[(–—]|\s*:\s/)
  if (main.length >= 12 && fits(main)) return [main]
  let end = title.length
  while (end > 0 && !fits(`${title.slice(0, end)}…`)) end = title.lastIndexOf(' ', end - 1)
  return [`${title.slice(0, Math.max(end, 40))}…`]
}
