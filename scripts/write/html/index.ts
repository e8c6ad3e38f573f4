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
}

/**
 * Write the web site: `html/index.html`, `html/<chapter>.html`, `html/assets/…`.
 *
 * Pages ask nothing of other hosts, hold no script of the author's, and can be read without ours.
 *
 * Emits `html:removed`, `html:unsafe-link`, `html:duplicate-id`, `math:unreadable`.
 */
export function writeHtml(thesis: Thesis, {pdf}: WriteHtmlOptions = {}): OutputFile[] {
  const site = createSite(thesis)
  const outline = createOutline(site)
  const pages: OutputFile[] = [
    {path: 'html/index.html', contents: coverPage(site, outline, pdf)},
    ...thesis.chapters.map((chapter, index) => ({
      path: `html/${chapter.id}.html`,
      contents: chapterPage(site, outline, index)
    }))
  ]
  const images = [...thesis.assets.values()].map(({path, bytes}) => ({
    path: `html/assets/images/${path}`,
    contents: bytes
  }))
  const hasArabic = pages.some(({contents}) => /[\u0600-\u06FF]/.test(String(contents)))
  return [...pages, ...resources(hasArabic), ...images]
}
