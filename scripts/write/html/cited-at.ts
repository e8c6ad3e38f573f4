/** From a work in the bibliography back to each place that cites it. */

import type {ElementContent} from 'hast'
import {directionOf} from '../../document/language.ts'
import type {BibliographyEntry, Destination} from '../../document/nodes.ts'
import {addressOf} from './addresses.ts'
import {chapterName} from './chapter-names.ts'
import {element, type Page} from './context.ts'

/** « Cité : chapitre 1, 2, 3 ; annexe A »: each place that cites a work. */
export function citedAt(page: Page, node: BibliographyEntry): ElementContent[] {
  if (node.citedAt.length === 0) return []
  const byChapter = new Map<string, Destination[]>()
  for (const place of node.citedAt) byChapter.set(place.chapter, [...(byChapter.get(place.chapter) ?? []), place])
  const chapters = [...byChapter].map(([id, places]) => {
    const chapter = page.site.thesis.chapters.find((one) => one.id === id)
    const name = chapter ? chapterName(chapter, page.site) : id
    return places.flatMap((place, index): (ElementContent | string)[] => {
      const link = {href: addressOf(page, place)}
      if (index === 0) return [element('a', link, [name])]
      return [
        ', ',
        element('a', {...link, ariaLabel: `${name}, ${page.terms.again} ${index + 1}`}, [String(index + 1)])
      ]
    })
  })
  const list = chapters.flatMap((one, index): (ElementContent | string)[] => (index === 0 ? one : [' · ', ...one]))
  const own = {lang: page.site.thesis.config.lang, dir: directionOf(page.site.thesis.config.lang)}
  return [
    {type: 'text', value: ' '},
    element('span', {className: ['cited-at'], ...(node.lang ? own : {})}, [
      `${page.site.terms.citedAt}${page.site.terms.colon} `,
      ...list
    ])
  ]
}
