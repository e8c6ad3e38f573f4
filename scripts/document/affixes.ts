/** A citation or a reference as read → the author's words around its keys. */

import type {PhrasingContent} from 'mdast'
import type {Affix, Citation, CrossReference} from './nodes.ts'

/** What stands before and after the key of an item. */
export function affixesOf(node: Citation | CrossReference, item: number): Record<Affix['side'], PhrasingContent[]> {
  const ofSide = (side: Affix['side']) =>
    node.children.flatMap((child) =>
      child.type === 'affix' && child.item === item && child.side === side ? child.children : []
    )
  return {prefix: ofSide('prefix'), suffix: ofSide('suffix')}
}

/** What is printed where nothing can be found: the keys in bold, with the author's words around them. */
export function unresolved(node: Citation | CrossReference, keys: readonly string[]): PhrasingContent[] {
  const shown = `[${keys.map((key) => `@${key}`).join(' ; ')} ?]`
  const affixes = keys.map((_, item) => affixesOf(node, item))
  const [first, ...others] = affixes
  return [
    ...spaced(first?.prefix ?? []),
    {type: 'strong', children: [{type: 'text', value: shown}]},
    ...(first?.suffix ?? []),
    ...others.flatMap(({prefix, suffix}) => [...spaced(prefix), ...suffix])
  ]
}

/** Words before a key, with a space after them. */
export function spaced(prefix: readonly PhrasingContent[], space = ' '): PhrasingContent[] {
  const last = prefix.at(-1)
  if (!last) return []
  if (last.type !== 'text') return [...prefix, {type: 'text', value: space}]
  return [...prefix.slice(0, -1), {...last, value: `${last.value.trimEnd()}${space}`}]
}
