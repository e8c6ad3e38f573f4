/** A RIS file → its entries with their places, and their items. */

import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import type {CslDate, CslItem, CslName, DataEntry, DateField, ItemType, NameField, TextField} from '../entry.ts'
import {protectCslMarks} from '../parse/csl-marks.ts'
import {parseDate} from '../parse/dates.ts'
import {generatedKey} from '../parse/generated-key.ts'
import {takeLanguage, takeUrl, withoutControls} from '../parse/read-csl.ts'
import {bareDoi} from '../parse/urls.ts'
import {placeIn, positionAt} from '../positions.ts'

/** One line of a record. */
interface RisLine {
  tag: string
  value: string
}

/**
 * Find the records of a RIS file. The key is `ID`, else made of the first author and the year.
 *
 * Emits `bibliography:syntax`, `bibliography:unclosed`.
 *
 * Source: Research Information Systems, RIS format specifications.
 */
export function scanRis(file: VFile, text: string): DataEntry[] {
  const entries: DataEntry[] = []
  let lines: RisLine[] | undefined
  let start = 0
  let keyStart = 0
  let at = 0
  for (const line of text.split('\n')) {
    const lineStart = at
    at += line.length + 1
    const found = /^\s*([A-Z][A-Z0-9]) {0,2}-(?: (.*))?$/.exec(line.replace(/\r$/, ''))
    if (!found) {
      const last = lines?.at(-1)
      if (last && line.trim() !== '') last.value += ` ${line.trim()}`
      else if (!lines && line.trim() !== '') sayStray(lineStart, line.trimEnd().length)
      continue
    }
    const [, tag = '', value = ''] = found
    if (tag === 'TY') {
      if (lines) finish(lineStart, false)
      lines = [{tag, value: value.trim()}]
      start = keyStart = lineStart
    } else if (tag === 'ER') {
      if (lines) finish(at, true)
    } else if (!lines) sayStray(lineStart, line.length)
    else {
      if (tag === 'ID') keyStart = lineStart + line.indexOf(value.trim() || '-')
      lines.push({tag, value: value.trim()})
    }
  }
  if (lines) finish(text.length, false)
  return entries

  function finish(end: number, isClosed: boolean): void {
    const read = lines ?? []
    lines = undefined
    if (!isClosed) {
      error(file, 'Unexpected end of a record, expected `ER  -`', {
        at: positionAt(file, text, start, start + 2),
        rule: 'bibliography:unclosed',
        fix: 'End the record with a line `ER  - `.'
      })
    }
    const id = read.find(({tag}) => tag === 'ID')?.value
    const first = (...tags: string[]) =>
      tags.map((tag) => read.find((line) => line.tag === tag && line.value !== '')?.value).find(Boolean) ?? ''
    const taken = new Set(entries.map((entry) => entry.key))
    const key = id || generatedKey(first('AU', 'A1', 'A2', 'ED', 'TI', 'T1'), first('PY', 'Y1', 'DA'), taken)
    const type = read[0]?.value ?? ''
    entries.push({format: 'ris', key, type, file, text, start, end: Math.min(end, text.length), keyStart, data: read})
  }

  function sayStray(offset: number, length: number): void {
    error(file, 'Unexpected text outside of any record, expected `TY  - …`', {
      at: positionAt(file, text, offset, offset + length),
      rule: 'bibliography:syntax',
      fix: 'Start each record with its type, for example `TY  - JOUR`.'
    })
  }
}

/**
 * The item of a record.
 *
 * Emits `bibliography:unknown-type`, `bibliography:unsafe-url`.
 */
