/** `.landscape` and tables wider than the page: on their side, the page before filled. */

import {expect, test} from 'vitest'
import {buildFolder} from '../build.ts'
import {readPdf} from './pdf-facts.ts'

const paragraph = 'Le témoin raconte comment la coopérative fut fondée en 1993 par les élèves du village. '.repeat(5)
const row = (cells: number, cell: (index: number) => string) =>
  `| ${Array.from({length: cells}, (_, index) => cell(index)).join(' | ')} |\n`
const table = (rows: number, columns = 6) =>
  row(columns, (index) => `Colonne ${index}`) +
  row(columns, () => '---') +
  Array.from({length: rows}, (_, at) => row(columns, (index) => `valeur${at}x${index}`)).join('')

async function print(text: string, more: Record<string, string> = {}) {
  const files = {...more, 'thesis/thesis.yml': 'title: Essai\nlang: fr\n', 'thesis/1.md': `# Un\n\n${text}\n`}
  const built = await buildFolder(files, {only: ['pdf']})
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  expect(pages.flatMap(({overflow}) => overflow)).toEqual([])
  return {built, pages}
}

const before = `${paragraph}\n\n`.repeat(2)
const after = `${paragraph}\n\n`.repeat(8)

test('what one page holds stands alone on the next, and the text goes on before it', async () => {
  const {built, pages} = await print(
    `${before}::: {.landscape}\n${table(9)}\n: Large {#tbl-a}\n:::\n\n@tbl-a. ${after}`
  )
  expect(built.messages).toEqual([])
  const at = pages.findIndex(({text}) => text.includes('valeur8x5'))
  const page = pages[at]!
  expect(page.text).not.toContain('coopérative')
  expect(page.width).toBeLessThan(page.height)
  expect(page.text).toContain(page.label)
  const full = pages[at - 1]!.lines.filter(({text}) => text.includes('coopérative'))
  expect(Math.min(...full.map(({y}) => y))).toBeLessThan(page.height * 0.25)
})

test('a table of more than a page, or one with notes, has landscape pages of its own, with folios', async () => {
  const {pages} = await print(`${before}::: {.landscape}\n${table(60)}\n: Long {#tbl-a}\n:::\n\n@tbl-a. ${after}`)
  const turned = pages.filter(({width, height}) => width > height)
  expect(turned.length).toBeGreaterThan(1)
  for (const {text, label} of turned) expect(text).toContain(label)
  expect(turned.map(({text}) => text).join(' ')).toMatch(/valeur0x0[\s\S]*valeur59x5/)
  const noted = await print(`${before}::: {.landscape}\n${table(3)}\nUn mot^[La note du mot.].\n:::\n\n${after}`)
  const page = noted.pages.find(({text}) => text.includes('La note du mot'))!
  expect(page.text).toContain('valeur2x5')
})

test('a table too wide for the page lies on its side without being asked to', async () => {
  const wide =
    row(12, (index) => `Colonne administrative numéro ${index}`) +
    row(12, () => '---') +
    row(12, (index) => `v${index}`)
  const {pages} = await print(`${before}@tbl-a\n\n${wide}\n: Large {#tbl-a}\n\n${after}`)
  const page = pages.find(({text}) => /v0[\s\S]*v11/.test(text))!
  expect(page.text).not.toContain('coopérative')
})

test('text fills the page before landscape pages, with a figure of its own', async () => {
  const figure = 'La @fig-a le montre.\n\n![Légende](a.svg){#fig-a alt="Un carré" width=100pt}'
  const {pages} = await print(
    `${before}La @tbl-a suit.\n\n::: {.landscape}\n${table(60)}\n: Long {#tbl-a}\n:::\n\n${figure}\n\n${after}`,
    {'thesis/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><path d="M0 0h9v9z"/></svg>'}
  )
  const page = pages[pages.findIndex(({width, height}) => width > height) - 1]!
  expect(page.text).toContain('Légende')
  expect(page.lines.find(({text}) => text.includes('Légende'))!.y).toBeLessThan(page.height * 0.4)
})

test('a list that goes on after what lies on its side loses no line', async () => {
  const items = Array.from({length: 40}, (_, index) => `- Début${index} ${paragraph.slice(0, 130)} fin${index}`)
  const {built, pages} = await print(
    `${before}Un mot.\n\n::: {.landscape}\n${table(9)}\n: Large {#tbl-a}\n:::\n\n${items.join('\n')}`
  )
  expect(built.messages.filter(({rule}) => rule === 'pdf:not-accessible')).toEqual([])
  const text = pages.map((page) => page.text).join(' ')
  for (const index of items.keys()) expect(text).toMatch(new RegExp(`Début${index} [\\s\\S]*fin${index}\\b`))
})
