/** A text that is no tree → the same with the spaces, quotes and apostrophes of its language. */

import type {Config} from '../../config.ts'
import {isFrench} from '../../document/language.ts'
import {frenchText} from './french-typography.ts'
import {smartText} from './smart-quotes.ts'

/** Typeset a title on the cover, a caption of a chart, a line of a slide. Ordinals stay in line. */
export function typesetText(text: string, lang: string, french: Config['typography']['french']): string {
  return isFrench(lang) ? frenchText(text, french) : smartText(text, lang)
}
