/** Text of a node → text as Typst prints it: same characters, places where long words may break. */

import type {Node} from 'mdast'
import {warn} from '../../messages.ts'
import {isDrawable} from './fonts.ts'
import type {State} from './state.ts'

const zeroWidthSpace = '\u200B'

/** Addresses and other words of that length break after a punctuation mark, or anywhere when they have none. */
const longWord = /[^\s\u00A0\u202F\u200B-]{28,}/g

/**
 * Running text: line ends are spaces, long words can break, characters that no font has are named.
 *
 * Emits `pdf:missing-glyph`.
 */
export function printedText(value: string, node: Node, state: State): string {
  return checkedText(value.replace(/[ \t\r\n]+/g, ' '), node, state).replace(longWord, breakable)
}

/**
 * Code and the like: spaces and line ends kept.
 *
 * Emits `pdf:missing-glyph`.
 */
export function checkedText(value: string, node: Node, state: State): string {
  const visible = value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
  if (plain.test(visible)) return visible
  const missing = [...new Set(visible)].filter((character) => !isDrawable(character))
  if (missing.length === 0) return visible
  if (!state.isCopy) report(missing, node, state)
  return [...visible].map((character) => (missing.includes(character) ? replacement : character)).join('')
}

/** Shown for a character that the fonts do not have. */
const replacement = '\u25A1'

/** What every one of our fonts has. */
const plain = /^[\t\n\r\u0020-\u007E\u00A0-\u00FF\u2013\u2014\u2018\u2019\u201C\u201D\u2026\u202F]*$/

function report(missing: readonly string[], node: Node, state: State): void {
  const shown = missing.slice(0, 5).map((character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `\`${character}\` (U+${code})`
  })
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : ''
  warn(state.file, `Unexpected character ${shown.join(', ')}${more}, which the fonts of the PDF do not have`, {
    at: node,
    rule: 'pdf:missing-glyph',
    fix: 'Write it with other characters, or as a picture; the PDF prints `□` in its place.'
  })
}

function breakable(word: string): string {
  const parted = word.replace(/([/.?&=_~:;,@#%+|\\)\]}>])(?=[^/])/g, `$1${zeroWidthSpace}`)
  return parted.replace(/[^\u200B]{28,}/g, (rest) => rest.replace(/.{10}(?=.{3})/gu, `$&${zeroWidthSpace}`))
}
