/** A text → the same text damaged, as slips of the hand, of the clipboard and of a merge damage it. */

import type {Random} from './random.ts'

const anySign = [
  '\n',
  '\n\n',
  ' ',
  '\t',
  '\r',
  '    ',
  '\\',
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '&',
  '#',
  '@',
  ':',
  ';',
  ',',
  '.',
  '-',
  '--',
  '---',
  '=',
  '|',
  '*',
  '_',
  '~',
  '^',
  '$',
  '%',
  '!',
  '?',
  '/',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '\u200B',
  '\u00A0',
  '\u2028',
  '\uD800',
  '\uFDD0',
  '\uFDD4',
  '\uE000',
  '😀',
  'é',
  'e\u0301',
  'آبار',
  '«',
  ' »',
  '’',
  '<!--',
  '-->',
  '&#0;',
  '&amp;',
  ']]>',
  '${'
]

/** Damage a text in one to five places. `signs` are those of its language, `others` texts to take pieces from. */
export function mutate(text: string, random: Random, signs: readonly string[], others: readonly string[]): string {
  let changed = text
  for (let count = 1 + random.int(5); count > 0; count--) changed = damage(changed, random, signs, others)
  return changed
}

function damage(text: string, random: Random, signs: readonly string[], others: readonly string[]): string {
  const at = random.int(text.length + 1)
  const length = random.chance(0.5) ? random.int(4) : random.int(40)
  const piece = text.slice(at, at + length)
  switch (random.int(10)) {
    case 0:
    case 1:
      return text.slice(0, at) + random.pick(signs) + text.slice(at)
    case 2:
      return text.slice(0, at) + random.pick(anySign) + text.slice(at)
    case 3:
      return text.slice(0, at) + text.slice(at + length)
    case 4:
      return text.slice(0, at) + random.pick(signs) + text.slice(at + length)
    case 5:
      return text.slice(0, at) + piece.repeat(1 + random.int(4)) + text.slice(at)
    case 6:
      return swapLines(text, random)
    case 7: {
      const other = random.pick(others)
      const from = random.int(other.length + 1)
      return text.slice(0, at) + other.slice(from, from + random.int(80)) + text.slice(at)
    }
    case 8:
      return random.chance(0.5) ? text.slice(0, at) : text.slice(at)
    default:
      // A sign that the text has already, elsewhere.
      return text.slice(0, at) + text.charAt(random.int(text.length + 1)) + text.slice(at + random.int(2))
  }
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n')
  const [from, to] = [random.int(lines.length), random.int(lines.length)]
  const [line] = lines.splice(from, 1)
  lines.splice(to, random.int(2), line ?? '')
  return lines.join('\n')
}
