/** Blocks or text nested so deep that later stages could not walk them → their text, and a message. */

import type {Nodes, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {error} from '../messages.ts'
import {listsOf, sourceOf} from './walk.ts'

/** Deeper than any text that a person writes. */
export const maximumDepth = 100

/** Emits `read:too-deep`, once a file. Walks without recursion. */
export function limitDepth(tree: Root, file: VFile): void {
  const source = String(file)
  let isReported = false
  const open: Array<{node: Nodes; depth: number}> = [{node: tree, depth: 0}]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const {node, depth} = entry
    for (const list of listsOf(node)) {
      for (const [index, child] of list.entries()) {
        if (depth < maximumDepth || !('children' in child)) open.push({node: child, depth: depth + 1})
        else list[index] = flatten(child, node)
      }
    }
  }

  function flatten(child: RootContent, parent: Nodes): RootContent {
    if (!isReported) {
      error(file, `Unexpected nesting, more than ${maximumDepth} levels deep`, {
        at: child,
        rule: 'read:too-deep',
        fix: 'Take some of the brackets or block quotes away.'
      })
    }
    isReported = true
    const text = {type: 'text', value: sourceOf(child, source), ...at(child)} as const
    const isPhrasing = parent.type === 'paragraph' || ('children' in child && isPhrasingParent(parent))
    return isPhrasing ? text : {type: 'paragraph', children: [text], ...at(child)}
  }
}

const flowParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition', 'definitionItem', 'division'])

function isPhrasingParent(parent: Nodes): boolean {
  return !flowParents.has(parent.type) && parent.type !== 'list'
}

function at(node: RootContent) {
  return node.position ? {position: node.position} : {}
}
