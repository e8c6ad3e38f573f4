/** The value of a number variable → whether it is numeric, plural, and how it is printed. CSL 1.0.2, “Number”, “Choose”. */

import {findTerm, type Locale} from './locale.ts'
import {longOrdinal, ordinal, roman} from './ordinals.ts'

const numeric = /^["“]?\s*(?:[a-z]{0,4}\.?|-)\d+[a-z]{0,4}(?:\s*[,&–—\-/]\s*[a-z]{0,4}\d+[a-z]{0,4})*\s*["”]?$/i

/** “2nd”, “D2”, “2, 3”, “2–4”; not “second”. CSL 1.0.2, “Choose”, `is-numeric`. */
export function isNumeric(value: string): boolean {
  return numeric.test(value.trim())
}

const plural =
  /\d\s*[,&–—]\s*[^\s\p{L}]|\d\s*[,&–—]\s*\p{L}{0,4}\d|\d\p{L}*\s*-\s*\p{L}+\d|\d\s*-\s*\d|[\p{L}\d]\s*(?:,|&|–|\band\b|\bet\b)\s*[\p{L}\d]|^[ivxlcdm]+\s*[-–]\s*[ivxlcdm]+$/iu

/** “3–5”, “3, 8”, “iv-ix”: several things, but not “R-2005-04”. CSL 1.0.2, “Label”, `plural`. An escaped hyphen joins no range. */
export function isPlural(value: string): boolean {
  return plural.test(value.replaceAll('\\-', '').replace(/\p{L}-\d+-\d+/gu, ''))
}

/** “number-of-pages” counts things: all but one are several. */
export function isPluralOf(variable: string, value: string): boolean {
  return variable.startsWith('number-of-') ? value.trim() !== '1' : isPlural(value)
}

/**
 * Print the numbers of a value.
 *
 * @param form  `numeric`, `ordinal`, `long-ordinal` or `roman`; numbers with letters keep their digits
 */
export function formatNumber(
  locale: Locale,
  value: string,
  {form, variable, dash}: {form: string | undefined; variable: string; dash: string}
): string {
  const text = value.trim()
  if (!isNumeric(text)) return text
  const gender = findTerm(locale, variable)?.gender
  return text
    .replace(/\s*[-–]\s*(?=\d)/g, dash)
    .replace(/\s*&\s*/g, ' & ')
    .replace(/\s*,\s*/g, ', ')
    .replace(/(?<![a-z])\d+(?![a-z])/gi, (digits) => {
      if (form === 'ordinal') return ordinal(locale, Number(digits), gender)
      if (form === 'long-ordinal') return longOrdinal(locale, Number(digits), gender)
      return form === 'roman' ? roman(Number(digits)) : digits
    })
}
