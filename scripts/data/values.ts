/** A value path, `garden.members@2024` or `births@2014`, → the fact that it names, or why there is none. */

import {isSameLanguage, languageOf} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import type {ValueForm} from '../document/value-options.ts'
import {nearest} from '../messages/nearest.ts'
import type {CaseStudy, ThesisData} from './data.ts'
import {unitsOf, type ValueDeclaration} from './declaration.ts'
import {asShare, decimalsIn, evaluate, type Quantity, wordOf} from './evaluate.ts'
import {findObservation, findPoint} from './find-observation.ts'
import {findInRows, findRows, pathOfCell, quantityOfColumn} from './find-rows.ts'
import {formatDate, formatValue, isSign, unitFor, withUnit} from './format.ts'
import {functions, isFormula, parseFormula} from './formula.ts'
import {type FoundValue, missing} from './found-value.ts'
import {findCount} from './observations.ts'
import {inCode, isProblem, type Problem, unknownName} from './problem.ts'
import type {AspectValue} from './read-collection.ts'
import {saidIn, type Table} from './table.ts'

export type {FoundValue} from './found-value.ts'

/** How a value is asked for: `:value[…]{unit cite}`. */
export interface PrintOptions extends Partial<ValueForm> {
  lang: string
  /** Those of the language, unless the thesis has its own. */
  terms?: Terms
}

/**
 * Find what a path names.
 *
 * Paths: `<case>.<fact>@<date>`, `<case>.<fact>` when it has one date only, `<case>.<aspect>`, `<series>@<year>`.
 * A date may be shorter than the data's (`2018` for `2018-07`) when only one fits. When several sources give a
 * figure for the same date, the path names their range; `@2018/klein2014` names one of them by its source, and
 * `@2018/computed` by its status. `observations/press` counts figures, see `findCount`; `codes/degree=declared` counts
 * rows of a table and `yields.mass/plot=A` is one of its cells, see `findRows`. Figures set aside are never found by date
 * alone, nor computed ones beside others. A formula of paths, `a - b`, `sum(a, b)`, is calculated, and so is the one of
 * a name under `values:` of data.yml.
 *
 * @param isShare  times 100, in per cent: for a ratio of values of one unit
 *
 * Problems: `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`, `data:not-comparable`, `data:circular`,
 * `data:wrong-value`.
 */
export function findValue(data: ThesisData, path: string, {isShare = false} = {}): FoundValue | Problem {
  const found = resolve(data, path, [])
  const shared = isShare && !isProblem(found) ? asShare(found) : found
  if (isProblem(shared) || shared.translations) return shared
  const translations = data.units.get(wordOf(shared.unit))
  return translations ? {...shared, translations} : shared
}

/** A path as it is, else a formula. `stack` holds the names that are being calculated. */
function resolve(data: ThesisData, path: string, stack: readonly string[]): FoundValue | Problem {
  const named = data.values.get(path)
  if (named) return findNamed(data, path, named, stack)
  const found = find(data, path, stack)
  if (!isProblem(found) || !isFormula(path)) return found
  const isCount = data.tables.has(path.split(/[/=]/, 1)[0]!.trim()) && /^[^.]+ \/ [^=]*=/.test(path)
  const calculated = calculate(data, path, stack)
  return isProblem(calculated) && isCount ? found : calculated
}

function findNamed(
  data: ThesisData,
  id: string,
  named: ValueDeclaration,
  stack: readonly string[]
): FoundValue | Problem {
  if (stack.includes(id)) {
    const circle = [...stack.slice(stack.indexOf(id)), id]
    return {
      reason: `Circular formula: ${circle.map((one) => `\`${one}\``).join(' needs ')}`,
      rule: 'data:circular',
      fix: 'Write one of these formulas in thesis/data/data.yml without the others.'
    }
  }
  const found = calculate(data, named.formula, [...stack, id])
  if (isProblem(found)) return found
  const {unit, translations} = unitsOf(named.unit, found.unit)
  const label = typeof named.label === 'string' ? named.label : (Object.values(named.label ?? {})[0] ?? id)
  const decimals = named.decimals ?? found.decimals
  return {...found, path: id, label, unit, translations, decimals, gap: undefined}
}

function calculate(data: ThesisData, text: string, stack: readonly string[]): FoundValue | Problem {
  const formula = parseFormula(text)
  if ('at' in formula) {
    return {
      reason: `Formula \`${text}\` is not understood at \`${text.slice(formula.at, formula.at + 20) || 'its end'}\``,
      rule: 'data:wrong-value',
      fix: `Write paths with ${'`+`, `-`, `*` or `/`'} between spaces, brackets, or ${inCode(functions.map((name) => `${name}(…)`))}.`
    }
  }
  const found = evaluate(formula, (path, isMany) => quantityOf(data, path, isMany, stack))
  if (isProblem(found)) return found
  const {values, unit, sources, gap} = found
  const [value = 0] = values
  const decimals = found.decimals ?? (Math.abs(value) < 10 ? 2 : 1)
  return {path: text, label: text, value, unit, sources, decimals, formula: text, ...(gap ? {gap} : {})}
}

