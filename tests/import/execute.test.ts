import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const chapter = (more = '') =>
  `${more}# One\n\nText.\n\n\`\`\`{r}\n#| eval: false\nsecret <- 1\n\`\`\`\n\n\`\`\`{r}\n#| eval: false\n#| echo: true\nshown <- 2\n\`\`\`\n`

test.each([
  ['_quarto.yml', {'_quarto.yml': 'title: T\nlang: en\nexecute:\n  echo: false\n', 'index.qmd': chapter()}, 'index'],
  ['thesis.yml', {'thesis.yml': 'title: T\nlang: en\nexecute: {echo: false}\n', '1.md': chapter()}, '1']
])('execute: of %s holds for all cells that say nothing else', async (_, files, page) => {
  const built = await buildFolder(files as Record<string, string>, {only: ['html']})
  const name = [...built.outputs.keys()].find((path) => path.startsWith(`html/${page}-2.html`)) ?? `html/${page}.html`
  const text = textOf(built, name).replace(/<[^>]+>/g, '')
  expect(text).not.toContain('secret')
  expect(text).toContain('shown')
  expect(built.messages.filter(({reason}) => reason.includes('execute'))).toEqual([])
})

test('a chapter says otherwise for its own cells', async () => {
  const files = {
    'thesis.yml': 'title: T\nlang: en\nexecute: {echo: false}\n',
    '1.md': chapter('---\nexecute:\n  echo: true\n---\n\n')
  }
  expect(textOf(await buildFolder(files, {only: ['html']}), 'html/1.html')).toContain('secret')
})
