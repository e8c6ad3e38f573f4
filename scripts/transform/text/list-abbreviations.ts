/** `::: {#abbreviations}` → the list of the abbreviations declared in `thesis.yml`, those that the author adds among them. */

import type {Root} from 'mdast'
import type {Plugin} from 'unified'
import type {DefinitionDescription, DefinitionList, DefinitionTerm} from '../../document/nodes.ts'
import {capitalise, plainText} from '../../document/text.ts'
import {visit} from '../../document/visit.ts'
import {type Abbreviations, isAbbreviationList} from './expand-abbreviations.ts'

export interface ListAbbreviationsOptions {
  abbreviations: Abbreviations
  /** BCP 47: the order of its letters. */
  lang: string
}

type Item = [term: DefinitionTerm, ...descriptions: DefinitionDescription[]]

/**
 * Fill the place of the list, in the order of the alphabet.
 *
 * Definitions that the author writes there are kept, in the place of the declared ones of the same name.
 */
export const listAbbreviations: Plugin<[ListAbbreviationsOptions], Root> =
  ({abbreviations, lang}) =>
  (tree) => {
    const order = new Intl.Collator(lang)
    visit(tree, 'division', (node) => {
      if (!isAbbreviationList(node)) return
      const isList = (child: (typeof node.children)[number]) => child.type === 'definitionList'
      const own = node.children.filter(isList).flatMap((list) => itemsOf(list as DefinitionList))
      const items = new Map([...abbreviations.declared].map(([short, long]) => [short, item(short, long)]))
      for (const one of own) items.set(plainText(one[0]), one)
      const sorted = [...items].sort(([a], [b]) => order.compare(a, b)).flatMap(([, one]) => one)
      const list: DefinitionList = {type: 'definitionList', children: sorted}
      node.children = [...node.children.filter((child) => !isList(child)), ...(sorted.length > 0 ? [list] : [])]
      for (const short of items.keys()) abbreviations.listed.add(short)
    })
  }

function item(short: string, long: string): Item {
  return [
    {type: 'definitionTerm', children: [{type: 'text', value: short}]},
    {
      type: 'definitionDescription',
      children: [{type: 'paragraph', children: [{type: 'text', value: capitalise(long)}]}]
    }
  ]
}

function itemsOf({children}: DefinitionList): Item[] {
  const items: Item[] = []
  for (const child of children) {
    if (child.type === 'definitionTerm') items.push([child])
    else items.at(-1)?.push(child)
  }
  return items
}
