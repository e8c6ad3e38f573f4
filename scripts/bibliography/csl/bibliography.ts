/** A printed entry → how it stands in the list. CSL 1.0.2, “Bibliography”. */

import type {Printed} from './cite.ts'
import {readAffix} from './markup.ts'
import type {StyleArea} from './style.ts'
import {hasContent, isBox, type Node, replaceBox, textOf} from './tree.ts'

/** An entry as it stands after another one; undefined when nothing is printed. */
export function placeEntry(area: StyleArea, entry: Printed, before: Printed | undefined): Node | undefined {
  const node = substituteNames(area, entry, before)
  if (!hasContent(node)) return undefined
  const {prefix = '', suffix = '', format} = area
  if (!area.attributes['second-field-align'] || !isBox(node)) {
    return {children: [prefix, withSuffix(node, suffix)], format}
  }
  const [first = '', ...rest] = node.children
  const left: Node = {children: [prefix, first], display: 'left-margin'}
  const right: Node = {children: [...rest, suffix], display: 'right-inline'}
  return {children: [left, right], format}
}

/** The suffix of the layout stands inside a last block. */
function withSuffix(node: Node, suffix: Node): Node {
  const last = isBox(node) ? node.children.at(-1) : undefined
  if (last !== undefined && !hasContent(last)) return node
  if (!isBox(node) || !isBox(last) || !last.display) return {children: [node, suffix]}
  const {display, ...inner} = last
  return {...node, children: [...node.children.slice(0, -1), {display, children: [inner, suffix]}]}
}

/** « —. Autre titre. » CSL 1.0.2, “Reference Grouping”. */
function substituteNames(area: StyleArea, entry: Printed, before: Printed | undefined): Node | undefined {
  const {node, context, names} = entry
  const {'subsequent-author-substitute': substitute, 'subsequent-author-substitute-rule': rule} = area.attributes
  if (substitute === undefined || node === undefined || names === '' || !before || !context.hasLeadingNames) return node
  const replacement = readAffix(substitute)
  const boxes = context.firstNameBoxes
  if (rule === undefined || rule === 'complete-all' || boxes.length === 0) {
    const box = context.firstList ?? context.firstNames
    if (names !== before.names || !box) return node
    return replaceBox(node, box, {...box, children: [replacement], delimiter: undefined})
  }
  if (rule === 'complete-each' && names !== before.names) return node
  const different = boxes.findIndex((box, index) => textOf(box) !== textOf(before.context.firstNameBoxes[index]))
  const same = different < 0 ? boxes : boxes.slice(0, different)
  return same
    .slice(0, rule === 'partial-first' ? 1 : undefined)
    .reduce((tree: Node, box) => replaceBox(tree, box, replacement), node)
}
