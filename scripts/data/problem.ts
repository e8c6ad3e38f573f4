/** What is wrong with a name or an option that an author gave, to become a message at the place where it is typed. */

import type {RuleId} from '../messages/rules.ts'

/** A message without its place. */
export interface Problem {
  reason: string
  rule: RuleId
  fix: string
  expected?: string[]
}

/** Whether a look-up failed. */
export function isProblem(found: object): found is Problem {
  return 'reason' in found
}
