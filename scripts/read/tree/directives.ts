/** The names that follow colons. */

import {asides} from '../../document/asides.ts'
import type {Attributes} from '../../document/nodes.ts'
import {statementLabels} from '../../document/statements.ts'
import {type BoxKind, boxKinds} from '../../document/terms/types.ts'

/** What MyST, Obsidian, VitePress and bookdown call our boxes. */
const boxAliases: Readonly<Record<string, BoxKind>> = {
  admonition: 'note',
  callout: 'note',
  info: 'note',
  todo: 'note',
  seealso: 'note',
  question: 'note',
  help: 'note',
  faq: 'note',
  tldr: 'summary',
  hint: 'tip',
  success: 'tip',
  check: 'tip',
  done: 'tip',
  attention: 'caution',
  danger: 'caution',
  error: 'caution',
  failure: 'caution',
  fail: 'caution',
  missing: 'caution',
  bug: 'caution',
  assumption: 'hypothesis',
  axiom: 'proposition',
  criterion: 'proposition',
  observation: 'remark'
}

const kinds: ReadonlySet<string> = new Set<string>(boxKinds)

/** The kind of box that a class names: `note`, `callout-note`, `rmdnote`, MyST's `prf:theorem`. */
export function boxKindOf(name: string): BoxKind | undefined {
  const bare = name.replace(/^(?:callout-|admonition-|alert-|rmd|(?:prf|proof):)/, '')
  return kinds.has(bare) ? (bare as BoxKind) : Object.hasOwn(boxAliases, bare) ? boxAliases[bare] : undefined
}

/** The box that a division is: by its label, else by the first class that names one. */
export function boxOf({id = '', classes}: Attributes): BoxKind | undefined {
  const label = /^([a-z]{3})[-:]/.exec(id)?.[1] ?? ''
  if (Object.hasOwn(statementLabels, label)) return statementLabels[label]
  for (const name of classes) {
    const kind = boxKindOf(name)
    if (kind) return kind
  }
  return undefined
}

const tabsets: ReadonlySet<string> = new Set(['panel-tabset', 'tabset', 'tab-set'])

/** Text cut at its headings, a label each. */
export function isTabset({classes}: Attributes): boolean {
  return classes.some((name) => tabsets.has(name))
}

/** Boxes of text. */
const boxNames: ReadonlySet<string> = new Set<string>([...boxKinds, 'quote'])

/** Everything that `:::name` may be. */
export const directiveNames: ReadonlySet<string> = new Set([
  'chart',
  'case-table',
  'figure',
  'table',
  'bibliography',
  ...boxNames
])

/** Classes of other tools that are common as `::: name`. */
export const plainClasses: ReadonlySet<string> = new Set([
  'center',
  'columns',
  'column',
  'epigraph',
  'verse',
  'abstract',
  'hidden',
  'content-visible',
  'content-hidden',
  'tab-item',
  ...Object.keys(boxAliases),
  ...tabsets,
  ...asides
])
