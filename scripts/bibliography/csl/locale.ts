/** Locale files and the locales of a style → the terms, date forms and options of one language. CSL 1.0.2, “Locale”. */

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
  readonly options: Readonly<Record<string, string | undefined>>
}

/** Gives the text of the locale file of a language, if there is one. */
export type FindLocale = (lang: string) => string | undefined

/** The dialects that stand for their languages. Source: `locales.json` of the CSL locales. */
const mainDialects = (
  'af-ZA ca-AD cs-CZ cy-GB da-DK de-DE el-GR en-US es-ES et-EE fa-IR fi-FI fr-FR he-IL hr-HR hu-HU is-IS it-IT ja-JP ' +
  'km-KH ko-KR lt-LT lv-LV mn-MN nb-NO nl-NL nn-NO pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA ' +
  'vi-VN zh-CN'
).split(' ')

/** What a term falls back to. CSL 1.0.2, “Terms”: verb-short → verb → long, symbol → short → long. */
const fallbacks: Record<string, readonly string[]> = {
  long: ['long'],
  short: ['short', 'long'],
  symbol: ['symbol', 'short', 'long'],
  verb: ['verb', 'long'],
  'verb-short': ['verb-short', 'verb', 'long']
}

/**
 * Merge, each over the former: the files of en-US, of the main dialect, of the language; the style's locales without
 * a language, of the language, of the dialect.
 */
export function mergeLocales(lang: string, own: readonly Element[], find: FindLocale): Locale {
  const language = lang.split('-')[0] ?? lang
  const files = [
    ...new Set(['en-US', mainDialects.find((tag) => tag.startsWith(`${language}-`)) ?? language, lang])
  ].flatMap((tag) => {
    const xml = find(tag)
    const read = xml === undefined ? undefined : parseXml(xml)
    return read && isElement(read) ? [read] : []
  })
  const tags = new Set([undefined, language, lang])
  const locales = [
    ...files,
    ...[...tags].flatMap((tag) => own.filter(({attributes}) => attributes['xml:lang'] === tag))
  ]
  const terms = new Map<string, Term>()
  const dates = new Map<string, Element>()
  const options: Record<string, string | undefined> = {}
  for (const locale of locales) {
    mergeTerms(terms, childOf(locale, 'terms')?.children ?? [])
    for (const child of locale.children) {
      if (child.name === 'date') dates.set(child.attributes.form ?? '', child)
      if (child.name === 'style-options') Object.assign(options, child.attributes)
    }
  }
  return {lang, terms, dates, options}
}

/** One ordinal term of a locale replaces all those of the former. CSL 1.0.2, “Ordinal Suffixes”. */
function mergeTerms(terms: Map<string, Term>, elements: Element[]): void {
  if (elements.some(({attributes}) => attributes.name?.startsWith('ordinal'))) {
    for (const key of [...terms.keys()]) if (key.startsWith('ordinal')) terms.delete(key)
  }
  for (const element of elements) {
    const {name, form = 'long', gender, 'gender-form': genderForm, match} = element.attributes
    const single = childOf(element, 'single')
    const multiple = childOf(element, 'multiple')
    const one = single?.text ?? (element.children.length > 0 || /^\s*\n\s*$/.test(element.text) ? '' : element.text)
    const key = `${name}/${form}${genderForm === undefined ? '' : `/${genderForm}`}`
    terms.set(key, {one, many: multiple?.text ?? one, gender, match})
  }
}

/** The entry of a term, in the form asked for or what it falls back to. */
export function findTerm({terms}: Locale, name: string, form = 'long', gender?: string): Term | undefined {
  for (const known of fallbacks[form] ?? ['long']) {
    const found =
      (gender !== undefined ? terms.get(`${name}/${known}/${gender}`) : undefined) ?? terms.get(`${name}/${known}`)
    if (found) return found
  }
  return undefined
}

/** The words of a term; undefined when the language has no such term. */
export function termText(locale: Locale, name: string, form?: string, isPlural = false): string | undefined {
  const term = findTerm(locale, name, form)
  return isPlural ? term?.many : term?.one
}

/** The sign for “and”. */
export function ampersand({terms}: Locale): string {
  return terms.get('and/symbol')?.one ?? '&'
}
