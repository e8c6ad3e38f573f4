/** Which files are chapters and bibliographies, and what is said of those that are not. */

import {expect, test} from 'vitest'
import {buildFolder} from './build.ts'

const chapter = (title: string) => `# ${title}\n\nTexte.\n`
const title = {'thesis/thesis.yml': 'title: T\n'}

async function pagesAndRules(files: Record<string, string>) {
  const {outputs, messages} = await buildFolder(files, {only: ['html']})
  const pages = [...outputs.keys()].filter((name) => /^html\/(?!index)[^/]+\.html$/.test(name))
  return {
    pages: pages.map((name) => name.slice(5, -5)),
    said: messages
      .filter(({rule}) => rule.startsWith('files:'))
      .map(({rule, severity, reason}) => `${severity} ${rule} ${reason}`)
  }
}

test('without a list every Markdown file is a chapter, in name order, in subfolders too', async () => {
  const {pages, said} = await pagesAndRules({
    ...title,
    'thesis/03-fin.MD': chapter('Fin'),
    'thesis/01-debut.md': chapter('Début'),
    'thesis/02-milieu/b.qmd': chapter('B'),
    'thesis/02-milieu/a.md': chapter('A'),
    'thesis/a\\b.md': chapter('Barre'),
    'thesis/README.md': 'Notes.',
    'thesis/data/README.md': 'Notes.',
    'thesis/charts/notes.md': 'Notes.',
    'thesis/template/notes.md': 'Notes.'
  })
  expect(pages.slice(0, 5)).toEqual(['01-debut', 'a', 'b', '03-fin', 'ab'])
  expect(said).toEqual([])
})

test('abstracts, appendices and what lies with the abstracts are no chapters', async () => {
  const {pages, said} = await pagesAndRules({
    'thesis/thesis.yml': 'title: T\nabstracts: {fr: resumes/fr.md}\nappendices: [annexes/a.md]\n',
    'thesis/1.md': chapter('Un'),
    'thesis/resumes/fr.md': 'Résumé.',
    'thesis/resumes/en.md': 'Abstract.',
    'thesis/annexes/a.md': chapter('Annexe')
  })
  expect(pages.filter((page) => ['1', 'a', 'fr', 'en'].includes(page))).toEqual(['1', 'a'])
  expect(said).toEqual([expect.stringMatching(/^warning files:unused-chapter .*`thesis\/resumes\/en\.md`/)])
})

test('where all lies in one folder, subfolders hold chapters, and outputs, slides and data do not', async () => {
  const {pages, said} = await pagesAndRules({
    'thesis.yml': 'title: T\n',
    'partie/1.md': chapter('Un'),
    'README.md': 'Notes.',
    'slides/slides.md': '# Un\n',
    'data/notes.md': 'Notes.',
    'dist/notes.md': chapter('Notes'),
    'dist/bibliography/references.md': chapter('Références')
  })
  expect(pages.filter((page) => page !== 'bibliography')).toEqual(['1'])
  expect(said).toEqual([])
})

test('a thesis without a chapter is an error that names the Markdown it saw', async () => {
  const none = await pagesAndRules(title)
  expect(none.said).toEqual([expect.stringMatching(/^error files:no-chapters .*no Markdown file/)])
  const seen = await pagesAndRules({...title, 'introduction.md': chapter('Un'), 'thesis/README.md': 'Notes.'})
  expect(seen.said).toEqual([
    expect.stringMatching(/^error files:no-chapters .*`introduction\.md`, `thesis\/README\.md`/)
  ])
  const empty = await pagesAndRules({'thesis/thesis.yml': 'title: T\nchapters: []\n', 'thesis/1.md': chapter('Un')})
  expect(empty.said[0]).toMatch(/^error files:no-chapters .*`thesis\/1\.md`/)
})

test('Markdown that chapters: does not list is named, once for all', async () => {
  const {pages, said} = await pagesAndRules({
    'thesis/thesis.yml': 'title: T\nchapters: [./1.md]\n',
    'thesis/1.md': chapter('Un'),
    'thesis/2.md': chapter('Deux'),
    'thesis/3.markdown': chapter('Trois'),
    'thesis/_partial.md': 'Inclus.'
  })
  expect(pages).toEqual(['1'])
  expect(said).toEqual([
    expect.stringMatching(/^warning files:unused-chapter .*`thesis\/2\.md`, `thesis\/3\.markdown`/)
  ])
})

test('a bibliography is read in any case of its extension, and named where none is read', async () => {
  const bib = (key: string) => `@book{${key}, author = {A, B}, title = {T}, year = {2014}, publisher = {P}}\n`
  const {said} = await pagesAndRules({
    ...title,
    'thesis/1.md': '# Un\n\n[@a]\n',
    'bibliography/a.BIB': bib('a'),
    'bibliography/old/b.bib': bib('b'),
    'thesis/c.bib': bib('c'),
    'd.bib': bib('d')
  })
  expect(said).toEqual([
    expect.stringMatching(
      /^warning files:unused-bibliography .*`bibliography\/old\/b\.bib`, `d\.bib`, `thesis\/c\.bib`/
    )
  ])
})

test('hidden Markdown is a remark, and slides without slides.md a warning', async () => {
  const {pages, said} = await pagesAndRules({
    ...title,
    'thesis/1.md': chapter('Un'),
    'thesis/..a.md': chapter('Caché'),
    'slides/deck.md': '# Un\n'
  })
  expect(pages).toEqual(['1'])
  expect(said.sort()).toEqual([
    expect.stringMatching(/^info files:hidden .*`thesis\/\.\.a\.md`/),
    expect.stringMatching(/^warning files:missing-deck .*`slides\/deck\.md`/)
  ])
})

test('thesis.yml under a name that is nearly its own is named', async () => {
  const {messages} = await buildFolder({'thesis/Thesis.YAML': 'title: T\n', 'thesis/1.md': chapter('Un')})
  expect(messages).toMatchObject([{rule: 'files:missing-thesis', fix: expect.stringContaining('`thesis/Thesis.YAML`')}])
})
