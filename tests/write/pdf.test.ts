import type {BlockContent, RootContent} from 'mdast'
import {beforeAll, describe, expect, test} from 'vitest'
import {fontPaths} from '../../scripts/document/fonts.ts'
import {plainText} from '../../scripts/document/text.ts'
import type {ContentsEntry, Thesis} from '../../scripts/document/thesis.ts'
import {compileTypst} from '../../scripts/write/pdf/engine.ts'
import {leadLinks} from '../../scripts/write/pdf/lead-links.ts'
import {writePdf} from '../../scripts/write/pdf/pdf.ts'
import {writeTypst} from '../../scripts/write/typst/index.ts'
import {buildFolder} from '../build.ts'
import {type OutlineLine, type PdfFacts, readPdf} from './pdf-facts.ts'
import {
  emphasis,
  figure,
  heading,
  math,
  note,
  paragraph,
  sampleThesis,
  sampleThesisWith,
  strong,
  table
} from './sample-thesis.ts'

const printed = async (thesis: Thesis, options = {}): Promise<Uint8Array> => {
  const [file] = (await writePdf(writeTypst(thesis), options)).outputs
  expect(file!.path).toBe('thesis.pdf')
  return file!.contents as Uint8Array
}
const factsOf = async (...nodes: RootContent[]) => readPdf(await printed(sampleThesisWith(...nodes)))
const textOf = (pdf: PdfFacts) => pdf.pages.map(({text}) => text).join(' ')
const rulesOf = ({chapters}: Thesis) =>
  chapters.flatMap(({file}) => file.messages.map(({source, ruleId}) => `${source}:${ruleId}`))

describe('notes at the foot of the page', () => {
  test('hang from their number, whatever they hold, and a superscript stays one', async () => {
    const {outputs, messages} = await buildFolder(
      {
        'thesis/thesis.yml': 'title: Notes\nlang: fr-FR\n',
        'thesis/a.md':
          '# Un\n\nMot^[Au m^1^.] autre^[[هذا نص]{lang=ar}] bloc[^b] adresse^[Voir <https://exemple.org/une-adresse-qui-est-longue>.]\n\n[^b]: Premier.\n\n    - Second.\n'
      },
      {only: ['pdf']}
    )
    expect(messages).toEqual([])
    const pdf = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
    expect(textOf(pdf)).toMatch(
      /1\. Au m ?1 ?\. 2\. .* 3\. Premier\. – Second\. 4\. Voir https:\/\/exemple\.org\/une-adresse-qui-est-longue/
    )
  })
})

