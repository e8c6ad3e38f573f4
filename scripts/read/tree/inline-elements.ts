/** An HTML element in a line → nodes of running text. */

import type {Image, PhrasingContent, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {isFrench} from '../../document/language.ts'
import type {Attributes} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {pairsOf} from '../syntax/attributes.ts'
import {attributesOf, type HtmlElement} from './html-tag.ts'

type Convert = (children: PhrasingContent[], attributes: Attributes, element: HtmlElement) => PhrasingContent[]

const span =
  (...classes: string[]): Convert =>
  (children, attributes, {node}) => [
    {
      type: 'span',
      attributes: {...attributes, classes: [...new Set([...classes, ...attributes.classes])]},
      children,
      position: node.position
    }
  ]

const mark =
  (type: 'emphasis' | 'strong' | 'delete' | 'superscript' | 'subscript'): Convert =>
  (children, attributes, {node}) => [{type, ...given(attributes), children, position: node.position}]

const code: Convert = (children, attributes, {node}) => {
  const isText = children.every(({type}) => type === 'text')
  if (!isText) return span('code')(children, attributes, {node} as HtmlElement)
  return [{type: 'inlineCode', value: plainText(children), ...given(attributes), position: node.position}]
}

/** As an author types them: the signs of other languages than French come with `smartQuotes`. */
const quotesTyped = {
  french: {outer: ['« ', ' »'], inner: ['“', '”']},
  straight: {outer: ['"', '"'], inner: ["'", "'"]}
} as const

const elements: Record<string, Convert> = {
  a: (children, attributes, {tag, node}) => {
    const {href, name} = tag.pairs
    const {name: _name, ...pairs} = attributes.pairs
    const id = attributes.id ?? name
    const named = {...attributes, id, pairs}
    if (href === undefined) return [{type: 'span', attributes: named, children, position: node.position}]
    const {title, ...others} = pairs
    return [
      {
        type: 'link',
        url: href,
        title: title ?? null,
        ...given({...named, pairs: others}),
        children,
        position: node.position
      }
    ]
  },
  abbr: (children, attributes, element) => {
    const {title} = attributes.pairs
    if (title === undefined) return span()(children, attributes, element)
    return [{type: 'abbreviation', long: title, children, position: element.node.position}]
  },
  b: mark('strong'),
  bdi: span(),
  bdo: span(),
  big: span(),
  br: (_, __, {node}) => [{type: 'break', position: node.position}],
  cite: mark('emphasis'),
  code,
  data: span(),
  del: mark('delete'),
  dfn: mark('emphasis'),
  em: mark('emphasis'),
  font: span(),
  i: mark('emphasis'),
  img: (_, attributes, {tag, node}) => [imageOf(attributes, tag.pairs, node)],
  ins: span('underline'),
  kbd: code,
  label: span(),
  mark: span('mark'),
  nobr: span(),
  output: span(),
  q: (children, attributes, element) => {
    const {node, around, lang} = element
    const [open, close] = quotesTyped[isFrench(lang) ? 'french' : 'straight'][around.includes('q') ? 'inner' : 'outer']
    const sign = (value: string): PhrasingContent => ({type: 'text', value, position: node.position})
    const quoted = [sign(open), ...children, sign(close)]
    return given(attributes).attributes ? span()(quoted, attributes, element) : quoted
  },
  s: mark('delete'),
  samp: code,
  small: span('small'),
  span: span(),
  strike: mark('delete'),
  strong: mark('strong'),
  sub: mark('subscript'),
  sup: mark('superscript'),
  time: span(),
  tt: code,
  u: span('underline'),
  var: mark('emphasis'),
  wbr: (_, __, {node}) => [{type: 'text', value: '\u200B', position: node.position}]
}

export function isInlineElement(name: string): boolean {
  return Object.hasOwn(elements, name)
}

/** Emits `read:html-layout`. */
export function convertInline(element: HtmlElement, file: VFile): RootContent[] {
  const {tag, node, children} = element
  const convert = elements[tag.name] as Convert
  return convert(children as PhrasingContent[], attributesOf(tag, node, file), element)
}

function given(attributes: Attributes): {attributes?: Attributes} {
  const isEmpty = attributes.id === undefined && attributes.classes.length + Object.keys(attributes.pairs).length === 0
  return isEmpty ? {} : {attributes}
}

function imageOf(attributes: Attributes, {src = '', alt}: Record<string, string>, node: RootContent): Image {
  const {title, ...pairs} = attributes.pairs
  return {
    type: 'image',
    url: src,
    alt: alt ?? null,
    title: title ?? null,
    // An alternative text that is empty on purpose stays one.
    attributes: {...attributes, pairs: {...pairs, ...pairsOf({alt})}},
    position: node.position
  }
}
