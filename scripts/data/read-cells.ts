/** The fields of a column → its type and its cells: numbers and dates as spreadsheets write them, in French or English. */

import type {Field} from './scan-csv.ts'
import type {Cell, ColumnType, DateValue, NumberValue} from './table.ts'

/** What stands for “nothing” in a column of numbers or dates. */
const blanks = new Set([
  '',
  '-',
  '–',
  '—',
  '.',
  '..',
  '...',
  'na',
  'n/a',
  '#n/a',
  'nan',
  'null',
  'none',
  'n.d.',
  'nd',
  '?'
])

/** Names of columns of years. */
const timeNames =
  /^(?:year|years|date|time|period|month|day|ann[ée]es?|an|temps|p[ée]riode|mois|jour|jahr|datum|zeit|a[ñn]o|fecha|anno|data|ano|السنة|سنة|التاريخ)$/i

export interface CellReader {
  /** Declared; found in the cells when absent. */
  type?: ColumnType | undefined
  name: string
  /** The sign before decimals in this table. */
  decimal: '.' | ','
  /** More words for “nothing”. */
  missing: readonly string[]
}

export interface ReadColumn {
  type: ColumnType
  cells: Cell[]
  /** Cells whose text is none of their column's type. */
  wrong: Cell[]
  /** A sign that every number carries: `%`, `€`. */
  unit: string
}

/** Read the cells of a column. Every cell is read a fixed number of times. */
export function readColumn(fields: readonly Field[], {type, name, decimal, missing}: CellReader): ReadColumn {
  const isBlank = ({text}: Field) => text === '' || missing.includes(text)
  const filled = fields.filter((field) => !isBlank(field) && !blanks.has(field.text.toLowerCase()))
  const monthFirst = isMonthFirst(filled)
  const found = type ?? typeOf(filled, {name, decimal, monthFirst})
  const wrong: Cell[] = []
  const units = new Set<string>()
  const cells = fields.map((field): Cell => {
    const {text, at} = field
    if (isBlank(field) || (found !== 'text' && blanks.has(text.toLowerCase()))) return {type: 'missing', text, at}
    const number = found === 'number' ? readNumber(text, decimal) : undefined
    if (number) {
      units.add(number.sign)
      return {type: 'number', value: number.value, decimals: number.decimals, text, at}
    }
    const date = found === 'date' ? readDate(text, monthFirst) : undefined
    if (date) return {...date, text, at}
    const cell: Cell = {type: 'text', text, at}
    if (found !== 'text') wrong.push(cell)
    return cell
  })
  return {type: found, cells, wrong, unit: units.size === 1 ? [...units][0]! : ''}
}

/** More cells say nothing new of what a column is. */
const sample = 1000

/** What most cells are: all of them, or at least three and two thirds of them. */
function typeOf(
  all: readonly Field[],
  {name, decimal, monthFirst}: {name: string; decimal: '.' | ','; monthFirst: boolean}
): ColumnType {
  const step = Math.ceil(all.length / sample)
  const filled = step < 2 ? all : all.filter((_, index) => index % step === 0)
  const isMost = (count: number) =>
    count > 0 && (count === filled.length || (count >= 3 && count * 3 >= filled.length * 2))
  const isTime = timeNames.test(name)
  const dates = filled.filter(({text}) => {
    const date = looksLikeDate(text) && readDate(text, monthFirst)
    return date && (isTime || date.precision === 'day' || date.precision === 'time' || /^\d{4}-\d\d?$/.test(text))
  }).length
  if (isMost(dates)) return 'date'
  if (filled.some(({text}) => /^[-−]?0\d/.test(text))) return 'text'
  return isMost(filled.filter(({text}) => readNumber(text, decimal) !== undefined).length) ? 'number' : 'text'
}

/**
 * The sign before decimals that the numbers of a table have: what shows it in most of them, `1,5` or `1.234,50`.
 *
 * @param isFrench  what is likely where none shows it: a table with semicolons
 */
