/** A number → “3rd”, “third”, “iii”. CSL 1.0.2, “Ordinal Suffixes”, “Long Ordinals”, “Number”. */

import {findTerm, type Locale, type Term} from './locale.ts'

/** “3rd”, with the suffix that the language gives to the number and the gender. */
export function ordinal(locale: Locale, value: number, gender?: string): string {
  return value + (ordinalTerm(locale, value, gender)?.one ?? '')
}

/** “third” for 1 to 10 where the language says so, else “13th”. */
export function longOrdinal(locale: Locale, value: number, gender?: string): string {
  const term =
    value >= 1 && value <= 10 ? findTerm(locale, `long-ordinal-${twoDigits(value)}`, 'long', gender) : undefined
  return term?.one || ordinal(locale, value, gender)
}

/** “xiv”; digits outside 1 to 3999. */
export function roman(value: number): string {
  if (value <= 0 || value >= 4000) return String(value)
  const digits = [...String(value).padStart(4, '0')].map(Number)
  const letters = ['m__', 'cdm', 'xlc', 'ivx']
  return digits.map((digit, place) => romanDigit(digit, letters[place]!)).join('')
}

function romanDigit(digit: number, [one, five, ten]: string): string {
  if (digit === 9) return `${one}${ten}`
  if (digit === 4) return `${one}${five}`
  return (digit >= 5 ? five! : '') + one!.repeat(digit % 5)
}

/** The most specific term that matches: the whole number, its last two digits, its last digit, any. */
function ordinalTerm(locale: Locale, value: number, gender: string | undefined): Term | undefined {
  const get = (suffix: string) => findTerm(locale, `ordinal${suffix}`, 'long', gender)
  const whole = get(`-${twoDigits(value)}`)
  if (whole?.match === 'whole-number') return whole
  const lastTwo = get(`-${twoDigits(value % 100)}`)
  if (lastTwo && matchesLastTwo(lastTwo, value)) return lastTwo
  const last = get(`-0${value % 10}`)
  // CSL 1.0 had four terms only, the fourth for all other numbers.
  const rest = get('') ?? get('-04')
  if (last && (last.match ?? 'last-digit') === 'last-digit') {
    const isTeen = value % 100 > 10 && value % 100 < 20
    return isTeen && !get('') ? (get('-04') ?? last) : last
  }
  return rest
}

function matchesLastTwo({match}: Term, value: number): boolean {
  if (match === 'whole-number') return false
  const isSmall = value % 100 < 10
  if (match === 'last-digit') return isSmall
  // Terms 00 to 09 match the last digit by default, 10 to 99 the last two.
  return match === 'last-two-digits' || !isSmall || value < 10 || value % 100 === value
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
