/** A small deck on paper: what a jury, a speaker and a colleague with PowerPoint find in the files. */

import {execFileSync} from 'node:child_process'
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {imageSize} from 'image-size'
import JSZip from 'jszip'
import {VFile} from 'vfile'
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest'
import {build} from '../../scripts/build.ts'
import type {DeckData} from '../../scripts/deck/deck-data.ts'
import {themeOption} from '../../scripts/deck/read/deck-theme.ts'
import {type WritePrintedOptions, writePrinted} from '../../scripts/deck/write/index.ts'
import {writeSlides} from '../../scripts/deck/write/slidev.ts'
import {termsOf} from '../../scripts/document/terms.ts'
import type {OutputFile} from '../../scripts/document/thesis.ts'
import {openFolder} from '../../scripts/files.ts'
import {silently} from '../../scripts/progress.ts'
import {type PdfFacts, type PdfPage, readPdf} from '../write/pdf-facts.ts'
import {writeSmallDeck} from './small-deck.ts'

const long = Array.from({length: 900}, (_, index) => `mot${index}`).join(' ')

/** Slidev's own canvas: 980 pixels and 16/9 make a height of 551.25 pixels, which it rounds up. */
const slides = `---
duration: 1min
canvasWidth: 980
aspectRatio: 16/9
---

<!--
(0:20)

Bonjour.
-->

---
thesis: sec-puits
---

# Les puits

<v-clicks>

- La commune avait <Value of="wells@2020" unit /> [@ostrom1990]
- Le [registre](https://example.org/registre?a=1&b=2) et un [fichier d’ici](./local.txt)

</v-clicks>

<!--
(0:25)

Premier **alinéa** & suite. [click] La figure le montre.

- une liste
- et son [lien](https://example.org/note)
-->

---

# Une longue note

<Figure id="fig-puits" />

<!--
(0:15)

${long}
-->

---
layout: menu
routeAlias: questions
---

# Les questions

---
layout: backup
thesis: fig-puits
---

# Pourquoi des puits ?

<Figure id="fig-puits" />

<!--
Parce que.
-->

---
backup: true
---

# Une pièce de plus

<!--
Sans temps.
-->

---
layout: backup
---

# Et après ?

[Retour aux puits](/2)

<!--
On verra.
-->
`

let folder: string
let page: Uint8Array
let data: DeckData
let files: Map<string, OutputFile['contents']>
let file: VFile

beforeAll(async () => {
  folder = writeSmallDeck({'slides/slides.md': slides})
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../../bibliography/styles'))
  const options = {only: ['slides', 'pdf'], isCheck: true, ownStyles, step: silently} as const
  const bound = await build(await openFolder(folder), options)
  data = bound.deck!
  const entry = path.join(folder, 'slides/slides.md')
  const deck = new VFile({path: entry, value: readFileSync(entry)})
  const built = await writeSlides({file: deck, data, args: themeOption(deck)})
  page = built.find(({path}) => path === 'defence.html')!.contents as Uint8Array
  file = new VFile({path: 'slides/slides.md'})
  files = await print({file})
}, 180_000)

afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rmSync(folder, {recursive: true, force: true}))

async function print(changes: Partial<WritePrintedOptions> = {}): Promise<typeof files> {
  const outputs = await writePrinted({file: new VFile({path: 'slides/slides.md'}), page, data, ...changes})
  return new Map(outputs.map(({path, contents}) => [path, contents]))
}

const bytes = (name: string, from = files) => from.get(name) as Uint8Array
const said = ({messages}: VFile) => messages.map(({source, ruleId, reason}) => `${source}:${ruleId} ${reason}`)

/** Without spaces, and without the hyphens at the ends of lines. */
const letters = (text: string) => text.replace(/[\s\u00A0\u202F\u00AD-]/g, '')

