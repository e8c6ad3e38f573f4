/** The formulas of `data.yml` → a message for each that has no value. */

import {error} from '../messages/messages.ts'
import type {ThesisData} from './data.ts'
import {isProblem, type Problem} from './problem.ts'
import {findValue} from './values.ts'

/**
 * Calculate every formula that has a name, once all tables are there.
 *
 * Emits `data:circular`, `data:not-comparable`, and what `findValue` finds wrong, at the formula; `data:duplicate` for a
 * name that something else of the data has.
 */
export function checkValues(data: ThesisData): void {
  for (const [id, {file, at, formula}] of data.values) {
    const isTaken = data.tables.has(id) || data.series.has(id) || id === 'observations'
    const found: object | Problem = isTaken ? takenName(id) : findValue(data, id)
    if (isProblem(found)) error(file, found.reason, {at, actual: formula, ...found})
  }
}

function takenName(id: string): Problem {
  return {
    reason: `Duplicate name \`${id}\`: a table or a series has it`,
    rule: 'data:duplicate',
    fix: 'Give the value another name.'
  }
}
