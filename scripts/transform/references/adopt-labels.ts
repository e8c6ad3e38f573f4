/** Citations → cross-references, where a key is a label of the thesis and no work of its bibliography. */

import type {Nodes, PhrasingContent, Root} from 'mdast'
import type {Plugin} from 'unified'
import type {Citation, CitationItem, CrossReference} from '../../document/nodes.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'

/** Labels of headings, figures, tables, listings, statements and equations. */
export function collectLabels(chapters: readonly Pick<Chapter, 'tree'>[]): Set<string> {
  const labels = new Set<string>()
  const add = (label: string | undefined) => void (label && labels.add(label))
  for (const {tree} of chapters) {
    visit(tree, (node: Nodes) => {
      if (!named.has(node.type)) return
      add(node.attributes?.id)
      if ('labels' in node) node.labels?.forEach(add)
      if (node.type === 'math') for (const row of node.rows ?? []) add(row.label)
    })
  }
  return labels
}

const named: ReadonlySet<Nodes['type']> = new Set(['heading', 'figure', 'image', 'box', 'math', 'code'])

export interface AdoptLabelsOptions {
  labels: ReadonlySet<string>
  /** Whether the bibliography has a key: it is then meant. */
  isWork: (key: string) => boolean
}

/** `@chap:x`, whatever the prefix; one that a label has, `@chap:none`, makes a reference too, which leads nowhere. */
export const adoptLabels: Plugin<[AdoptLabelsOptions], Root> = ({labels, isWork}) => {
  const prefixes = new Set([...labels].flatMap((label) => prefixOf(label) ?? []))
  const isLabel = (key: string) => prefixes.has(prefixOf(key) ?? '')
  const isReference = ({key, locator}: CitationItem) => locator === undefined && isLabel(key) && !isWork(key)

  return (tree) => {
    if (labels.size === 0) return
    visit(tree, 'citation', (citation, index, parent) => {
      if (index === undefined || !parent || !citation.items.some(isReference)) return
      if (citation.mode === 'narrative' && !citation.items.every(isReference)) return
      const nodes = runsOf(citation, isReference).flatMap((run, at): PhrasingContent[] => [
        ...(at > 0 ? [{type: 'text' as const, value: '\u00A0; '}] : []),
        isReference(citation.items[run[0]!]!) ? referenceOf(citation, run) : part(citation, run)
      ])
      ;(parent.children as PhrasingContent[]).splice(index, 1, ...nodes)
      return index + nodes.length
    })
  }

  function labelOf(key: string): string {
    return labels.has(key) ? key : key.charAt(0).toLowerCase() + key.slice(1)
  }

  function referenceOf(citation: Citation, run: readonly number[]): CrossReference {
    const {items, children, position} = part(citation, run)
    return {
      type: 'crossReference',
      items: items.map((item) => ({label: labelOf(item.key), isBare: item.suppressAuthor, position: item.position})),
      isCapitalised: items[0]!.key !== labelOf(items[0]!.key),
      isPage: false,
      children,
      position
    }
  }
}

/** `chap` of `chap:x`. */
function prefixOf(label: string): string | undefined {
  return /^[a-z]+(?=:)/i.exec(label)?.[0].toLowerCase()
}

/** The items of a group, cut where works and labels meet. */
function runsOf({items}: Citation, isReference: (item: CitationItem) => boolean): number[][] {
  const runs: number[][] = []
  for (const [index, item] of items.entries()) {
    const last = runs.at(-1)
    if (last && isReference(items[last[0]!]!) === isReference(item)) last.push(index)
    else runs.push([index])
  }
  return runs
}

/** Some items of a citation, with the words beside them. */
function part(citation: Citation, run: readonly number[]): Citation {
  const children = citation.children.flatMap((child): PhrasingContent[] => {
    if (child.type !== 'affix') return [child]
    return run.includes(child.item) ? [{...child, item: run.indexOf(child.item)}] : []
  })
  return {...citation, items: run.map((index) => citation.items[index]!), children}
}
