/** A tree → one line that shows its citations, to compare with Pandoc's answers. */

import type {Nodes} from 'mdast'
import {affixesOf} from '../../scripts/document/affixes.ts'
import type {Citation, CrossReference} from '../../scripts/document/nodes.ts'

/**
 * Print citations as `⟦prefix<&key>‹label value›suffix⟧`: `@` narrative, `-` without author, `&` otherwise;
 * `⟪…⟫` for cross-references. With the source, locators are printed as typed, as Pandoc's reader leaves them.
 */
export function citationForm(nodes: readonly Nodes[], source?: string): string {
  return nodes.map((node) => form(node, source)).join('')
}

function form(node: Nodes, source: string | undefined): string {
  const inside = () => ('children' in node ? citationForm(node.children as Nodes[], source) : '')
  switch (node.type) {
    case 'root':
      return node.children.map((child) => form(child, source)).join(' ¶ ')
    case 'text':
      return node.value.replaceAll('\n', '⏎')
    case 'emphasis':
      return `*${inside()}*`
    case 'strong':
      return `**${inside()}**`
    case 'inlineCode':
      return `\`${node.value}\``
    case 'inlineMath':
      return `$${node.value}$`
    case 'heading':
      return `# ${inside()}`
    case 'blockquote':
      return `> ${inside()}`
    case 'link':
      return `LINK(${inside()})`
    case 'span':
      return `SPAN(${inside()})`
    case 'footnote':
      return `NOTE(${inside()})`
    case 'figure':
      return `FIGURE(${inside()})`
    case 'image':
      return 'IMAGE'
    case 'citation':
      return citation(node, source)
    case 'crossReference':
      return reference(node, source)
    default:
      return inside()
  }
}

function citation(node: Citation, source: string | undefined): string {
  const items = node.items.map((item, index) => {
    const mark = node.mode === 'narrative' && index === 0 ? '@' : item.suppressAuthor ? '-' : '&'
    const {prefix, suffix} = affixesOf(node, index)
    return `${citationForm(prefix, source)}<${mark}${item.key}>${behindKey(item, citationForm(suffix, source), source)}`
  })
  return `⟦${items.join(' | ')}⟧`
}

function behindKey(item: Citation['items'][0], suffix: string, source: string | undefined): string {
  if (!item.locator) return suffix
  if (source === undefined) return `‹${item.locator.label} ${item.locator.value}›${suffix}`
  const typed = source.slice(item.position?.start.offset, item.position?.end.offset)
  return typed
    .slice(typed.indexOf(item.key) + item.key.length)
    .replace(/^}/, '')
    .replace(/^\s*\[/, '')
    .replace(/\n(?:> )?/g, '⏎')
    .replace(/\\(?=[\][])/g, '')
}

function reference(node: CrossReference, source: string | undefined): string {
  const signs = `${node.isCapitalised ? 'Capitalised ' : ''}${node.isPage ? 'page of ' : ''}`
  const items = node.items.map((item, index) => {
    const {prefix, suffix} = affixesOf(node, index)
    const key = `<${item.isBare ? '-' : ''}${item.label}>`
    return `${citationForm(prefix, source)}${key}${citationForm(suffix, source)}`
  })
  return `⟪${signs}${items.join(' | ')}⟫`
}
