/** The text of an XML file → its elements with their offsets; enough XML for CSL styles and locales. */

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: Element[]
  /** The text directly inside. */
  text: string
  /** Where the element starts. */
  readonly offset: number
}

export interface XmlProblem {
  readonly reason: string
  readonly offset: number
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<![^>]*>|<\/([^\s>]+)\s*>|<([\w:.-]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|</g

const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const named: Record<string, string> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"}

/** Read XML. The first thing that is not well-formed ends the reading. */
export function parseXml(source: string): Element | XmlProblem {
  const root: Element = {name: '', attributes: {}, children: [], text: '', offset: 0}
  const open = [root]
  for (const match of source.matchAll(token)) {
    const [whole, cdata, closing, name, attributes = '', slash, text] = match
    const parent = open.at(-1)!
    const offset = match.index
    if (cdata !== undefined) parent.text += cdata
    else if (closing !== undefined) {
      if (open.length === 1 || localName(closing) !== parent.name) {
        const expected = open.length === 1 ? 'nothing more' : `\`</${parent.name}>\``
        return {reason: `Unexpected \`</${closing}>\`, expected ${expected}`, offset}
      }
      open.pop()
    } else if (name !== undefined) {
      const element = {name: localName(name), attributes: readAttributes(attributes), children: [], text: '', offset}
      parent.children.push(element)
      if (!slash) open.push(element)
    } else if (text !== undefined) parent.text += decode(text)
    else if (whole === '<') return {reason: 'Unexpected `<`, expected a whole tag', offset}
  }
  const last = open.at(-1)!
  if (last !== root) return {reason: `Unexpected end of the file, expected \`</${last.name}>\``, offset: last.offset}
  return root.children[0] ?? {reason: 'Missing root element', offset: 0}
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
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    attributes[name] = readValue(double ?? single ?? '')
  }
  return attributes
}

/** Line breaks that are typed are spaces; some styles write `&amp;#160;`. */
function readValue(text: string): string {
  const value = decode(text.replace(/[\t\r\n]/g, ' '))
  return value.includes('&#') ? decode(value) : value
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
