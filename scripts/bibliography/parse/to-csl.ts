/** A BibTeX entry with all its fields → a CSL item. What cannot be read is a message at the field. */

import {isFrench, languageOf, languageTag} from '../../document/language.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {RuleId} from '../../messages/rules.ts'
import type {BibEntry, CslItem, CslName, DateField, ItemType, NameField, TextField} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {parseDate, parseYearMonth, type ReadDate} from './dates.ts'
import {latexToText, withoutMarks} from './latex-to-text.ts'
import {parseNames} from './names.ts'
import {entryTypes, genreText, itemType, stateText} from './types.ts'
import {bareDoi, eprintUrl, safeUrl} from './urls.ts'
import type {RawFields, RawValue} from './values.ts'

/**
 * Make the item of an entry.
 *
 * @param lang  the bibliography's language, for words such as « thèse de doctorat »
 *
 * Emits `bibliography:unknown-type`, `bibliography:unknown-command`, `bibliography:name`,
 * `bibliography:ambiguous-name`, `bibliography:date`, `bibliography:unsafe-url`.
 */
export function toCsl(entry: BibEntry, fields: RawFields, lang: string): CslItem {
  const has = (name: string) => fields.has(name)
  const raw = (name: string) => fields.get(name)?.raw
  const language = itemLanguage()
  const isEnglish = language === undefined || languageOf(language) === 'en'

  const item: CslItem = {id: entry.key, type: type()}
  item.custom = {entryType: entry.type}
  addNames()
  addTitles()
  addDates()
  addPublication()
  addNumbers()
  addIdentifiers()
  addRest()
  return item

  function type(): ItemType {
    const known = itemType(entry.type, raw('entrysubtype'))
    if (known === undefined) {
      say(warn, 'bibliography:unknown-type', `Unexpected type \`@${entry.type}\``, {
        start: entry.start,
        end: entry.start + 1 + entry.type.length,
        actual: entry.type,
        expected: nearest(entry.type, entryTypes.keys()),
        fix: didYouMean(entry.type, entryTypes.keys()) || 'Use `@misc` if no other type fits; it was read so.'
      })
      return 'document'
    }
    if (entry.type === 'periodical' && has('issuetitle')) return 'article-journal'
    if (entry.type === 'misc' && !has('howpublished') && has('url') && !has('publisher')) return 'webpage'
    return known
  }

  function itemLanguage(): string | undefined {
    for (const name of ['langid', 'language', 'hyphenation']) {
      const value = raw(name)
      if (!value) continue
      for (const one of value.split(/\s+and\s+|,/i)) {
        const tag = languageTag(latexToText(one, {marks: false}))
        if (tag) return tag
      }
      sayAt(
        warn,
        fields.get(name)!,
        'bibliography:unknown-language',
        `Unknown language \`${value.trim().slice(0, 60)}\` in \`${name}\``,
        'Write a tag such as `fr-FR` or `ar`, or a name of Babel such as `french`.'
      )
    }
    return undefined
  }

  /** A field's text with marks; undefined when it has none. */
  function text(name: string, keepCase = false): string | undefined {
    const value = fields.get(name)
    if (!value) return undefined
    const source = wholeGroup(value.raw)
    const read = latexToText(source, {
      keepCase: keepCase && isEnglish,
      onUnknown: (command, offset) => sayUnknown(value, command, source === value.raw ? offset : -1)
    })
    return read === '' ? undefined : read
  }

  function put(field: TextField, value: string | undefined): void {
    if (value !== undefined && value !== '') item[field] = value
  }

  function addNames(): void {
    for (const [name, field] of nameTargets) addTo(field, name)
    const roles: readonly [string, string][] = [
      ['editor', 'editortype'],
      ['editora', 'editoratype'],
      ['editorb', 'editorbtype'],
      ['editorc', 'editorctype']
    ]
    for (const [name, role] of roles) {
      const key = raw(role)?.trim().toLowerCase() ?? ''
      addTo(editorRoles.get(key) ?? (name === 'editor' ? 'editor' : 'contributor'), name)
    }
    if (JSON.stringify(item['container-author']) === JSON.stringify(item.author)) delete item['container-author']
    if (item.type === 'article-journal' && entry.type === 'periodical' && item.author) {
      item.editor ??= item.author
      delete item.author
    }
    const short = raw('shortauthor') ?? raw('shorteditor')
    if (short) item.custom!.shortAuthor = latexToText(wholeGroup(short), {marks: false})
  }

  function addTo(field: NameField, name: string): void {
    const value = fields.get(name)
    if (!value) return
    const names = readNames(value)
    if (names.length > 0) item[field] = [...(item[field] ?? []), ...names]
  }

  function readNames(value: RawValue): CslName[] {
    const prefix = /\buseprefix\s*=\s*(true|false)/i.exec(raw('options') ?? '')?.[1]?.toLowerCase()
    return parseNames(value.raw, {
      ...(prefix ? {usePrefix: prefix === 'true'} : {}),
      onUnknown: (command) => sayUnknown(value, command, -1),
      onProblem: ({kind, start, end, reason, fix}) =>
        sayAt(
          kind === 'ambiguous' ? inform : warn,
          value,
          kind === 'ambiguous' ? 'bibliography:ambiguous-name' : 'bibliography:name',
          reason,
          fix,
          start,
          end
        )
    })
  }

  function addTitles(): void {
    if (entry.type === 'periodical' && has('issuetitle')) {
      put('title', titleOf('issuetitle', 'issuesubtitle', 'issuetitleaddon'))
      put('container-title', titleOf('title', 'subtitle', 'titleaddon'))
    } else {
      const own = titleOf('title', 'subtitle', 'titleaddon')
      put('title', isPart() ? own : joined('. ', titleOf('maintitle', 'mainsubtitle', 'maintitleaddon'), own))
      const container = containerTitle()
      if (container !== item.title) put('container-title', container)
    }
    put('title-short', text('shorttitle', true))
    put('container-title-short', text('shortjournal'))
    put('collection-title', text('series', true))
    put('collection-title-short', text('shortseries'))
    put('original-title', text('origtitle', true))
    put('event-title', joined('. ', text('eventtitle'), text('eventtitleaddon')))
    if (item.type === 'paper-conference' && !item['container-title']) put('container-title', item['event-title'])
  }

  function isPart(): boolean {
    return has('booktitle') || item.type === 'chapter' || item.type === 'paper-conference'
  }

  function containerTitle(): string | undefined {
    const book = titleOf('booktitle', 'booksubtitle', 'booktitleaddon')
    const main = isPart() ? titleOf('maintitle', 'mainsubtitle', 'maintitleaddon') : undefined
    const journal = titleOf('journaltitle', 'journalsubtitle', 'journaltitleaddon')
    const issue = titleOf('issuetitle', 'issuesubtitle', 'issuetitleaddon')
    if (issue && journal) put('volume-title', issue)
    // The whole work, then its volume: styles print no title of a volume of their own.
    return journal ?? joined('. ', main, book)
  }

  function titleOf(title: string, subtitle: string, addon: string): string | undefined {
    const main = text(title, true)
    const sub = text(subtitle, true)
    const full = main && sub ? main + subtitleSign(main) + sub : (main ?? sub)
    return joined('. ', full, text(addon))
  }

  /** « Titre : sous-titre », “Title: subtitle”; nothing behind a title that ends its sentence. */
  function subtitleSign(title: string): string {
    if (/[?!:.…]$/.test(withoutMarks(title))) return ' '
    const inFrench = isFrench(language ?? lang)
    return inFrench ? '\u00A0: ' : ': '
  }

  function addDates(): void {
    addDate('issued', 'date')
    if (!item.issued && has('year')) {
      const value = fields.get('year')!
      const month = raw('month')
      const read = parseYearMonth(plainDate('year'), month === undefined ? undefined : plain('month'), raw('day'))
      takeDate('issued', read, month !== undefined && !/\D/.test(value.raw) ? fields.get('month')! : value)
    }
    addDate('accessed', 'urldate')
    addDate('event-date', 'eventdate')
    addDate('original-date', 'origdate')
    const state = raw('pubstate')
    if (state) {
      const words = stateText(plain('pubstate'), lang)
      put('status', words)
      if (!item.issued) item.issued = {literal: words}
    }
  }

  function addDate(field: DateField, name: string): void {
    const value = fields.get(name)
    if (value) takeDate(field, parseDate(plainDate(name)), value)
  }

  function takeDate(field: DateField, read: ReadDate, value: RawValue): void {
    if (read.date) item[field] = read.date
    if (read.isKnown) return
    sayAt(
      warn,
      value,
      'bibliography:date',
      `Unexpected date \`${value.raw.trim().slice(0, 60)}\` in \`${value.field.name}\``,
      'Write it as `2004-03-15`, `2004-03`, `2004`, `2004/2006` or `1984?`.'
    )
  }

  /** A tilde behind a year is EDTF's « about », not TeX's space: `2004-06~`, `1830~/1840`. */
  function plainDate(name: string): string {
    const escaped = raw(name)?.replace(/(?<=[\dXu])~(?=\s*(?:[/}]|$))/gi, '\\textasciitilde{}')
    return latexToText(wholeGroup(escaped ?? ''), {marks: false})
  }

  function plain(name: string): string {
    return latexToText(wholeGroup(raw(name) ?? ''), {marks: false})
  }

  function addPublication(): void {
    const publisher = text('publisher')
    const institution = text('institution')
    const organization = text('organization')
    const isInstitutional = item.type === 'thesis' || item.type === 'report'
    put(
      'publisher',
      isInstitutional ? (institution ?? publisher ?? organization) : (publisher ?? institution ?? organization)
    )
    put('publisher-place', placeText('location'))
    put('original-publisher', text('origpublisher'))
    put('original-publisher-place', placeText('origlocation'))
    put('event-place', placeText('venue'))
    const how = text('howpublished')
    const howUrl = raw('howpublished')
      ?.trim()
      .match(/^\\(?:url|href)\s*\{([^{}]*)\}|^https?:\/\/\S+$/)
    if (howUrl) putUrl('howpublished', howUrl[1] ?? howUrl[0])
    else if (how && !item.publisher) put('publisher', how)
    else if (how) item.note = joined('. ', how, item.note)!
    const kind = text('type')
    const ownGenre = entry.type === 'phdthesis' ? 'phdthesis' : entry.type === 'mastersthesis' ? 'mathesis' : undefined
    if (kind) put('genre', genreText(kind, lang))
    else if (ownGenre) put('genre', genreText(ownGenre, lang))
    if (item.type === 'patent') put('jurisdiction', placeText('location'))
    put('medium', kind && (item.type === 'graphic' || item.type === 'song') ? kind : undefined)
  }

  /** A list of places: « Paris ; Genève ». */
  function placeText(name: string): string | undefined {
    return text(name)?.replace(/\s+and\s+/g, '\u00A0; ')
  }

  function addNumbers(): void {
    const number = text('number')
    if (number !== undefined) {
      if (periodicalTypes.has(item.type)) put('issue', joined(', ', number, text('issue')))
      else if (has('series') && (bookTypes.has(item.type) || item.type === 'report')) put('collection-number', number)
      else put('number', number)
      if (item['collection-number'] && item.type === 'report') put('number', number)
    } else if (has('issue')) put('issue', text('issue'))
    put('volume', text('volume'))
    put('number-of-volumes', text('volumes'))
    put('number-of-pages', text('pagetotal'))
    put('chapter-number', text('chapter'))
    put('part', text('part'))
    put('edition', text('edition'))
    put('version', text('version'))
    const eid = text('eid')
    put('page', pageRange(text('pages')) ?? eid)
    if (eid && item.page !== eid) put('number', eid)
    if (!item.number) put('number', text('isrn') ?? text('ismn') ?? text('isan') ?? text('iswc'))
  }

  function addIdentifiers(): void {
    if (has('doi')) put('DOI', bareDoi(raw('doi')!))
    put('ISBN', text('isbn')?.replace(/\s*(?:,|\band\b)\s*/g, ' '))
    put('ISSN', text('issn'))
    put('PMID', text('pmid'))
    put('PMCID', text('pmcid'))
    const eprint = raw('eprint')
    const eprintType = plain('eprinttype')
    if (eprint && /^(?:pubmed|pmid)$/i.test(eprintType)) put('PMID', eprint.trim())
    if (has('url')) putUrl('url', raw('url')!)
    else if (eprint && !item.DOI) put('URL', eprintUrl(latexToText(eprint, {marks: false}), eprintType))
    if (eprint && eprintType && !item.PMID) {
      put('archive', eprintType.toLowerCase() === 'arxiv' ? 'arXiv' : eprintType)
      put('archive_location', latexToText(eprint, {marks: false}))
    }
  }

  function putUrl(name: string, address: string): void {
    const url = safeUrl(address)
    if (url !== undefined) {
      item.URL ??= url
      return
    }
    const value = fields.get(name)!
    sayAt(
      error,
      value,
      'bibliography:unsafe-url',
      `Unexpected address \`${address.trim().slice(0, 60)}\` in \`${value.field.name}\`, expected \`https://…\``,
      'Give a whole address that starts with `https://` or `http://`; this one is not printed.'
    )
  }

  function addRest(): void {
    put('note', joined('. ', item.note, text('note'), text('addendum')))
    put('keyword', text('keywords')?.replace(/\s*[,;]\s*/g, ', '))
    put('language', language)
    put('citation-label', text('shorthand'))
    put('call-number', text('library'))
  }

  function sayUnknown(value: RawValue, command: string, offset: number): void {
    sayAt(
      warn,
      value,
      'bibliography:unknown-command',
      `Unexpected TeX command \`\\${command}\` in \`${value.field.name}\``,
      'Replace it by the character or the text that it stands for; it was left out, its argument kept.',
      offset,
      offset + 1 + command.length
    )
  }

  type Say = typeof warn

  /** Say something of a value; offsets count from its start and are left out (-1) when they are not known. */
  function sayAt(how: Say, value: RawValue, rule: RuleId, reason: string, fix: string, from = -1, to = -1): void {
    const {entry: owner, field, start} = value
    const isExact = start !== undefined && from >= 0
    how(owner.file, reason, {
      at: isExact
        ? positionAt(owner.file, owner.text, start + from, start + to)
        : positionAt(owner.file, owner.text, field.valueStart, field.valueEnd),
      rule,
      fix
    })
  }

  function say(
    how: Say,
    rule: RuleId,
    reason: string,
    {start, end, ...rest}: {start: number; end: number; fix: string; actual?: string; expected?: string[]}
  ): void {
    how(entry.file, reason, {at: positionAt(entry.file, entry.text, start, end), rule, ...rest})
  }
}

