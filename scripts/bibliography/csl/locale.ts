/** Locale files and the locales of a style → the terms, date forms and options of one language. CSL 1.0.2, “Locale”. */

import type {QuoteMarks} from './markup.ts'
import {childOf, type Element, isElement, parseXml} from './xml.ts'

export interface Term {
  readonly one: string
  readonly many: string
  /** Of a noun. */
  readonly gender: string | undefined
  /** Of ordinals: which digits of a number must match. */
  readonly match: string | undefined
}

export interface Locale {
  /** BCP 47. */
  readonly lang: string
  /** By `name/form` and `name/form/gender`. */
  readonly terms: ReadonlyMap<string, Term>
  /** By form. */
  readonly dates: ReadonlyMap<string, Element>
  readonly options: Element['attributes']
  readonly quotes: QuoteMarks
  /** Between the ends of a range. */
  readonly dash: string
}

/** Gives the text of the locale file of a language, if there is one. */
export type FindLocale = (lang: string) => string | undefined

/** The dialect that stands for a language: with two exceptions that of its main country. Source: CSL's `locales.json`. */
function mainDialect(language: string): string {
  if (!/^[a-z]{2,3}$/.test(language)) return language
  return {ca: 'ca-AD', pt: 'pt-PT'}[language] ?? `${language}-${new Intl.Locale(language).maximize().region}`
}

/** Merge, each over the former: the files of en-US, the main dialect and the language; the style's own, plain ones first. */
export function mergeLocales(lang: string, own: readonly Element[], find: FindLocale): Locale {
  const [language = ''] = lang.split('-')
  const files = [...new Set(['en-US', mainDialect(language), language, lang])].map((tag) => parseXml(find(tag) ?? ''))
  const tags = [...new Set([undefined, language, lang])]
  const locales = tags.flatMap((tag) => own.filter(({attributes}) => attributes['xml:lang'] === tag))
  const terms = new Map<string, Term>()
  const dates = new Map<string, Element>()
  const options: Record<string, string | undefined> = {}
  for (const part of [...files.filter(isElement), ...locales].flatMap(({children}) => children)) {
    if (part.name === 'terms') mergeTerms(terms, part.children)
    if (part.name === 'date') dates.set(part.attributes.form ?? '', part)
    if (part.name === 'style-options') Object.assign(options, part.attributes)
  }
  const term = (name: string, usual: string) => terms.get(`${name}/long`)?.one ?? usual
  const quotes = {
    open: term('open-quote', '“'),
    close: term('close-quote', '”'),
    openInner: term('open-inner-quote', '‘'),
    closeInner: term('close-inner-quote', '’')
  }
  return {lang, terms, dates, options, quotes, dash: term('page-range-delimiter', '–')}
}

/** One ordinal term of a locale replaces all those of the former. CSL 1.0.2, “Ordinal Suffixes”. */
function mergeTerms(terms: Map<string, Term>, elements: readonly Element[]): void {
  if (elements.some(({attributes}) => attributes.name?.startsWith('ordinal'))) {
    for (const key of [...terms.keys()]) if (key.startsWith('ordinal')) terms.delete(key)
  }
  for (const element of elements) {
    const {name, form = 'long', gender, 'gender-form': genderForm, match} = element.attributes
    const isBlank = element.children.length > 0 || /^\s*\n\s*$/.test(element.text)
    const one = childOf(element, 'single')?.text ?? (isBlank ? '' : element.text)
    const many = childOf(element, 'multiple')?.text ?? one
    terms.set(`${name}/${form}${genderForm === undefined ? '' : `/${genderForm}`}`, {one, many, gender, match})
  }
}

/** What a term falls back to. CSL 1.0.2, “Terms”. */
const fallbacks: Record<string, readonly string[]> = {
  short: ['short', 'long'],
  symbol: ['symbol', 'short', 'long'],
  verb: ['verb', 'long'],
  'verb-short': ['verb-short', 'verb', 'long']
}

/** The entry of a term, in the form asked for or what it falls back to. */
export function findTerm({terms}: Locale, name: string, form = 'long', gender?: string): Term | undefined {
  for (const known of fallbacks[form] ?? ['long']) {
    const found = (gender && terms.get(`${name}/${known}/${gender}`)) || terms.get(`${name}/${known}`)
    if (found) return found
  }
  return undefined
}

/** The words of a term; undefined when the language has no such term. */
export function termText(locale: Locale, name: string, form?: string, isPlural = false): string | undefined {
  return findTerm(locale, name, form)?.[isPlural ? 'many' : 'one']
}
