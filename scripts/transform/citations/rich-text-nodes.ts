/** Nodes of the document ↔ the rich text that the citation engine takes and prints. */

import type {Link, Nodes, PhrasingContent} from 'mdast'
import type {RichNode, RichText} from '../../bibliography/cite/rich-text.ts'
import type {Destination} from '../../document/nodes.ts'

/** Words go to the engine; links, formulas and references wait in `kept` until it is done. */
export function toRichText(nodes: readonly PhrasingContent[], kept: PhrasingContent[]): RichText {
  return nodes.map((node) =>
    node.type === 'text' ? {type: 'text', value: node.value} : {type: 'embedded', index: kept.push(node) - 1}
  )
}

export interface PhrasingOptions {
  /** What `embedded` stands for. */
  kept?: readonly PhrasingContent[]
  /** What positions are taken from: messages about the text then have a place. */
  source?: Nodes
  /** `id` of the chapter that lists the works; without it their parts are no links. */
  bibliography?: string
  /** Keys of the works that are listed. */
  listed?: ReadonlySet<string>
  /** Links do not nest. */
  isInLink?: boolean
  /** The whole is in Arabic: its words need no mark. */
  isArabic?: boolean
}

/** What the engine printed, as nodes of the document. */
export function toPhrasing(content: RichText, options: PhrasingOptions = {}): PhrasingContent[] {
  return content.flatMap((node) => toNodes(node, options)).map((node) => withPosition(node, options.source))
}

function toNodes(node: RichNode, options: PhrasingOptions): PhrasingContent[] {
  if (node.type === 'text') return options.isArabic ? [{type: 'text', value: node.value}] : markArabic(node.value)
  if (node.type === 'embedded') return options.kept?.slice(node.index, node.index + 1) ?? []
  const children = toPhrasing(node.children, options)
  switch (node.type) {
    case 'work':
      if (options.isInLink || options.bibliography === undefined || !options.listed?.has(node.key)) return children
      return [linkTo({chapter: options.bibliography, anchor: `ref-${node.key}`}, children)]
    case 'link':
      return options.isInLink ? children : [{type: 'link', url: node.url, children: children as Link['children']}]
    case 'smallCaps':
      return [{type: 'span', attributes: {classes: ['smallcaps'], pairs: {}}, children}]
    case 'underline':
      return [{type: 'span', attributes: {classes: ['underline'], pairs: {}}, children}]
    default:
      return [{type: node.type, children}]
  }
}

/** Outputs that do not set a part apart from its sentence order the comma and the year after it by this mark. */
const leftToRightMark = '\u200E'

/** An Arabic name in a French sentence is a part of its own: a year after it must not run to its left. */
function markArabic(value: string): PhrasingContent[] {
  const words = /(\p{Script=Arabic}[\p{Script=Arabic}\p{Mark}]*(?:\s+\p{Script=Arabic}[\p{Script=Arabic}\p{Mark}]*)*)/u
  return value.split(words).flatMap((text, index): PhrasingContent[] => {
    if (text === '') return []
    if (index % 2 === 0) return [{type: 'text', value: text}]
    const name: PhrasingContent = {
      type: 'span',
      attributes: {classes: [], pairs: {lang: 'ar'}},
      children: [{type: 'text', value: text}]
    }
    return [name, {type: 'text', value: leftToRightMark}]
  })
}

function linkTo(target: Destination, children: PhrasingContent[]): Link {
  return {type: 'link', url: `#${target.anchor}`, target, children: children as Link['children']}
}

function withPosition(node: PhrasingContent, source: Nodes | undefined): PhrasingContent {
  if (!node.position && source?.position) node.position = source.position
  return node
}
