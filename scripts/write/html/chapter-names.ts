/** What a chapter is called in running words and above its title. */

import {partTitle} from '../../document/terms.ts'
import {capitalise, plainText} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import type {Site} from './context.ts'

/** « chapitre 3 », « annexe A », « deuxième partie », or the title of what has no number. */
export function chapterName(chapter: Chapter, site: Site): string {
  const kicker = chapterKicker(chapter, site)
  // The first letter alone: « annexe A » keeps its own.
  return kicker === undefined ? plainText(chapter.title) : kicker.charAt(0).toLocaleLowerCase() + kicker.slice(1)
}

/** The line above a chapter's title: « Chapitre 3 », « Annexe A », « Deuxième partie ». */
export function chapterKicker(chapter: Chapter, site: Site): string | undefined {
  const {terms, thesis} = site
  if (chapter.number === undefined) return undefined
  if (chapter.role === 'part') {
    const parts = thesis.chapters.filter((one) => one.role === 'part' && one.number !== undefined)
    return partTitle(parts.indexOf(chapter) + 1, terms)
  }
  const term = chapter.role === 'appendix' ? terms.appendix[0] : terms.chapter[0]
  return `${capitalise(term)}\u00A0${chapter.number}`
}
