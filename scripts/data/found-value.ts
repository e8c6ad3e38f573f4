/** What a path of the data finds, ready to be printed; what is said where there is nothing, or not everything. */

import type {Problem} from './problem.ts'
import type {Qualifier, UnitWord, Value} from './schema.ts'

/** A fact of the data, ready to be printed. */
export interface FoundValue {
  path: string
  label: string
  /** Undefined for words. */
  value: Value | undefined
  /** Printed as it is: words, dates, and years: 1997, never 1 997. */
  text?: string
  /** Of a date, as `2020-07-01`: printed in the language. */
  date?: string | undefined
  /** How it was calculated, as its author wrote it. */
  formula?: string
  unit: UnitWord
  /** The unit in other languages. */
  translations?: Readonly<Record<string, UnitWord>> | undefined
  qualifier?: Qualifier
  decimals?: number | undefined
  /** Keys of the bibliography. */
  sources: readonly string[]
  /** For a warning: what it is made of has cells without a number, which are left out. */
  gap?: Problem | undefined
}

/** Problem: the data say themselves that there is no value. */
export function missing(path: string, note = 'nothing'): Problem {
  return {
    reason: `Missing value at \`${path}\`: the data have none`,
    rule: 'data:missing-value',
    fix: `State in the text that nothing was found; the data note: ${note}`
  }
}
