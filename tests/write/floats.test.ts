import {describe, expect, test} from 'vitest'
import {buildFolder} from '../build.ts'
import {emptiest, floatBook, type Printed, printedFloats, rowsOf} from './float-book.ts'
import {type PdfFacts, type PdfPage, readPdf} from './pdf-facts.ts'

const points = (millimetres: number) => (millimetres * 72) / 25.4
/** Of our own page. */
const margins: [number, number] = [points(30), points(40)]

const opensChapter = (page: PdfPage) => rowsOf(page).some(({size}) => size > 20)
const isBlank = (page: PdfPage) => rowsOf(page).length === 0

async function print(files: Record<string, string>): Promise<PdfFacts> {
  const {outputs} = await buildFolder(files, {only: ['pdf']})
  return readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
}

/** Pages less than two thirds full that no chapter ends on or begins on, from 1. */
function hollow({pages}: PdfFacts, heights: Map<string, number>, blank = margins): number[] {
  return pages.flatMap((page, index) => {
    const next = pages[index + 1]
    const isInside = next && !isBlank(page) && !opensChapter(page) && !isBlank(next) && !opensChapter(next)
    return isInside && emptiest(page, heights, blank) > 1 / 3 ? [index + 1] : []
  })
}

/** As they are numbered, and as they stand. */
function orders(floats: readonly Printed[], kind: Printed['kind']): [numbered: string[], printed: string[]] {
  const own = floats.filter((one) => one.kind === kind)
  const value = ({number}: Printed) => {
    const [chapter, figure] = number.split('.').map(Number)
    return chapter! * 1000 + figure!
  }
  const names = (sorted: Printed[]) => sorted.map(({number}) => number)
  return [names(own.toSorted((a, b) => value(a) - value(b))), names(own.toSorted((a, b) => a.shown - b.shown))]
}

describe('a book of 80 pages with figures and tables of many heights', async () => {
  const book = floatBook({seed: 6, chapters: 4, blocks: 60})
  const still = await print(floatBook({seed: 6, chapters: 4, blocks: 60, page: '{floats: false}'}).files)
  const pdf = await print(book.files)
  const floats = printedFloats(pdf, book.heights)

  test('no page inside a chapter is less than two thirds full', () => {
    expect(hollow(still, book.heights).length).toBeGreaterThan(3)
    expect(hollow(pdf, book.heights)).toEqual([])
    expect(pdf.pages.length).toBeLessThan(still.pages.length)
  })

  test('figures and tables stand in order', () => {
    expect(floats.length).toBe(printedFloats(still, book.heights).length)
    for (const kind of ['figure', 'tableau'] as const) {
      const [numbered, printed] = orders(floats, kind)
      expect(printed).toEqual(numbered)
    }
  })

  test('none stands before its mention', () => {
    expect(floats.filter(({named, shown}) => !(named < shown))).toEqual([])
  })

  test('nothing is lost, and no heading ends a page', () => {
    const words = ({pages}: PdfFacts) => pages.flatMap(({text}) => text.match(/\p{L}{4,}/gu) ?? []).length
    // Running heads differ with the pages.
    expect(Math.abs(words(pdf) - words(still))).toBeLessThan(0.02 * words(still))
    for (const page of pdf.pages) {
      const body = rowsOf(page).filter(({y}) => y > margins[1] - 1 && y < page.height - margins[0])
      expect(body.at(-1)?.text ?? '').not.toMatch(/^\d(?:\.\d+)+ (Section|Partie) [\d ]+$/i)
    }
  })
})

test('on a page of Times 12, leading 1.5, none stands before its mention and no page is hollow', async () => {
  const page = '{font: Times, font-size: 12, leading: 1.5, sides: one, chapter-start: any, margins: 25mm}'
  const {files, heights} = floatBook({seed: 11, chapters: 4, blocks: 60, page})
  const pdf = await print(files)
  expect(printedFloats(pdf, heights).filter(({named, shown}) => !(named < shown))).toEqual([])
  expect(hollow(pdf, heights, [points(25), points(25)])).toEqual([])
})

const svg = (height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="${height}"><path d="M0 0h9v9z"/></svg>`
const prose = 'Le terrain montre une coopérative que les habitants tiennent depuis longtemps pour un lieu de travail. '

/** Two thirds of a page, a figure of half a page, text. */
const pushed = (attributes = '', settings = '') => ({
  'thesis/thesis.yml': `title: Essai\nlang: fr\n${settings}`,
  'thesis/1.md': `# Un\n\n${prose.repeat(8)} La @fig-a le montre.\n\n![Légende](a.svg){#fig-a alt="Un carré" width=200pt${attributes}}\n\n${`${prose.repeat(4)}\n\n`.repeat(9)}`,
  'thesis/a.svg': svg(330)
})
/** The last one, after the lists in front. */
const pageOf = ({pages}: PdfFacts, pattern: RegExp) =>
  pages.findLastIndex((page) => rowsOf(page).some(({text}) => pattern.test(text)))
const linesOn = (pdf: PdfFacts, pattern: RegExp) => rowsOf(pdf.pages[pageOf(pdf, pattern)]!).length

