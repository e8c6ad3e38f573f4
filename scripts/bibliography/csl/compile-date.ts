/** `date` → what prints it: localized or not, ranges, seasons, years before Christ. CSL 1.0.2, “Date”. */

import {type Context, call, dateOf, type Render} from './context.ts'
import {findTerm, type Locale, termText} from './locale.ts'
import {readMarkup} from './markup.ts'
import {ordinal} from './numbers.ts'
import {type DateParts, type DateValue, dateKey} from './read-date.ts'
import {boxOf, decorator, type Scope} from './scope.ts'
import {applyTextCase} from './text-case.ts'
import {type Box, hasContent, join, type Node, stripPeriods} from './tree.ts'
import type {Element} from './xml.ts'

const partNames = ['year', 'month', 'day']

/** How the parts of a date are printed. */
interface DateFormat {
  readonly parts: readonly DatePart[]
  readonly delimiter: string | undefined
  readonly textCase: string | undefined
  readonly scope: Scope
  readonly variable: string
}

interface DatePart {
  /** 0 year, 1 month, 2 day. */
  readonly index: number
  readonly form: string | undefined
  readonly rangeDelimiter: string | undefined
  readonly textCase: string | undefined
  readonly stripsPeriods: boolean
  readonly box: ReturnType<typeof boxOf>
}

/** Compile `date`. */
export function compileDate(element: Element, scope: Scope): Render {
  const variable = element.attributes.variable ?? ''
  const format = readFormat(element, scope, variable)
  const decorate = decorator(element, scope)
  const keyDepth = Math.max(0, ...format.parts.map(({index}) => index + 1))
  return (context) => {
    const date = context.suppressed.has(variable) ? undefined : dateOf(context.work, variable)
    if (!date) {
      call(context, variable, false)
      return undefined
    }
    if (context.sort) {
      call(context, variable, true)
      return dateKey(date, keyDepth)
    }
    const node = formatDate(date, format, context)
    call(context, variable, hasContent(node))
    return hasContent(node) ? decorate(node, context) : undefined
  }
}

/** The form of the locale, as the element changes it; or the element's own parts. CSL 1.0.2, “Localized Date Formats”. */
function readFormat(element: Element, scope: Scope, variable: string): DateFormat {
  const {form, delimiter, 'date-parts': names = 'year-month-day'} = element.attributes
  if (form === undefined) {
    return {parts: readParts(element.children), delimiter, textCase: undefined, scope, variable}
  }
  const localized = scope.locale.dates.get(form)
  const shown = new Set(names.split('-'))
  const parts = (localized?.children ?? [])
    .filter(({attributes}) => shown.has(attributes.name ?? ''))
    .map((part): Element => {
      const own = element.children.find(({attributes}) => attributes.name === part.attributes.name)
      return own ? {...part, attributes: {...part.attributes, ...own.attributes}} : part
    })
  const textCase = element.attributes['text-case'] ? undefined : localized?.attributes['text-case']
  return {parts: readParts(parts), delimiter: localized?.attributes.delimiter, textCase, scope, variable}
}

function readParts(elements: readonly Element[]): DatePart[] {
  return elements
    .filter(({attributes}) => partNames.includes(attributes.name ?? ''))
    .map((element) => ({
      index: partNames.indexOf(element.attributes.name ?? ''),
      form: element.attributes.form,
      rangeDelimiter: element.attributes['range-delimiter'],
      textCase: element.attributes['text-case'],
      stripsPeriods: element.attributes['strip-periods'] === 'true',
      box: boxOf(element)
    }))
}

function formatDate(date: DateValue, format: DateFormat, context: Context): Node | undefined {
  const {scope, variable, textCase, parts} = format
  if (date.start.length === 0 && date.literal !== undefined) {
    // Words stand in the place of the year, and are printed once.
    if (!parts.some(({index}) => index === 0)) return undefined
    return withYearSuffix({children: [readMarkup(date.literal, scope.quotes)]}, variable, context)
  }
  if (!parts.some((part) => partText(part, date.start, date, scope.locale) !== '')) return undefined
  const node = date.end
    ? formatRange(date, date.end, format, context)
    : date.isOpen
      ? join([
          formatParts(parts, date.start, {date, format, context, edge: 'end'}),
          termText(scope.locale, 'year-range-delimiter') ?? '–'
        ])
      : formatParts(parts, date.start, {date, format, context})
  return textCase ? applyTextCase(node, textCase, scope.locale.lang) : node
}

