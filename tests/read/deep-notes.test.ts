/** Notes, quotations and items inside one another on a line → a message. */

import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {readMarkdown} from '../../scripts/read/markdown.ts'

test('a line of notes, quotations and items deeper than anybody writes is a message at the marker too many', () => {
  const file = new VFile({path: 'chapter.md', value: `${'[^1]: > - '.repeat(60)}fin`})
  readMarkdown(file)
  const said = file.messages.filter(({ruleId}) => ruleId === 'too-deep')
  expect(said.map(({line, column}) => [line, column])).toContainEqual([1, 337])
})

test('a note with a quotation and an item in it is read', () => {
  const file = new VFile({path: 'chapter.md', value: 'Mot[^1].\n\n[^1]: > - item\n'})
  expect(JSON.stringify(readMarkdown(file))).toContain('"listItem"')
  expect(file.messages).toEqual([])
})
