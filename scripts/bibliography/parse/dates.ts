/** EDTF dates, years, months and dates in words → CSL dates. */

import type {CslDate} from '../entry.ts'

/** A date as read; `isKnown` is false when it is kept as it stands because nothing could be read in it. */
export interface ReadDate {
  date?: CslDate
  isKnown: boolean
}

/**
 * Read BibLaTeX's `date`: EDTF levels 0 and 1 with seasons, then dates in words, French, English or Arabic.
 *
 * Source: Library of Congress, Extended Date/Time Format, 2019.
 */
export function parseDate(raw: string): ReadDate {
  const text = raw.trim().replace(/[–—−]/g, '-')
  if (text === '' || isWithoutDate(text)) return {isKnown: true}
  const ends = text.split('/')
  if (ends.length > 2) return asItStands(raw)
  const from = parseEdtf(ends[0]!.trim())
  if (ends.length === 1) return from ? {date: from, isKnown: true} : parseWords(text)
  return parseRange(from, ends[0]!.trim(), ends[1]!.trim()) ?? asItStands(raw)
}

/** Read BibTeX's `year`, `month` and `day`. */
export function parseYearMonth(year: string, month?: string, day?: string): ReadDate {
  const read = parseDate(year.replace(/--+/g, '/').replace(/^(\d{4})\s*[-–]\s*(\d{4})$/, '$1/$2'))
  const parts = read.date?.['date-parts']
  if (!month || !parts || parts.length !== 1 || parts[0]!.length > 1) return read
  const found = parseMonth(month)
  if (!found) return {...read, isKnown: false}
  const first = [...parts[0]!, ...found.from]
  const dayNumber = day === undefined ? Number.NaN : Number(day)
  if (first.length === 2 && isDay(parts[0]![0]!, first[1]!, dayNumber)) first.push(dayNumber)
  const date: CslDate = {...read.date, 'date-parts': found.to ? [first, [...parts[0]!, ...found.to]] : [first]}
  if (found.season) {
    date['date-parts'] = parts
    date.season = found.season
  }
  return {date, isKnown: read.isKnown}
}

/** The number of a month's name or abbreviation, in French, English, Spanish, German or Arabic. */
export function monthNumber(name: string): number | undefined {
  const key = fold(name)
  return months.get(key) ?? months.get(key.slice(0, 4)) ?? undefined
}

function parseRange(from: CslDate | undefined, start: string, end: string): ReadDate | undefined {
  const isOpen = /^(?:\.\.|unknown|open|)$/i
  const to = parseEdtf(end)
  if (from?.['date-parts'] && isOpen.test(end)) {
    return {date: {...from, 'date-parts': [from['date-parts'][0]!, [0]]}, isKnown: true}
  }
  if (isOpen.test(start) && to) return {date: {literal: `…/${end.replace(/[?~%]/g, '')}`}, isKnown: true}
  if (!from || !to) return undefined
  if (!from['date-parts'] || !to['date-parts']) return {date: {literal: `${start}/${end}`}, isKnown: true}
  const isCirca = from.circa || to.circa
  return {
    date: {
      'date-parts': [from['date-parts'][0]!, to['date-parts'][0]!],
      season: from.season,
      circa: isCirca ? true : undefined
    },
    isKnown: true
  }
}

function parseEdtf(source: string): CslDate | undefined {
  const isCirca = /[?~%]/.test(source)
  const text = source.replace(/[?~%]/g, '').replace(/T.*$/i, '')
  const circa = isCirca ? {circa: true} : {}
  if (/^-?\d{1,3}[Xxu]$|^-?\d{1,2}[Xxu]{2}$|^-?\d[Xxu]{3}$|^[Xxu]{4}$/.test(text)) {
    return {literal: text.replace(/[xu]/g, 'X'), ...circa}
  }
  const found = /^(Y?-?\d{4,9}|-?\d{1,4})(?:-(\d{1,2}|[Xxu]{2}))?(?:-(\d{1,2}|[Xxu]{2}))?$/i.exec(text)
  if (!found) return undefined
  const astronomical = Number(found[1]!.replace(/^Y/i, ''))
  // EDTF has a year zero, the calendar that readers know has none: -0043 is 44 BC.
  const year = astronomical > 0 ? astronomical : astronomical - 1
  const month = found[2] === undefined ? Number.NaN : Number(found[2])
  if (month >= 21 && month <= 41) {
    return {'date-parts': [[year]], season: month <= 32 ? ((month - 21) % 4) + 1 : undefined, ...circa}
  }
  if (found[2] === undefined || Number.isNaN(month)) return {'date-parts': [[year]], ...circa}
  if (month < 1 || month > 12) return undefined
  const day = found[3] === undefined ? Number.NaN : Number(found[3])
  if (Number.isNaN(day)) return {'date-parts': [[year, month]], ...circa}
  return isDay(year, month, day) ? {'date-parts': [[year, month, day]], ...circa} : undefined
}

function isDay(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(day) || day < 1) return false
  return day <= new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate()
}

