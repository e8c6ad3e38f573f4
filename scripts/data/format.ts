/** Numbers as a reader of the thesis's language expects them: « 5 133 », « 4,8 % », « de 660 à 1 300 ». */

import type {Qualifier, UnitWord, Value} from './schema.ts'

const narrowNoBreakSpace = '\u202F'
const noBreakSpace = '\u00A0'

interface NumberWords {
  decimal: string
  thousands: string
  percent: string
  range: (from: string, to: string) => string
  bareRange: (from: string, to: string) => string
  qualifiers: Record<Qualifier, string>
}

const french: NumberWords = {
  decimal: ',',
  thousands: narrowNoBreakSpace,
  percent: `${noBreakSpace}%`,
  range: (from, to) => `de${noBreakSpace}${from} à${noBreakSpace}${to}`,
  bareRange: (from, to) => `${from} à${noBreakSpace}${to}`,
  qualifiers: {about: 'environ', 'more than': 'plus de', nearly: 'près de', 'up to': 'jusqu’à'}
}

const english: NumberWords = {
  decimal: '.',
  thousands: ',',
  percent: '%',
  range: (from, to) => `from${noBreakSpace}${from} to${noBreakSpace}${to}`,
  bareRange: (from, to) => `${from} to${noBreakSpace}${to}`,
  qualifiers: {about: 'about', 'more than': 'more than', nearly: 'nearly', 'up to': 'up to'}
}

/** Western digits, as Moroccan publications write them. */
const arabic: NumberWords = {
  decimal: ',',
  thousands: narrowNoBreakSpace,
  percent: `${noBreakSpace}%`,
  range: (from, to) => `من${noBreakSpace}${from} إلى${noBreakSpace}${to}`,
  bareRange: (from, to) => `${from} إلى${noBreakSpace}${to}`,
  qualifiers: {about: 'حوالي', 'more than': 'أكثر من', nearly: 'قرابة', 'up to': 'حتى'}
}

/** `en` of `en-GB`. */
export function languageOf(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? ''
}

/** The words of a language, by BCP 47 tag; English for the languages that we do not speak. */
function wordsOf(lang: string): NumberWords {
  const language = languageOf(lang)
  return language === 'fr' ? french : language === 'ar' ? arabic : english
}

/**
 * A number with its thousands apart: `5 133`, `15,3`.
 *
 * French keeps four figures apart as well (Imprimerie nationale), except in years: give years as text.
 *
 * @param decimals  so many, rounded or filled with zeros; as the number has them when absent
 */
export function formatNumber(value: number, lang: string, decimals?: number): string {
  const {decimal, thousands} = wordsOf(lang)
  // Binary fractions such as 0.1 + 0.2 must not show: twelve digits are more than any source gives.
  const plain = String(Number(Math.abs(value).toPrecision(12)))
  const [whole = '0', fraction = ''] = (decimals === undefined ? plain : round(plain, decimals)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${value < 0 ? '−' : ''}${grouped}${fraction ? decimal + fraction : ''}`
}

/** Half up, as one counts by hand: 2.675 is 2.68, whatever a machine makes of it. */
function round(plain: string, decimals: number): string {
  const shifted = Math.round(Number(`${plain}e${decimals}`))
  return (plain.includes('e') ? Number(plain) : Number(`${shifted}e-${decimals}`)).toFixed(decimals)
}

/** `4,8 %`, `1 695 m²`, `5 133 préscolaires`: a number with its unit, kept on one line. */
export function withUnit(number: string, unit: string, lang: string): string {
  if (unit === '%') return number + wordsOf(lang).percent
  return unit === '' ? number : `${number}${noBreakSpace}${unit}`
}

/** The unit that a value takes: its singular below 2 in French, at exactly 1 elsewhere. */
export function unitFor(value: Value, unit: UnitWord, lang: string): string {
  if (typeof unit === 'string') return unit === 'indice' || unit === 'rang' ? '' : unit
  const most = typeof value === 'number' ? value : value.max
  const isOne = lang.toLowerCase().startsWith('fr') ? Math.abs(most) < 2 : most === 1
  return isOne ? unit[0] : unit[1]
}

export interface FormatOptions {
  lang: string
  decimals?: number
  qualifier?: Qualifier
  /** Leave out « environ », « de … à … »: the sentence says it. */
  isBare?: boolean
}

/** A value as it is printed in a sentence: « environ 660 », « de 660 à 1 300 ». */
export function formatValue(value: Value, {lang, decimals, qualifier, isBare = false}: FormatOptions): string {
  const words = wordsOf(lang)
  if (typeof value === 'number') {
    const number = formatNumber(value, lang, decimals)
    return qualifier && !isBare ? words.qualifiers[qualifier] + noBreakSpace + number : number
  }
  const ends = [formatNumber(value.min, lang, decimals), formatNumber(value.max, lang, decimals)] as const
  return isBare ? words.bareRange(...ends) : words.range(...ends)
}

/** « 2018 », « juillet 2018 », « 18 avril 2018 ». */
export function formatDate(date: string, lang: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined || month.length === 4) return month === undefined ? year : `${year}-${month}`
  const name = monthNames(lang)[Number(month) - 1] ?? month
  if (!day) return `${name} ${year}`
  const number = Number(day) === 1 && lang.startsWith('fr') ? '1er' : String(Number(day))
  return lang.startsWith('en') ? `${name} ${number}, ${year}` : `${number}${noBreakSpace}${name} ${year}`
}

function monthNames(lang: string): readonly string[] {
  return lang.startsWith('fr')
    ? [
        'janvier',
        'février',
        'mars',
        'avril',
        'mai',
        'juin',
        'juillet',
        'août',
        'septembre',
        'octobre',
        'novembre',
        'décembre'
      ]
    : [
        'January',
        'February',
        'March',
        'April',
        'May',
        'June',
        'July',
        'August',
        'September',
        'October',
        'November',
        'December'
      ]
}

/** Text of the data as it is printed in a drawing, where no typography comes after: with curved apostrophes. */
export function withApostrophes(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
}
