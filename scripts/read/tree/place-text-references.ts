/** bookdown's text references: a paragraph `(ref:x) text` → the text, where `(ref:x)` stands in captions. */

import type {PhrasingContent, Root, RootContent} from 'mdast'
import {plainText} from '../../document/text.ts'
import {eachList, eachNode} from './walk.ts'

const definition = /^\(ref:([\w:./-]{1,100})\)[ \n]+/
const use = /\(ref:([\w:./-]{1,100})\)/

/** Runs after the cells are built, whose captions may be such references. */
export function placeTextReferences(tree: Root): void {
  const texts = new Map<string, PhrasingContent[]>()
  const isDefinition = (node: RootContent) => {
    if (node.type !== 'paragraph' || node.children[0]?.type !== 'text') return false
    const [first, ...others] = node.children
    const found = definition.exec(first.value)
    if (!found?.[1]) return false
    texts.set(found[1], [{...first, value: first.value.slice(found[0].length)}, ...others])
    return true
  }
  tree.children = tree.children.filter((node) => !isDefinition(node))
  if (texts.size === 0) return
  eachNode(tree, (node) => {
    const name = node.type === 'image' ? use.exec(node.alt ?? '')?.[1] : undefined
    const text = name === undefined ? undefined : texts.get(name)
    if (node.type === 'image' && text) node.alt = (node.alt ?? '').replace(use, () => plainText(text))
  })
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'text' && use.test(node.value))) return
    const placed = list.flatMap((node): RootContent[] => {
      const name = node.type === 'text' ? use.exec(node.value)?.[1] : undefined
      const text = name === undefined ? undefined : texts.get(name)
      if (node.type !== 'text' || !text) return [node]
      const at = node.value.indexOf(`(ref:${name})`)
      const [before, after] = [node.value.slice(0, at), node.value.slice(at + `(ref:${name})`.length)]
      const part = (value: string): RootContent[] => (value === '' ? [] : [{...node, value}])
      return [...part(before), ...structuredClone(text), ...part(after)]
    })
    list.splice(0, list.length, ...placed)
  })
}
