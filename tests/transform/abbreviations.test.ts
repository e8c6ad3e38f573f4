import type {Root} from 'mdast'
import {unified} from 'unified'
import {expect, test} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import {expandAbbreviations, openAbbreviations} from '../../scripts/transform/text/expand-abbreviations.ts'
import {chapters} from '../chapter.ts'

const declared = {
  INDH: 'Initiative nationale pour le développement humain',
  HCP: 'Haut-Commissariat au Plan'
}

/** What the chapters print, one after the other, with their abbreviations in `<>`. */
function read(texts: string[], lang = 'fr-FR', times = 1): string[] {
  const abbreviations = openAbbreviations(declared)
  return chapters(...texts).map(({tree, file}) => {
    for (let time = 0; time < times; time++) {
      unified().use(expandAbbreviations, {abbreviations, lang, thesisLang: 'fr'}).runSync(tree, file)
    }
    return plainText({...tree, children: tree.children.slice(1)} as Root)
  })
}

const long = declared.INDH

test('the first use over all chapters is written out, the others are not', () => {
  expect(read(['# Un\n\nL’INDH, puis l’INDH.', '# Deux\n\nL’INDH.'])).toEqual([
    `L’${long} (INDH), puis l’INDH.`,
    'L’INDH.'
  ])
})

test('twice changes nothing more', () => {
  const text = ['# Un\n\nL’INDH, puis l’INDH et le HCP.']
  expect(read(text, 'fr-FR', 2)).toEqual(read(text))
})

test.each([
  ['long, then short', `L’${long} (INDH) et l’INDH.`],
  ['short, then long', `L’INDH, ou ${long}, et l’INDH.`],
  ['another wording', 'L’initiative de 2005 (INDH) et l’INDH.'],
  ['across emphasis', `L’*${long}* (INDH) et l’INDH.`]
])('what the author writes out is left as it is: %s', (_, text) => {
  expect(read([`# Un\n\n${text}`])).toEqual([text.replaceAll('*', '')])
})

test.each([
  'L’INDH-2, @INDH et MINDH.',
  '« L’INDH » dit-il.',
  '`INDH`',
  '[INDH](https://example.org)',
  '> L’INDH',
  '[INDH]{lang=en}'
])('nothing is added in %s', (text) => {
  const [printed] = read([`# Un\n\n${text}`])
  expect(printed).not.toContain('Initiative')
})

test('a chapter in another language is left alone', () => {
  expect(read(['# One\n\nThe INDH.'], 'en')).toEqual(['The INDH.'])
})
