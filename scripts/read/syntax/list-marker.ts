/** The marker of an ordered list, `(iv)` → its style, its delimiters and its number. */

import type {ListNumbering} from '../../document/nodes.ts'

/** A marker as Pandoc reads it. */
export interface ListMarker extends ListNumbering {
  value: number
  /** `#.`: any number, in any list. */
  isAny: boolean
  /** `good` of `(@good)`; empty without a label. */
  label: string
}

const delimiters = {'.': 'period', ')': 'paren'} as const

/**
 * Read a marker, spaces not included.
 *
 * @param wanted  of the list that it would go on with: there `i)` is the letter after `h)`
 * @returns undefined when it is none, or one of another list
 * Source: Pandoc's manual, “Ordered lists” and “Numbered example lists”.
 */
export function readListMarker(text: string, wanted?: ListNumbering): ListMarker | undefined {
  const [, open, inside = '', close] = /^(\(?)(.+)([.)])$/.exec(text) ?? []
  if (close === undefined || (open && close === '.')) return undefined
  const delimiter = open ? 'parens' : delimiters[close as keyof typeof delimiters]
  if (wanted && wanted.delimiter !== delimiter) return undefined
  const marker = {delimiter, value: 1, isAny: false, label: ''} as const
  if (inside === '#') return {...marker, style: wanted?.style ?? 'decimal', isAny: true}
  if (/^@[\w-]*$/.test(inside)) {
    // `@dupont. Text` is a citation at the end of a sentence, whatever Pandoc makes of it.
    if (inside !== '@' && delimiter !== 'parens') return undefined
    return wanted && wanted.style !== 'example' ? undefined : {...marker, style: 'example', label: inside.slice(1)}
  }
  for (const {style, read} of styles) {
    if (wanted && wanted.style !== style) continue
    const value = read(inside, wanted !== undefined)
    if (value !== undefined) return {...marker, style, value}
  }
  return undefined
}

/** In the order in which Pandoc tries them: a letter alone is a letter, but for `i`. */
const styles: {style: ListNumbering['style']; read: (text: string, isNext: boolean) => number | undefined}[] = [
  {style: 'decimal', read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)},
  {style: 'lower-roman', read: (text, isNext) => (isNext || text === 'i' ? roman(text) : undefined)},
  {style: 'upper-roman', read: (text, isNext) => (isNext || text === 'I' ? upperRoman(text) : undefined)},
  {style: 'lower-alpha', read: (text) => letter(text, /^[a-z]$/)},
  {style: 'upper-alpha', read: (text) => letter(text, /^[A-Z]$/)},
  {style: 'lower-roman', read: (text) => asStart(roman(text))},
  {style: 'upper-roman', read: (text) => asStart(upperRoman(text))}
]

function letter(text: string, pattern: RegExp): number | undefined {
  return pattern.test(text) ? text.toLowerCase().charCodeAt(0) - 96 : undefined
}

/** No list starts at « MM. », « dix » or « CD »: those are words. */
const mostAtStart = 49

function asStart(value: number | undefined): number | undefined {
  return value !== undefined && value <= mostAtStart ? value : undefined
}

const romanPattern = /^m*(?:cm|cd|d?c*)(?:xc|xl|l?x*)(?:ix|iv|v?i*)$/
const romanDigits: Record<string, number> = {i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000}

function roman(text: string): number | undefined {
  if (text.length > 15 || !romanPattern.test(text)) return undefined
  const digits = [...text].map((digit) => romanDigits[digit] ?? 0)
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0)
}

function upperRoman(text: string): number | undefined {
  return /^[A-Z]+$/.test(text) ? roman(text.toLowerCase()) : undefined
}
