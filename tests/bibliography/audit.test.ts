/** The audit tells what an author should fix, with its place and its fix, and is quiet otherwise; `--fix` fixes what is safe. */

import {readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {auditBibliography} from '../../scripts/bibliography/audit/audit.ts'
import {isbnProblem, isDoi, issnProblem} from '../../scripts/bibliography/audit/identifiers.ts'
import {formatSummary, summariseBibliography} from '../../scripts/bibliography/audit/summary.ts'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {fixBibliography} from '../../scripts/bibliography/write/fix.ts'
import {listMessages} from './open-case.ts'

function audit(value: string, cited: string[] = ['*'], path = 'a.bib') {
  const file = new VFile({path, value})
  const library = openLibrary([file])
  auditBibliography({library, cited, year: 2026})
  return {file, library, messages: listMessages(file)}
}

/** One entry that has all it needs; `more` comes on a line of its own. */
const book = (more: string, key = 'a', title = 'Un titre assez long') =>
  `@book{${key}, author = {Nom, Prénom}, title = {${title}}, publisher = {Éditeur}, year = 2000,\n${more}}\n`

describe('each finding has its place', () => {
  const findings: [what: string, bib: string, messages: string[]][] = [
    ['nothing is wrong', book(''), []],
    ['a DOI that is none', book('doi = {12.1000/x}'), ['2:7 warning doi']],
    ['a DOI in its address', book('doi = {https://doi.org/10.1000/x}'), ['2:7 info doi']],
    ['an ISBN with a wrong digit', book('isbn = {978-2-343-02069-4}'), ['2:8 warning isbn']],
    ['two right ISBNs', book('isbn = {978-2-343-02069-3, 2-89605-135-X}'), []],
    ['an ISSN with a wrong digit', book('issn = {0035-2951}'), ['2:8 warning issn']],
    ['a right ISSN', book('issn = {0035-2950}'), []],
    ['an address without host', book('url = {http://}'), ['2:7 warning url']],
    ['a DOI as an address', book('url = {https://dx.doi.org/10.1000/x}'), ['2:7 info url']],
    ['pages that end before they start', book('pages = {99--12}'), ['2:9 warning pages']],
    ['pages cut short as in 123-45', book('pages = {123--45}'), []],
    ['pages with p.', book('pages = {p. 3}'), ['2:9 warning pages']],
    ['pages with one hyphen', book('pages = {3-9}'), ['2:9 info pages']],
    ['pages of many parts', book('pages = {3--9, 12, iv--vi}'), []],
    ['a year to come', book('date = {2031}'), ['2:8 warning future-year']],
    ['next year', book('date = {2027}'), []],
    [
      'initials without points',
      book('editor = {Un, J M and Deux, JP and Trois, J.-P.}'),
      ['2:10 warning initials', '2:10 warning initials']
    ],
    ['a given name of one capital letter and an institution', book('editor = {{ONU} and Quatre, Li}'), []],
    ['a title in capitals', book('', 'a', 'LE DÉVELOPPEMENT LOCAL EN FRANCE'), ['1:42 warning capitals']],
    ['a title with an acronym', book('', 'a', 'Le rôle de l’UNESCO'), []],
    ['remains of an encoding', book('note = {Ã©tÃ©}'), ['2:8 warning encoding']],
    ['remains of HTML', book('note = {R&amp;D}'), ['2:8 warning encoding']],
    ['a field mistyped', book('publischer = {X}'), []],
    [
      'a field mistyped, the right one absent',
      '@article{a, author={N, P.}, title={T}, jounal={R}, year=2000}',
      ['1:10 warning missing-field', '1:40 info unknown-field']
    ],
    ['a field of the author’s own', book('relu-par = {moi}, zz = {x}, checkeddate = {y}'), []],
    ['fields missing', '@phdthesis{a, title = {T}}', ['1:12 warning missing-field']],
    ['fields that a parent gives', `@inbook{a, crossref = {b}, title = {Chapitre}}\n${book('', 'b')}`, []],
    [
      'one DOI twice',
      book('doi = {10.1000/ABC}') + book('doi = {10.1000/abc}', 'b', 'Tout autre chose'),
      ['4:7 warning duplicate-doi']
    ],
    [
      'one work twice, spelt otherwise',
      book('', 'a', 'L’innovation sociale : émergence & effets') +
        book('', 'b', 'Innovation sociale. Emergence et effets'),
      ['3:42 warning duplicate-work']
    ],
    [
      'one work twice, a letter wrong',
      book('', 'a', 'La transformation des sociétés') + book('', 'b', 'La transformaton des sociétés'),
      ['3:42 warning duplicate-work']
    ],
    [
      'one work twice, once without its subtitle',
      book('', 'a', 'La transformation des sociétés') + book('', 'b', 'La transformation des sociétés : une histoire'),
      ['3:42 warning duplicate-work']
    ],
    ['two volumes of one work', book('volume = 1') + book('volume = 2', 'b'), []],
    [
      'two reports that differ by a number',
      book('', 'a', 'Rapport annuel, exercice 2019') + book('', 'b', 'Rapport annuel, exercice 2018'),
      []
    ],
    ['one title by two authors', book('', 'a') + book('', 'b').replace('Nom,', 'Autre,'), []]
  ]
  test.each(findings)('%s', (_, bib, messages) => {
    expect(audit(bib).messages).toEqual(messages)
  })

  test('what nothing cites is a remark; aliases, sets and parents count as cited', () => {
    const bib = `${book('ids = {autre}')}${book('crossref = {c}', 'b', 'Un deuxième livre')}${book('', 'c', 'Un parent')}${book('', 'd', 'Un dernier livre')}`
    expect(audit(bib, ['autre', 'b']).messages).toEqual(['7:7 info uncited'])
  })

  test('items of other formats are checked as well', () => {
    const json =
      '[{"id": "x", "type": "article-journal", "title": "Titre", "DOI": "x/y", "author": [{"family": "A", "given": "B C"}]}]'
    expect(audit(json, ['*'], 'a.json').messages).toEqual([
      '1:10 warning missing-field',
      '1:10 warning doi',
      '1:10 warning initials'
    ])
  })

  test('fields missing are one message, and none where another tells the reason', () => {
    const reasons = (bib: string) => audit(bib).file.messages.map(({reason}) => reason)
    expect(reasons('@book{a, title = {T}}')).toEqual([
      'Missing `author` or `editor`, `publisher` and `date` or `year` in the `@book` `a`'
    ])
    expect(audit('@online{a, title = {T}, url = {javascript:1}, year = 2000}').messages).toEqual([
      '1:31 warning unsafe-url'
    ])
    expect(audit('@book{a title = {T}}').messages).toEqual(['1:9 error syntax'])
  })

  test('every message has a fix that is a sentence', () => {
    for (const [, bib] of findings) {
      for (const {note} of audit(bib).file.messages) expect(note).toMatch(/^[A-Z].*[.?]$/s)
    }
  })

  test('the thesis’s own bibliography has nothing to fix', () => {
    const value = readFileSync(new URL('../../bibliography/references.bib', import.meta.url), 'utf8')
    expect(audit(value).messages).toEqual([])
  })
})

test('check digits', () => {
  expect(['0-306-40615-2', '978-0-306-40615-7', '2-89605-135-X', '9791032305690'].map(isbnProblem)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined
  ])
  expect(['0-306-40615-3', '978-0-306-40615-8', '123'].map((isbn) => isbnProblem(isbn) !== undefined)).toEqual([
    true,
    true,
    true
  ])
  expect(['0378-5955', '2434-561X', '03785955'].map(issnProblem)).toEqual([undefined, undefined, undefined])
  expect(issnProblem('0378-5954')).toBe('its check digit does not fit')
  expect(
    ['10.1000/xyz', '10.1016/j.techfore.2017.05.002', '10.1002/(SICI)1096-8644(199808)106:4<483::AID>3.0.CO;2-K'].every(
      isDoi
    )
  ).toBe(true)
  expect(['10.1/x', '10.1000/', '10.1000/x.', 'doi:10.1000/x', '10.1000/a b'].some(isDoi)).toBe(false)
})

