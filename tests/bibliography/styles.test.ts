import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {inLanguage, openStyle, readStyle} from '../../scripts/bibliography/cite/styles.ts'
import type {CslDate} from '../../scripts/bibliography/entry.ts'
import {said} from '../chapter.ts'
import {cite, ownStyle, person, smallStyle, typicalWorks, work, worksOf, year} from './works.ts'

const authorDate = ownStyle('iso690-author-date')
const notes = ownStyle('iso690-notes')
const types = [...typicalWorks.keys()]

/** By type, so that a failing line names what it is. */
function byType(lines: string[]): Record<string, string> {
  return Object.fromEntries(types.map((type, index) => [type, lines[index] ?? '']))
}

function entriesByType(style: typeof authorDate): Record<string, string> {
  const {full, entries} = cite(style, typicalWorks, types)
  return Object.fromEntries(full.entries.map(({key}, index) => [key, entries[index] ?? '']))
}

describe('ISO 690, author-date', () => {
  test('names authors and year in the text', () => {
    expect(byType(cite(authorDate, typicalWorks, types).clusters)).toEqual({
      book: '(Besançon, Chochoy et Guyon, 2013)',
      edited: '(Klein et Laville, 2014)',
      chapter: '(Olivier de Sardan, 2014)',
      article: '(Le Corroller, 2012)',
      thesis: '(El Ghoufi, 2019)',
      report: '(Conseil économique, social et environnemental, 2015)',
      page: '(Fondation Zakoura, 2025)',
      newspaper: '(D’Arc, 2015)',
      conference: '(Ben Jelloun, 2018)',
      law: '(Dahir n° 1-58-376 réglementant le droit d’association, 1958)'
    })
  })

  test('lists works of every common type', () => {
    expect(entriesByType(authorDate)).toEqual({
      book: '[Besançon], Emmanuelle, [Chochoy], Nicolas et [Guyon], Thibault, 2013. _L’innovation sociale~: principes et fondements d’un concept_. 2<sup>e</sup>~éd. Paris~: L’Harmattan, coll.~«~L’esprit économique~». ISBN~978-2-343-02069-3.',
      edited: '[Klein], Juan-Luis et [Laville], Jean-Louis (dir.), 2014. _L’innovation sociale_. Toulouse~: Érès.',
      chapter:
        '[Olivier de Sardan], Jean-Pierre, 2014. «~Innovation et territoire~». _In_~: [Klein], Juan-Luis (dir.), _L’innovation sociale_. Toulouse~: Érès, p.~12-30.',
      article:
        '[Le Corroller], Cécile, 2012. «~Mots et sens du territoire~». _Géographie, économie, société_, vol.~14, n<sup>o</sup>~3, p.~287-302. <a href="https://doi.org/10.3166/ges.14.287-302">https://doi.org/10.3166/ges.14.287-302</a>.',
      thesis:
        '[El Ghoufi], Driss, 2019. _Contribution à la mesure_. Thèse de doctorat. Marrakech~: Université Cadi Ayyad.',
      report:
        '[Conseil économique, social et environnemental], 2015. _Économie sociale et solidaire_. Rapport, n<sup>o</sup>~19/2015. CESE.',
      page: '[Fondation Zakoura], 2025. «~Nos écoles~» [en ligne]. _Site de la Fondation_. Disponible à l’adresse~: <a href="https://example.org/ecoles">https://example.org/ecoles</a> [consulté le 1<sup>er</sup>~mars 2026].',
      newspaper: '[D’Arc], Anne, 2015. «~Le brouillard donne à boire~». _Le Monde_, 3~mai 2015, p.~4.',
      conference:
        '[Ben Jelloun], Aïcha, 2018. «~Mesurer l’impact~». _In_~: _Actes du colloque de Rabat_. Colloque de Rabat. Rabat~: Presses de Rabat, p.~5-9.',
      law: 'Dahir n° 1-58-376 réglementant le droit d’association, 1958. _Bulletin officiel_, n<sup>o</sup>~2404 bis, 15~novembre 1958, p.~1909.'
    })
  })

  test('tells works of one author and year apart by letters, in the text and in the list', () => {
    const two = worksOf(
      work('a', {author: [person('Paul', 'Un')], title: 'Après'}),
      work('b', {author: [person('Paul', 'Un')], title: 'Avant'})
    )
    const {clusters, entries} = cite(authorDate, two, ['b', 'a'])
    expect(clusters).toEqual(['(Un, 2020b)', '(Un, 2020a)'])
    expect(entries).toEqual(['[Un], Paul, 2020a. _Après_.', '[Un], Paul, 2020b. _Avant_.'])
  })

  test('cuts four authors and more in the text, names them all in the list', () => {
    const authors = ['Un', 'Deux', 'Trois', 'Quatre'].map((name) => person('P.', name))
    const {clusters, entries} = cite(authorDate, worksOf(work('a', {author: authors})), ['a'])
    expect(clusters).toEqual(['(Un et~al., 2020)'])
    expect(entries[0]).toContain('[Trois], P. et [Quatre], P., 2020')
  })

  test('says that a work has no date', () => {
    expect(cite(authorDate, worksOf(work('a', {issued: undefined})), ['a']).clusters).toEqual(['(a, s.~d.)'])
  })
})

