/** CSL-JSON, CSL-YAML and RIS files beside `.bib`: the same items, the same care. */

import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {openText} from './open-case.ts'

describe('CSL-JSON', () => {
  const text = `[
  {"id": "ostrom1990", "type": "book", "title": "Governing the <i>commons</i>", "author": [{"family": "Ostrom", "given": "Elinor"}],
   "issued": {"date-parts": [["1990"]]}, "volume": 3, "abstract": "Secret", "annote": "Secret", "custom": {"x": "Secret"}},
  {"id": 12, "type": "boook", "title": "Douze", "URL": "javascript:alert(1)", "author": "Un, Nom", "issued": "2004-03"},
  {"type": "book", "title": "Sans clé"},
  {"id": "__proto__", "type": "book", "__proto__": {"polluted": true}, "editor": [{"literal": "CESE"}]}
]`
  const {items, library, messages} = openText(text, 'refs.json')

  test('items are read, numbers as text, nothing private', () => {
    expect(items.get('ostrom1990')).toEqual({
      id: 'ostrom1990',
      type: 'book',
      title: 'Governing the <i>commons</i>',
      author: [{family: 'Ostrom', given: 'Elinor'}],
      issued: {'date-parts': [[1990]]},
      volume: '3',
      custom: {entryType: 'book'}
    })
    expect(items.get('12')).toMatchObject({type: 'document', title: 'Douze', issued: {'date-parts': [[2004, 3]]}})
    expect(items.get('12')).not.toHaveProperty('URL')
    expect(items.get('__proto__')).toMatchObject({editor: [{literal: 'CESE'}]})
    expect(JSON.stringify([...items.values()])).not.toContain('Secret')
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined()
  })

  test('mistakes are reported where they are', () => {
    expect(messages).toEqual([
      '4:3 warning unknown-type',
      '4:3 warning name',
      '4:3 warning unsafe-url',
      '5:3 error missing-key'
    ])
    expect(library.place('12')?.position.start.line).toBe(4)
  })

  test('a broken file is one message at the place, never an exception', () => {
    expect(openText('[{"id": "a",}]', 'refs.json').messages).toEqual(['1:13 error syntax'])
    expect(openText('"text"', 'refs.json').messages).toEqual(['1:1 error syntax'])
    expect(openText('', 'refs.json').messages).toEqual([])
  })
})

