/** Rules on the files of the bibliography, their audit, and citations. */

import {chapter, type Files, type RuleCases, settings} from './rule-cases.ts'

const bib = (value: string | Uint8Array): Files => ({'bibliography/a.bib': value})
/** One entry that has all it needs, and more. */
const book = (more: string, key = 'a', title = 'Un titre assez long') =>
  `@book{${key}, author = {Nom, Prénom}, title = {${title}}, publisher = {Éditeur}, year = 2000,\n${more}}\n`
const sound = bib(book(''))
const field = (more: string) => bib(book(more))

export const bibliography = {
  'bibliography:encoding': {fires: field('note = {Ã©tÃ©}'), stays: field('note = {été}')},
  'bibliography:syntax': {fires: bib('@book{a title = {T}}'), stays: sound},
  'bibliography:unclosed': {fires: bib('@book{a, title = {T}\n'), stays: sound},
  'bibliography:missing-key': {fires: bib('@book{, title = {T}}'), stays: sound},
  'bibliography:stray-text': {fires: bib(`${book('')}title = {T},\n`), stays: bib(`${book('')}Une note.\n`)},
  'bibliography:duplicate-field': {fires: field('year = 2001'), stays: field('month = mar')},
  'bibliography:duplicate-key': {
    fires: bib(book('') + book('', 'a', 'Un tout autre livre')),
    stays: bib(book('') + book('', 'b', 'Un tout autre livre'))
  },
  'bibliography:similar-key': {
    fires: bib(book('', 'nom') + book('', 'Nom', 'Un tout autre livre')),
    stays: bib(book('', 'nom') + book('', 'nom-b', 'Un tout autre livre'))
  },
  'bibliography:undefined-string': {
    fires: field('series = lncs'),
    stays: bib(`@string{lncs = {L}}${book('series = lncs')}`)
  },
  'bibliography:value-too-long': {
    fires: bib(book(`note = {${'x'.repeat(200_001)}}`)),
    stays: bib(book(`note = {${'x'.repeat(199_999)}}`))
  },
  'bibliography:unknown-command': {fires: field('note = {\\inconnue mot}'), stays: field('note = {\\emph{mot}}')},
  'bibliography:control-character': {fires: field('note = {a\u0007b}'), stays: field('note = {a b}')},
  'bibliography:name': {fires: field('editor = {Un, Deux, Trois, Quatre}'), stays: field('editor = {Un, Jr, Trois}')},
  'bibliography:ambiguous-name': {in: 'tests/bibliography/bibtex-cases.test.ts'},
  'bibliography:date': {
    fires: bib('@misc{a, title = {T}, date = {2000-13}}'),
    stays: bib('@misc{a, title = {T}, date = {2000-01}}')
  },
  'bibliography:unsafe-url': {
    fires: field('url = {javascript:alert(1)}'),
    stays: field('url = {https://example.org/}')
  },
  'bibliography:unknown-type': {fires: bib('@boook{a, title = {T}}'), stays: sound},
  'bibliography:missing-parent': {
    fires: field('crossref = {b}'),
    stays: bib(book('crossref = {b}') + book('', 'b', 'Un parent'))
  },
  'bibliography:cycle': {
    fires: bib(book('crossref = {b}') + book('crossref = {a}', 'b', 'Un parent')),
    stays: bib(book('crossref = {b}') + book('', 'b', 'Un parent'))
  },
  'bibliography:set': {
    fires: bib(`@set{s, entryset = {c}}\n${book('')}`),
    stays: bib(`@set{s, entryset = {a}}\n${book('')}`)
  },
  'bibliography:duplicate-doi': {
    fires: bib(book('doi = {10.1000/ABC}') + book('doi = {10.1000/abc}', 'b', 'Tout autre chose')),
    stays: bib(book('doi = {10.1000/ABC}') + book('doi = {10.1000/abd}', 'b', 'Tout autre chose'))
  },
  'bibliography:duplicate-work': {
    fires: bib(book('', 'a', 'La transformation des sociétés') + book('', 'b', 'La transformaton des sociétés')),
    stays: bib(book('volume = 1') + book('volume = 2', 'b'))
  },
  'bibliography:missing-field': {fires: bib('@phdthesis{a, title = {T}}'), stays: sound},
  'bibliography:unknown-field': {
    fires: bib('@article{a, author = {N, P.}, title = {T}, jounal = {R}, year = 2000}'),
    stays: bib('@article{a, author = {N, P.}, title = {T}, journal = {R}, year = 2000}')
  },
  'bibliography:doi': {fires: field('doi = {12.1000/x}'), stays: field('doi = {10.1000/x}')},
  'bibliography:isbn': {fires: field('isbn = {978-2-343-02069-4}'), stays: field('isbn = {978-2-343-02069-3}')},
  'bibliography:issn': {fires: field('issn = {0035-2951}'), stays: field('issn = {0035-2950}')},
  'bibliography:url': {fires: field('url = {http://}'), stays: field('url = {https://example.org/}')},
  'bibliography:pages': {fires: field('pages = {99--12}'), stays: field('pages = {12--99}')},
  'bibliography:future-year': {
    fires: bib(book('').replace('2000', '2031')),
    stays: bib(book('').replace('2000', '2027'))
  },
  'bibliography:initials': {fires: field('editor = {Un, J M}'), stays: field('editor = {Un, J. M.}')},
  'bibliography:capitals': {
    fires: bib(book('', 'a', 'LE DÉVELOPPEMENT LOCAL EN FRANCE')),
    stays: bib(book('', 'a', 'Le rôle de l’UNESCO'))
  },
  'bibliography:unknown-language': {fires: field('langid = {klingon}'), stays: field('langid = {french}')},
  'bibliography:uncited': {fires: sound, stays: chapter('Voir [@a].', sound)}
} satisfies RuleCases<'bibliography'>

