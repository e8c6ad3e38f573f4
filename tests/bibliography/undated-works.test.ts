/** Two undated pages of one newspaper are told apart, in the text and in the list. */

import {expect, test} from 'vitest'
import {cite, ownStyle, work, worksOf} from './works.ts'

test('works without a date take letters, as works of one year do', () => {
  const author = [{literal: 'Le Soir'}]
  const items = worksOf(
    work('first', {type: 'webpage', author, title: 'Ancien bilan', issued: undefined}),
    work('second', {type: 'webpage', author, title: 'Nouveau bilan', issued: undefined})
  )
  const {clusters} = cite(ownStyle('iso690-author-date'), items, ['first', 'second'])
  expect(clusters).toEqual(['(Le Soir, s.~d.-a)', '(Le Soir, s.~d.-b)'])
})