/** What a formula takes: one number, or inside of a function all those of a column or a series. */
function quantityOf(data: ThesisData, path: string, isMany: boolean, stack: readonly string[]): Quantity | Problem {
  if (isMany) {
    const {unit = '', points} = data.series.get(path) ?? {}
    if (points) {
      const sources = [...new Set(points.flatMap((point) => point.sources))]
      const decimals = points.reduce((most, point) => Math.max(most, point.decimals), 0)
      return {values: points.map(({value}) => value), unit, sources, decimals}
    }
    const rows = isCase(data, path) ? undefined : findRows(data, path)
    if (rows && isProblem(rows)) return rows
    if (rows?.column !== undefined) return quantityOfColumn(rows, rows.column, path)
  }
  const found = resolve(data, path, stack)
  if (isProblem(found)) return found
  const {value, unit, sources, decimals, gap} = found
  if (typeof value === 'number') return {values: [value], unit, sources, decimals: decimals ?? decimalsIn(value), gap}
  if (value !== undefined) return rangeAt(data, path, 'a formula needs one number')
  const reason = `Text at \`${path}\`, where a formula needs a number`
  return {reason, rule: 'data:wrong-value', fix: 'Name a value that is a number.'}
}

/** Problem: a range where one number is needed. */
export function rangeAt({tables}: ThesisData, path: string, why: string): Problem {
  const isCell = tables.has(/^[^./@]*/.exec(path)![0].trim())
  return {
    reason: `Range at \`${path}\`, where ${why}`,
    rule: 'data:wrong-value',
    fix: isCell ? 'Write one number in this cell of the table.' : `Name one source in the path, \`${path}/<source>\`.`
  }
}

function isCase({cases}: ThesisData, path: string): boolean {
  return cases.has(/^[^./@]*(?=\.)/.exec(path)?.[0] ?? '')
}

function find(data: ThesisData, path: string, stack: readonly string[]): FoundValue | Problem {
  const count = findCount(data, path)
  if (count) return {...count, path, label: 'observations', decimals: 0, sources: []}
  const rows = isCase(data, path) ? undefined : findRows(data, path)
  if (rows) return isProblem(rows) ? rows : findInRows(rows, path)
  const [name = '', moment = ''] = path.split('@', 2) as [string, string?]
  const dot = name.indexOf('.')
  if (dot < 0) {
    const series = data.series.get(name)
    return series ? findPoint(series, path, moment) : unknown(data, path)
  }
  const study = data.cases.get(name.slice(0, dot))
  const factName = name.slice(dot + 1)
  if (!study) return unknown(data, path)
  const fact = Object.hasOwn(study.facts, factName) ? study.facts[factName] : undefined
  return fact ? findObservation(fact, path, moment) : (findAspect(data, study, path, stack) ?? unknown(data, path))
}

/** What a member says of an aspect, as tables print it: dates and numbers in the language. */
export function printAspect({type, text, number, unit}: AspectValue, lang: string): string | null {
  if (type === 'date' && text !== null) return formatDate(text, lang)
  if (type !== 'number' || number === undefined) return text
  return printValue({path: '', label: '', value: number, ...unit, sources: []}, {lang, hasUnit: true})
}

/** A found value as a sentence prints it. */
export function printValue(
  found: FoundValue,
  {lang, terms, hasUnit = false, isBare = false, end, letters, hasCapital = false, decimals}: PrintOptions
): string {
  if (found.text !== undefined || found.value === undefined) {
    const words = found.date === undefined ? (found.text ?? '') : formatDate(found.date, lang)
    return hasCapital ? capitalise(words) : words
  }
  const {qualifier} = found
  const value = end && typeof found.value !== 'number' ? found.value[end] : found.value
  const form = {lang, terms, decimals: decimals ?? found.decimals, qualifier, letters}
  const text = formatValue(value, {...form, isBare: isBare || end !== undefined})
  const unit = found.translations?.[languageOf(lang)] ?? found.unit
  const printed = hasUnit ? withUnit(text, unitFor(value, unit, lang), lang) : text
  return hasCapital ? capitalise(printed) : printed
}

