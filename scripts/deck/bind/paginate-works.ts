/** The list of works → pages of it, each of which fits on a slide. */

import type {FormattedEntry} from '../../bibliography/cite/types.ts'
import {textWidth} from '../../charts/text-width.ts'
import {plainText} from '../../document/text.ts'
import {toPhrasing} from '../../transform/citations/rich-text-nodes.ts'
import {writeInline} from '../../write/html/fragment.ts'
import type {DeckData} from '../deck-data.ts'

/** The list on a slide, in px of the canvas, as `.references` of the theme's style sheet sets it. */
const space = {width: 868, height: 410, indent: 28, fontSize: 20, lineHeight: 24, gap: 6}

/** Works in the style's order, as many on a slide as fit. */
export function paginateWorks(entries: readonly FormattedEntry[]): DeckData['references'] {
  const pages: DeckData['references'] = []
  let used = space.height
  for (const {key, content, lang, isArabic} of entries) {
    const words = toPhrasing(content, {isArabic})
    const height = countLines(plainText(words)) * space.lineHeight + space.gap
    if (used + height > space.height) {
      pages.push([])
      used = 0
    }
    pages.at(-1)!.push({key, html: writeInline(words), isArabic, lang})
    used += height
  }
  return pages
}

/** Lines that a browser needs: it breaks at spaces and after the hyphens and slashes of addresses (UAX #14). */
function countLines(text: string): number {
  const width = space.width - space.indent
  let lines = 1
  let used = -space.indent
  for (const piece of text.split(/(?<=[\s/-])/)) {
    let rest = textWidth(piece.trimEnd(), space.fontSize)
    if (used + rest > width && used > 0) {
      lines++
      used = 0
    }
    for (; rest > width; rest -= width) lines++
    used += rest + (/\s$/.test(piece) ? textWidth(' ', space.fontSize) : 0)
  }
  return lines
}
