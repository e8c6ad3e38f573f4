/** A thesis → its web site: a page a chapter, the cover with contents and lists, and what the pages load. */

import {keyOf, type Results, shapeOf} from '../../cache/results.ts'
import {keptPage} from '../../cache/with-messages.ts'
import type {OutputFile, Thesis} from '../../document/thesis.ts'
import {keepingFormulas, type MathReader} from '../math/math-reader.ts'
import {createSite} from './context.ts'
import {coverPage} from './cover.ts'
import {createOutline} from './navigation.ts'
import {chapterPage, writeArticle} from './page.ts'
import {resources} from './resources.ts'

export interface WriteHtmlOptions {
  /** Address of the PDF from the cover, `../thesis.pdf`; no link to it without. */
  pdf?: string | undefined
  /** Where pages are kept that nothing has changed. */
  results?: Results | undefined
  /** Each block says where it stands in the sources: for the preview alone. */
  hasSources?: boolean
  /** Knows formulas that were read already. */
  math?: MathReader | undefined
}

/**
 * Write the web site: `html/index.html`, `html/<chapter>.html`, `html/assets/…`.
 *
 * Pages ask nothing of other hosts, hold no script of the author's, and can be read without ours.
 *
 * Emits `html:removed`, `html:unsafe-link`, `html:duplicate-id`, `math:unreadable`.
 */
export function writeHtml(thesis: Thesis, {pdf, results, hasSources, math}: WriteHtmlOptions = {}): OutputFile[] {
  const site = createSite(thesis, hasSources, results?.hasParts ? keepingFormulas(results, math) : math)
  const outline = createOutline(site)
  const {contents, ...places} = placesOf(thesis)
  const images = [...thesis.assets.values()]
  // What a text is written with, and what its page has besides.
  const beside =
    results &&
    keyOf(
      shapeOf(places),
      images.map(({bytes: _, ...image}) => image),
      hasSources
    )
  const around = beside && keyOf(beside, shapeOf(contents))
  const cover = encode(coverPage(site, outline, pdf))
  const pages = thesis.chapters.map((chapter, index): WrittenPage => {
    const writeText = () => writeArticle(site, outline, chapter)
    const text = () =>
      results?.hasParts && chapter.key !== undefined && chapter.role !== 'part'
        ? keptPage(results, 'article', keyOf(beside, chapter.key), chapter.file, writeText)
        : writeText()
    const write = () => encode(chapterPage(site, outline, index, text()))
    if (!results || chapter.key === undefined) return write()
    return keptPage(results, 'page', keyOf(around, chapter.key, index), chapter.file, write)
  })
  const hasArabic = [cover, ...pages].some((page) => page.hasArabic)
  return [
    {path: 'html/index.html', contents: cover.html},
    ...pages.map(({html}, index) => ({path: `html/${thesis.chapters[index]!.id}.html`, contents: html})),
    ...resources(hasArabic),
    ...images.map(({path, bytes}) => ({path: `html/assets/images/${path}`, contents: bytes}))
  ]
}

interface WrittenPage {
  html: Uint8Array
  hasArabic: boolean
}

/** A text with one character beyond Latin-1 takes twice the memory of its bytes, and a site may have a thousand pages. */
function encode(html: string): WrittenPage {
  return {html: Buffer.from(html), hasArabic: /[\u0600-\u06FF]/.test(html)}
}

/** What a page shows of the others: their titles, order and contents. */
function placesOf({config, contents, chapters}: Thesis) {
  return {config, contents, chapters: chapters.map(({tree: _, file: __, key: ___, ...place}) => place)}
}
