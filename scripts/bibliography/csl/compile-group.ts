/** `group`, `macro`, `layout` → what prints them: nothing where all variables called are empty. CSL 1.0.2, “Group”. */

import {type Context, EMPTY, FULL, type Render} from './context.ts'
import {affixesOf, displayOf, formatOf, type Scope} from './scope.ts'
import {addNode, join, type Node} from './tree.ts'
import type {Element} from './xml.ts'

/** Compile `group`. */
export function compileGroup(element: Element, scope: Scope): Render {
  const children = compileChildren(element, {...scope, isInside: true})
  const box = {
    ...affixesOf(element),
    delimiter: element.attributes.delimiter,
    format: formatOf(element),
    display: displayOf(element, scope)
  }
  const isPlain = !box.prefix && !box.suffix && !box.format && !box.display
  return (context) => {
    const nodes = renderGroup(children, context)
    if (!nodes) return undefined
    return isPlain && nodes.length === 1 ? nodes[0] : {...box, children: nodes}
  }
}

/** A macro called from several places, in its own words. */
export function compileMacroBody(element: Element, scope: Scope): Render {
  const children = compileChildren(element, {...scope, isInside: true, names: undefined})
  return (context) => {
    const nodes = renderGroup(children, context)
    return nodes && join(nodes)
  }
}

/** The elements inside, compiled. */
export function compileChildren({children}: Element, scope: Scope): Render[] {
  return children.map((child) => scope.compile(child, scope))
}

/** Run elements one after the other. */
export function renderAll(children: readonly Render[], context: Context): Node[] {
  const nodes: Node[] = []
  for (const child of children) addNode(nodes, child(context))
  return nodes
}

/** Undefined when variables were called and all are empty, or when nothing is printed. */
function renderGroup(children: readonly Render[], context: Context): Node[] | undefined {
  const before = context.called
  context.called = 0
  const nodes = renderAll(children, context)
  const called = context.called
  if (called === EMPTY) {
    context.called = before | EMPTY
    return undefined
  }
  context.called = before | called
  if (nodes.length === 0) return undefined
  // A group that prints something counts as a variable that has a value.
  if (called === 0) context.called |= FULL
  return nodes
}
