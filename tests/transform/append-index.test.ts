/** `:index[…]` and `[…]{.index}`: the index of the site, and that of the PDF with its pages. */

import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {readPdf} from '../write/pdf-facts.ts'

const thesis = (files: Record<string, string>, lang = 'fr') => ({
  'thesis/thesis.yml': `title: Essai\nlang: ${lang}\n`,
  ...files
})
const first = `# Le concept

L’:index[innovation
sociale], l’[*habitus*]{.index} et les :index[écoles]{entry="école > rurale"} ; un :index[écu].

Les :index[associations]{see="association"} et une :index[association], [ici]{.index entry="méthode" range="start"}.
`
const second = `# Deux

L’:index[innovation sociale] encore^[De l’:index[État].], [là]{.index entry="méthode" range="end"} et la :index[zone].
`
const files = {'thesis/1.md': first, 'thesis/2.md': second}

/** The entries of the page of the index, as a reader sees them. */
function entriesOf(html: string): string[] {
  return [...html.matchAll(/<li class="(index-level-\d)[^"]*">(.*?)<\/li>/gs)].map(
    ([, level, entry]) =>
      `${level === 'index-level-2' ? '  ' : ''}${entry!
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim()}`
  )
}

test('entries are in the order of the language, and lead to each place', async () => {
  const built = await buildFolder(thesis(files), {only: ['html']})
  expect(built.messages).toEqual([])
  const page = textOf(built, 'html/index-des-termes.html')
  expect(entriesOf(page)).toEqual([
    'association chapitre 1',
    'associations voir association',
    'école',
    '  rurale chapitre 1',
    'écu chapitre 1',
    'État chapitre 2',
    'habitus chapitre 1',
    'innovation sociale chapitre 1 · chapitre 2',
    'méthode chapitre 1',
    'zone chapitre 2'
  ])
  expect(page).toContain('<em>habitus</em>')
  for (const [, file, id] of page.matchAll(/<a href="([12])\.html#(index-\d+)"/g)) {
    expect(textOf(built, `html/${file}.html`)).toContain(`id="${id}"`)
  }
})

test('what is marked is printed as it was typed, and once', async () => {
  const built = await buildFolder(thesis(files), {only: ['html']})
  const text = textOf(built, 'html/1.html').replace(/<(?:"[^"]*"|[^>"])*>/g, '')
  expect(text).toMatch(/L’innovation\s+sociale, l’habitus et les écoles/)
})

test('the PDF gives the pages, a range by its ends, and nothing twice', async () => {
  const built = await buildFolder(thesis(files), {only: ['pdf']})
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  const index = pages.at(-1)!.text.replace(/\s+/g, ' ')
  const [one, two] = ['Le concept', 'Deux'].map(
    (title) => pages.find(({text}) => new RegExp(`${title}\\s+L’`).test(text))!.label
  )
  expect(index).toContain(`innovation sociale, ${one}, ${two}`)
  expect(index).toContain(`méthode, ${one}–${two}`)
  expect(index).toContain(`État, ${two}`)
  expect(index).toContain('associations, voir association')
})

test('the author may say where it stands; other languages have their words', async () => {
  const marked = {...files, 'thesis/3.md': '# Register {.unnumbered}\n\n::: {#index}\n:::\n'}
  const built = await buildFolder(thesis(marked, 'de'), {only: ['html']})
  expect(entriesOf(textOf(built, 'html/3.html'))).toContain('associations siehe association')
  expect([...built.outputs.keys()].filter((path) => path.includes('index-'))).toEqual([])
})

test('without a mark there is no index, and a bracket that is never closed stays text', async () => {
  const built = await buildFolder(thesis({'thesis/1.md': '# Un\n\nLe mot :index[ouvert\n'}), {only: ['html']})
  expect([...built.outputs.keys()].filter((path) => /index-|terms/.test(path))).toEqual([])
  expect(textOf(built, 'html/1.html')).toContain(':index[ouvert')
})
