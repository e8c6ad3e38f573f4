/** An HTML element between blocks → blocks. */

import type {Heading, List, ListItem, PhrasingContent, RootContent} from 'mdast'
import {decodeString} from 'micromark-util-decode-string'
import type {VFile} from 'vfile'
import type {Attributes, DefinitionList, Division, FlowContent, ListNumbering} from '../../document/nodes.ts'
import {attributesOf, type HtmlElement, readTag} from './html-tag.ts'
import {cellOf, rowOf, tableOf} from './table-elements.ts'

type Convert = (element: HtmlElement, attributes: Attributes) => RootContent[]

/** A division; in HTML, the element that it was. */
const division =
  (name?: string, ...classes: string[]): Convert =>
  ({children, node}, attributes) => [
    {
      type: 'division',
      element: name,
      attributes: {...attributes, classes: [...new Set([...classes, ...attributes.classes])]},
      children: children as FlowContent[],
      position: node.position
    }
  ]

const inside: Convert = ({children}) => children

const heading =
  (depth: Heading['depth']): Convert =>
  ({children, node}, attributes) => [
    {type: 'heading', depth, attributes, children: phrasingOf(children), position: node.position}
  ]

/** Only in the element that it is a part of; what is in it alone else. */
const partOf =
  (parents: readonly string[], convert: Convert): Convert =>
  (element, attributes) =>
    parents.some((name) => element.around.includes(name)) ? convert(element, attributes) : element.children

const elements: Record<string, Convert> = {
  address: division('address'),
  article: division('article'),
  aside: division('aside'),
  blockquote: ({children, node}, attributes) => {
    const quote = {type: 'blockquote', children: children as FlowContent[], position: node.position} as const
    return isEmpty(attributes) ? [quote] : [{...quote, attributes}]
  },
  body: inside,
  caption: partOf(['table'], division('caption')),
  center: division(undefined, 'center'),
  col: partOf(['table'], division('col')),
  colgroup: partOf(['table'], division('colgroup')),
  dd: partOf(['dl'], ({children, node}) => [
    {
      type: 'definitionDescription',
      spread: children.length > 1,
      children: children as FlowContent[],
      position: node.position
    }
  ]),
  details: division('details'),
  dialog: division(),
  dir: list(false),
  div: division(),
  dl: ({children, node}, attributes) => [
    {
      type: 'definitionList',
      attributes,
      children: children.filter(isDefinition) as DefinitionList['children'],
      position: node.position
    },
    ...children.filter((child) => !isDefinition(child))
  ],
  dt: partOf(['dl'], ({children, node}) => [
    {type: 'definitionTerm', children: phrasingOf(children), position: node.position}
  ]),
  fieldset: division(),
  figcaption: partOf(['figure'], division('figcaption')),
  figure,
  footer: division('footer'),
  form: division(),
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  head: inside,
  header: division('header'),
  hgroup: division(),
  hr: ({node}) => [{type: 'thematicBreak', position: node.position}],
  html: inside,
  legend: division(),
  li: partOf(['ul', 'ol', 'menu', 'dir'], ({tag, children, node}) => {
    const data = isNumber(tag.pairs.value) ? {data: {value: Number(tag.pairs.value)}} : {}
    const item = {type: 'listItem', spread: false, checked: null, ...data} as const
    return [{...item, children: children as FlowContent[], position: node.position}]
  }),
  main: division(),
  menu: list(false),
  nav: division('nav'),
  ol: list(true),
  p: ({children, node}, attributes) => {
    const [only, ...others] = children
    if (isEmpty(attributes)) return children
    if (only?.type !== 'paragraph' || others.length > 0 || attributes.classes.length > 0) {
      return division()({children, node} as HtmlElement, attributes)
    }
    return [{...only, attributes}]
  },
  search: division(),
  section: division('section'),
  summary: partOf(['details'], division('summary')),
  table: (element, attributes) => tableOf(element, attributes, phrasingOf),
  tbody: partOf(['table'], division('tbody')),
  td: partOf(['table'], cellOf),
  tfoot: partOf(['table'], division('tfoot')),
  th: partOf(['table'], cellOf),
  thead: partOf(['table'], division('thead')),
  tr: partOf(['table'], rowOf),
  ul: list(false)
}

export function isBlockElement(name: string): boolean {
  return Object.hasOwn(elements, name)
}

