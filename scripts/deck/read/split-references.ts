/** A slide with `<References />` → as many slides as its list of works has pages. */

import {parseSync} from '@slidev/parser/core'

/** The list whole; `<References :page="2" />` is one page of it that the author has placed. */
export const wholeList = /<References\s*\/>/

/**
 * The text of a deck with each page of the list on a slide of its own, as Slidev is given it.
 *
 * @param text  `slides.md`, with line feeds
 * @param pages  how many pages the list has
 */
export function splitReferences(text: string, pages: number): string {
  const lines = text.split('\n')
  const slides = parseSync(text, 'slides.md', {noParseYAML: true}).slides as Array<{
    start: number
    end: number
    content: string
  }>
  for (const {start, end, content} of slides.toReversed()) {
    if (!wholeList.test(content)) continue
    const slide = lines.slice(start, end)
    const head = slide[0] === '---' ? slide.slice(0, slide.indexOf('---', 1) + 1) : []
    // An address belongs to one slide.
    const settings = head.length > 0 ? head.filter((line) => !/^(?:routeAlias|id)\s*:/.test(line)) : ['---']
    const body = slide.slice(head.length).join('\n')
    const copies = Array.from({length: pages - 1}, (_, index) => [...settings, pageOfList(body, index + 2)]).flat()
    lines.splice(end, 0, ...copies.flatMap((part) => part.split('\n')))
  }
  return lines.join('\n')
}

/** The Markdown of a page of the list: « Travaux cités (2) » above, its works below. */
export function pageOfList(content: string, page: number): string {
  if (page === 1) return content
  return content.replace(/^(#+ [^\n]*\S)[ \t]*$/m, `$1 (${page})`).replace(wholeList, `<References :page="${page}" />`)
}
