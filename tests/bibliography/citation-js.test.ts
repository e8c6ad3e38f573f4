/** On ordinary entries our items agree with those of citation-js, which reads BibTeX as Zotero's users know it. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {expect, test} from 'vitest'
import type {CslItem, CslName} from '../../scripts/bibliography/entry.ts'
import {openText} from './open-case.ts'

const require = createRequire(import.meta.url)
const {plugins} = require('@citation-js/core') as {
  plugins: {input: {chain: (text: string, options: object) => Record<string, unknown>[]}}
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

test('the thesis’s own entries', () => {
  const text = readFileSync(new URL('../../bibliography/references.bib', import.meta.url), 'utf8')
  const theirs = new Map(
    plugins.input.chain(text, {forceType: '@biblatex/text', generateGraph: false}).map((item) => [item.id, item])
  )
  const {items} = openText(text)
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
