/** `references.{bib,json,html,md}`: normalised, valid, formatted, the same each time. */

import {readdirSync, readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import type {FormattedEntry} from '../../scripts/bibliography/cite/types.ts'
import {type CslItem, dateFields, itemTypes, nameFields, textFields} from '../../scripts/bibliography/entry.ts'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {type BibliographySection, regenerateBibliography} from '../../scripts/bibliography/write/regenerate.ts'
import {writePage} from '../../scripts/build-bibliography.ts'

const thesisText = readFileSync(new URL('../../bibliography/references.bib', import.meta.url), 'utf8')

/** A style small enough to read: author’s family name, title in italics, link. */
function format(items: ReadonlyMap<string, CslItem>): FormattedEntry[] {
  return [...items.values()].map((item) => ({
    key: item.id,
    isArabic: false,
    content: [
      {type: 'text', value: `${item.author?.[0]?.family ?? ''}, `},
      {type: 'emphasis', children: [{type: 'text', value: item.title ?? ''}]},
      ...(item.URL
        ? [{type: 'link' as const, url: item.URL, children: [{type: 'text' as const, value: item.URL}]}]
        : [])
    ]
  }))
}

const page = (sections: readonly BibliographySection[]) => writePage(sections, 'Bibliographie', 'fr-FR')

function regenerate(...texts: (string | Uint8Array)[]): Record<string, string> {
  const library = openLibrary(texts.map((value, index) => new VFile({path: `${index}.bib`, value})))
  const files = regenerateBibliography({library, title: 'Bibliographie', format, writePage: page})
  return Object.fromEntries(files.map(({path, contents}) => [path.split('.').pop()!, contents]))
}

/** Strings made of strings, up to more than a value may hold; the last one is defined twice, and so written out. */
function growingStrings(text: string): string {
  const names = [...'abcdefg']
  const definitions = names.map((name, index) => {
    const parts = index === 0 ? `{${text}}` : Array.from({length: 9}, () => names[index - 1]).join(' # ')
    return `@string{${name} = ${parts}}`
  })
  return [...definitions, definitions.at(-1), '@misc{x, title = g # g}'].join('\n')
}

describe('references.bib', () => {
  const messy = `% Bibliographie de la thèse

@string{ hup = "Harvard University Press" }

% à relire
@Book{Zeta2000, % la bonne édition
  Title = {L'{\\'e}t{\\'e} \\c{c}a {\\oe}uvre},
  author={Smith, J M},
  % prix 2001
  publisher = hup # " (USA)",
  custom = {garde-moi},
  month = "mars", year = 2000, pages={12-15}, doi = {https://doi.org/10.1000/xyz},
  abstract = {Un long

  r{\\'e}sum{\\'e}},
}
@incollection{beta, crossref={Alpha}, author={X, Y.}, title={Chapitre}}
@collection{Alpha, title={Ouvrage}, editor={Z, A.}, year={1999}}
@comment{jabref-meta: x;}
`

  test('entries are sorted, fields ordered and tidied; comments, strings and unknown fields stay', () => {
    expect(regenerate(messy).bib).toBe(`% Bibliographie de la thèse

@string{hup = {Harvard University Press}}

% à relire
@book{Zeta2000,
  author       = {Smith, J M},
  % la bonne édition
  title        = {L'été ça œuvre},
  % prix 2001
  publisher    = hup # { (USA)},
  year         = {2000},
  month        = mar,
  pages        = {12--15},
  doi          = {10.1000/xyz},
  custom       = {garde-moi},
  abstract     = {Un long

  r{\\'e}sum{\\'e}},
}

@incollection{beta,
  author       = {X, Y.},
  title        = {Chapitre},
  crossref     = {Alpha},
}

@collection{Alpha,
  editor       = {Z, A.},
  title        = {Ouvrage},
  year         = {1999},
}

@comment{jabref-meta: x;}
`)
  })

  test('twice is once, and the items stay the same: the thesis and every nasty case', () => {
    const folder = new URL('../cases/bibtex/', import.meta.url)
    const texts = [
      thesisText,
      messy,
      ...readdirSync(folder).map((name) => new Uint8Array(readFileSync(new URL(name, folder))))
    ]
    for (const text of texts) {
      const once = regenerate(text)
      const twice = regenerate(once.bib!)
      expect(twice.bib).toBe(once.bib)
      const hasBrokenEntry = openLibrary([new VFile({path: 'a.bib', value: text})]).entries.some(
        (entry) => entry.format === 'bibtex' && !entry.isWhole
      )
      if (!hasBrokenEntry) expect(twice.json).toBe(once.json)
    }
  })

  test('an entry that a mistake cut short is kept as a comment, word for word', () => {
    const {bib} = regenerate('@book{a, title={Un} oops, year=2000}\n@book{b, title={Deux}}')
    expect(bib).toContain('% @book{a, title={Un} oops, year=2000}')
    expect(bib).toContain('@book{b,\n  title        = {Deux},\n}')
  })

  test('an address stays as it is typed, a letter after a backslash stays a letter', () => {
    const {bib, json} = regenerate('@book{a, title = {Un \\é}, note = {\\url{{\\o}} et \\o{}}}')
    expect(bib).toContain('\\url{{\\o}} et ø')
    expect(JSON.parse(json!)).toMatchObject([{title: 'Un é', note: '{\\o} et ø'}])
  })

  test('strings that two files define otherwise are written out', () => {
    const {bib} = regenerate('@string{p = {Puf}}\n@book{a, publisher=p}', '@string{p = {Seuil}}\n@book{b, publisher=p}')
    expect(bib).not.toContain('@string')
    expect(bib).toContain('publisher    = {Puf}')
    expect(bib).toContain('publisher    = {Seuil}')
  })

  test.each([
    [
      'a word that starts with an accent',
      "@book{a, editor = {{\\'nd}}, title = {The {\\'Ecole} and {\\'Ecole des Mines}}}"
    ],
    ['an institution that starts with an accent', "@book{a, author = {{\\'Ecole des Mines}}}"],
    ['accents one after the other', '@misc{a, r = {\\"\\i\\v{s}}, title = {\\"\\i\\v{s}\\^\\i n}}'],
    ['an address in pieces over two lines', '@misc{a, url = {http:\n} # "//a.org"}'],
    ['an accent above nothing', "@misc{a, title = {\\'{  },}}"],
    ['a parent that is taken back', '@misc{b, crossref = {b}, crossref = ""} @misc{f}'],
    ['a month that is a string', '@misc{a, month = jan} @string{jan = "January"}'],
    ['an accent after a formula that is not closed', '@misc{a, title = {$\\frac{$\\"o}}}'],
    ['strings that grow', growingStrings('{\\"o}aaaa')]
  ])('what is written is read back as it was: %s', (_, text) => {
    const first = regenerate(text)
    const again = regenerate(first.bib!)
    expect(again.bib).toBe(first.bib)
    expect(JSON.parse(again.json!)).toEqual(JSON.parse(first.json!))
  })

  test('an institution in braces is one, with an accent at its start too', () => {
    const [item] = JSON.parse(regenerate("@book{a, author = {{\\'Ecole des Mines} and {\\'E}lise Roy}}").json!)
    expect(item.author).toEqual([{literal: 'École des Mines'}, {family: 'Roy', given: 'Élise'}])
  })

  test('items of other formats become entries that read back the same', () => {
    const value = JSON.stringify([
      {
        id: 'a b',
        type: 'article-journal',
        title: '100 % de <i>A_B</i> & {C}',
        author: [{family: 'Have', 'non-dropping-particle': 'van der', given: 'R.'}, {literal: 'Smith and Sons'}],
        issued: {'date-parts': [[-44]]},
        'container-title': 'Revue',
        page: '1-2'
      }
    ])
    const library = openLibrary([new VFile({path: 'a.json', value})])
    const bib = regenerateBibliography({library, title: 'B', format, writePage: page})[0]!.contents
    const back = openLibrary([new VFile({path: 'b.bib', value: bib})])
    const {id, custom, ...item} = library.load(['a b']).get('a b')!
    expect(back.load(['a-b']).get('a-b')).toMatchObject(item)
    expect([id, custom]).toEqual(['a b', {entryType: 'article-journal'}])
  })
})

describe('references.json', () => {
  test('every item follows the schema of CSL-JSON 1.0.2', () => {
    const folder = new URL('../cases/bibtex/', import.meta.url)
    const texts = [
      thesisText,
      ...readdirSync(folder).map((name) => new Uint8Array(readFileSync(new URL(name, folder))))
    ]
    let count = 0
    for (const text of texts) {
      for (const item of JSON.parse(regenerate(text).json!) as Record<string, unknown>[]) {
        expect(schemaProblems(item), JSON.stringify(item).slice(0, 300)).toEqual([])
        count++
      }
    }
    expect(count).toBeGreaterThan(200)
  })

  test('our transcription of the schema sees what is wrong', () => {
    expect(
      schemaProblems({id: 'a', type: 'boook', titre: 'x', title: 3, author: [{name: 'x'}], issued: {year: 2000}})
    ).toEqual(['type', 'titre', 'title', 'author.name', 'issued.year'])
    expect(schemaProblems({id: 'a', type: 'book', issued: {'date-parts': [[2000, 1, 2, 3]]}})).toEqual([
      'issued.date-parts'
    ])
  })
})

describe('references.html and references.md', () => {
  const text = '@book{a&b, author={X}, title={<script>alert(1)</script> *T* & _u_}, url={https://ex.org/a_b?x=1&y="2}}'

  test('nothing typed becomes markup', () => {
    const {html, md} = regenerate(text)
    expect(html).toContain('<li id="ref-a&#x26;b">X, <em>&#x3C;script>alert(1)&#x3C;/script> *T* &#x26; _u_</em>')
    expect(html).not.toContain('<script')
    expect(html).toContain('href="https://ex.org/a_b?x=1&#x26;y=%222"')
    expect(md).toContain('X, *\\<script\\>alert(1)\\</script\\> \\*T\\* & \\_u\\_*<https://ex.org/a_b?x=1&y=%222>')
  })

  test('works stand in the sections that the thesis declares', () => {
    const library = openLibrary([
      new VFile({path: 'a.bib', value: '@book{a, title={A}}\n@article{b, title={B}}\n@book{c, title={C}}'})
    ])
    const files = regenerateBibliography({
      library,
      title: 'Bibliographie',
      format,
      writePage: page,
      split: (entries, items) => [
        {title: 'Livres', entries: entries.filter(({key}) => items.get(key)?.type === 'book')},
        {title: 'Articles', entries: entries.filter(({key}) => items.get(key)?.type === 'article-journal')},
        {title: 'Vide', entries: []}
      ]
    })
    const html = files.find(({path}) => path.endsWith('.html'))!.contents
    expect(html.match(/<h2>.*?<\/h2>|id="[^"]*"/g)).toEqual([
      '<h2>Livres</h2>',
      'id="ref-a"',
      'id="ref-c"',
      '<h2>Articles</h2>',
      'id="ref-b"'
    ])
    expect(files.map(({path}) => path)).toEqual(
      ['bib', 'json', 'html', 'md'].map((kind) => `bibliography/references.${kind}`)
    )
  })

  test('an empty bibliography gives empty files', () => {
    expect(regenerate('')).toMatchObject({bib: '', json: '[]\n', md: '# Bibliographie\n'})
  })
})

