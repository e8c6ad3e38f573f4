/** A BibTeX entry with all its fields → a CSL item. What cannot be read is a message at the field. */

import {warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {BibEntry, CslDate, CslItem, DateField, ItemType, TextField} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {parseDate, parseYearMonth, type ReadDate} from './dates.ts'
import {
  type EntrySource,
  openSource,
  plainOf,
  plainTex,
  rawOf,
  reportValue,
  sentences,
  textOf,
  titleText
} from './field-text.ts'
import {namesOf, shortAuthorOf} from './item-names.ts'
import {identifiersOf, numberFields, publishedAt} from './item-numbers.ts'
import {titlesOf} from './item-titles.ts'
import {entryTypes, genreText, itemType, stateText} from './types.ts'
import type {RawFields, RawValue} from './values.ts'

type Texts = Partial<Pick<CslItem, TextField>>
type Dates = Partial<Pick<CslItem, DateField>>

/** Fields whose text is taken as it is. */
const sameTexts: readonly [field: TextField, name: string][] = [
  ['volume', 'volume'],
  ['number-of-volumes', 'volumes'],
  ['number-of-pages', 'pagetotal'],
  ['chapter-number', 'chapter'],
  ['part', 'part'],
  ['edition', 'edition'],
  ['version', 'version'],
  ['container-title-short', 'shortjournal'],
  ['collection-title-short', 'shortseries'],
  ['original-publisher', 'origpublisher'],
  ['ISSN', 'issn'],
  ['PMCID', 'pmcid'],
  ['citation-label', 'shorthand'],
  ['call-number', 'library']
]

/** Titles that stand in one field. */
const sameTitles: readonly [field: TextField, name: string][] = [
  ['title-short', 'shorttitle'],
  ['collection-title', 'series'],
  ['original-title', 'origtitle']
]

/** Lists of places: « Paris ; Genève ». */
const places: readonly [field: TextField, name: string][] = [
  ['publisher-place', 'location'],
  ['original-publisher-place', 'origlocation'],
  ['event-place', 'venue']
]

/** With what BibLaTeX puts before `date`, `year`, `month` and `day`. */
const dates: readonly [field: DateField, prefix: string][] = [
  ['issued', ''],
  ['accessed', 'url'],
  ['event-date', 'event'],
  ['original-date', 'orig']
]

/**
 * Make the item of an entry.
 *
 * @param lang  the bibliography's language, for words such as « thèse de doctorat »
 *
 * Emits `bibliography:unknown-type`, `bibliography:unknown-command`, `bibliography:name`,
 * `bibliography:ambiguous-name`, `bibliography:date`, `bibliography:unsafe-url`.
 */
export function toCsl(entry: BibEntry, fields: RawFields, lang: string): CslItem {
  const source = openSource(entry, fields, lang)
  const type = typeOf(source)
  const item: CslItem = {
    id: entry.key,
    type,
    custom: {entryType: entry.type, shortAuthor: shortAuthorOf(source)},
    ...namesOf(source, type),
    ...textsOf(source),
    ...titlesOf(source, type),
    ...datesOf(source),
    ...publicationOf(source, type),
    ...numberFields(source, type),
    ...identifiersOf(source),
    keyword: textOf(source, 'keywords')?.replace(/\s*[,;]\s*/g, ', '),
    language: source.language
  }
  return withoutBlanks(item)
}

/** Only what says something: a missing field and an empty one are the same to a style. */
function withoutBlanks(item: CslItem): CslItem {
  const given = ([, value]: [string, unknown]) => value !== undefined && value !== ''
  const custom = Object.fromEntries(Object.entries(item.custom ?? {}).filter(given))
  return {...(Object.fromEntries(Object.entries(item).filter(given)) as CslItem), custom}
}

function typeOf(source: EntrySource): ItemType {
  const {entry, fields} = source
  const known = itemType(entry.type, rawOf(source, 'entrysubtype'))
  if (known === undefined) reportType(entry)
  if (entry.type === 'periodical' && fields.has('issuetitle')) return 'article-journal'
  const isPage = fields.has('url') && !fields.has('howpublished') && !fields.has('publisher')
  if (entry.type === 'misc' && isPage) return 'webpage'
  return known ?? 'document'
}

function reportType({type, file, text, start}: BibEntry): void {
  warn(file, `Unknown type \`@${type}\``, {
    at: positionAt(file, text, start, start + 1 + type.length),
    rule: 'bibliography:unknown-type',
    actual: type,
    expected: nearest(type, entryTypes.keys()),
    fix: didYouMean(type, entryTypes.keys()) || 'Use `@misc` if no other type fits; it is treated as `@misc`.'
  })
}

function textsOf(source: EntrySource): Texts {
  const texts: Texts = {}
  for (const [field, name] of sameTexts) texts[field] = textOf(source, name)
  for (const [field, name] of sameTitles) texts[field] = titleText(source, name)
  for (const [field, name] of places) texts[field] = placesOf(source, name)
  return texts
}

function placesOf(source: EntrySource, name: string): string | undefined {
  return textOf(source, name)?.replace(/\s+and\s+/g, '\u00A0; ')
}

/** The dates of an entry; a work without one has its state instead: « à paraître ». */
function datesOf(source: EntrySource): Dates & Pick<Texts, 'status'> {
  const found: Dates = {}
  for (const [field, prefix] of dates) found[field] = dateOf(source, `${prefix}date`) ?? yearOf(source, prefix)
  const state = rawOf(source, 'pubstate')
  const status = state ? stateText(plainOf(source, 'pubstate'), source.lang) : undefined
  return {...found, issued: found.issued ?? (status ? {literal: status} : undefined), status}
}

function dateOf(source: EntrySource, name: string): CslDate | undefined {
  const value = source.fields.get(name)
  return value && checkedDate(parseDate(dateText(value)), value)
}

/** The date of BibTeX's `year`, `month` and `day`, of `origyear`… */
function yearOf(source: EntrySource, prefix: string): CslDate | undefined {
  const year = source.fields.get(`${prefix}year`)
  if (!year) return undefined
  const month = source.fields.get(`${prefix}month`)
  const read = parseYearMonth(dateText(year), month && plainTex(month.raw), rawOf(source, `${prefix}day`))
  return checkedDate(read, month && !/\D/.test(year.raw) ? month : year)
}

function checkedDate({date, isKnown}: ReadDate, value: RawValue): CslDate | undefined {
  if (!isKnown) {
    reportValue(warn, value, {
      rule: 'bibliography:date',
      reason: `Invalid date \`${value.raw.trim().slice(0, 60)}\` in \`${value.field.name}\``,
      fix: 'Write it as `2004-03-15`, `2004-03`, `2004`, `2004/2006` or `1984?`.'
    })
  }
  return date
}

/** A tilde after a year is EDTF's « about », not TeX's space: `2004-06~`, `1830~/1840`. */
function dateText({raw}: RawValue): string {
  return plainTex(raw.replace(/(?<=[\dXu])~(?=\s*(?:[/}]|$))/gi, '\\textasciitilde{}'))
}

