/** An SVG as somebody drew it → the same picture without what runs, or asks for another file. */

import {type Attr, DOMParser, type Element, type Node, ProcessingInstruction, XMLSerializer} from '@xmldom/xmldom'

export interface CleanSvg {
  /** The bytes as they were, where nothing had to go. */
  bytes: Uint8Array
  /** What is left out, each kind once: `<script>`, `onclick`. */
  removed: string[]
}

/** Elements that run, load or hold HTML, in whatever namespace their prefix claims. */
const active = new Set(
  'script handler listener foreignobject iframe frame frameset object embed applet audio video source track canvas link meta base form input button select textarea portal template html body img'.split(
    ' '
  )
)

/**
 * Clean an SVG file.
 *
 * @throws {Error} when it is no well-formed XML with an `svg` at its root: no browser would show it
 */
export function cleanSvg(bytes: Uint8Array): CleanSvg {
  const typed = decode(bytes)
  const text = withoutEntities(typed)
  const document = new DOMParser({onError: refuse}).parseFromString(text, 'image/svg+xml')
  const root = document.documentElement
  if (root?.localName !== 'svg') throw new Error('no `svg` at the root')
  const removed = new Set<string>()
  if (text !== typed) removed.add('<!ENTITY>')
  for (const node of [...document.childNodes]) if (node !== root) cleanNode(node, removed)
  // A list of what is still to be seen, because a drawing may be deeper than the stack.
  const open: Node[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (!cleanNode(node, removed)) continue
    for (let child = node.lastChild; child; child = child.previousSibling) open.push(child)
  }
  if (removed.size === 0) return {bytes, removed: []}
  const clean = new XMLSerializer().serializeToString(root)
  // An entity says the same in its place: nothing is lost by it.
  removed.delete('<!ENTITY>')
  return {bytes: new TextEncoder().encode(clean), removed: [...removed]}
}

/** Take a node out, or what is active of it; whether it stays. */
function cleanNode(node: Node, removed: Set<string>): boolean {
  if (node instanceof ProcessingInstruction && node.target.toLowerCase() === 'xml-stylesheet') {
    removed.add('<?xml-stylesheet?>')
    node.parentNode?.removeChild(node)
    return false
  }
  if (node.nodeType !== node.ELEMENT_NODE) return false
  const element = node as Element
  const name = localName(element)
  if (name === 'style' && isLoading(element.textContent ?? '')) {
    removed.add('@import')
    element.textContent = withoutLoading(element.textContent ?? '')
  }
  if (active.has(name) || isActiveAnimation(element)) {
    removed.add(`<${element.nodeName}>`)
    element.parentNode?.removeChild(element)
    return false
  }
  for (const attribute of [...element.attributes]) {
    if (isHarmless(name, attribute)) continue
    removed.add(attribute.name)
    element.removeAttributeNode(attribute)
  }
  return true
}

const localName = ({localName, nodeName}: Element | Attr) => (localName ?? nodeName).toLowerCase()

/** `<set attributeName="href" to="javascript:…">`. */
function isActiveAnimation(element: Element): boolean {
  const animated = element.getAttribute('attributeName')?.trim().toLowerCase() ?? ''
  return /^(?:.*:)?(?:href|on\w*)$/.test(animated)
}

function isHarmless(element: string, attribute: Attr): boolean {
  const name = localName(attribute)
  if (/^on/.test(name) || attribute.name.toLowerCase() === 'xml:base') return false
  if (name === 'href' || name === 'src') return isHarmlessAddress(element, attribute.value)
  return attribute.name.startsWith('xmlns') || !isLoading(attribute.value)
}

/** A place of the drawing, a picture that is in it, or a link for the reader to follow. */
function isHarmlessAddress(element: string, typed: string): boolean {
  const address = typed.replace(/[\u0000-\u0020\u007F]/g, '')
  if (/^(?:#|$)/.test(address)) return true
  return element === 'a' ? /^(?:https?|mailto):/i.test(address) : picture.test(address)
}

const picture = /^data:image\/(?:png|jpe?g|gif|webp|avif)[;,]/i

/** Styles that ask for another file: `@import`, `url(…)`, with letters written as escapes too. */
function isLoading(style: string): boolean {
  const plain = style
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code) => letter(Number.parseInt(code, 16)))
    .replace(/\\/g, '')
  return (
    /@import|javascript:|expression\(/i.test(plain) ||
    [...plain.matchAll(/(?:url|image|src)\(\s*["']?\s*([^"')]*)/gi)].some(
      ([, address = '']) =>
        !/^#/.test(address) && !picture.test(address) && !/^data:(?:font|application\/(?:x-)?font)/i.test(address)
    )
  )
}

/** A style sheet without what it asks for: the rest is the style of the drawing. */
function withoutLoading(style: string): string {
  const rest = style
    .replace(/@import[^;]*(?:;|$)/gi, '')
    .replace(/url\([^)]*\)/gi, (address) => (isLoading(address) ? 'none' : address))
  return isLoading(rest) ? '' : rest
}

const letter = (code: number) => (code > 0x10ffff ? '' : String.fromCodePoint(code))

/** The text of the file, in the encoding that its first bytes or its first line say. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  const mark =
    first === 0xfe && second === 0xff ? 'utf-16be' : first === 0xff && second === 0xfe ? 'utf-16le' : undefined
  const said = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  )?.[1]
  return new TextDecoder(mark ?? said ?? 'utf-8', {fatal: true}).decode(bytes)
}

/** Illustrator's `<!ENTITY ns_svg "http://…">` in the text that it stands for; entities of markup or of files are no pictures. */
function withoutEntities(text: string): string {
  const [declaration] = /<!DOCTYPE[^[>]*\[[\s\S]*?\]\s*>/.exec(text) ?? []
  if (declaration === undefined) return text
  const values = new Map<string, string>()
  const entity = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"&<%]{0,500})"|'([^'&<%]{0,500})')\s*>/g
  for (const [, name = '', value, other = ''] of declaration.matchAll(entity)) {
    if (!values.has(name)) values.set(name, value ?? other)
  }
  return text.replace(declaration, () => '').replace(/&([\w.-]+);/g, (typed, name) => values.get(name) ?? typed)
}

function refuse(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level !== 'warning') throw new Error(message)
}
