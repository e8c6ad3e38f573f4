import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {describe, expect, test} from 'vitest'
import {type Built, buildFolder} from '../build.ts'
import {type PdfFacts, type PdfPage, readPdf} from './pdf-facts.ts'

const sentence =
  'Le témoin ṭāleb raconte comment ʿAbd al-Ḥaqq, élève de Ġānim, a fondé en 1993 la première coopérative. '
const prose = Array.from({length: 30}, () => sentence.repeat(6).trim()).join('\n\n')

/** A thesis of one chapter of plain prose, printed on the page asked for. */
async function print(page: string, text = prose, more: Record<string, string | Buffer> = {}) {
  const built = await buildFolder(
    {'thesis/thesis.yml': `title: Essai\npage: ${page}\n`, 'thesis/1.md': `# Un\n\n${text}\n`, ...more},
    {only: ['pdf']}
  )
  return {built, pdf: await pdfOf(built)}
}

async function pdfOf({outputs}: Built): Promise<PdfFacts> {
  return readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
}

const mm = (points: number) => (points / 72) * 25.4
const rules = ({messages}: Built) => messages.map(({rule}) => rule)

/** The lines of running text of a page in the middle of the chapter: those of the size that most of it has. */
function bodyOf({pages}: PdfFacts, parity: 0 | 1): {page: PdfPage; lines: PdfPage['lines']; size: number} {
  const full = pages.filter(({lines}, index) => index % 2 === parity && lines.length > 20)
  const page = full[Math.min(1, full.length - 1)]!
  const sizes = Map.groupBy(
    page.lines.filter(({text}) => text.trim()),
    ({size}) => size.toFixed(2)
  )
  const [size, lines] = [...sizes].sort(([, a], [, b]) => b.length - a.length)[0]!
  return {page, lines, size: Number(size)}
}

/** On a page without margins of the author’s, what may stand a little outside. */
const hangs = /[-\u00AD.,]$/

/** What is printed, in millimetres and points. */
function measure(pdf: PdfFacts, parity: 0 | 1 = 0) {
  const {page, lines, size} = bodyOf(pdf, parity)
  const rows = [...new Set(lines.map(({y}) => Math.round(y * 100) / 100))].sort((a, b) => b - a)
  return {
    width: mm(page.width),
    height: mm(page.height),
    left: mm(Math.min(...lines.map(({left}) => left))),
    right: mm(page.width - Math.max(...lines.filter(({text}) => !hangs.test(text)).map(({right}) => right))),
    furthest: mm(page.width - Math.max(...lines.map(({right}) => right))),
    // The edge of a line is 0.75 em above its baseline, and 0.25 em below it.
    top: mm(page.height - rows[0]! - 0.75 * size),
    bottom: mm(rows.at(-1)! - 0.25 * size),
    size,
    leading: rows[5]! - rows[6]!,
    font: lines[0]!.font
  }
}