describe('the sample thesis on paper', () => {
  let pdf: PdfFacts
  const thesis = sampleThesis()
  beforeAll(async () => {
    pdf = await readPdf(await printed(thesis))
  })
  const page = (label: string) => pdf.pages.find((candidate) => candidate.label === label)!
  const indexOf = (text: string) => pdf.pages.findIndex((candidate) => candidate.text.includes(text))

  test('says what it is: title, author, keywords, language, tags', () => {
    expect(pdf).toMatchObject({
      title: 'Innovation sociale et développement socio-économique au Maroc',
      author: 'Amina El Idrissi',
      keywords: 'innovation sociale, association, Maroc',
      lang: 'fr-FR',
      isTagged: true
    })
  })

  test('embeds its own fonts and no other', () => {
    expect(pdf.fonts.map((font) => font.split('-')[0])).toEqual(
      expect.arrayContaining(['Amiri', 'EBGaramond', 'IBMPlexMono'])
    )
    for (const font of pdf.fonts) expect(font).toMatch(/^(Amiri|EBGaramond|IBMPlexMono)-/)
  })

  test('opens with a cover, abstracts, contents and lists on roman folios', () => {
    expect(pdf.pages[0]!.text).toContain('Thèse de doctorat Docteure en sciences économiques')
    expect(pdf.pages[0]!.text).toContain('soutenue publiquement le 12 décembre 2026')
    expect(pdf.pages[0]!.text).toContain('Hassan Tazi professeur, Université Cadi Ayyad président')
    expect(page('iii').text).toMatch(/^Résumé .* Mots-clés : innovation sociale, association, Maroc\./i)
    expect(page('iv').text).toMatch(/^Abstract Social Innovation and .* Keywords: social innovation/i)
    expect(page('v').text).toMatch(/^ملخص/)
    expect(page('vi').text).toMatch(/^Table des matières Introduction générale 1 /)
    expect(page('vii').text).toMatch(/^Table des figures 1 Principe d’un filet à brouillard [. ]*9/)
    expect(page('viii').text).toMatch(/^Liste des tableaux 1 Les cas étudiés/)
    expect(page('1').text).toMatch(/^Introduction générale/)
  })

  test('opens parts and chapters on right-hand pages; the pages left over are empty', () => {
    for (const title of ['Première partie Le', 'Chapitre 1 ', 'Deuxième partie ', 'Chapitre 2 ', 'Annexe A ']) {
      expect(pdf.pages.findIndex(({text}) => text.startsWith(title)) % 2, title).toBe(0)
    }
    for (const label of ['2', '4', '8']) expect(page(label).text).toBe('')
  })

  test('has the contents as outline', () => {
    expect(shape(pdf.outline)).toEqual(shapeOf(thesis.contents))
  })

  test('has running heads, but not above the first page of a chapter', () => {
    expect(page('6').text).toMatch(/^6 L’innovation sociale : un concept et son histoire/)
    expect(page('11').text).toMatch(/^La mesure 11/)
    expect(page('5').text).toMatch(/^Chapitre 1 /)
  })

  test('sets a note at the foot of the page of its call, and starts again from 1 in each chapter', () => {
    const {lines} = page('1')
    const call = lines.find(({text}) => text.includes('développement'))!
    const foot = lines.find(({text}) => text.includes('Le terme est discuté'))!
    expect(foot.y).toBeLessThan(call.y)
    expect(foot.y).toBeLessThan(160)
    expect(page('5').text).toMatch(/1\. On laisse de côté .* 2\. Voir cependant .* 3\. Note d’un titre\./)
  })

  test('prints the page of a reference, and the pages that cite a work', () => {
    expect(page('1').text).toContain('(p. 10)')
    expect(textOf(pdf)).toContain('n° 2019/07. Cité p. 1, 5.')
    expect(textOf(pdf)).toContain('p. 73-92. Cité p. 5.')
  })

  test('links citations to the bibliography and addresses to the web', () => {
    const bibliography = indexOf('Bibliographie Bouazza') + 1
    expect(page('1').links).toContainEqual({page: bibliography})
    expect(page('6').links).toContainEqual({url: 'https://www.example.org/?a=1&b=2'})
  })

  test('reads pictures, formulas, tables, lists and notes aloud for what they are', () => {
    const roles = new Set(pdf.pages.flatMap((each) => each.roles))
    for (const role of [
      'H1',
      'H2',
      'P',
      'L',
      'LI',
      'Table',
      'TH',
      'TD',
      'Figure',
      'Formula',
      'Note',
      'TOC',
      'BlockQuote',
      'Code'
    ]) {
      expect(roles, role).toContain(role)
    }
    const alts = pdf.pages.flatMap((each) => each.alts)
    expect(alts).toContain('Deux mâts portent un filet au-dessus d’une gouttière.')
    expect(alts).toContain('V = \\eta A t')
  })
})

const shape = (lines: readonly OutlineLine[]): unknown =>
  lines.map(({title, children}) => ({
    title: title.replace(/^(Chapitre|Annexe|.* partie)[\s\u00A0]?\w* – |^[\d.A-Z]+ /, ''),
    children: shape(children)
  }))
const shapeOf = (entries: readonly ContentsEntry[]): unknown =>
  entries.map(({title, children}) => ({title: plainText(title).trim(), children: shapeOf(children)}))

test('the same thesis gives the same bytes, with the date that it is given', async () => {
  const date = new Date('2026-03-01T00:00:00Z')
  const [first, second] = [await printed(sampleThesis(), {date}), await printed(sampleThesis(), {date})]
  expect(Buffer.compare(first, second)).toBe(0)
  expect(Buffer.from(first).toString('latin1')).toContain('D:20260301')
  expect(Buffer.from(await printed(sampleThesis())).toString('latin1')).not.toContain('CreationDate')
})

