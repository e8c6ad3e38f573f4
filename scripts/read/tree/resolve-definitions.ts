/** Reference links and images → links and images; addresses that run code → their text, and a message. */

import type {Definition, Image, Link, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {error} from '../../messages/messages.ts'
import {eachList, eachNode} from './walk.ts'

/** Emits `read:unsafe-link`. */
export function resolveDefinitions(tree: Root, file: VFile): void {
  const definitions = new Map<string, Definition>()
  eachNode(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  eachList(tree, (list) => {
    if (!list.some(isConcerned)) return
    const kept = list.flatMap((node) => resolveOne(node, definitions, file))
    list.splice(0, list.length, ...kept)
  })
}

const concerned = new Set(['definition', 'link', 'image', 'linkReference', 'imageReference'])

function isConcerned(node: RootContent): boolean {
  return concerned.has(node.type)
}

function resolveOne(node: RootContent, definitions: Map<string, Definition>, file: VFile): RootContent[] {
  if (node.type === 'definition') return []
  const resolved = node.type === 'linkReference' || node.type === 'imageReference' ? resolve(node, definitions) : node
  if (resolved.type !== 'link' && resolved.type !== 'image') return [resolved]
  if (!isUnsafe(resolved.url)) return [resolved]
  error(file, `Unsafe address \`${resolved.url.slice(0, 40)}\`, which a browser would run`, {
    at: resolved,
    rule: 'read:unsafe-link',
    fix: resolved.type === 'image' ? 'Give the path of a file of the thesis.' : 'Give an `https:` or `mailto:` address.'
  })
  return resolved.type === 'link' ? resolved.children : (resolved.data?.caption ?? [])
}

function resolve(
  node: Extract<RootContent, {type: 'linkReference' | 'imageReference'}>,
  definitions: Map<string, Definition>
): Link | Image | PhrasingContent {
  // micromark makes references only of what is defined.
  const {url, title} = definitions.get(node.identifier) ?? {url: '', title: null}
  const common = {
    url,
    title: title ?? null,
    position: node.position,
    attributes: node.attributes
  }
  if (node.type === 'linkReference') return {type: 'link', children: node.children, ...common}
  return {type: 'image', alt: node.alt ?? null, ...common, ...(node.data ? {data: node.data} : {})}
}

/** Browsers skip control characters and spaces inside a scheme. */
function isUnsafe(url: string): boolean {
  return /^(?:javascript|data|vbscript|blob|file):/i.test(
    url.replace(/[\u0000-\u0020\u007F-\u00A0\u200B-\u200F\uFEFF]+/g, '')
  )
}
