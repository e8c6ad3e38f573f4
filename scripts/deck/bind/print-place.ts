/** The place in the thesis that a slide names, `thesis: sec-…` → « § 3.2, p. 87 ». */

import {type Terms, termsIn} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import type {TargetKind, Thesis} from '../../document/thesis.ts'
import {error} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {Slide} from '../read/read-deck.ts'

/**
 * Print where a slide is in the thesis; nothing for a slide that names no place.
 *
 * Emits `slides:unknown-place`.
 *
 * @param pages  of the printed thesis, by `chapter#anchor`
 */
export function printPlace(
  {settings, file, line}: Slide,
  {targets, chapters, config}: Thesis,
  pages: ReadonlyMap<string, string> | undefined
): string {
  const label = settings.thesis
  if (label === undefined) return ''
  const terms = termsIn(config)
  const target = targets.get(String(label))
  if (target) {
    const {chapter, anchor = ''} = target.destination
    // A chapter's own label is the top of its first page.
    const isTop = chapters.some(({id, tree}) => id === chapter && tree.children[0]?.attributes?.id === anchor)
    return `${shortTerm(target.kind, terms)} ${target.number ?? target.title}${pageOf(`${chapter}#${isTop ? '' : anchor}`, pages, terms)}`
  }
  const chapter = chapters.find(({id}) => id === label)
  if (chapter) {
    return `${chapter.number ? `${terms.places.chapter} ${chapter.number}` : plainText(chapter.title)}${pageOf(`${chapter.id}#`, pages, terms)}`
  }
  const known = [...targets.keys(), ...chapters.map(({id}) => id)]
  error(file, `Unknown place in the thesis \`${label}\``, {
    at: {line, column: 1},
    rule: 'slides:unknown-place',
    actual: String(label),
    expected: nearest(String(label), known),
    fix: didYouMean(String(label), known) || 'Give the label of a section, `sec-…`, or the name of a chapter’s page.'
  })
  return ''
}

function shortTerm(kind: TargetKind, terms: Terms): string {
  return Object.hasOwn(terms.places, kind) ? terms.places[kind as keyof Terms['places']] : terms[kind][0]
}

function pageOf(place: string, pages: ReadonlyMap<string, string> | undefined, terms: Terms): string {
  const page = pages?.get(place)
  return page === undefined ? '' : `${terms.comma}${terms.page} ${page}`
}
