/** A work of the library → the item that the citation processor prints. */

import type {Item} from '../csl/types.ts'
import type {CslItem} from '../entry.ts'
import {shortTitle} from './author-text.ts'

/** An item without what is never printed, with the short title that notes cite it by. */
export function prepareItem(item: CslItem): Item {
  const {custom, abstract, ...fields} = item as CslItem & {abstract?: unknown}
  return {...fields, 'title-short': shortTitle(item)}
}
