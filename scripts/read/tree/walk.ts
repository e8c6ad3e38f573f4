/** A tree, parents included that `children` does not hold: captions of images, labels of fences. */

import type {Nodes, RootContent} from 'mdast'
import type {Node, Position} from 'unist'
import {advance} from '../../document/points.ts'
import '../syntax/syntax-nodes.ts'

/** The lists of nodes that a node holds. */
export function listsOf(node: Nodes): RootContent[][] {
  return [childrenOf(node), besideChildren(node)].filter((list) => list !== undefined)
}

const childrenOf = (node: Nodes) => (node as {children?: RootContent[]}).children

function besideChildren(node: Nodes): RootContent[] | undefined {
  if (node.type === 'image' || node.type === 'imageReference') return node.data?.caption as RootContent[] | undefined
  return node.type === 'directiveFence' ? (node.rest as RootContent[]) : undefined
}

/** Call a function on every list of siblings, the innermost first; it may change the list. */
export function eachList(node: Nodes, visit: (list: RootContent[], parent: Nodes) => void): void {
  const beside = besideChildren(node)
  enter(childrenOf(node))
  enter(beside)

  function enter(list: RootContent[] | undefined): void {
    if (!list) return
    for (const child of list) if (child.type !== 'text') eachList(child, visit)
    visit(list, node)
  }
}

/** Call a function on every node, in reading order; it must not change lists of siblings. */
export function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node)
  const [children, beside] = [childrenOf(node), besideChildren(node)]
  if (children) for (const child of children) eachNode(child, visit)
  if (beside) for (const child of beside) eachNode(child, visit)
}

/** Offsets of a node in the source; zero width at the start when it has none. */
export function rangeOf(node: Node): [start: number, end: number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
}

/** What the author typed for a node. */
export function sourceOf(node: Node, source: string): string {
  return source.slice(...rangeOf(node))
}

/** The place of a part of a node, by offset and length inside what was typed for it. */
export function placeWithin(node: Node, source: string, from: number, length: number): Position | undefined {
  return placesWithin(node, source)(from, length)
}

/** The places of parts of a node, asked for in reading order. */
export function placesWithin(node: Node, source: string): (from: number, length: number) => Position | undefined {
  const typed = sourceOf(node, source)
  let last = node.position?.start
  let passed = 0
  return (from, length) => {
    if (!last) return undefined
    const start = advance(last, typed.slice(passed, from))
    last = start
    passed = from
    return {start, end: advance(start, typed.slice(from, from + length))}
  }
}

/** Parents, and images with a caption. */
export function mayHoldNodes(node: RootContent): boolean {
  return 'children' in node || node.type === 'image' || node.type === 'imageReference'
}
