/** Chapters → the same with their notes numbered, in the order in which a reader meets the calls. */

import type {Nodes, Root} from 'mdast'
import {inReadingOrder} from '../../document/reading-order.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'

/**
 * Number notes from 1 in each chapter, or through the thesis.
 *
 * Source: the French use, a new count in each chapter (Lexique des règles typographiques en usage à
 * l'Imprimerie nationale, « Appel de note »).
 */
export function numberNotes(chapters: readonly Chapter[], isThroughThesis: boolean): void {
  let last = 0
  for (const chapter of chapters) last = numberNotesOf(chapter.tree, isThroughThesis ? last : 0)
}

/** Number the notes of one tree after `last`; gives the new last number. */
function numberNotesOf(tree: Root, last = 0): number {
  const numbers = new Map<string, number>()
  numberIn(tree)
  visit(tree, 'footnoteCall', (call) => {
    const number = numbers.get(call.label)
    if (number !== undefined) call.number = number
  })
  return last

  function numberIn(node: Nodes): void {
    if (node.type === 'footnote') {
      last += 1
      node.number = last
      if (node.label !== undefined) numbers.set(node.label, last)
    }
    for (const child of inReadingOrder(node)) numberIn(child)
  }
}