test('a machine without the native engine prints the same pages', async () => {
  const lines: string[] = []
  const thesis = sampleThesis()
  const slow = await readPdf(await printed(thesis, {engine: 'wasm', log: (line: string) => void lines.push(line)}))
  const fast = await readPdf(
    await printed(sampleThesis(), {engine: 'native', log: (line: string) => void lines.push(line)})
  )
  expect(lines).toEqual(['Typst 0.14 (wasm)', 'Typst 0.14 (native)'])
  const read = ({pages}: PdfFacts) => pages.map(({label, text, roles, alts}) => ({label, text, roles, alts}))
  expect(read(slow)).toEqual(read(fast))
  expect(slow).toMatchObject({isTagged: true, fonts: fast.fonts, outline: fast.outline})
  expect(rulesOf(thesis)).toContain('pdf:not-accessible')
}, 30_000)

test('a link leads to its place, whatever its name, and one to no place leads nowhere', async () => {
  const main = `#set page(width: 10cm, height: 10cm)
#link("place:a%20%28%C3%A9%29")[ici] et #link("place:perdu")[rien]
#pagebreak()
Fin`
  const {pdf} = await compileTypst({files: new Map([['/main.typ', main]]), main: '/main.typ', fonts: fontPaths()})
  const led = leadLinks(pdf!, new Map([['a (é)', {folio: 'ii', page: 2, x: 100, y: 60}]]), 'página')
  const source = Buffer.from(led).toString('latin1')
  expect(source.match(/\/Dest \[\d+ 0 R (.*?)\]/g)).toEqual([expect.stringContaining('/XYZ 100 233.465 0')])
  expect(source).not.toContain('place:')
  expect(source).toContain(Buffer.from('página ii', 'utf16le').swap16().toString('hex').toUpperCase())
  const [, rows] = /^xref\s+\d+ \d+\s+([\s\S]*)trailer/.exec(
    source.slice(Number(/startxref\s+(\d+)/.exec(source)![1]))
  )!
  const offsets = rows!
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => Number(row.slice(0, 10)))
  expect(offsets.map((offset) => Number.parseInt(source.slice(offset, offset + 10), 10))).toEqual(
    offsets.map((_, index) => index + 1)
  )
})

test.each(['native', 'wasm'] as const)('the %s engine says on which page each label is printed', async (engine) => {
  const thesis = sampleThesis()
  const {outputs, pages} = await writePdf(writeTypst(thesis), {engine})
  const pdf = await readPdf(outputs[0]!.contents as Uint8Array)
  const named = [...thesis.targets.values()].filter(({kind}) => kind === 'figure' || kind === 'section')
  expect(named.length).toBeGreaterThan(2)
  for (const {title, destination} of named) {
    const label = pages.get(`${destination.chapter}#${destination.anchor}`) ?? pages.get(`${destination.chapter}#`)
    const page = pdf.pages.find((one) => one.label === label)
    expect(page?.text.replace(/\s+/g, ' '), title).toContain(title.replace(/\s+/g, ' ').slice(0, 20))
  }
})

test('a title alone is enough', async () => {
  const thesis = sampleThesisWith(paragraph('Un mot.'))
  const {
    title,
    lang,
    citations,
    bibliography,
    numbering,
    contents,
    limits,
    page,
    typography,
    archive,
    deposit,
    front,
    order,
    cover
  } = thesis.config
  const bare = {
    ...thesis,
    config: {
      title,
      lang,
      citations,
      bibliography,
      numbering,
      contents,
      limits,
      front,
      order,
      cover,
      page,
      typography,
      titles: {},
      author: [],
      supervisor: [],
      jury: [],
      abstracts: {},
      keywords: [],
      appendices: [],
      abbreviations: {},
      macros: {},
      'header-includes': [],
      'include-in-header': [],
      rules: {},
      terms: {},
      archive,
      identifiers: {},
      deposit
    }
  }
  const pdf = await readPdf(await printed(bare))
  expect(pdf.pages[0]!.text).toMatch(
    /^Thèse de doctorat Innovation sociale et développement socio‑économique au Maroc ?$/
  )
})

