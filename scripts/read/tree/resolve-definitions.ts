/** Reference links and images → links and images; addresses that run code → their text, and a message. */

import type {Definition, Image, Link, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {headingKey} from '../../document/heading-key.ts'
import {error} from '../../messages/messages.ts'
import {eachList, eachNode} from './walk.ts'

/** Emits `read:unsafe-link`. */
export function resolveDefinitions(tree: Root, file: VFile): void {
  const definitions = new Map<string, Definition>()
  eachNode(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  eachList(tree, (list, parent) => {
    if (!list.some(isConcerned)) return
    const kept = list.flatMap((node) => resolveOne(node, definitions, file))
    // An address in the text of a link is text.
    const isInLink = parent.type === 'link' || parent.type === 'linkReference'
    const free = kept.flatMap((node): RootContent[] => (isInLink && node.type === 'link' ? node.children : [node]))
    list.splice(0, list.length, ...free)
  })
}

type Reference = Extract<RootContent, {type: 'linkReference' | 'imageReference'}>

const concerned = new Set(['definition', 'link', 'image', 'linkReference', 'imageReference'])

function isConcerned(node: RootContent): boolean {
  return concerned.has(node.type)
}

function resolveOne(node: RootContent, definitions: Map<string, Definition>, file: VFile): RootContent[] {
  if (node.type === 'definition') return []
  const isReference = node.type === 'linkReference' || node.type === 'imageReference'
  if (isReference && !definitions.has(node.identifier)) return toHeading(node, String(file))
  const resolved = isReference ? resolve(node, definitions) : node
  if (resolved.type !== 'link' && resolved.type !== 'image') return [resolved]
  if (!isUnsafe(resolved.url)) return [resolved]
  error(file, `Unsafe address \`${resolved.url.slice(0, 40)}\`, which a browser would run`, {
    at: resolved,
    rule: 'read:unsafe-link',
    fix: resolved.type === 'image' ? 'Give the path of a file of the thesis.' : 'Give an `https:` or `mailto:` address.'
  })
  return resolved.type === 'link' ? resolved.children : (resolved.data?.caption ?? [])
}

function resolve(node: Reference, definitions: Map<string, Definition>): Link | Image | PhrasingContent {
  const {url, title} = definitions.get(node.identifier) ?? {url: '', title: null}
  const common = {
    url,
    title: title ?? null,
    position: node.position,
    attributes: node.attributes
  }
  if (node.type === 'linkReference') return {type: 'link', children: node.children, ...common}
  return {type: 'image', alt: node.alt ?? null, ...common, data: node.data}
}

/** `[Heading]`, `[text][Heading]`: what is defined by no definition is the title of a heading. */
function toHeading(node: Reference, source: string): PhrasingContent[] {
  const {start, end} = node.position ?? {}
  const children: PhrasingContent[] = node.type === 'imageReference' ? (node.data?.caption ?? []) : node.children
  const [from = 0, to = 0] = [start?.offset, end?.offset]
  const [first = from, last = to] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset]
  const bracket = source.indexOf('[', from)
  const heading = {
    key: headingKey(node.label ?? node.identifier),
    before: source.slice(bracket, first),
    after: source.slice(last, to)
  }
  const {position, attributes} = node
  const mark: PhrasingContent[] = bracket > from ? [{type: 'text', value: source.slice(from, bracket), position}] : []
  return [...mark, {type: 'link', url: '', children, position, attributes, heading}]
}

/** Browsers skip control characters and spaces inside a scheme. */
function isUnsafe(url: string): boolean {
  return /^(?:javascript|data|vbscript|blob|file):/i.test(
    url.replace(/[\u0000-\u0020\u007F-\u00A0\u200B-\u200F\uFEFF]+/g, '')
  )
}