describe('ISO 690, notes', () => {
  test('tells everything at the first citation', () => {
    expect(byType(cite(notes, typicalWorks, types).clusters)).toEqual({
      book: 'Emmanuelle [Besançon], Nicolas [Chochoy] et Thibault [Guyon], _L’innovation sociale~: principes et fondements d’un concept_, 2<sup>e</sup>~éd., Paris, L’Harmattan, coll.~«~L’esprit économique~», 2013.',
      edited: 'Juan-Luis [Klein] et Jean-Louis [Laville] (dir.), _L’innovation sociale_, Toulouse, Érès, 2014.',
      chapter:
        'Jean-Pierre [Olivier de Sardan], «~Innovation et territoire~», dans Juan-Luis [Klein] (dir.), _L’innovation sociale_, Toulouse, Érès, 2014, p.~12-30.',
      article:
        'Cécile [Le Corroller], «~Mots et sens du territoire~», _Géographie, économie, société_, vol.~14, n<sup>o</sup>~3, 2012, p.~287-302, <a href="https://doi.org/10.3166/ges.14.287-302">https://doi.org/10.3166/ges.14.287-302</a>.',
      thesis:
        'Driss [El Ghoufi], _Contribution à la mesure_, thèse de doctorat, Marrakech, Université Cadi Ayyad, 2019.',
      report:
        '[Conseil économique, social et environnemental], _Économie sociale et solidaire_, Rapport, n<sup>o</sup>~19/2015, CESE, 2015.',
      page: '[Fondation Zakoura], «~Nos écoles~», _Site de la Fondation_, 2025, <a href="https://example.org/ecoles">https://example.org/ecoles</a> [consulté le 1<sup>er</sup>~mars 2026].',
      newspaper: 'Anne [D’Arc], «~Le brouillard donne à boire~», _Le Monde_, 3~mai 2015, p.~4.',
      conference:
        'Aïcha [Ben Jelloun], «~Mesurer l’impact~», dans _Actes du colloque de Rabat_, Colloque de Rabat, Rabat, Presses de Rabat, 2018, p.~5-9.',
      law: 'Dahir n° 1-58-376 réglementant le droit d’association, _Bulletin officiel_, n<sup>o</sup>~2404 bis, 15~novembre 1958, p.~1909.'
    })
  })

  test('abbreviates what was cited: op. cit. for a book, art. cit. for an article or a chapter', () => {
    expect(byType(cite(notes, typicalWorks, [...types, ...types]).clusters.slice(types.length))).toMatchObject({
      book: 'E.~[Besançon], N.~[Chochoy] et T.~[Guyon], _op.~cit._',
      edited: 'J.-L.~[Klein] et J.-L.~[Laville] (dir.), _op.~cit._',
      article: 'C.~[Le Corroller], _art.~cit._',
      chapter: 'J.-P.~[Olivier de Sardan], _art.~cit._'
    })
  })

  test('adds a short title where op. cit. would not say which work', () => {
    const three = worksOf(
      work('theory', {
        author: [person('Joseph', 'Schumpeter')],
        title: 'Théorie de l’évolution économique',
        'title-short': 'Théorie'
      }),
      work('capitalism', {
        author: [person('Joseph', 'Schumpeter')],
        title: 'Capitalisme, socialisme et démocratie',
        'title-short': 'Capitalisme'
      }),
      work('sen', {author: [person('Amartya', 'Sen')]})
    )
    expect(cite(notes, three, ['theory', 'capitalism', 'sen', 'theory', 'sen']).clusters.slice(3)).toEqual([
      'J.~[Schumpeter], _Théorie_, _op.~cit._',
      'A.~[Sen], _op.~cit._'
    ])
  })

  test.each([
    ['Theory of Growth: An Inquiry', 'Theory of Growth'],
    ['L’innovation sociale : émergence et effets', 'L’innovation sociale'],
    ['Les pionniers au Maroc. Espace de reclassement', 'Les pionniers au Maroc'],
    ['Histoire de M. Dupont', 'Histoire de M. Dupont'],
    ['Innovation : une histoire', 'Innovation : une histoire'],
    ['Entretien avec « A : B » et d’autres', 'Entretien avec « A : B » et d’autres']
  ])('shortens a title where its subtitle starts: %s', (title, expected) => {
    const items = worksOf(work('a', {title, author: [person('P.', 'Un')]}), work('b', {author: [person('P.', 'Un')]}))
    const [, , again] = cite(notes, items, ['a', 'b', 'a']).clusters
    expect(again?.replaceAll(/[~\u202F]/g, ' ')).toBe(`P. [Un], _${expected}_, _op. cit._`)
  })

  test('ibid. stands for the work of the note before, and takes a page that differs', () => {
    const page = (locator: string) => ({key: 'edited', locator, label: 'page'})
    expect(
      cite(notes, typicalWorks, [page('3'), page('3'), page('7'), ['book', 'article'], 'article']).clusters
    ).toEqual([
      expect.stringContaining('2014, p.~3.'),
      '_Ibid._',
      '_Ibid._, p.~7.',
      expect.stringContaining('~; '),
      'C.~[Le Corroller], _art.~cit._'
    ])
  })

  test('lists works with the date after the publisher', () => {
    expect(entriesByType(notes)).toMatchObject({
      edited: '[Klein], Juan-Luis et [Laville], Jean-Louis (dir.). _L’innovation sociale_. Toulouse~: Érès, 2014.',
      article: expect.stringContaining('n<sup>o</sup>~3, 2012, p.~287-302.'),
      newspaper: '[D’Arc], Anne. «~Le brouillard donne à boire~». _Le Monde_, 3~mai 2015, p.~4.'
    })
  })
})

