/** What Slidev refuses is said of the slide, in a line, and nothing is written. */

import {existsSync, rmSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {afterEach, expect, it} from 'vitest'
import {readSingle} from '../../scripts/deck/write/slidev.ts'
import {openFolder} from '../../scripts/files.ts'
import {buildFolder} from '../build.ts'
import {writeSmallDeck} from './small-deck.ts'

let folder = ''
afterEach(() => rmSync(folder, {recursive: true, force: true}))

/** Build a deck of two slides, the second with this content on line 11. */
async function refusal(content: string, head = '') {
  const slides = `---\nduration: 1min\n${head}---\n\n# Un\n\n<!--\n(1:00)\n-->\n\n---\nbackup: true\n---\n\n${content}\n`
  folder = writeSmallDeck({'slides/slides.md': slides})
  const {outputs, messages} = await buildFolder(await openFolder(folder), {only: ['slides']})
  expect(outputs.size).toBe(0)
  expect(existsSync(path.join(folder, 'slides/node_modules'))).toBe(false)
  return messages.filter(({severity}) => severity === 'error')
}

it.each([
  ['<div>\n\nJamais fermé', 'Slidev could not build the deck: Element is missing end tag.'],
  [
    '<script setup>\nimport x from "./absent.ts"\n</script>',
    "Slidev could not build the deck: Could not resolve './absent.ts'"
  ]
])('%j is told at its slide', async (content, reason) => {
  const [message] = await refusal(content)
  expect(message).toMatchObject({file: 'slides/slides.md', line: 11, rule: 'slides:engine', reason})
})

it('a theme that is not installed is reported by its name', async () => {
  const [message] = await refusal('# Deux', 'theme: seriph\n')
  expect(message).toMatchObject({rule: 'slides:engine', reason: expect.stringContaining('seriph')})
  expect(message?.reason).not.toContain(folder)
})

it('a deck whose page needs other files is not written as one, and that is reported', () => {
  const file = new VFile({path: 'slides/slides.md'})
  const page = {path: 'slides/index.html', contents: '<p>'}
  expect(readSingle([page], file)).toEqual([{...page, path: 'defence.html'}])
  expect(file.messages).toEqual([])
  expect(readSingle([page, {path: 'slides/assets/index.js', contents: ''}], file)).toEqual([])
  expect(file.messages.map(({source, ruleId}) => `${source}:${ruleId}`)).toEqual(['slides:no-single-file'])
})
