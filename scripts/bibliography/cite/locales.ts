/** A language → the CSL locale that holds its terms: never English without a message. */

import official from '@citation-js/plugin-csl/lib/locales.json' with {type: 'json'}
import {languageOf} from '../../document/language.ts'
import {arabic} from './locale-ar.ts'

export interface Locale {
  /** Of the terms found, `fr-FR`. */
  tag: string
  xml: string
  /** False when the language is not spoken and the terms are English. */
  isFound: boolean
}

/** By tag. The official files, CC BY-SA 3.0, come with citation-js; Arabic is ours. */
const locales: Record<string, string> = {...official, ar: arabic}

/**
 * The locale that stands for a language: `it-IT` for `it`.
 *
 * Source: `primary-dialects` of `locales.json`, https://github.com/citation-style-language/locales.
 */
const mainTags: ReadonlyMap<string, string> = new Map(
  (
    'af-ZA ar bg-BG bn-BD ca-AD cs-CZ cy-GB da-DK de-DE el-GR en-US es-ES et-EE eu fa-IR fi-FI fr-FR gl-ES he-IL ' +
    'hi-IN hr-HR hu-HU id-ID is-IS it-IT ja-JP km-KH ko-KR la lt-LT lv-LV mn-MN ms-MY nb-NO nl-NL nn-NO pl-PL pt-PT ' +
    'ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN'
  )
    .split(' ')
    .map((tag) => [languageOf(tag), tag])
)

/** The locales that exist for a language in more than one country. */
const otherTags = ['de-AT', 'de-CH', 'en-GB', 'es-CL', 'es-MX', 'fr-CA', 'pt-BR', 'zh-TW']

/** The name that the official locale of a language has; undefined where there is none. */
export function officialLocale(lang: string): string | undefined {
  return otherTags.find((tag) => tag === canonicalTag(lang)) ?? mainTags.get(languageOf(lang))
}

/**
 * The terms for a BCP 47 tag: its own (`fr-FR`), or those of its language (`fr-MA` → `fr-FR`, `ar-MA` → `ar`, `it` →
 * `it-IT` or any other Italian that the author has).
 *
 * @param own  locale files of the author's, by tag
 */
export function findLocale(lang: string, own: Record<string, string> = {}): Locale {
  const tag = canonicalTag(lang)
  const language = languageOf(tag)
  const others = Object.keys(own).filter((one) => languageOf(one) === language)
  for (const known of [tag, language, mainTags.get(language), ...others]) {
    if (known === undefined) continue
    const xml = Object.hasOwn(own, known) ? own[known] : Object.hasOwn(locales, known) ? locales[known] : undefined
    if (xml !== undefined) return {tag: known, xml, isFound: true}
  }
  return {tag: 'en-US', xml: official['en-US'], isFound: false}
}

/** `FR_fr` → `fr-FR`. */
function canonicalTag(lang: string): string {
  try {
    return new Intl.Locale(lang.replaceAll('_', '-')).baseName
  } catch {
    return lang
  }
}
