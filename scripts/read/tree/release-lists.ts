/** Lists of one item that are running text, « v. aussi », « (1998) dit » → their paragraphs. */

import type {List, Root, RootContent} from 'mdast'
import {eachList} from './walk.ts'

/** Nobody starts a list at `v.` or at a year: such a marker alone is an abbreviation or a date. */
export function releaseLists(tree: Root, source: string): void {
  eachList(tree, (list) => {
    if (!list.some(isText)) return
    list.splice(0, list.length, ...list.flatMap((node) => (isText(node) ? release(node, source) : [node])))
  })
}

function isText(node: RootContent): node is List {
  if (node.type !== 'list' || !node.numbering || node.children.length !== 1) return false
  const {style, delimiter} = node.numbering
  const start = node.start ?? 1
  return delimiter === 'period' ? style === 'lower-alpha' && start > 1 : style === 'decimal' && start >= 1000
}

function release(list: List, source: string): RootContent[] {
  const [item] = list.children
  const [first] = item?.children ?? []
  if (!item || first?.type !== 'paragraph' || !list.position || !first.position) return [list]
  const {start} = list.position
  const end = first.position.start
  const value = source.slice(start.offset, end.offset)
  const [text] = first.children
  if (text?.type === 'text') {
    text.value = value + text.value
    if (text.position) text.position.start = start
  } else first.children.unshift({type: 'text', value, position: {start, end}})
  first.position = {start, end: first.position.end}
  return item.children
}