export function decimalOf(fields: Iterable<Field>, isFrench: boolean): '.' | ',' {
  let commas = 0
  let points = 0
  for (const {text} of fields) {
    if (commas + points > sample) break
    if (text.length > longest || !/^[-−+]?[\d\s.,'’]+ ?%?$/.test(text)) continue
    if (/,\d{1,2}\D*$|,\d{4,}\D*$|\d\.\d{3},|^[-−+]?0,/.test(text)) commas += 1
    else if (/\.\d{1,2}\D*$|\.\d{4,}\D*$|\d,\d{3}\.|^[-−+]?0\./.test(text)) points += 1
  }
  return commas > points || (commas === points && isFrench) ? ',' : '.'
}

/** No number and no date is longer. */
const longest = 60

const spaces = /[\s'’]/g
const shape = {
  '.': /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(?:e[-+]?\d+)?$/i,
  ',': /^[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,(\d+))?(?:e[-+]?\d+)?$/i
}

/** A number and the sign of its unit, « 1 234,5 » or “1,234.5”, `12 %`, `(120)` below zero. */
export function readNumber(typed: string, decimal: '.' | ','): (NumberValue & {sign: string}) | undefined {
  if (typed.length > longest) return undefined
  const [, before = '', number = '', after = ''] = /^([€$£]?)\s?(.*?)\s?([%€$£]?)$/s.exec(typed)!
  const bracketed = /^\((.*)\)$/s.exec(number)
  let plain = (bracketed ? `-${bracketed[1]}` : number).replace('−', '-')
  if (/\s/.test(plain) && !/^[-+]?\d{1,3}(?:[\s'’]\d{3})+(?:\D|$)/.test(plain)) return undefined
  plain = plain.replace(spaces, '')
  const match = /\d/.test(plain) ? shape[decimal].exec(plain) : null
  if (!match) return undefined
  const value = Number(decimal === '.' ? plain.replaceAll(',', '') : plain.replaceAll('.', '').replace(',', '.'))
  return {type: 'number', value, decimals: match[1]?.length ?? 0, sign: before || after}
}

const looksLikeDate = (text: string) => /^\d{1,4}(?:[-/.](?:\d|[QT])|$)/.test(text)

/** `04/18/2018`: the second number of some day is above twelve, the first of none. */
function isMonthFirst(fields: readonly Field[]): boolean {
  const days = fields.flatMap(({text}) => {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d/.exec(text) ?? []
    return first && second ? [[Number(first), Number(second)] as const] : []
  })
  return days.some(([, second]) => second > 12) && !days.some(([first]) => first > 12)
}

const yearFirst =
  /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ](\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/
const yearLast = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})(?: (\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$/

/** A date as data writes it: `2020`, `2020-07`, `2020-07-01 14:30`, `01/07/2020`, `2011-2015`, `2020-Q3`; undefined when it is none. */
export function readDate(text: string, monthFirst = false): DateValue | undefined {
  if (text.length > longest) return undefined
  const period = /^(\d{4})[-–/](\d{4})$/.exec(text)
  if (period) {
    const [, from = '', to = ''] = period
    return from > to
      ? undefined
      : {type: 'date', iso: `${from}-${to}`, start: Date.UTC(Number(from), 0), precision: 'period'}
  }
  const quarter = /^(\d{4})[- ]?[QT]([1-4])$/.exec(text)
  if (quarter) return dateOf(quarter[1]!, String(Number(quarter[2]) * 3 - 2))
  const first = yearFirst.exec(text)
  if (first) return dateOf(first[1]!, first[2], first[3], first.slice(4, 8))
  const last = yearLast.exec(text)
  if (!last) return undefined
  const [, one, two, year = ''] = last
  const [day, month] = monthFirst && one !== undefined ? [two, one] : [one, two]
  return dateOf(year, month, day, last.slice(4, 7))
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
  const two = (part: string) => part.padStart(2, '0')
  let iso = year
  if (month !== undefined) iso += `-${two(month)}`
  if (day !== undefined) iso += `-${two(day)}`
  if (hour === undefined) {
    return {type: 'date', iso, start: Date.UTC(y, m - 1, d), precision: day ? 'day' : month ? 'month' : 'year'}
  }
  iso += `T${two(hour)}:${minute}${second ? `:${second}` : ''}`
  const start = Date.parse(iso + (zone ?? 'Z'))
  return Number.isNaN(start) ? undefined : {type: 'date', iso, start, precision: 'time'}
}
