/** A number → the words that say it: « quatre », « vingt-quatre », “twenty-four”. */

import {languageOf} from '../document/language.ts'

const frenchUnits =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' '
  )
const frenchTens = ', dix, vingt, trente, quarante, cinquante, soixante, soixante, quatre-vingt, quatre-vingt'.split(
  ', '
)
const englishUnits =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' '
  )
const englishTens = ', ten, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety'.split(', ')

/** How a language says the whole numbers from 0 to 100. */
const languages: Record<string, (value: number, isFeminine: boolean) => string> = {fr: sayFrench, en: sayEnglish}

/**
 * The words of a whole number from 0 to 100, in French or in English; undefined for others.
 *
 * @param isFeminine  « une », « vingt et une », where the language has the form
 */
export function spellNumber(value: number, lang: string, isFeminine = false): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 100) return undefined
  return languages[languageOf(lang)]?.(value, isFeminine)
}

/** « quatre-vingts », « soixante et onze », « quatre-vingt-un ». */
function sayFrench(value: number, isFeminine: boolean): string {
  if (value === 100) return 'cent'
  if (value === 80) return 'quatre-vingts'
  const ten = Math.floor(value / 10)
  const isByTwenties = ten === 7 || ten === 9
  const rest = value < 20 ? value : (value % 10) + (isByTwenties ? 10 : 0)
  const unit = rest === 1 && isFeminine ? 'une' : frenchUnits[rest]!
  if (value < 20) return unit
  if (rest === 0) return frenchTens[ten]!
  const isAnd = (rest === 1 || rest === 11) && ten < 8
  return isAnd ? `${frenchTens[ten]} et ${unit}` : `${frenchTens[ten]}-${unit}`
}

function sayEnglish(value: number): string {
  if (value === 100) return 'hundred'
  if (value < 20) return englishUnits[value]!
  const ten = englishTens[Math.floor(value / 10)]!
  return value % 10 === 0 ? ten : `${ten}-${englishUnits[value % 10]}`
}

const words = new Map<number, string[]>([[1000, ['mille', 'thousand']]])
// From two: « un » and “one” are articles and pronouns as well.
for (let value = 2; value <= 100; value++) words.set(value, waysOf(value))

function waysOf(value: number): string[] {
  const french = [sayFrench(value, false), sayFrench(value, true)]
  const hyphens = french.map((word) => word.replaceAll(' ', '-'))
  const more = value === 80 ? ['quatre-vingt'] : value === 100 ? ['cents'] : []
  return [...new Set([...french, ...hyphens, sayEnglish(value), ...more])]
}

/** Ways to write a number from 2 to 100, or 1 000, in French and in English; none for others. */
export function wordsOfNumber(value: number): readonly string[] {
  return words.get(value) ?? []
}