/** Parts that differ are printed twice, those in common once. CSL 1.0.2, “Date Ranges”. */
function formatRange(date: DateValue, end: DateParts, format: DateFormat, context: Context): Node {
  const {parts, delimiter, scope} = format
  const options = {date, format, context}
  const largest = [0, 1, 2].find((index) => date.start[index] !== end[index]) ?? 3
  const differs = (part: DatePart) =>
    part.index >= largest &&
    (partText(part, date.start, date, scope.locale) !== '' || partText(part, end, date, scope.locale) !== '')
  if (!parts.some(differs)) return formatParts(parts, date.start, options)
  const first = parts.findIndex(({index}) => index >= largest)
  const last = parts.findLastIndex(({index}) => index >= largest)
  const repeated = parts.slice(first, last + 1)
  const leading = repeated.find(({index}) => index === largest) ?? repeated[0]!
  const between =
    leading.rangeDelimiter ?? (leading.index === 0 ? termText(scope.locale, 'year-range-delimiter') : undefined) ?? '–'
  const range: Node = {
    children: [
      formatParts(repeated, date.start, {...options, edge: 'end'}),
      formatParts(repeated, end, {...options, edge: 'start'})
    ],
    delimiter: between
  }
  const before = formatParts(parts.slice(0, first), date.start, options)
  const after = formatParts(parts.slice(last + 1), date.start, options)
  return {children: [before, range, after], delimiter}
}

interface PartsOptions {
  date: DateValue
  format: DateFormat
  context: Context
  /** The side where a range delimiter stands in the place of an affix. */
  edge?: 'start' | 'end'
}

function formatParts(parts: readonly DatePart[], values: DateParts, options: PartsOptions): Node {
  const {date, format, context, edge} = options
  const {locale} = format.scope
  const shown = parts.flatMap((part) => {
    const text = partText(part, values, date, locale)
    return text === '' ? [] : [{part, text}]
  })
  const children = shown.map(({part, text}, index): Node => {
    const plain = part.stripsPeriods ? stripPeriods(text) : text
    const cased = part.textCase ? applyTextCase(plain, part.textCase, locale.lang) : plain
    const {prefix, suffix, format: style} = part.box
    const box: Box = {format: style, children: [cased]}
    return {
      children: [part.index === 0 ? withYearSuffix(box, format.variable, context) : box],
      prefix: edge === 'start' && index === 0 ? undefined : prefix,
      suffix: edge === 'end' && index === shown.length - 1 ? undefined : suffix
    }
  })
  return {children, delimiter: format.delimiter}
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
  return {
    children: [
      {...box, part: 'year'},
      {children: [yearSuffix], part: 'year-suffix'}
    ]
  }
}

function partText(part: DatePart, values: DateParts, date: DateValue, locale: Locale): string {
  if (part.index === 0) return yearText(values[0], part.form, locale)
  if (part.index === 1) return monthText(values, part.form, date, locale)
  return dayText(values, part.form, locale)
}

/** CSL 1.0.2, “AD and BC”. */
function yearText(year: number | undefined, form: string | undefined, locale: Locale): string {
  if (!year) return ''
  const digits = String(Math.abs(year))
  if (year < 0) return digits + (termText(locale, 'bc') ?? 'BC')
  if (year < 1000) return digits + (termText(locale, 'ad') ?? 'AD')
  return form === 'short' && digits.length === 4 ? digits.slice(2) : digits
}

/** A month, or the season in its place. CSL 1.0.2, “Seasons”. */
function monthText(values: DateParts, form: string | undefined, date: DateValue, locale: Locale): string {
  const month = values[1]
  if (!month) {
    if (date.season === undefined || values !== date.start) return ''
    return /^\d+$/.test(date.season) ? seasonText(Number(date.season), locale) : date.season
  }
  if (month > 20) return seasonText(month, locale)
  if (form === 'numeric') return String(month)
  if (form === 'numeric-leading-zeros') return String(month).padStart(2, '0')
  return termText(locale, monthTerm(month), form === 'short' ? 'short' : 'long') ?? ''
}

function seasonText(season: number, locale: Locale): string {
  return termText(locale, `season-0${season > 20 ? season - 20 : season}`) ?? ''
}

function dayText([, month, day]: DateParts, form: string | undefined, locale: Locale): string {
  if (!day || month === undefined) return ''
  if (form === 'numeric-leading-zeros') return String(day).padStart(2, '0')
  const isOrdinal = form === 'ordinal' && (day === 1 || locale.options['limit-day-ordinals-to-day-1'] !== 'true')
  return isOrdinal ? ordinal(locale, day, findTerm(locale, monthTerm(month))?.gender) : String(day)
}

function monthTerm(month: number): string {
  return `month-${String(month).padStart(2, '0')}`
}
