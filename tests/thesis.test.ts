/** The thesis of this repository, built as its author builds it. */

import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseHTML} from 'linkedom'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openFolder} from '../scripts/files.ts'
import {type Built, buildFolder, textOf} from './build.ts'
import {mistakes} from './write/html-mistakes.ts'
import {type OutlineLine, type PdfFacts, readPdf} from './write/pdf-facts.ts'

const root = path.join(import.meta.dirname, '..')
const only = ['html', 'pdf'] as const
const scratch = mkdtempSync(path.join(tmpdir(), 'thesis-'))
let built: Built
let pages: Array<{name: string; document: Document}>
let pdf: PdfFacts

beforeAll(async () => {
  built = await buildFolder(await openFolder(root), {only: [...only]})
  pages = [...built.outputs.values()]
    .filter((output) => output.path.endsWith('.html'))
    .map((output) => ({
      name: path.basename(output.path),
      document: parseHTML(String(output.contents)).document as unknown as Document
    }))
  pdf = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
})
afterAll(() => rmSync(scratch, {recursive: true}))

const all = (selector: string): Element[] => pages.flatMap(({document}) => [...document.querySelectorAll(selector)])

test('has no error and no warning', () => {
  expect(built.messages.filter(({severity}) => severity !== 'info')).toEqual([])
})

test('gives the same bytes twice', async () => {
  const again = await buildFolder(await openFolder(root), {only: [...only]})
  expect([...again.outputs.keys()]).toEqual([...built.outputs.keys()])
  for (const [name, {contents}] of again.outputs) {
    expect(Buffer.from(contents).equals(Buffer.from(built.outputs.get(name)!.contents)), name).toBe(true)
  }
})

describe('the site', () => {
  test('is valid HTML on every page', () => {
    const wrong = [...built.outputs.values()].filter((output) => output.path.endsWith('.html')).flatMap(mistakes)
    expect(wrong).toEqual([])
  })

  test('leads every link inside of it to a place that exists', () => {
    const ids = new Map(
      pages.map(({name, document}) => [name, new Set([...document.querySelectorAll('[id]')].map(({id}) => id))])
    )
    const dangling = pages.flatMap(({name, document}) =>
      [...document.querySelectorAll('a[href]')]
        .map((link) => link.getAttribute('href')!)
        .filter((href) => !/^(https?:|mailto:|\.\.\/)/.test(href))
        .filter((href) => {
          const [page, id] = href.split('#')
          const target = ids.get(page || name)
          return !target || (id !== undefined && id !== '' && !target.has(decodeURIComponent(id)))
        })
        .map((href) => `${name} → ${href}`)
    )
    expect(dangling).toEqual([])
  })

  test('marks citations as Pandoc does, each known to the bibliography', () => {
    const cited = all('span.citation').flatMap((citation) => citation.getAttribute('data-cites')!.split(' '))
    expect(cited.length).toBeGreaterThan(200)
    const entries = new Set(all('[id^="ref-"]').map(({id}) => id.replace('ref-', '')))
    expect([...new Set(cited)].filter((key) => !entries.has(key))).toEqual([])
  })

  test('leaves no unresolved reference, key or directive in the text', () => {
    const text = pages.map(({document}) => document.querySelector('main')?.textContent ?? '').join('\n')
    expect(text).not.toMatch(/@(?:fig|tbl|sec|eq)-|\[@|:value\[|:::|\?\?|undefined|NaN|\[object/)
  })

  test('has its labels as ids', () => {
    for (const label of ['sec-', 'fig-', 'tbl-']) {
      expect(all(`[id^="${label}"]`).length, label).toBeGreaterThan(3)
    }
  })
})

describe('the PDF', () => {
  test('is sound, tagged and of the size of a thesis', () => {
    const file = path.join(scratch, 'thesis.pdf')
    writeFileSync(file, built.outputs.get('thesis.pdf')!.contents)
    const {status, stdout, stderr} = spawnSync('qpdf', ['--check', file], {encoding: 'utf8'})
    expect(status, stdout + stderr).toBe(0)
    expect(pdf.isTagged).toBe(true)
    expect(pdf.pages.length).toBeGreaterThan(100)
  })

  test('has the contents for its outline', () => {
    const cover = parseHTML(textOf(built, 'html/index.html')).document as unknown as Document
    // Parts are « Partie I » on the site, « Première partie » on paper; the titles are the same.
    const listed = [...cover.querySelectorAll('nav[aria-labelledby="contents"] a')].map(({textContent}) =>
      letters(textContent!.replace(/^Partie\s+[IVX]+\s/, ''))
    )
    const outlined = flatten(pdf.outline).map(({title}) => letters(title))
    expect(listed.length).toBeGreaterThan(60)
    const missing = listed.filter((title) => !outlined.some((known) => known.endsWith(title)))
    expect(missing).toEqual([])
  })

  test('says the same numbers of figures and tables as the site', () => {
    const text = pdf.pages.map((page) => page.text).join(' ')
    const captions = all('figcaption, caption').map(({textContent}) =>
      /^(Figure|Tableau)\s(\d+)/.exec(textContent ?? '')
    )
    const numbers = captions.filter((match) => match !== null)
    expect(numbers.length).toBeGreaterThan(20)
    for (const [, term, number] of numbers) expect(text).toMatch(new RegExp(`${term} ${number}`, 'i'))
  })

  test('embeds the fonts of the project and no other', () => {
    for (const font of pdf.fonts) expect(font).toMatch(/^(EBGaramond|Amiri|IBMPlexMono)-/)
  })
})

test('each abstract is no longer than 1 700 characters and has keywords', () => {
  const cover = parseHTML(textOf(built, 'html/index.html')).document as unknown as Document
  for (const lang of ['fr', 'en', 'ar']) {
    const text = cover.querySelector(`section[lang^="${lang}"], div[lang^="${lang}"]`)?.textContent ?? ''
    expect(text.length, lang).toBeGreaterThan(700)
  }
})

function flatten(outline: readonly OutlineLine[]): OutlineLine[] {
  return outline.flatMap((line) => [line, ...flatten(line.children)])
}

/** Letters and digits alone: spaces and quotes are set differently on screen and on paper. */
function letters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
