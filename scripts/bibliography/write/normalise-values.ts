/** One raw BibTeX value → the same, written as the whole bibliography writes it. */

import {monthNumber} from '../parse/dates.ts'
import {bareDoi} from '../parse/urls.ts'
import {composeAccents} from './normalise-accents.ts'

/** Fields that are the author's own notes, or paths: kept letter for letter. */
const verbatim = new Set(['abstract', 'annotation', 'annote', 'file', 'pdf', 'review', 'comment', 'comments'])
const addresses = new Set(['url', 'verba', 'verbb', 'verbc'])

/** What a field's text becomes, its braces still in pairs. Doing it twice changes nothing more. */
export function normaliseValue(field: string, raw: string): string {
  const tidy = tidyValue(field, raw)
  return isBalanced(tidy) ? tidy : raw
}

/** Whether each brace that closes has one that opens before it, and the other way round. BibTeX counts `\{` as well. */
export function isBalanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '{') depth++
    else if (sign === '}' && --depth < 0) return false
  }
  return depth === 0
}

/** A value, or a piece of one, whose lines are one. An address cut over two lines has no space there. */
export function onOneLine(field: string, raw: string): string {
  if (addresses.has(field)) return raw.replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? '' : blanks))
  // A no-break space is the author's.
  return raw.replace(/[ \t\r\n\f\v]+/g, ' ')
}

function tidyValue(field: string, raw: string): string {
  if (verbatim.has(field) || field.startsWith('bdsk-')) return raw
  if (addresses.has(field)) return onOneLine(field, raw).trim()
  const text = onOneLine(field, raw).replace(/^ | $/g, '')
  if (field === 'doi') return bareDoi(text)
  if (field === 'pages') return normalisePages(text)
  if (field === 'keywords')
    return composeAccents(text)
      .replace(/ *(?<!\\), */g, ', ')
      .trim()
  return composeAccents(text)
}

/** Two hyphens between pages; `12, 14-18` keeps its commas. */
export function normalisePages(pages: string): string {
  return pages.replace(/(?<=[\dA-Za-z])\s*(?:--?|[–—‐‑−])\s*(?=[\dA-Za-z])/g, '--')
}

/** The strings that every BibTeX style defines. */
export const monthStrings = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The string that BibTeX has for a month written out, « mars » or `March`; undefined for anything else. */
export function monthString(raw: string): string | undefined {
  const word = composeAccents(raw.trim())
  if (!/^\p{L}{3,}\.?$/u.test(word)) return undefined
  const number = monthNumber(word)
  return number === undefined ? undefined : monthStrings[number - 1]
}
