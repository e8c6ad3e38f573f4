import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const yaml = `title: "L'essai : un titre"
subtitle: "« Sous-titre » ?"
jury: [{name: M. Un, quality: "professeur à l'université"}]
`

test('titles are set as the text is, on the cover, in headings and in the head of every page', async () => {
  const built = await buildFolder(
    {'thesis/thesis.yml': yaml, 'thesis/1.md': "# L'un : début\n\nTexte.\n"},
    {only: ['html']}
  )
  const cover = textOf(built, 'html/index.html')
  expect(cover).toContain('L’essai\u00A0: un titre')
  expect(cover).toContain('«\u00A0Sous-titre\u00A0»\u202F?')
  expect(cover).toContain('professeur à l’université')
  expect(textOf(built, 'html/1.html')).toContain('L’un\u00A0: début | L’essai\u00A0: un titre</title>')
})

test('an English thesis keeps its spaces, and has its own apostrophes', async () => {
  const built = await buildFolder(
    {'thesis/thesis.yml': `lang: en-GB\n${yaml}`, 'thesis/1.md': '# One\n\nText.\n'},
    {only: ['html']}
  )
  expect(textOf(built, 'html/index.html')).toContain('L’essai : un titre')
})
