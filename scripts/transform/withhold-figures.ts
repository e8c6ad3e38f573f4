/** A resolved thesis → its public copy: pictures of a figure `{rights=none}` are replaced by words that say so. */

import type {Image, Node, Root, RootContent} from 'mdast'
import type {Drawing, Withheld} from '../document/nodes.ts'
import {termsIn} from '../document/terms.ts'
import type {Thesis} from '../document/thesis.ts'

/** The copy; what is not replaced is shared with the thesis that was given, which stays as it is. */
export function withholdFigures(thesis: Thesis): Thesis {
  const withheld = new Set<string>()
  const shown = new Set<string>()
  const parts = <T extends {tree: Root; lang?: string; key?: string}>(list: readonly T[]): T[] =>
    list.map((part) => {
      const {withheld: words} = termsIn(thesis.config, part.lang)
      // What was kept of the whole one is not for readers.
      return {
        ...part,
        key: part.key === undefined ? undefined : `${part.key} public`,
        tree: withhold(part.tree, false, words)
      }
    })
  const chapters = parts(thesis.chapters)
  const abstracts = parts(thesis.abstracts)
  const assets = new Map([...thesis.assets].filter(([path]) => shown.has(path) || !withheld.has(path)))
  return {...thesis, chapters, abstracts, assets, paper: thesis.paper && withholdFigures(thesis.paper)}

  function withhold<T extends Node>(node: T, isInside: boolean, words: string): T {
    const isWithheld = isInside || node.attributes?.pairs.rights === 'none'
    const content = node as Node as Root | RootContent
    if (content.type === 'image' && content.asset !== undefined) (isWithheld ? withheld : shown).add(content.asset)
    if (isWithheld && isPicture(content)) return replace(content, words) as Node as T
    if (!('children' in content)) return node
    const children = content.children.map((child) => withhold(child, isWithheld, words))
    return children.every((child, index) => child === content.children[index]) ? node : {...node, children}
  }
}

const isPicture = (node: Node): node is Image | Drawing => node.type === 'image' || node.type === 'drawing'

function replace(picture: Image | Drawing, words: string): Withheld {
  const name = picture.type === 'image' ? picture.alt : picture.title
  return {type: 'withheld', value: [name, words].filter(Boolean).join(' – '), position: picture.position}
}