const citation =
  '<citation><layout><group delimiter=", "><names variable="author"/><date variable="issued"><date-part name="year"/></date></group></layout></citation>'
const list = '<bibliography><layout><names variable="author"/></layout></bibliography>'
const info = '<info><title>Essai</title><id>essai</id><updated>2026-01-01T00:00:00+00:00</updated></info>'
const csl = (inside: string, kind = 'in-text') =>
  `<style xmlns="http://purl.org/net/xbiblio/csl" class="${kind}" version="1.0">${inside}</style>`
/** A thesis that cites a work by a style of its own. */
const styled = (style: string, more = '', entries = book('')): Files =>
  settings(`citations: {style: own}\n${more}`, 'Voir [@a].', {
    'bibliography/styles/own.csl': style,
    ...bib(entries)
  })
const whole = styled(csl(info + citation + list))

export const citations = {
  'citations:unknown-key': {fires: chapter('Voir [@b].', sound), stays: chapter('Voir [@a].', sound)},
  'citations:not-a-style': {fires: styled('<html></html>'), stays: whole},
  'citations:dependent-style': {
    fires: styled(
      csl(info.replace('</info>', '<link href="http://www.zotero.org/styles/autre" rel="independent-parent"/></info>'))
    ),
    stays: whole
  },
  'citations:style-fails': {
    fires: styled(csl(info + citation.replace('<names variable="author"/>', '<text macro="absent"/>') + list)),
    stays: whole
  },
  'citations:unknown-locale': {
    fires: settings('lang: tlh', 'Voir [@a].', sound),
    stays: settings('lang: de', 'Voir [@a].', sound)
  },
  'citations:no-bibliography': {fires: styled(csl(info + citation)), stays: whole},
  'citations:not-listed': {
    fires: styled(csl(info + citation + list.replace('author', 'editor'))),
    stays: whole
  },
  'citations:ambiguous-notes': {
    fires: styled(
      csl(info + citation.replace('</group>', '<text variable="first-reference-note-number"/></group>') + list, 'note'),
      'numbering: {notes: chapter}'
    ),
    stays: styled(
      csl(info + citation.replace('</group>', '<text variable="first-reference-note-number"/></group>') + list, 'note'),
      'numbering: {notes: thesis}'
    )
  },
  'citations:second-bibliography': {
    fires: chapter('Voir [@a].\n\n::: {#refs}\n:::\n\nMot.\n\n::: {#refs}\n:::', sound),
    stays: chapter('Voir [@a].\n\n::: {#refs}\n:::', sound)
  }
} satisfies RuleCases<'citations'>