describe('the page that a university asks for is the one that is measured', () => {
  test('Times of 12 pt, one line and a half, 25 mm on each side, one side of the paper', async () => {
    const {built, pdf} = await print('{sides: one, margins: 2.5cm, font: Times New Roman, font-size: 12, leading: 1.5}')
    expect(built.messages).toEqual([])
    for (const parity of [0, 1] as const) {
      const found = measure(pdf, parity)
      expect(found.font).toMatch(/^Tinos/)
      expect(found.size).toBeCloseTo(12, 1)
      expect(found.leading).toBeCloseTo(18, 1)
      // No hyphen hangs into a margin that was asked for.
      expect(found.furthest).toBeGreaterThan(25 - 0.1)
      for (const side of ['left', 'right', 'top'] as const) expect(Math.abs(found[side] - 25), side).toBeLessThan(0.1)
      expect(found.bottom).toBeGreaterThan(25 - 0.1)
      // A paragraph keeps two of its lines together.
      expect(found.bottom).toBeLessThan(25 + 2 * mm(18))
    }
  })

  test('margins that change sides with the page, in Arimo of 11 pt on lines of 16 pt', async () => {
    const {pdf} = await print(
      '{size: 17x24, margins: {inner: 22mm, outer: 18mm, top: 20mm, bottom: 21mm}, font: Arial, font-size: 11pt, leading: 16pt}'
    )
    const [right, left] = [measure(pdf, 0), measure(pdf, 1)]
    expect(right).toMatchObject({font: 'Arimo-Regular', size: 11})
    expect(right.width).toBeCloseTo(170, 1)
    expect(right.height).toBeCloseTo(240, 1)
    expect(right.leading).toBeCloseTo(16, 1)
    expect(Math.abs(right.left - 22)).toBeLessThan(0.1)
    expect(Math.abs(right.right - 18)).toBeLessThan(0.1)
    expect(Math.abs(left.left - 18)).toBeLessThan(0.1)
    expect(Math.abs(right.top - 20)).toBeLessThan(0.1)
  })

  test('without settings, EB Garamond of 13 pt on lines of 18.5 pt, 35 and 45 mm of margin', async () => {
    const {pdf} = await print('{}')
    const found = measure(pdf)
    expect(found.font).toBe('EBGaramond-Regular')
    expect(found.size).toBeCloseTo(13, 1)
    expect(found.leading).toBeCloseTo(18.5, 1)
    expect(Math.abs(found.left - 35)).toBeLessThan(0.1)
    expect(Math.abs(found.right - 45)).toBeLessThan(0.1)
  })

  test('notes, indents and space between paragraphs follow', async () => {
    const {pdf} = await print(
      '{font-size: 12, leading: 18pt, indent: 10mm, paragraph-spacing: 6pt}',
      `${sentence}Mot^[Une note.] fin.\n\n${sentence}`
    )
    const {lines, height} = pdf.pages.find(({text}) => text.includes('Une note'))!
    expect(lines.find(({text}) => text.includes('Une note'))!.size).toBeCloseTo(9.75, 1)
    const starts = lines.filter(({text}) => text.startsWith('Le témoin'))
    for (const {left} of starts) expect(Math.abs(mm(left) - 45)).toBeLessThan(0.1)
    const rows = [...new Set(lines.filter(({size, y}) => size === 12 && y < height - 200).map(({y}) => y))]
    const second = rows.indexOf(starts[1]!.y)
    expect(rows[second - 1]! - rows[second]!).toBeCloseTo(24, 1)
  })
})

describe('what the page shows', () => {
  const label = /^\d+$/
  const foot = ({lines}: PdfPage) => lines.filter(({text, y}) => label.test(text) && y < 100)

  test('folios at the foot, no running heads, no empty pages before chapters', async () => {
    const {pdf} = await print('{folios: foot, running-heads: false, chapter-start: any}', prose, {
      'thesis/2.md': `# Deux\n\n${sentence}\n`
    })
    const body = pdf.pages.slice(pdf.pages.findIndex(({text}) => text.includes('Chapitre 1')))
    expect(body.map(({label}) => label)).toEqual(body.map((_, index) => String(index + 1)))
    for (const page of body) {
      expect(page.text).not.toBe('')
      const [folio] = foot(page)
      expect(folio!.text).toBe(page.label)
      expect(
        Math.abs(mm((folio!.left + folio!.right) / 2) - (35 + 130 / 2 - (Number(page.label) % 2 ? 0 : -10)))
      ).toBeLessThan(0.2)
      expect(
        page.lines
          .filter(({y}) => y > page.height - (28 / 25.4) * 72 + 4)
          .map(({text}) => text.trim())
          .join('')
      ).toBe('')
    }
  })

  test('lines numbered by fives', async () => {
    const {pdf} = await print('{line-numbers: 5, margins: {inner: 35mm, outer: 8mm}}')
    for (const [parity, margin] of [35, 8].entries()) {
      const numbers = bodyOf(pdf, parity as 0 | 1).page.lines.filter(
        ({text, left}) => label.test(text) && mm(left) < margin
      )
      expect(numbers.filter(({y}) => y < 750).map(({text}) => text)).toEqual(expect.arrayContaining(['10', '15']))
      expect(Math.min(...numbers.map(({left}) => left))).toBeGreaterThan(0)
    }
  })

  test('notes numbered on each page', async () => {
    const text = Array.from({length: 8}, () => `${sentence.repeat(12)}Mot^[Une note.] et mot^[Une autre.].`).join(
      '\n\n'
    )
    const {pdf} = await print('{notes: page}', text)
    const pages = pdf.pages.filter(({text}) => text.includes('Une note'))
    expect(pages.length).toBeGreaterThan(2)
    for (const {text} of pages) expect(text).toMatch(/ 1\. Une note\./)
  })

  test('neither justified lines nor hyphens nor colour nor numbers of headings', async () => {
    const {pdf} = await print(
      '{justify: false, hyphenate: false, colour: false, heading-numbers: false}',
      `${prose}\n\n## Deux\n\nFin.`
    )
    const {lines} = bodyOf(pdf, 0)
    const ends = new Set(lines.filter(({text}) => text.length > 40).map(({right}) => Math.round(right)))
    expect(ends.size).toBeGreaterThan(2)
    expect(lines.some(({text}) => /(?<!al)-$|\u00AD$/.test(text))).toBe(false)
    const text = pdf.pages.map((page) => page.text).join(' ')
    expect(text).toContain('Deux')
    expect(text).not.toMatch(/1\.1|Chapitre 1/)
  })
})

