/** `[…]{.aside}` in a line → a block of its own before the paragraph, as `::: {.aside}` makes it. */

import type {PhrasingContent, Root, RootContent} from 'mdast'
import {isAside} from '../../document/asides.ts'
import type {Division, Span} from '../../document/nodes.ts'
import {eachList} from './walk.ts'

export function liftAsides(tree: Root): void {
  eachList(tree, (list) => {
    for (let index = list.length - 1; index >= 0; index--) {
      const node = list[index]
      if (node?.type !== 'paragraph') continue
      const asides = node.children.filter(isMarginal)
      if (asides.length === 0) continue
      const rest = node.children.filter((child) => !isMarginal(child))
      for (const [at, child] of rest.entries()) {
        const before = rest[at - 1]
        // One of the spaces on both sides of what went away.
        if (child.type === 'text' && before?.type === 'text' && /\s$/.test(before.value))
          child.value = child.value.trimStart()
      }
      const isEmpty = rest.every((child) => child.type === 'text' && child.value.trim() === '')
      list.splice(index, 1, ...asides.map(asDivision), ...(isEmpty ? [] : [{...node, children: rest}]))
    }
  })
}

const isMarginal = (node: PhrasingContent): node is Span =>
  node.type === 'span' && node.attributes !== undefined && isAside(node.attributes)

function asDivision(span: Span): RootContent {
  const {children, attributes, ...place} = span
  const paragraph = {type: 'paragraph' as const, children, position: span.position}
  return {...place, type: 'division', attributes, children: [paragraph]} as Division
}
