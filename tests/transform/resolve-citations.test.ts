import type {Nodes} from 'mdast'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {formatCitations} from '../../scripts/bibliography/cite/cite.ts'
import type {Style} from '../../scripts/bibliography/cite/styles.ts'
import type {CslItem} from '../../scripts/bibliography/entry.ts'
import type {Chapter} from '../../scripts/document/thesis.ts'
import {appendBibliography} from '../../scripts/transform/citations/append-bibliography.ts'
import {type ResolvedCitations, resolveCitations} from '../../scripts/transform/citations/resolve-citations.ts'
import {ownStyle, person, smallStyle, work, worksOf, year} from '../bibliography/works.ts'
import {chapters, configOf, said} from '../chapter.ts'

const library = worksOf(
  work('levesque2005', {
    title: 'Innovations et transformations',
    author: [person('Benoît', 'Lévesque')],
    issued: year(2005)
  }),
  work('klein2014', {
    title: 'L’innovation sociale',
    author: undefined,
    editor: [person('Juan-Luis', 'Klein')],
    issued: year(2014)
  }),
  work('torre2015', {
    type: 'article-journal',
    title: 'Théorie du développement',
    author: [person('André', 'Torre')],
    issued: year(2015),
    keyword: 'territoire, source'
  })
)

interface Resolved extends ResolvedCitations {
  all: Chapter[]
  configFile: VFile
}

function resolve(
  texts: string[],
  style: Style | undefined,
  yaml = '',
  works: Map<string, CslItem> = library
): Resolved {
  const all = chapters(...texts)
  const config = configOf(yaml)
  const options = {
    works: {
      keys: () => works.keys(),
      members: (key: string) => (key === 'set' ? [...works.keys()].slice(0, 2) : [key.replace(/^alias-/, '')]),
      load: (keys: Iterable<string>) =>
        new Map([...keys].flatMap((key) => [...(works.has(key) ? [[key, works.get(key)!] as const] : [])]))
    },
    style,
    format: formatCitations,
    config,
    configFile: new VFile({path: 'thesis/thesis.yml'})
  }
  const cited = resolveCitations(all, options)
  return {...cited, configFile: options.configFile, all: appendBibliography(all, cited, config)}
}

/** What a reader sees: notes as `{…}`, links as `⟨target|text⟩`, italics as `_…_`, no-break spaces as `~`. */
function show(node: Nodes): string {
  const inner = () => ('children' in node ? (node.children as Nodes[]).map(show).join('') : '')
  if (node.type === 'text') return node.value.replaceAll('\u00A0', '~')
  if (node.type === 'footnote') return `{${inner()}}`
  if (node.type === 'emphasis') return `_${inner()}_`
  if (node.type === 'inlineMath') return `$${node.value}$`
  if (node.type === 'link')
    return `⟨${node.target ? `${node.target.chapter}#${node.target.anchor}` : node.url}|${inner()}⟩`
  return inner()
}

/** The paragraph `text` in a style, links left out. */
function read(text: string, style: Style): string {
  const {all} = resolve([`# Titre\n\n${text}`], style)
  return show(all[0]!.tree.children[1]!).replace(/⟨[^|]*\|([^⟩]*)⟩/g, '$1')
}

const authorDate = ownStyle('iso690-author-date')
const notes = ownStyle('iso690-notes')

