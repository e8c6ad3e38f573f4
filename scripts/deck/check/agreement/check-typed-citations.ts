/** « (Sen, 2000) », « Bouazza et Nafil (2019) » typed on slides, and works cited there → messages on what the thesis has not. */

import type {CslItem} from '../../../bibliography/entry.ts'
import {visit} from '../../../document/visit.ts'
import {warn} from '../../../messages/messages.ts'
import type {Works} from '../../../transform/citations/resolve-citations.ts'
import type {Slide} from '../../read/read-deck.ts'
import {type Claim, type DeckContext, isClaimed, report, type SlideContext, whereOf} from './slide-context.ts'
import type {Block} from './slide-prose.ts'
import type {ThesisText} from './thesis-text.ts'

/** Authors of the library, by family name or by an institution's whole name. */
export type Authors = ReadonlyMap<string, readonly Work[]>

interface Work {
  key: string
  years: string[]
}

/** A year with what joins it to the names before it. */
const typedYear = /(,? \(|, | )((?:1[5-9]|20)\d\d)[a-z]?(?!\d|[-–]\d)/g

/**
 * Find citations that no engine prints: an author of the library, then a year.
 *
 * Emits `slides:unbound-citation`, as a warning when the year is that of a work, as an error when it is not.
 *
 * @param authors  read when something looks like a citation: opening a whole library takes its time
 * @returns the citations
 */
export function checkTypedCitations(
  context: SlideContext,
  block: Block,
  claims: readonly Claim[],
  authors: () => Authors
): Claim[] {
  return [...block.text.matchAll(typedYear)].flatMap(({index, 0: dated, 1: gap = '', 2: year = ''}) => {
    if (isClaimed(claims, index)) return []
    const ahead = /[^;:()\n«»\uFFFC]*$/.exec(block.text.slice(Math.max(0, index - 120), index))![0]
    if (!/\p{Lu}/u.test(ahead)) return []
    const found = findWorks(ahead, authors())
    if (!found) return []
    const start = index - found.length
    const isBracketed = /\([^)]*$/.test(block.text.slice(0, start))
    // « Paris 2024 » is no citation, nor « UNICEF, 2013 » where the year is of no work.
    if (gap === ' ' && !isBracketed) return []
    const right = found.works.filter(({years}) => years.includes(year))
    if (right.length === 0 && found.isInstitution) return []
    const claim = {start, end: index + dated.length}
    sayTyped(context, block, claim, {year, right, works: found.works, isNarrative: !isBracketed && gap.includes('(')})
    return [claim]
  })
}

interface Typed {
  year: string
  /** Works of that year. */
  right: readonly Work[]
  works: readonly Work[]
  isNarrative: boolean
}

function sayTyped(context: SlideContext, block: Block, claim: Claim, {year, right, works, isNarrative}: Typed): void {
  const where = whereOf(block)
  // Works that the thesis cites are the likelier ones.
  const likely = (right.length > 0 ? right : works).toSorted(
    (a, b) => Number(context.text.works.has(b.key)) - Number(context.text.works.has(a.key))
  )
  const keys = likely.slice(0, 3).map(({key}) => (isNarrative ? `@${key}` : `[@${key}]`))
  const typed = block.text.slice(claim.start, claim.end)
  if (right.length > 0) {
    report(context, block, claim, `Citation typed by hand${where}: \`${typed}\``, {
      rule: 'slides:unbound-citation',
      expected: keys,
      fix: `Write \`${keys[0]}\`, so that it reads as in the thesis and the work is listed.`
    })
    return
  }
  const years = [...new Set(likely.flatMap(({years}) => years))]
  report(
    context,
    block,
    claim,
    `Wrong year in the citation \`${typed}\`${where}: the work is of \`${years.join('`, `')}\``,
    {
      rule: 'slides:unbound-citation',
      expected: keys,
      fix: `Write \`${keys[0]}\`, or add the work of ${year} to the bibliography.`
    }
  )
}

/** Works of all the authors named at the end of a text, and the length of their names there. */
function findWorks(ahead: string, authors: Authors) {
  const [others = ''] = /,? et al(?:\.|ii)?$/.exec(ahead) ?? []
  const parts = ahead.slice(0, ahead.length - others.length).split(/(, et |, and |, | et | & | and )/)
  let length = others.length
  let works: readonly Work[] | undefined
  let isInstitution = false
  // From the last name back: « Selon Bouazza et Nafil » names two, « Paris, Sen » one.
  for (let at = parts.length - 1; at >= 0; at -= 2) {
    const part = parts[at]!
    const name = authorAt(part, authors)
    if (name === undefined) break
    const own = authors.get(fold(name))!
    const common = works?.filter((work) => own.includes(work)) ?? own
    if (common.length === 0) break
    length += name.length + (works ? parts[at + 1]!.length : 0)
    works = common
    isInstitution = name.includes(' ') && !/^\p{Ll}/u.test(name)
    if (name !== part) break
  }
  return works && {works, length, isInstitution}
}

/** « Amartya Sen », « Selon Sen »: the longest end that is an author's name. */
function authorAt(text: string, authors: Authors): string | undefined {
  const words = text.split(' ').slice(-6)
  const ends = words.map((_, index) => words.slice(index).join(' '))
  return ends.find((end) => /\p{Lu}/u.test(end) && authors.has(fold(end)))
}

/** « Lévesque » and “Levesque”, « d’Iribarne » and “D'Iribarne” are one. */
function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/['’]/g, '’').toLowerCase()
}

/** Read who wrote what, and when. */
export function readAuthors(works: Works): Authors {
  const authors = new Map<string, Work[]>()
  for (const [key, item] of works.load(works.keys())) {
    const work = {key, years: yearsOf(item)}
    for (const one of new Set(namesOf(item))) authors.set(one, [...(authors.get(one) ?? []), work])
  }
  return authors
}

function namesOf(item: CslItem): string[] {
  return [...(item.author ?? []), ...(item.editor ?? [])].flatMap((one) => {
    const particle = [one['dropping-particle'], one['non-dropping-particle']].filter(Boolean).join(' ')
    if (one.literal) return [fold(one.literal)]
    return one.family ? [fold(one.family), ...(particle ? [fold(`${particle} ${one.family}`)] : [])] : []
  })
}

function yearsOf(item: CslItem): string[] {
  return [item.issued, item['original-date']].flatMap((date) => {
    const year = date?.['date-parts']?.[0]?.[0]
    return year === undefined ? [] : [String(year)]
  })
}

/**
 * Find works that a slide cites and the thesis does not.
 *
 * Emits `slides:work-not-in-thesis`.
 */
export function checkWorks({file}: DeckContext, slide: Slide, text: ThesisText, works: Works): void {
  for (const [tree, where] of [
    [slide.tree, ''],
    [slide.noteTree, ' in the notes']
  ] as const) {
    visit(tree, 'citation', (node) => {
      for (const item of node.items) {
        const keys = works.members(item.key)
        if (keys.length === 0 || keys.some((key) => text.works.has(key)) || text.works.has(item.key)) continue
        warn(file, `The thesis does not cite \`${item.key}\`, cited${where}`, {
          at: item.position ?? node,
          rule: 'slides:work-not-in-thesis',
          actual: item.key,
          fix: 'Cite it in the thesis, or remove it from the slide.'
        })
      }
    })
  }
}
