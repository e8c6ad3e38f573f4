import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {readConfig} from '../scripts/config.ts'

function read(value: string) {
  const file = new VFile({path: 'thesis/thesis.yml', value})
  const {config} = readConfig(file)
  const messages = file.messages.map(({line, column, ruleId, reason, expected, note}) => ({
    line,
    column,
    ruleId,
    reason,
    expected,
    note
  }))
  return {config, messages: messages.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))}
}

test('a title is enough, everything else has a default', () => {
  const {config, messages} = read('title: Ma thèse\n')
  expect(messages).toEqual([])
  expect(config).toMatchObject({
    title: 'Ma thèse',
    lang: 'fr-FR',
    citations: {style: 'iso690-author-date'},
    numbering: {depth: 3, figures: 'thesis'}
  })
})

test('one author is a name; several are a list with their qualities', () => {
  expect(read('title: T\nauthor: Amina Bennani\n').config?.author).toEqual([{name: 'Amina Bennani'}])
  expect(read('title: T\nauthor:\n  - name: A\n    orcid: 0000-0002-1825-0097\n  - B\n').config?.author).toEqual([
    {name: 'A', orcid: '0000-0002-1825-0097'},
    {name: 'B'}
  ])
})

test('an unknown key is reported where it stands, with the key that was meant', () => {
  const {config, messages} = read('title: T\nautor: Amina\ncitations:\n  stile: x\n')
  expect(config).toBeUndefined()
  expect(messages).toMatchObject([
    {line: 2, column: 1, ruleId: 'unknown-key', expected: ['author'], note: 'Did you mean `author`?'},
    {line: 4, column: 3, ruleId: 'unknown-key', expected: ['style'], note: 'Did you mean `style`?'}
  ])
})

test('a missing title says which line to add', () => {
  expect(read('author: A\n').messages).toMatchObject([{ruleId: 'missing', note: 'Add a line `title: …`.'}])
  expect(read('').messages).toMatchObject([{ruleId: 'missing'}])
})

test('a wrong value is reported at the value', () => {
  expect(read('title: T\nnumbering:\n  depth: beaucoup\n').messages).toMatchObject([
    {line: 3, column: 10, ruleId: 'wrong-value'}
  ])
})

test('YAML that cannot be read is reported where it breaks, without a trace', () => {
  const {messages} = read('title: "T\nauthor: A\n')
  expect(messages[0]).toMatchObject({ruleId: 'unreadable'})
  expect(messages[0]?.line).toBeGreaterThan(0)
  expect(messages[0]?.reason).not.toMatch(/\n| {4}at /)
})

test('every mistake of one file is reported in one run', () => {
  expect(read('titre: T\nchapters: 3\njury: moi\n').messages.length).toBeGreaterThanOrEqual(3)
})

test('the place of a value can be asked for', () => {
  const file = new VFile({value: 'title: T\nchapters:\n  - a.md\n  - b.md\n'})
  const {placeOf} = readConfig(file)
  expect(placeOf(['chapters', 1])?.start).toMatchObject({line: 4, column: 5})
  expect(placeOf(['jury'])).toBeUndefined()
})
