/** What is wrong with a name or an option that an author gave, to become a message at the place where it is typed. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {error, type MessageOptions, type warn} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
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

/** Problem: a name that is none of those known; `fix` is for one that is near to none. */
export function unknownName(
  reason: string,
  name: string,
  names: Iterable<string>,
  fix?: string,
  rule: RuleId = 'data:unknown-value'
): Problem {
  const known = [...new Set(names)]
  return {
    reason,
    rule,
    fix: didYouMean(name, known) || (fix ?? `Use one of ${inCode(known)}.`),
    expected: nearest(name, known)
  }
}

/** `a`, `b`, `c`… */
export function inCode(names: readonly string[], most = Infinity): string {
  const some = names.slice(0, most).map((name) => `\`${name}\``)
  return some.join(', ') + (names.length > most ? '…' : '')
}

/** A problem → a message at its place. */
export function reportProblem(
  file: VFile,
  {reason, ...problem}: Problem,
  options: Partial<MessageOptions>,
  say: typeof warn = error
) {
  say(file, reason, {...problem, ...options})
}