test('hostile text is printed as it is', async () => {
  const hostile =
    '#import "@preview/x:1.0.0": * \\u{41} $x^2$ *gras* _it_ `code` <lab> @ref // com /* c */ ~ -- "a" \'b\' = titre [x] {y} \\'
  const pdf = await factsOf(paragraph(hostile), paragraph('#panic("non")'))
  expect(textOf(pdf)).toContain(hostile)
  expect(textOf(pdf)).toContain('#panic("non")')
})

test('a long table goes on over pages under its head, and all of its rows are there', async () => {
  const rows = Array.from({length: 90}, (_, index) => [`Rang ${index}`, `valeur ${index}`])
  const pdf = await factsOf(
    figure('table', 't', '1', table([], ['Clé', 'Valeur'], ...rows), ['Long'], ['Source : moi.'])
  )
  const pages = pdf.pages.filter(({text}) => text.includes('Rang'))
  expect(pages.length).toBeGreaterThan(2)
  for (const each of pages) expect(each.text).toContain('Clé Valeur')
  for (const [key] of rows) expect(textOf(pdf)).toContain(`${key} `)
})

test('a note of several pages is printed whole', async () => {
  const sentences = Array.from({length: 300}, (_, index) =>
    paragraph(`Phrase ${index} de la note, assez longue pour une ligne.`)
  )
  const pdf = await factsOf(paragraph('Avant.', note(1, undefined, ...sentences), ' Après.'), paragraph('Suite.'))
  for (const index of [0, 150, 299]) expect(textOf(pdf)).toContain(`Phrase ${index} de`)
})

test('notes inside notes are printed wherever the page ends', async () => {
  const lines = [29, 30, 31, 32]
  const pages = lines.flatMap((count): RootContent[] => {
    const inner = note(count, undefined, paragraph(`Dedans ${count}.`))
    return [
      {type: 'pageBreak', value: ''},
      paragraph('Appel', note(1, undefined, paragraph('Première.'))),
      ...Array.from({length: count}, () => paragraph('Ligne.')),
      paragraph('Appel', note(2, undefined, paragraph('Dehors', inner, '.'))),
      paragraph('Suite.'),
      paragraph('Suite.')
    ]
  })
  const text = textOf(await factsOf(...pages))
  for (const count of lines) expect(text).toContain(`Dedans ${count}.`)
})

test('an address and a wide table stay on the page', async () => {
  const address = `https://exemple.ma/${'rapports_annuels/'.repeat(12)}donnees.html?a=1&b=2`
  const cells = Array.from({length: 30}, (_, index) => `colonne${index}`)
  const pdf = await factsOf(
    paragraph('Voir ', address, '.'),
    figure('table', 't', '1', table([], cells, cells), ['Trente'])
  )
  expect(textOf(pdf).replace(/\s|\u200B/g, '')).toContain(address)
  expect(pdf.pages.flatMap(({overflow}) => overflow)).toEqual([])
})

test('what is nested beyond reason is printed all the same', async () => {
  let block: BlockContent = figure('table', 'f', '1', table([], ['tête'], ['au fond']), ['Légende'])
  let mark = emphasis('marqué')
  for (let level = 0; level < 60; level += 1) {
    mark = level % 2 ? strong(mark) : emphasis(mark)
    block =
      level % 2
        ? {type: 'blockquote', children: [block]}
        : {type: 'list', children: [{type: 'listItem', children: [paragraph(mark), block]}]}
  }
  expect(textOf(await factsOf(block))).toMatch(/marqué.*au fond/)
})

test('a damaged picture is a message at its place, and its alternative text is printed', async () => {
  const broken: [string, string, Uint8Array][] = [
    ['a.png', 'image/png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['b.svg', 'image/svg+xml', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><g>')]
  ]
  const thesis = sampleThesisWith(
    ...broken.map(([path]) => paragraph({type: 'image', url: path, asset: path, alt: `Image ${path}`}))
  )
  for (const [path, mediaType, bytes] of broken) thesis.assets.set(path, {path, bytes, mediaType})
  const pdf = await readPdf(await printed(thesis))
  expect(rulesOf(thesis)).toEqual(['pdf:damaged-image', 'pdf:damaged-image'])
  expect(textOf(pdf)).toMatch(/Image a\.png.*Image b\.svg/)
})

