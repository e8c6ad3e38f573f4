import {describe, expect, test} from 'vitest'
import {formatCitations} from '../../scripts/bibliography/cite/cite.ts'
import type {RichText} from '../../scripts/bibliography/cite/rich-text.ts'
import {toHtml} from './rich-html.ts'
import {cite, ownStyle, person, smallStyle, text, typicalWorks, work, worksOf} from './works.ts'

const authorDate = ownStyle('iso690-author-date')
const notes = ownStyle('iso690-notes')

describe('a cluster', () => {
  test('keeps the author’s order and words: voir stays before its work', () => {
    const sorting = smallStyle({
      citation:
        '<sort><key variable="title"/></sort><layout prefix="(" suffix=")" delimiter="; "><text variable="title"/></layout>'
    })
    const items = worksOf(work('z', {title: 'Z'}), work('a', {title: 'A'}))
    expect(cite(sorting, items, [['z', 'a']]).clusters).toEqual(['(A; Z)'])
    expect(cite(sorting, items, [[{key: 'z', prefix: text('voir')}, 'a']]).clusters).toEqual(['(voir Z; A)'])
  })

  test('marks each work’s part with its key, prefix and suffix outside', () => {
    const cluster = [{key: 'book', prefix: text('voir '), suffix: text(', et passim')}, 'edited']
    const {full} = cite(authorDate, typicalWorks, [cluster])
    expect(toHtml(full.clusters.get('0')!.content)).toBe(
      '(voir <a href="#ref-book">Besançon, Chochoy et Guyon, 2013</a>, et passim\u00A0; <a href="#ref-edited">Klein et Laville, 2014</a>)'
    )
  })

  test('marks numbers even where a range hides some', () => {
    const numeric = smallStyle({
      attributes: 'collapse="citation-number"',
      citation:
        '<sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=","><text variable="citation-number"/></layout>',
      bibliography:
        '<bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>'
    })
    const {full} = cite(numeric, typicalWorks, [['book', 'edited', 'chapter', 'thesis'], 'chapter'])
    expect([...full.clusters.values()].map(({content}) => toHtml(content))).toEqual([
      '[<a href="#ref-book">1</a>–<a href="#ref-thesis">4</a>]',
      '[<a href="#ref-chapter">3</a>]'
    ])
  })

  test('an address in a note interrupts the link to the entry: links do not nest', () => {
    const {full} = cite(notes, typicalWorks, ['article'])
    expect(toHtml(full.clusters.get('0')!.content)).not.toMatch(/<a [^>]*>(?:(?!<\/a>).)*<a /)
  })

  test('what is embedded comes back where it was', () => {
    const prefix: RichText = [
      {type: 'text', value: 'voir '},
      {type: 'embedded', index: 42}
    ]
    const {full} = cite(authorDate, typicalWorks, [{key: 'edited', prefix}])
    expect(full.clusters.get('0')!.content).toContainEqual({type: 'embedded', index: 42})
  })
})

describe('the author in the sentence', () => {
  const narrative = (style: typeof notes, key: string) => {
    const {author = [], content} = cite(style, items, [key], {mode: 'narrative'}).full.clusters.get('0')!
    return [author, content].map((part) =>
      toHtml(part)
        .replace(/<\/?(?:a|span)[^>]*>/g, '')
        .replaceAll('\u00A0', ' ')
    )
  }
  const items = worksOf(
    ...typicalWorks.values(),
    work('many', {author: ['Un', 'Deux', 'Trois', 'Quatre'].map((name) => person('P.', name))}),
    work('untitled', {author: undefined, title: 'Le Livre'}),
    work('part', {author: undefined, type: 'article-journal', title: 'Les groupes'}),
    work('short', {author: [{literal: 'Haut-Commissariat au Plan'}], custom: {shortAuthor: 'HCP'}})
  )

  test.each([
    ['edited', 'Klein et Laville', '(2014)'],
    ['many', 'Un et al.', '(2020)'],
    ['untitled', '<em>Le Livre</em>', '(2020)'],
    ['part', '« Les groupes »', '(2020)'],
    ['law', 'Dahir n° 1-58-376 réglementant le droit d’association', '(1958)']
  ])('author-date: %s', (key, author, content) => {
    expect(narrative(authorDate, key)).toEqual([author, content])
  })

  test.each([
    ['edited', 'Klein et Laville'],
    ['many', 'Un et al.'],
    ['untitled', '<em>Le Livre</em>'],
    ['short', 'HCP'],
    ['report', 'Conseil économique, social et environnemental']
  ])('notes: %s', (key, author) => {
    const [found, note] = narrative(notes, key)
    expect(found).toBe(author)
    expect(note).toMatch(/\.$/)
  })

  test('a style without names in citations prints the author all the same', () => {
    const [author, content] = narrative(
      smallStyle({citation: '<layout prefix="[" suffix="]"><text variable="citation-number"/></layout>'}),
      'edited'
    )
    expect([author, content]).toEqual(['Klein et Laville', '[1]'])
  })
})

