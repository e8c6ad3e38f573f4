/** Abstracts → messages: those too long for a deposit, and those without keywords. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {Config} from '../../config.ts'
import {longestAbstract} from '../../document/deposit-settings.ts'
import {isSameLanguage} from '../../document/language.ts'
import {plainText} from '../../document/text.ts'
import type {Abstract} from '../../document/thesis.ts'
import {warn} from '../../messages/messages.ts'

export interface CheckAbstractsOptions {
  /** Keywords of the thesis: they stand for those of the abstract in its language. */
  keywords: readonly string[]
  limits: Config['limits']
  /** BCP 47, of the thesis. */
  lang: string
  /** `thesis.yml`, which names the keywords. */
  configFile: VFile
  /** Where `thesis.yml` names the abstract of a language. */
  placeOf: (lang: string) => Position | undefined
}

/**
 * Say which abstracts are longer than deposits accept, and which have no keywords. Without abstracts nothing is said.
 *
 * Emits `abstracts:too-long`, `abstracts:no-keywords`.
 */
export function checkAbstracts(
  abstracts: readonly Abstract[],
  {keywords, limits, lang, configFile, placeOf}: CheckAbstractsOptions
): void {
  const most = longestAbstract({limits, lang})
  for (const abstract of abstracts) {
    const length = abstractLength(abstract)
    if (length > most) {
      warn(abstract.file, `Abstract too long: ${length} characters (limit ${most})`, {
        at: abstract.tree.children[0],
        rule: 'abstracts:too-long',
        actual: String(length),
        fix: `Remove ${length - most} characters, spaces included.`
      })
    }
    const isCovered = keywords.length > 0 && isSameLanguage(abstract.lang, lang)
    if (abstract.keywords.length === 0 && !isCovered) {
      const at = placeOf(abstract.lang)
      warn(configFile, `Missing keywords of the abstract \`${abstract.lang}\``, {
        at,
        rule: 'abstracts:no-keywords',
        actual: abstract.lang,
        fix: `Write \`${abstract.lang}: {text: …, keywords: […]}\` under \`abstracts\` in thesis.yml.`
      })
    }
  }
}

/** Characters that a reader sees, spaces included; a paragraph's end counts as one. */
export function abstractLength({tree}: Pick<Abstract, 'tree'>): number {
  const text = tree.children
    .map((node) => plainText(node).replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
  return [...text].length
}