describe('files that are no style', () => {
  const dependent = `<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>Revue</title>\n<link href="http://www.zotero.org/styles/parent-style" rel="independent-parent"/></info></style>`

  test.each([
    ['text', 'du texte', '1:1', 'not-a-style'],
    ['another XML', '<?xml version="1.0"?>\n<html><body/></html>', '2:1', 'not-a-style'],
    ['a tag left open', '<style>\n<citation><layout></citation></style>', '2:19', 'not-a-style'],
    ['a broken tag', '<style>\n  <citation <layout/></style>', '2:3', 'not-a-style'],
    ['no citation', '<style class="note"><info/></style>', '1:1', 'not-a-style'],
    ['a style whose parent is absent', dependent, '2:1', 'dependent-style']
  ])('%s: the message has its place', (_, value, place, rule) => {
    const file = new VFile({path: 'bibliography/styles/x.csl', value})
    expect(openStyle(file)).toBeUndefined()
    expect(said(file)).toEqual([`${place} citations:${rule}`])
    expect(file.messages[0]?.note).toMatch(/\.$/)
  })

  test('a dependent style names its parent, and uses it when it is there', () => {
    expect(readStyle(dependent)).toMatchObject({reason: expect.stringContaining('`parent-style`')})
    expect(readStyle(dependent, new Map([['parent-style', notes.xml]]))).toMatchObject({title: 'Revue', isNote: true})
  })
})