/** Emits `read:html-layout`. */
export function convertBlock(element: HtmlElement, file: VFile): RootContent[] {
  const {tag, node} = element
  return (elements[tag.name] as Convert)(element, attributesOf(tag, node, file))
}

/** `type` of `<ol>`. */
const numberingStyles: Record<string, ListNumbering['style']> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman'
}

function list(isOrdered: boolean): Convert {
  return ({tag, children, node}, attributes) => {
    const items: ListItem[] = []
    for (const child of children) {
      const last = items.at(-1)
      if (child.type === 'listItem') items.push(child)
      else if (last) last.children.push(child as ListItem['children'][number])
      else items.push({type: 'listItem', spread: false, checked: null, children: [child] as ListItem['children']})
    }
    const style = numberingStyles[tag.pairs.type ?? '']
    const spread = items.some((item) => item.children.filter(({type}) => type === 'paragraph').length > 1)
    const made: List = {
      type: 'list',
      ordered: isOrdered,
      start: isOrdered ? (isNumber(tag.pairs.start) ? Number(tag.pairs.start) : 1) : null,
      numbering: isOrdered && style ? {style, delimiter: 'period'} : undefined,
      spread,
      attributes: isEmpty(attributes) ? undefined : attributes,
      children: [],
      position: node.position
    }
    return isOrdered ? cutAtValues(made, items) : [{...made, children: items}]
  }
}

const isNumber = (typed = '') => /^\d{1,9}$/.test(typed)

/** `<li value="7">` goes on with another number: a list of its own. */
function cutAtValues(list: List, items: readonly ListItem[]): List[] {
  const lists: List[] = []
  for (const {data, ...item} of items) {
    const last = lists.at(-1)
    if (!last || data?.value !== undefined) lists.push({...list, start: data?.value ?? list.start, children: [item]})
    else last.children.push(item)
  }
  return lists.length > 0 ? lists : [list]
}

declare module 'mdast' {
  interface ListItemData {
    /** `value` of `<li>`; until its list is built. */
    value?: number
  }
}

/** As `::: {.figure}` with its caption last. */
function figure({children, node}: HtmlElement, attributes: Attributes): RootContent[] {
  const isCaption = (child: RootContent): child is Division =>
    child.type === 'division' && child.element === 'figcaption'
  const captions = children.filter(isCaption)
  const shown = children.filter((child) => !isCaption(child))
  if (captions.length === 0 && attributes.id === undefined) return shown
  const kind = shown.some(({type}) => type === 'table') ? 'table' : 'figure'
  const caption = captions.flatMap((each) => phrasingOf(each.children as RootContent[]))
  return [
    {
      type: 'division',
      attributes: {...attributes, classes: [kind, ...attributes.classes]},
      children: [
        ...shown,
        ...(caption.length > 0 ? [{type: 'paragraph', children: caption, position: captions[0]?.position}] : [])
      ] as FlowContent[],
      position: node.position
    }
  ]
}

/** `<pre>`, which comes as a whole, → code; all else as it is. */
export function codeOfPre(node: RootContent): RootContent {
  if (node.type !== 'html') return node
  const [, opening = '', text] =
    /^(<pre\b[^>]*>\s*(?:<code\b[^>]*>)?)([\s\S]*?)(?:<\/code\s*>\s*)?<\/pre\s*>$/i.exec(node.value) ?? []
  if (text === undefined) return node
  const classes = [...opening.matchAll(/<[^>]*>/g)].flatMap(([tag]) => (readTag(tag)?.pairs.class ?? '').split(/\s+/))
  const lang = classes.map((name) => name.replace(/^language-/, '')).find((name) => /^[\w+#.-]+$/.test(name))
  const value = decodeString(text.replace(/<[^<>]*>/g, '').replaceAll('\\', '\\\\'))
  return {type: 'code', lang: lang ?? null, meta: null, value: value.replace(/^\n|\n$/g, ''), position: node.position}
}

const isDefinition = ({type}: RootContent) => type === 'definitionTerm' || type === 'definitionDescription'

function isEmpty({id, classes, pairs}: Attributes): boolean {
  return id === undefined && classes.length === 0 && Object.keys(pairs).length === 0
}

/** The words of some blocks, on lines of their own. */
function phrasingOf(blocks: readonly RootContent[]): PhrasingContent[] {
  return blocks.flatMap((block, index): PhrasingContent[] => {
    const words = 'children' in block ? (block.children as PhrasingContent[]) : [block as PhrasingContent]
    return index === 0 ? words : [{type: 'break'}, ...words]
  })
}
