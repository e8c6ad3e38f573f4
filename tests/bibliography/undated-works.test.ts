/** Two undated pages of one newspaper are told apart, in the text and in the list. */

import {expect, test} from 'vitest'
import {cite, ownStyle, smallStyle, work, worksOf, year} from './works.ts'

test('works without a date take letters, as works of one year do', () => {
  const author = [{literal: 'Le Soir'}]
  const items = worksOf(
    work('first', {type: 'webpage', author, title: 'Ancien bilan', issued: undefined}),
    work('second', {type: 'webpage', author, title: 'Nouveau bilan', issued: undefined})
  )
  const {clusters} = cite(ownStyle('iso690-author-date'), items, ['first', 'second'])
  expect(clusters).toEqual(['(Le Soir, s.~d.-a)', '(Le Soir, s.~d.-b)'])
})

test('a letter never follows the day on which a work was read', () => {
  const style = smallStyle({
    macros: '<macro name="read"><date variable="accessed"><date-part name="year"/></date></macro>',
    attributes: 'disambiguate-add-year-suffix="true"',
    citation:
      '<layout><names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date></layout>',
    bibliography:
      '<bibliography><layout><group delimiter=", "><date variable="issued"><date-part name="year"/></date><text variable="title"/><text macro="read"/></group></layout></bibliography>'
  })
  const page = (id: string, issued?: number) =>
    work(id, {author: [{literal: 'Le Soir'}], accessed: year(2026), issued: issued ? year(issued) : undefined})
  const {entries} = cite(style, worksOf(page('a'), page('b'), page('c', 2020), page('d', 2020)), ['a', 'b', 'c', 'd'])
  expect(entries).toEqual([
    'Titre de a, 2026',
    'Titre de b, 2026',
    '2020a, Titre de c, 2026',
    '2020b, Titre de d, 2026'
  ])
})