test('dates before Christ and ranges read as French', () => {
  const dates: Record<string, CslDate> = {
    old: year(-44),
    range: {'date-parts': [[1998], [2001]]},
    open: {'date-parts': [[1998], [0]]},
    about: {'date-parts': [[1830]], circa: true},
    words: {literal: 'à paraître'}
  }
  const works = worksOf(...Object.entries(dates).map(([id, issued]) => work(id, {issued})))
  expect(cite(authorDate, works, Object.keys(dates)).clusters).toEqual([
    '(old, 44~av.~J.-C.)',
    '(range, 1998-2001)',
    '(open, 1998-)',
    '(about, vers 1830)',
    '(words, à paraître)'
  ])
})

test('a work was consulted on a day, or in a month or a year', () => {
  const online = (...accessed: number[]) => work('a', {URL: 'https://example.org', accessed: year(...accessed)})
  const printed = [[2026, 3, 1], [2026, 3], [2026]].map(
    (date) => cite(authorDate, worksOf(online(...date)), ['a']).entries[0]
  )
  expect(printed.map((line) => line?.match(/\[consulté.*\]/)?.[0])).toEqual([
    '[consulté le 1<sup>er</sup>~mars 2026]',
    '[consulté en mars 2026]',
    '[consulté en 2026]'
  ])
})

test('published styles say « en » before a month as well', () => {
  const accessed = (prefix: string, suffix: string) =>
    smallStyle({
      bibliography: `<bibliography><layout><date variable="accessed" prefix="${prefix}"><date-part name="month" suffix="${suffix}"/><date-part name="year"/></date></layout></bibliography>`
    })
  const printed = (prefix: string, ...parts: number[]) =>
    cite(accessed(prefix, ' '), worksOf(work('a', {accessed: year(...parts)})), ['a']).entries[0]
  expect(printed('Consulté le ', 2026, 3)).toBe('Consulté en mars 2026')
  expect(printed('Consulté\u00A0le\u00A0', 2026, 3)).toBe('Consulté~en~mars 2026')
  expect(printed('Consulté le', 2026, 3)).toBe('Consulté en mars 2026')
  expect(printed('page consultée le ', 2026)).toBe('page consultée en 2026')
})

test('points of suspension close a title', () => {
  const page = work('a', {type: 'webpage', title: 'Où en est le projet…', publisher: 'grazia.ma'})
  expect(cite(authorDate, worksOf(page), ['a']).entries).toEqual(['[a], Anne, 2020. _Où en est le projet…_ grazia.ma.'])
  const article = work('a', {type: 'article-journal', title: 'Et ensuite…', 'container-title': 'Revue'})
  expect(cite(authorDate, worksOf(article), ['a']).entries).toEqual(['[a], Anne, 2020. «~Et ensuite…~» _Revue_.'])
})

test('a page says its day, and that it was read on line though its address is not known', () => {
  const page = (fields: object) =>
    worksOf(work('a', {type: 'webpage', title: 'Page', publisher: 'site.ma', accessed: year(2026, 11), ...fields}))
  const printed = (style: typeof authorDate, fields: object) => cite(style, page(fields), ['a']).entries[0]
  expect(printed(authorDate, {issued: year(2018, 4, 6)})).toBe(
    '[a], Anne, 2018. _Page_ [en ligne]. site.ma, 6~avril [consulté en novembre 2026].'
  )
  expect(printed(authorDate, {issued: year(2018)})).toBe(
    '[a], Anne, 2018. _Page_ [en ligne]. site.ma [consulté en novembre 2026].'
  )
  expect(printed(notes, {issued: year(2018, 4, 6)})).toBe(
    '[a], Anne. _Page_ [en ligne]. site.ma, 6~avril 2018 [consulté en novembre 2026].'
  )
  expect(cite(notes, page({issued: year(2018, 4)}), ['a']).clusters[0]).toBe(
    'Anne [a], _Page_, site.ma, avril 2018 [consulté en novembre 2026].'
  )
  expect(cite(notes, page({issued: undefined}), ['a']).clusters[0]).toBe(
    'Anne [a], _Page_, site.ma [consulté en novembre 2026].'
  )
})

