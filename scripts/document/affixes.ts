/** A tree → the prefixes and suffixes of its citations and references, which hang beside the children that visitors see. */

import type {Nodes, Paragraph, PhrasingContent, Root} from 'mdast'
import './nodes.ts'

/**
 * Each affix as a paragraph whose children are the affix itself: what is changed in them is changed in the citation.
 * Those inside other affixes come behind the one that holds them.
 */
export function affixesOf(tree: Root): Paragraph[] {
  const found: Paragraph[] = []
  const gather = (node: Nodes): void => {
    if (node.type === 'citation' || node.type === 'crossReference') {
      for (const {prefix, suffix} of node.items) {
        for (const affix of [prefix, suffix]) {
          if (affix.length > 0) found.push({type: 'paragraph', children: affix})
          for (const child of affix) gather(child)
        }
      }
    }
    if ('children' in node) for (const child of node.children as PhrasingContent[]) gather(child)
  }
  gather(tree)
  return found
}
