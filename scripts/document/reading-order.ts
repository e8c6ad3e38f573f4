/** The order in which a reader meets the parts of a node, where it is not the order of the tree. */

import type {Nodes} from 'mdast'
import './nodes.ts'

/** The children of a node as they are printed: tables and listings have their caption above. */
export function inReadingOrder(node: Nodes): Nodes[] {
  if (!('children' in node)) return []
  const children: Nodes[] = node.children
  if (node.type !== 'figure' || node.kind === 'figure') return children
  const captions = children.filter(({type}) => type === 'caption')
  return [...captions, ...children.filter(({type}) => type !== 'caption')]
}
