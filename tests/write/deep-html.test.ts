/** HTML that opens more elements than any parser could walk: messages, and the rest is built. */

import {expect, it} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const config = 'title: Essai\nabstracts: {fr: resume.md}\n'

const raw = (html: string) => `\`${html}\`{=html}`

it.each([
  ['tags in a paragraph', `# Un\n\n${'<b>'.repeat(1800)}mot\n\nLa suite.`, 'read:unclosed-html', 1800],
  ['blocks', `# Un\n\n${'<div>'.repeat(1800)}mot\n\nLa suite.`, 'read:unclosed-html', 1800],
  ['tables', `# Un\n\n${'<table><tr><td>'.repeat(800)}mot\n\nLa suite.`, 'read:unclosed-html', 800],
  ['a heading', `# Un ${'<b>'.repeat(1800)}mot\n\nLa suite.`, 'read:unclosed-html', 1800],
  ['a note', `# Un\n\nLa suite.[^1]\n\n[^1]: ${'<b>'.repeat(1800)}mot`, 'read:unclosed-html', 1800],
  ['closed blocks', `# Un\n\n${'<div>'.repeat(1800)}mot${'</div>'.repeat(1800)}\n\nLa suite.`, 'read:too-deep', 1],
  ['raw code', `# Un\n\n${raw(`${'<b>'.repeat(1800)}mot`)} La suite.`, 'html:too-deep', 1],
  ['tags closed out of order', `# Un\n\nx ${'<div><b></div>'.repeat(1800)}mot\n\nLa suite.`, 'read:unclosed-html', 1800]
])('%s', async (_, text, wanted, count) => {
  const files = {'thesis/thesis.yml': 'title: Essai\n', 'thesis/1.md': text}
  const built = await buildFolder(files, {only: ['html'], isDraft: true})
  expect(textOf(built, 'html/1.html')).toContain('La suite.')
  expect(textOf(built, 'html/1.html')).toContain('mot')
  expect(built.messages.filter(({rule}) => rule === wanted)).toHaveLength(count)
})

it('an abstract', async () => {
  const files = {
    'thesis/thesis.yml': config,
    'thesis/1.md': '# Un\n\nLa suite.',
    'thesis/resume.md': raw('<b>'.repeat(1800))
  }
  const built = await buildFolder(files, {only: ['html'], isDraft: true})
  expect(built.messages).toContainEqual(expect.objectContaining({rule: 'html:too-deep', file: 'thesis/resume.md'}))
})

it('leaves alone what is closed', async () => {
  const text = `# Un\n\n${'<span>un</span>, '.repeat(300)}${'<div><p>deux</p></div>\n'.repeat(10)}`
  const built = await buildFolder({'thesis/thesis.yml': 'title: Essai\n', 'thesis/1.md': text}, {only: ['html']})
  expect(built.messages).toEqual([])
})
