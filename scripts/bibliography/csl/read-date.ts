/** A date of CSL-JSON, structured or in words → its parts. */

/** Year, month, day; months 21 to 24 are seasons; years before Christ are negative. */
export type DateParts = readonly (number | undefined)[]

export interface DateValue {
  /** Empty when nothing but `literal` is known. */
  readonly start: DateParts
  readonly end?: DateParts | undefined
  /** The range has no end: « 1998– ». */
  readonly isOpen?: boolean
  /** Where no month is given: 1 spring … 4 winter, or words. */
  readonly season?: string | undefined
  /** Approximate. */
  readonly isUncertain?: boolean | undefined
  readonly literal?: string | undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const seasons: Record<string, string> = {spr: '1', sum: '2', aut: '3', fal: '3', win: '4'}

/** Of days, of what a slash separates, of anything else. */
const ranges = [/^(\d{4}-\d\d-\d\d)-(\d{4}-\d\d-\d\d)$/, /^([^/]*)\/([^/]*)$/, /^([^\d]*\d[^/–—-]*)[/–—-](.+)$/]

/** Read a date; undefined when it says nothing. */
export function readDate(value: unknown): DateValue | undefined {
  const isObject = typeof value === 'object' && value !== null
  if (!isObject && !isText(value)) return undefined
  const date = isObject ? readObject(value as Record<string, unknown>) : parseDate(String(value))
  return date.start.length > 0 || date.literal !== undefined || date.season !== undefined ? date : undefined
}

function readObject(value: Record<string, unknown>): DateValue {
  const date = readParts(value)
  return {
    ...date,
    isUncertain: (Boolean(value.circa) && value.circa !== '0') || date.isUncertain,
    season: isText(value.season) ? String(value.season) : date.season,
    literal: isText(value.literal) ? String(value.literal) : date.literal
  }
}

function readParts({'date-parts': parts, raw, year, month, day}: Record<string, unknown>): DateValue {
  if (Array.isArray(parts) && parts.length > 0) {
    const start = numbers(parts[0])
    const end = parts[1] === undefined ? [] : numbers(parts[1])
    return end[0] === 0 ? {start, isOpen: true} : {start, end: end.length > 0 ? end : undefined}
  }
  if (isText(raw)) return parseDate(String(raw))
  return {start: year === undefined ? [] : numbers([year, month, day])}
}

function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && !Number.isNaN(value))
}

/** Without the parts at the end that say nothing. Some write seasons as months 13 to 16 or 17 to 20. */
function numbers(parts: unknown): DateParts {
  const read = (Array.isArray(parts) ? parts : [parts]).slice(0, 3).map((part, index) => {
    const number = Number.parseInt(String(part ?? ''), 10)
    if (Number.isNaN(number)) return undefined
    return index === 1 && number > 12 && number < 21 ? number + (number < 17 ? 8 : 4) : number
  })
  while (read.length > 0 && (read.at(-1) === undefined || (read.length > 1 && read.at(-1) === 0))) read.pop()
  return read
}

/** Read a date in words: “3 May 1998”, “1998-05-03/1998-06-01”, “ca. 44 BC”, “Spring 2005”. */
export function parseDate(text: string): DateValue {
  const words = text.trim()
  const certain = words.replace(/^(?:c(?:irca|a)?\.?\s+|\?)|\?$/gi, '')
  const flag = certain === words ? {} : {isUncertain: true}
  const single = parseSingle(certain)
  if (single) return {...single, ...flag}
  const [, ...halves] = ranges.map((range) => range.exec(certain)).find((match) => match !== null) ?? []
  const [start, end] = halves.map(parseSingle)
  return start && end ? {start: start.start, end: end.start, ...flag} : {start: [], literal: text, ...flag}
}

function parseSingle(text: string): DateValue | undefined {
  const date = text.trim()
  const iso = /^(-?\d{1,4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:T.*)?$/.exec(date)
  if (iso && (iso[1]!.length > 2 || iso[3] === undefined)) return {start: numbers(iso.slice(1))}
  const american = /^(?:(\d{1,2})[-/])?(?:(\d{1,2})[-/])(\d{4})$/.exec(date)
  if (american) {
    const [, first, second, year] = american
    return {start: numbers(first === undefined ? [year, second] : [year, first, second])}
  }
  return parseWords(date.replace(/[.,]/g, ' ').split(/\s+/).filter(Boolean))
}

function parseWords(words: string[]): DateValue | undefined {
  let [year, month, day]: DateParts = []
  let season: string | undefined
  let isBefore = false
  for (const word of words) {
    const head = word.slice(0, 3).toLowerCase()
    if (/^\d{3,4}$/.test(word)) year = Number(word)
    else if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(word)) day = Number.parseInt(word, 10)
    else if (months.includes(head)) month = months.indexOf(head) + 1
    else if (Object.hasOwn(seasons, head)) season = seasons[head]
    else if (/^bce?$/i.test(word)) isBefore = true
    else if (!/^(?:ad|ce)$/i.test(word)) return undefined
  }
  if (year === undefined && month === undefined) [year, day] = [day, undefined]
  if (year === undefined) return undefined
  return {start: numbers([isBefore ? -year : year, month, day]), season}
}

/** A key that sorts by so many of year, month and day: years before Christ first, missing parts before known ones. */
export function dateKey({start, end, literal}: DateValue, depth = 3): string {
  if (start.length === 0) return literal ?? ''
  return partsKey(start, depth) + (end ? `-${partsKey(end, depth)}` : '')
}

function partsKey([year = 0, month = 0, day = 0]: DateParts, depth: number): string {
  const era = year < 0 ? `A${pad(10_000 + year, 5)}` : `B${pad(year, 5)}`
  return era + (depth > 1 ? pad(month, 2) : '') + (depth > 2 ? pad(day, 2) : '')
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')
