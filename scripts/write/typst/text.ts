/** Text of a node → text as Typst prints it: same characters, places where long words may break. */

import type {Node} from 'mdast'
import {isDrawable} from '../../document/fonts.ts'
import {warn} from '../../messages/messages.ts'
import {checkWord} from './check-lengths.ts'
import type {Piece} from './pieces.ts'
import type {State, Writing} from './state.ts'

const zeroWidthSpace = '\u200B'

/** An address or another word without a space in it: it breaks after punctuation, and never with a hyphen. */
const longWord = /([^\s\u00A0\u202F\u200B]{28,})/

/**
 * Running text: line ends are spaces, long words can break, characters that no font has are noted.
 */
export function printedText(value: string, node: Node, state: State): Piece[] {
  const checked = checkedText(value.replace(/[ \t\r\n]+/g, ' '), node, state)
  if (state.longestWord !== undefined) {
    const value = brokenEvery(checked, state.longestWord)
    return value.includes(zeroWidthSpace) ? [{type: 'unhyphenated', value}] : [value]
  }
  if (!longWord.test(checked)) return checked === '' ? [] : [checked]
  return checked
    .split(longWord)
    .map((part, index): Piece => {
      if (index % 2 === 0) return part
      checkWord(part, node, state)
      return {type: 'unhyphenated', value: breakable(part)}
    })
    .filter((part) => part !== '')
}

/** Code and the like: spaces and line ends kept. */
export function checkedText(value: string, node: Node, state: State): string {
  // Controls, the byte order mark and what is no character at all: PDF/UA-1 allows none of them.
  const visible = value.replace(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cs}/gu,
    ''
  )
  if (plain.test(visible)) return visible
  const {fonts} = state.writing.page
  const missing = new Set([...new Set(visible)].filter((character) => !isDrawable(character, state.isItalic, fonts)))
  if (missing.size === 0) return visible
  const shown = [...visible]
  noteMissing(
    shown.filter((character) => missing.has(character)),
    node,
    state
  )
  return shown.map((character) => (missing.has(character) ? replacement : character)).join('')
}

/** Code breaks after its own punctuation, in words of more than `longest` characters. */
export function breakableCode(value: string, longest = 20): string {
  return value.replace(/\S+/g, (word) => (word.length > longest ? breakable(word) : word))
}

/** Shown for a character that the fonts do not have. */
export const replacement = '\u25A1'

/** What every one of our fonts has. */
const plain = /^[\t\n\r\u0020-\u007E\u00A0-\u00FF\u2013\u2014\u2018\u2019\u201C\u201D\u2026\u202F]*$/

/** Remember characters that no font has, each as often as it stands there. */
export function noteMissing(characters: readonly string[], node: Node, state: State): void {
  if (state.isCopy) return
  const {missing} = state.writing
  for (const character of characters) {
    const known = missing.get(character)
    if (known) known.count += 1
    else missing.set(character, {count: 1, file: state.file, position: node.position ?? state.around?.position})
  }
}

/**
 * Name all characters that no font has, once, where the first of them stands; and forget them.
 *
 * Emits `pdf:missing-glyph`.
 */
export function reportMissing({missing}: Pick<Writing, 'missing'>): void {
  const characters = [...missing.keys()]
  const [first] = missing.values()
  if (!first) return
  const shown = characters.slice(0, 5).map((character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `\`${character}\` (U+${code})`
  })
  const more = characters.length > shown.length ? ` and ${characters.length - shown.length} more` : ''
  const count = [...missing.values()].reduce((sum, one) => sum + one.count, 0)
  const times = count > characters.length ? `, ${count} times in all` : ''
  const {file, position} = first
  warn(file, `No glyph for ${shown.join(', ')}${more} in the fonts of the PDF${times}`, {
    at: position,
    rule: 'pdf:missing-glyph',
    fix: `Put a font that has them${exampleFor(characters)} into the folder of the thesis, and name its file in thesis.yml: \`page: {fonts: [my-font.ttf]}\`; the PDF prints \`${replacement}\` in their place.`
  })
  missing.clear()
}

/** A free font for the script of the first character that has one of its own. */
function exampleFor(characters: readonly string[]): string {
  const found = fontOfScript.find(([script]) => characters.some((character) => script.test(character)))
  return found ? `, such as ${found[1]},` : ''
}

/** Kana before Han: a text with both is Japanese. */
const fontOfScript: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'Noto Serif JP'],
  [/\p{Script=Hangul}/u, 'Noto Serif KR'],
  [/\p{Script=Han}/u, 'Noto Serif SC'],
  [/\p{Emoji_Presentation}/u, 'Noto Emoji'],
  ...['Hebrew', 'Devanagari', 'Bengali', 'Tamil', 'Thai', 'Georgian', 'Armenian', 'Ethiopic', 'Khmer', 'Tibetan'].map(
    (script) => [new RegExp(`\\p{Script=${script}}`, 'u'), `Noto Serif ${script}`] as const
  )
]

function breakable(word: string): string {
  const parted = word.replace(/([/.?&=_~:;,@#%+|\\)\]}>-])(?=[^/-])/g, `$1${zeroWidthSpace}`)
  return parted.replace(/[^\u200B]{28,}/g, (rest) => brokenEvery(rest, 10))
}

/** A word may break after every `count` letters, but not before its last two. */
function brokenEvery(text: string, count: number): string {
  const letters = new RegExp(`[^\\s\\u200B]{${count}}(?=[^\\s\\u200B]{2})`, 'gu')
  return text.replace(letters, `$&${zeroWidthSpace}`)
}