/**
 * What an item breaks of the official schema, as `field` or `field.part`.
 *
 * Source: citation-style-language/schema, schemas/input/csl-data.json, version 1.0.2.
 */
function schemaProblems(item: Record<string, unknown>): string[] {
  const problems: string[] = []
  const isTextOrNumber = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  const isFlag = (value: unknown) => isTextOrNumber(value) || typeof value === 'boolean'
  const numeric = new Set(
    (
      'chapter-number citation-number collection-number edition first-reference-note-number issue locator number ' +
      'number-of-pages number-of-volumes page page-first part printing supplement volume'
    ).split(' ')
  )
  const known = {
    name: 'family given dropping-particle non-dropping-particle suffix comma-suffix static-ordering literal parse-names',
    date: 'date-parts season circa literal raw edtf'
  }
  if (!isTextOrNumber(item.id)) problems.push('id')
  if (!itemTypes.some((type) => type === item.type)) problems.push('type')
  for (const [field, value] of Object.entries(item)) {
    if (field === 'id' || field === 'type') continue
    if (field === 'custom') {
      if (typeof value !== 'object' || value === null) problems.push(field)
    } else if ((nameFields as readonly string[]).includes(field)) {
      for (const name of value as object[]) {
        for (const [part, text] of Object.entries(name)) {
          const isKnown = known.name.split(' ').includes(part)
          if (!isKnown || !(/^(?:comma|static|parse)/.test(part) ? isFlag(text) : typeof text === 'string'))
            problems.push(`${field}.${part}`)
        }
      }
    } else if ((dateFields as readonly string[]).includes(field)) {
      for (const [part, content] of Object.entries(value as object)) {
        if (!known.date.split(' ').includes(part)) problems.push(`${field}.${part}`)
        else if (part === 'date-parts') {
          const parts = content as unknown[][]
          const isSound =
            parts.length >= 1 &&
            parts.length <= 2 &&
            parts.every((date) => date.length >= 1 && date.length <= 3 && date.every(isTextOrNumber))
          if (!isSound) problems.push(`${field}.${part}`)
        } else if (
          !(part === 'season'
            ? isTextOrNumber(content)
            : part === 'circa'
              ? isFlag(content)
              : typeof content === 'string')
        ) {
          problems.push(`${field}.${part}`)
        }
      }
    } else if (!(textFields as readonly string[]).includes(field)) problems.push(field)
    else if (!(numeric.has(field) ? isTextOrNumber(value) : typeof value === 'string')) problems.push(field)
  }
  return problems
}