describe('families that ship draw Latin, Greek and the transliteration of Arabic', () => {
  const letters = 'ḥ ṣ ṭ ḍ ẓ ġ ā ī ū Ḥ Ṣ Ṭ Ḍ Ẓ Ġ Ā Ī Ū ʿ ʾ é œ « » α β γ λόγος'

  test.each(['EB Garamond', 'Tinos', 'Arimo', 'Source Serif 4'])('%s', async (family) => {
    const {built, pdf} = await print(`{font: ${family}}`, `Lettres ${letters} **gras ${letters}** *oblique ${letters}*`)
    expect(built.messages).toEqual([])
    const page = pdf.pages.find(({text}) => text.includes('Lettres'))!
    expect(page.text).toContain(letters)
    const name = family.replaceAll(' ', '')
    const used = page.lines.filter(({text}) => text.trim()).map(({font}) => font)
    for (const font of used) expect(font).toMatch(new RegExp(`^${name}`))
    expect(used.some((font) => /bold/i.test(font))).toBe(true)
    expect(used.some((font) => /italic/i.test(font))).toBe(true)
  })

  test('headings and code in families of their own; small capitals without a font that has them', async () => {
    const {pdf} = await print(
      '{font: {text: Tinos, headings: Arimo}}',
      `## Une section\n\n### Titre capital\n\nTexte \`code\` [Petites]{.smallcaps}.`
    )
    const page = pdf.pages.find(({text}) => text.includes('Texte'))!
    const fontOf = (text: string) => page.lines.find((line) => line.text.includes(text))!.font
    expect(fontOf('Une section')).toMatch(/^Arimo/)
    expect(fontOf('Texte')).toMatch(/^Tinos/)
    expect(fontOf('code')).toMatch(/^IBMPlexMono/)
    expect(page.text).toContain('TITRE CAPITAL')
    expect(page.text).toMatch(/P ?ETITES/)
  })
})

test('formulas are set in a font of the author’s, on the baseline, as high as the text, each line beside its number', async () => {
  const tex = String.raw
  const {built, pdf} = await print(
    '{font: {math: STIX Two Math}}',
    tex`Soit $q$ puis $\dfrac{\left|a\middle|b\right|}{\sqrt[3]{x}}\xrightarrow{f}\hat{y}\underbrace{z}_n\boxed{u}\cancel{v}\color{red}{w}$.

$$
\begin{array}{c|c}a&\smash{b}\\\hline \binom nk&\mathrm{d}\end{array}\quad\sin^2 f''\text{ où }\phantom{1}\rule{1em}{1em}\big(\tfrac12\bigr)
$$

\begin{align}
h&=\frac{\dfrac12}{3}\\
\sum_{i=1}^n j&=m
\end{align}

$$
\enclose{circle}{x}
$$`
  )
  expect(rules(built)).toEqual([])
  const lines = pdf.pages.flatMap((page) => page.lines)
  const at = (text: string) => lines.find((line) => line.text.includes(text))!
  expect(at('𝑞').font).toMatch(/^STIXTwoMath/)
  expect(at('𝑞').y).toBeCloseTo(at('Soit').y, 1)
  // The x of EB Garamond is lower than that of STIX.
  expect(at('𝑞').size / at('Soit').size).toBeCloseTo(0.85, 1)
  expect(at('où').font).toMatch(/^EBGaramond/)
  expect(at('(1)').y).toBeCloseTo(at('ℎ').y, 0)
  expect(at('(2)').y).toBeCloseTo(at('𝑚').y, 0)
})

