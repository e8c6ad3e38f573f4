/** On ordinary entries our items agree with those of citation-js, which reads BibTeX as Zotero's users know it. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {expect, test} from 'vitest'
import type {CslItem, CslName} from '../../scripts/bibliography/entry.ts'
import {writeBibtex} from '../../scripts/bibliography/write/bibtex.ts'
import {openText} from './open-case.ts'

const require = createRequire(import.meta.url)
const {plugins} = require('@citation-js/core') as {
  plugins: {
    input: {chain: (text: string, options: object) => Record<string, unknown>[]}
    output: {format: (name: string, items: object[], options: object) => string}
  }
}
require('@citation-js/plugin-bibtex')

const fields = [
  'title',
  'container-title',
  'collection-title',
  'volume',
  'issue',
  'page',
  'DOI',
  'URL',
  'ISBN',
  'publisher-place',
  'edition',
  'issued'
] as const

/** The words of a name, whichever field holds them: citation-js takes institutions for family names. */
const nameText = (name: CslName) =>
  [name['non-dropping-particle'], name.family ?? name.literal, name.given].filter(Boolean).join(' ')

const plain = (value: unknown) =>
  typeof value === 'string'
    ? value
        .replace(/<[^>]*>/g, '')
        .replace(/[‘’`]/g, "'")
        .normalize('NFC')
    : value

const thesis = readFileSync(new URL('../../bibliography/references.bib', import.meta.url), 'utf8')

function readWithCitationJs(text: string): Map<unknown, Record<string, unknown>> {
  const read = plugins.input.chain(text, {forceType: '@biblatex/text', generateGraph: false})
  return new Map(read.map((item) => [item.id, item]))
}

test('the thesis’s own entries', () => {
  const theirs = readWithCitationJs(thesis)
  const {items} = openText(thesis)
  const differences: string[] = []
  for (const [key, item] of items) {
    const their = theirs.get(key) as Partial<CslItem>
    for (const role of ['author', 'editor'] as const) {
      expect(item[role]?.map(nameText), key).toEqual(their[role]?.map(nameText))
    }
    for (const field of fields) {
      if (JSON.stringify(plain(item[field])) !== JSON.stringify(plain(their[field])))
        differences.push(`${key}.${field}`)
    }
  }
  // A special issue is printed as an article of its journal, so that every style prints both titles; the number of an
  // article stands where styles print pages, where citation-js keeps it apart.
  expect(differences).toEqual(['bucolo2015.title', 'bucolo2015.container-title', 'qadir2021.page', 'westley2010.page'])
  expect(items.size).toBeGreaterThanOrEqual(80)
})

/** Works of many kinds, with what a `.bib` has a field for. */
const works: Record<string, unknown>[] = [
  ...[...openText(thesis).items.values()].map(({custom, ...item}) => item as Record<string, unknown>),
  {
    id: 'report',
    type: 'report',
    title: 'Une série -- suite',
    genre: 'note',
    number: '12',
    author: [{literal: 'Haut Commissariat'}, {literal: 'Arts and Lettres'}],
    issued: {'date-parts': [[2004, 3, 5], [2005]]}
  },
  {
    id: 'press',
    type: 'article-newspaper',
    title: '50 % d’un #1 & C_2',
    'container-title': 'Le Quotidien',
    author: [{family: 'Tour', given: 'Marie', 'non-dropping-particle': 'de la'}],
    issued: {'date-parts': [[2011, 7, 31]]},
    URL: 'https://ex.org/a_b?c=1%20d',
    accessed: {'date-parts': [[2012, 1, 16]]}
  },
  {
    id: 'paper',
    type: 'paper-conference',
    title: 'Une <i>espèce</i>',
    'container-title': 'Actes',
    'event-title': 'Colloque',
    'event-place': 'Rabat',
    page: '12-34',
    volume: '2',
    'number-of-volumes': '3',
    author: [{family: 'Un', given: 'A.'}, {literal: 'et al.'}]
  }
]

function writeItems(items: readonly object[]): string {
  const {library, items: read} = openText(JSON.stringify(items), 'works.json')
  return writeBibtex(library, ({key}) => read.get(key))
}

test('an institution that is given as a family name is not taken apart', () => {
  const bib = writeItems([{id: 'a', type: 'book', title: 'Un', author: [{family: 'Caritas Europa'}]}])
  expect(openText(bib).items.get('a')?.author).toEqual([{literal: 'Caritas Europa'}])
})

test('of works from other formats we write a `.bib` that is read back as the same works, by us and by citation-js', () => {
  const bib = writeItems(works)
  const own = openText(bib).items
  const theirs = readWithCitationJs(bib)
  for (const item of works) {
    const key = String(item.id)
    const {custom, ...again} = own.get(key)!
    expect(again, key).toEqual(item)
    // citation-js keeps accents and marks of its own, and takes institutions for family names.
    for (const field of ['title', 'volume', 'publisher', 'DOI', 'issued', 'accessed', 'number']) {
      expect(plain(theirs.get(key)?.[field]), `${key}.${field}`).toEqual(plain(item[field]))
    }
  }
})

test('what citation-js writes of our items is read back with the same titles, names and dates', () => {
  // “--” in a title is a dash to it.
  for (const item of works.filter(({title}) => !String(title).includes('--'))) {
    const text = plugins.output.format('biblatex', [structuredClone(item)], {format: 'text'})
    const [again] = openText(text).items.values()
    expect(plain(again?.title), text).toEqual(plain(item.title))
    expect(again?.author?.map(nameText), text).toEqual((item.author as CslName[] | undefined)?.map(nameText))
    expect(again?.issued, text).toEqual(item.issued)
  }
})
