/** The names that follow colons. */

import {boxKinds} from '../../document/terms/types.ts'

/** Boxes of text. */
export const boxNames: ReadonlySet<string> = new Set<string>([...boxKinds, 'quote'])

/** Everything that `:::name` may be. */
export const directiveNames: ReadonlySet<string> = new Set([
  'chart',
  'case-table',
  'figure',
  'table',
  'bibliography',
  ...boxNames
])

/** Classes of Pandoc's and Quarto's that are common as `::: name`. */
export const plainClasses: ReadonlySet<string> = new Set([
  'center',
  'columns',
  'column',
  'epigraph',
  'verse',
  'abstract'
])
