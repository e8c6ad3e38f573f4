/** Numbers as a reader of the thesis's language expects them: « 5 133 », « 4,8 % », « de 660 à 1 300 ». */

import {isFrench, languageOf} from '../document/language.ts'
import {fill, type Terms, termsOf} from '../document/terms.ts'
import {spellNumber} from './number-words.ts'
import type {Qualifier, UnitWord, Value} from './schema.ts'

const noBreakSpace = '\u00A0'

interface Signs {
  decimal: string
  thousands: string
  /** Digits from which thousands are apart: five in Spanish, « 5133 ». */
  leastGrouped: number
  percent: string
}

/** The signs of numbers in a language, with Western digits; Arabic has those of the Maghreb’s publications. */
function signsOf(lang: string): Signs {
  const known = signs.get(lang)
  if (known) return known
  const isArabic = languageOf(lang) === 'ar'
  const format = (style: 'decimal' | 'percent') =>
    new Intl.NumberFormat(isArabic ? 'fr' : lang, {style, numberingSystem: 'latn', minimumFractionDigits: 1})
  const parts = format('decimal').formatToParts(1_234_567.8)
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const isSpaced = format('percent')
    .formatToParts(0.5)
    .some(({type, value}) => type === 'literal' && /\s/.test(value))
  const leastGrouped = format('decimal')
    .formatToParts(1234)
    .some(({type}) => type === 'group')
    ? 4
    : 5
  const found = {
    decimal: sign('decimal'),
    thousands: sign('group'),
    leastGrouped,
    percent: `${isSpaced ? noBreakSpace : ''}%`
  }
  signs.set(lang, found)
  return found
}

/** Making a format costs more than using it. */
const signs = new Map<string, Signs>()

/**
 * A number with its thousands apart: `5 133`, `15,3`.
 *
 * French keeps four figures apart as well (Imprimerie nationale), except in years: give years as text.
 *
 * @param decimals  so many, rounded or filled with zeros; as the number has them when absent
 */
export function formatNumber(value: number, lang: string, decimals?: number): string {
  const {decimal, thousands, leastGrouped} = signsOf(lang)
  // Binary fractions such as 0.1 + 0.2 must not show: twelve digits are more than any source gives.
  const plain = String(Number(Math.abs(value).toPrecision(12)))
  const [whole = '0', fraction = ''] = (decimals === undefined ? plain : round(plain, decimals)).split('.')
  const grouped = whole.length < leastGrouped ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${value < 0 ? '−' : ''}${grouped}${fraction ? decimal + fraction : ''}`
}

/** Half up, as one counts by hand: 2.675 is 2.68, whatever a machine makes of it. */
function round(plain: string, decimals: number): string {
  const shifted = Math.round(Number(`${plain}e${decimals}`))
  return (plain.includes('e') ? Number(plain) : Number(`${shifted}e-${decimals}`)).toFixed(decimals)
}

/** `4,8 %`, `1 695 m²`, `5 133 préscolaires`: a number with its unit, kept on one line. */
export function withUnit(number: string, unit: string, lang: string): string {
  if (unit === '%') return number + signsOf(lang).percent
  return unit === '' ? number : `${number}${noBreakSpace}${unit}`
}

/** Words for what has no unit, an index or a rank: they name a column and never stand after a number. */
export function isUnprinted(unit: string): boolean {
  return /^(?:ind[ei]x|[ií]ndice|rang|rank|rango|posto|مؤشر|رتبة)$/i.test(unit)
}

/** Signs that every language writes alike: of the SI, of money, and what is made of them, `kg/ha`. */
const sign =
  /^(?:[%‰€$£°]|°[CF]|DH|MAD|EUR|USD|[kMGµmcdh]?(?:[mgsLlWVAJNKBb]|Hz|Pa|Wh|eV|mol|bar)|t|h|d|min|ha|pp[mb]|pH|dB)[²³]?$/

/** Whether every part of a unit is a sign. */
export function isSign(unit: UnitWord): boolean {
  return (
    typeof unit === 'string' &&
    (unit === '' || isUnprinted(unit) || unit.split(/[/·]/).every((part) => sign.test(part)))
  )
}

/** The unit that a value takes: by the rules of the language: singular below 2 in French, at exactly 1 in English. */
export function unitFor(value: Value, unit: UnitWord, lang: string): string {
  if (typeof unit === 'string') return isUnprinted(unit) ? '' : unit
  const most = typeof value === 'number' ? value : value.max
  return new Intl.PluralRules(lang).select(Math.abs(most)) === 'one' ? unit[0] : unit[1]
}

export interface FormatOptions {
  lang: string
  /** Those of the language, unless the thesis has its own. */
  terms?: Terms
  decimals?: number
  qualifier?: Qualifier
  /** Leave out « environ », « de … à … »: the sentence says it. */
  isBare?: boolean
  /** In letters, as far as the language's words go: « vingt-quatre ». */
  letters?: 'masculine' | 'feminine'
}

/** A value as it is printed in a sentence: « environ 660 », « de 660 à 1 300 ». */
export function formatValue(
  value: Value,
  {lang, terms = termsOf(lang), decimals, qualifier, isBare = false, letters}: FormatOptions
): string {
  const words = terms.numbers
  const print = (number: number) =>
    (letters && spellNumber(number, lang, letters === 'feminine')) ?? formatNumber(number, lang, decimals)
  if (typeof value === 'number') {
    const number = print(value)
    return qualifier && !isBare ? words[qualifier] + noBreakSpace + number : number
  }
  const ends = {from: print(value.min), to: print(value.max)}
  return fill(isBare ? words.bareRange : words.range, ends)
}

/** « 2018 », « juillet 2018 », « 18 avril 2018 ». */
export function formatDate(date: string, lang: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined || month.length === 4) return month === undefined ? year : `${year}-${month}`
  // Western digits and our calendar, whatever the language's country has.
  const format = new Intl.DateTimeFormat(lang, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: day ? 'numeric' : undefined
  })
  const printed = format.format(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)))
  const bound = printed.replace(/(?<=^\d{1,2}\.?) (?=\p{L})/u, noBreakSpace)
  return isFrench(lang) ? bound.replace(/^1(?=\s)/, '1er') : bound
}

/** Text of the data as it is printed in a drawing, where no typography comes after: with curved apostrophes. */
export function withApostrophes(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
}