describe('--fix', () => {
  const broken = `\ufeff% Ma bibliographie\r
@Book{a,   author={Smith, J M and Dupont, JP and {ONU} and et al.},\r
  title = "Ã‰tÃ© &amp; R&eacute;gion e\u0301",  month = {mars} , pages={12-15},
  doi = {https://doi.org/10.1000/xyz}, note = {bell\u0007}, url = {https://ex.org/?a=1&amp;b}, abstract = {J&amp;Ã©}
}
reste @book{b, pages = 3--4, custom = {x-y}}  \t
@book{broken, pages = {1-2} oops }`

  test('safe mistakes are fixed, every other byte stays', () => {
    const {text, changes} = fixBibliography(broken)
    expect(text).toBe(`\ufeff% Ma bibliographie\r
@Book{a,   author={Smith, J. M. and Dupont, JP and {ONU} and others},\r
  title = "Été \\& Région é",  month = mar , pages={12--15},
  doi = {10.1000/xyz}, note = {bell}, url = {https://ex.org/?a=1&amp;b}, abstract = {J&amp;Ã©}
}
reste @book{b, pages = 3--4, custom = {x-y}}  \t
@book{broken, pages = {1-2} oops }`)
    expect(changes.map(({line, column, key, field}) => `${line}:${column} ${key}.${field}`)).toEqual([
      '2:12 a.author',
      '3:3 a.title',
      '3:44 a.month',
      '3:61 a.pages',
      '4:3 a.doi',
      '4:40 a.note'
    ])
    expect(changes[3]).toMatchObject({before: '12-15', after: '12--15'})
  })

  test('twice changes nothing more, and nothing to fix changes nothing', () => {
    const once = fixBibliography(broken).text
    expect(fixBibliography(once)).toEqual({text: once, changes: []})
    const wrappedTwice = '@book{a, title = {&amp;eacute;t&amp;amp;}, doi = {https://doi.org/doi:10.1/x}}\n'
    expect(fixBibliography(wrappedTwice).text).toBe('@book{a, title = {ét\\&}, doi = {10.1/x}}\n')
    const clean = readFileSync(new URL('../../bibliography/references.bib', import.meta.url), 'utf8')
    expect(fixBibliography(clean)).toEqual({text: clean, changes: []})
  })

  test('a value that fixing would unbalance is left alone', () => {
    const text = '@book{a, title = {x \\& &#123;}, pages = {3}}'
    expect(fixBibliography(text).text).toBe(text)
  })
})

test('the table on the terminal sums up entries and problems by kind', () => {
  const {library} = audit(`${book('pages = {9--3}')}${book('isbn = {1}', 'b', 'Un deuxième livre')}`, ['a', 'nowhere'])
  expect(formatSummary(summariseBibliography(library, ['a', 'nowhere']))).toBe(`entries             2
cited               1
uncited             1
cited but unknown   1 (nowhere)

problem               errors  warnings  remarks
bibliography:isbn          ·         1        ·  an ISBN is not well formed, or its check digit is wrong
bibliography:pages         ·         1        ·  a page range is reversed or not written as one
bibliography:uncited       ·         ·        1  nothing cites an entry
`)
})
