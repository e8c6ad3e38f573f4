import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const files = {
  'thesis/thesis.yml': `title: 'The *Iliad*, [Homer]{.smallcaps} and CO~2~ {.unnumbered #top}'
subtitle: 'From $x^2$ to H^2^, **step-by-step**'
lang: en
titles: {fr: 'L’*Iliade* et CO~2~'}
abstracts:
  fr: {text: Un résumé., keywords: [un]}
  en: {text: An abstract., keywords: [one]}
`,
  'thesis/1.md': '# One\n\nText.\n'
}

test('titles of the settings are printed with their emphasis, indices and formulas, and are plain in the head', async () => {
  const built = await buildFolder(files, {only: ['html', 'pdf']})
  const cover = textOf(built, 'html/index.html')
  const heading = /<h1>[\s\S]*?<\/h1>/.exec(cover)![0]
  expect(heading).toContain('The <em>Iliad</em>, <span class="smallcaps">Homer</span> and CO<sub>2</sub></span>')
  expect(heading).toContain('<msup>')
  expect(heading).toContain('H<sup>2</sup>, <strong>')
  expect(cover).toContain('<title>The Iliad, Homer and CO2</title>')
  expect(cover).toContain('<p class="abstract-title">L’<em>Iliade</em> et CO<sub>2</sub></p>')
  expect(built.messages.filter(({severity}) => severity !== 'info')).toEqual([])
  expect(built.outputs.has('thesis.pdf')).toBe(true)
})

test('a note, a link and an unknown citation in a title leave their words', async () => {
  const yaml = "title: 'A [link](b.md) of @nobody^[Note.]'\nlang: en\n"
  const built = await buildFolder({...files, 'thesis/thesis.yml': yaml}, {only: ['html']})
  expect(/<h1>[\s\S]*?<\/h1>/.exec(textOf(built, 'html/index.html'))![0].replace(/<[^>]+>/g, '')).toBe(
    'A link of @nobody'
  )
  expect(built.messages.map(({rule, line}) => [rule, line])).toContainEqual(['config:wrong-value', 1])
})
