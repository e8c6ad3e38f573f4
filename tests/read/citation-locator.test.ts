/** The words that French and English authors write between a key and a number. */

import {describe, expect, test} from 'vitest'
import {findLocator} from '../../scripts/read/syntax/citation-locator.ts'

const read = (text: string) => {
  const found = findLocator(text)
  if (!found) return 'none'
  const {locator, length} = found
  const rest = text.slice(length)
  return `${locator ? `${locator.label} ${locator.value}` : 'none'}${rest ? ` | ${rest}` : ''}`
}

/** `pandoc`: what pandoc 2.17 finds with the French locale, where it differs from us. */
const cases: Array<{text: string; found: string; pandoc?: string}> = [
  {text: ', p. 3', found: 'page 3'},
  {text: ' p. 3', found: 'page 3'},
  {text: ', 3', found: 'page 3'},
  {text: ' 3', found: 'page 3'},
  {text: ', 33-35, 38', found: 'page 33-35, 38'},
  {text: ', 99 ans', found: 'page 99 |  ans'},
  {text: ', p.3', found: 'page 3'},
  {text: ', p3', found: 'page 3', pandoc: 'page p3'},
  {text: ',\u00A0p.\u00A03', found: 'page 3'},
  {text: ', p.\u202F3', found: 'page 3'},
  {text: ', pp. 3-5', found: 'page 3-5', pandoc: 'none'},
  {text: ', p. 3–5', found: 'page 3–5'},
  {text: ', page 3', found: 'page 3'},
  {text: ', pages 3-5', found: 'page 3-5'},
  {text: ', p. 3, 5-7 et 9', found: 'page 3, 5-7 et 9', pandoc: 'page 3, 5-7 |  et 9'},
  {text: ', p. 3 sq.', found: 'page 3 |  sq.'},
  {text: ', p. 3 et suiv.', found: 'page 3 |  et suiv.'},
  {text: ', p. 3, note 4', found: 'page 3 | , note 4'},
  {text: ', p. 3, voir aussi la suite', found: 'page 3 | , voir aussi la suite'},
  {text: ', p. XII', found: 'page XII'},
  {text: ', p. iv, vi-xi', found: 'page iv, vi-xi'},
  {text: ', p. S12', found: 'page S12'},
  {text: ', p. 1.2', found: 'page 1.2'},
  {text: ', p. 3.', found: 'page 3 | .'},
  {text: ', p. ex. ceci', found: 'none'},
  {text: ', p. ici', found: 'none'},
  {text: ', {pp. iv, vi-xi} avec', found: 'page iv, vi-xi |  avec', pandoc: 'page pp. iv, vi-xi |  avec'},
  {text: '{ii, A, D-Z}, avec', found: 'page ii, A, D-Z | , avec'},
  {text: '{}, 99 ans', found: 'none | , 99 ans'},
  {text: ', {}99 ans', found: 'none | 99 ans'},
  {text: ', {chap. premier}', found: 'chapter premier'},
  {text: ', {sans fin', found: 'none'},
  {text: ', chap. 3', found: 'chapter 3'},
  {text: ', ch. 3', found: 'chapter 3', pandoc: 'none'},
  {text: ', chapitre III', found: 'chapter III'},
  {text: ', chapter 3', found: 'chapter 3', pandoc: 'none'},
  {text: ', § 12', found: 'paragraph 12'},
  {text: ', §12', found: 'paragraph 12'},
  {text: ', §§ 12-13', found: 'paragraph 12-13', pandoc: 'none'},
  {text: ', par. 3', found: 'paragraph 3', pandoc: 'none'},
  {text: ', paragraphe 3', found: 'paragraph 3'},
  {text: ', al. 2', found: 'paragraph 2', pandoc: 'none'},
  {text: ', par exemple', found: 'none'},
  {text: ', sect. 2', found: 'section 2'},
  {text: ', sections 2 et 3', found: 'section 2 et 3', pandoc: 'section 2 |  et 3'},
  {text: ', fol. 12', found: 'folio 12', pandoc: 'none'},
  {text: ', f° 12r', found: 'folio 12r', pandoc: 'none'},
  {text: ', fol. 12 v°', found: 'folio 12 v°', pandoc: 'none'},
  {text: ', ffos 3-4', found: 'folio 3-4', pandoc: 'none'},
  {text: ', n° 4', found: 'issue 4', pandoc: 'none'},
  {text: ', n°4', found: 'issue 4', pandoc: 'page n°4'},
  {text: ', nos. 4-5', found: 'issue 4-5', pandoc: 'none'},
  {text: ', t. II', found: 'volume II', pandoc: 'none'},
  {text: ', t. 2, p. 45', found: 'volume 2 | , p. 45', pandoc: 'none'},
  {text: ', tome 2', found: 'volume 2', pandoc: 'none'},
  {text: ', vol. 2, p. 45', found: 'volume 2 | , p. 45'},
  {text: ', fig. 3', found: 'figure 3'},
  {text: ', tableau 3', found: 'table 3', pandoc: 'none'},
  {text: ', art. 5', found: 'article-locator 5', pandoc: 'none'},
  {text: ', art. L. 1111-2', found: 'article-locator L. 1111-2', pandoc: 'none'},
  {text: ', art. cit.', found: 'none'},
  {text: ', l. 4', found: 'line 4'},
  {text: ', ll. 4-6', found: 'line 4-6', pandoc: 'none'},
  {text: ', lignes 4-6', found: 'line 4-6'},
  {text: ', l. c.', found: 'none', pandoc: 'line c | .'},
  {text: ', s. v. coopérative', found: 'sub-verbo coopérative', pandoc: 'none'},
  {
    text: ', s.v. « bien commun », édition de 1990',
    found: 'sub-verbo « bien commun » | , édition de 1990',
    pandoc: 'none'
  },
  {text: ', v. 5', found: 'verse 5'},
  {text: ', v. aussi ceci', found: 'none'},
  {text: ', col. 2', found: 'column 2'},
  {text: ', livre III', found: 'book III'},
  {text: ', book 3', found: 'book 3', pandoc: 'none'},
  {text: ', part. 2', found: 'part 2'},
  {text: ', partie II', found: 'part II'},
  {text: ', part de marché', found: 'none'},
  {text: ', op. 3', found: 'opus 3'},
  {text: ', op. cit.', found: 'none'},
  {text: ', note 3', found: 'note 3'},
  {text: ', note de terrain', found: 'none'},
  {text: ', n. 3', found: 'note 3'},
  {text: ', annexe B', found: 'appendix B', pandoc: 'none'},
  {text: ', passim', found: 'none'},
  {text: ', voir p. 3', found: 'none'},
  {text: '’s p. 3', found: 'none'},
  {text: '', found: 'none'}
]

describe('locators', () => {
  test.each(cases)('$text', ({text, found}) => {
    expect(read(text)).toBe(found)
  })
})
