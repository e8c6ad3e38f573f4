/** Definitions after their term → definition lists; lines of verse → line blocks; dashes in quotes → attributions. */

import type {Blockquote, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {DefinitionList, LineBlock} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import type {DefinitionItem} from '../syntax/syntax-nodes.ts'
import {eachList} from './walk.ts'

/** Runs after `buildFigures`, which takes the captions. */
export function buildLists(tree: Root): void {
  eachList(tree, (list, parent) => {
    if (parent.type !== 'lineBlock' && list.some((node) => node.type === 'line' || node.type === 'definitionItem')) {
      const built: RootContent[] = []
      for (const node of list) {
        if (node.type === 'line') addLine(built, node)
        else if (node.type === 'definitionItem') addDefinition(built, node)
        else built.push(node)
      }
      list.splice(0, list.length, ...built)
    }
    if (parent.type === 'blockquote') attribute(parent)
  })
}

function addLine(built: RootContent[], line: LineBlock['children'][number]): void {
  const before = built.at(-1)
  if (before?.type === 'lineBlock' && isNextLine(before, line)) {
    before.children.push(line)
    extend(before, line)
  } else built.push({type: 'lineBlock', children: [line], position: line.position})
}

function addDefinition(built: RootContent[], item: DefinitionItem): void {
  const before = built.at(-1)
  if (before?.type === 'definitionList') {
    before.children.push(descriptionOf(item, !isNextLine(before, item)))
    extend(before, item)
  } else if (before?.type === 'paragraph' && isTerm(before)) {
    built.pop()
    const list = built.at(-1)
    const parts: DefinitionList['children'] = [
      {type: 'definitionTerm', children: before.children, position: before.position},
      descriptionOf(item, !isNextLine(before, item))
    ]
    if (list?.type === 'definitionList') {
      list.children.push(...parts)
      extend(list, item)
    } else {
      const position = span([before, item])
      built.push({type: 'definitionList', children: parts, position})
    }
  } else restore(built, item)
}

/** A term is one line. */
function isTerm(paragraph: Paragraph): boolean {
  return paragraph.position?.start.line === paragraph.position?.end.line
}

function descriptionOf(item: DefinitionItem, isApart: boolean): DefinitionList['children'][number] {
  return {
    type: 'definitionDescription',
    spread: isApart,
    children: item.children as never,
    position: item?.position
  }
}

/** A colon that starts a line by chance is text: back into the paragraph that it stands in. */
function restore(built: RootContent[], item: DefinitionItem): void {
  const [first, ...rest] = item.children as RootContent[]
  const before = built.at(-1)
  const marker = `${item.marker[0]} `
  const children: PhrasingContent[] = first?.type === 'paragraph' ? first.children : []
  const start = item.position?.start
  const position = start && {
    start,
    end: {
      line: start.line,
      column: start.column + item.marker.length,
      offset: (start.offset ?? 0) + item.marker.length
    }
  }
  if (before?.type === 'paragraph' && isNextLine(before, item)) {
    before.children.push({type: 'text', value: `\n${marker}`, position}, ...children)
    extend(before, item)
  } else {
    built.push({
      type: 'paragraph',
      children: [{type: 'text', value: marker, position}, ...children],
      position: item?.position
    })
  }
  if (first && first.type !== 'paragraph') built.push(first)
  built.push(...rest)
}

/** The last paragraph of a quote when it alone starts with a dash; several are a dialogue. */
function attribute(quote: Blockquote): void {
  const last = quote.children.at(-1)
  if (quote.children.length < 2 || last?.type !== 'paragraph' || !startsWithDash(last)) return
  if (quote.children.slice(0, -1).some((child) => child.type === 'paragraph' && startsWithDash(child))) return
  const [first] = last.children
  if (first?.type !== 'text') return
  const removed = dash.exec(first.value)?.[0] ?? ''
  first.value = first.value.slice(removed.length)
  quote.children[quote.children.length - 1] = {type: 'attribution', children: last.children, position: last.position}
}

const dash = /^(?:—|–|---?)[ \u00A0\u202F]+/

function startsWithDash(paragraph: Paragraph): boolean {
  const [first] = paragraph.children
  return first?.type === 'text' && dash.test(first.value)
}

function isNextLine(before: RootContent, node: RootContent | DefinitionItem): boolean {
  return node.position?.start.line === (before.position?.end.line ?? 0) + 1
}

function extend(node: RootContent, last: RootContent | DefinitionItem): void {
  if (node.position && last.position) node.position = {start: node.position.start, end: last.position.end}
}
