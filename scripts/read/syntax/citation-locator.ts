/** The text after a key, `, p. 3-5, passim` → a locator and what follows it. */

import type {Locator} from '../../document/nodes.ts'

/** A locator, and how much of the text it took. */
export interface FoundLocator {
  /** Absent when empty braces say that there is none. */
  locator?: Locator
  length: number
}

/**
 * Find the locator that a text starts with, as Pandoc does, in French and in English.
 *
 * `, p. 3`, ` p. 3`, `, 3` (pages when no word says otherwise), `{pp. iv, vi-xi}`,
 * `{}` for none. No-break spaces count as spaces.
 */
export function findLocator(text: string): FoundLocator | undefined {
  const found = findBraced(text) ?? findPlain(text)
  if (!found?.locator) return found
  // TeX's range, `3--5`, as Pandoc's dashes have it.
  const value = found.locator.value.replace(/(?<!-)--(?!-)/g, '–')
  return {...found, locator: {...found.locator, value}}
}

function findBraced(text: string): FoundLocator | undefined {
  const opening = /^(?:\s*,)?\s*\{/.exec(text)
  if (!opening) return undefined
  const start = opening[0].length
  const end = closingBrace(text, start)
  if (end === undefined) return undefined
  const content = text.slice(start, end).trim()
  const length = end + 1
  if (!content) return {length}
  const word = labelPattern.exec(content)
  const value = word ? content.slice(word[0].length) : ''
  return word && value
    ? {locator: {label: labelOf(word), value}, length}
    : {locator: {label: 'page', value: content}, length}
}

function closingBrace(text: string, start: number): number | undefined {
  let depth = 1
  for (let index = start; index < text.length; index++) {
    if (text[index] === '{') depth++
    else if (text[index] === '}') depth--
    if (depth === 0) return index
  }
  return undefined
}

function findPlain(text: string): FoundLocator | undefined {
  const separator = /^(?:\s*,\s*|\s+)/.exec(text)?.[0] ?? ''
  if (!separator) return undefined
  const rest = text.slice(separator.length)
  const word = labelPattern.exec(rest)
  if (word) {
    const label = labelOf(word)
    const values = label === 'sub-verbo' ? headwordPattern : label === 'article-locator' ? articlePattern : valuePattern
    const value = values.exec(rest.slice(word[0].length))?.[0]
    if (value) return {locator: {label, value}, length: separator.length + word[0].length + value.length}
  }
  const value = barePattern.exec(rest)?.[0]
  return value ? {locator: {label: 'page', value}, length: separator.length + value.length} : undefined
}

/** CSL's locator terms (CSL 1.0.2, “Locators”), with the words that French and English authors write for them. */
const words: Record<string, string> = {
  act: 'actes?|acts?',
  appendix: 'annexes?|ann\\.|appendi(?:x|ces)|app\\.',
  'article-locator': 'articles?|art\\.',
  book: 'livres?|liv\\.|books?|bks?\\.',
  chapter: 'chapitres?|chapters?|chaps?\\.|ch\\.',
  column: 'colonnes?|columns?|cols?\\.',
  equation: 'équations?|equations?|éqs?\\.|eqs?\\.',
  figure: 'figures?|figs?\\.',
  folio: 'folios?|fols?\\.|ffos?|f[°º]s?|fos|ff[°º]',
  issue: 'numéros?|numbers?|nos?\\.|n[°º]s?|n[ᵒ]s?|issues?',
  line: 'lignes?|lines?|ll?\\.',
  note: 'notes?|nn?\\.',
  opus: 'opus|op\\.|opp\\.',
  page: 'pages?|pp?\\.|pp?(?=\\d)',
  paragraph: 'paragraphes?|paragraphs?|paragr\\.|paras?\\.|par\\.|alinéas?|al\\.|§§?|¶¶?',
  part: 'parties?|parts?|part\\.|pts?\\.',
  rule: 'règles?|rules?',
  scene: 'scènes?|scenes?|sc\\.',
  section: 'sections?|sect\\.|secs?\\.',
  'sub-verbo': 's\\.\\s*vv?\\.|sub verbo|sub verbis',
  supplement: 'suppléments?|supplements?|suppl\\.',
  table: 'tableaux?|tables?|tabl?\\.',
  'title-locator': 'titres?|titles?|tit\\.',
  verse: 'versets?|vers|verses?|vv?\\.',
  version: 'versions?',
  volume: 'volumes?|vols?\\.|tomes?|tt?\\.'
}

const terms = Object.keys(words)

/** One group a term, in the order of `terms`. Whole words want a space after them, abbreviations and signs do not. */
const labelPattern = new RegExp(
  `^(?:${terms.map((term) => `(${words[term]})`).join('|')})(?:\\s+|(?<=[.§¶°º])|(?<=\\bpp?)(?=\\d))`,
  'iu'
)

function labelOf(match: RegExpExecArray): string {
  return terms[match.slice(1).findIndex((group) => group !== undefined)] ?? 'page'
}

const roman = '(?=[ivxl]|[mdcxvil]{2})m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})'
/** `12`, `12-14`, `A3`, `12r°`, `1.2`, `iv`: holds a digit or is a roman number, or one capital letter (« annexe B »). */
const one = `(?:[\\p{L}]{0,2}\\d[\\p{L}\\d]*(?:[.:/*]\\d[\\p{L}\\d]*)*[°º]?(?:\\s?[rv][°º])?|${roman}(?:\\s?[rv][°º])?|[A-Z])(?![\\p{L}\\d])`
/** Between the ends of a range, TeX's `--` too. */
const dash = '(?:--?|[–—‑])'
const range = `${one}(?:\\s?${dash}\\s?${one})*`
const list = `${range}(?:(?:\\s?[,&]\\s?|\\s(?:et|and|à)\\s)${range})*`
const digits = '\\p{L}?\\d[\\p{L}\\d]*(?:[.:]\\d+)*(?![\\p{L}\\d])'

const valuePattern = caseless(`^${list}`)
/** French codes number their articles by letter: « art. L. 1111-2 ». */
const articlePattern = caseless(`^(?:[LRDA]\\.?\\s?\\*?\\s?(?=\\d))?${list}`)
/** After « s. v. », a word of the dictionary, quoted or not. */
const headwordPattern = /^(?:«[^»]*»|“[^”]*”|[^,;]+)/u
/** Without a word before it, only what holds digits or is roman in several letters. */
const barePattern = caseless(
  `^(?:${digits}|[ivx]{2,}(?![\\p{L}\\d]))(?:(?:\\s?${dash}\\s?|\\s?,\\s?)(?:${digits}|[ivx]{2,}(?![\\p{L}\\d])))*`
)

/** Small and capital roman numbers alike; `[A-Z]` then takes small letters as well. */
function caseless(source: string): RegExp {
  return new RegExp(source.replaceAll(roman, `(?:${roman}|${roman.toUpperCase().replaceAll('(?:', '(?:')})`), 'u')
}
