/** `date` → what prints it: localized or not, ranges, seasons, years before Christ. CSL 1.0.2, “Date”. */

import {type Context, call, dateOf, type Render} from './context.ts'
import {findTerm, type Locale, termText} from './locale.ts'
import {readMarkup} from './markup.ts'
import {ordinal} from './numbers.ts'
import {type DateParts, type DateValue, dateKey} from './read-date.ts'
import {boxOf, decorator, type Scope} from './scope.ts'
import {applyTextCase} from './text-case.ts'
import {type Box, hasContent, join, type Node} from './tree.ts'
import type {Element} from './xml.ts'

const partNames = ['year', 'month', 'day']

/** How the parts of a date are printed. */
type DateFormat = ReturnType<typeof readFormat>

/** Its index: 0 year, 1 month, 2 day. */
type DatePart = DateFormat['parts'][number]

/** Compile `date`. */
export function compileDate(element: Element, scope: Scope): Render {
  const variable = element.attributes.variable ?? ''
  const format = readFormat(element, scope, variable)
  const decorate = decorator(element, scope)
  const keyDepth = Math.max(0, ...format.parts.map(({index}) => index + 1))
  return (context) => {
    const date = context.suppressed.has(variable) ? undefined : dateOf(context.work, variable)
    const node = date && (context.sort ? dateKey(date, keyDepth) : formatDate(date, format, context))
    call(context, variable, hasContent(node))
    if (!hasContent(node)) return undefined
    return context.sort ? node : decorate(node, context)
  }
}

/** The form of the locale, as the element changes it; or the element's own parts. CSL 1.0.2, “Localized Date Formats”. */
function readFormat(element: Element, scope: Scope, variable: string) {
  const {form, 'date-parts': names = 'year-month-day', 'text-case': textCase} = element.attributes
  const source = form === undefined ? element : scope.locale.dates.get(form)
  const shown = form === undefined ? partNames : names.split('-')
  const parts = (source?.children ?? []).flatMap((part) => {
    const {name = ''} = part.attributes
    const index = partNames.indexOf(name)
    if (index < 0 || !shown.includes(name)) return []
    const own = source === element ? part : element.children.find(({attributes}) => attributes.name === name)
    const attributes = {...part.attributes, ...own?.attributes}
    return [{index, attributes, box: boxOf({...part, attributes})}]
  })
  const {delimiter, 'text-case': localized} = source?.attributes ?? {}
  return {parts, delimiter, textCase: textCase ? undefined : localized, scope, variable}
}

function formatDate(date: DateValue, format: DateFormat, context: Context): Node | undefined {
  const {parts, delimiter, variable, textCase} = format
  const {locale} = format.scope
  const {start, end = start, literal} = date
  if (start.length === 0 && literal !== undefined) {
    // Words stand in the place of the year, and are printed once.
    if (!parts.some(({index}) => index === 0)) return undefined
    return withYearSuffix({children: [readMarkup(literal, locale.quotes)]}, variable, context)
  }
  const isShown = (part: DatePart, values: DateParts) => partText(part, values, date, locale) !== ''
  if (!parts.some((part) => isShown(part, start))) return undefined
  /** `edge` is the affix in the place of which a range delimiter stands. */
  const print = (some: readonly DatePart[], values: DateParts, edge?: 'prefix' | 'suffix'): Box => {
    const shown = some.filter((part) => isShown(part, values))
    const last = edge === 'prefix' ? shown[0] : shown.at(-1)
    const children = shown.map((part): Node => {
      const text = partText(part, values, date, locale)
      const {'text-case': partCase = '', 'strip-periods': strip} = part.attributes
      const {format, ...affixes} = part.box
      const box: Box = {format, stripsPeriods: strip === 'true', children: [applyTextCase(text, partCase, locale.lang)]}
      if (edge && part === last) affixes[edge] = undefined
      return {...affixes, children: [part.index === 0 ? withYearSuffix(box, variable, context) : box]}
    })
    return {children, delimiter}
  }
  const yearDelimiter = termText(locale, 'year-range-delimiter') ?? '–'
  const printAll = (): Node => {
    if (date.isOpen) return join([print(parts, start, 'suffix'), yearDelimiter])
    // Parts that differ are printed twice, those in common once. CSL 1.0.2, “Date Ranges”.
    const largest = [0, 1, 2].find((index) => start[index] !== end[index]) ?? 3
    const differs = ({index}: DatePart) => index >= largest
    if (!parts.some((part) => differs(part) && (isShown(part, start) || isShown(part, end)))) return print(parts, start)
    const first = parts.findIndex(differs)
    const after = parts.findLastIndex(differs) + 1
    const repeated = parts.slice(first, after)
    const leading = repeated.find(({index}) => index === largest) ?? repeated[0]!
    const between = leading.attributes['range-delimiter'] ?? (leading.index === 0 ? yearDelimiter : '–')
    const range = {children: [print(repeated, start, 'suffix'), print(repeated, end, 'prefix')], delimiter: between}
    return {children: [print(parts.slice(0, first), start), range, print(parts.slice(after), start)], delimiter}
  }
  return textCase ? applyTextCase(printAll(), textCase, locale.lang) : printAll()
}

