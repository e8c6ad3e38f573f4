import {expect, test} from 'vitest'
import {buildFolder} from '../build.ts'
import {readPdf} from './pdf-facts.ts'

const files = {
  'thesis/thesis.yml': 'title: Essai\n',
  'thesis/un.md': '# Un {#sec-un}\n\nVoir @sec-deux.\n\n## Section {#sec-a}\n\nTexte.\n',
  'thesis/deux.md':
    '# Deux {#sec-deux}\n\nVoir @sec-a et @sec-ici.\n\n## Ici {#sec-ici}\n\n| A |\n|---|\n| 1 |\n\n: Une table {#tbl-x}\n\nVoir @tbl-x, après @sec-un.\n',
  'thesis/zoo.md': '# Trois\n\nTexte.\n'
}

test('one chapter alone keeps its numbers and the words of its references', async () => {
  const {outputs, messages, kinds} = await buildFolder(files, {chapter: 'un'}).then((built) => ({
    ...built,
    kinds: [...built.outputs.values()].map(({path}) => path)
  }))
  expect(messages).toEqual([])
  expect(kinds).toEqual(['chapters/un.pdf', 'report.json'])
  const {pages} = await readPdf(outputs.get('chapters/un.pdf')!.contents as Uint8Array)
  expect(pages).toHaveLength(1)
  expect(pages[0]!.text).toMatch(/^Chapitre \d Un Voir chapitre \d\. \d\.1 Section Texte\./)
})

test('another chapter has the number that it has in the thesis', async () => {
  const {outputs} = await buildFolder(
    {...files, 'thesis/thesis.yml': 'title: Essai\nchapters: [un.md, deux.md, zoo.md]\n'},
    {chapter: 'sec-deux'}
  )
  const {pages} = await readPdf(outputs.get('chapters/deux.pdf')!.contents as Uint8Array)
  expect(pages[0]!.text).toMatch(/Chapitre 2 Deux Voir section 1\.1 et section 2\.1\. 2\.1 Ici .*chapitre 1\./)
})

test('a chapter that is none is named, with the one that was meant', async () => {
  const {messages} = await buildFolder(files, {chapter: 'deu'})
  expect(messages).toMatchObject([{rule: 'pdf:unknown-chapter', file: 'thesis/thesis.yml', expected: ['deux']}])
})
