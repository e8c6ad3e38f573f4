/** Tables in each of Pandoc's forms → rows of words, with widths, spans and positions. */

import type {Table} from 'mdast'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {describe, expect, it, test} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'

/** Head and rows, a cell with its spans: `a`, `b×2` for two columns, `c÷2` for two rows. */
function read(markdown: string): {rows: string[]; table: Table | undefined; file: VFile} {
  const file = new VFile(markdown)
  let table: Table | undefined
  visit(readMarkdown(file), 'table', (node) => {
    table ??= node
  })
  const rows = (table?.children ?? []).map((row) =>
    row.children
      .map(
        (cell) => `${plainText(cell)}${cell.colSpan ? `×${cell.colSpan}` : ''}${cell.rowSpan ? `÷${cell.rowSpan}` : ''}`
      )
      .join(' | ')
  )
  return {rows, table, file}
}

test.each([
  ['a simple table', '  A    B\n---  ---\n  1    2', ['A | B', '1 | 2']],
  ['one far from the margin', '      A    B\n  -----  ---\n      1    2', ['A | B', '1 | 2']],
  ['one without a head', '--- ---\n1   2\n--- ---', ['1 | 2']],
  ['rows that look like items', 'A      B\n-----  -\n- a    1\n> b    2', ['A | B', '- a | 1', '> b | 2']],
  ['a multiline table', '-------\nA    B\n---  --\na    c\nb\n\nd    e\n-------', ['A | B', 'a\nb | c', 'd | e']],
  ['one below a rule of columns', '-- --\nA  B\n-- --\na  c\n\nd  e\n-- --\nTable: C', ['A | B', 'a | c', 'd | e']],
  ['one without a head, and text below', '-- --\na  b\n-- --\ntext', ['a | b']],
  ['one without a head, and another', '-- --\na  b\n-- --\n\n-- --\nc  d\n-- --', ['a | b']],
  ['a grid', '+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+', ['A | B', '1 | 2']],
  [
    'cells over columns and rows',
    '+---+---+\n| A     |\n+---+---+\n| 1 | 2 |\n|   +---+\n|   | 3 |\n+---+---+',
    ['A×2', '1÷2 | 2', '3']
  ],
  ['wide letters', '+------+---+\n| 中文 | B |\n+------+---+', ['中文 | B']],
  ['a bar in code and in a formula', '| $|a|$ | `b|c` |\n|---|---|\n| $5 | $6 |', ['|a| | b|c', '$5 | $6']],
  ['a row that a paragraph follows', '| A |\n|---|\n| 1 |\ntext', ['A', '1']],
  ['HTML', '<table><tr><th>A<th>B<tr><td colspan="2">1*</table>', ['A | B', '1*×2']]
])('%s', (_, markdown, rows) => expect(read(markdown).rows).toEqual(rows))

describe('widths', () => {
  const wide = 'mot '.repeat(30)
  test.each([
    ['dashes that say them', `| A | B |\n|----------|------------------------------|\n| ${wide} | b |`, [0.25, 0.75]],
    ['dashes that are all alike', `| A | B |\n|---|---|\n| ${wide} | b |`, undefined],
    ['dashes that are all alike but for colons', `| A | B |\n|:--|---:|\n| ${wide} | b |`, undefined],
    ['tbl-colwidths', '| A | B |\n|---|---|\n| a | b |\n\n: C {#tbl-c tbl-colwidths="[40,60]"}', [0.4, 0.6]]
  ])('%s', (_, markdown, widths) => expect(read(markdown).table?.widths).toEqual(widths))
})

it('keeps the position of what is in a cell, in a quotation too', () => {
  const markdown = '> +-----+-------+\n> | A   | *b*   |\n> |     | [^x]  |\n> +-----+-------+'
  const {file} = read(markdown)
  expect(file.messages.map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`)).toEqual(['3:11 undefined-note'])
})

it('calls notes that are defined around it', () => {
  const {file} = read('+---+------+\n| a | [^n] |\n+---+------+\n\n[^n]: Note.')
  expect(file.messages).toEqual([])
})
