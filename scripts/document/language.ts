/** A BCP 47 tag → its language, its direction; what an author typed for a language → its tag. */

import {languageNames} from './language-names.ts'

export type Direction = 'ltr' | 'rtl'

/** The primary subtag in lower case: `en` of `en-GB`. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? ''
}

export function isFrench(tag: string): boolean {
  return languageOf(tag) === 'fr'
}

export function isSameLanguage(a: string, b: string): boolean {
  return languageOf(a) === languageOf(b)
}

/** Scripts written from right to left, by ISO 15924. */
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi'])

/** Which way a language runs, by its script: `ar`, `ckb`, `az-Arab` from the right, `ar-Latn` from the left. */
export function directionOf(tag: string): Direction {
  const known = canonical(tag)
  const script = known === undefined ? undefined : new Intl.Locale(known).maximize().script
  return rightToLeft.has(script ?? '') ? 'rtl' : 'ltr'
}

/** A tag as it should be written: `fr-FR` for `fr-fr`; undefined for what is not one (`fr_FR`, `français`, `fr-FR-`). */
export function readLanguageTag(typed: string): string | undefined {
  return /^[a-z]{2,3}(?:-|$)/i.test(typed) ? canonical(typed) : undefined
}

/**
 * The tag that was meant: `fr-FR` for `fr_FR`, `français`, `frenchb` or `fr-FR-`; undefined when it is unknown.
 * BibTeX files name languages so.
 */
export function languageTag(typed: string): string | undefined {
  const plain = typed.trim().normalize('NFC').toLowerCase()
  const known = languageNames.get(plain) ?? languageNames.get(plain.replace(/^lang/, ''))
  if (known) return known
  // POSIX adds an encoding: `fr_FR.UTF-8`.
  const tag = plain
    .replace(/[.@].*$/, '')
    .replace(/[\s_‐‑–]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/.test(tag) ? canonical(tag) : undefined
}

/** What is wrong with a tag that an author typed, for a message; undefined when nothing is. */
export function languageMistake(typed: string): {reason: string; meant: string | undefined; fix: string} | undefined {
  if (readLanguageTag(typed) !== undefined) return undefined
  const tag = languageTag(typed)
  const meant = tag === 'fr' ? 'fr-FR' : tag
  return {
    reason: typed === '' ? 'expected a language' : `expected the tag of a language, not \`${typed}\``,
    meant,
    fix: meant === undefined ? 'Write a tag such as `fr-FR`, `en-GB` or `ar`.' : `Did you mean \`${meant}\`?`
  }
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
