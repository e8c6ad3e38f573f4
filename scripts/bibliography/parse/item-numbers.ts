/** The numbers and identifiers of an entry → those of its item. */

import {warn} from '../../messages/messages.ts'
import type {CslItem, ItemType, TextField} from '../entry.ts'
import {type EntrySource, joined, plainOf, plainTex, rawOf, reportValue, textOf} from './field-text.ts'
import {bareDoi, eprintUrl, safeUrl} from './urls.ts'

type Texts = Partial<Pick<CslItem, TextField>>

const periodicals = new Set<ItemType>([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'periodical',
  'review'
])
const books = new Set<ItemType>(['book', 'chapter', 'paper-conference', 'entry-encyclopedia', 'thesis', 'pamphlet'])

/** Numbers of the work and of its pages. */
export function numberFields(source: EntrySource, type: ItemType): Texts {
  const article = textOf(source, 'eid')
  const page = pageRange(textOf(source, 'pages')) ?? article
  const {number, ...places} = placeOfNumber(source, type)
  const own = (article !== page ? article : undefined) ?? number
  return {...places, page, number: own ?? firstText(source, ['isrn', 'ismn', 'isan', 'iswc'])}
}

/** BibTeX's `number` is a journal's issue, a place in a series, or a number of its own. */
function placeOfNumber(source: EntrySource, type: ItemType): Texts {
  const number = textOf(source, 'number')
  const issue = textOf(source, 'issue')
  if (number === undefined) return {issue}
  if (periodicals.has(type)) return {issue: joined(', ', number, issue)}
  if (!source.fields.has('series')) return {number}
  if (type === 'report') return {'collection-number': number, number}
  return books.has(type) ? {'collection-number': number} : {number}
}

/** CSL wants a hyphen between pages; styles print the dash. */
function pageRange(pages: string | undefined): string | undefined {
  return pages?.replace(/\s*[–—‐‑−-]+\s*/g, '-').replace(/\s*,\s*/g, ', ')
}

function firstText(source: EntrySource, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(source, name)
    if (text !== undefined) return text
  }
  return undefined
}

/**
 * Where the work is found: DOI, address, archive, numbers of catalogues.
 *
 * Emits `bibliography:unsafe-url`.
 */
export function identifiersOf(source: EntrySource): Texts {
  const doi = rawOf(source, 'doi')
  const DOI = doi === undefined ? undefined : bareDoi(doi)
  const eprint = rawOf(source, 'eprint')
  const archive = plainOf(source, 'eprinttype')
  const isPubMed = /^(?:pubmed|pmid)$/i.test(archive)
  const PMID = (isPubMed && eprint?.trim()) || textOf(source, 'pmid')
  const id = eprint === undefined ? '' : plainTex(eprint)
  const isArchived = eprint && archive && !PMID
  const url = urlOf(source)
  const archiveUrl = eprint && !DOI && !source.fields.has('url') ? eprintUrl(id, archive) : undefined
  return {
    DOI,
    ISBN: textOf(source, 'isbn')?.replace(/\s*(?:,|\band\b)\s*/g, ' '),
    PMID,
    URL: archiveUrl ?? url,
    archive: isArchived ? (archive.toLowerCase() === 'arxiv' ? 'arXiv' : archive) : undefined,
    archive_location: isArchived ? id : undefined
  }
}

/** The address, of `url` or as `howpublished` gives it. */
function urlOf(source: EntrySource): string | undefined {
  const how = publishedAt(source)
  const url = rawOf(source, 'url')
  const first = how === undefined ? undefined : checkedUrl(source, 'howpublished', how)
  const second = url === undefined ? undefined : checkedUrl(source, 'url', url)
  return first ?? second
}

/** The address that `howpublished` is, if it is one. */
export function publishedAt(source: EntrySource): string | undefined {
  const [how, inside] =
    rawOf(source, 'howpublished')
      ?.trim()
      .match(/^\\(?:url|href)\s*\{([^{}]*)\}|^https?:\/\/\S+$/) ?? []
  return inside ?? how
}

function checkedUrl(source: EntrySource, name: string, address: string): string | undefined {
  const url = safeUrl(address)
  if (url === undefined) {
    reportValue(warn, source.fields.get(name)!, {
      rule: 'bibliography:unsafe-url',
      reason: `Invalid address \`${address.trim().slice(0, 60)}\` in \`${source.fields.get(name)!.field.name}\`, expected \`https://…\``,
      fix: 'Give a whole address that starts with `https://` or `http://`; this one is not printed.'
    })
  }
  return url
}
