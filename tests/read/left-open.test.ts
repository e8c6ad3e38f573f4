/** What nothing closes is printed as typed, however much of it there is, and what is closed far away is read. */

import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {eachNode} from '../../scripts/read/tree/walk.ts'

function read(value: string) {
  const file = new VFile({path: 'a.md', value})
  const tree = readMarkdown(file)
  const types: string[] = []
  const words: string[] = []
  eachNode(tree, (node) => {
    types.push(node.type)
    if (node.type === 'text' || node.type === 'inlineCode') words.push(node.value)
  })
  return {text: words.join(''), types, rules: file.messages.map(({ruleId}) => ruleId)}
}

test('divisions deeper than any that nothing closes keep titles and words, in order', () => {
  const names = Array.from({length: 130}, (_, index) => `title ${index}`)
  const {text} = read(names.map((name) => `:::note[${name}]\nword of ${name}\n\n`).join(''))
  expect(text.match(/(?:word of )?title \d+/g)).toEqual(names.flatMap((name) => [name, `word of ${name}`]))
})

test('an option of a TeX command is read however long it is', () => {
  expect(read(`a\\footnote[${'1'.repeat(5000)}]{of page} b`).types).toContain('footnote')
})

test('an option that nothing closes does not hide one that is closed', () => {
  const {types} = read('a\\footnote[{b \\footnote[1]{c} d')
  expect(types).toContain('footnote')
})

test('backticks are code where a run of the same length follows, in the next line too', () => {
  const {types, text} = read('a ``` b `` c ` d\ne ` f `` g')
  expect(types.filter((type) => type === 'inlineCode')).toHaveLength(1)
  expect(text).toBe('a ``` b c ` d\ne ` f g')
})

test('each call of a note that is not there is reported', () => {
  const notes = Array.from({length: 400}, (_, index) => `[^x${index}] a\n\n[^y${index}]: b\n\n`).join('')
  const {rules} = read(notes)
  expect(rules.filter((rule) => rule === 'undefined-note')).toHaveLength(400)
  expect(rules.filter((rule) => rule === 'unused-note')).toHaveLength(400)
})

test('shortcodes in a line are each reported at their place', () => {
  const file = new VFile({path: 'a.md', value: 'a\nb {{< one >}} c\n{{< two >}} d {{< three >}}\n'})
  readMarkdown(file)
  expect(file.messages.map(({line, column}) => `${line}:${column}`)).toEqual(['2:3', '3:1', '3:15'])
})
