/** Text of a node → text as Typst prints it: same characters, places where long words may break. */

import type {Node} from 'mdast'
import {isDrawable} from '../../document/fonts.ts'
import {warn} from '../../messages/messages.ts'
import type {Piece} from './pieces.ts'
import type {State} from './state.ts'

const zeroWidthSpace = '\u200B'

/** An address or another word without a space in it: it breaks after punctuation, and never with a hyphen. */
const longWord = /([^\s\u00A0\u202F\u200B]{28,})/

/**
 * Running text: line ends are spaces, long words can break, characters that no font has are named.
 *
 * Emits `pdf:missing-glyph`.
 */
export function printedText(value: string, node: Node, state: State): Piece[] {
  const checked = checkedText(value.replace(/[ \t\r\n]+/g, ' '), node, state)
  if (state.longestWord !== undefined) return [brokenEvery(checked, state.longestWord)]
  if (!longWord.test(checked)) return checked === '' ? [] : [checked]
  return checked
    .split(longWord)
    .map((part, index): Piece => (index % 2 === 1 ? {type: 'unhyphenated', value: breakable(part)} : part))
    .filter((part) => part !== '')
}

/**
 * Code and the like: spaces and line ends kept.
 *
 * Emits `pdf:missing-glyph`.
 */
export function checkedText(value: string, node: Node, state: State): string {
  // Controls, the byte order mark and what is no character at all: PDF/UA-1 allows none of them.
  const visible = value.replace(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cs}/gu,
    ''
  )
  if (plain.test(visible)) return visible
  const missing = [...new Set(visible)].filter((character) => !isDrawable(character, state.isItalic))
  if (missing.length === 0) return visible
  if (!state.isCopy) reportMissing(missing, node, state)
  return [...visible].map((character) => (missing.includes(character) ? replacement : character)).join('')
}

/** Code breaks after its own punctuation, in words of more than `longest` characters. */
export function breakableCode(value: string, longest = 20): string {
  return value.replace(/\S+/g, (word) => (word.length > longest ? breakable(word) : word))
}

/** Shown for a character that the fonts do not have. */
export const replacement = '\u25A1'

/** What every one of our fonts has. */
const plain = /^[\t\n\r\u0020-\u007E\u00A0-\u00FF\u2013\u2014\u2018\u2019\u201C\u201D\u2026\u202F]*$/

/** Emits `pdf:missing-glyph`. */
export function reportMissing(missing: readonly string[], node: Node, state: State): void {
  const shown = missing.slice(0, 5).map((character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `\`${character}\` (U+${code})`
  })
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : ''
  warn(state.file, `No glyph for ${shown.join(', ')}${more} in the fonts of the PDF`, {
    ...placeOf(node, state),
    rule: 'pdf:missing-glyph',
    fix: `Write it with other characters, or as a picture; the PDF prints \`${replacement}\` in its place.`
  })
}

function placeOf({position = undefined}: Node, {around}: State) {
  const at = position ?? around?.position
  return at ? {at} : {}
}

function breakable(word: string): string {
  const parted = word.replace(/([/.?&=_~:;,@#%+|\\)\]}>])(?=[^/])/g, `$1${zeroWidthSpace}`)
  return parted.replace(/[^\u200B]{28,}/g, (rest) => brokenEvery(rest, 10))
}

/** A word may break after every `count` letters, but not before its last two. */
function brokenEvery(text: string, count: number): string {
  const letters = new RegExp(`[^\\s\\u200B]{${count}}(?=[^\\s\\u200B]{2})`, 'gu')
  return text.replace(letters, `$&${zeroWidthSpace}`)
}