test('a picture is drawn as what it holds, whatever its name', async () => {
  const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
  const thesis = sampleThesisWith(paragraph({type: 'image', url: 'a.png', asset: 'a.png', alt: 'Un point'}))
  thesis.assets.set('a.png', {path: 'a.png', bytes: Buffer.from(gif, 'base64'), mediaType: 'image/gif'})
  await printed(thesis)
  expect(rulesOf(thesis)).toEqual([])
})

test('a damaged picture in a figure is no picture without alternative text', async () => {
  const image = {type: 'image', url: 'b.svg', asset: 'b.svg', alt: 'Une carte'} as const
  const thesis = sampleThesisWith(figure('figure', undefined, '1', paragraph(image), ['Légende']))
  const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><g>')
  thesis.assets.set('b.svg', {path: 'b.svg', bytes, mediaType: 'image/svg+xml'})
  expect(textOf(await readPdf(await printed(thesis)))).toContain('Une carte')
  expect(rulesOf(thesis)).toEqual(['pdf:damaged-image'])
})

test('letters in a picture and in a formula bring no font of the machine in', async () => {
  const thesis = sampleThesisWith(
    paragraph({type: 'image', url: 'a.svg', asset: 'a.svg', alt: 'Une carte'}),
    paragraph(math('\\text{عدد}'))
  )
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><text y="20" style="font: bold 12px Arial">' +
    'Élan, عربي</text><text y="40">ⵜⴰⵎⴰⵣⵉⵖⵜ</text><text font-family="Courier">code <tspan>é</tspan></text></svg>'
  thesis.assets.set('a.svg', {path: 'a.svg', bytes: new TextEncoder().encode(svg), mediaType: 'image/svg+xml'})
  const pdf = await readPdf(await printed(thesis))
  expect(rulesOf(thesis)).toEqual([])
  for (const font of pdf.fonts) expect(font).toMatch(/^(Amiri|EBGaramond|IBMPlexMono|NotoSansTifinagh)-/)
  expect(textOf(pdf)).toContain('ⵜⴰⵎⴰⵣⵉⵖⵜ')
})

test('what the engine refuses is one message, and no PDF', async () => {
  const thesis = sampleThesisWith(paragraph('Un mot.'))
  const project = writeTypst(thesis)
  project.files.set(project.main, '#panic("non")')
  expect((await writePdf(project)).outputs).toEqual([])
  expect(project.file.messages.map(({source, ruleId}) => `${source}:${ruleId}`)).toEqual(['pdf:engine'])
})

test('a picture without alternative text: a message, and a tagged PDF all the same', async () => {
  const thesis = sampleThesisWith(paragraph({type: 'image', url: 'p', asset: 'thesis/figures/photo.png', alt: ''}))
  const pdf = await readPdf(await printed(thesis))
  expect(rulesOf(thesis)).toEqual(['pdf:not-accessible'])
  expect(pdf.isTagged).toBe(true)
})

test('a note in a title or a caption is printed once, and not in the contents', async () => {
  const thesis = sampleThesisWith(
    heading(2, 's', '1.1', 'Section', note(1, undefined, paragraph('Note de titre.'))),
    paragraph('Texte.'),
    figure('table', 't', '1', table([], ['a'], ['b']), ['Légende', note(2, undefined, paragraph('Note de légende.'))])
  )
  const [chapter] = thesis.contents
  chapter!.children.push({
    kind: 'section',
    depth: 2,
    number: '1.1',
    title: [],
    target: {chapter: 'essai', anchor: 's'},
    children: []
  })
  const text = textOf(await readPdf(await printed(thesis)))
  expect(text.match(/Note de titre\./g)).toHaveLength(1)
  expect(text.match(/Note de légende\./g)).toHaveLength(1)
})