describe('in the text', () => {
  test.each([
    ['Dit [@levesque2005, p. 3].', 'Dit (Lévesque, 2005, p.~3).'],
    ['Dit [voir @levesque2005, p. 3-5 ; @klein2014].', 'Dit (voir Lévesque, 2005, p.~3-5~; Klein, 2014).'],
    ['@levesque2005 dit.', 'Lévesque (2005) dit.'],
    ['@levesque2005 [p. 3] dit.', 'Lévesque (2005, p.~3) dit.'],
    ['Lévesque [-@levesque2005] dit.', 'Lévesque (2005) dit.'],
    ['Dit [@levesque2005, chap. 2, et *passim*].', 'Dit (Lévesque, 2005, chap.~2, et _passim_).'],
    ['Dit [voir @set, p. 2].', 'Dit (voir Lévesque, 2005~; Klein, 2014, p.~2).'],
    ['Dit [voir [ici](https://example.org), @klein2014].', 'Dit (voir ici, Klein, 2014).'],
    ['Dit [voir **fort** @klein2014].', 'Dit (voir fort Klein, 2014).'],
    ['Dit [voir $x^2$ @klein2014].', 'Dit (voir $x^2$ Klein, 2014).'],
    ['Dit [selon l’étude « première » de @klein2014].', 'Dit (selon l’étude « première » de Klein, 2014).'],
    ['Dit [voir a < b & c chez @klein2014].', 'Dit (voir a < b & c chez Klein, 2014).']
  ])('%s', (text, expected) => {
    expect(read(text, authorDate)).toBe(expected)
  })

  test('a work that the style does not list is no link', () => {
    const none = smallStyle({bibliography: ''})
    expect(show(resolve(['# Un\n\nDit [@klein2014].'], none).all[0]!.tree.children[1]!)).toBe(
      'Dit (L’innovation sociale).'
    )
  })

  test('a particle takes a capital where it opens the sentence', () => {
    const works = worksOf(
      work('have', {author: [{given: 'Robert', family: 'Have', 'non-dropping-particle': 'van der'}]})
    )
    const {all} = resolve(['# Un\n\n@have dit. @have dit. Selon @have, cf. @have.'], authorDate, '', works)
    expect(show(all[0]!.tree.children[1]!).match(/van der/gi)).toEqual(['Van der', 'Van der', 'van der', 'van der'])
  })

  test('an Arabic name in a French sentence is marked as Arabic; an Arabic entry is Arabic as a whole', () => {
    const works = worksOf(work('jabri', {author: [person('محمد عابد', 'الجابري')], title: 'تكوين العقل العربي'}))
    const {all} = resolve(['# Un\n\nDit [@jabri].'], authorDate, '', works)
    const [text, list] = [JSON.stringify(all[0]!.tree.children[1]), JSON.stringify(all[1]!.tree.children[1])]
    expect(text).toMatch(/"pairs":\{"lang":"ar"\}\},"children":\[\{"type":"text","value":"الجابري"/)
    expect(list).toContain('"lang":"ar"')
    expect(list).not.toContain('"pairs"')
  })

  test('each work of a citation links to its entry, and its entry back to it', () => {
    const {all, citedAt} = resolve(
      ['# Un\n\nDit [@levesque2005 ; @klein2014].', '# Deux\n\n@klein2014 dit.'],
      authorDate
    )
    expect(show(all[0]!.tree.children[1]!)).toBe(
      'Dit (⟨bibliographie#ref-levesque2005|Lévesque, 2005⟩~; ⟨bibliographie#ref-klein2014|Klein, 2014⟩).'
    )
    expect(citedAt.get('klein2014')).toEqual([
      {chapter: all[0]!.id, anchor: 'cite-1'},
      {chapter: all[1]!.id, anchor: 'cite-1'}
    ])
  })

  test('a citation in a link’s text brings no link of its own', () => {
    expect(
      show(resolve(['# Un\n\n[voir @klein2014](https://example.org)'], authorDate).all[0]!.tree.children[1]!)
    ).toBe('⟨https://example.org|voir Klein (2014)⟩')
  })

  test('citations are printed in headings, captions, tables and notes', () => {
    const {all} = resolve(
      [
        '# Selon @klein2014\n\n![Vu par [@torre2015]](a.svg){#fig-a alt="x"}\n\n| A |\n|---|\n| [@klein2014] |\n\nMot[^1].\n\n[^1]: Voir [@torre2015].'
      ],
      authorDate
    )
    expect(show({type: 'root', children: all[0]!.tree.children}).replace(/⟨[^|]*\|([^⟩]*)⟩/g, '$1')).toBe(
      'Selon Klein (2014)Vu par (Torre, 2015)A(Klein, 2014)Mot{Voir (Torre, 2015).}.'
    )
    expect(all[0]!.title.map(show).join('')).toContain('Klein')
  })
})

describe('in notes', () => {
  test.each([
    ['Dit [@levesque2005, p. 3].', 'Dit{Benoît Lévesque, _Innovations et transformations_, 2005, p.~3.}.'],
    ['« Dit » [@levesque2005].', '« Dit »{Benoît Lévesque, _Innovations et transformations_, 2005.}.'],
    ['Dit. [@levesque2005]', 'Dit{Benoît Lévesque, _Innovations et transformations_, 2005.}.'],
    ['Dit.[@levesque2005] Puis.', 'Dit{Benoît Lévesque, _Innovations et transformations_, 2005.}. Puis.'],
    [
      'Blé, orge, etc. [@levesque2005] Puis.',
      'Blé, orge, etc.{Benoît Lévesque, _Innovations et transformations_, 2005.} Puis.'
    ],
    ['Qui ? [@levesque2005]', 'Qui{Benoît Lévesque, _Innovations et transformations_, 2005.} ?'],
    ['Dit [voir @levesque2005].', 'Dit{Voir Benoît Lévesque, _Innovations et transformations_, 2005.}.'],
    ['@levesque2005 [p. 3] dit.', 'Lévesque{Benoît Lévesque, _Innovations et transformations_, 2005, p.~3.} dit.'],
    [
      'Mot^[Voir [@levesque2005, p. 3], puis.].',
      'Mot{Voir Benoît Lévesque, _Innovations et transformations_, 2005, p.~3, puis.}.'
    ],
    ['Mot^[@levesque2005 dit.].', 'Mot{Lévesque, _Innovations et transformations_, 2005 dit.}.'],
    [
      '[Dit [@levesque2005]](https://example.org) puis.',
      'Dit{Benoît Lévesque, _Innovations et transformations_, 2005.} puis.'
    ],
    ['Mot^[A.] [@levesque2005].', 'Mot{A.}, {Benoît Lévesque, _Innovations et transformations_, 2005.}.'],
    ['Mot^[Voir [@levesque2005]]', 'Mot{Voir Benoît Lévesque, _Innovations et transformations_, 2005.}']
  ])('%s', (text, expected) => {
    expect(read(text.replace('Qui ?', 'Qui\u202F?'), notes).replace('\u202F', ' ')).toBe(expected)
  })

  test('ibid. follows at once, op. cit. and art. cit. later; an ordinary note between breaks ibid.', () => {
    const text =
      'A [@levesque2005]. B [@levesque2005]. C [@levesque2005, p. 9]. D [@torre2015]. E [@levesque2005]. F^[Rien.]. G [@levesque2005]. H [@torre2015, p. 2].'
    expect(read(text, notes).match(/\{.*?\}/g)).toEqual([
      '{Benoît Lévesque, _Innovations et transformations_, 2005.}',
      '{_Ibid._}',
      '{_Ibid._, p.~9.}',
      '{André Torre, «~Théorie du développement~», 2015.}',
      '{B.~Lévesque, _op.~cit._}',
      '{Rien.}',
      '{B.~Lévesque, _op.~cit._}',
      '{A.~Torre, _art.~cit._, p.~2.}'
    ])
  })

  test('ibid. in a note of the author’s names no author, and has no capital inside a sentence', () => {
    const text =
      'A [@levesque2005]. B^[On lit dans @levesque2005 [p. 46] que rien ne va.] C^[@levesque2005 [p. 47] le dit.]'
    expect(
      read(text, notes)
        .match(/\{.*?\}/g)
        ?.slice(1)
    ).toEqual(['{On lit dans _ibid._, p.~46 que rien ne va.}', '{_Ibid._, p.~47 le dit.}'])
  })

  test('ibid. never sends the reader to the chapter before', () => {
    const {all} = resolve(['# Un\n\nA [@levesque2005].', '# Deux\n\nB [@levesque2005].'], notes)
    expect(show(all[1]!.tree.children[1]!)).toContain('op.~cit.')
  })

  test('a note in a heading stays out of the title that contents repeat', () => {
    const {all} = resolve(['# Titre [@klein2014]\n\nTexte.'], notes)
    expect(all[0]!.title.map(show).join('')).toBe('Titre')
    expect(show(all[0]!.tree.children[0]!)).toContain('Juan-Luis')
  })

  test('notes count through the thesis when the style names them by number', () => {
    const numbered = smallStyle({
      kind: 'note',
      citation:
        '<layout suffix="."><choose><if position="subsequent"><text variable="first-reference-note-number" prefix="cf. note "/></if><else><text variable="title"/></else></choose></layout>'
    })
    const {all, isNotesThroughThesis} = resolve(
      ['# Un\n\nA^[Rien.]. B [@klein2014].', '# Deux\n\nC [@torre2015]. D [@klein2014].'],
      numbered
    )
    expect(isNotesThroughThesis).toBe(true)
    expect(show(all[1]!.tree.children[1]!)).toMatch(/Cf\. note \S*2/)
    expect(resolve(['# Un'], notes).isNotesThroughThesis).toBe(false)
    expect(said(resolve(['# Un'], numbered, 'numbering: {notes: chapter}').configFile)).toEqual([
      expect.stringContaining('citations:ambiguous-notes')
    ])
  })
})

describe('unknown works', () => {
  test('the message stands at the key and names the nearest', () => {
    const {all} = resolve(['# Un\n\nDit [@klein2014 ; @klein2O14].'], authorDate)
    expect(said(all[0]!.file)).toEqual(['3:19 citations:unknown-key'])
    expect(all[0]!.file.messages[0]).toMatchObject({
      fatal: true,
      actual: 'klein2O14',
      note: 'Did you mean `klein2014`?'
    })
    expect(show(all[0]!.tree.children[1]!)).toContain('[@klein2O14 ?]')
  })

  test('a citation without any known work is printed as its keys, in a note style as well', () => {
    expect(read('Dit [@rien1999, p. 2].', notes)).toBe('Dit [@rien1999, 2 ?].')
    expect(read('@rien1999 dit.', authorDate)).toBe('[@rien1999 ?] dit.')
  })

  test('without a style the keys are printed', () => {
    expect(show(resolve(['# Un\n\nDit [@klein2014].'], undefined).all[0]!.tree.children[1]!)).toBe(
      'Dit [@klein2014 ?].'
    )
  })
})

describe('the bibliography', () => {
  test('lists the works cited and no others, after the last chapter', () => {
    const {all} = resolve(['# Un\n\n@klein2014 et @levesque2005.'], authorDate)
    expect(all.map(({role}) => role)).toEqual(['chapter', 'bibliography'])
    expect(all[1]).toMatchObject({id: 'bibliographie', title: [{value: 'Bibliographie'}]})
    expect(show(all[1]!.tree.children[1]!)).toMatch(/^Klein.*Lévesque/)
  })

  test('is absent when nothing is cited', () => {
    expect(resolve(['# Un\n\nTexte.'], authorDate).all).toHaveLength(1)
  })

  test('takes uncited works on request: some, or all', () => {
    expect(resolve(['# Un'], authorDate, 'citations: {nocite: [torre2015]}').entries.map(({key}) => key)).toEqual([
      'torre2015'
    ])
    expect(resolve(['# Un'], authorDate, "citations: {nocite: '*'}").entries).toHaveLength(3)
  })

  test('stands where the author marked its place', () => {
    const {all} = resolve(['# Un\n\n@klein2014.', '# Références\n\n::: {#refs}\n:::\n\nFin.'], authorDate)
    expect(all).toHaveLength(2)
    expect(all[1]!.tree.children.map(({type}) => type)).toEqual(['heading', 'bibliography', 'paragraph'])
    expect(show(all[0]!.tree.children[1]!)).toContain(`⟨${all[1]!.id}#ref-klein2014|`)
  })

  test('may stand at the end of each chapter, with its own works', () => {
    const {all} = resolve(
      ['# Un\n\n@klein2014.', '# Deux\n\n@torre2015.'],
      authorDate,
      'bibliography: {place: chapter}'
    )
    expect(all).toHaveLength(2)
    expect(show(all[0]!.tree.children[1]!)).toContain(`⟨${all[0]!.id}#ref-klein2014|`)
    expect(show(all[0]!.tree.children.at(-1)!)).toContain('Klein')
    expect(show(all[0]!.tree.children.at(-1)!)).not.toContain('Torre')
  })

  test('may be split by rule, under headings', () => {
    const yaml =
      'bibliography: {parts: [{title: Sources, keyword: source}, {title: Ouvrages, type: book}, {title: Autres, rest: true}]}'
    const {all} = resolve(['# Un\n\n@klein2014, @torre2015, @levesque2005.'], authorDate, yaml)
    expect(
      all[1]!.tree.children.map((node) => (node.type === 'heading' ? `${node.depth} ${show(node)}` : node.type))
    ).toEqual(['1 Bibliographie', '2 Sources', 'bibliography', '2 Ouvrages', 'bibliography'])
  })

  test('lists a work once when it is cited by two of its names', () => {
    const {entries, citedAt} = resolve(['# Un\n\n@klein2014 et @alias-klein2014.'], authorDate)
    expect(entries).toHaveLength(1)
    expect(citedAt.get('klein2014')).toHaveLength(2)
  })

  test('warns of a second place', () => {
    const {all} = resolve(['# Un\n\n@klein2014.\n\n::: {#refs}\n:::\n\nPuis\n\n::: {#refs}\n:::'], authorDate)
    expect(said(all[0]!.file)).toContain('10:1 citations:second-bibliography')
    expect(all[0]!.tree.children.map((node) => (node.type === 'bibliography' ? node.children.length : -1))).toEqual([
      -1, -1, 1, -1, 0
    ])
  })
})
