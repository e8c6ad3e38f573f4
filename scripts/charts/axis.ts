/** Values → the ticks of an axis and their words: numbers, years, dates, names. */

import {formatNumber} from '../data/format.ts'

/** The first of the round steps that is no less than `least`: 1, 2, 2.5, 5 and 10 times a power of ten. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9)
  return [1, 2, 2.5, 5].map((factor) => factor * power).find((step) => step >= least * 0.999) ?? 10 * power
}

/** Multiples of a step between two of them, without the last bits of a machine's arithmetic. */
export function multiples(first: number, last: number, step: number): number[] {
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Round steps, four to seven, over all values, and zero where it belongs to them; up to 1 when every value is zero. */
export function niceTicks(values: readonly number[], hasZero = true): number[] {
  const [lowest, highest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    hasZero ? [0, 0] : [values[0]!, values[0]!]
  )
  const span = highest - lowest || Math.abs(highest) || 1
  const step = roundStep(span / 5)
  const first = Math.floor(lowest / step + 1e-9)
  const last = Math.ceil((highest || lowest + (hasZero ? span : 0)) / step - 1e-9)
  return multiples(first, Math.max(last, first + 1), step)
}

/** Zero belongs to values that come near it: their least is a small share of their most. */
export function isNearZero(values: readonly number[], share: number): boolean {
  return Math.min(...values) < Math.max(...values) * share
}

/** At most seven of some values, the ends among them, so that their names keep clear of each other. */
export function spreadTicks(values: readonly number[], most = 7): number[] {
  const last = values.at(-1)!
  const least = (last - values[0]!) / most
  const kept: number[] = []
  for (const value of values) {
    const isFree = kept.length === 0 || value - kept.at(-1)! >= least
    if (isFree && (value === last || last - value >= least)) kept.push(value)
  }
  return kept.includes(last) ? kept : [...kept, last]
}

const [hour, day] = [3_600_000, 86_400_000]

/** Round moments between two in milliseconds, at most seven, and how they are written. */
export function timeTicks(from: number, to: number, lang: string): {ticks: number[]; format: (at: number) => string} {
  const span = Math.max(to - from, 1)
  const years = span / (365.25 * day)
  const first = new Date(from).getUTCFullYear()
  const within = (ticks: readonly number[], options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(lang, {
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      ...options
    })
    return {ticks: ticks.filter((at) => at >= from && at <= to), format: (at: number) => format.format(at)}
  }
  if (years >= 4) {
    const starts = niceTicks([first, new Date(to).getUTCFullYear()], false).filter(Number.isInteger)
    return within(
      starts.map((year) => Date.UTC(year, 0)),
      {year: 'numeric'}
    )
  }
  if (span > 60 * day) {
    const step = [1, 2, 3, 6, 12].find((months) => (years * 12) / months <= 6) ?? 12
    const ticks = Array.from({length: 60}, (_, index) => Date.UTC(first, index * step))
    return within(ticks, years > 1 ? {month: 'short', year: 'numeric'} : {month: 'short'})
  }
  const steps = [hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day]
  const step = steps.find((one) => span / one <= 6) ?? 14 * day
  const ticks = Array.from({length: 8}, (_, index) => (Math.ceil(from / step) + index) * step)
  return within(
    ticks,
    step < day ? {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'} : {day: 'numeric', month: 'short'}
  )
}

/** Numbers of an axis: as many decimals as their step needs, the same for all. */
export function tickFormat(ticks: readonly number[], lang: string): (value: number) => string {
  const decimals = Math.max(0, ...ticks.map((tick) => String(Number(tick.toPrecision(12))).split('.')[1]?.length ?? 0))
  return (value) => formatNumber(value, lang, decimals)
}
