import type {BlockContent, RootContent} from 'mdast'
import {describe, expect, test} from 'vitest'
import {designPage} from '../../scripts/document/design.ts'
import {isDrawable, widthEm} from '../../scripts/document/fonts.ts'
import type {Thesis} from '../../scripts/document/thesis.ts'
import {layoutTable} from '../../scripts/write/typst/columns.ts'
import {writeTypst} from '../../scripts/write/typst/index.ts'
import type {Element} from '../../scripts/write/typst/pieces.ts'
import {balancedWidth, boundText} from '../../scripts/write/typst/titles.ts'
import {buildFolder} from '../build.ts'
import {
  attributes,
  emphasis,
  figure,
  link,
  math,
  paragraph,
  sampleThesis,
  sampleThesisWith,
  table,
  text
} from './sample-thesis.ts'

interface Data {
  chapters: {children: unknown[]; level: number; text: string}[]
  contents: Record<string, {title: unknown}>
}

const written = (thesis: Thesis): Data => JSON.parse(String(writeTypst(thesis).files.get('/thesis.json'))) as Data
const body = (...nodes: RootContent[]) => written(sampleThesisWith(...nodes)).chapters[0]!.children
const messages = (thesis: Thesis) => {
  writeTypst(thesis)
  return thesis.chapters.flatMap(({file}) => file.messages.map(({source, ruleId}) => `${source}:${ruleId}`))
}
const messagesOf = (...nodes: RootContent[]) => messages(sampleThesisWith(...nodes))

describe('text becomes data, never code', () => {
  test('only our own files are Typst', () => {
    const {files} = writeTypst(sampleThesisWith(paragraph('#import "/etc/passwd": *')))
    const code = [...files.keys()].filter((path) => path.endsWith('.typ'))
    expect(code).toEqual(['/template.typ', '/floats.typ', '/math.typ', '/walk.typ', '/main.typ', '/own.typ'])
    for (const path of code) expect(String(files.get(path))).not.toContain('passwd')
  })

  test('every character stays, line ends become spaces', () => {
    expect(body(paragraph('a \\u{41} #x $y$ "q" \\\n  b'))).toEqual([
      {type: 'paragraph', children: ['a \\u{41} #x $y$ "q" \\ b']}
    ])
  })

  test('the sample has no message but for its raw HTML', () => {
    expect(new Set(messages(sampleThesis()))).toEqual(new Set(['pdf:raw-html']))
  })
})

describe('what the PDF cannot print is a message', () => {
  const image = (asset: string): BlockContent => ({
    type: 'paragraph',
    children: [{type: 'image', url: asset, asset, alt: 'Une carte'}]
  })

  test('raw HTML, but not comments', () => {
    expect(messagesOf({type: 'html', value: '<table>'})).toEqual(['pdf:raw-html'])
    expect(messagesOf({type: 'html', value: '<!-- à revoir -->'})).toEqual([])
  })

  test('a link that runs code: its text is printed', () => {
    const nodes = paragraph(link('javascript:alert(1)', 'clic'))
    expect(messagesOf(nodes)).toEqual(['pdf:unsafe-link'])
    expect(body(nodes)).toEqual([{type: 'paragraph', children: ['clic']}])
  })

  test('a link to a place that is not there: its text is printed', () => {
    const nodes = paragraph({...link('', 'ici'), target: {chapter: 'ailleurs', anchor: 'x'}} as ReturnType<typeof link>)
    expect(messagesOf(nodes)).toEqual(['pdf:lost-link'])
    expect(body(nodes)).toEqual([{type: 'paragraph', children: [{type: 'link', children: ['ici']}]}])
  })

  test('characters that no font has, once a place', () => {
    expect(messagesOf(paragraph('漢字 et 😀'))).toEqual(['pdf:missing-glyph'])
    expect(messagesOf(paragraph('Œuvre, ẖalīfa, العربية, ≤ →, Москва, ½'))).toEqual([])
  })

  test('letters in a picture', () => {
    const thesis = sampleThesisWith(image('a.svg'))
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>&#x6F22;</text></svg>'
    thesis.assets.set('a.svg', {path: 'a.svg', bytes: new TextEncoder().encode(svg), mediaType: 'image/svg+xml'})
    expect(messages(thesis)).toEqual(['pdf:missing-glyph'])
  })

  test('a page break inside a list', () => {
    const item = {type: 'listItem' as const, children: [{type: 'pageBreak' as const, value: '\\newpage'}]}
    expect(messagesOf({type: 'list', children: [item]})).toEqual(['pdf:page-break'])
    expect(messagesOf({type: 'pageBreak', value: '\\newpage'})).toEqual([])
  })

  test('a formula that is not TeX: it is printed as typed', () => {
    expect(messagesOf(paragraph(math('\\foo')))).toEqual(['math:unreadable'])
    expect(body(paragraph(math('\\foo')))).toEqual([
      {type: 'paragraph', children: [{type: 'inlineCode', value: '\\foo'}]}
    ])
  })

  test('an image in a format that a PDF cannot hold', () => {
    const thesis = sampleThesisWith(image('carte.avif'))
    thesis.assets.set('carte.avif', {path: 'carte.avif', bytes: new Uint8Array(4), mediaType: 'image/avif'})
    expect(messages(thesis)).toEqual(['pdf:image-format'])
  })

  test('lists within lists within lists, marks within marks: all of the text is printed', () => {
    let lists: BlockContent = paragraph('tout au fond')
    for (let level = 0; level < 60; level += 1) {
      lists = {type: 'list', children: [{type: 'listItem', children: [lists]}]}
    }
    let marks = emphasis('marqué')
    for (let level = 0; level < 100; level += 1) marks = emphasis(marks)
    expect(messagesOf(lists)).toEqual(['pdf:too-deep'])
    expect(messagesOf(paragraph(marks))).toEqual(['pdf:too-deep'])
    expect(JSON.stringify(body(lists, paragraph(marks)))).toMatch(/tout au fond.*marqué/)
  })

  test('a table wider than a landscape page', () => {
    const cells = Array.from({length: 30}, (_, index) => `désignation ${index}`)
    expect(messagesOf(figure('table', 't', '1', table([], cells, cells), ['Trente']))).toEqual(['pdf:too-wide'])
  })
})

