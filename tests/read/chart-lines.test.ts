/** The lines of YAML below `:::chart`: where they begin and end, in lists and quotations too. */

import type {Root, RootContent} from 'mdast'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'

function read(text: string) {
  const file = new VFile({path: 'a.md', value: text})
  const tree: Root = readMarkdown(file)
  const charts: Array<{yaml: string | undefined; line: number | undefined}> = []
  visit(tree, 'chart', ({declaration}) => {
    charts.push({yaml: declaration?.value, line: declaration?.position?.start.line})
  })
  const captions: string[] = []
  visit(tree as RootContent | Root, 'caption', (node) => void captions.push(plainText(node)))
  return {charts, captions, messages: file.messages.map(({ruleId}) => ruleId)}
}

test.each([
  [
    'ends at an empty line, and the caption follows',
    ':::chart{#fig-a}\ntype: line\ndata: a\n\nCaption.\n:::\n',
    ['type: line\ndata: a'],
    ['Caption.']
  ],
  ['ends at the closing fence', ':::chart{#fig-a}\ntype: line\n:::\n', ['type: line'], []],
  [
    'may hold lists, braces and what is Markdown elsewhere',
    ':::chart{#fig-a}\nnames: {a: "*b* @c"}\nannotations:\n  - {at: 1, text: x}\n- y\n\nC\n:::\n',
    ['names: {a: "*b* @c"}\nannotations:\n  - {at: 1, text: x}\n- y'],
    ['C']
  ],
  ['stands in a quotation', '> :::chart{#fig-a}\n> type: bar\n> :::\n', ['type: bar'], []],
  ['stands in an item', '- item\n\n  :::chart{#fig-a}\n  type: bar\n\n  C\n  :::\n', ['type: bar'], ['C']],
  [
    'is not a caption with a colon',
    ':::chart{#fig-a name="hdi"}\nCaption: here.\n:::\n',
    [undefined],
    ['Caption: here.']
  ],
  ['may add to attributes', ':::chart{#fig-a name="hdi"}\ntitle: T\n\nC\n:::\n', ['title: T'], ['C']]
])('the declaration %s', (_, text, yaml, captions) => {
  const found = read(text)
  expect(found.charts.map((one) => one.yaml)).toEqual(yaml)
  expect(found.captions).toEqual(captions)
  expect(found.messages).toEqual([])
})

test('its place is that of its first line', () => {
  expect(read('# A\n\n:::chart{#fig-a}\ntype: bar\n:::\n').charts).toEqual([{yaml: 'type: bar', line: 4}])
})

test('other directives have no such lines', () => {
  const tree = readMarkdown(new VFile({path: 'a.md', value: '::: note\ntype: this is text\n:::\n'}))
  expect(plainText(tree)).toContain('type: this is text')
})

test('a chart with neither name nor lines says what to write', () => {
  expect(read(':::chart{#fig-a}\nCaption.\n:::\n').messages).toEqual(['missing-name'])
})
