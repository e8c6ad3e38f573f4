/** How labels name statements, and which of them have a number without a label. */

import type {StatementKind} from './terms/types.ts'
import {statementKinds} from './terms/types.ts'

/** Starts of labels, as Quarto and bookdown have them: `thm-x`, `thm:x`. */
export const statementLabels: Readonly<Record<string, StatementKind>> = {
  thm: 'theorem',
  lem: 'lemma',
  cor: 'corollary',
  prp: 'proposition',
  cnj: 'conjecture',
  def: 'definition',
  exm: 'example',
  exr: 'exercise',
  hyp: 'hypothesis',
  alg: 'algorithm',
  rem: 'remark',
  sol: 'solution'
}

const known: ReadonlySet<string> = new Set(statementKinds)

/** Whether a box is part of the argument. */
export function isStatement(kind: string): kind is StatementKind {
  return known.has(kind)
}

/** What has a number wherever it stands; definitions, examples and the like have one when they have a label. */
export const alwaysNumbered: ReadonlySet<StatementKind> = new Set([
  'theorem',
  'lemma',
  'corollary',
  'proposition',
  'conjecture'
])
