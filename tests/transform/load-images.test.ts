/** Pictures of the author's: what is drawn in them is shown, what runs in them is not, what cannot be read is said once. */

import {PDFDocument, StandardFonts} from 'pdf-lib'
import {describe, expect, it} from 'vitest'
import {drawPages} from '../../scripts/write/pdf/engine.ts'
import {buildFolder, textOf} from '../build.ts'
import {readPdf} from '../write/pdf-facts.ts'

const build = (svg: string) =>
  buildFolder(
    {
      'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
      'thesis/01.md': '# Les puits\n\n![Carte des puits](a.svg){.unnumbered}\n\nVoir ![Un puits](a.svg) ici.\n',
      'thesis/a.svg': svg
    },
    {only: ['html', 'pdf'], isDraft: true}
  )
const drawing = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><rect width="9" height="9"/>${inside}</svg>`

it.each([
  drawing('<rect').replace('</svg>', ''),
  drawing('<g>'),
  'no drawing',
  '<svg xmlns="http://www.w3.org/2000/svg"/>'
])('a damaged drawing is one message, and no missing alternative text: %j', async (svg) => {
  const {messages, outputs} = await build(svg)
  expect(messages.map(({rule, line}) => [rule, line])).toEqual([['images:unreadable', 3]])
  expect([...outputs.keys()]).toContain('thesis.pdf')
  expect(String(outputs.get('html/01.html')?.contents)).toContain('Carte des puits')
})

it('a drawing loses its script on its way to the site, and the author gets a message', async () => {
  const {messages, outputs} = await build(drawing('<script>alert(1)</script><g onclick="alert(2)"/>'))
  const copied = String(Buffer.from(outputs.get('html/assets/images/thesis/a.svg')!.contents as Uint8Array))
  expect(copied).toContain('<rect')
  expect(copied).not.toMatch(/alert|script/)
  expect(messages).toMatchObject([
    {
      rule: 'images:active-content',
      line: 3,
      severity: 'warning',
      reason: expect.stringContaining('`<script>`')
    }
  ])
})

it('a drawing without either is copied as it is', async () => {
  const {messages, outputs} = await build(drawing('<g/>'))
  expect(messages).toEqual([])
  expect(String(Buffer.from(outputs.get('html/assets/images/thesis/a.svg')!.contents as Uint8Array))).toBe(
    drawing('<g/>')
  )
})

/** A PDF of two pages, 200 × 100 and 100 × 100 points, with words in a font that it leaves to its reader. */
async function plot(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (const width of [200, 100]) {
    const page = pdf.addPage([width, 100])
    page.drawText('Temps (s)', {x: 10, y: 10, size: 12, font})
    page.drawLine({start: {x: 10, y: 30}, end: {x: width - 10, y: 90}})
  }
  return pdf.save()
}

describe('figures that are PDF', () => {
  const folder = (text: string, files: Record<string, string | Uint8Array>) => ({
    'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
    'thesis/01.md': `# Les puits\n\n${text}\n`,
    ...files
  })

  it('are shown as drawings on the site and in the PDF, which stays accessible', async () => {
    const text =
      '![Courbe](fig.pdf){#fig-a}\n\n![Encore](fig.pdf){#fig-b width=50%}\n\n![Carré](fig.pdf){#fig-c page=2}\n\nVoir @fig-a, @fig-b et @fig-c.'
    const built = await buildFolder(folder(text, {'thesis/fig.pdf': await plot()}), {only: ['html', 'pdf']})
    expect(built.messages).toEqual([])
    expect([...built.outputs.keys()].filter((path) => path.endsWith('.svg') && path.includes('images/'))).toEqual([
      'html/assets/images/thesis/fig.pdf.svg',
      'html/assets/images/thesis/fig.pdf.2.svg'
    ])
    const [first, second] = ['fig.pdf.svg', 'fig.pdf.2.svg'].map((name) =>
      Buffer.from(built.outputs.get(`html/assets/images/thesis/${name}`)!.contents as Uint8Array).toString()
    )
    expect(first).toMatch(/^<svg viewBox="0 0 200 100".*<path/s)
    expect(second).toMatch(/^<svg viewBox="0 0 100 100".*<path/s)
    expect(textOf(built, 'html/01.html')).toMatch(/src="assets\/images\/thesis\/fig\.pdf\.svg"[^>]*width="267"/)
    const pdf = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
    expect(pdf.isTagged).toBe(true)
  })

  it('are drawn by both builds of the engine alike', async () => {
    const bytes = await plot()
    const pages = [1, 2, 3].map((page) => ({bytes, page}))
    const [native, wasm] = [await drawPages(pages, 'native'), await drawPages(pages, 'wasm')]
    for (const drawn of [native, wasm]) {
      expect(String(Buffer.from(drawn[0]!.svg!))).toContain('viewBox="0 0 200 100"')
      expect(String(Buffer.from(drawn[1]!.svg!))).toContain('viewBox="0 0 100 100"')
      expect(drawn[2]!.problem?.message).toMatch('page 3 does not exist')
    }
  })

  it.each([
    ['pages=-', ['fig.pdf, 1', 'fig.pdf, 2']],
    ['pages={2-}, pagecommand={}', ['fig.pdf, 2']],
    ['', ['fig.pdf, 1']]
  ])('of `\\includepdf[%s]` are shown one below the other', async (options, alternatives) => {
    const built = await buildFolder(
      folder(`Avant.\n\n\\includepdf[${options}]{fig.pdf}\n`, {'thesis/fig.pdf': await plot()}),
      {
        only: ['html']
      }
    )
    const page = textOf(built, 'html/01.html')
    expect([...page.matchAll(/<p><img [^>]*alt="([^"]*)"/g)].map(([, alt]) => alt)).toEqual(alternatives)
    expect(built.messages.filter(({severity}) => severity === 'error')).toEqual([])
  })

  it('stand in for a picture of that name which is not there', async () => {
    const built = await buildFolder(
      folder('![Un](fig.png){#fig-un alt="x"}\n\nVoir @fig-un.', {'thesis/fig.pdf': await plot()}),
      {
        only: ['html']
      }
    )
    expect(textOf(built, 'html/01.html')).toContain('src="assets/images/thesis/fig.pdf.svg"')
  })

  it('that cannot be drawn are said where they are shown first', async () => {
    const text =
      '![A](fig.pdf){page=7}\n\n![B](fig.pdf){page=deux}\n\n![C](damaged.pdf)\n\n![D](damaged.pdf)\n\n![E](a.eps)\n\n![F](b.eps)\n\n![G](c.tif)'
    const files = {
      'thesis/fig.pdf': await plot(),
      'thesis/damaged.pdf': '%PDF-1.4\nnothing',
      'thesis/a.eps': '%!PS-Adobe-3.0 EPSF-3.0\n',
      'thesis/b.eps': '%!PS-Adobe-3.0 EPSF-3.0\n',
      'thesis/c.tif': Buffer.from('II*\0aaaaaaaaaaaaa')
    }
    const {messages} = await buildFolder(folder(text, files), {only: ['html', 'pdf'], isCheck: true})
    const found = messages.filter(({rule}) => rule.startsWith('images:') || rule.startsWith('pdf:'))
    expect(found.map(({line, reason, fix}) => `${line} ${reason} | ${fix}`)).toEqual([
      '3 No page 7 in `fig.pdf`, which has 2 | Write a page from 1 to 2: `{page=2}`.',
      '5 No page `deux` of `fig.pdf`: the first is shown | Write the number of a page, counted from 1: `{page=2}`.',
      '7 Unreadable PDF `damaged.pdf` | Open the file to see whether it is whole, and print it as a new PDF without password, or save it as SVG.',
      '11 Unsupported format EPS of `a.eps` and 1 more picture: not shown | Save them as PDF (`epstopdf picture.eps` does it) or SVG, and change the path to the new file.',
      '15 Unsupported format TIFF of `c.tif`: not shown | Save it as PNG, and change the path to the new file.'
    ])
  })
})

