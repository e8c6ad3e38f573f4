/** Captions, citations and notes as slides show them. */

import type {Paragraph} from 'mdast'
import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {noteLines} from '../../scripts/deck/read/read-note.ts'
import {noteHtml} from '../../scripts/deck/write/note-html.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {writeInline} from '../../scripts/write/html/fragment.ts'

const inline = (markdown: string) => writeInline((readMarkdown(new VFile(markdown)).children[0] as Paragraph).children)

test('a formula in a caption is a formula', () => {
  expect(inline('Aire, en $\\pi r^2$')).toMatch(/^Aire, en <math .*<msup><mi>r<\/mi><mn>2<\/mn><\/msup>.*<\/math>$/)
})

test.each([
  ['*Selon* **elle**, ~~non~~', '<em>Selon</em> <strong>elle</strong>, <del>non</del>'],
  ['H~2~O et 10^3^', 'H<sub>2</sub>O et 10<sup>3</sup>'],
  ['[Klein]{.smallcaps} & <b>fils</b>', '<span class="smallcaps">Klein</span> &#x26; <strong>fils</strong>'],
  ['[كتاب]{lang=ar}', '<span lang="ar" dir="rtl">كتاب</span>'],
  ['[site](https://ex.org/a?b=1) et [chapitre](02.md)', '<a href="https://ex.org/a?b=1">site</a> et chapitre'],
  ['[piège](javascript:alert(1))', 'piège'],
  ['Un mot^[Une note.]', 'Un mot'],
  ['`a<b`', '<code>a&#x3C;b</code>']
])('%s is %s', (markdown, html) => {
  expect(inline(markdown)).toBe(html)
})

test('the speaker’s window and the printed outputs read a note alike', () => {
  const note = '# Eau\n\n[click] H~2~O, $x^2$ :\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |'
  const html = noteHtml(note)
  expect(html).toMatch(/<h1>Eau<\/h1>\n<p>\[click\] H<sub>2<\/sub>O, <math /)
  expect(html).toContain('<ul>\n<li>un</li>\n<li>deux</li>\n</ul>')
  expect(html).toContain('<td>2</td>')
  expect(noteLines(note)).toEqual(['Eau', 'H2O, x^2 :', '– un', '– deux', 'a ; b', '1 ; 2'])
})
