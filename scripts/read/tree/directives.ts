/** The names that act behind colons. */

/** Boxes of text. */
export const boxNames: ReadonlySet<string> = new Set([
  'note',
  'tip',
  'warning',
  'caution',
  'important',
  'example',
  'definition',
  'remark',
  'summary',
  'hypothesis',
  'quote',
  'theorem',
  'proof'
])

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
