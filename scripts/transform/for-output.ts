/** Chapters as read → the same without what is for another output. */

import type {Nodes, RootContent} from 'mdast'
import type {ConditionalOutput} from '../document/nodes.ts'
import type {Abstract, Chapter} from '../document/thesis.ts'

/** Copies of chapters or abstracts for one output; the files, and so the messages, are shared. */
export function forOutput<Some extends Chapter | Abstract>(texts: readonly Some[], output: ConditionalOutput): Some[] {
  return texts.map((text) => {
    const {file, ...own} = text
    const copy = {...structuredClone(own), file} as Some
    if ('key' in copy && copy.key !== undefined) copy.key += ` ${output}`
    keepIn(copy.tree)
    return copy
  })

  function keepIn(node: Nodes): void {
    if (!('children' in node)) return
    node.children = (node.children as RootContent[]).flatMap(keep).filter((child) => !isEmptied(child, node)) as never
  }

  /** What stands in a condition that holds takes its place. */
  function keep(node: RootContent): RootContent[] {
    if (node.output !== undefined && node.output !== output) return []
    keepIn(node)
    return node.output === undefined || !('children' in node) ? [node] : (node.children as RootContent[])
  }
}

/** Whether anything in them is for one output only. */
export function isConditional(texts: ReadonlyArray<Chapter | Abstract>): boolean {
  return texts.some(({file}) => file.data.isConditional)
}

/** A paragraph of nothing but what another output shows. */
function isEmptied(node: RootContent, parent: Nodes): boolean {
  if (node.type !== 'paragraph' || parent.type === 'footnote') return false
  return node.children.every((child) => child.type === 'text' && child.value.trim() === '')
}
