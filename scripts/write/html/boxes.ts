/** Boxes, tabs and columns → hast. */

import type {Element, ElementContent, Properties} from 'hast'
import type {RootContent} from 'mdast'
import type {State} from 'mdast-util-to-hast'
import type {Caption, Division, Tab, TitledBox} from '../../document/nodes.ts'
import {isStatement} from '../../document/statements.ts'
import {boxTitle} from '../../document/terms.ts'
import {element, type Page} from './context.ts'
import {widthClass} from './figures.ts'

/** « Avertissement », or the author's title; « Théorème 1 (Pythagore) »; a proof ends with its mark. */
export function boxElement(
  {terms}: Page,
  state: State,
  node: TitledBox,
  {title: _, ...properties}: Properties
): Element {
  const {caption, content} = inside(state, node)
  const kind = boxTitle(node.kind, terms)
  const label = node.number === undefined ? kind : `${kind}\u00A0${node.number}`
  const title = isStatement(node.kind)
    ? [element('span', {className: ['box-label']}, [label]), ...(caption.length > 0 ? [' (', ...caption, ')'] : [])]
    : caption.length > 0
      ? caption
      : [label]
  if (node.kind === 'proof') addMark(content)
  return element('div', isStatement(node.kind) ? properties : {...properties, role: 'note'}, [
    element('p', {className: ['box-title']}, title),
    ...content
  ])
}

/** One after the other, each under its label: there is nothing to click on paper, or without a script. */
export function tabElement(state: State, node: Tab, properties: Properties): Element {
  const {caption, content} = inside(state, node)
  const label = caption.length > 0 ? [element('p', {className: ['tab-label']}, caption)] : []
  return element('div', properties, [...label, ...content])
}

/** A column has its share of the width. */
export function divisionElement(state: State, node: Division, properties: Properties): Element {
  const content = state.wrap(state.all(node), true)
  const {classes = [], pairs = {}} = node.attributes ?? {}
  if (node.element === 'summary') return element('summary', properties, lineOf(state, node))
  if (!classes.includes('column')) return element(node.element ?? 'div', properties, content)
  const className = [...(properties.className as string[]), ...widthClass(pairs.width)]
  return element('div', {...properties, className}, content)
}

/** A summary holds a line of text, not paragraphs. */
function lineOf(state: State, node: Division): ElementContent[] {
  const [only, ...others] = node.children
  return state.all(only?.type === 'paragraph' && others.length === 0 ? only : node)
}

/** The title apart from what is in the box. */
function inside(state: State, node: TitledBox | Tab): {caption: ElementContent[]; content: ElementContent[]} {
  const isTitle = (child: RootContent): child is Caption => child.type === 'caption'
  const caption = node.children.find(isTitle)
  const content = {...node, children: node.children.filter((child) => !isTitle(child))}
  return {caption: caption ? state.all(caption) : [], content: state.wrap(state.all(content), true)}
}

function addMark(content: ElementContent[]): void {
  const mark = element('span', {className: ['proof-end'], ariaHidden: 'true'}, ['∎'])
  const last = content.findLast((node) => node.type === 'element')
  if (last?.type === 'element' && last.tagName === 'p') last.children.push({type: 'text', value: ' '}, mark)
  else content.push(element('p', {}, [mark]))
}