describe('the outline', () => {
  test('puts the chapters of a part below it, and skips no level', () => {
    expect(written(sampleThesis()).chapters.map(({level}) => level)).toEqual([1, 1, 2, 1, 2, 1, 1])
    const jump = body({type: 'heading', depth: 5, anchor: 'saut', children: [text('Saut')]})
    expect(jump).toMatchObject([{type: 'heading', level: 2, depth: 5}])
  })

  test('names a chapter with its number', () => {
    expect(written(sampleThesis()).chapters[1]!.text).toBe('Première partie – Le cadre\u00A0: mots, acteurs, mesures')
  })

  test('contents and running heads leave notes out', () => {
    const thesis = sampleThesis()
    expect(JSON.stringify(written(thesis).contents)).not.toContain('footnote')
  })
})

describe('pictures', () => {
  test('a figure without alternative text has its caption read aloud', () => {
    const photo: BlockContent = {
      type: 'paragraph',
      children: [{type: 'image', url: 'p.png', asset: 'thesis/figures/photo.png', alt: ''}]
    }
    const [, made] = body(figure('figure', 'f', '1', photo, ['Le village'])) as {body: {children: {alt: string}[]}[]}[]
    expect(made!.body[0]!.children[0]!.alt).toBe('Le village')
    expect(writeTypst(sampleThesisWith(photo)).isAccessible).toBe(false)
  })

  test('letters in an SVG take the fonts of the page', () => {
    const thesis = sampleThesisWith({
      type: 'paragraph',
      children: [{type: 'image', url: 'a.svg', asset: 'a.svg', alt: 'a'}]
    })
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text style="font-family: Comic Sans MS">a</text></svg>'
    thesis.assets.set('a.svg', {path: 'a.svg', bytes: new TextEncoder().encode(svg), mediaType: 'image/svg+xml'})
    const made = String(writeTypst(thesis).files.get('/pictures/a.svg'))
    expect(made).not.toContain('Comic')
    expect(made).toContain('<svg font-family="EB Garamond"')
  })

  test('a width in per cent, centimetres or pixels', () => {
    const shown = (width: string) => {
      const [piece] = body({
        type: 'paragraph',
        children: [
          {type: 'image', url: 'f', asset: 'thesis/figures/filets.svg', alt: 'a', ...attributes(undefined, [], {width})}
        ]
      }) as {children: {width?: number; share?: number}[]}[]
      return piece!.children[0]
    }
    expect(shown('60%')).toMatchObject({share: 60})
    expect(shown('5cm')!.width).toBeCloseTo(141.7, 1)
    expect(shown('100')).toMatchObject({width: 75})
    expect(shown('90cm')).toMatchObject({width: designPage().textWidth})
  })
})

