/** A value path, `garden.members@2024` or `births@2014`, → the fact that it names, or why there is none. */

import {isSameLanguage, languageOf} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import type {ValueForm} from '../document/value-options.ts'
import {nearest} from '../messages/nearest.ts'
import type {CaseStudy, Fact, Observation, Qualifier, Series, ThesisData, Value} from './data.ts'
import {formatValue, unitFor, withUnit} from './format.ts'
import {findCount} from './observations.ts'
import {findOwnCount} from './own-tables.ts'
import {isProblem, type Problem} from './problem.ts'
import type {UnitWord} from './schema.ts'

/** A fact of the data, ready to be printed. */
export interface FoundValue {
  path: string
  label: string
  value: Value
  unit: UnitWord
  /** The unit in other languages. */
  translations?: Readonly<Record<string, UnitWord>>
  qualifier?: Qualifier
  decimals?: number
  /** A year is printed as it is: 1997, never 1 997. */
  isYear: boolean
  /** Keys of the bibliography. */
  sources: readonly string[]
}

/** How a value is asked for: `:value[…]{unit cite}`. */
export interface PrintOptions extends Partial<ValueForm> {
  lang: string
  /** Those of the language, unless the thesis has its own. */
  terms?: Terms
}

/** A chart or table of the cases that has none to show. */
export const noCases: Problem = {
  reason: 'Missing case studies, which this draws',
  rule: 'data:unknown-value',
  fix: 'Write one file for each case in thesis/data/case-studies/, after case-study.schema.json.'
}

/**
 * Find what a path names.
 *
 * Paths: `<case>.<fact>@<date>`, `<case>.<fact>` when it has one date only, `<case>.founded`, `<series>@<year>`.
 * A date may be shorter than the data's (`2018` for `2018-07`) when only one fits. When several sources give a
 * figure for the same date, the path names their range; `@2018/klein2014` names one of them by its source, and
 * `@2018/computed` by its status. `observations/press` counts figures, see `findCount`, and
 * `codes/degree=declared` lines of an author's table, see `findOwnCount`. Figures set aside are never found by date alone, nor computed ones beside others.
 *
 * Problems: `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`.
 */
export function findValue(data: ThesisData, path: string): FoundValue | Problem {
  const found = find(data, path)
  if (isProblem(found)) return found
  const translations = data.units.get(typeof found.unit === 'string' ? found.unit : found.unit[1])
  return translations ? {...found, translations} : found
}

function find(data: ThesisData, path: string): FoundValue | Problem {
  const count = findCount(data, path)
  if (count) return {...count, path, label: 'observations', isYear: false, decimals: 0, sources: []}
  const own = findOwnCount(data, path)
  if (own) return isProblem(own) ? own : {...own, path, unit: '', isYear: false, decimals: 0}
  const [name = '', moment = ''] = path.split('@', 2) as [string, string?]
  const dot = name.indexOf('.')
  if (dot < 0) {
    const series = data.series.get(name)
    return series ? findPoint(series, path, moment) : unknown(data, path)
  }
  const study = data.cases.get(name.slice(0, dot))
  const factName = name.slice(dot + 1)
  if (!study) return unknown(data, path)
  if (factName === 'founded' && !study.facts.founded) return foundingYear(study, path)
  const fact = Object.hasOwn(study.facts, factName) ? study.facts[factName] : undefined
  return fact ? findObservation(fact, path, moment) : unknown(data, path)
}

/** A found value as a sentence prints it. */
export function printValue(
  found: FoundValue,
  {lang, terms, hasUnit = false, isBare = false, end, letters, hasCapital = false}: PrintOptions
): string {
  if (found.isYear) return String(found.value)
  const value = end && typeof found.value !== 'number' ? found.value[end] : found.value
  const text = formatValue(value, {
    lang,
    terms,
    decimals: found.decimals,
    qualifier: found.qualifier,
    isBare: isBare || end !== undefined,
    letters
  })
  const unit = found.translations?.[languageOf(lang)] ?? found.unit
  const printed = hasUnit ? withUnit(text, unitFor(value, unit, lang), lang) : text
  return hasCapital ? capitalise(printed) : printed
}

/** Signs that every language writes alike. */
const signs = /^(?:|%|‰|indice|rang|[€$]|DH|MAD|h|kg|[kc]?m[²³]?|km\/h)$/

/** Whether the unit of a value can be printed in a language. `dataLang` is that of the data's own words. */
export function hasUnitIn({unit, translations}: FoundValue, lang: string, dataLang: string): boolean {
  const isOwn = isSameLanguage(lang, dataLang)
  return isOwn || translations?.[languageOf(lang)] !== undefined || (typeof unit === 'string' && signs.test(unit))
}

/** Every path that names something, for completion, near matches and checks. */
export function allPaths(data: ThesisData): string[] {
  const paths: string[] = []
  for (const study of data.cases.values()) {
    paths.push(`${study.id}.founded`)
    for (const [name, fact] of Object.entries(study.facts)) {
      for (const {date, value} of fact.observations) {
        const path = `${study.id}.${name}${date ? `@${date}` : ''}`
        if (value !== null && !paths.includes(path)) paths.push(path)
      }
    }
  }
  for (const series of data.series.values()) paths.push(...series.points.map(({year}) => `${series.id}@${year}`))
  return paths
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
  return allPaths(data).flatMap((path) => {
    const found = findValue(data, path)
    if (isProblem(found) || found.isYear) return []
    const units = typeof found.unit === 'string' ? [found.unit] : found.unit
    const values = typeof found.value === 'number' ? [found.value] : [found.value.min, found.value.max]
    return values.map((value) => ({value, units, path}))
  })
}

