/** From a work in the bibliography, or a term of the index, to each place in the text. */

import type {ElementContent} from 'hast'
import {directionOf} from '../../document/language.ts'
import type {BibliographyEntry, Destination} from '../../document/nodes.ts'
import {addressOf} from './addresses.ts'
import {chapterName} from './chapter-names.ts'
import {element, type Page} from './context.ts'

/** « Cité : chapitre 1 (a, b, c) · annexe A »: each place that cites a work. */
export function citedAt(page: Page, node: BibliographyEntry): ElementContent[] {
  if (node.citedAt.length === 0) return []
  const {terms, thesis} = page.site
  const lang = node.lang ? thesis.config.lang : undefined
  return [
    {type: 'text', value: ' '},
    element('span', {className: ['cited-at'], lang, dir: lang && directionOf(lang)}, [
      `${terms.citedAt}${terms.colon} `,
      ...linksTo(page, node.citedAt)
    ])
  ]
}

/** « chapitre 1 (a, b, c) · annexe A »: links to places; those of one chapter have letters. */
export function linksTo(page: Page, list: readonly Destination[]): (ElementContent | string)[] {
  const {terms, thesis} = page.site
  const places = Map.groupBy(list, ({chapter}) => chapter)
  return [...places].flatMap(([id, [first, ...others]], index): (ElementContent | string)[] => {
    const chapter = thesis.chapters.find((one) => one.id === id)
    // What stands on the first page is an abstract.
    const name = chapter ? chapterName(chapter, page.site) : terms.abstract
    const separator = index === 0 ? '' : ' · '
    if (others.length === 0) return [separator, element('a', {href: addressOf(page, first!)}, [name])]
    const letters = [first!, ...others].flatMap((place, at) => [
      at === 0 ? '' : ', ',
      element('a', {href: addressOf(page, place), ariaLabel: `${name}, ${letter(at)}`}, [letter(at)])
    ])
    return [separator, `${name} (`, ...letters, ')']
  })
}

/** 0 → a, 25 → z, 26 → aa. */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26))
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last
}
