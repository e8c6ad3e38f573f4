/** Values → the ticks of an axis and their words: numbers, years, dates, names. */

import {formatNumber} from '../data/format.ts'

/** Round steps, four to seven, over all values, and zero where it belongs to them; up to 1 when every value is zero. */
export function niceTicks(values: readonly number[], hasZero = true): number[] {
  const zero = hasZero ? [0] : []
  const [lowest, highest] = [Math.min(...zero, ...values), Math.max(...zero, ...values)]
  const span = highest - lowest || Math.abs(highest) || 1
  const power = 10 ** Math.floor(Math.log10(span / 4))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => span / one <= 5) ?? power * 10
  const first = Math.floor(lowest / step + 1e-9)
  const last = Math.max(Math.ceil((highest || lowest + (hasZero ? span : 0)) / step - 1e-9), first + 1)
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** At most seven of some values, the ends among them, so that their names keep clear of each other. */
export function spreadTicks(values: readonly number[], most = 7): number[] {
  const span = values.at(-1)! - values[0]!
  const kept: number[] = []
  for (const value of values) {
    const isFree = kept.every((other) => value - other >= span / most)
    if (isFree && (value === values.at(-1) || values.at(-1)! - value >= span / most)) kept.push(value)
  }
  return kept.includes(values.at(-1)!) ? kept : [...kept, values.at(-1)!]
}

const [hour, day] = [3_600_000, 86_400_000]

/** Round moments between two in milliseconds, at most seven, and how they are written. */
export function timeTicks(from: number, to: number, lang: string): {ticks: number[]; format: (at: number) => string} {
  const span = Math.max(to - from, 1)
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(lang, {
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      ...options
    })
    return (at: number) => format.format(at)
  }
  const years = span / (365.25 * day)
  if (years >= 4) {
    const starts = niceTicks([new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear()], false)
    const ticks = starts.filter(Number.isInteger).map((year) => Date.UTC(year, 0))
    return {ticks: ticks.filter((at) => at >= from && at <= to), format: write({year: 'numeric'})}
  }
  if (span > 60 * day) {
    const step = [1, 2, 3, 6, 12].find((months) => (years * 12) / months <= 6) ?? 12
    const start = new Date(from)
    const ticks = Array.from({length: 60}, (_, index) => Date.UTC(start.getUTCFullYear(), index * step))
    return {
      ticks: ticks.filter((at) => at >= from && at <= to),
      format: write(years > 1 ? {month: 'short', year: 'numeric'} : {month: 'short'})
    }
  }
  const step =
    [hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day].find((one) => span / one <= 6) ?? 14 * day
  const first = Math.ceil(from / step) * step
  const ticks = Array.from({length: 8}, (_, index) => first + index * step).filter((at) => at <= to)
  return {
    ticks,
    format: write(
      step < day ? {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'} : {day: 'numeric', month: 'short'}
    )
  }
}

/** Numbers of an axis: as many decimals as their step needs, the same for all. */
export function tickFormat(ticks: readonly number[], lang: string): (value: number) => string {
  const decimals = Math.max(0, ...ticks.map((tick) => String(Number(tick.toPrecision(12))).split('.')[1]?.length ?? 0))
  return (value) => formatNumber(value, lang, decimals)
}