function foundingYear(study: CaseStudy, path: string): FoundValue {
  const {year, sources} = study.identity.founded
  return {path, label: 'création', value: year, unit: '', isYear: true, sources}
}

function findPoint(series: Series, path: string, moment: string): FoundValue | Problem {
  const years = series.points.map(({year}) => year)
  const point = series.points.find(({year}) => year === moment)
  if (!point) return unknownDate(path, series.id, moment, years)
  return {
    path,
    label: series.label,
    value: point.value,
    unit: series.unit,
    isYear: false,
    decimals: point.decimals,
    sources: point.sources,
    qualifier: point.qualifier
  }
}

function findObservation(fact: Fact, path: string, moment: string): FoundValue | Problem {
  const name = path.split('@')[0]!
  const [date = '', selector] = moment.split('/', 2) as [string, string?]
  const dates = [...new Set(fact.observations.map((one) => one.date ?? ''))]
  const date1 = pickDate(date, dates)
  if (date1 === undefined) return unknownDate(path, name, date, dates)
  if (typeof date1 !== 'string') {
    return {
      reason: `Ambiguous path \`${path}\`: ${date1.length} dates match`,
      rule: 'data:ambiguous-value',
      fix: `Write the whole date: ${date1.map((one) => `\`${name}@${one}\``).join(' or ')}.`,
      expected: date1.map((one) => `${name}@${one}`)
    }
  }
  const observations = choose(
    fact.observations.filter((one) => (one.date ?? '') === date1),
    selector
  )
  if (observations.length === 0) return unknownSelector(path, fact, date1, selector)
  return merge(fact, path, observations)
}

/** The date that a shorter one stands for; several when it is not clear; nothing when none fits. */
function pickDate(wanted: string, dates: readonly string[]): string | string[] | undefined {
  if (dates.includes(wanted)) return wanted
  const fitting = dates.filter((date) => wanted === '' || date.startsWith(`${wanted}-`))
  return fitting.length > 1 ? fitting : fitting[0]
}

function choose(observations: readonly Observation[], selector: string | undefined): Observation[] {
  if (selector !== undefined) {
    return observations.filter((one) => one.status === selector || one.sources?.includes(selector))
  }
  const kept = observations.filter((one) => !one.setAside)
  const found = kept.filter((one) => one.status !== 'computed')
  return found.length > 0 ? found : kept
}

/** Several figures for one date are a range, with all their sources. */
function merge(fact: Fact, path: string, observations: readonly Observation[]): FoundValue | Problem {
  const values = observations.flatMap(({value}) => (value === null ? [] : [value]))
  const [first] = observations
  if (values.length === 0) {
    return {
      reason: `Missing value at \`${path}\`: the data have none`,
      rule: 'data:missing-value',
      fix: `State in the text that nothing was found; the data note: ${first?.note ?? 'nothing'}`
    }
  }
  const min = Math.min(...values.map((value) => (typeof value === 'number' ? value : value.min)))
  const max = Math.max(...values.map((value) => (typeof value === 'number' ? value : value.max)))
  const qualifier = min === max ? first?.qualifier : undefined
  return {
    path,
    label: fact.label,
    value: min === max ? min : {min, max},
    unit: fact.unit,
    isYear: false,
    sources: [...new Set(observations.flatMap(({sources}) => sources ?? []))],
    qualifier,
    ...(fact.decimals === undefined ? {} : {decimals: fact.decimals})
  }
}

function unknown(data: ThesisData, path: string): Problem {
  const paths = allPaths(data)
  const name = path.split(/[@/]/)[0]!
  const names = [...new Set([...paths.map((one) => one.split('@')[0]!), ...data.tables.keys()])]
  const near = path === '' ? [] : nearest(path, paths)
  const expected = near.length > 0 || name === '' ? near : nearest(name, names)
  return {
    reason: `Unknown value \`${path}\`: nothing in thesis/data has this name`,
    rule: 'data:unknown-value',
    fix: expected[0]
      ? `Did you mean \`${expected[0]}\`?`
      : 'Write `<case>.<fact>@<date>`, `<series>@<year>` or `<table>/<column>=<value>`.',
    expected
  }
}

function unknownDate(path: string, name: string, date: string, dates: readonly string[]): Problem {
  // A series of thirty years is not a help: the dates nearest to the one typed are.
  const distance = (one: string) => Math.abs(Number(one.slice(0, 4)) - Number(date.slice(0, 4)))
  const near = date ? dates.toSorted((a, b) => distance(a) - distance(b)).slice(0, 3) : dates.slice(-4)
  const expected = near.map((one) => (one ? `${name}@${one}` : name))
  return {
    reason: date ? `Unknown date \`${date}\` in \`${path}\`` : `Missing date in \`${path}\``,
    rule: 'data:unknown-value',
    fix: `Write ${expected.map((one) => `\`${one}\``).join(' or ')}.`,
    expected
  }
}

function unknownSelector(path: string, fact: Fact, date: string, selector: string | undefined): Problem {
  const known = fact.observations
    .filter((one) => (one.date ?? '') === date)
    .flatMap((one) => [...(one.sources ?? []), ...(one.status ? [one.status] : [])])
  const expected = selector === undefined ? known : [...nearest(selector, known), ...known].slice(0, 3)
  return {
    reason: `Unknown \`/${selector ?? ''}\` in \`${path}\`: no value of that date has this source or status`,
    rule: 'data:unknown-value',
    fix: `Use one of ${[...new Set(known)].map((one) => `\`/${one}\``).join(', ')}.`,
    expected: [...new Set(expected)]
  }
}