describe('the printed deck', () => {
  it('gives all printed outputs without a message', () => {
    expect(said(file)).toEqual([])
    const pictures = data.slides.map(({number}) => `slides-png/slide-0${number}.png`)
    expect([...files.keys()].sort()).toEqual(
      ['slides.pdf', 'slides-steps.pdf', ...pictures, 'slides.pptx', 'handout.pdf', 'notes.pdf'].sort()
    )
  })

  it('is the same, byte for byte, when it is printed again, and holds no date and no path', async () => {
    const again = await print()
    for (const [name, contents] of files) {
      expect(Buffer.compare(Buffer.from(again.get(name)!), Buffer.from(contents)), name).toBe(0)
    }
    for (const name of ['slides.pdf', 'slides-steps.pdf']) {
      const text = qpdf(bytes(name), '--qdf', '--object-streams=disable')
      expect(text).not.toMatch(/CreationDate|ModDate|HeadlessChrome|deck\.invalid|file:/)
      expect(text).not.toContain(tmpdir())
    }
  }, 120_000)

  it('carries the date that it is given', async () => {
    const dated = await print({date: new Date('2026-11-20T00:00:00Z')})
    for (const name of ['slides.pdf', 'handout.pdf', 'notes.pdf']) {
      expect(execFileSync('pdfinfo', ['-isodates', '-'], {input: bytes(name, dated), encoding: 'utf8'})).toContain(
        '2026-11-20'
      )
    }
    const zip = await JSZip.loadAsync(bytes('slides.pptx', dated))
    expect(await zip.file('docProps/core.xml')!.async('string')).toContain('>2026-11-20T00:00:00Z<')
  }, 120_000)
})

/** What qpdf says of a PDF: `--check` it, or give it as text. */
function qpdf(pdf: Uint8Array, ...options: string[]): string {
  const file = path.join(folder, 'qpdf.pdf')
  writeFileSync(file, pdf)
  const args = options.includes('--check') ? [...options, file] : [...options, file, '-']
  return execFileSync('qpdf', args, {maxBuffer: 100_000_000}).toString('latin1')
}