test('a date that is deduced says so, with or without its month', () => {
  const works = worksOf(
    work('a', {type: 'webpage', title: 'Page', publisher: 'site.ma', issued: {...year(2024, 11), circa: true}})
  )
  expect(cite(authorDate, works, ['a']).clusters[0]).toBe('(a, vers 2024)')
  expect(cite(authorDate, works, ['a']).entries[0]).toBe('[a], Anne, vers 2024. _Page_. site.ma.')
  expect(cite(notes, works, ['a']).entries[0]).toBe('[a], Anne. _Page_. site.ma, vers novembre 2024.')
})

test('the years of one author stand after the name, apart from the next work', () => {
  const author = [person('Anne', 'Un')]
  const works = worksOf(
    work('a', {author, issued: year(2001)}),
    work('b', {author, issued: year(2003)}),
    work('none', {author, issued: undefined}),
    work('other', {issued: year(2005)})
  )
  const printed = (...cluster: (string | {key: string; locator: string; label: string})[]) =>
    cite(authorDate, works, [cluster]).clusters[0]
  expect(printed('a', 'b', 'none', 'other')).toBe('(Un, 2001, 2003, s.~d.~; other, 2005)')
  expect(printed('other', 'b', 'a')).toBe('(other, 2005~; Un, 2003, 2001)')
  expect(printed('a', 'other', 'b')).toBe('(Un, 2001~; other, 2005~; Un, 2003)')
  // After a page, a comma would make the next year a page.
  expect(printed({key: 'a', locator: '3', label: 'page'}, 'b')).toBe('(Un, 2001, p.~3~; 2003)')
})

test('words that a style puts on lines of their own do not meet, and the full stop follows them', () => {
  const items = worksOf(work('a', {title: 'Titre', publisher: 'Éditeur', 'publisher-place': 'Fès'}))
  const variables = ['title', 'publisher', 'publisher-place']
  for (const displays of [
    ['', 'block', ''],
    ['block', 'block', 'block'],
    ['left-margin', 'right-inline', ''],
    ['', 'indent', 'block']
  ]) {
    const texts = variables.map((name, at) => {
      const display = displays[at] ? ` display="${displays[at]}"` : ''
      return `<text variable="${name}"${display}/>`
    })
    const style = smallStyle({
      bibliography: `<bibliography><layout suffix=".">${texts.join('')}</layout></bibliography>`
    })
    expect(cite(style, items, ['a']).entries).toEqual(['Titre Éditeur Fès.'])
  }
})

test('a French style has neither French spaces nor French words in a thesis of another language', () => {
  const works = worksOf(
    work('alpha', {publisher: 'Pub', 'publisher-place': 'Paris', URL: 'https://ex.org/a', 'original-date': year(1950)}),
    work('beta')
  )
  const {clusters, entries} = cite(inLanguage(authorDate, 'en-GB'), works, [[{key: 'alpha', locator: '3-5'}, 'beta']], {
    locale: 'en-GB'
  })
  expect([...clusters, entries[0]]).toEqual([
    '(alpha, 2020, pp.~3–5; beta, 2020)',
    '[alpha], Anne, 2020. _Titre de alpha_ [online]. Paris: Pub. Original work published 1950. Available at: <a href="https://ex.org/a">https://ex.org/a</a>.'
  ])
})