/**
 * The letter that tells works of one year apart stands after the first year, unless the style prints it elsewhere.
 * CSL 1.0.2, “Disambiguation”, method 4.
 */
function withYearSuffix(box: Box, variable: string, context: Context): Node {
  const year: Box = variable === 'issued' ? {...box, part: 'year'} : box
  const {yearSuffix} = context.distinction
  const isKeptOff = context.keepsLettersOffAccess && variable === 'accessed'
  if (!context.isSuffixDue || yearSuffix === undefined || isKeptOff) return year
  context.isSuffixDue = false
  const letter: Box = {children: [yearSuffix], part: 'year-suffix'}
  return {children: [{...box, part: 'year'}, letter]}
}

/** The text of a part; nothing where the date lacks it. */
function partText({index, attributes: {form}}: DatePart, values: DateParts, date: DateValue, locale: Locale): string {
  const [year, month, day] = values
  if (index === 0) return yearText(year, form, locale)
  if (index === 1) return month ? monthText(month, form, locale) : values === date.start ? seasonText(date, locale) : ''
  return day && month !== undefined ? dayText(day, month, form, locale) : ''
}

/** CSL 1.0.2, “AD and BC”. */
function yearText(year: number | undefined, form: string | undefined, locale: Locale): string {
  if (!year) return ''
  const digits = String(Math.abs(year))
  if (year < 0) return digits + (termText(locale, 'bc') ?? 'BC')
  if (year < 1000) return digits + (termText(locale, 'ad') ?? 'AD')
  return form === 'short' && digits.length === 4 ? digits.slice(2) : digits
}

function monthText(month: number, form: string | undefined, locale: Locale): string {
  if (month > 20) return termText(locale, `season-0${month - 20}`) ?? ''
  if (form === 'numeric') return String(month)
  if (form === 'numeric-leading-zeros') return String(month).padStart(2, '0')
  return termText(locale, monthTerm(month), form === 'short' ? 'short' : 'long') ?? ''
}

/** In the place of a month. CSL 1.0.2, “Seasons”. */
function seasonText({season = ''}: DateValue, locale: Locale): string {
  return /^\d+$/.test(season) ? (termText(locale, `season-0${Number(season) % 20}`) ?? '') : season
}

function dayText(day: number, month: number, form: string | undefined, locale: Locale): string {
  if (form === 'numeric-leading-zeros') return String(day).padStart(2, '0')
  const isOrdinal = form === 'ordinal' && (day === 1 || locale.options['limit-day-ordinals-to-day-1'] !== 'true')
  return isOrdinal ? ordinal(locale, day, findTerm(locale, monthTerm(month))?.gender) : String(day)
}

function monthTerm(month: number): string {
  return `month-${String(month).padStart(2, '0')}`
}
