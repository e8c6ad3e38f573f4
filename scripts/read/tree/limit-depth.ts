/** Blocks or text nested so deep that later stages could not walk them → their text, and a message. */

import type {Nodes, Root, RootContent} from 'mdast'
import type {Point} from 'unist'
import type {VFile} from 'vfile'
import {error} from '../../messages/messages.ts'
import {listsOf, mayHoldNodes, sourceOf} from './walk.ts'

/** Deeper than any text that a person writes. */
export const maximumDepth = 100

/** What opens containers at the start of a line. */
const marker = />|[-+*~:](?=[ \t])|\(?(?:\d{1,9}|[A-Za-z#@]|[ivxlIVXL]{2,9})[.)](?=[ \t])|\[\^[^\s[\]]+\]:/
const markers = new RegExp(`^(?:[ \\t]{0,9}(?:${marker.source}))+`)

/** What stands for the first character of a marker; after the others, a space that does not break. */
const harmless: Record<string, string> = {'>': '›', '[': '［'}

/**
 * Make the text of a line that opens more containers than anybody needs harmless before it is parsed: micromark
 * takes minutes for some thousand. One character of it changes, so that places stay.
 *
 * Emits `read:too-deep`.
 */
export function limitContainers(text: string, file: VFile): string {
  if (!/^[ \t]*(?:[>*+\-~:0-9[(#@]|[A-Za-z]{1,9}[.)]).{190}/m.test(text)) return text
  const isTooFarIn = createStaircase()
  return text
    .split('\n')
    .map((line, index) => {
      const indent = isTooFarIn(line)
      if (indent !== undefined) {
        tooDeep(file, {line: index + 1, column: indent + 1})
        return `${line.slice(0, indent + 1)}\u00A0${line.slice(indent + 2)}`
      }
      const prefix = markers.exec(line)?.[0] ?? ''
      if (prefix.length < 200 || /^[ \t]*([-*])[ \t]*(?:\1[ \t]*)*$/.test(line)) return line
      const [found] = [...line.slice(0, prefix.length + 1).matchAll(new RegExp(marker, 'g'))].slice(maximumDepth)
      if (!found) return line
      const at = found.index + (/^[>[]/.test(found[0]) ? 0 : found[0].length)
      tooDeep(file, {line: index + 1, column: at + 1})
      return `${line.slice(0, at)}${harmless[found[0][0] ?? ''] ?? '\u00A0'}${line.slice(at + 1)}`
    })
    .join('\n')
}

/** Lists that step in line by line: gives the place of the marker in a line that opens one level too many. */
function createStaircase(): (line: string) => number | undefined {
  const indents: number[] = []
  return (line) => {
    const indent = /^[ \t]*(?=(?:[-+*~:]|\(?(?:\d{1,9}|[A-Za-z#@]|[ivxlIVXL]{2,9})[.)])[ \t])/.exec(line)?.[0].length
    if (indent === undefined) return undefined
    while ((indents.at(-1) ?? -1) >= indent) indents.pop()
    if (indents.length >= maximumDepth) return indent
    indents.push(indent)
    return undefined
  }
}

function tooDeep(file: VFile, at: Point | RootContent): void {
  error(file, `Nesting too deep: more than ${maximumDepth} levels`, {
    at,
    rule: 'read:too-deep',
    fix: 'Remove some of the brackets or block quotes.'
  })
}

/** Emits `read:too-deep`, once a file. Walks without recursion. */
export function limitDepth(tree: Root, file: VFile): void {
  const source = String(file)
  let isReported = false
  const open: Array<{node: Nodes; depth: number}> = [{node: tree, depth: 0}]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const {node, depth} = entry
    for (const list of listsOf(node)) {
      for (const [index, child] of list.entries()) {
        const isShallow = depth < maximumDepth || !mayHoldNodes(child) || rows.has(node.type)
        if (isShallow) open.push({node: child, depth: depth + 1})
        else list[index] = flatten(child, node)
      }
    }
  }

  function flatten(child: RootContent, parent: Nodes): RootContent {
    if (!isReported) tooDeep(file, child)
    isReported = true
    const text = {type: 'text', value: sourceOf(child, source), position: child.position} as const
    return flowParents.has(parent.type) ? {type: 'paragraph', children: [text], position: child.position} : text
  }
}

const flowParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition', 'footnote', 'definitionItem'])

/** What stands in these is of one kind only. */
const rows = new Set(['list', 'table', 'tableRow'])
