/** The place of a node → that of what is inside of it: how deep and how wide. */

import type {Node} from 'mdast'
import {warn} from '../../messages/messages.ts'
import type {State} from './state.ts'

/** Deepest lists, quotes and boxes, and most marks around a word, that the engine prints. */
export const deepest = {blocks: 10, marks: 12}

/** Lists, quotes and boxes are set in by this, in points. */
const indent = 28

/** In points; nothing is laid out for less. */
export const narrowest = 90

/** The place inside a list, quote or box. */
export function insideOf(state: State): State {
  const width = state.depth < deepest.blocks ? state.width - indent : state.width
  return {...state, depth: state.depth + 1, isOnPage: false, width: Math.max(width, narrowest)}
}

/** Whether nothing may be set in further, which is said once. Emits `pdf:too-deep`. */
export function isTooDeep(node: Node, state: State): boolean {
  if (state.depth === deepest.blocks) reportTooDeep('levels of lists, quotes and boxes', deepest.blocks, node, state)
  return state.depth >= deepest.blocks
}

/** Say that what is deeper is printed as it is here. */
export function reportTooDeep(what: string, limit: number, node: Node, state: State): void {
  warn(state.file, `Nesting too deep for the PDF: more than ${limit} ${what}`, {
    at: node,
    rule: 'pdf:too-deep',
    fix: 'Nest less: the PDF prints deeper levels at this one.'
  })
}
