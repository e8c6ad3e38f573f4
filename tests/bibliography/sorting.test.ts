import {describe, expect, test} from 'vitest'
import {compareIn, withoutArticle} from '../../scripts/bibliography/cite/sorting.ts'
import {OTHERS} from '../../scripts/bibliography/entry.ts'
import {cite, ownStyle, person, work, worksOf, year} from './works.ts'

const authorDate = ownStyle('iso690-author-date')
const notes = ownStyle('iso690-notes')

const sorted = (words: string[]) => [...words].sort(compareIn('fr-FR', 'apart'))

test.each([
  ['fr-FR', 'A propos de la pauvreté', 'A propos de la pauvreté'],
  ['fr', 'An II de la République', 'An II de la République'],
  ['fr-MA', 'The Economist', 'The Economist'],
  ['fr', 'L’Économie', 'Économie'],
  ['fr', 'Les Zones', 'Zones'],
  ['en-GB', 'A Propos', 'Propos'],
  ['en', 'Die Hard', 'Die Hard'],
  ['de', 'Die Macht', 'Macht'],
  ['pt', 'O Capital', 'Capital'],
  ['ru', 'The End', 'The End']
])('in %s, « %s » is sorted as « %s »', (lang, title, key) => {
  expect(withoutArticle(title, lang)).toBe(key)
})

test('titles are sorted by the articles of the entry’s language, else of the thesis’s', () => {
  const titled = (id: string, title: string, language?: string) =>
    work(id, {title, author: undefined, ...(language && {language})})
  const items = worksOf(
    titled('bien', 'Bien public', 'fr'),
    titled('an', 'An II de la République'),
    titled('propos', 'A propos de la pauvreté', 'fr-FR'),
    titled('castle', 'A Castle', 'en')
  )
  expect(cite(authorDate, items, ['bien', 'an', 'propos', 'castle']).full.entries.map(({key}) => key)).toEqual([
    'propos',
    'an',
    'bien',
    'castle'
  ])
})

describe('the French order', () => {
  test.each([
    ['accents count only between equal words', ['Cote', 'Coté', 'Côte', 'Coteau', 'Cotte']],
    ['apostrophes do not count', ['Dalle', 'D’Arc', 'Darcy', "D'Artois"]],
    ['a hyphen is a space, and a space comes before any letter', ['Aït Haddou', 'Aït-Melloul', 'Aitken']],
    ['capitals do not count', ['de Gaulle', 'Delors', 'Descartes', 'van der Have']],
    ['numbers sort by value', ['Rapport 2', 'Rapport 10']],
    ['the Arabic article does not count where it is tied to the name', ['El Amrani', 'Hamdi', 'al-Jabri', 'Jaidi']],
    ['ligatures sort as their letters', ['Odeur', 'Œdème', 'Œuvre', 'Ogre']]
  ])('%s', (_, words) => {
    expect(sorted([...words].reverse())).toEqual(words)
  })

  test('works of one author follow by year, and precede those written with others', () => {
    const items = worksOf(
      work('both', {author: [person('Youssef', 'Nafil'), person('A.', 'Bouazza')], issued: year(2001)}),
      work('late', {author: [person('Youssef', 'Nafil')], issued: year(2020)}),
      work('early', {author: [person('Youssef', 'Nafil')], issued: year(2010)})
    )
    expect(cite(authorDate, items, ['both', 'late', 'early']).full.entries.map(({key}) => key)).toEqual([
      'early',
      'late',
      'both'
    ])
  })

  test('a title without author sorts without its article', () => {
    const title = (id: string, value: string, language = 'fr') => work(id, {title: value, author: undefined, language})
    const items = worksOf(
      title('a', 'Les Zones'),
      title('b', 'L’Atlas'),
      title('c', 'Une Enquête'),
      title('d', 'Lexique'),
      title('e', 'The Bell', 'en')
    )
    const order = ['b', 'e', 'c', 'd', 'a']
    expect(cite(authorDate, items, [...items.keys()]).full.entries.map(({key}) => key)).toEqual(order)
    expect(cite(notes, items, [...items.keys()]).full.entries.map(({key}) => key)).toEqual(order)
  })
})

