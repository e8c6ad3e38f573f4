/** The works of a registry → the entries of the list. CSL 1.0.2, “Bibliography”. */

import {type Context, uncited} from './context.ts'
import {readAffix} from './markup.ts'
import {contextFor, type Registry} from './registry.ts'
import type {StyleArea} from './style.ts'
import {hasContent, isBox, join, type Node, replaceBox, textOf} from './tree.ts'

/** An entry on its own, and the names that the next one is compared with. */
export interface PrintedEntry {
  readonly node: Node | undefined
  readonly context: Context
  /** The first names, as printed. */
  readonly names: string
}

/** Print one entry, whatever stands before it. */
export function renderEntry(registry: Registry, id: string): PrintedEntry {
  const context = contextFor(registry, {area: 'bibliography', cite: uncited(id), isAtStart: true})
  const node = registry.style.bibliography?.render(context)
  return {node, context, names: textOf(context.firstList ?? context.firstNames)}
}

/** An entry as it stands after another one; undefined when nothing is printed. */
export function placeEntry(area: StyleArea, entry: PrintedEntry, before: PrintedEntry | undefined): Node | undefined {
  const node = substituteNames(area, entry, before)
  if (!hasContent(node)) return undefined
  const {prefix, suffix, format} = area
  if (area.attributes['second-field-align'] && isBox(node)) {
    const [first, ...rest] = node.children
    const left: Node = {children: compact([prefix, first]), display: 'left-margin'}
    const right: Node = {children: compact([...rest, suffix]), display: 'right-inline'}
    return {children: [left, right], format}
  }
  return {children: compact([prefix, withSuffix(node, suffix)]), format}
}

function compact(nodes: (Node | undefined)[]): Node[] {
  return nodes.filter((node) => node !== undefined)
}

/** The suffix of the layout stands inside a last block. */
function withSuffix(node: Node, suffix: Node | undefined): Node {
  const last = isBox(node) ? node.children.at(-1) : undefined
  if (suffix === undefined || (last !== undefined && !hasContent(last))) return node
  if (!isBox(node) || !isBox(last) || !last.display) return {children: [node, suffix]}
  const {display, ...inner} = last
  return {...node, children: [...node.children.slice(0, -1), {display, children: [inner, suffix]}]}
}

/** « —. Autre titre. » CSL 1.0.2, “Reference Grouping”. */
function substituteNames(
  {attributes}: StyleArea,
  entry: PrintedEntry,
  before: PrintedEntry | undefined
): Node | undefined {
  const {node, context, names} = entry
  const substitute = attributes['subsequent-author-substitute']
  if (substitute === undefined || node === undefined || names === '' || !before || !context.hasLeadingNames) return node
  const rule = attributes['subsequent-author-substitute-rule'] ?? 'complete-all'
  const replacement = readAffix(substitute)
  if (rule === 'complete-all' || context.firstNameBoxes.length === 0) {
    const box = context.firstList ?? context.firstNames
    if (names !== before.names || !box) return node
    return replaceBox(node, box, {...box, children: [replacement], delimiter: undefined})
  }
  if (rule === 'complete-each' && names !== before.names) return node
  const same = context.firstNameBoxes.findIndex(
    (box, index) => textOf(box) !== textOf(before.context.firstNameBoxes[index])
  )
  const count = same < 0 ? context.firstNameBoxes.length : same
  return context.firstNameBoxes
    .slice(0, rule === 'partial-first' ? Math.min(count, 1) : count)
    .reduce((tree: Node, box) => replaceBox(tree, box, join([replacement])), node)
}
