/** Chapters → the keys that they cite. */

import {visit} from '../../document/visit.ts'
import '../../document/nodes.ts'
import type {Abstract, Chapter} from '../../document/thesis.ts'

/** Keys as typed, in reading order, each once; those of captions, notes and tables from data included. */
export function collectCited(chapters: ReadonlyArray<Chapter | Abstract>): Set<string> {
  const keys = new Set<string>()
  for (const {tree, ...chapter} of chapters) {
    if ('uncited' in chapter) for (const key of chapter.uncited ?? []) keys.add(key)
    visit(tree, 'citation', ({items}) => {
      for (const {key} of items) keys.add(key)
    })
  }
  return keys
}
