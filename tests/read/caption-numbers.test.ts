/** Captions that begin with the word and number that we print: once in every output, with a message. */

import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {svg} from '../rules/rule-cases.ts'

const figure = (caption: string, id: string) => `![${caption}](a.svg){#fig-${id}}\n\nVoir @fig-${id}.\n\n`

async function captions(typed: readonly string[], lang = 'fr') {
  const text = `# Un\n\n${typed.map((one, index) => figure(one, String.fromCharCode(97 + index))).join('')}`
  const files = {
    'thesis/thesis.yml': `title: A\nlang: ${lang}\n`,
    'thesis/1.md': text,
    'thesis/a.svg': svg('<rect width="9" height="9"/>')
  }
  const built = await buildFolder(files, {only: ['html']})
  const printed = [...textOf(built, 'html/1.html').matchAll(/<p class="caption">(.*?)<\/p>/gs)].map(([, caption]) =>
    caption!.replace(/<[^>]*>/g, '').replace(/\s/g, ' ')
  )
  return {printed, rules: built.messages.map(({rule, line}) => `${rule}:${line}`), page: textOf(built, 'html/1.html')}
}

test('the word and the number are printed once', async () => {
  const {printed, rules, page} = await captions([
    'Figure 3 : Les villes',
    '**Fig. 12.** *Les* bourgs',
    'Figure : Les ports',
    'Figure A.2 – Les gares'
  ])
  expect(printed).toEqual([
    'Figure 1. – Les villes',
    'Figure 2. – Les bourgs',
    'Figure 3. – Les ports',
    'Figure 4. – Les gares'
  ])
  expect(page).toContain('<em>Les</em> bourgs')
  expect(page).not.toContain('alt="Figure')
  expect(rules).toEqual([
    'read:caption-number:3',
    'read:caption-number:7',
    'read:caption-number:11',
    'read:caption-number:15'
  ])
})

test('a caption that speaks of figures stays, and so does the number of what has none of ours', async () => {
  const {printed, rules} = await captions(['Figure de style', 'Figure 3 montre la côte', 'Tableau : vue'])
  expect(printed).toEqual([
    'Figure 1. – Figure de style',
    'Figure 2. – Figure 3 montre la côte',
    'Figure 3. – Tableau : vue'
  ])
  expect(rules).toEqual([])
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: A\nlang: en\n',
      'thesis/1.md':
        '# One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Table 2. Numbers {.unnumbered}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Table 2: Numbers {#tbl-b}\n\n@tbl-b\n'
    },
    {only: ['html']}
  )
  expect(textOf(built, 'html/1.html')).toContain('Table 2. Numbers')
  expect(built.messages.map(({rule, line}) => `${rule}:${line}`)).toEqual(['read:caption-number:13'])
})

test('`:index[]` without a word is reported where it is printed', async () => {
  const built = await buildFolder(
    {'thesis/thesis.yml': 'title: A\n', 'thesis/1.md': '# Un\n\nUn :index[] et :term[ ] ; :index[mot].\n'},
    {only: ['html']}
  )
  expect(built.messages.map(({rule, column, fix}) => [rule, column, fix])).toEqual([
    ['read:unknown-directive', 4, 'Write the word between its brackets.'],
    ['read:unknown-directive', 16, 'Write the word between its brackets.']
  ])
})
