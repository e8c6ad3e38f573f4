/** What the charts say themselves, in the language of the text around them. */

import {languageOf} from '../document/language.ts'

/** French or English words; English where we do not speak the language. */
export function wordsIn<Words>(lang: string, words: {fr: Words; en: Words}): Words {
  return languageOf(lang) === 'fr' ? words.fr : words.en
}
