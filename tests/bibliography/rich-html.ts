/** What the citation engine prints → HTML that a test can read; a work in a citation links to `#ref-key`. */

import type {RichNode, RichStyle, RichText} from '../../scripts/bibliography/cite/rich-text.ts'
import {escapeHtml} from '../../scripts/document/text.ts'

const htmlOf: Record<RichStyle, [open: string, close: string]> = {
  emphasis: ['<em>', '</em>'],
  strong: ['<strong>', '</strong>'],
  smallCaps: ['<span class="smallcaps">', '</span>'],
  underline: ['<u>', '</u>'],
  superscript: ['<sup>', '</sup>'],
  subscript: ['<sub>', '</sub>']
}

/** Rich text as HTML. */
export function toHtml(content: RichText): string {
  return content.map(nodeToHtml).join('')
}

function nodeToHtml(node: RichNode): string {
  if (node.type === 'text') return escapeHtml(node.value)
  if (node.type === 'embedded') return ''
  const inner = toHtml(node.children)
  if (node.type === 'work') return `<a href="#${escapeHtml(encodeURI(`ref-${node.key}`))}">${inner}</a>`
  if (node.type === 'link') return `<a href="${escapeHtml(node.url)}">${inner}</a>`
  const [open, close] = htmlOf[node.type]
  return open + inner + close
}
