/** Divisions that are boxes, statements, tabs or margins → nodes with a title; the headings in them are no sections. */

import type {Heading, Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {Position} from 'unist'
import {isAside} from '../../document/asides.ts'
import type {Attributes, Caption, Division, Tab, TitledBox} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {boxOf, isTabset} from './directives.ts'

/** Reads a title given as an attribute. */
export type ReadValue = (text: string, position: Position | undefined) => PhrasingContent[]

/** How a box looks in another tool: ours has one look. */
const looks = new Set(['title', 'name', 'collapse', 'icon', 'appearance'])

/** The title is the label between brackets, `title=` or `name=`, or the heading that a box starts with. */
export function buildBoxes(tree: Root, readPhrase: ReadValue): void {
  buildIn(tree, false)

  function buildIn(parent: Nodes, isInBox: boolean): void {
    if (!('children' in parent) || isText.has(parent.type)) return
    const list = parent.children as RootContent[]
    for (const [index, node] of list.entries()) {
      const built =
        node.type === 'heading' && isInBox ? asParagraph(node) : node.type === 'division' ? build(node) : node
      list[index] = built
      buildIn(built, isInBox || built !== node || isApart(built))
    }
  }

  function build(division: Division): RootContent {
    const attributes = division.attributes ?? {classes: [], pairs: {}}
    const kind = boxOf(attributes)
    if (kind !== undefined) return titled({type: 'box', kind, children: []}, division, attributes)
    if (isTabset(attributes)) division.children = tabsOf(division.children) as Division['children']
    return division
  }

  function titled(box: TitledBox, division: Division, attributes: Attributes): TitledBox {
    const {children, title, id} = takeTitle(division, attributes)
    const pairs = Object.fromEntries(Object.entries(attributes.pairs).filter(([name]) => !looks.has(name)))
    const own = attributes.id ?? id
    return {
      ...box,
      attributes: {classes: attributes.classes, pairs, id: own},
      children: [...(title ? [title] : []), ...children] as TitledBox['children'],
      position: division.position
    }
  }

  function takeTitle(division: Division, {pairs}: Attributes) {
    const [first, ...rest] = division.children as RootContent[]
    if (first && isTitle(first)) return {title: captionOf(first.children), children: rest}
    const given = pairs.title ?? pairs.name
    if (given) {
      const place = division.position && {start: division.position.start, end: division.position.start}
      return {title: captionOf(readPhrase(given, place)), children: division.children}
    }
    if (first?.type !== 'heading') return {children: division.children}
    return {title: captionOf(first.children), children: rest, id: first.attributes?.id}
  }
}

/** What holds running text. */
const isText: ReadonlySet<string> = new Set(['paragraph', 'heading'])

function isApart(node: RootContent): boolean {
  return node.type === 'tab' || (node.type === 'division' && node.attributes !== undefined && isAside(node.attributes))
}

function isTitle(node: RootContent): node is Paragraph {
  return node.type === 'paragraph' && node.attributes?.classes.includes('title') === true
}

function captionOf(children: PhrasingContent[]): Caption {
  return {type: 'caption', children, position: span(children)}
}

/** Headings of the level of the first cut a set into tabs; MyST's `tab-item` is one already. */
function tabsOf(children: readonly RootContent[]): RootContent[] {
  const level = children.find((node): node is Heading => node.type === 'heading')?.depth
  const made: RootContent[] = []
  let tab: Tab | undefined
  for (const node of children) {
    if (node.type === 'heading' && node.depth === level) {
      tab = tabOf(node.children, node, [])
      made.push(tab)
    } else if (node.type === 'division' && node.attributes?.classes.includes('tab-item')) {
      const [first, ...rest] = node.children as RootContent[]
      made.push(first && isTitle(first) ? tabOf(first.children, node, rest) : tabOf([], node, node.children))
    } else if (tab) tab.children.push(node as Tab['children'][number])
    else made.push(node)
  }
  return made
}

function tabOf(label: PhrasingContent[], node: RootContent, children: readonly RootContent[]): Tab {
  const caption = label.length > 0 ? [captionOf(label)] : []
  const id = node.attributes?.id
  return {
    type: 'tab',
    attributes: id === undefined ? undefined : {id, classes: [], pairs: {}},
    children: [...caption, ...children] as Tab['children'],
    position: node.position
  }
}

/** A heading that is no section: a paragraph in bold. */
function asParagraph({children, attributes, position}: Heading): Paragraph {
  const {id, classes = []} = attributes ?? {}
  return {
    type: 'paragraph',
    attributes: {classes: [...classes, 'box-heading'], pairs: {}, id},
    children: [{type: 'strong', children, position}],
    position
  }
}
