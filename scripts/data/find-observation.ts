/** A fact or a series and a date → its figure, the range of several sources, or why there is none. */

import {nearest} from '../messages/nearest.ts'
import {type FoundValue, missing} from './found-value.ts'
import {inCode, type Problem} from './problem.ts'
import type {Series} from './read-indicators.ts'
import type {Fact, Observation} from './schema.ts'

/** The point of a series at a date. Problem: `data:unknown-value`. */
export function findPoint(series: Series, path: string, moment: string): FoundValue | Problem {
  const years = series.points.map(({year}) => year)
  const point = series.points[years.indexOf(moment)]
  if (!point) return unknownDate(path, series.id, moment, years)
  const {value, decimals, sources, qualifier} = point
  return {path, label: series.label, value, unit: series.unit, decimals, sources, qualifier}
}

/** What the sources of a date say: one figure, or their range. Problems: `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`. */
export function findObservation(fact: Fact, path: string, moment: string): FoundValue | Problem {
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
  if (values.length === 0) return missing(path, first?.note)
  const min = Math.min(...values.map((value) => (typeof value === 'number' ? value : value.min)))
  const max = Math.max(...values.map((value) => (typeof value === 'number' ? value : value.max)))
  const qualifier = min === max ? first?.qualifier : undefined
  return {
    path,
    label: fact.label,
    value: min === max ? min : {min, max},
    unit: fact.unit,
    sources: [...new Set(observations.flatMap(({sources}) => sources ?? []))],
    qualifier,
    ...(fact.decimals === undefined ? {} : {decimals: fact.decimals})
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
    fix: `Use one of ${inCode([...new Set(known)].map((one) => `/${one}`))}.`,
    expected: [...new Set(expected)]
  }
}
