/** bookdown's text references: a paragraph `(ref:x) text` → the text, where `(ref:x)` stands in captions; left alone, it is printed. */

import type {PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {plainText} from '../../document/text.ts'
import {warn} from '../../messages/messages.ts'
import {eachList, eachNode} from './walk.ts'

const definition = /^\(ref:([\w:./-]{1,100})\)[ \n]+/
const use = /\(ref:([\w:./-]{1,100})\)/

/** Runs after the cells are built, whose captions may be such references. Emits `references:unused-label`. */
export function placeTextReferences(tree: Root, file: VFile): void {
  const texts = new Map<string, PhrasingContent[]>()
  const definitions = new Map<RootContent, string>()
  const all = tree.children
  const used = new Set<string>()
  for (const node of all) {
    if (node.type !== 'paragraph' || node.children[0]?.type !== 'text') continue
    const [first, ...others] = node.children
    const found = definition.exec(first.value)
    if (!found?.[1]) continue
    definitions.set(node, found[1])
    texts.set(found[1], [{...first, value: first.value.slice(found[0].length)}, ...others])
  }
  if (texts.size === 0) return
  tree.children = all.filter((node) => !definitions.has(node))
  eachNode(tree, (node) => {
    const name = node.type === 'image' ? use.exec(node.alt ?? '')?.[1] : undefined
    const text = name === undefined ? undefined : texts.get(name)
    if (node.type !== 'image' || !text) return
    used.add(name!)
    node.alt = (node.alt ?? '').replace(use, () => plainText(text))
  })
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'text' && use.test(node.value))) return
    const placed = list.flatMap((node): RootContent[] => {
      const name = node.type === 'text' ? use.exec(node.value)?.[1] : undefined
      const text = name === undefined ? undefined : texts.get(name)
      if (node.type !== 'text' || !text) return [node]
      used.add(name!)
      const at = node.value.indexOf(`(ref:${name})`)
      const [before, after] = [node.value.slice(0, at), node.value.slice(at + `(ref:${name})`.length)]
      const part = (value: string): RootContent[] => (value === '' ? [] : [{...node, value}])
      return [...part(before), ...structuredClone(text), ...part(after)]
    })
    list.splice(0, list.length, ...placed)
  })
  tree.children = all.flatMap((node): RootContent[] => {
    const name = definitions.get(node)
    if (name === undefined) return [node]
    if (used.has(name)) return []
    warn(file, `Unused text \`(ref:${name})\`: no caption names it; printed here`, {
      at: node,
      rule: 'references:unused-label',
      actual: name,
      fix: `Write \`(ref:${name})\` where a caption should have this text, or remove it.`
    })
    return [{type: 'paragraph', children: texts.get(name)!, position: node.position}]
  })
}
