/** A date as data write it, `01/07/2020`, « 3 avril 2018 », `2020-Q3`, → when it begins and how exact it is. */

import type {DateValue} from './table.ts'

/** Longer texts are no dates. */
const longest = 60

const yearFirst =
  /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ](\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/
const yearLast = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})(?: (\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$/
/** As spreadsheets save them: the years from 1930 to 2029. */
const shortYear = /^(?:(\d{1,2})\/(\d{1,2})\/(\d\d)|(\d\d)\.(\d\d)\.(\d\d))$/
const named =
  /^(?:(\p{L}+)[.,]? )?(?:(\d{1,2})(?:er|st|nd|rd|th|[.º°])?[ -](?:de |of )?)?([\p{L}\p{M}]+)\.?,?(?: de)?(?:[ -](\d{4})|-(\d\d))$/u
const namedFirst = /^(?:(\p{L}+),? )?([\p{L}\p{M}]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u
const quarter = /^(?:(\d{4})[- ]?[QT]([1-4])|[QT]([1-4])[- ](\d{4}))$/

/**
 * Read a date: `2020`, `2020-07`, `2020-07-01 14:30`, `01/07/2020`, `2011-2015`, `2020-Q3`, « mars 2018 », “July 1, 2020”
 * in any of our languages; undefined when it is none.
 */
export function readDate(typed: string, monthFirst = false): DateValue | undefined {
  if (typed.length > longest) return undefined
  const text = typed.replace(/\s+/g, ' ')
  const [, from, to] = /^(\d{4})[-–/](\d{4})$/.exec(text) ?? []
  if (from && to) {
    return from > to
      ? undefined
      : {type: 'date', iso: `${from}-${to}`, start: Date.UTC(Number(from), 0), precision: 'period'}
  }
  let parts = yearFirst.exec(text)
  if (parts) return dateOf(parts[1]!, parts[2], parts[3], parts.slice(4, 8))
  parts = yearLast.exec(text)
  if (parts) return ordered(parts[1], parts[2]!, parts[3]!, monthFirst, parts.slice(4, 7))
  parts = shortYear.exec(text)
  if (parts)
    return ordered(parts[1] ?? parts[4], (parts[2] ?? parts[5])!, longYear((parts[3] ?? parts[6])!), monthFirst)
  parts = quarter.exec(text)
  if (parts) return dateOf((parts[1] ?? parts[4])!, String(Number(parts[2] ?? parts[3]) * 3 - 2))
  parts = named.exec(text)
  if (parts) return inWords(parts[1], parts[3]!, parts[2], parts[4] ?? longYear(parts[5]!))
  parts = namedFirst.exec(text)
  return parts ? inWords(parts[1], parts[2]!, parts[3], parts[4]!) : undefined
}

function ordered(
  one: string | undefined,
  two: string,
  year: string,
  monthFirst: boolean,
  time?: Array<string | undefined>
) {
  return monthFirst && one !== undefined ? dateOf(year, one, two, time) : dateOf(year, two, one, time)
}

function longYear(two: string): string {
  return (Number(two) < 30 ? '20' : '19') + two
}

function inWords(weekday: string | undefined, month: string, day: string | undefined, year: string) {
  const {months, weekdays} = wordsOfDates
  if (months.size === 0) fillWords()
  const number = months.get(bare(month))
  return number && (weekday === undefined || weekdays.has(bare(weekday)))
    ? dateOf(year, String(number), day)
    : undefined
}

/** Names of months and days of the week in our languages, long and short, without accents. */
const wordsOfDates = {months: new Map<string, number>(), weekdays: new Set<string>()}

function fillWords(): void {
  for (const lang of ['fr', 'en', 'ar', 'ar-MA', 'de', 'es', 'pt', 'it']) {
    for (const form of ['long', 'short'] as const) {
      const [month, weekday] = [{month: form}, {weekday: form}].map(
        (part) => new Intl.DateTimeFormat(lang, {...part, calendar: 'gregory', timeZone: 'UTC'})
      )
      for (let at = 0; at < 12; at++) {
        wordsOfDates.weekdays.add(bare(weekday!.format(Date.UTC(2000, 0, at))))
        wordsOfDates.months.set(bare(month!.format(Date.UTC(2000, at))), at + 1)
      }
    }
  }
}

function bare(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
}

function dateOf(
  year: string,
  month?: string,
  day?: string,
  [hour, minute, second, zone]: ReadonlyArray<string | undefined> = []
): DateValue | undefined {
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)]
  // A day that its month does not have would count as one of the next.
  if (m < 1 || m > 12 || d < 1 || (d > 28 && d > new Date(Date.UTC(y, m, 0)).getUTCDate())) return undefined
  const iso = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined).join('-')
  if (hour === undefined) {
    return {type: 'date', iso, start: Date.UTC(y, m - 1, d), precision: day ? 'day' : month ? 'month' : 'year'}
  }
  const moment = `${iso}T${hour.padStart(2, '0')}:${minute}${second ? `:${second}` : ''}`
  const start = Date.parse(moment + (zone ?? 'Z'))
  return Number.isNaN(start) ? undefined : {type: 'date', iso: moment, start, precision: 'time'}
}