describe('slides.pdf', () => {
  let facts: PdfFacts
  beforeAll(async () => {
    facts = await readPdf(bytes('slides.pdf'))
  })

  it('has a page a slide, in its last state, with its words as text', () => {
    expect(facts.pages).toHaveLength(data.slides.length)
    expect(facts.pages[1]!.text).toMatch(/La commune avait.*44.*puits.*Ostrom.*registre/)
    for (const {number, title} of data.slides.filter(({title}) => title)) {
      expect(facts.pages[number - 1]!.text).toContain(title.replace(/[\u00A0\u202F]/g, ' '))
    }
    expect(qpdf(bytes('slides.pdf'), '--check')).toContain('No syntax or stream encoding errors')
  })

  it('says its title, author and language, numbers its pages and is tagged', () => {
    expect(facts).toMatchObject({title: 'Les puits d’Anzi', author: 'Amina Idrissi', lang: 'fr-FR', isTagged: true})
    expect(facts.pages.map(({label}) => label)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(facts.pages[1]!.roles).toContain('H1')
    expect(facts.pages[1]!.roles).toContain('L')
  })

  it('lists its slides, those for questions under their menu', () => {
    const lines = facts.outline.map(({title, page, children}) => [title, page, children.map(({page}) => page)])
    expect(lines).toEqual([
      ['Les puits d’Anzi', 1, []],
      ['Les puits', 2, []],
      ['Une longue note', 3, []],
      ['Les questions', 4, [5, 6, 7]]
    ])
  })

  it('leads to the web, from the menu to each question and back, and nowhere else', () => {
    const links = facts.pages.map((page) => [...new Set(page.links.map(({url, page}) => url ?? page))])
    expect(links[1]).toEqual(['https://example.org/registre?a=1&b=2'])
    expect(links[3]).toEqual([5, 7])
    expect(links[4]).toEqual([4])
    expect(links[6]!.sort()).toEqual([2, 4])
    expect(facts.pages[1]!.text).toContain('fichier d’ici')
  })
})

describe('slides-steps.pdf', () => {
  let facts: PdfFacts
  beforeAll(async () => {
    facts = await readPdf(bytes('slides-steps.pdf'))
  })

  it('has a page for each click, and labels that say so', () => {
    expect(facts.pages.map(({label}) => label)).toEqual(['1', '2.1', '2.2', '2.3', '3', '4', '5', '6', '7'])
    const hasList = (page: PdfPage) => [/La commune/.test(page.text), /registre/.test(page.text)]
    expect(facts.pages.slice(1, 4).map(hasList)).toEqual([
      [false, false],
      [true, false],
      [true, true]
    ])
  })

  it('leads to the first step of a slide', () => {
    expect(facts.outline.map(({page}) => page)).toEqual([1, 2, 5, 6])
    expect([...new Set(facts.pages[8]!.links.map(({page}) => page))].sort()).toEqual([2, 6])
  })
})

describe('slides-png', () => {
  it('holds a picture of each slide, 1920 × 1080, no two alike', () => {
    const pictures = data.slides.map(({number}) => bytes(`slides-png/slide-0${number}.png`))
    expect(pictures.map((picture) => imageSize(picture))).toEqual(
      pictures.map(() => ({width: 1920, height: 1080, type: 'png'}))
    )
    expect(new Set(pictures.map((picture) => Buffer.from(picture).toString('base64'))).size).toBe(pictures.length)
  })
})

describe('slides.pptx', () => {
  let zip: JSZip
  const part = (name: string) => zip.file(name)!.async('string')
  beforeAll(async () => {
    zip = await JSZip.loadAsync(bytes('slides.pptx'))
  })

  it('shows the pictures, says what is on them, and has the title of each slide', async () => {
    const count = Object.keys(zip.files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).length
    expect(count).toBe(data.slides.length)
    const slide = await part('ppt/slides/slide2.xml')
    const [, shown] = /<p:cNvPr [^>]*descr="(Les puits&#10;[^"]*)"/.exec(slide) ?? []
    expect(shown).toMatch(/La commune avait 44\spuits \(Ostrom, 1990\)&#10;.*Le registre/)
    expect(slide).toContain('<a:t>Les puits</a:t>')
    const picture = await zip.file('ppt/media/image-2-1.png')!.async('nodebuffer')
    expect(picture.equals(bytes('slides-png/slide-02.png'))).toBe(true)
  })

  it('leads to the web and to slides', async () => {
    expect(await part('ppt/slides/_rels/slide2.xml.rels')).toContain(
      'Target="https://example.org/registre?a=1&amp;b=2" TargetMode="External"'
    )
    const menu = await part('ppt/slides/_rels/slide4.xml.rels')
    expect([...new Set([...menu.matchAll(/Target="(slide\d+)\.xml"/g)].map(([, slide]) => slide))]).toEqual([
      'slide5',
      'slide7'
    ])
    expect(await part('ppt/slides/slide4.xml')).toContain('ppaction://hlinksldjump')
  })

  it('keeps the notes as paragraphs, and its properties without a date', async () => {
    const notes = await part('ppt/notesSlides/notesSlide2.xml')
    expect([...notes.matchAll(/<a:t>([^<]*)<\/a:t><\/a:r><\/a:p>/g)].map(([, line]) => line)).toEqual([
      'Premier alinéa &amp; suite. La figure le montre.',
      '– une liste',
      '– et son lien'
    ])
    const properties = await part('docProps/core.xml')
    expect(properties).toContain('<dc:title>Les puits d’Anzi</dc:title>')
    expect(properties).toContain('<dc:creator>Amina Idrissi</dc:creator>')
    expect(properties).not.toContain('dcterms:created')
  })

  it('opens in LibreOffice', async () => {
    const work = mkdtempSync(path.join(tmpdir(), 'thesis-office-'))
    writeFileSync(path.join(work, 'slides.pptx'), bytes('slides.pptx'))
    const profile = `-env:UserInstallation=file://${path.join(work, 'profile')}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', work, `${work}/slides.pptx`], {
      stdio: 'ignore'
    })
    const facts = await readPdf(readFileSync(path.join(work, 'slides.pdf')))
    const size = execFileSync('pdfinfo', [path.join(work, 'slides.pdf')], {encoding: 'utf8'})
    rmSync(work, {recursive: true})
    expect(facts.pages).toHaveLength(data.slides.length)
    const [, width, height] = /Page size: +([\d.]+) x ([\d.]+)/.exec(size) ?? []
    expect(Number(width) / Number(height)).toBeCloseTo(16 / 9, 1)
    expect(facts.pages[1]!.links.map(({url}) => url)).toEqual(['https://example.org/registre?a=1&b=2'])
  }, 120_000)
})

describe('handout.pdf', () => {
  let facts: PdfFacts
  beforeAll(async () => {
    facts = await readPdf(bytes('handout.pdf'))
  })

  it('prints each slide with its title, its place and the whole of its notes', () => {
    const text = letters(facts.pages.map((page) => page.text).join(' '))
    for (const words of ['Bonjour.', 'Premier alinéa & suite. La figure le montre.', 'Parce que.', 'On verra.']) {
      expect(text).toContain(letters(words))
    }
    expect(text).toContain(letters('thèse, § 1.1'))
    expect(text).not.toContain('[click]')
    const printed = facts.pages.flatMap((page) => page.text.match(/mot\d+/g) ?? [])
    expect(printed).toEqual(long.split(' '))
    expect(facts.pages.flatMap(({overflow}) => overflow)).toEqual([])
  })

  it('has three slides a page where the notes are short', async () => {
    const short = {...data, slides: data.slides.map((slide) => ({...slide, note: slide.note.slice(0, 300)}))}
    const printed = await readPdf(bytes('handout.pdf', await print({data: short})))
    expect(printed.pages.map(({alts}) => alts.length)).toEqual([3, 3, 1])
    expect(printed.pages[0]!.text).toMatch(/page 1 sur 3/)
  }, 60_000)

  it('is tagged, and says what is on the slides', () => {
    expect(facts).toMatchObject({title: 'Les puits d’Anzi', author: 'Amina Idrissi', lang: 'fr-FR', isTagged: true})
    const alts = facts.pages.flatMap(({alts}) => alts)
    expect(alts).toHaveLength(data.slides.length)
    expect(alts[1]).toMatch(/^Les puits\nLa commune avait/)
    expect(facts.outline.map(({title}) => title)).toContain('Une longue note')
    expect(facts.pages.flatMap(({links}) => links)).toContainEqual({url: 'https://example.org/note'})
  })
})

describe('notes.pdf', () => {
  let facts: PdfFacts
  beforeAll(async () => {
    facts = await readPdf(bytes('notes.pdf'))
  })

  it('prints the talk by the clock, then the backup slides', () => {
    const text = letters(facts.pages.map((page) => page.text).join(' '))
    const order = [
      '0:00–0:20',
      'Bonjour.',
      '0:20–0:45',
      'Premier alinéa',
      '0:45–1:00',
      'mot899',
      'Parce que.',
      'Sans temps.'
    ]
    const places = order.map((words) => text.indexOf(letters(words)))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(facts.outline.map(({title, children}) => [title, children.length])).toEqual([
      ['Exposé', 3],
      ['Questions', 3]
    ])
    expect(facts.pages[0]!.text).toContain('page 1 sur')
  })

  it('is tagged, large enough to be read standing, and keeps lists and links', () => {
    expect(facts).toMatchObject({title: 'Les puits d’Anzi', lang: 'fr-FR', isTagged: true})
    const pages = execFileSync('pdftotext', ['-bbox-layout', '-', '-'], {input: bytes('notes.pdf'), encoding: 'utf8'})
    const heights = [...pages.matchAll(/yMin="([\d.]+)"[^>]*yMax="([\d.]+)">mot/g)].map(
      ([, top, foot]) => +foot! - +top!
    )
    expect(heights.length).toBeGreaterThan(800)
    expect(Math.min(...heights)).toBeGreaterThan(12)
    expect(facts.pages[0]!.roles).toContain('L')
    expect(facts.pages.flatMap(({links}) => links)).toEqual([{url: 'https://example.org/note'}])
  })

  it('speaks English for an English thesis', async () => {
    const printed = await readPdf(
      bytes('notes.pdf', await print({page: undefined, data: {...data, lang: 'en-GB', terms: termsOf('en-GB')}}))
    )
    expect(printed.lang).toBe('en-GB')
    expect(printed.pages[0]!.text).toMatch(/page 1 of \d/)
    expect(printed.outline.map(({title}) => title)).toEqual(['Talk', 'Questions'])
  })

  it('says what it cannot print, and of which slide', async () => {
    const told = new VFile({path: 'slides/slides.md'})
    const [first, ...rest] = data.slides
    await print({
      file: told,
      page: undefined,
      data: {...data, slides: [{...first!, note: 'Un <ruby>mot</ruby>.'}, ...rest]}
    })
    expect(told.messages.map(({slide}) => slide)).toEqual([1, 1])
    expect(said(told)).toEqual([
      'pdf:raw-html Unsupported HTML `<ruby>`, not printed in the PDF (notes)',
      'pdf:raw-html Unsupported HTML `</ruby>`, not printed in the PDF (notes)'
    ])
  })
})

/** Slidev's page for printing as far as we read it, with some slides of our own. */
function printPage(slides: string[], more = ''): Uint8Array {
  const shown = slides.map(
    (html, index) => `<div id="00${index + 1}-01" class="print-slide-container"><h1>Titre</h1>${html}</div>`
  )
  return Buffer.from(`<!doctype html><html lang="fr"><meta charset="utf-8"><title>x</title><style>
    @page {size: 960px 720px; margin: 0} body {margin: 0}
    .print-slide-container {width: 960px; height: 720px; overflow: hidden; break-after: page}
  </style>${shown.join('')}${more}</html>`)
}

const twoSlides = (): DeckData => ({...data, slides: data.slides.slice(0, 2)})

describe('another deck', () => {
  it('without steps has no slides-steps.pdf, and keeps its 4:3', async () => {
    const printed = await print({data: twoSlides(), page: printPage(['<p>un</p>', '<p>deux</p>'])})
    expect([...printed.keys()]).toEqual([
      'slides.pdf',
      'slides-png/slide-01.png',
      'slides-png/slide-02.png',
      'slides.pptx',
      'handout.pdf',
      'notes.pdf'
    ])
    expect(imageSize(bytes('slides-png/slide-02.png', printed))).toMatchObject({width: 1920, height: 1440})
  })

  it('gathers questions without a menu under one line', async () => {
    const [cover, question] = twoSlides().slides
    const asked = {...data, slides: [cover!, {...question!, isQuestion: true}]}
    const printed = await print({data: asked, page: printPage(['', ''])})
    expect((await readPdf(bytes('slides.pdf', printed))).outline).toMatchObject([
      {title: 'Les puits d’Anzi', page: 1},
      {title: 'Questions', page: 2, children: [{title: 'Les puits', page: 2}]}
    ])
  })

  it('lists slides below the menu that leads to them, and a menu below a menu', async () => {
    const link = (...numbers: number[]) => numbers.map((number) => `<a href="#/${number}">${number}</a>`).join(' ')
    const html = [link(3), link(3, 5), '', '', link(6), '', '']
    const [talk, ...rest] = data.slides.map((slide) => ({...slide, isQuestion: false, seconds: 0}))
    const printed = await print({data: {...data, slides: [{...talk!, seconds: 20}, ...rest]}, page: printPage(html)})
    const lines = (outline: PdfFacts['outline']): unknown[] =>
      outline.map(({page, children}) => (children.length > 0 ? [page, lines(children)] : page))
    expect(lines((await readPdf(bytes('slides.pdf', printed))).outline)).toEqual([1, [2, [3, 4, [5, [6]]]], 7])
    const {outline} = await readPdf(bytes('notes.pdf', printed))
    expect(outline.map(({title, children}) => [title, children.length])).toEqual([
      ['Exposé', 1],
      ['Questions', 5]
    ])
  })
})

describe('what goes wrong', () => {
  /** A browser that does what a shell command does. */
  function stubBrowser(command: string): void {
    const script = path.join(folder, 'browser.sh')
    writeFileSync(script, `#!/bin/sh\n${command}\n`)
    chmodSync(script, 0o755)
    vi.stubEnv('CHROMIUM_PATH', script)
  }

  it('without a browser is a remark, and the notes are printed', async () => {
    vi.stubEnv('CHROMIUM_PATH', path.join(folder, 'no-such-browser'))
    const told = new VFile({path: 'slides/slides.md'})
    expect([...(await print({file: told})).keys()]).toEqual(['notes.pdf'])
    expect(said(told)).toEqual([expect.stringMatching(/^slides:no-browser No Chromium was found/)])
    expect(told.messages[0]).toMatchObject({fatal: undefined, note: expect.stringContaining('CHROMIUM_PATH')})
  })

  it.each([
    ['ends at once', 'exit 3'],
    ['hangs', 'exec sleep 60']
  ])('with a browser that %s is a warning, and the notes are printed', async (_, command) => {
    stubBrowser(command)
    const told = new VFile({path: 'slides/slides.md'})
    expect([...(await print({file: told, patienceMs: 2_000})).keys()]).toEqual(['notes.pdf'])
    expect(said(told)).toEqual([expect.stringMatching(/^slides:not-printed .*`slides.pdf`.*are not generated: /)])
    expect(told.messages[0]!.fatal).toBe(false)
  })

  it.each([
    ['hangs', '<script>for (;;) {}</script>', /no answer|Timeout/i],
    ['waits for what does not come', '<div class="slidev-slide-loading"></div>', /no answer in 4 s/],
    ['shows another number of slides', '<div id="009-01" class="print-slide-container"></div>', /shows 3 slides of 2/]
  ])(
    'with a page that %s is a warning, and the notes are printed',
    async (_, more, reason) => {
      const told = new VFile({path: 'slides/slides.md'})
      const printed = await print({file: told, data: twoSlides(), page: printPage(['', ''], more), patienceMs: 4_000})
      expect([...printed.keys()]).toEqual(['notes.pdf'])
      expect(said(told)).toEqual([expect.stringMatching(/^slides:not-printed /)])
      expect(told.messages[0]!.reason).toMatch(reason)
    },
    60_000
  )

  it('with slides that run over their page is a warning, and the pictures are made all the same', async () => {
    const told = new VFile({path: 'slides/slides.md'})
    const tall = '<style>@page {size: 960px 300px !important}</style>'
    const printed = await print({file: told, data: twoSlides(), page: printPage(['', ''], tall)})
    expect([...printed.keys()].sort()).toEqual([
      'notes.pdf',
      'slides-png/slide-01.png',
      'slides-png/slide-02.png',
      'slides.pptx'
    ])
    expect(said(told)).toEqual([
      expect.stringMatching(/`slides.pdf` and `handout.pdf` are not generated: it printed \d pages instead of 2/)
    ])
  })

  it('asks nothing of the network or of the disk', async () => {
    const [web, disk] = ['<img src="https://example.org/a.png">', '<iframe src="file:///etc/hostname"></iframe>']
    const told = new VFile({path: 'slides/slides.md'})
    const printed = await print({file: told, data: twoSlides(), page: printPage([web, disk])})
    expect(said(told)).toEqual([])
    const {pages} = await readPdf(bytes('slides.pdf', printed))
    expect(pages.map(({text}) => text.trim())).toEqual(['Titre', 'Titre'])
  })
})
