/** Attribute lists in text → `attributes` of the heading, image, link or code that they stand after. */

import type {Code, Nodes, Paragraph, Root, RootContent, Text} from 'mdast'
import {mergeAttributes, parseAttributes} from '../syntax/attributes.ts'
import type {AttributeList} from '../syntax/syntax-nodes.ts'
import {eachList, eachNode} from './walk.ts'

const owners = new Set(['image', 'imageReference', 'link', 'linkReference', 'inlineCode', 'span', 'crossReference'])

/** A list that belongs to nothing stays what the author typed: text. */
export function attachAttributes(tree: Root): void {
  attachLines(tree)
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
      if (attributes && before && isOwner(before, node) && isAdjacent(before, node)) {
        before.attributes = mergeAttributes(before.attributes, attributes)
      } else if (attributes && index === list.length - 1 && takesList(parent)) {
        parent.attributes = mergeAttributes(parent.attributes, attributes)
        trimEnd(kept, parent)
      } else pushText(kept, asText(node))
    }
    list.splice(0, list.length, ...kept)
  })

  /** kramdown gives emphasis attributes too. */
  function isOwner({type}: RootContent, list: AttributeList): boolean {
    return owners.has(type) || (isLine(list) && (type === 'emphasis' || type === 'strong'))
  }

  /** Headings, and paragraphs that may turn out to be captions, take a list at their very end. */
  function takesList(parent: Nodes): boolean {
    return parent.type === 'heading' || (parent.type === 'paragraph' && captions.has(parent))
  }
}

/** kramdown, which Jekyll runs: `{:#id .class}` alone on the line under a block or above it, or last in a paragraph. */
function attachLines(tree: Root): void {
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'paragraph' && node.children.some(isLine))) return
    const kept: RootContent[] = []
    for (const [index, node] of list.entries()) {
      if (node.type !== 'paragraph') kept.push(node)
      else if (!isTaken(node, kept.at(-1), list[index + 1])) kept.push(node)
    }
    list.splice(0, list.length, ...kept)
  })
}

/** Whether nothing of a paragraph is left when its lists have gone to their owners. */
function isTaken(node: Paragraph, before: RootContent | undefined, after: RootContent | undefined): boolean {
  const {children} = node
  const [first, second] = children
  const isOver = isLine(first) && (second === undefined || (second.type === 'text' && second.value.startsWith('\n')))
  const owner = [before, second ? node : after].find(
    (one) => one === node || (one && one.type !== 'html' && isBeside(one, node))
  )
  if (isOver && owner && give(owner, first)) {
    children.shift()
    if (second?.type === 'text') second.value = second.value.slice(1)
  }
  const [last, text] = [children.at(-1), children.at(-2)]
  if (isLine(last) && text?.type === 'text' && text.value.endsWith('\n')) {
    if (give(children.length === 3 && children[0]?.type === 'image' ? children[0] : node, last)) {
      children.pop()
      cutEnd(text, '\n')
      if (text.value === '') children.pop()
    }
  }
  return children.length === 0
}

function give(owner: Nodes, {value}: AttributeList): boolean {
  const attributes = parseAttributes(value)
  if (attributes) owner.attributes = mergeAttributes(owner.attributes, attributes)
  return attributes !== undefined
}

const isLine = (node: RootContent | undefined): node is AttributeList =>
  node?.type === 'attributeList' && node.value.startsWith('{:')

function isBeside({position: one}: RootContent, {position: other}: RootContent): boolean {
  return one?.end.line === Number(other?.start.line) - 1 || one?.start.line === Number(other?.end.line) + 1
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
