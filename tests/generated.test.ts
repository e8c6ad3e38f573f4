/** A thesis of 300 pages that nobody wrote: it finishes, and its numbers are right. */

import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseHTML} from 'linkedom'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {generateThesis, thesisOf300Pages} from './bench/generate-thesis.ts'
import {type PdfFacts, readPdf} from './write/pdf-facts.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'generated-'))
const {files, expected} = generateThesis(thesisOf300Pages)
let pages: Document[]
let pdf: PdfFacts

beforeAll(async () => {
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(scratch, 'in', file)), {recursive: true})
    writeFileSync(path.join(scratch, 'in', file), contents)
  }
  const cli = path.join(import.meta.dirname, '../scripts/cli.js')
  const out = path.join(scratch, 'out')
  const {status, stderr} = spawnSync(process.execPath, [cli, 'build', path.join(scratch, 'in'), '--out', out], {
    encoding: 'utf8'
  })
  expect(status, stderr).toBe(0)
  pages = readdirSync(path.join(out, 'html'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => parseHTML(readFileSync(path.join(out, 'html', name), 'utf8')).document as unknown as Document)
  pdf = await readPdf(readFileSync(path.join(out, 'thesis.pdf')))
})
afterAll(() => rmSync(scratch, {recursive: true}))

const count = (selector: string) => pages.reduce((sum, page) => sum + page.querySelectorAll(selector).length, 0)

test('the site shows every chapter, section, figure, table, equation, note and citation once', () => {
  expect({
    chapters: count('h1 .kicker'),
    sections: count('article h2[id^="sec-"]'),
    figures: count('figure[id^="fig-"]'),
    tables: count('figure[id^="tbl-"], table[id^="tbl-"]'),
    equations: count('[id^="eq-"]'),
    notes: count('[role="doc-endnotes"] li'),
    citations: count('span.citation'),
    cited: count('[id^="ref-"]')
  }).toEqual(expected)
})

test('references print the number of what they name', () => {
  const numbers = new Map<string, string>()
  for (const page of pages) {
    for (const figure of page.querySelectorAll('figure[id]')) {
      const number = /(?:Figure|Tableau)\s(\d+)/.exec(figure.textContent ?? '')?.[1]
      if (number) numbers.set(figure.id, number)
    }
  }
  expect(numbers.size).toBe(expected.figures + expected.tables)
  let compared = 0
  for (const page of pages) {
    for (const link of page.querySelectorAll('.reference a')) {
      const number = numbers.get(link.getAttribute('href')!.split('#')[1]!)
      if (number === undefined) continue
      expect(link.textContent).toMatch(new RegExp(`(figure|tableau)\\s${number}$`))
      compared += 1
    }
  }
  expect(compared).toBe(expected.figures + expected.tables)
})

test('the PDF has the chapters in its outline and about 300 pages', () => {
  expect(pdf.pages.length).toBeGreaterThan(250)
  const titles = [...pages].flatMap((page) =>
    [...page.querySelectorAll('h1 .kicker')].map(({nextElementSibling}) => nextElementSibling!.textContent)
  )
  const chapters = pdf.outline.filter(({title}) => titles.some((known) => title.endsWith(known!)))
  expect(chapters).toHaveLength(expected.chapters)
  expect(chapters.reduce((sum, {children}) => sum + children.length, 0)).toBe(expected.sections)
})
