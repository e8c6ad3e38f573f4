/** The language of a node → what Typst sets its words by. */

import type {Node} from 'mdast'
import {languageOf, readLanguageTag} from '../../document/language.ts'
import type {Language} from './pieces.ts'

/** Of a node with a language or direction of its own. */
export function textLanguage(node: Node): Language {
  const {lang, dir} = node.attributes?.pairs ?? {}
  return dir === 'rtl' || dir === 'ltr' ? {...language(lang), dir} : language(lang)
}

/** Language and region, both, for else the region of the text around would be kept: `ar-FR`. */
export function language(tag: string | undefined): Language {
  const known = tag === undefined ? undefined : readLanguageTag(tag)
  if (known === undefined) return {}
  return {lang: languageOf(known), region: new Intl.Locale(known).region ?? null}
}
