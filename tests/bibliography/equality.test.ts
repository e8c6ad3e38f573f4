import type {Cluster} from 'citeproc'
import {expect, test} from 'vitest'
import {collapsesNumbers, engineItem, markedFormat, openEngine} from '../../scripts/bibliography/cite/engine.ts'
import {formatClusters} from '../../scripts/bibliography/cite/linear-pass.ts'
import type {Style} from '../../scripts/bibliography/cite/styles.ts'
import type {CslItem} from '../../scripts/bibliography/entry.ts'
import {cite, ownStyle, person, smallStyle, typicalWorks, work, worksOf, year} from './works.ts'

/** Names and years chosen so that citations need every way of telling works apart. */
const ambiguous = worksOf(
  ...typicalWorks.values(),
  ...['Jean', 'Jeanne', 'Jean'].map((given, index) =>
    work(`same${index}`, {title: `Œuvre ${index}`, author: [person(given, 'Martin')], issued: year(2010)})
  ),
  ...[1, 2, 3].map((index) =>
    work(`many${index}`, {
      author: [person('A.', 'Un'), person('B.', 'Deux'), person('C.', 'Trois'), person('D.', `Quatre${index}`)],
      issued: year(2011)
    })
  ),
  work('none', {title: 'Sans auteur', author: undefined})
)

const names =
  '<names variable="author"><name form="short" and="text"/><substitute><names variable="editor"/><text variable="title"/></substitute></names>'
const dated = `<layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">${names}<date variable="issued"><date-part name="year"/></date><text variable="locator"/></group></layout>`
const bibliography = `<bibliography><sort><key variable="author"/><key variable="issued"/></sort><layout suffix=".">${names}<text variable="title" font-style="italic" prefix=", "/></layout></bibliography>`
const unsortedBibliography = bibliography.replace(/<sort>.*<\/sort>/, '')

const styles: Record<string, Style> = {
  'author-date, ours': ownStyle('iso690-author-date'),
  'notes, ours': ownStyle('iso690-notes'),
  'author-date that adds names, initials and letters': smallStyle({
    attributes:
      'et-al-min="3" et-al-use-first="1" disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true" collapse="year-suffix"',
    citation: dated,
    bibliography
  }),
  'author-date that sorts clusters': smallStyle({
    attributes: 'disambiguate-add-year-suffix="true" collapse="year"',
    citation: `<sort><key variable="author"/><key variable="issued" sort="descending"/></sort>${dated}`,
    bibliography
  }),
  numeric: smallStyle({
    attributes: 'collapse="citation-number"',
    citation:
      '<sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/><text variable="locator" prefix=", p. "/></layout>',
    bibliography: unsortedBibliography.replace(
      '<layout suffix=".">',
      '<layout suffix="."><text variable="citation-number" suffix=". "/>'
    )
  }),
  'numeric in the order of names': smallStyle({
    citation: '<layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout>',
    bibliography: bibliography.replace(
      '<layout suffix=".">',
      '<layout suffix="."><text variable="citation-number" suffix=". "/>'
    )
  }),
  'notes that name the first note by number': smallStyle({
    kind: 'note',
    attributes: 'near-note-distance="3"',
    citation: `<layout suffix="." delimiter="; "><choose><if position="ibid-with-locator"><text term="ibid"/><text variable="locator" prefix=", "/></if><else-if position="ibid"><text term="ibid"/></else-if><else-if position="near-note"><text variable="title" form="short"/></else-if><else-if position="subsequent">${names}<text variable="first-reference-note-number" prefix=" (n. " suffix=")"/></else-if><else>${names}<text variable="title" font-style="italic" prefix=", "/></else></choose></layout>`,
    bibliography
  }),
  'notes that tell works apart': smallStyle({
    kind: 'note',
    attributes: 'disambiguate-add-givenname="true"',
    citation: `<layout suffix="."><choose><if position="subsequent">${names}<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose></if><else>${names}<text variable="title" prefix=", "/></else></choose></layout>`,
    bibliography
  })
}

