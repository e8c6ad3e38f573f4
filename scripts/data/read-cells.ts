/** The fields of a column → its type and its cells: numbers and dates as spreadsheets write them, in French or English. */

import type {Field} from './read-csv.ts'
import {readDate} from './read-date.ts'
import type {Cell, ColumnType, NumberValue} from './table.ts'

export {readDate} from './read-date.ts'

/** What stands for “nothing” in a column of numbers or dates. */
const blanks = new Set([...' - – — . .. ... ?'.split(' '), 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'n.d.', 'nd'])

/** Names of columns of years. */
const timeNames =
  /^(?:year|years|date|time|period|month|day|ann[ée]es?|an|temps|p[ée]riode|mois|jour|jahr|datum|zeit|a[ñn]o|fecha|anno|data|ano|السنة|سنة|التاريخ)$/i

interface CellReader {
  name: string
  /** Declared; found in the cells when absent. */
  type?: ColumnType | undefined
  /** Whether `3/1/2020` is in March: declared, or shown by another day of the column. */
  monthFirst?: boolean | undefined
  /** The sign before decimals in this table. */
  decimal: '.' | ','
  /** More words for “nothing”. */
  missing: readonly string[]
}

interface ReadColumn {
  type: ColumnType
  cells: Cell[]
  /** Cells whose text is none of their column's type. */
  wrong: Cell[]
  /** The first of dates that could be read either way, `3/1/2020`. */
  ambiguous?: Field | undefined
  /** A sign that every number carries: `%`, `€`. */
  unit: string
}

/** Read the cells of a column. Every cell is read a fixed number of times. */
export function readColumn(fields: readonly Field[], {type, name, missing, ...reader}: CellReader): ReadColumn {
  const isBlank = ({text}: Field) => text === '' || missing.includes(text)
  const filled = fields.filter((field) => !isBlank(field) && !blanks.has(field.text.toLowerCase()))
  const shown = monthFirstIn(filled)
  const {decimal, monthFirst = shown ?? false} = reader
  const found = type ?? typeOf(filled, {name, decimal, monthFirst})
  const wrong: Cell[] = []
  const units = new Set<string>()
  const cells = fields.map((field): Cell => {
    const {text} = field
    if (isBlank(field) || (found !== 'text' && blanks.has(text.toLowerCase()))) return {...field, type: 'missing'}
    const number = found === 'number' ? (readNumber(text, decimal) ?? readRange(text, decimal)) : undefined
    if (number) units.add(number.sign)
    const value = number ?? (found === 'date' ? readDate(text, monthFirst) : undefined)
    const cell: Cell = value ? {...value, ...field} : {...field, type: 'text'}
    if (!value && found !== 'text') wrong.push(cell)
    return cell
  })
  const isOpen = found === 'date' && shown === undefined && reader.monthFirst === undefined
  const ambiguous = isOpen ? filled.find(({text}) => eitherWay.test(text)) : undefined
  return {type: found, cells, wrong, ambiguous, unit: units.size === 1 ? [...units][0]! : ''}
}

/** More cells say nothing new of what a column is. */
const sample = 1000

/** What most cells are: all of them, or two thirds of at least three; more than half where the name is one of time. */
function typeOf(
  all: readonly Field[],
  {name, decimal, monthFirst}: {name: string; decimal: '.' | ','; monthFirst: boolean}
): ColumnType {
  const step = Math.ceil(all.length / sample)
  const filled = step < 2 ? all : all.filter((_, index) => index % step === 0)
  const isTime = timeNames.test(name)
  const isMost = (count: number, least = 2 / 3) =>
    count > 0 && (count === filled.length || (count >= 2 && count > least * filled.length - 0.01))
  const dates = filled.filter(({text}) => {
    const date = readDate(text, monthFirst)
    const isPlain = date && (date.precision === 'day' || date.precision === 'time' || /^\d{4}-\d\d?$|\p{L}/u.test(text))
    return date && (isTime || isPlain)
  }).length
  if (isMost(dates, isTime ? 0.51 : undefined)) return 'date'
  if (filled.some(({text}) => /^[-−]?0\d/.test(text))) return 'text'
  const numbers = filled.filter(({text}) => readNumber(text, decimal) !== undefined).length
  // Ranges alone are classes, 0–14, 15–64; among numbers they are what is known of one.
  const ranges = filled.filter(({text}) => readRange(text, decimal) !== undefined).length
  return isMost(numbers + (numbers >= ranges ? ranges : 0)) ? 'number' : 'text'
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

/** No number is longer. */
const longest = 60

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
  plain = plain.replace(/[\s'’]/g, '')
  const match = /\d/.test(plain) ? shape[decimal].exec(plain) : null
  if (!match) return undefined
  const value = Number(decimal === '.' ? plain.replaceAll(',', '') : plain.replaceAll('.', '').replace(',', '.'))
  return {type: 'number', value, decimals: match[1]?.length ?? 0, sign: before || after}
}

const range =
  /^(?:(?:entre|de|between|from|zwischen|von|tra|da|من|بين) )?([-−]?[^\s–-].*?)(?: ?[–—] ?|(?<=[\d%])-(?=\d)| (?:-|à|et|to|and|bis|und|y|a|e|إلى|و) )(.+)$/iu

/** `12–15`, « entre 12 et 15 »: what is known of a number; its value is the middle. */
export function readRange(typed: string, decimal: '.' | ','): ReturnType<typeof readNumber> {
  const [, from, to] = typed.length > longest ? [] : (range.exec(typed) ?? [])
  const [min, max] = [from, to].map((end) => (end === undefined ? undefined : readNumber(end, decimal)))
  if (!min || !max || min.value >= max.value) return undefined
  const ends = {min: min.value, max: max.value}
  return {...max, value: (min.value + max.value) / 2, decimals: Math.max(min.decimals, max.decimals), ends}
}

/** A day that is also a month. */
const eitherWay = /^(\d{1,2})[-/.](?!\1\b)(?:0?[1-9]|1[0-2])[-/.]\d/

/** Whether the second number of some day is above twelve, `04/18/2018`, or the first; undefined where none is. */
function monthFirstIn(fields: readonly Field[]): boolean | undefined {
  const days = fields.flatMap(({text}) => {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d/.exec(text) ?? []
    return first && second ? [[Number(first), Number(second)] as const] : []
  })
  if (days.some(([first]) => first > 12)) return false
  return days.some(([, second]) => second > 12) ? true : undefined
}