describe('CSL-YAML', () => {
  const text = `---
references:
- id: jabri
  type: book
  title: "*Critique* de la raison arabe"
  author:
  - family: al-Jabri
    given: Mohammed Abed
  issued:
  - year: 1984
    month: 5
  DOI: https://doi.org/10.1000/x
- type: book
- id: other
  type: article-journal
  title: Titre
  issued: 2004-03-15
...
`
  const {items, library, messages} = openText(text, 'refs.yaml')

  test('items are read as Pandoc reads them', () => {
    expect(items.get('jabri')).toMatchObject({
      title: '<i>Critique</i> de la raison arabe',
      author: [{family: 'al-Jabri', given: 'Mohammed Abed'}],
      issued: {'date-parts': [[1984, 5]]},
      DOI: '10.1000/x'
    })
    expect(items.get('other')).toMatchObject({issued: {'date-parts': [[2004, 3, 15]]}})
    expect(library.place('other')?.position.start).toMatchObject({line: 14, column: 7})
    expect(messages).toEqual(['13:3 error missing-key'])
  })

  test('a broken file is reported at the place; aliases do not multiply', () => {
    expect(openText('references:\n- id: [a', 'refs.yml').messages[0]).toMatch(/^2:\d+ error syntax$/)
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefgh'].map((name, index) => {
        const before = 'abcdefg'[index]
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`
      })
    ].join('\n')
    expect(openText(bomb, 'refs.yml').messages).toEqual(['8:4 error syntax'])
  })
})

describe('RIS', () => {
  const text = `TY  - JOUR\r
ID  - elamrani2019\r
AU  - El Amrani, Ahmed\r
AU  - Haut-Commissariat au Plan\r
TI  - L'économie <b>sociale</b>\r
T2  - Revue marocaine\r
PY  - 2019/03/12/\r
VL  - 4\r
IS  - 2\r
SP  - 12\r
EP  - 34\r
DO  - https://doi.org/10.1000/x\r
N2  - Secret\r
UR  - javascript:alert(1)\r
ER  - \r
\r
TY  - CHAP\r
AU  - Ostrom, Elinor\r
TI  - Un chapitre dont le titre\r
continue\r
BT  - Un livre\r
A2  - Dupont, Jean\r
PY  - 1990\r
`
  const {items, messages} = openText(text, 'refs.ris')

  test('records are read, and a record without ID has a key of author and year', () => {
    expect(items.get('elamrani2019')).toMatchObject({
      type: 'article-journal',
      author: [{family: 'El Amrani', given: 'Ahmed'}, {literal: 'Haut-Commissariat au Plan'}],
      title: "L'économie <\u2060b>sociale<\u2060/b>",
      'container-title': 'Revue marocaine',
      issued: {'date-parts': [[2019, 3, 12]]},
      volume: '4',
      issue: '2',
      page: '12-34',
      DOI: '10.1000/x'
    })
    expect(items.get('ostrom1990')).toMatchObject({
      type: 'chapter',
      title: 'Un chapitre dont le titre continue',
      'container-title': 'Un livre',
      editor: [{family: 'Dupont', given: 'Jean'}]
    })
    expect(JSON.stringify([...items.values()])).not.toMatch(/Secret|javascript/)
  })

  test('a record that names its title first has the key of its author, and says when it was read', () => {
    const web =
      'TY  - ELEC\nTI  - Une page\nAU  - Un, Zoé\nPY  - 2020\nUR  - https://ex.org\nY2  - 2021/03/04/10:00\nER  - \n'
    expect(openText(web, 'refs.ris').items.get('un2020')).toMatchObject({
      URL: 'https://ex.org',
      issued: {'date-parts': [[2020]]},
      accessed: {'date-parts': [[2021, 3, 4]]}
    })
  })

  test('a record without end and an unsafe address are reported', () => {
    expect(messages).toEqual(['2:7 warning unsafe-url', '17:1 error unclosed'])
  })
})

describe('a library of several files', () => {
  const bib = new VFile({
    path: 'a.bib',
    value: '@string{p = {Puf}}\n@book{one, title={Un}, ids={uno}}\n@set{both, entryset={one, two}}'
  })
  const more = new VFile({
    path: 'b.bib',
    value: '@book{two, title={Deux}, publisher=p}\n@book{one, title={Autre}}\n@book{one, title={Un}, ids={uno}}'
  })
  const json = new VFile({path: 'c.json', value: '[{"id": "three", "type": "book", "title": "Trois"}]'})
  const library = openLibrary([bib, more, json])

  test('keys come in order, aliases and sets can be cited, strings go on from file to file', () => {
    expect([...library.keys()]).toEqual(['one', 'both', 'two', 'three'])
    expect(library.canonical('uno')).toBe('one')
    expect(library.members('both')).toEqual(['one', 'two'])
    expect(library.canonical('both')).toBe('one')
    expect(library.canonical('four')).toBeUndefined()
    expect(library.load(['uno', 'two', 'three', 'four']).size).toBe(3)
    expect(library.load(['two']).get('two')?.publisher).toBe('Puf')
  })

  test('a key defined twice is an error that says where the first is; of the same work, a warning', () => {
    expect(library.load(['one']).get('one')?.title).toBe('Un')
    expect(more.messages.map(({fatal, reason, note}) => [fatal, reason, note])).toEqual([
      [true, 'Duplicate key `one`', 'Remove it or give it another key; the first, which counts, is at a.bib:2.'],
      [false, 'Duplicate key `one` of the same work', 'Remove it; the first, which counts, is at a.bib:2.']
    ])
    expect(library.place('one')).toMatchObject({file: bib, position: {start: {line: 2, column: 7}, end: {column: 10}}})
  })

  test('two entries of one work, by two readers, are a warning', () => {
    const one = '@book{k, title={Un}, author={A}, year=2000, publisher={P}'
    const said = (text: string) => {
      const file = new VFile({path: 'a.bib', value: text})
      openLibrary([file])
      return file.messages.map(({fatal, ruleId}) => [fatal, ruleId])
    }
    expect(said(`${one}, urldate={2020-01-02}, abstract={Long}}\n${one}, file={a.pdf}, url={https://ex.org}}`)).toEqual(
      [[false, 'duplicate-key']]
    )
    expect(said(`${one}}\n${one}, edition={2}}`)).toEqual([[true, 'duplicate-key']])
  })

  test('values are read once, and only of what is cited', () => {
    const file = new VFile({path: 'a.bib', value: '@book{a, title={\\foo}}\n@book{b, title={\\bar}}'})
    const lazy = openLibrary([file])
    expect(file.messages).toEqual([])
    expect(lazy.load(['a']).get('a')).toBe(lazy.load(['a']).get('a'))
    expect(file.messages.map(({line}) => line)).toEqual([1])
  })
})
