/** Chapters → their example lists, `(@good)`, numbered over the thesis, and the references to them as links. */

import type {Link, PhrasingContent, Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import {affixesOf, spaced} from '../../document/affixes.ts'
import type {Citation, Destination} from '../../document/nodes.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {error} from '../../messages/messages.ts'

/** An example that has a label. */
export interface Example {
  number: number
  destination: Destination
}

/** Labelled examples, by label. */
export type Examples = ReadonlyMap<string, Example>

/**
 * Number the items of example lists over the thesis; gives those with a label.
 *
 * Emits `references:duplicate-label`.
 * Source: Pandoc's manual, “Numbered example lists”.
 */
export function numberExamples(chapters: readonly Pick<Chapter, 'id' | 'file' | 'tree'>[]): Examples {
  const examples = new Map<string, Example>()
  let last = 0
  for (const {id, file, tree} of chapters) {
    visit(tree, 'listItem', (item, _, list) => {
      if (item.example === undefined) return
      item.number = ++last
      if (list?.type === 'list' && list.children[0] === item) list.start = last
      if (item.example === '') return
      const anchor = `example-${item.example}`
      if (examples.has(item.example)) {
        error(file, `Duplicate example \`(@${item.example})\``, {
          at: item.position?.start,
          rule: 'references:duplicate-label',
          actual: item.example,
          fix: 'Give it another label.'
        })
        return
      }
      item.attributes = {classes: [], pairs: {}, ...item.attributes, id: anchor}
      examples.set(item.example, {number: last, destination: {chapter: id, anchor}})
    })
  }
  return examples
}

export interface ResolveExamplesOptions {
  examples: Examples
  /** Whether the bibliography has a key: in brackets, it is then meant. */
  isWork: (key: string) => boolean
}

/** `@good` and `(@good)` → the number of the example, a link. A key that no example has stays a citation. */
export const resolveExamples: Plugin<[ResolveExamplesOptions], Root> =
  ({examples, isWork}) =>
  (tree) => {
    if (examples.size === 0) return
    visit(tree, 'citation', (citation, index, parent) => {
      const isExample = citation.items.every(
        ({key}) => examples.has(key) && (citation.mode === 'narrative' || !isWork(key))
      )
      if (!isExample || index === undefined || !parent) return
      ;(parent.children as PhrasingContent[]).splice(index, 1, ...printed(citation, examples))
      return index
    })
  }

/** `[voir @a ; @b]` keeps its words and brackets. */
function printed(citation: Citation, examples: Examples): PhrasingContent[] {
  const items = citation.items.flatMap(({key}, index): PhrasingContent[] => {
    const {prefix, suffix} = affixesOf(citation, index)
    const link = linkTo(examples.get(key) as Example, citation)
    return [...(index > 0 ? [text('\u00A0; ')] : []), ...spaced(prefix), link, ...suffix]
  })
  return citation.mode === 'parenthetical' ? [text('['), ...items, text(']')] : items
}

function linkTo({number, destination}: Example, {position}: Citation): Link {
  const children = [text(String(number))]
  return {type: 'link', url: `#${destination.anchor}`, target: destination, children, position}
}

function text(value: string): Text {
  return {type: 'text', value}
}
