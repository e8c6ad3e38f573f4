/** MyST's `(label)=` lines → the label of what follows. */

import type {Paragraph, Root, RootContent} from 'mdast'
import {eachList} from './walk.ts'

const target = /^\(([\p{L}\p{N}_:.-]{1,80})\)=[ \t]*(?:\n|$)/u

/** A second label of the same thing is one of `labels`. */
export function placeTargets(tree: Root): void {
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'paragraph' && startsWithTarget(node))) return
    const kept: RootContent[] = []
    let pending: string[] = []
    for (const node of list) {
      if (node.type === 'paragraph' && startsWithTarget(node)) pending.push(...takeTargets(node))
      if (node.type === 'paragraph' && node.children.length === 0) continue
      name(node, pending)
      pending = []
      kept.push(node)
    }
    const last = kept.at(-1)
    if (last) name(last, pending)
    list.splice(0, list.length, ...kept)
  })
}

function startsWithTarget({children: [first]}: Paragraph): boolean {
  return first?.type === 'text' && target.test(first.value)
}

function takeTargets(node: Paragraph): string[] {
  const [first] = node.children
  if (first?.type !== 'text') return []
  const labels: string[] = []
  for (let found = target.exec(first.value); found; found = target.exec(first.value)) {
    labels.push(found[1] as string)
    first.value = first.value.slice(found[0].length)
  }
  if (first.value === '') node.children.shift()
  return labels
}

/** A formula, a figure and a heading take any number of names; other nodes one. */
function name(node: RootContent, labels: readonly string[]): void {
  for (const label of labels) {
    if (node.attributes?.id === undefined) node.attributes = {classes: [], pairs: {}, ...node.attributes, id: label}
    else node.labels = [...(node.labels ?? []), label]
  }
}