test('text goes on where a figure does not fit', async () => {
  const [moved, held, off] = await Promise.all([
    print(pushed()),
    print(pushed(' float=false')),
    print(pushed('', 'page: {floats: false}\n'))
  ])
  for (const pdf of [moved, held, off]) expect(pageOf(pdf, /Légende/)).toBe(pageOf(pdf, /le montre/) + 1)
  expect(linesOn(moved, /le montre/)).toBeGreaterThan(linesOn(held, /le montre/) + 5)
  expect(linesOn(off, /le montre/)).toBe(linesOn(held, /le montre/))
  expect(moved.pages.every(({overflow}) => overflow.length === 0)).toBe(true)
  expect(moved.isTagged).toBe(true)
})

test('a cell beside more rows than a page holds loses none of them, a row of half a page is cut', async () => {
  const rows = Array.from({length: 70}, (_, row) => `<tr><td>rangée-${row}</td></tr>`).join('')
  const high = Array.from({length: 250}, (_, word) => `mot${word}`).join(' ')
  const pdf = await print({
    'thesis/thesis.yml': 'title: Essai\nlang: fr\n',
    'thesis/1.md': `# Un\n\n| A | B |\n|---|---|\n| a | ${high} |\n| b | ${high} |\n\n<table><tr><td rowspan="71">Haut</td><td>tête</td></tr>${rows}</table>\n`
  })
  const pages = pdf.pages.map((page) =>
    rowsOf(page)
      .map(({text}) => text)
      .join('\n')
  )
  expect(pages.join('\n').match(/rangée-\d+/g)).toHaveLength(70)
  const cells = pages.map((page) => page.match(/mot\d+/g)?.length ?? 0).filter((count) => count > 0)
  expect(cells[0]).toBeGreaterThan(250)
  expect(cells.reduce((sum, count) => sum + count)).toBe(500)
})

test('no row of a table that breaks is alone on its page', async () => {
  const rows = Array.from({length: 26}, (_, row) => `| rangée ${row} | ${row} |`).join('\n')
  const tables = [0, 1, 20, 21].map(
    (lines) => `# Un\n\n${'Un mot.\n\n'.repeat(lines)}| a | b |\n|---|---|\n${rows}\n\n: Titre {#tbl-a${lines}}`
  )
  const {pages} = await print({'thesis/thesis.yml': 'title: Essai\nlang: fr\n', 'thesis/1.md': tables.join('\n\n')})
  const counts = pages.map((page) => rowsOf(page).filter(({text}) => text.startsWith('rangée')).length)
  expect(counts.reduce((sum, count) => sum + count)).toBe(4 * 26)
  expect(counts.filter((count) => count > 0 && count < 26).length).toBeGreaterThan(4)
  expect(counts).not.toContain(1)
})

test('one line between two tables on landscape pages has no page for itself', async () => {
  const wide = (name: string) =>
    `| T | ${'colonne | '.repeat(9)}\n|${'---|'.repeat(10)}\n${`| x |${' désignations |'.repeat(9)}\n`.repeat(40)}\n: Titre {#tbl-${name}}\n\n`
  const {pages} = await print({
    'thesis/thesis.yml': 'title: Essai\nlang: fr\n',
    'thesis/1.md': `# Un\n\n${`${prose.repeat(4)}\n\n`.repeat(5)}${wide('a')}Un mot.\n\n${wide('b')}${`${prose.repeat(4)}\n\n`.repeat(9)}`
  })
  expect(pages.filter(({width, height}) => width > height)).toHaveLength(4)
  const [between] = pages.filter(({text}) => text.includes('Un mot.'))
  expect(rowsOf(between!).length).toBeGreaterThan(5)
})

test('no line is lost before a page that figures fill, in a list or in a quote', async () => {
  const words = (count: number, name: string) => Array.from({length: count}, (_, index) => `${name}${index}`)
  const blocks = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => words(40, `i${index}w`).join(' '))
  const square = (height: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="${height}"><rect width="200" height="${height}"/></svg>`
  const chapter = (count: number, title: string, text: string) =>
    [
      `# ${title}`,
      words(count, 'p').join(' '),
      `![Haut](high.svg){#fig-high-${count} alt="Un carré" width=200pt}`,
      `![Bas](low.svg){#fig-low-${count} alt="Un carré" width=200pt}`,
      text,
      words(30, 'q').join(' ')
    ].join('\n\n')
  const {outputs, messages} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\nlang: fr\n',
      'thesis/1.md': chapter(139, 'Liste', blocks.map((one) => `- ${one}`).join('\n')),
      'thesis/2.md': chapter(130, 'Citation', blocks.map((one) => `> ${one}`).join('\n>\n')),
      'thesis/high.svg': square(380),
      'thesis/low.svg': square(182)
    },
    {only: ['pdf']}
  )
  expect(messages.filter(({rule}) => rule?.startsWith('pdf:'))).toEqual([])
  const {pages} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
  const printed = pages.flatMap(({text}) => text.match(/\bi\dw\d+\b/g) ?? [])
  const typed = blocks.flatMap((block) => block.split(' '))
  expect(printed.toSorted()).toEqual([...typed, ...typed].toSorted())
})