/** 120 clusters drawn by a seeded generator: groups, locators, affixes, several in one note, authors alone, authors left out. */
function drawClusters(style: Style, seed: number): Cluster[] {
  let state = seed
  const draw = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const ids = [...ambiguous.keys()]
  let note = 0
  return Array.from({length: 120}, (_, index): Cluster => {
    if (style.isNote && (index === 0 || draw(4) > 0)) note += 1 + draw(2)
    const citationItems = Array.from({length: 1 + (draw(3) === 0 ? draw(4) : 0)}, () => ({
      id: index > 0 && draw(3) === 0 ? 'book' : (ids[draw(ids.length)] ?? 'book'),
      ...(draw(3) === 0 && {locator: String(1 + draw(3)), label: 'page'}),
      ...(draw(6) === 0 && {prefix: 'voir'}),
      ...(draw(6) === 0 && {suffix: ', passim'}),
      ...(draw(9) === 0 && {'suppress-author': true})
    }))
    const isAuthorOnly = !style.isNote && draw(7) === 0
    return {
      citationID: `c${index}`,
      citationItems: isAuthorOnly ? [{id: citationItems[0]?.id ?? 'book'}] : citationItems,
      properties: {
        noteIndex: note,
        ...(isAuthorOnly && {mode: 'author-only' as const}),
        ...(draw(3) === 0 && {unsorted: true})
      }
    }
  })
}

function openStyle(style: Style, items: Map<string, CslItem>) {
  const engineItems = new Map([...items].map(([id, item]) => [id, engineItem(id, item)]))
  return openEngine({style, locale: 'fr-FR', items: engineItems, arabic: 'apart'})
}

test.each(Object.entries(styles))('one pass prints what citeproc prints step by step: %s', (_, style) => {
  for (const seed of [1, 2]) {
    const [stepwise, linear] = [openStyle(style, ambiguous), openStyle(style, ambiguous)]
    const expected = stepwise.rebuildProcessorState(drawClusters(style, seed), markedFormat, ['none'])
    const found = formatClusters(linear, drawClusters(style, seed), ['none'])
    expect(found).toEqual(expected.map(([, , text]) => text))
    expect(linear.makeBibliography()).toEqual(stepwise.makeBibliography())
  }
})

test('marking the works of a citation changes nothing but the marks', () => {
  for (const style of Object.values(styles)) {
    const {full, clusters} = cite(style, ambiguous, [
      ['same0', 'same2', 'many1'],
      'same1',
      {key: 'article', locator: '3'},
      'article'
    ])
    expect(full.messages).toEqual([])
    const engine = openStyle(style, ambiguous)
    // Without what `markWorks` adds.
    if (!collapsesNumbers(engine)) engine.citation.tokens.find(({name}) => name === 'layout')?.execs.pop()
    const plain = formatClusters(
      engine,
      [['same0', 'same2', 'many1'], ['same1'], ['article'], ['article']].map((ids, index) => ({
        citationID: String(index),
        citationItems: ids.map((id) => ({id, ...(index === 2 && {locator: '3', label: 'page'})})),
        properties: {noteIndex: style.isNote ? index + 1 : 0}
      }))
    )
    const letters = (text: string) =>
      text
        .replace(/\uFDD0[^\uFDD1]*\uFDD1|<[^>]*>|[\uFDD2_[\]]/g, '')
        .replaceAll('\u00A0', '~')
        .replaceAll('&amp;', '&')
    expect(clusters.map(letters)).toEqual(plain.map(letters))
  }
})

test('time grows with the number of citations, not with its square', () => {
  const items = worksOf(...Array.from({length: 100}, (_, index) => work(`w${index}`)))
  const time = (count: number) => {
    const clusters = Array.from({length: count}, (_, index) => `w${index % 100}`)
    const start = performance.now()
    cite(ownStyle('iso690-notes'), items, clusters)
    return performance.now() - start
  }
  time(100)
  const [few, many] = [Math.min(time(200), time(200)), Math.min(time(1600), time(1600))]
  expect(many / few).toBeLessThan(16)
})