/** `{{Title}}`: braces around the whole say nothing about the parts. */
function wholeGroup(raw: string): string {
  let text = raw.trim()
  for (let round = 0; round < 5 && text.startsWith('{') && text.endsWith('}') && text[1] !== '\\'; round++) {
    let depth = 0
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '\\') at++
      else if (text[at] === '{') depth++
      else if (text[at] === '}' && --depth === 0 && at < text.length - 1) return text
    }
    if (depth !== 0) return text
    text = text.slice(1, -1).trim()
  }
  return text
}

function joined(separator: string, ...parts: (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined && part !== '')
  if (given.length === 0) return undefined
  return given.reduce((before, part) => (/[.?!…]$/.test(before!) ? `${before} ${part}` : before + separator + part))
}

/** CSL wants a hyphen between pages; styles print the dash. */
function pageRange(pages: string | undefined): string | undefined {
  return pages?.replace(/\s*[–—‐‑−-]+\s*/g, '-').replace(/\s*,\s*/g, ', ')
}

const nameTargets: readonly [string, NameField][] = [
  ['author', 'author'],
  ['bookauthor', 'container-author'],
  ['translator', 'translator'],
  ['origauthor', 'original-author'],
  ['director', 'director'],
  ['illustrator', 'illustrator'],
  ['foreword', 'contributor'],
  ['introduction', 'contributor'],
  ['afterword', 'contributor'],
  ['commentator', 'contributor'],
  ['annotator', 'contributor']
]

/** The roles that styles print; compilers, founders and redactors are editors to them. */
const editorRoles = new Map<string, NameField>([
  ['director', 'director'],
  ['producer', 'producer'],
  ['illustrator', 'illustrator'],
  ['translator', 'translator'],
  ['collaborator', 'contributor'],
  ['reviser', 'contributor']
])

const periodicalTypes = new Set<ItemType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'periodical',
  'review'
])
const bookTypes = new Set<ItemType>(['book', 'chapter', 'paper-conference', 'entry-encyclopedia', 'thesis', 'pamphlet'])
