/** Block quotes that start with `[!note]`, as GitHub and Obsidian have them → divisions with that class. */

import type {Blockquote, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {Division} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {capitalise} from '../../document/text.ts'
import {boxKindOf} from './directives.ts'
import {eachList} from './walk.ts'

/** The kind, and Obsidian's sign of a box that folds. */
const mark = /^\[!([a-z][\w-]{0,30})(?:\|[^\]\n]{0,40})?\][-+]?[ \t]*/i

/** The rest of the first line is the title; without one it is the kind, where we have no word for it. */
export function buildCallouts(tree: Root): void {
  eachList(tree, (list) => {
    for (const [index, node] of list.entries()) {
      if (node.type === 'blockquote') list[index] = calloutOf(node) ?? node
    }
  })
}

function calloutOf(quote: Blockquote): Division | undefined {
  const [paragraph, ...blocks] = quote.children as RootContent[]
  if (paragraph?.type !== 'paragraph') return undefined
  const [start, ...nodes] = paragraph.children
  const found = start?.type === 'text' ? mark.exec(start.value) : null
  if (start?.type !== 'text' || !found) return undefined
  const [typed, name = ''] = found
  const {line, rest} = cutAtLine([{...start, value: start.value.slice(typed.length)}, ...nodes])
  const kind = boxKindOf(name.toLowerCase())
  const label: PhrasingContent[] =
    line.length > 0 || kind === name.toLowerCase() ? line : [{type: 'text', value: capitalise(name.toLowerCase())}]
  const title: Paragraph = {
    type: 'paragraph',
    attributes: {classes: ['title'], pairs: {}},
    children: label,
    position: start.position
  }
  const body: Paragraph = {type: 'paragraph', children: rest, position: span(rest)}
  return {
    type: 'division',
    attributes: {classes: [kind ?? 'note'], pairs: {}},
    children: [
      ...(label.length > 0 ? [title] : []),
      ...(rest.length > 0 ? [body] : []),
      ...blocks
    ] as Division['children'],
    position: quote.position
  }
}

/** The first line of a paragraph and what stands below it. */
function cutAtLine(nodes: PhrasingContent[]): {line: PhrasingContent[]; rest: PhrasingContent[]} {
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'break') return {line: filled(nodes.slice(0, index)), rest: nodes.slice(index + 1)}
    const at = node.type === 'text' ? node.value.indexOf('\n') : -1
    if (node.type !== 'text' || at === -1) continue
    const before = {...node, value: node.value.slice(0, at)}
    const after = {...node, value: node.value.slice(at + 1)}
    return {line: filled([...nodes.slice(0, index), before]), rest: filled([after, ...nodes.slice(index + 1)])}
  }
  return {line: filled(nodes), rest: []}
}

function filled(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.filter((node) => node.type !== 'text' || node.value !== '')
}