/** « 15 mars 2004 », “March 15, 2004”, « vers 1900 », « [2004] », “2004a”, « printemps 2004 ». */
function parseWords(source: string): ReadDate {
  const isCirca = /^\[|\?|^(?:c|ca|circa|vers|env|environ|about)\b/i.test(source)
  const text = source
    .replace(/[[\]?]/g, ' ')
    .replace(/^\s*(?:c|ca|circa|vers|environ|env|about)\b\.?/i, ' ')
    .trim()
  const circa = isCirca ? {circa: true} : {}
  const plainYear = /^(-?\d{3,4})[a-z]?$/.exec(text)
  if (plainYear) return {date: {'date-parts': [[Number(plainYear[1])]], ...circa}, isKnown: true}
  const between = /^(\d{4})\s*-+\s*(\d{4})$/.exec(text)
  if (between) return {date: {'date-parts': [[Number(between[1])], [Number(between[2])]], ...circa}, isKnown: true}
  const beforeChrist = /^(\d{1,4})\s*(?:av(?:ant)?\.?\s*J\.?[\s-]*C\.?|BCE?)$/i.exec(text)
  if (beforeChrist) return {date: {'date-parts': [[-Number(beforeChrist[1])]], ...circa}, isKnown: true}
  const year = /(?:^|[^\d])(\d{4})(?!\d)/.exec(text)
  if (year) {
    const rest = text.replace(year[1]!, ' ').trim()
    const found = rest.length < 60 ? parseMonth(rest) : undefined
    const number = Number(year[1])
    if (found?.season) return {date: {'date-parts': [[number]], season: found.season, ...circa}, isKnown: true}
    if (found) {
      const parts = [[number, ...found.from], ...(found.to ? [[number, ...found.to]] : [])]
      return {date: {'date-parts': parts, ...circa}, isKnown: true}
    }
  }
  return asItStands(source)
}

interface ReadMonth {
  from: number[]
  to?: number[]
  season?: number
}

/** `3`, `mar`, « mars », « 15 mars », `jan # "~15"`, « juin-juillet », « printemps ». */
function parseMonth(source: string): ReadMonth | undefined {
  const text = fold(source.replace(/[\u00A0~,]/g, ' ').replace(/\bof\b|\bde\b|\ble\b/gi, ' '))
  if (/^\d{1,2}$/.test(text)) {
    const number = Number(text)
    if (number >= 1 && number <= 12) return {from: [number]}
    return number >= 21 && number <= 24 ? {from: [], season: number - 20} : undefined
  }
  const season = seasons.get(text)
  if (season) return {from: [], season}
  const ends = text.split(/\s*(?:--?|\/|\bet\b|\band\b)\s*/).filter(Boolean)
  if (ends.length === 0 || ends.length > 2) return undefined
  const read = ends.map(monthAndDay)
  if (read.some((part) => part === undefined)) return undefined
  return read.length === 2 ? {from: read[0]!, to: read[1]!} : {from: read[0]!}
}

function monthAndDay(text: string): number[] | undefined {
  const found = /^(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?(\D+?)(?:\s+(\d{1,2})(?:er|st|nd|rd|th)?)?$/.exec(text.trim())
  if (!found) return /^\d{1,2}$/.test(text) && Number(text) <= 12 ? [Number(text)] : undefined
  const month = monthNumber(found[2]!)
  if (!month) return undefined
  const day = Number(found[1] ?? found[3])
  return day >= 1 && day <= 31 ? [month, day] : [month]
}

/** The authors' ways to say that there is no date. */
function isWithoutDate(text: string): boolean {
  return /^\[?(?:s\.?\s?d\.?|n\.?\s?d\.?|sans date|no date)\]?$/i.test(text)
}

function asItStands(raw: string): ReadDate {
  const literal = raw.replace(/\s+/g, ' ').trim()
  // « à paraître », “forthcoming”: words are meant, digits are a mistake.
  return {date: {literal}, isKnown: !/\d/.test(literal)}
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\./g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const months = new Map<string, number>(
  [
    'jan janv janvier january enero januar يناير',
    'feb fev fevr fevrier february febrero februar فبراير',
    'mar mars march marzo marz مارس',
    'apr avr avri avril april abril أبريل ابريل',
    'may mai mayo ماي مايو',
    'jun juin june junio juni يونيو',
    'jul juil juill juillet july julio juli يوليوز يوليو',
    'aug aou aout august agosto غشت أغسطس',
    'sep sept septembre september septiembre شتنبر سبتمبر',
    'oct octo octobre october octubre oktober okt أكتوبر اكتوبر',
    'nov nove novembre november noviembre نونبر نوفمبر',
    'dec dece decembre december diciembre dezember dez دجنبر ديسمبر'
  ].flatMap((names, index) => names.split(' ').map((name) => [fold(name), index + 1] as const))
)

const seasons = new Map<string, number>(
  ['printemps spring', 'ete summer', 'automne autumn fall', 'hiver winter'].flatMap((names, index) =>
    names.split(' ').map((name) => [name, index + 1] as const)
  )
)