export function readRisItem(entry: DataEntry): CslItem {
  const lines = entry.data as RisLine[]
  const clean = (value: string) => protectCslMarks(withoutControls(value).replace(/\s+/g, ' ').trim().normalize('NFC'))
  const all = (...tags: string[]) =>
    lines.filter(({tag, value}) => tags.includes(tag) && value !== '').map(({value}) => clean(value))
  const first = (...tags: string[]) => tags.map((tag) => all(tag)[0]).find((value) => value !== undefined)
  const item: CslItem = {id: entry.key, type: risTypes.get(entry.type.toUpperCase()) ?? unknownType(entry)}
  item.custom = {entryType: entry.type.toLowerCase()}
  const put = (field: TextField, value: string | undefined) => {
    if (value) item[field] = value
  }
  const putDate = (field: DateField, text: string | undefined) => {
    const date = text && risDate(text)
    if (date) item[field] = date
  }
  const isPart = item.type === 'chapter' || item.type === 'paper-conference' || item.type.startsWith('entry')
  for (const [field, tags] of risNames(isPart)) {
    const names = all(...tags).map(risName)
    if (names.length > 0) item[field] = names
  }
  put('title', first('TI', 'T1', 'CT') ?? (isPart ? undefined : first('BT')))
  put('title-short', first('ST'))
  const isPeriodical = item.type.startsWith('article')
  put('container-title', isPeriodical ? first('JF', 'JO', 'T2', 'JA', 'J2') : isPart ? first('BT', 'T2') : undefined)
  put('container-title-short', isPeriodical ? first('J2', 'JA', 'J1') : undefined)
  put('collection-title', isPeriodical ? undefined : isPart ? first('T3') : first('T3', 'T2'))
  put('volume', first('VL'))
  put(isPeriodical ? 'issue' : 'number', first('IS', 'M1'))
  put('page', pages(first('SP'), first('EP')))
  put('publisher', first('PB'))
  put('publisher-place', first('CY', 'PP'))
  put('edition', first('ET'))
  takeLanguage(entry, item, first('LA'))
  put('keyword', all('KW').join(', '))
  put('genre', first('M3'))
  put('call-number', first('CN'))
  const doi = first('DO')
  if (doi) put('DOI', bareDoi(doi))
  const standard = first('SN')
  if (standard) put(/^\d{4}-?\d{3}[\dX]$/i.test(standard) ? 'ISSN' : 'ISBN', standard)
  putDate('issued', first('DA', 'PY', 'Y1'))
  const url = lines.find(({tag, value}) => tag === 'UR' && value !== '')?.value
  if (url) takeUrl(entry, item, url)
  if (item.URL) putDate('accessed', first('Y2'))
  return item
}

/** `2019/03/12/morning` */
function risDate(text: string): CslDate | undefined {
  const parts = text.split('/').filter((part) => /^\d+$/.test(part.trim()))
  return parseDate(parts.length > 0 ? parts.slice(0, 3).join('-') : text).date
}

function pages(start: string | undefined, end: string | undefined): string | undefined {
  const range = start && end && !start.includes('-') ? `${start}-${end}` : (start ?? end)
  return range?.replace(/\s*[–—-]+\s*/g, '-')
}

function risName(value: string): CslName {
  const [family = '', given = '', suffix = ''] = value.split(/\s*,\s*/)
  if (given === '') return /\s/.test(family) ? {literal: family} : {family}
  return {family, given, suffix: suffix || undefined}
}

function unknownType(entry: DataEntry): ItemType {
  warn(entry.file, `Unknown type \`${entry.type.slice(0, 20)}\` of \`${entry.key}\``, {
    at: placeIn(entry, entry.start, entry.start + 2).position,
    rule: 'bibliography:unknown-type',
    fix: 'Use a type of the RIS format, for example `JOUR`, `BOOK`, `CHAP`, `RPRT`; it is treated as `GEN`.'
  })
  return 'document'
}

function risNames(isPart: boolean): [NameField, string[]][] {
  return [
    ['author', ['AU', 'A1']],
    ['editor', isPart ? ['A2', 'ED'] : ['ED']],
    ['collection-editor', isPart ? ['A3'] : ['A2', 'A3']],
    ['translator', ['A4']]
  ]
}

const risTypes = new Map<string, ItemType>(
  Object.entries({
    ABST: 'article-journal',
    ADVS: 'motion_picture',
    AGGR: 'dataset',
    ART: 'graphic',
    BILL: 'bill',
    BLOG: 'post-weblog',
    BOOK: 'book',
    CASE: 'legal_case',
    CHAP: 'chapter',
    COMP: 'software',
    CONF: 'paper-conference',
    CPAPER: 'paper-conference',
    CTLG: 'book',
    DATA: 'dataset',
    DICT: 'entry-dictionary',
    EBOOK: 'book',
    ECHAP: 'chapter',
    EDBOOK: 'book',
    EJOUR: 'article-journal',
    ELEC: 'webpage',
    ENCYC: 'entry-encyclopedia',
    FIGURE: 'figure',
    GEN: 'document',
    GOVDOC: 'report',
    HEAR: 'hearing',
    ICOMM: 'personal_communication',
    INPR: 'article-journal',
    JFULL: 'periodical',
    JOUR: 'article-journal',
    LEGAL: 'legislation',
    MANSCPT: 'manuscript',
    MAP: 'map',
    MGZN: 'article-magazine',
    MPCT: 'motion_picture',
    MULTI: 'webpage',
    MUSIC: 'song',
    NEWS: 'article-newspaper',
    PAMP: 'pamphlet',
    PAT: 'patent',
    PCOMM: 'personal_communication',
    RPRT: 'report',
    SER: 'book',
    SLIDE: 'speech',
    SOUND: 'song',
    STAND: 'standard',
    STAT: 'legislation',
    THES: 'thesis',
    UNPB: 'manuscript',
    VIDEO: 'motion_picture',
    WEB: 'webpage'
  } satisfies Record<string, ItemType>)
)