it.each([
  ['images/carte.png', 'Write `images/Carte.png`.'],
  ['Carte.png', 'Did you mean `images/Carte.png`?'],
  ['../dessins/Carte.jpg', 'Did you mean `images/Carte.png`?'],
  ['images/Carta.png', 'Did you mean `images/Carte.png`?'],
  ['images/puits.png', 'Put the file at `thesis/images/puits.png`, or correct the path.'],
  ['https://a.org/x.png', 'Save the picture in the thesis folder and give its path.'],
  ['../../x.png', 'Copy the file into the thesis folder and give its path there.']
])('a picture that is not there: %s', async (path, fix) => {
  const svg = new TextEncoder().encode(drawing(''))
  const {messages} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Les puits\n',
      'thesis/01.md': `# Un\n\n![Carte](${path}){.unnumbered}\n`,
      'thesis/images/Carte.png': svg
    },
    {only: ['html'], isCheck: true}
  )
  expect(messages.map((message) => message.fix)).toEqual([fix])
})

const found = async (typed: string, name: string) => {
  const {messages, outputs} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
      'thesis/01.md': `# Les puits\n\n![Carte](${typed}){.unnumbered}\n`,
      [`thesis/${name}`]: drawing('')
    },
    {only: ['html', 'pdf'], isDraft: true}
  )
  const pictures = [...outputs.keys()].filter((path) => path.includes('assets/images/'))
  return {pictures: pictures.length, said: messages.map(({reason, fix}) => `${reason} ${fix}`)}
}

it.each([
  ['école.svg'.normalize('NFC'), 'école.svg'.normalize('NFD')],
  ['école.svg'.normalize('NFD'), 'école.svg'.normalize('NFC')],
  ['des images/la carte (2).svg', 'des images/la carte (2).svg'],
  ['des%20images/%C3%A9t%C3%A9.svg', 'des images/été.svg'],
  ['images\\carte.svg', 'images/carte.svg'],
  ['<la carte.svg>', 'la carte.svg']
])('a picture is found by the path that a person types: %s', async (typed, name) => {
  expect(await found(typed, name)).toEqual({pictures: 1, said: []})
})

it('a path that differs in its capitals is reported as that', async () => {
  expect(await found('Carte.SVG', 'carte.svg')).toEqual({
    pictures: 0,
    said: ['Missing image `Carte.SVG`: the file is named `carte.svg`, with other capitals Write `carte.svg`.']
  })
})

it('a picture left in Git LFS is said as it is; that of an included file lies beside it', async () => {
  const {messages, outputs} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Wells\nlang: en\n',
      'thesis/1.md': '# Wells\n\n{{< include parts/more.md >}}\n',
      'thesis/parts/more.md': '![A map](map.svg){.unnumbered}\n\n![A plot](plot.svg){.unnumbered}\n',
      'thesis/parts/map.svg': drawing('<g/>'),
      'thesis/parts/plot.svg': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'
    },
    {only: ['html'], isDraft: true}
  )
  expect(messages).toMatchObject([
    {rule: 'images:unreadable', file: 'thesis/parts/more.md', line: 3, fix: expect.stringContaining('git lfs pull')}
  ])
  expect([...outputs.keys()]).toContain('html/assets/images/thesis/parts/map.svg')
})