describe('what cannot be printed is one message', () => {
  const font = (name: string) =>
    readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/gentium-book-plus/${name}`))

  test('a family that nobody has', async () => {
    const {built} = await print('{font: Gramond}', prose).catch(() => ({built: undefined}))
    expect(built).toBeUndefined()
    const checked = await buildFolder(
      {'thesis/thesis.yml': 'title: Essai\npage: {font: {text: Garamont}}\n', 'thesis/1.md': '# Un\n\nMot.\n'},
      {isCheck: true}
    )
    expect(checked.messages).toMatchObject([{rule: 'config:unknown-font', line: 2}])
  })

  test('a family of the author’s without italic or bold; its files need no name in thesis.yml', async () => {
    const {built, pdf} = await print('{font: Gentium Book Plus}', 'Mot **gras** et *oblique*.', {
      'thesis/template/fonts/static/g.ttf': font('400Regular/GentiumBookPlus_400Regular.ttf')
    })
    expect(rules(built)).toEqual(['config:missing-face'])
    expect(built.messages[0]!.reason).toContain('no bold')
    expect(pdf.pages.map(({text}) => text).join(' ')).toContain('Mot gras et oblique.')
  })

  test.each([
    ['Garamond Math', 'Unknown font'],
    ['Tinos', 'no MATH table']
  ])('formulas in %s, which cannot set them', async (name, reason) => {
    const settings = `title: Essai\npage: {font: {math: ${name}}}\n`
    const files = {'thesis/thesis.yml': settings, 'thesis/1.md': '# Un\n\n$x$\n'}
    const built = await buildFolder(files, {only: ['pdf'], isDraft: true})
    expect(built.messages).toMatchObject([
      {rule: 'config:unknown-font', line: 2, reason: expect.stringContaining(reason)}
    ])
    expect(built.outputs.has('thesis.pdf')).toBe(true)
  })

  test('margins that leave no text', async () => {
    for (const page of [
      '{margins: {inner: 100mm, outer: 100mm}}',
      '{margins: {top: 140mm, bottom: 140mm}}',
      '{size: a5, font-size: 24, margins: 60mm}'
    ]) {
      const built = await buildFolder(
        {'thesis/thesis.yml': `title: Essai\npage: ${page}\n`, 'thesis/1.md': '# Un\n\nMot.\n'},
        {only: ['pdf'], isDraft: true}
      )
      expect(rules(built)).toEqual(['config:page-without-text'])
      expect(built.outputs.has('thesis.pdf')).toBe(true)
    }
  })

  test('lengths and names that are none', async () => {
    const built = await buildFolder(
      {
        'thesis/thesis.yml':
          'title: T\npage:\n  font-size: grand\n  margins: {inner: 9 miles}\n  folios: partout\n  size: a44\n  leading: double\n  colour: rouge\n',
        'thesis/1.md': '# Un\n'
      },
      {isCheck: true}
    )
    expect(built.messages.map(({rule, line}) => `${rule} ${line}`)).toEqual([
      'config:wrong-value 3',
      'config:wrong-value 4',
      'config:wrong-value 5',
      'config:wrong-value 6',
      'config:wrong-value 7',
      'config:wrong-value 8'
    ])
    expect(built.messages.slice(-2).map(({fix}) => fix)).toEqual([
      expect.stringMatching(/`1\.5`.*`18pt`/),
      expect.stringContaining('`#1f5f80`')
    ])
  })

  test('what is usual is read: `A5`, a comma in a number; between braces, a comma is asked to be a point', async () => {
    const check = (page: string) =>
      buildFolder({'thesis/thesis.yml': `title: T\npage:${page}\n`, 'thesis/1.md': '# Un\n\nMot.\n'}, {isCheck: true})
    expect((await check('\n  size: A5\n  leading: 1,5\n  margins: 2,5 cm')).messages).toEqual([])
    const {messages} = await check(' {margins: {top: 2,5cm}}')
    expect(messages).toMatchObject([{rule: 'config:unknown-key', fix: expect.stringContaining('point')}])
  })
})

test('a draft shows lines, the word and the date, and messages beside what they are about', async () => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\npage: {draft: true}\n',
      'thesis/1.md': `# Un\n\n${prose}\n\nLe mot mot est ici.\n`
    },
    {only: ['pdf'], date: new Date('2026-11-27T00:00:00Z')}
  )
  expect(rules(built)).toEqual(['text:doubled-word'])
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  const printed = pages.map(({lines}) => lines.map(({text}) => text).join(' '))
  expect(printed.filter((text) => /Version de travail, 27\/11\/2026/.test(text))).toHaveLength(pages.length)
  const page = pages.find(({text}) => text.includes('est ici'))!
  const note = page.lines.find(({text}) => text.startsWith('Repeated'))!
  const text = page.lines.find(({text}) => text.includes('est ici'))!
  expect(Math.abs(note.y - text.y)).toBeLessThan(20)
  expect(note.left > text.right || note.right < text.left).toBe(true)
  expect(page.overflow).toEqual([])
})

