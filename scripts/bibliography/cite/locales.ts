/** A language → the CSL locale that holds its terms: nobody gets English without being told. */

import official from '@citation-js/plugin-csl/lib/locales.json' with {type: 'json'}
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

/** Where a language is written in several ways, the one that stands for it. */
const mainTags: Record<string, string> = {fr: 'fr-FR', en: 'en-US', ar: 'ar', de: 'de-DE', es: 'es-ES', nl: 'nl-NL'}

/**
 * The terms for a BCP 47 tag: its own (`fr-FR`), or those of its language (`fr-MA` → `fr-FR`, `ar-MA` → `ar`).
 *
 * @param own  locale files of the author's, by tag
 */
export function findLocale(lang: string, own: Record<string, string> = {}): Locale {
  const tag = canonicalTag(lang)
  const language = tag.split('-')[0] ?? ''
  for (const known of [tag, language, mainTags[language]]) {
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
