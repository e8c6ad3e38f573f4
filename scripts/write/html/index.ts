/** A thesis → its web site: a page a chapter, the cover with contents and lists, and what the pages load. */

import type {OutputFile, Thesis} from '../../document/thesis.ts'
import {createSite} from './context.ts'
import {coverPage} from './cover.ts'
import {createOutline} from './navigation.ts'
import {chapterPage} from './page.ts'
import {resources} from './resources.ts'

export interface WriteHtmlOptions {
  /** Address of the PDF from the cover, `../thesis.pdf`; no link to it without. */
  pdf?: string
  /** Each block says where it stands in the sources: for the preview alone. */
  hasSources?: boolean
}

/**
 * Write the web site: `html/index.html`, `html/<chapter>.html`, `html/assets/…`.
 *
 * Pages ask nothing of other hosts, hold no script of the author's, and can be read without ours.
 *
 * Emits `html:removed`, `html:unsafe-link`, `html:duplicate-id`, `math:unreadable`.
 */
export function writeHtml(thesis: Thesis, {pdf, hasSources}: WriteHtmlOptions = {}): OutputFile[] {
  const site = createSite(thesis, hasSources)
  const outline = createOutline(site)
  let hasArabic = false
  // A text with one character beyond Latin-1 takes twice the memory of its bytes, and a site may have a thousand pages.
  const encode = (html: string) => {
    hasArabic ||= /[\u0600-\u06FF]/.test(html)
    return Buffer.from(html)
  }
  const pages: OutputFile[] = [
    {path: 'html/index.html', contents: encode(coverPage(site, outline, pdf))},
    ...thesis.chapters.map((chapter, index) => ({
      path: `html/${chapter.id}.html`,
      contents: encode(chapterPage(site, outline, index))
    }))
  ]
  const images = [...thesis.assets.values()].map(({path, bytes}) => ({
    path: `html/assets/images/${path}`,
    contents: bytes
  }))
  return [...pages, ...resources(hasArabic), ...images]
}
