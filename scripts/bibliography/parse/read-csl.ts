/** A CSL item from outside → an item that can be trusted: known fields, right shapes, no leaks, no unsafe address. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {languageTag} from '../../document/language.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {
  type CslDate,
  type CslItem,
  type CslName,
  type DataEntry,
  dateFields,
  type ItemType,
  itemTypes,
  nameFields,
  textFields
} from '../entry.ts'
import {placeIn} from '../positions.ts'
import {parseDate} from './dates.ts'
import {bareDoi, safeUrl} from './urls.ts'

/**
 * The item of an entry of a CSL-JSON or CSL-YAML file. Abstracts, notes of reading and files stay out.
 *
 * Emits `bibliography:unknown-type`, `bibliography:name`, `bibliography:date`, `bibliography:unsafe-url`.
 */
export function readCslItem(entry: DataEntry): CslItem {
  const data = isRecord(entry.data) ? entry.data : {}
  const own = (name: string): unknown => (Object.hasOwn(data, name) ? data[name] : undefined)
  const at = placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position
  const item: CslItem = {id: entry.key, type: typeOf(entry, at)}
  item.custom = {entryType: entry.type}
  for (const field of textFields) {
    const value = textOf(own(field))
    if (value !== undefined) item[field] = value
  }
  for (const field of nameFields) {
    const value = own(field)
    if (value === undefined) continue
    const names = Array.isArray(value) ? value.map(readName).filter((name) => name !== undefined) : []
    if (names.length > 0) item[field] = names
    else {
      warn(entry.file, `Invalid \`${field}\` of \`${entry.key}\`, expected a list of names`, {
        at,
        rule: 'bibliography:name',
        fix: 'Write `[{"family": "…", "given": "…"}]`.'
      })
    }
  }
  for (const field of dateFields) {
    const value = own(field)
    if (value === undefined) continue
    const date = readDate(value)
    if (date) item[field] = date
    else {
      warn(entry.file, `Invalid \`${field}\` of \`${entry.key}\`, expected a date`, {
        at,
        rule: 'bibliography:date',
        fix: 'Write `{"date-parts": [[2004, 3, 15]]}`.'
      })
    }
  }
  if (item.DOI) item.DOI = bareDoi(item.DOI)
  takeLanguage(entry, item, item.language)
  if (item.URL !== undefined) takeUrl(entry, item, item.URL)
  return item
}

/** Keep an item's language as a tag, or leave it out with a message. */
export function takeLanguage(entry: DataEntry, item: CslItem, typed: string | undefined): void {
  delete item.language
  if (typed === undefined) return
  const language = languageTag(typed)
  if (language !== undefined) {
    item.language = language
    return
  }
  warn(entry.file, `Unknown language \`${typed.slice(0, 60)}\` of \`${entry.key}\``, {
    at: placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position,
    rule: 'bibliography:unknown-language',
    fix: 'Write a tag such as `fr-FR`, `en` or `ar`.'
  })
}

/** Keep an item's address, or leave it out with a message. */
export function takeUrl(entry: DataEntry, item: CslItem, address: string): void {
  const url = safeUrl(address)
  if (url !== undefined) {
    item.URL = url
    return
  }
  delete item.URL
  warn(entry.file, `Invalid address \`${address.slice(0, 60)}\` of \`${entry.key}\`, expected \`https://…\``, {
    at: placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position,
    rule: 'bibliography:unsafe-url',
    fix: 'Give a whole address that starts with `https://` or `http://`; this one is not printed.'
  })
}

/** Say that an item of a data file has no key. */
export function sayNoKey(file: VFile, at: Position): void {
  error(file, 'Missing `id` of an item', {
    at,
    rule: 'bibliography:missing-key',
    fix: 'Give it an `id`.'
  })
}

/** A plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Take out what no page should hold. */
export function withoutControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\u202a-\u202e\u2066-\u2069]/g, '')
}

function typeOf(entry: DataEntry, at: Position): ItemType {
  const known = itemTypes.find((type) => type === entry.type)
  if (known) return known
  warn(entry.file, `Unknown type \`${entry.type.slice(0, 60)}\` of \`${entry.key}\``, {
    at,
    rule: 'bibliography:unknown-type',
    actual: entry.type.slice(0, 60),
    expected: nearest(entry.type.slice(0, 60), itemTypes),
    fix:
      didYouMean(entry.type.slice(0, 60), itemTypes) ||
      'Use `document` if no other type fits; it is treated as `document`.'
  })
  return 'document'
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return undefined
  const text = withoutControls(value).replace(/\s+/g, ' ').trim().normalize('NFC')
  return text === '' ? undefined : text
}

function readName(value: unknown): CslName | undefined {
  if (typeof value === 'string') return {literal: withoutControls(value)}
  if (!isRecord(value)) return undefined
  const name: CslName = {}
  for (const part of nameParts) {
    const text = Object.hasOwn(value, part) ? textOf(value[part]) : undefined
    if (text !== undefined) name[part] = text
  }
  const others = name.literal ?? (name.given === undefined ? name.family : undefined)
  if (others !== undefined && /^(?:others|et al\.?)$/i.test(others)) return {literal: 'et al.'}
  return Object.keys(name).length > 0 ? name : undefined
}

const nameParts = ['family', 'given', 'suffix', 'non-dropping-particle', 'dropping-particle', 'literal'] as const

function readDate(value: unknown): CslDate | undefined {
  if (typeof value === 'string' || typeof value === 'number') return parseDate(String(value)).date
  if (Array.isArray(value)) return fromParts(value.map((part) => (isRecord(part) ? yearMonthDay(part) : undefined)))
  if (!isRecord(value)) return undefined
  const own = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
  const parts = own('date-parts')
  const read = Array.isArray(parts)
    ? fromParts(parts.map((part) => (Array.isArray(part) ? part.map(Number) : undefined)))
    : own('year') !== undefined
      ? fromParts([yearMonthDay(value)])
      : undefined
  const words = own('raw') ?? own('literal') ?? own('edtf')
  const date = read ?? (typeof words === 'string' ? parseDate(words).date : undefined)
  if (!date) return undefined
  const season = own('season')
  if (typeof season === 'number' || typeof season === 'string') date.season = season
  if (own('circa')) date.circa = true
  return date
}

function yearMonthDay(part: Record<string, unknown>): number[] {
  return ['year', 'month', 'day'].filter((name) => Object.hasOwn(part, name)).map((name) => Number(part[name]))
}

function fromParts(parts: (number[] | undefined)[]): CslDate | undefined {
  const sound = parts.slice(0, 2)
  if (sound.length === 0) return undefined
  const isSound = sound.every((part) => part && part.length > 0 && part.length < 4 && part.every(Number.isInteger))
  return isSound ? {'date-parts': sound as number[][]} : undefined
}
