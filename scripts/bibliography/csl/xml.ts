/** The text of an XML file → its elements with their offsets; enough XML for CSL styles and locales. */

import type {StyleProblem} from './types.ts'

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: Element[]
  /** The text directly inside. */
  text: string
  /** Where the element starts. */
  readonly offset: number
}

export type XmlProblem = Pick<StyleProblem, 'reason' | 'offset'>

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<![^>]*>|<\/([^\s>]+)\s*>|<([\w:.-]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|</g

const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const named: Record<string, string> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"}

/** Read XML. The first thing that is not well-formed ends the reading. */
export function parseXml(source: string): Element | XmlProblem {
  const root = newElement('', '', 0)
  const open = [root]
  for (const match of source.matchAll(token)) {
    const [whole, cdata, closing, name, attributes = '', slash, text] = match
    const parent = open.at(-1)!
    const offset = match.index
    if (whole === '<') return {reason: 'Unexpected `<`, expected a whole tag', offset}
    parent.text += cdata ?? decode(text ?? '')
    if (closing !== undefined) {
      const expected = open.length === 1 ? 'nothing more' : `\`</${parent.name}>\``
      const isExpected = open.length > 1 && localName(closing) === parent.name
      if (!isExpected) return {reason: `Unexpected \`</${closing}>\`, expected ${expected}`, offset}
      open.pop()
    } else if (name !== undefined) {
      const element = newElement(name, attributes, offset)
      parent.children.push(element)
      if (!slash) open.push(element)
    }
  }
  const {name, offset} = open.at(-1)!
  if (open.length > 1) return {reason: `Unexpected end of the file, expected \`</${name}>\``, offset}
  return root.children[0] ?? {reason: 'Missing root element', offset: 0}
}

function newElement(name: string, attributes: string, offset: number): Element {
  return {name: localName(name), attributes: readAttributes(attributes), children: [], text: '', offset}
}

/** Whether XML was read. */
export function isElement(read: Element | XmlProblem): read is Element {
  return 'children' in read
}

/** The first child of a name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name)
}

/** `cs:text` → `text`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function readAttributes(text: string): Record<string, string | undefined> {
  const attributes: Record<string, string | undefined> = Object.create(null)
  for (const [, name = '', double, single = ''] of text.matchAll(attribute)) {
    // Line breaks that are typed are spaces; some styles write `&amp;#160;`.
    attributes[name] = decode(decode((double ?? single).replace(/[\t\r\n]/g, ' ')), '&#')
  }
  return attributes
}

/** Replace the entities of a text that has any that starts so. */
function decode(text: string, start = '&'): string {
  if (!text.includes(start)) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
