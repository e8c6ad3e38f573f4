/** A processor kept open through many edits prints what a new one prints. */

import {expect, test} from 'vitest'
import {findLocale} from '../../../scripts/bibliography/cite/locales.ts'
import {
  type Cite,
  type Cluster,
  compileStyle,
  type Formatted,
  type Item,
  openProcessor,
  type Style
} from '../../../scripts/bibliography/csl/index.ts'
import {ownStyle, smallStyle} from '../works.ts'

const names =
  '<names variable="author"><name form="short" and="text" initialize-with=". "/><substitute><text variable="title"/></substitute></names>'
const dated = `<layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">${names}<date variable="issued"><date-part name="year"/></date><text variable="locator"/></group></layout>`

const styles: Record<string, string> = {
  'author-date, ours': ownStyle('iso690-author-date').xml,
  'notes, ours': ownStyle('iso690-notes').xml,
  'all ways of telling works apart': smallStyle({
    attributes:
      'et-al-min="3" et-al-use-first="1" disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true" collapse="year-suffix"',
    citation: `<sort><key variable="author"/><key variable="issued"/></sort>${dated}`,
    bibliography: `<bibliography subsequent-author-substitute="—"><sort><key variable="author"/><key variable="issued"/></sort>${dated}</bibliography>`
  }).xml,
  numeric: smallStyle({
    attributes: 'collapse="citation-number"',
    citation:
      '<sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/><text variable="locator" prefix=", p. "/></layout>',
    bibliography:
      '<bibliography second-field-align="flush"><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>'
  }).xml,
  'notes with numbers of notes': smallStyle({
    kind: 'note',
    citation: `<layout suffix="." delimiter="; "><choose><if position="ibid"><text term="ibid"/></if><else-if position="near-note"><text value="proche"/></else-if><else-if position="subsequent">${names}<text variable="first-reference-note-number" prefix=" n. "/></else-if><else>${names}<text variable="title" prefix=", "/></else></choose></layout>`
  }).xml
}

function compile(xml: string): Style {
  const {style, problems} = compileStyle(xml, {lang: 'fr-FR', findLocale: (lang) => findLocale(lang).xml})
  expect(problems).toEqual([])
  return style!
}

/** The same numbers for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

/** Few names and years, so that works are often alike. */
function drawItem(id: string, draw: (below: number) => number): Item {
  const author = Array.from({length: draw(5)}, () => ({
    family: ['Martin', 'Alaoui', 'de la Tour'][draw(3)],
    given: ['Jean', 'Jeanne', 'Ali', 'A.'][draw(4)]
  }))
  return {
    id,
    type: ['book', 'article-journal', 'chapter'][draw(3)],
    title: `${['Les mots', 'Une chose', 'L’idée'][draw(3)]} ${draw(3)}`,
    ...(author.length > 0 && {author}),
    ...(draw(5) > 0 && {issued: {'date-parts': [[2000 + draw(3)]]}})
  }
}

function drawCluster(ids: string[], index: number, draw: (below: number) => number): Cluster {
  const cites = Array.from({length: 1 + (draw(3) === 0 ? draw(4) : 0)}, (): Cite => {
    const locator = draw(3) === 0 ? {locator: String(1 + draw(3))} : {}
    const prefix = draw(6) === 0 ? {prefix: 'voir'} : {}
    return {id: ids[draw(ids.length)]!, ...locator, ...prefix, ...(draw(9) === 0 && {suppressAuthor: true})}
  })
  return {id: `c${index}`, note: 0, cites, isUnsorted: draw(4) === 0, isNarrative: draw(8) === 0}
}

test.each(Object.entries(styles))('500 edits on an open processor equal a cold run each time: %s', (_, xml) => {
  const style = compile(xml)
  const draw = generator(7)
  const ids = Array.from({length: 14}, (_, index) => `w${index}`)
  const items = new Map(ids.map((id) => [id, drawItem(id, draw)]))
  let clusters = Array.from({length: 20}, (_, index) => drawCluster(ids, index, draw))
  let uncited = ['w0', 'w13']
  const live = openProcessor(style)
  let former: Formatted | undefined
  for (let edit = 0; edit < 500; edit++) {
    const at = draw(clusters.length + 1)
    const kind = draw(7)
    if (kind < 3) clusters = clusters.with(Math.min(at, clusters.length - 1), drawCluster(ids, 100 + edit, draw))
    else if (kind === 3 && clusters.length < 30)
      clusters = clusters.toSpliced(at, 0, drawCluster(ids, 100 + edit, draw))
    else if (kind === 4 && clusters.length > 10) clusters = clusters.toSpliced(at, 1)
    else if (kind === 5) uncited = uncited.length > 0 ? [] : [ids[draw(ids.length)]!]
    else {
      const id = ids[draw(ids.length)]!
      if (draw(4) === 0) items.delete(id)
      else items.set(id, drawItem(id, draw))
    }
    clusters = clusters.map((cluster, index) => ({...cluster, note: style.isNote ? 1 + (index >> 1) : 0}))
    const document = {items, clusters, uncited}
    const found = live.format(document)
    const cold = openProcessor(style).format(document)
    expect(found, `edit ${edit}`).toEqual(cold)
    former = found
  }
  expect(live.format({items, clusters, uncited}).clusters).toEqual(former!.clusters)
})

test('what did not change is the same object: its reader need not look at it again', () => {
  const live = openProcessor(compile(styles['notes, ours']!))
  const items = new Map(['a', 'b'].map((id): [string, Item] => [id, {id, type: 'book', title: id}]))
  const clusters = ['a', 'b', 'a', 'b'].map((id, index): Cluster => ({id: `${index}`, note: index + 1, cites: [{id}]}))
  const first = live.format({items, clusters})
  const changed = clusters.with(3, {...clusters[3]!, cites: [{id: 'b', locator: '7'}]})
  const second = live.format({items, clusters: changed})
  expect(second.clusters.map((cluster, index) => cluster === first.clusters[index])).toEqual([true, true, true, false])
  expect(second.entries.every((entry, index) => entry === first.entries[index])).toBe(true)
  items.set('b', {id: 'b', type: 'book', title: 'c'})
  const third = live.format({items, clusters: changed})
  expect(third.clusters.map((cluster, index) => cluster === second.clusters[index])).toEqual([true, false, true, false])
  expect(third.entries.map((entry, index) => entry === second.entries[index])).toEqual([true, false])
})
