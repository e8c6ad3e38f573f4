/** What is wrong with a name or an option that an author gave, to become a message at the place where it is typed. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {RuleId} from '../messages/rules.ts'

/** A message without its place. */
export interface Problem {
  reason: string
  rule: RuleId
  fix: string
  expected?: string[]
  /** Where the author wrote it, if not where it is asked for. */
  place?: {file: VFile; at: Position} | undefined
}

/** Whether a look-up failed. */
export function isProblem(found: object): found is Problem {
  return 'reason' in found
}
