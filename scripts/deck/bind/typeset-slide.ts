/** A slide's Markdown → the same with citations as components, the macros of formulas in their place, and the spaces and quotes of its language: what Slidev then reads. */

import type {Config} from '../../config.ts'
import {escapeHtml} from '../../document/text.ts'
import {typesetText} from '../../transform/text/typeset-text.ts'
import type {Slide} from '../read/read-deck.ts'

/**
 * What is not prose: code, scripts, formulas, comments, tags, `{{ }}`, attributes, targets of links, rules of tables, names of slots,
 * raw addresses.
 */
const opaque =
  /^(?<fence>```+|~~~+)[^\n]*\n[\s\S]*?^\k<fence>[^\n]*$|`[^`\n]+`|<!--[\s\S]*?-->|<(?<tag>style|script|pre|code)\b[\s\S]*?<\/\k<tag>>|\$\$[\s\S]*?\$\$|<\/?[A-Za-z][^>]*>|\{\{[\s\S]*?\}\}|\]\([^)]*\)|\{[.#][^}\n]*\}|^\|?[ :|-]+\|?$|^::[\w-]+::$|\$[^$\n]+\$/gm

/** Stands for what is not prose; the rules of typography know it as “something is here”. */
const mark = '\uFFFC'

export interface TypesetSlideOptions {
  /** BCP 47, of the deck. */
  lang: string
  french: Config['typography']['french']
  /** Puts the macros of the thesis in their place in a formula. */
  expandTex?: ((tex: string) => string) | undefined
}

/** Typeset a slide as text of the language of the deck is. */
export function typesetSlide(slide: Slide, options: TypesetSlideOptions): string {
  let content = ''
  let from = 0
  for (const {start, end} of slide.citations) {
    content += `${slide.content.slice(from, start)}<Cite of="${escapeHtml(slide.content.slice(start, end))}" />`
    from = end
  }
  content += slide.content.slice(from)
  return typesetProse(content, options)
}

function typesetProse(content: string, {lang, french, expandTex = (tex) => tex}: TypesetSlideOptions): string {
  const kept: string[] = []
  const prose = content.replaceAll(mark, '').replace(opaque, (found) => {
    kept.push(found.startsWith('$') ? expandTex(found) : found)
    return mark
  })
  let index = 0
  return typesetText(prose, lang, french).replaceAll(mark, () => kept[index++] ?? '')
}
