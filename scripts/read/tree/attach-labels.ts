/** `\label{x}` and bookdown's `(\#fig:x)` → the label of the heading, picture, table or formula that they stand by. */

import type {Heading, Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {Attributes} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {listsOf} from './walk.ts'

/**
 * A label in a heading, or in the text below it, names the section, as in LaTeX; in a caption or after a picture, the
 * figure; in the caption of a table, the table.
 */
export function attachLabels(tree: Root): void {
  let section: Heading | undefined
  const captions = new Set<Nodes>()
  walk(tree)

  function walk(node: Nodes): void {
    if (node.type === 'heading') section = node
    for (const list of listsOf(node)) {
      for (const [index, child] of list.entries()) {
        const isByTable = list[index - 1]?.type === 'table' || list[index + 1]?.type === 'table'
        if (child.type === 'definitionItem' && isByTable) for (const one of child.children) captions.add(one as Nodes)
      }
      for (const child of [...list]) walk(child)
      if (list.some((child) => child.type === 'texLabel')) place(list, node)
    }
    if (node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem') dropEmpty(node)
  }

  function place(list: RootContent[], parent: Nodes): void {
    const kept: RootContent[] = []
    for (const node of list) {
      if (node.type !== 'texLabel') {
        push(kept, node)
        continue
      }
      const owner = ownerOf(kept, parent)
      if (owner === undefined) push(kept, anchorOf(node.value, node))
      else name(owner, node.value)
    }
    trimEnds(kept)
    list.splice(0, list.length, ...kept)
    if (parent.type === 'image') parent.alt = plainText(list as PhrasingContent[])
  }

  function ownerOf(before: readonly RootContent[], parent: Nodes): Nodes | undefined {
    if (parent.type === 'image' || parent.type === 'imageReference' || parent.type === 'heading') return parent
    if (parent.type === 'paragraph' && (captions.has(parent) || isCaption(parent))) return parent
    const last = before.findLast((node) => node.type !== 'text' || node.value.trim() !== '')
    if (last?.type === 'image' || last?.type === 'inlineMath') return last
    return section
  }
}

/** `Table: (\#tab:x) …`; the definitions that may be captions hold paragraphs. */
function isCaption(paragraph: Paragraph): boolean {
  const [first, second] = paragraph.children
  if (first?.type === 'texLabel') return second !== undefined
  return first?.type === 'text' && /^(?:Table)?\s*:/.test(first.value)
}

function name(owner: Nodes, label: string): void {
  const isHeading = owner.type === 'heading'
  const attributes: Attributes = owner.attributes ?? {classes: [], pairs: {}}
  if (!isHeading && attributes.id === undefined) owner.attributes = {...attributes, id: label}
  else if (attributes.id !== label) owner.labels = [...(owner.labels ?? []), label]
}

function anchorOf(id: string, {position}: RootContent): RootContent {
  return {type: 'span', attributes: {id, classes: [], pairs: {}}, children: [], position}
}

/** Text beside text becomes one. */
function push(list: RootContent[], node: RootContent): void {
  const before = list.at(-1)
  if (node.type !== 'text' || before?.type !== 'text') {
    list.push(node)
    return
  }
  before.value = before.value.replace(/[ \n]+$/, (end) => (/^\s/.test(node.value) ? '' : end)) + node.value
  if (before.position && node.position) before.position = {start: before.position.start, end: node.position.end}
}

function trimEnds(list: RootContent[]): void {
  const [first] = list
  if (first?.type === 'text') first.value = first.value.replace(/^[ \n]+/, '')
  const last = list.at(-1)
  if (last?.type === 'text') last.value = last.value.replace(/[ \n]+$/, '')
}

/** A paragraph that held a label alone. */
function dropEmpty(parent: {children: RootContent[]}): void {
  const isEmpty = (node: RootContent) =>
    node.type === 'paragraph' &&
    !node.attributes &&
    node.children.every((child) => child.type === 'text' && child.value === '')
  if (parent.children.some(isEmpty)) parent.children = parent.children.filter((node) => !isEmpty(node))
}