describe('Arabic', () => {
  const items = worksOf(
    work('jabri', {author: [person('محمد عابد', 'الجابري')], title: 'تكوين العقل العربي', language: 'ar'}),
    work('arwi', {author: [person('عبد الله', 'العروي')], title: 'مفهوم الحرية'}),
    work('badawi', {author: [person('عبد الرحمن', 'بدوي')], title: 'الزمان الوجودي'}),
    work('zahra', {author: [person('Shaker', 'Zahra')]}),
    work('hansmann', {author: [person('Henry', 'Hansmann')]}),
    work('khatibi', {author: [person('Abdelkebir', 'Khatibi')]})
  )

  test('stands apart, in the order of its own alphabet, without the article', () => {
    const {full} = cite(authorDate, items, [...items.keys()])
    expect(full.entries.map(({key}) => key)).toEqual(['hansmann', 'khatibi', 'zahra', 'badawi', 'jabri', 'arwi'])
    expect(full.entries.map(({lang}) => lang)).toEqual([undefined, undefined, undefined, 'ar', 'ar', 'ar'])
  })

  test('is merged by its sound on request', () => {
    const {full} = cite(authorDate, items, [...items.keys()], {arabic: 'merged'})
    expect(full.entries.map(({key}) => key)).toEqual(['arwi', 'badawi', 'hansmann', 'jabri', 'khatibi', 'zahra'])
  })

  test('prints in Arabic letters, upright', () => {
    expect(cite(authorDate, items, ['jabri']).entries).toEqual(['الجابري, محمد عابد, 2020. تكوين العقل العربي.'])
    expect(cite(authorDate, items, ['jabri']).clusters[0]).toBe('(الجابري, 2020)')
  })

  test('has terms of its own when the thesis is in Arabic', () => {
    const locator = {key: 'jabri', locator: '12', label: 'page'}
    const {clusters, full} = cite(notes, items, [locator, 'badawi', 'jabri'], {locale: 'ar-MA'})
    expect(full.messages).toEqual([])
    expect(clusters.join(' ')).toContain('12')
  })
})

describe('names come out whole', () => {
  const names = {
    sardan: person('Jean-Pierre', 'Olivier de Sardan'),
    amrani: person('Ahmed', 'El Amrani'),
    jelloun: person('Tahar', 'Ben Jelloun'),
    haddou: person('Karim', 'Aït Haddou'),
    have: person('Robert P.', 'Have', 'van der'),
    jabri: person('Mohammed Abed', 'Jabri', 'al-'),
    tocqueville: {family: 'Tocqueville', given: 'Alexis', 'dropping-particle': 'de'},
    king: {family: 'King', given: 'Martin Luther', suffix: 'Jr.'},
    unesco: {literal: 'UNESCO'}
  }
  const items = worksOf(...Object.entries(names).map(([id, name]) => work(id, {author: [name]})))
  const authors = (lines: string[]) => lines.map((line) => line.replace(/, 2020.*|, _Titre.*/, '').replace(/^\(/, ''))

  test('in the text', () => {
    expect(authors(cite(authorDate, items, Object.keys(names)).clusters)).toEqual([
      'Olivier de Sardan',
      'El Amrani',
      'Ben Jelloun',
      'Aït Haddou',
      'van der~Have',
      'al-Jabri',
      'Tocqueville',
      'King',
      'UNESCO'
    ])
  })

  test('in notes', () => {
    expect(authors(cite(notes, items, Object.keys(names)).clusters)).toEqual([
      'Jean-Pierre [Olivier de Sardan]',
      'Ahmed [El Amrani]',
      'Tahar [Ben Jelloun]',
      'Karim [Aït Haddou]',
      'Robert P. [van der~Have]',
      'Mohammed Abed [al-Jabri]',
      'Alexis de~[Tocqueville]',
      'Martin Luther [King] Jr.',
      '[UNESCO]'
    ])
  })

  test('in sentences', () => {
    const narrative = (style: typeof notes) =>
      [...cite(style, items, Object.keys(names), {mode: 'narrative'}).full.clusters.values()].map(({author}) =>
        JSON.stringify(author)
      )
    for (const style of [authorDate, notes]) {
      expect(narrative(style)[0]).toContain('Olivier de Sardan')
      expect(narrative(style)[4]).toMatch(/van der\sHave/)
    }
  })

  test('in the list, sorted by the name that the style sorts by', () => {
    expect(authors(cite(authorDate, items, Object.keys(names)).entries)).toEqual([
      '[Aït Haddou], Karim',
      '[Ben Jelloun], Tahar',
      '[El Amrani], Ahmed',
      '[van der~Have], Robert P.',
      '[al-Jabri], Mohammed Abed',
      '[King], Martin Luther, Jr.',
      '[Olivier de Sardan], Jean-Pierre',
      '[Tocqueville], Alexis de',
      '[UNESCO]'
    ])
  })

  test('“and others” is the style’s et al., not a person', () => {
    const open = worksOf(
      work('a', {author: [person('Anne', 'Un'), person('Paul', 'Deux'), {literal: OTHERS}]}),
      work('b', {author: [person('Anne', 'Un'), {literal: OTHERS}]})
    )
    expect(authors(cite(authorDate, open, ['a', 'b']).clusters)).toEqual(['Un, Deux et~al.', 'Un et~al.'])
    expect(authors(cite(authorDate, open, ['a', 'b']).entries)).toEqual([
      '[Un], Anne et~al.',
      '[Un], Anne, [Deux], Paul et~al.'
    ])
  })
})
