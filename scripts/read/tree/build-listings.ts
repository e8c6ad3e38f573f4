/** Code with a caption or a label, as pandoc-crossref and Quarto have it → numbered listings. */

import type {Code, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {Attributes, Figure} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import type {DefinitionItem} from '../syntax/syntax-nodes.ts'
import type {ReadValue} from './build-boxes.ts'
import {eachList} from './walk.ts'

const label = /^lst[-:]/

/** `Listing: Caption {#lst:x}` above or below. */
const listingStart = /^Listing\s*:[ \n]*/

/** Caption: `caption=`, `lst-cap=`, or the paragraph above or below that starts with `Listing:`. */
export function buildListings(tree: Root, readPhrase: ReadValue): void {
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'code')) return
    const built: RootContent[] = []
    let isTaken = false
    for (const [index, node] of list.entries()) {
      if (isTaken) isTaken = false
      else if (node.type !== 'code') built.push(node)
      else if (isNamed(node)) built.push(listingOf(node))
      else {
        const [above, below, next] = [captionIn(built.at(-1)), captionIn(list[index + 1]), list[index + 2]]
        const isBelow = !above && below && (next?.type !== 'code' || isNamed(next))
        if (above) built.pop()
        if (isBelow) isTaken = true
        const caption = above ?? (isBelow ? below : undefined)
        built.push(caption ? captioned(node, caption) : node)
      }
    }
    list.splice(0, list.length, ...built)
  })

  function listingOf(code: Code): Figure {
    const {id, classes = [], pairs = {}} = code.attributes ?? {}
    const {caption, 'lst-cap': quarto, 'lst-label': own, ...others} = pairs
    const given = caption ?? quarto
    const name = own ?? id
    return wrap(code, given === undefined ? [] : readPhrase(given, code.position), {
      classes,
      pairs: others,
      id: name
    })
  }

  function captioned(code: Code, paragraph: Paragraph): Figure {
    const [first, ...rest] = paragraph.children
    const children: PhrasingContent[] =
      first?.type === 'text' ? [{...first, value: first.value.replace(listingStart, '')}, ...rest] : paragraph.children
    const id = paragraph.attributes?.id ?? code.attributes?.id
    const {classes = [], pairs = {}} = code.attributes ?? {}
    return wrap(code, children, {classes, pairs, id})
  }
}

function isNamed({attributes}: Code): boolean {
  const {id = '', pairs = {}} = attributes ?? {}
  return 'caption' in pairs || 'lst-cap' in pairs || label.test(pairs['lst-label'] ?? id)
}

function captionIn(node: RootContent | undefined): Paragraph | undefined {
  if (node?.type === 'paragraph') {
    const [first] = node.children
    return first?.type === 'text' && listingStart.test(first.value) ? node : undefined
  }
  if (node?.type !== 'definitionItem') return undefined
  const [paragraph, ...others] = (node as DefinitionItem).children as RootContent[]
  const isLabelled = paragraph?.type === 'paragraph' && label.test(paragraph.attributes?.id ?? '')
  return isLabelled && others.length === 0 ? paragraph : undefined
}

/** Whatever else the author gave to the code stays on it. */
function wrap(code: Code, caption: PhrasingContent[], {id, classes, pairs}: Attributes): Figure {
  const isUnnumbered = classes.includes('unnumbered')
  code.attributes = {classes: classes.filter((name) => name !== 'unnumbered'), pairs}
  return {
    type: 'figure',
    kind: 'listing',
    attributes: {classes: isUnnumbered ? ['unnumbered'] : [], pairs: {}, id},
    children: [
      code,
      ...(caption.length > 0 ? [{type: 'caption' as const, children: caption, position: span(caption)}] : [])
    ],
    position: code.position
  }
}
