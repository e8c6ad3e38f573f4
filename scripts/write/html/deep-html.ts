/** The author's raw HTML on a page → the same, as text from where it nests deeper than the parsers can walk. */

import type {Nodes, Root} from 'hast'
import {visit} from '../../document/visit.ts'
import {error} from '../../messages/messages.ts'
import type {AuthorHtml, Page} from './context.ts'

/** Elements inside one another: nobody writes deeper. */
const maximumDepth = 100

const voidTags = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * Print raw HTML that opens too many elements as text, the rest as it is.
 *
 * Tags are counted by name over the whole page, since the parser leaves open what the author does not close.
 *
 * Emits `html:too-deep`, once a page.
 */
export function printDeepHtml(page: Page, tree: Root): void {
  const open = new Map<string, number>()
  const tooDeep = new Set<AuthorHtml>()
  for (const html of page.rawHtml) if (!openTags(html.value, open)) tooDeep.add(html)
  const [first] = tooDeep
  if (first === undefined) return
  page.rawHtml = page.rawHtml.filter((html) => !tooDeep.has(html))
  visit(tree as Nodes, (node, index, parent) => {
    const html = node as Nodes | AuthorHtml
    if (html.type !== 'authorHtml' || !tooDeep.has(html) || index === undefined || !parent) return
    if ('children' in parent) parent.children[index] = {type: 'text', value: html.value}
  })
  error(first.file, `HTML nested more than ${maximumDepth} levels deep, printed as text from here`, {
    at: first.position,
    rule: 'html:too-deep',
    fix: 'Close the tags above, each with its end tag.'
  })
}

/** Count the tags of some HTML; false, and nothing counted, when it nests too deep. */
function openTags(html: string, open: Map<string, number>): boolean {
  const before = new Map(open)
  let depth = [...open.values()].reduce((sum, count) => sum + count, 0)
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const tag = name.toLowerCase()
    const count = open.get(tag) ?? 0
    if (voidTags.has(tag) || (end && count === 0)) continue
    open.set(tag, count + (end ? -1 : 1))
    depth += end ? -1 : 1
    if (depth <= maximumDepth) continue
    open.clear()
    for (const [key, value] of before) open.set(key, value)
    return false
  }
  return true
}
