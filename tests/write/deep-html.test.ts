/** Raw HTML that opens more elements than any parser could walk: a message, and the rest is built. */

import {expect, it} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const config = 'title: Essai\nabstracts: {fr: resume.md}\n'

it.each([
  ['tags in a paragraph', {'thesis/1.md': `# Un\n\n${'<b>'.repeat(1800)}mot\n\nLa suite.`}],
  ['blocks', {'thesis/1.md': `# Un\n\n${'<div>'.repeat(1800)}mot\n\nLa suite.`}],
  ['tables', {'thesis/1.md': `# Un\n\n${'<table><tr><td>'.repeat(800)}mot\n\nLa suite.`}],
  ['a heading', {'thesis/1.md': `# Un ${'<b>'.repeat(1800)}mot\n\nLa suite.`}],
  ['a note', {'thesis/1.md': `# Un\n\nLa suite.[^1]\n\n[^1]: ${'<b>'.repeat(1800)}mot`}],
  ['raw code', {'thesis/1.md': `# Un\n\n\`${'<b>'.repeat(1800)}mot\`{=html} La suite.`}],
  ['tags closed out of order', {'thesis/1.md': `# Un\n\nx ${'<div><b></div>'.repeat(1800)}mot\n\nLa suite.`}]
])('%s', async (_, files) => {
  const built = await buildFolder({'thesis/thesis.yml': 'title: Essai\n', ...files}, {only: ['html'], isDraft: true})
  expect(textOf(built, 'html/1.html')).toContain('La suite.')
  expect(textOf(built, 'html/1.html')).toContain('mot')
  expect(built.messages.filter(({rule}) => rule === 'html:too-deep')).toHaveLength(1)
})

it('an abstract', async () => {
  const files = {
    'thesis/thesis.yml': config,
    'thesis/1.md': '# Un\n\nLa suite.',
    'thesis/resume.md': '<b>'.repeat(1800)
  }
  const built = await buildFolder(files, {only: ['html'], isDraft: true})
  expect(built.messages).toContainEqual(expect.objectContaining({rule: 'html:too-deep', file: 'thesis/resume.md'}))
})

it('leaves alone what is closed', async () => {
  const text = `# Un\n\n${'<span>un</span> '.repeat(300)}${'<div><p>deux</p></div>\n'.repeat(10)}`
  const built = await buildFolder({'thesis/thesis.yml': 'title: Essai\n', 'thesis/1.md': text}, {only: ['html']})
  expect(built.messages).toEqual([])
})
