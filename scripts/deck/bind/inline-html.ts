/** Phrasing of a thesis → HTML for slides: escaped, without links into the thesis. */

import type {PhrasingContent} from 'mdast'
import '../../document/nodes.ts'

const tags: Record<string, string> = {
  emphasis: 'em',
  strong: 'strong',
  delete: 's',
  superscript: 'sup',
  subscript: 'sub'
}

/** Notes are left out, links to the web kept. */
export function inlineHtml(nodes: readonly PhrasingContent[]): string {
  return nodes.map(nodeHtml).join('')
}

function nodeHtml(node: PhrasingContent): string {
  if (node.type === 'footnote' || node.type === 'footnoteCall' || node.type === 'html') return ''
  if (node.type === 'break') return '<br>'
  if (node.type === 'inlineMath' || node.type === 'inlineCode') return `<code>${escapeHtml(node.value)}</code>`
  if (node.type === 'text') return escapeHtml(node.value)
  if (!('children' in node)) return ''
  const inner = inlineHtml(node.children as PhrasingContent[])
  if (node.type === 'link') {
    return /^https?:/i.test(node.url) ? `<a href="${escapeHtml(node.url)}">${inner}</a>` : inner
  }
  if (node.type === 'span') {
    const {classes = [], pairs = {}} = node.attributes ?? {}
    const lang = pairs.lang ? ` lang="${escapeHtml(pairs.lang)}"` : ''
    return `<span${lang}${classes.includes('smallcaps') ? ' class="smallcaps"' : ''}>${inner}</span>`
  }
  const tag = tags[node.type]
  return tag ? `<${tag}>${inner}</${tag}>` : inner
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** The words of HTML that `inlineHtml` made. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
