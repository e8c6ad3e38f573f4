/** Several facts at once, as plain numbers, for charts. */

import type {Qualifier, ThesisData} from './data.ts'
import {formatValue, unitFor, withUnit} from './format.ts'
import {isProblem, type Problem} from './problem.ts'
import {type FoundValue, findValue, rangeAt} from './values.ts'

/** A fact whose value is one number. */
export interface NumberFact {
  path: string
  label: string
  value: number
  qualifier?: Qualifier
  decimals?: number
  unit: FoundValue['unit']
  sources: readonly string[]
}

/** The facts of these paths; the first that is missing, or is a range, is a problem. */
export function findNumbers(data: ThesisData, paths: readonly string[]): NumberFact[] | Problem {
  const facts: NumberFact[] = []
  for (const path of paths) {
    const found = findValue(data, path)
    if (isProblem(found)) return found
    const {value} = found
    if (typeof value !== 'number') return rangeAt(data, path, 'this chart draws a single number')
    facts.push({...found, value})
  }
  return facts
}

/** « plus de 8 000 », « 110 préscolaires ». */
export function printNumber({value, qualifier, decimals, unit}: NumberFact, lang: string, hasUnit = false): string {
  const number = formatValue(value, {lang, decimals, qualifier})
  return hasUnit ? withUnit(number, unitFor(value, unit, lang), lang) : number
}
