/** What the elements of a style give: a tree of text, formats and affixes, before punctuation is settled. */

import type {Aspect, Display, Part} from './types.ts'

export type Node = string | Box | Embedded

/** Something of the caller's. */
export interface Embedded {
  readonly embedded: unknown
}

export type Format = {readonly [aspect in Aspect]?: string}

/** Nodes that belong together. */
export interface Box {
  readonly children: readonly Node[]
  /** Between the children that print something. */
  readonly delimiter?: Node | undefined
  readonly format?: Format | undefined
  /** Outside the format. */
  readonly prefix?: Node | undefined
  readonly suffix?: Node | undefined
  readonly quotes?: Quotes | undefined
  readonly display?: Display | undefined
  readonly stripsPeriods?: boolean | undefined
  /** Text that no text case changes. */
  readonly keepsCase?: boolean | undefined
  /** A format typed in a field: italics inside italics turn upright. */
  readonly isMarkup?: boolean | undefined
  readonly part?: Part | undefined
  /** Of the item, for `part: 'work'`. */
  readonly id?: string | undefined
  readonly link?: string | undefined
  /** The children stand among the siblings of this box. */
  readonly isOpen?: boolean | undefined
}

/** Those of a style and of fields take punctuation in, those of affixes do not; `inner` ones start at the second level. */
export type Quotes = 'outer' | 'inner' | 'affix' | 'inner affix'

export function isBox(node: Node | undefined): node is Box {
  return typeof node === 'object' && 'children' in node
}

/** Whether a node prints something. */
export function hasContent(node: Node | undefined): node is Node {
  if (node === undefined) return false
  if (typeof node === 'string') return node !== ''
  return 'embedded' in node || node.children.some(hasContent)
}

/** The words alone, affixes and delimiters included. */
export function textOf(node: Node | undefined): string {
  if (node === undefined) return ''
  if (typeof node === 'string') return node
  if ('embedded' in node) return ''
  const {children, delimiter, prefix, suffix} = node
  let text = ''
  let separator = ''
  for (const child of children) {
    const value = textOf(child)
    if (value === '') continue
    text += separator + value
    separator ||= textOf(delimiter)
  }
  return textOf(prefix) + text + textOf(suffix)
}

/** Collect what an element gives. */
export function addNode(nodes: Node[], node: Node | undefined): void {
  if (node === undefined || node === '') return
  if (isBox(node) && node.isOpen) nodes.push(...node.children)
  else nodes.push(node)
}

/** Several nodes as one, without a box where none is needed. */
export function join(nodes: readonly Node[], delimiter?: Node): Node {
  return nodes.length === 1 ? nodes[0]! : {children: nodes, delimiter}
}

/** The first box of a part, in reading order. */
export function findPart(node: Node | undefined, part: Part): Box | undefined {
  if (!isBox(node)) return undefined
  if (node.part === part) return node
  for (const child of node.children) {
    const found = findPart(child, part)
    if (found) return found
  }
  return undefined
}

/** The tree with one box, the same object, replaced. */
export function replaceBox(node: Node, box: Box, replacement: Node): Node {
  if (node === box) return replacement
  if (!isBox(node)) return node
  const children = node.children.map((child) => replaceBox(child, box, replacement))
  return children.some((child, index) => child !== node.children[index]) ? {...node, children} : node
}
