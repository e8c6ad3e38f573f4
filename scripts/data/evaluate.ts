/** A formula and the values that it names → its value, with its unit, decimals and sources; or what is wrong with it. */

import type {FunctionName, ValueFormula} from './formula.ts'
import type {FoundValue} from './found-value.ts'
import {isProblem, type Problem} from './problem.ts'
import type {UnitWord} from './schema.ts'

/** What a path gives: a number, or for a function every number of a column or a series. */
export interface Quantity {
  values: readonly number[]
  unit: UnitWord
  /** Decimals of what was typed; undefined where a calculation gives more. */
  decimals?: number | undefined
  sources: readonly string[]
  /** A number typed in the formula, which takes any unit. */
  isPlain?: true
  gap?: FoundValue['gap']
}

/** Looks up a path; `isMany` inside of a function. */
export type LookUp = (path: string, isMany: boolean) => Quantity | Problem

/** Problems: those of the paths, `data:not-comparable` for units that do not go together, `data:wrong-value` for a division by zero. */
export function evaluate(formula: ValueFormula, lookUp: LookUp, isMany = false): Quantity | Problem {
  switch (formula.type) {
    case 'number':
      return {values: [formula.value], unit: '', sources: [], isPlain: true, decimals: decimalsIn(formula.value)}
    case 'path':
      return lookUp(formula.path, isMany)
    case 'call': {
      const found = formula.from.map((one) => evaluate(one, lookUp, true))
      const problem = found.find(isProblem)
      return problem ?? callOf(formula.name, found as Quantity[])
    }
    case 'operation': {
      const left = evaluate(formula.left, lookUp)
      const right = isProblem(left) ? left : evaluate(formula.right, lookUp)
      if (isProblem(left) || isProblem(right)) return isProblem(left) ? left : right
      return operate(formula.operator, left, right)
    }
  }
}

function operate(operator: '+' | '−' | '×' | '÷', left: Quantity, right: Quantity): Quantity | Problem {
  const [a, b] = [left.values[0] ?? 0, right.values[0] ?? 0]
  const made = madeOf([left, right])
  if (operator === '+' || operator === '−') {
    const mixed = mixedUnits([left, right])
    const unit = left.isPlain ? right.unit : left.unit
    const value = operator === '+' ? a + b : a - b
    return mixed ?? {values: [value], unit, decimals: mostDecimals([left, right]), ...made}
  }
  if (operator === '×') {
    const unit = wordOf(left.unit) === '' ? right.unit : wordOf(right.unit) === '' ? left.unit : ''
    const decimals =
      left.decimals === undefined || right.decimals === undefined ? undefined : left.decimals + right.decimals
    return {values: [a * b], unit, decimals, ...made}
  }
  if (b === 0) {
    return {
      reason: 'Division by zero in a formula',
      rule: 'data:wrong-value',
      fix: 'Divide by a value that is not zero, or leave the share out.'
    }
  }
  return {values: [a / b], unit: quotientOf(left.unit, right.unit), decimals: undefined, ...made}
}

/** `kg` of `kg` is a share; `kg` of `ha` is kg/ha. */
function quotientOf(left: UnitWord, right: UnitWord): UnitWord {
  if (wordOf(left) === wordOf(right)) return ''
  const one = typeof right === 'string' ? right : right[0]
  return one === '' ? left : `${wordOf(left) || '1'}/${one}`
}

function callOf(name: FunctionName, from: readonly Quantity[]): Quantity | Problem {
  const values = from.flatMap((one) => one.values)
  const made = madeOf(from)
  if (name === 'count') return {values: [values.length], unit: '', sources: made.sources, decimals: 0}
  const mixed = mixedUnits(from)
  if (mixed) return mixed
  if (values.length === 0) {
    return {
      reason: `No number for \`${name}\`: the data have none there`,
      rule: 'data:missing-value',
      fix: 'State in the text that nothing was found, or widen the conditions of the path.'
    }
  }
  const unit = from.find(({isPlain}) => !isPlain)?.unit ?? ''
  const isExact = name === 'sum' || name === 'min' || name === 'max'
  return {values: [calls[name](values)], unit, decimals: isExact ? mostDecimals(from) : undefined, ...made}
}

/** What a result keeps of its parts. */
function madeOf(from: readonly Quantity[]): Pick<Quantity, 'sources' | 'gap'> {
  return {sources: [...new Set(from.flatMap((one) => one.sources))], gap: from.find(({gap}) => gap)?.gap}
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const calls: Record<Exclude<FunctionName, 'count'>, (values: readonly number[]) => number> = {
  sum,
  mean: (values) => sum(values) / values.length,
  median: (values) => {
    const sorted = values.toSorted((a, b) => a - b)
    const middle = Math.floor(sorted.length / 2)
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  },
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value))
}

function mixedUnits(from: readonly Quantity[]): Problem | undefined {
  const units = [...new Set(from.filter(({isPlain}) => !isPlain).map(({unit}) => wordOf(unit)))]
  if (units.length < 2) return undefined
  return {
    reason: `Formula mixes units: ${units.map((one) => (one === '' ? 'no unit' : `\`${one}\``)).join(' and ')}`,
    rule: 'data:not-comparable',
    fix: 'Add or subtract values of one unit only; divide one by the other for a ratio.'
  }
}

/** The unit as the data writes it: the plural, of two words. */
export function wordOf(unit: UnitWord): string {
  return typeof unit === 'string' ? unit : unit[1]
}

function mostDecimals(from: readonly Quantity[]): number | undefined {
  return from.some(({decimals}) => decimals === undefined)
    ? undefined
    : Math.max(...from.map(({decimals = 0}) => decimals))
}

/** Decimals of a number as it is written. */
export function decimalsIn(value: number): number {
  return String(Number(value.toPrecision(12))).split('.')[1]?.length ?? 0
}

/** A ratio in per cent. Problem: `data:not-comparable` for what has a unit, or is no number. */
export function asShare(found: FoundValue): FoundValue | Problem {
  if (typeof found.value === 'number' && found.unit === '' && found.text === undefined) {
    return {...found, value: found.value * 100, unit: '%', decimals: 1}
  }
  return {
    reason: `Not a ratio: \`${found.path}\` ${found.value === undefined ? 'is text' : 'has a unit, or is a range'}`,
    rule: 'data:not-comparable',
    fix: 'Leave `percent` out, or divide two values of the same unit.'
  }
}
