/** Styles and items that nobody should write: a message with its place, and never an exception. */

import {describe, expect, test} from 'vitest'
import {findLocale} from '../../../scripts/bibliography/cite/locales.ts'
import {compileStyle, contentToText, type Item, openProcessor} from '../../../scripts/bibliography/csl/index.ts'
import {ownStyle} from '../works.ts'

const compile = (xml: string) => compileStyle(xml, {lang: 'fr-FR', findLocale: (lang) => findLocale(lang).xml})

const inText = (citation: string, macros = '', bibliography = '') =>
  `<style class="in-text" version="1.0">\n${macros}\n<citation>${citation}</citation>${bibliography}</style>`

/** What a style prints of an item, as text. */
function print(xml: string, item: Item): string {
  const {style} = compile(xml)
  const {clusters} = openProcessor(style!).format({
    items: new Map([['x', item]]),
    clusters: [{id: 'c', note: 0, cites: [{id: 'x'}]}]
  })
  return contentToText(clusters[0]!.content)
}

describe('a style that is not right', () => {
  test.each([
    ['', 'Missing root element', 1, 1],
    ['<style', 'Unexpected `<`, expected a whole tag', 1, 1],
    ['<style>\n  <citation></style>', 'Unexpected `</style>`, expected `</citation>`', 2, 13],
    ['<style>\n<citation>', 'Unexpected end of the file, expected `</citation>`', 2, 1],
    ['<locale/>', 'Unexpected `<locale>`, expected a CSL style that starts with `<style>`', 1, 1],
    ['<style><citation/></style>', 'Missing `<citation>` with a `<layout>`', 1, 1]
  ])('%j is refused', (xml, reason, line, column) => {
    expect(compile(xml)).toEqual({problems: [expect.objectContaining({reason, line, column, severity: 'error'})]})
  })

  test.each([
    ['a macro that is not there', '<layout><text macro="none"/></layout>', '', 'Unknown macro `none`', 3],
    [
      'a macro that calls itself',
      '<layout><text macro="a"/></layout>',
      '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>',
      'Circular macro `a`: it calls itself',
      2
    ],
    ['an element that CSL has not', '<layout><picture/></layout>', '', 'Unknown element `<picture>`', 3]
  ])('%s is named with its line, and the rest is printed', (_, layout, macros, reason, line) => {
    const xml = inText(layout.replace('</layout>', '<text variable="title"/></layout>'), macros)
    expect(compile(xml).problems).toEqual([expect.objectContaining({reason, line})])
    expect(print(xml, {id: 'x', type: 'book', title: 'Titre'})).toBe('Titre')
  })

  test('macros that double 24 times are bounded', () => {
    const macros = Array.from(
      {length: 24},
      (_, index) => `<macro name="m${index}"><text macro="m${index + 1}"/><text macro="m${index + 1}"/></macro>`
    )
    const xml = inText(
      '<layout><text macro="m0"/><text variable="title"/></layout>',
      `${macros.join('')}<macro name="m24"><text variable="title"/></macro>`
    )
    const {problems} = compile(xml)
    expect(problems).toEqual([expect.objectContaining({reason: expect.stringContaining('too large'), line: 2})])
    expect(print(xml, {id: 'x', type: 'book', title: 'T'}).length).toBeLessThan(400_000)
  })

  test('attributes that make no sense count as absent', () => {
    const xml = inText(
      '<layout delimiter="; "><names variable="author"><name et-al-min="many" form="tall" and="hand"/></names><date variable="issued" form="odd"/><text variable="title" text-case="wild" display="sideways"/></layout>'
    )
    expect(print(xml, {id: 'x', type: 'book', title: 'T', author: [{family: 'A'}], issued: {raw: '2001'}})).toBe('AT')
  })
})

describe('items that are not right', () => {
  const nonsense: unknown[] = [
    ...[null, true, Number.NaN, '', ' ', [], {}, [[]], [null], {a: 1}, '<i>ouvert', '"', '’', '</i>', '\u0000'],
    ...[{'date-parts': 5}, {'date-parts': [['x', null, {}]]}, {'date-parts': [[99999999999]]}, {raw: '////'}],
    ...[{family: 5, given: []}, [{literal: ''}, {family: ' '}], [{given: 'Seul'}], 'constructor', '__proto__']
  ]
  const fields = 'title author editor issued accessed page volume DOI URL language container-title note type'.split(' ')

  test.each(['iso690-author-date', 'iso690-notes'] as const)('every field may hold anything: %s', (name) => {
    const items = new Map<string, Item>()
    for (const field of fields) {
      for (const [index, value] of nonsense.entries()) {
        const id = `${field}${index}`
        items.set(id, {id, type: 'book', title: 'Titre', [field]: value})
      }
    }
    items.set('__proto__', {id: '__proto__', type: 'book', title: 'Proto'})
    const clusters = [...items.keys()].map((id, note) => ({id, note: note + 1, cites: [{id, locator: '3-5'}]}))
    const printed = openProcessor(compile(ownStyle(name).xml).style!).format({items, clusters})
    expect(printed.clusters).toHaveLength(clusters.length)
    expect(printed.entries.map(({id}) => id)).toContain('__proto__')
    const text = printed.entries.map(({content}) => contentToText(content)).join('\n')
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })

  test('3 000 authors, twice: printed, and told apart by a letter', () => {
    const author = Array.from({length: 3000}, (_, index) => ({family: `Nom${index}`, given: 'Anne'}))
    const item = (id: string): Item => ({id, type: 'book', title: id, author, issued: {'date-parts': [[2000]]}})
    const {style} = compile(ownStyle('iso690-author-date').xml)
    const {clusters, entries} = openProcessor(style!).format({
      items: new Map([
        ['a', item('a')],
        ['b', item('b')]
      ]),
      clusters: ['a', 'b'].map((id) => ({id, note: 0, cites: [{id}]}))
    })
    expect(clusters.map(({content}) => contentToText(content))).toEqual([
      '(Nom0 et\u00a0al., 2000a)',
      '(Nom0 et\u00a0al., 2000b)'
    ])
    expect(contentToText(entries[0]!.content)).toContain('Nom2999')
  })

  test('cites of unknown items print nothing, and the others stay', () => {
    const {style} = compile(inText('<layout delimiter="; "><text variable="title"/></layout>'))
    const {clusters} = openProcessor(style!).format({
      items: new Map([['a', {id: 'a', title: 'A'}]]),
      clusters: [
        {id: '1', note: 0, cites: [{id: 'none'}, {id: 'a'}]},
        {id: '2', note: 0, cites: [{id: 'none'}]}
      ]
    })
    expect(clusters.map(({content}) => contentToText(content))).toEqual(['A', ''])
  })
})
