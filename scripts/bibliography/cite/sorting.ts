/** In which order works are listed: the French rules, and Arabic by its own alphabet. */

import {languageOf} from '../../document/language.ts'

/** Where works in Arabic script stand: in a block of their own after the others, or among them by their sound. */
export type ArabicOrder = 'apart' | 'merged'

/** Articles that a title is not sorted by; an apostrophe joins them to the word. */
const articles: Readonly<Record<string, RegExp>> = {
  fr: /^(?:(?:le|la|les|un|une|des)\s+|l[’'])/i,
  en: /^(?:the|an?)\s+/i,
  es: /^(?:el|la|los|las|una?|un[ao]s)\s+/i,
  de: /^(?:der|die|das|eine?)\s+/i,
  it: /^(?:(?:il|lo|la|i|gli|le|uno?|una)\s+|(?:l|un)[’'])/i,
  pt: /^(?:os?|as?|uma?s?|uns)\s+/i,
  nl: /^(?:de|het|een)\s+/i,
  ca: /^(?:(?:el|la|els|les|una?)\s+|l[’'])/i
}

/**
 * A title as it is sorted, without its first article: « Les Zones » → « Zones ».
 *
 * Each language has its own: « A propos » and « An II » keep theirs in French, « Die Macht » loses it in German.
 *
 * @param lang  BCP 47: the entry's language, else the thesis's
 */
export function withoutArticle(title: string, lang: string): string {
  const [article = ''] = articles[languageOf(lang)]?.exec(title) ?? []
  return title.slice(article.length)
}

/** True when the first letter is Arabic. */
export function startsInArabic(text: string): boolean {
  const [letter] = text.match(/\p{Letter}/u) ?? []
  return letter !== undefined && /\p{Script=Arabic}/u.test(letter)
}

/**
 * How two sorting keys compare, in a language.
 *
 * Word by word; accents count only between words that are otherwise the same; capitals, apostrophes and full stops do
 * not count; a hyphen is a space; numbers sort by value. Arabic names sort without their article, in Latin letters too
 * where it is tied to the name: « al-Jabri » at J, « El Amrani » at E.
 *
 * Source: NF Z44-001, « Classement alphabétique des dénominations ».
 */
export function compareIn(lang: string, arabic: ArabicOrder): (a: string, b: string) => number {
  const latin = new Intl.Collator(lang, {sensitivity: 'accent', numeric: true})
  const own = new Intl.Collator('ar', {sensitivity: 'accent', numeric: true})
  const known = new Map<string, {key: string; isArabic: boolean}>()
  const read = (text: string) => {
    const key = startsInArabic(text) ? arabicKey(text, arabic) : latinKey(text)
    const found = {key, isArabic: startsInArabic(key)}
    known.set(text, found)
    return found
  }
  return (a, b) => {
    const [first, second] = [known.get(a) ?? read(a), known.get(b) ?? read(b)]
    if (first.isArabic !== second.isArabic) return first.isArabic ? 1 : -1
    return (first.isArabic ? own : latin).compare(first.key, second.key)
  }
}

function latinKey(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^[ae]l[-‐‑](?=\p{Letter})/u, '')
    .replace(/[-‐‑–—]/g, ' ')
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\s|@]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function arabicKey(text: string, order: ArabicOrder): string {
  const key = latinKey(text)
    .replace(/[\u064B-\u0652\u0670\u0640]/g, '')
    .replace(/(^|\s)ال(?=\p{Letter}{2})/gu, '$1')
  return order === 'merged' ? romanise(key) : key
}

/** Rough sounds of the letters: enough to put a name where a reader of Latin script looks for it. */
const sounds: Record<string, string> = {
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ب: 'b',
  ت: 't',
  ث: 'th',
  ج: 'j',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'dh',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'ch',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  ة: 'a',
  و: 'ou',
  ي: 'i',
  ى: 'a',
  ئ: 'i',
  ؤ: 'ou',
  ء: '',
  پ: 'p',
  گ: 'g',
  ڤ: 'v',
  چ: 'tch'
}

function romanise(text: string): string {
  return [...text].map((letter) => sounds[letter] ?? letter).join('')
}