test('charts are set in the text’s own family, their words as wide as they were laid out', async () => {
  const chart = ':::chart{#fig-a}\ndata: rain\nby: site\n\nRain\n:::\n\nSee @fig-a.\n'
  const data = {
    'thesis/data/rain.csv':
      'year,site,rain\n2001,North coast of the bay,12\n2002,North coast of the bay,14\n2003,North coast of the bay,13\n'
  }
  const own = await print('{}', chart, data)
  const arial = await print('{font: Arial}', chart, data)
  expect(own.pdf.fonts.some((name) => name.includes('EBGaramond'))).toBe(true)
  expect(arial.pdf.fonts.filter((name) => !name.includes('Arimo'))).toEqual([])
  const label = ({pdf}: typeof arial) =>
    pdf.pages
      .flatMap(({width, lines}) => lines.map((line) => ({...line, width})))
      .find(({text}) => text.includes('coast'))!
  const [ours, theirs] = [label(own), label(arial)]
  expect(theirs.right - theirs.left).toBeLessThanOrEqual((ours.right - ours.left) * 1.02)
  expect(theirs.right).toBeLessThan(theirs.width - 30)
})

describe('tables and running heads as a printer sets them', async () => {
  const row = (name: string) =>
    `| ${name} | ${'ce que les registres disent '.repeat(3)} | ${'et ce qu’ils taisent '.repeat(4)} |`
  const table = (last: string) =>
    `| Registre | Dit | Tait |\n|---|---|---|\n${Array.from({length: 8}, (_, index) => row(`livre ${index}`)).join('\n')}\n${row(last)}\n\n: Ce qui est tenu\n\nSource : origine ${last}.\n`
  const chapters = Array.from({length: 10}, (_, index) => index).map(
    (lines) => `# Essai ${lines}\n\n${'Une ligne.\n\n'.repeat(2 + lines)}${table(`final${lines}`)}`
  )
  const heading = '## Pages publiques et presse (titre rebâti d’après l’adresse ou le contenu de la page, date déduite)'
  const files = Object.fromEntries([
    ...chapters.map((text, index) => [`thesis/${index}.md`, text]),
    ['thesis/bilan.md', `# Bilan\n\n${heading}\n\n${sentence.repeat(40)}\n`],
    [
      'thesis/thesis.yml',
      'title: Essai\nlang: fr\npage: {sides: one, chapter-start: any}\ncontents: {lists: true}\nnumbering: {figures: thesis}\n'
    ]
  ])
  const {pages} = await pdfOf(await buildFolder(files, {only: ['pdf']}))

  test('the source of a table stands below its last row, whatever the page has left', () => {
    const starts = new Set<number>()
    for (const index of chapters.keys()) {
      const page = pages.find(({text}) => text.includes(`Source : origine final${index}`))!
      const lines = page.lines.filter(({text}) => text.includes(`final${index}`))
      expect(lines).toHaveLength(2)
      expect(lines[0]!.y - lines[1]!.y).toBeLessThan(60)
      starts.add(Math.round(lines[0]!.y / 10))
    }
    expect(starts.size).toBeGreaterThan(2)
  })

  test('a section whose title is longer than a line gives the running head its first words', () => {
    const heads = pages.flatMap(({lines}) => lines.filter(({y}) => y > mmToPoints(297 - 25)).map(({text}) => text))
    expect(heads).toContain('Pages publiques et presse')
    expect(heads.join(' ')).not.toContain('date déduite')
  })

  test('titles in a list begin at one place, whatever the digits before them', () => {
    const list = pages.find(({text}) => /^Liste des tableaux/.test(text))!
    const titles = list.lines.filter(({text}) => text.startsWith('Ce qui est tenu'))
    expect(titles).toHaveLength(10)
    expect(Math.max(...titles.map(({left}) => left)) - Math.min(...titles.map(({left}) => left))).toBeLessThan(0.5)
  })
})

const mmToPoints = (millimetres: number) => (millimetres * 72) / 25.4
