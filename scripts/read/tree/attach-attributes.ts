/** Attribute lists in text → `attributes` of the heading, image, link or code that they stand after. */

import type {Code, Nodes, Root, RootContent, Text} from 'mdast'
import {mergeAttributes, parseAttributes} from '../syntax/attributes.ts'
import type {AttributeList} from '../syntax/syntax-nodes.ts'
import {eachList, eachNode} from './walk.ts'

const owners = new Set(['image', 'imageReference', 'link', 'linkReference', 'inlineCode', 'span', 'crossReference'])

/** A list that belongs to nothing stays what the author typed: text. */
export function attachAttributes(tree: Root): void {
  const captions = new Set<Nodes>()
  eachNode(tree, (node) => {
    if (node.type === 'definitionItem') for (const child of node.children) captions.add(child as RootContent)
    else if (node.type === 'code') readInfo(node)
    else if (node.type === 'paragraph' && isCaptionStart(node.children[0])) captions.add(node)
  })
  eachList(tree, (list, parent) => {
    if (!list.some((node) => node.type === 'attributeList')) return
    const kept: RootContent[] = []
    for (const [index, node] of list.entries()) {
      if (node.type !== 'attributeList') {
        pushText(kept, node)
        continue
      }
      const before = kept.at(-1)
      const attributes = parseAttributes(node.value)
      if (attributes && before && owners.has(before.type) && isAdjacent(before, node)) {
        before.attributes = mergeAttributes(before.attributes, attributes)
      } else if (attributes && index === list.length - 1 && takesList(parent)) {
        parent.attributes = mergeAttributes(parent.attributes, attributes)
        trimEnd(kept, parent)
      } else pushText(kept, asText(node))
    }
    list.splice(0, list.length, ...kept)
  })

  /** Headings, and paragraphs that may turn out to be captions, take a list at their very end. */
  function takesList(parent: Nodes): boolean {
    return parent.type === 'heading' || (parent.type === 'paragraph' && captions.has(parent))
  }
}

/** A fence's `{.python #x}` or `python {#x}`; the first class is the language. */
function readInfo(node: Code): void {
  const info = [node.lang, node.meta].filter(Boolean).join(' ')
  const [, lang, list] = /^([^\s{]*)\s*(\{[^{}]*\})$/.exec(info) ?? []
  const attributes = list === undefined || list.startsWith('{=') ? undefined : parseAttributes(list)
  if (!attributes) return
  const [first, ...classes] = lang ? [lang, ...attributes.classes] : attributes.classes
  node.lang = first ?? null
  node.meta = null
  node.attributes = {...attributes, classes}
}

function isCaptionStart(node: RootContent | undefined): boolean {
  return node?.type === 'text' && /^(?:Table|Listing)\s*:/.test(node.value)
}

function isAdjacent(before: RootContent, node: AttributeList): boolean {
  return before.position?.end.offset === node.position?.start.offset
}

function asText(node: AttributeList): Text {
  return {type: 'text', value: node.value, position: node.position}
}

/** Text beside text becomes one, as if there had been no syntax between. */
function pushText(list: RootContent[], node: RootContent): void {
  const before = list.at(-1)
  if (node.type === 'text' && before?.type === 'text' && before.position && node.position) {
    before.value += node.value
    before.position.end = node.position.end
  } else list.push(node)
}

/** Take the space before a list away, and a heading's closing `#`. */
function trimEnd(list: RootContent[], parent: Nodes): void {
  const last = list.at(-1)
  if (last?.type !== 'text') return
  const value = last.value.replace(/[ \t\n]{1,99}$/, '')
  const title = parent.type === 'heading' ? value.replace(/[ \t]{1,9}#{1,9}$/, '') : value
  cutEnd(last, last.value.slice(title.length))
  if (title === '') list.pop()
}

function cutEnd(node: Text, removed: string): void {
  node.value = node.value.slice(0, node.value.length - removed.length)
  const end = node.position?.end
  if (!end || removed.includes('\n')) return
  end.column -= removed.length
  if (end.offset !== undefined) end.offset -= removed.length
}