/** Types that say by themselves what kind of work it is. */
const ownGenres = new Map([
  ['phdthesis', 'phdthesis'],
  ['mastersthesis', 'mathesis']
])

/** Who published the work, and as what; what `howpublished` says is the publisher where there is no other, else a note. */
function publicationOf(source: EntrySource, type: ItemType): Texts {
  const how = publishedAt(source) === undefined ? textOf(source, 'howpublished') : undefined
  const given = publisherOf(source, type)
  const kind = textOf(source, 'type')
  const genre = kind ?? ownGenres.get(source.entry.type)
  return {
    publisher: given ?? how,
    note: sentences(given ? how : undefined, textOf(source, 'note'), textOf(source, 'addendum')),
    genre: genre && genreText(genre, source.lang),
    jurisdiction: type === 'patent' ? placesOf(source, 'location') : undefined,
    medium: type === 'graphic' || type === 'song' ? kind : undefined
  }
}

function publisherOf(source: EntrySource, type: ItemType): string | undefined {
  const [publisher, institution, organization] = ['publisher', 'institution', 'organization'].map((name) =>
    textOf(source, name)
  )
  const isInstitutional = type === 'thesis' || type === 'report'
  return (isInstitutional ? (institution ?? publisher) : (publisher ?? institution)) ?? organization
}
