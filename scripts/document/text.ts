/** Text of nodes, and small operations on text that every stage needs. */

import type {Nodes, PhrasingContent} from 'mdast'
import './nodes.ts'

/** What a reader would read aloud: notes and pictures' files left out, alternative texts kept. */
export function plainText(node: Nodes | readonly PhrasingContent[]): string {
  if (Array.isArray(node)) return node.map((child) => plainText(child)).join('')
  const one = node as Nodes
  if (one.type === 'footnote' || one.type === 'footnoteCall' || one.type === 'html') return ''
  if (one.type === 'image') return one.alt ?? ''
  // Words beside a reference say nothing before it is resolved.
  if (one.type === 'affix') return ''
  if (one.type === 'break') return ' '
  if ('children' in one) return one.children.map((child) => plainText(child)).join('')
  return 'value' in one ? one.value : ''
}

/** A title as it stands in contents and running heads: its notes left out. */
export function withoutNotes(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes
    .filter((node) => node.type !== 'footnote' && node.type !== 'footnoteCall')
    .map((node) =>
      'children' in node
        ? ({...node, children: withoutNotes(node.children as PhrasingContent[])} as PhrasingContent)
        : node
    )
}

/** Without a byte order mark, lines ended by `\n`: as chapters are read, so that places fit. */
export function normalLines(text: string): string {
  const own = text.startsWith('\uFEFF') ? text.slice(1) : text
  // To look for one costs a tenth of replacing them.
  return own.includes('\r') ? own.replace(/\r\n?/g, '\n') : own
}

/** The first letter as a capital: of a term, a name, a sentence. */
export function capitalise(text: string): string {
  return text.replace(/^\p{Lowercase_Letter}/u, (letter) => letter.toUpperCase())
}

/** Text for HTML, in an element or between double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
