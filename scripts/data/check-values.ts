/** The formulas of `data.yml` → a message for each that has no value. */

import {warn} from '../messages/messages.ts'
import type {ThesisData} from './data.ts'
import {isProblem, type Problem, reportProblem} from './problem.ts'
import {findValue} from './values.ts'

/**
 * Calculate every formula that has a name, once all tables are there.
 *
 * Emits `data:circular`, `data:not-comparable`, and what `findValue` finds wrong, at the formula; `data:duplicate` for a
 * name that something else of the data has, `data:missing-value` for rows that are left out.
 */
export function checkValues(data: ThesisData): void {
  for (const [id, {file, at, formula}] of data.values) {
    const isTaken = data.tables.has(id) || data.series.has(id) || id === 'observations'
    const found: object | Problem = isTaken ? takenName(id) : findValue(data, id)
    const made = isProblem(found) ? found : findValue(data, formula)
    if (isProblem(made)) reportProblem(file, made, {at, actual: formula})
    else if (made.gap) reportProblem(file, made.gap, {at, actual: formula}, warn)
  }
}

function takenName(id: string): Problem {
  return {
    reason: `Duplicate name \`${id}\`: a table or a series has it`,
    rule: 'data:duplicate',
    fix: 'Give the value another name.'
  }
}