describe('the columns of a table', () => {
  const page = designPage()
  const space = {page, canBeLandscape: true, width: page.textWidth, holdsBlocks: false}

  test('keep their natural width when the table is narrow', () => {
    expect(
      layoutTable(
        [
          ['Rang', 'Valeur'],
          ['1', '12']
        ],
        space
      )
    ).toMatchObject({size: 10.5, isLandscape: false})
    expect(
      layoutTable(
        [
          ['Rang', 'Valeur'],
          ['1', '12']
        ],
        space
      ).widths
    ).toBeUndefined()
  })

  test('share the page, the longest text most of it, and no word is cut', () => {
    const long = 'une explication qui prend plusieurs lignes dans sa colonne, et même davantage encore'
    const {widths, size} = layoutTable(
      [
        ['Clé', 'Sens'],
        ['association', `${long} ${long}`]
      ],
      space
    )
    expect(widths!.reduce((sum, width) => sum + width, 0)).toBeCloseTo(space.width, 0)
    expect(widths![0]).toBeGreaterThan(widthEm('association') * size)
  })

  test('hold short names on one line where the table gets no higher', () => {
    const long = 'une explication qui prend plusieurs lignes dans sa colonne, et même davantage encore. '
    const rows = ['Dar Si Hmad', 'Zakoura', 'INSAF'].map((name) => [name, long.repeat(2), long.repeat(3)])
    const {widths, size} = layoutTable([['Association', 'Besoin', 'Réponse'], ...rows], space)
    expect(widths![0]).toBeGreaterThan(widthEm('Dar Si Hmad') * size)
  })

  test('take smaller type, then a landscape page, then break words', () => {
    const row = (count: number) => Array.from({length: count}, () => 'désignations')
    expect(layoutTable([row(7)], space)).toMatchObject({size: 8.5, isLandscape: false, isTooWide: false})
    expect(layoutTable([row(10)], space)).toMatchObject({isLandscape: true, isTooWide: false})
    expect(layoutTable([row(30)], space)).toMatchObject({isLandscape: true, isTooWide: true})
    expect(layoutTable([row(10)], {...space, canBeLandscape: false})).toMatchObject({
      isLandscape: false,
      isTooWide: true
    })
  })
})

describe('titles', () => {
  test('take lines of equal length', () => {
    const title = 'L’innovation sociale et son histoire au Maroc'
    const width = balancedWidth(title, 25, 368.5)
    expect(width).toBeLessThan(368.5)
    expect(width).toBeGreaterThan((widthEm(title) * 25) / 2)
    expect(balancedWidth('Court', 25, 368.5)).toBe(368.5)
  })

  test('end no line with an article', () => {
    expect(boundText('Les mots de la tribu et le reste')).toBe(
      'Les\u00A0mots de\u00A0la\u00A0tribu et\u00A0le\u00A0reste'
    )
  })
})

test('the fonts draw French, transliteration, Arabic and Tifinagh, and not Chinese', () => {
  for (const character of 'éœŒ«»–—’…ā ḥ ṣ ʿ ʾ €№½≤≥→ Ωα Дж ⵜⴰⵎⴰⵣⵉⵖⵜ عربي،؟ـ\u202F\u00A0\u200B')
    expect(isDrawable(character)).toBe(true)
  for (const character of '漢😀ㅎ') expect(isDrawable(character)).toBe(false)
})

test('the template has a function for every kind of piece, and none for others', () => {
  // The compiler holds this list to the union.
  const types: Record<Element['type'], true> = {
    marginNote: true,
    emphasis: true,
    strong: true,
    delete: true,
    superscript: true,
    subscript: true,
    underline: true,
    inline: true,
    picture: true,
    attribution: true,
    definitions: true,
    term: true,
    description: true,
    lines: true,
    bibliography: true,
    index: true,
    indexEntry: true,
    span: true,
    link: true,
    unhyphenated: true,
    inlineCode: true,
    code: true,
    missing: true,
    break: true,
    rule: true,
    pageBreak: true,
    anchor: true,
    pageReference: true,
    footnote: true,
    footnoteCall: true,
    formula: true,
    setFormula: true,
    image: true,
    paragraph: true,
    heading: true,
    quote: true,
    epigraph: true,
    landscape: true,
    list: true,
    line: true,
    equation: true,
    box: true,
    proofEnd: true,
    tab: true,
    aside: true,
    columns: true,
    division: true,
    figure: true,
    floatMark: true,
    later: true,
    panels: true,
    part: true,
    table: true,
    entry: true
  }
  const walk = String(writeTypst(sampleThesis()).files.get('/walk.typ'))
  const functions = [...walk.matchAll(/^ {2}"?(\w+)"?: \(node, write\) =>/gm)].map(([, name]) => name)
  expect(functions.sort()).toEqual(Object.keys(types).sort())
})

test('a character of a work that no font has is reported where the entry is written', async () => {
  const {messages} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\n',
      'thesis/1.md': '# A\n\nB [@klein].\n',
      'bibliography/a.bib': '\n@book{klein, author={Klein, Naomi}, title={ቋንቋ}, year={2014}, publisher={Seuil}}\n'
    },
    {only: ['pdf'], isCheck: true}
  )
  const found = messages.find(({rule}) => rule === 'pdf:missing-glyph')
  expect(found).toMatchObject({file: 'bibliography/a.bib', line: 2})
})