describe('hostile works', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><b onclick="x">',
    '</span></a><iframe>',
    '\uFDD0link javascript:alert(1)\uFDD1x\uFDD2',
    '<span style="position:fixed">x</span>',
    '&lt;script&gt;',
    '<i>ouvert'
  ]
  const items = worksOf(
    ...hostile.map((value, index) =>
      work(`w${index}`, {title: value, author: [person(value, value)], publisher: value, note: value, ISBN: value})
    ),
    work('__proto__', {title: 'Objet'}),
    work('constructor', {title: 'Fonction'}),
    work('"><x', {title: 'Clef'}),
    work('js', {URL: 'javascript:alert(1)'}),
    work('data', {URL: 'data:text/html,<script>alert(1)</script>'}),
    work('doi', {DOI: '10.1/"onmouseover="x'})
  )

  test.each([
    ['author-date', authorDate],
    ['notes', notes]
  ])('only our own tags reach a page: %s', (_, style) => {
    const keys = [...items.keys()]
    const clusters = keys.map((key) => ({
      key,
      prefix: text(`<b>${key}</b>`),
      suffix: text('<script>'),
      locator: '<i>3</i>'
    }))
    const {full} = cite(style, items, clusters)
    const pages = [...full.clusters.values(), ...full.entries].map(({content}) => toHtml(content))
    expect(pages).toHaveLength(keys.length * 2)
    for (const page of pages) {
      expect(page.match(/<(?!\/?(?:em|strong|sup|sub|u|a|span)\b)/g)).toBeNull()
      expect(page.match(/<(?:em|strong|sup|sub|u) /g)).toBeNull()
      expect(page.match(/<span (?!class="smallcaps">)/g)).toBeNull()
      expect(page.match(/<a (?!href="(?:#|https?:\/\/)[^"]*">)/g)).toBeNull()
      expect(page).not.toMatch(/[\uFDD0-\uFDEF]/)
    }
    const all = pages.join('\n')
    expect(all).toContain('&lt;script&gt;')
    expect(all).toContain('Objet')
    expect(all).not.toMatch(/href="(?:javascript|data):/)
  })
})

describe('what goes wrong', () => {
  test('an unknown key is reported, printed, and spoils nothing else', () => {
    const {full, clusters} = cite(authorDate, typicalWorks, [['edited', 'nobody'], 'nobody'], {nocite: ['nothing']})
    expect(full.messages.map(({rule, key, cluster}) => [rule, key, cluster])).toEqual([
      ['citations:unknown-key', 'nobody', '0'],
      ['citations:unknown-key', 'nobody', '1'],
      ['citations:unknown-key', 'nothing', undefined]
    ])
    expect(clusters).toEqual(['(Klein et Laville, 2014) <strong>[@nobody ?]</strong>', '<strong>[@nobody ?]</strong>'])
    expect(full.entries.map(({key}) => key)).toEqual(['edited'])
  })

  test('a language without terms is reported, and the terms are English', () => {
    const {full} = cite(authorDate, typicalWorks, ['edited'], {locale: 'wo-SN'})
    expect(full.messages).toMatchObject([{rule: 'citations:unknown-locale', severity: 'warning'}])
    expect(cite(authorDate, typicalWorks, ['edited'], {locale: 'fr-MA'}).clusters).toEqual(['(Klein et Laville, 2014)'])
    expect(
      cite(smallStyle({citation: '<layout><text term="and"/></layout>'}), typicalWorks, ['edited'], {locale: 'en-GB'})
        .clusters
    ).toEqual(['and'])
  })

  test('a locale file of the author’s is used', () => {
    const wolof = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="wo-SN"><terms><term name="and">ak</term></terms></locale>`
    const style = smallStyle({citation: '<layout><text term="and"/></layout>'})
    expect(cite(style, typicalWorks, ['edited'], {locale: 'wo-SN', locales: {'wo-SN': wolof}})).toMatchObject({
      clusters: ['ak'],
      full: {messages: []}
    })
  })

  test('the locale file that is advised is the one that is read', () => {
    const style = smallStyle({citation: '<layout><text term="and"/></layout>'})
    for (const [lang, name] of [
      ['it', 'it-IT'],
      ['pt-BR', 'pt-BR'],
      ['no', undefined],
      ['cs', 'cs-CZ'],
      ['zh-Hans', 'zh-CN']
    ] as const) {
      const [message] = cite(style, typicalWorks, ['edited'], {locale: lang}).full.messages
      const [, advised = ''] = /locales-([\w-]+)\.xml/.exec(message?.fix ?? '') ?? []
      if (name) expect(advised).toBe(name)
      const own = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="${advised}"><terms><term name="and">e</term></terms></locale>`
      expect(cite(style, typicalWorks, ['edited'], {locale: lang, locales: {[advised]: own}})).toMatchObject({
        clusters: ['e'],
        full: {messages: []}
      })
    }
  })

  test('a work that the style prints nothing of is printed by author, title and year, and named once', () => {
    const notesOnly = smallStyle({
      citation: '<layout prefix="(" suffix=")"><text variable="note"/></layout>',
      bibliography: '<bibliography><layout suffix="."><text variable="note"/></layout></bibliography>'
    })
    const items = worksOf(work('good', {note: 'Bon'}), work('bad', {title: 'Mauvais'}))
    const {full, clusters, entries} = cite(notesOnly, items, ['good', 'bad', 'bad', ['good', 'bad']])
    expect(full.messages).toMatchObject([
      {rule: 'citations:style-fails', key: 'bad', severity: 'warning', reason: expect.stringContaining('`bad`')},
      {rule: 'citations:not-listed', key: 'bad'}
    ])
    expect(clusters).toEqual(['(Bon)', 'bad. _Mauvais_, 2020.', 'bad. _Mauvais_, 2020.', '(Bon)'])
    expect(entries).toEqual(['Bon.'])
  })

  test('a macro that calls itself prints nothing, and the rest of the style works', () => {
    const endless = smallStyle({
      macros: '<macro name="a"><text variable="title"/><text macro="a"/></macro>',
      citation: '<layout delimiter="; "><group delimiter=", "><text macro="a"/><text value="x"/></group></layout>'
    })
    expect(endless.faults).toMatchObject([{reason: 'Circular macro `a`: it calls itself', line: 1}])
    expect(cite(endless, typicalWorks, ['edited'])).toMatchObject({clusters: ['x'], full: {messages: []}})
  })

  test('a work that the style does not list is reported, and the others keep their entries', () => {
    const style = smallStyle({
      bibliography:
        '<bibliography><layout suffix="."><choose><if type="book"><text variable="title"/></if></choose></layout></bibliography>'
    })
    const items = worksOf(work('a'), work('letter', {type: 'personal_communication'}), work('b'))
    const {full, entries} = cite(style, items, ['a', 'letter', 'b'])
    expect(full.entries.map(({key}, index) => [key, entries[index]])).toEqual([
      ['a', 'Titre de a.'],
      ['b', 'Titre de b.']
    ])
    expect(full.messages).toMatchObject([{rule: 'citations:not-listed', severity: 'info', key: 'letter'}])
  })

  test('a style without bibliography is reported', () => {
    const {full} = cite(smallStyle({bibliography: ''}), typicalWorks, ['edited'])
    expect(full.messages).toMatchObject([{rule: 'citations:no-bibliography'}])
    expect(full.entries).toEqual([])
  })

  test('nothing cited gives nothing', () => {
    const none = formatCitations({items: typicalWorks, style: authorDate, locale: 'fr-FR', clusters: []})
    expect(none).toMatchObject({entries: [], messages: []})
  })
})

test('nocite lists works that nobody cites, once', () => {
  const {full} = cite(authorDate, typicalWorks, ['edited'], {nocite: ['law', 'edited', 'law']})
  expect(full.entries.map(({key}) => key)).toEqual(['law', 'edited'])
})

test('nothing private leaks: abstracts, annotations and files stay out', () => {
  const item = {...work('a'), abstract: 'RÉSUMÉ', annote: 'ANNOTATION', file: '/home/x.pdf'}
  expect(
    JSON.stringify([...cite(authorDate, worksOf(item), ['a']).entries, ...cite(notes, worksOf(item), ['a']).clusters])
  ).not.toMatch(/RÉSUMÉ|ANNOTATION|home/)
})

test('formatting twice gives the same', () => {
  const run = () =>
    JSON.stringify([...cite(notes, typicalWorks, ['book', 'book', ['edited', 'article']]).full.clusters])
  expect(run()).toBe(run())
})
