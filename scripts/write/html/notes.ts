/** The notes of a page: a list at its end, which style sheets set beside the text where there is room. */

import type {Element} from 'hast'
import type {WrittenNode} from '../../document/nodes.ts'
import {element, type Page, propertiesOf} from './context.ts'
import {toPageHast} from './handlers.ts'

/** The notes called on a page, each with links back to its calls; notes called from notes included. */
export function endnotes(page: Page): Element[] {
  if (page.notes.length === 0) return []
  const items: {number: number; item: Element}[] = []
  // Grows while it is read: a note may call another.
  for (const note of page.notes) {
    const content = toPageHast(page, note.node.children as WrittenNode[])
    const links = note.calls.map((call, index) =>
      element(
        'a',
        {
          className: ['footnote-back'],
          href: `#${call}`,
          role: 'doc-backlink',
          ariaLabel: `${page.terms.backToText}, ${page.terms.note} ${note.number}${index > 0 ? ` (${index + 1})` : ''}`
        },
        ['↩\uFE0E']
      )
    )
    const last = content.findLast((node): node is Element => node.type === 'element')
    const place = last?.tagName === 'p' ? last.children : content
    for (const link of links) place.push({type: 'text', value: '\u00A0'}, link)
    items.push({
      number: note.number,
      item: element('li', {id: note.id, value: String(note.number), ...propertiesOf(note.node.attributes)}, content)
    })
  }
  // The caption of a table is read before the table, and made after it.
  items.sort((a, b) => a.number - b.number)
  page.notes.sort((a, b) => a.number - b.number)
  return [
    element('section', {className: ['footnotes'], role: 'doc-endnotes', ariaLabel: page.terms.notes}, [
      element('h2', {className: ['footnotes-title']}, [page.terms.notes]),
      element(
        'ol',
        {},
        items.map(({item}) => item)
      )
    ])
  ]
}

/**
 * Style that sets each note beside its first call, and each margin note beside its place, below the one before it:
 * reading order stays that of the text. Browsers without anchor positioning show notes at the end of the page.
 */
export function sideNoteStyle({notes, asides}: Page): string {
  const items = notes.flatMap(({id, calls}, index) => [
    ...asides.filter(({after}) => after === index).map(besideItself),
    {place: `#${calls[0]}`, shown: `#${id}`}
  ])
  items.push(...asides.filter(({after}) => after >= notes.length).map(besideItself))
  const rules = items.map(({place, shown}, index) => {
    const above = index === 0 ? '0px' : `calc(anchor(--note-${index - 1} bottom, 0px) + .9rem)`
    return (
      `${place}{anchor-name:--call-${index}}` +
      `${shown}{anchor-name:--note-${index};top:max(anchor(--call-${index} top, 0px),${above})}`
    )
  })
  return rules.length === 0 ? '' : `@media screen and (min-width:80rem){${rules.join('')}}`
}

const besideItself = ({id}: Page['asides'][number]) => ({place: `#${id}`, shown: `#${id}>*`})
