/** ```` ```{caption="a `b`"} ````: CommonMark has no backtick after such a fence, Pandoc has them between braces. */

import type {Root} from 'mdast'
import {eachNode} from './walk.ts'

const placeholder = '\uE060'

/** The text with other characters in their place, as many. */
export function hideBackticks(text: string): string {
  if (!text.includes('```')) return text
  return text.replace(
    /^([ \t>]{0,40}`{3,}[ \t]*\{)([^\n`]*`[^\n]*)(\}[ \t]*)$/gm,
    (_, fence: string, inside: string, end: string) => fence + inside.replaceAll('`', placeholder) + end
  )
}

/** Put them back. */
export function showBackticks(tree: Root): void {
  const shown = (text: string) => text.replaceAll(placeholder, '`')
  eachNode(tree, (node) => {
    if (node.type === 'code') {
      node.lang = node.lang && shown(node.lang)
      node.meta = node.meta && shown(node.meta)
    }
    if ('value' in node && typeof node.value === 'string') node.value = shown(node.value)
  })
}
