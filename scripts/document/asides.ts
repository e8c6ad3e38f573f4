/** Text that stands in the margin. */

import type {Attributes} from './nodes.ts'

/** The classes that ask for it: Quarto's, MyST's, LaTeX's. */
export const asides: ReadonlySet<string> = new Set([
  'column-margin',
  'aside',
  'margin',
  'sidebar',
  'topic',
  'marginnote'
])

/** Text beside the text. */
export function isAside({classes}: Attributes): boolean {
  return classes.some((name) => asides.has(name))
}