/** Whether the unit of a value can be printed in a language. `dataLang` is that of the data's own words. */
export function hasUnitIn({unit, translations}: FoundValue, lang: string, dataLang: string): boolean {
  const isOwn = isSameLanguage(lang, dataLang)
  return isOwn || translations?.[languageOf(lang)] !== undefined || isSign(unit)
}

/** Every path that names something, for completion, near matches and checks. */
export function allPaths(data: ThesisData): string[] {
  const paths = [...data.cases.values()].flatMap(({id, aspects, facts}) => [
    ...[...aspects].flatMap(([key, {number}]) => (number === undefined ? [] : [`${id}.${key.split('.').at(-1)}`])),
    ...Object.entries(facts).flatMap(([name, {observations}]) =>
      observations.flatMap(({date, value}) => (value === null ? [] : [`${id}.${name}${date ? `@${date}` : ''}`]))
    )
  ])
  const points = [...data.series.values()].flatMap(({id, points}) => points.map(({year}) => `${id}@${year}`))
  return [...new Set([...paths, ...data.values.keys(), ...points])]
}

/** Tables with more cells, and series with more points, are not looked up in prose. */
const mostCells = 2000

/** Paths of the numbers of tables whose rows can be told apart. */
function pathsOfCells({tables}: ThesisData): string[] {
  return [...tables.values()].flatMap((table) => {
    // What no file holds has its numbers elsewhere; that of the works reads the whole bibliography when looked into.
    if (!table.file || table.rows.length > mostCells) return []
    const {columns, rows} = table
    const key = keyOf(table)
    const numbers = columns.filter(({type, name}) => type === 'number' && !key?.includes(name))
    if (!key?.length || numbers.length * rows.length > mostCells) return []
    return rows.flatMap((row) =>
      numbers.flatMap((column) =>
        row.cells[columns.indexOf(column)]?.type === 'number' ? pathOfCell(table, row, column, key) : []
      )
    )
  })
}

/** Columns that tell the rows of a table apart: declared, else the first words and dates that do. */
function keyOf({key, columns, rows}: Table): readonly string[] | undefined {
  if (key) return key
  const said = rows.map(() => '')
  const found: string[] = []
  for (const [index, {name, type}] of columns.entries()) {
    if (type === 'number' || /^(?:sources?|notes?)$/i.test(name)) continue
    found.push(name)
    for (const [at, row] of rows.entries()) said[at] += `\0${saidIn(row, index)}`
    if (new Set(said).size === rows.length) return found
  }
  return undefined
}

/** A number of the data that prose may repeat by hand, and the path that should stand there. */
export interface KnownNumber {
  value: number
  /** `%` or another unit, singular and plural. */
  units: readonly string[]
  path: string
}

/** Every number of the data. */
export function knownNumbers(data: ThesisData): KnownNumber[] {
  const series = new Map([...data.series].filter(([, {points}]) => points.length <= mostCells))
  return [...allPaths({...data, series}), ...pathsOfCells(data)].flatMap((path) => {
    const found = findValue(data, path)
    if (isProblem(found) || found.value === undefined || found.text !== undefined) return []
    const units = typeof found.unit === 'string' ? [found.unit] : found.unit
    const values = typeof found.value === 'number' ? [found.value] : [found.value.min, found.value.max]
    return values.map((value) => ({value, units, path}))
  })
}

/** What a member says of an aspect, by its key or the last step of it: `founded` of `identity.founded`. */
function findAspect(
  data: ThesisData,
  {id, aspects}: CaseStudy,
  path: string,
  stack: readonly string[]
): FoundValue | Problem | undefined {
  const name = path.slice(id.length + 1)
  const key = aspects.has(name) ? name : [...aspects.keys()].find((one) => one.endsWith(`.${name}`))
  const value = key === undefined ? undefined : aspects.get(key)
  if (!value) return undefined
  if (value.fact !== undefined) return resolve(data, `${id}.${value.fact}`, stack)
  if (value.text === null) return missing(path, value.note)
  const {type, text, number, sources, unit} = value
  if (type === 'number') return {path, label: name, value: number, ...unit, sources}
  return {path, label: name, value: number, text, date: type === 'date' ? text : undefined, unit: '', sources}
}

function unknown(data: ThesisData, path: string): Problem {
  const paths = allPaths(data)
  const name = path.split(/[@/]/)[0]!
  const names = [...paths.map((one) => one.split('@')[0]!), ...data.tables.keys()]
  const isNear = path !== '' && nearest(path, paths).length > 0
  const reason = `Unknown value \`${path}\`: nothing in thesis/data has this name`
  const fix = 'Write `<case>.<fact>@<date>`, `<series>@<year>` or `<table>/<column>=<value>`.'
  return unknownName(reason, isNear ? path : name, name === '' ? [] : isNear ? paths : names, fix)
}
