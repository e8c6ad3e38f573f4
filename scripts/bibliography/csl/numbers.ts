/** The value of a number variable → whether it is numeric, plural, and how it is printed. CSL 1.0.2, “Number”, “Choose”. */

import {findTerm, type Locale, type Term} from './locale.ts'

const numeric = /^["“]?\s*(?:[a-z]{0,4}\.?|-)\d+[a-z]{0,4}(?:\s*[,&–—\-/]\s*[a-z]{0,4}\d+[a-z]{0,4})*\s*["”]?$/i

/** “2nd”, “D2”, “2, 3”, “2–4”; not “second”. CSL 1.0.2, “Choose”, `is-numeric`. */
export function isNumeric(value: string): boolean {
  return numeric.test(value.trim())
}

const plural =
  /\d\s*[,&–—]\s*[^\s\p{L}]|\d\s*[,&–—]\s*\p{L}{0,4}\d|\d\p{L}*\s*-\s*\p{L}+\d|\d\s*-\s*\d|[\p{L}\d]\s*(?:,|&|–|\band\b|\bet\b)\s*[\p{L}\d]|^[ivxlcdm]+\s*[-–]\s*[ivxlcdm]+$/iu

/** “3–5”, “3, 8”, “iv-ix”, but not “R-2005-04”; a number of things, all but one. CSL 1.0.2, “Label”, `plural`. */
export function isPluralOf(variable: string, value: string): boolean {
  if (variable.startsWith('number-of-')) return value.trim() !== '1'
  // An escaped hyphen joins no range.
  return plural.test(value.replaceAll('\\-', '').replace(/\p{L}-\d+-\d+/gu, ''))
}

/** Print the numbers of a value; those with letters keep their digits. `noun` is the term that has a gender. */
export function formatNumber(value: string, noun: string, form: string | undefined, locale: Locale): string {
  const text = value.trim()
  if (!isNumeric(text)) return text
  const gender = findTerm(locale, noun)?.gender
  return text
    .replace(/\s*[-–]\s*(?=\d)/g, locale.dash)
    .replace(/\s*&\s*/g, ' & ')
    .replace(/\s*,\s*/g, ', ')
    .replace(/(?<![a-z])\d+(?![a-z])/gi, (digits) => {
      if (form === 'ordinal') return ordinal(locale, Number(digits), gender)
      if (form === 'long-ordinal') return longOrdinal(locale, Number(digits), gender)
      return form === 'roman' ? roman(Number(digits)) : digits
    })
}

/** “3rd”, with the suffix that the language gives to the number and the gender. CSL 1.0.2, “Ordinal Suffixes”. */
export function ordinal(locale: Locale, value: number, gender?: string): string {
  return value + (ordinalTerm(locale, value, gender)?.one ?? '')
}

/** “third” for 1 to 10 where the language says so, else “13th”. CSL 1.0.2, “Long Ordinals”. */
function longOrdinal(locale: Locale, value: number, gender?: string): string {
  const isLong = value >= 1 && value <= 10
  const term = isLong ? findTerm(locale, `long-ordinal-${twoDigits(value)}`, 'long', gender) : undefined
  return term?.one || ordinal(locale, value, gender)
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
  if ((last?.match ?? 'last-digit') !== 'last-digit') return rest
  const isTeen = value % 100 > 10 && value % 100 < 20
  return last && isTeen && !get('') ? (rest ?? last) : (last ?? rest)
}

function matchesLastTwo({match}: Term, value: number): boolean {
  const isSmall = value % 100 < 10
  if (match === 'whole-number' || match === 'last-digit') return match === 'last-digit' && isSmall
  // Terms 00 to 09 match the last digit by default, 10 to 99 the last two.
  return match === 'last-two-digits' || !isSmall || value < 100
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

const units = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix']

const tenTimes: Record<string, string> = {i: 'x', v: 'l', x: 'c', l: 'd', c: 'm'}

/** “xiv”; digits outside 1 to 3999. */
function roman(value: number): string {
  if (value <= 0 || value >= 4000) return String(value)
  const shift = (letters: string) => letters.replace(/./g, (letter) => tenTimes[letter]!)
  return [...String(value)].reduce((letters, digit) => shift(letters) + units[Number(digit)], '')
}
