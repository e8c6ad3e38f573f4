/** The same work twice: by DOI, by title and year, even when spelt otherwise. */

import {distance} from 'fastest-levenshtein'
import {stripCslMarks} from '../parse/csl-marks.ts'
import {type AuditedEntry, placeText, reportEntry} from './audited-entry.ts'

/** Emits `bibliography:duplicate-doi`, `bibliography:duplicate-work`. */
export function checkDuplicates(all: readonly AuditedEntry[]): void {
  const reported = new Set<AuditedEntry>()
  const byDoi = new Map<string, AuditedEntry>()
  for (const audited of all) {
    const doi = audited.item.DOI?.toLowerCase()
    if (!doi) continue
    const first = byDoi.get(doi)
    if (!first) byDoi.set(doi, audited)
    else if (!reported.has(audited) && !isPartOf(audited, first)) {
      reported.add(audited)
      reportEntry(
        audited,
        'warning',
        'bibliography:duplicate-doi',
        `Duplicate entry with the DOI \`${doi.slice(0, 80)}\``,
        `Keep one and cite it: the first is \`${first.entry.key}\`, ${placeText(first.entry, audited.entry)}.`,
        ['doi']
      )
    }
  }
  for (const [audited, first] of sameWorks(all)) {
    if (reported.has(audited)) continue
    reported.add(audited)
    reportEntry(
      audited,
      'warning',
      'bibliography:duplicate-work',
      `Duplicate entry for one work: \`${audited.entry.key}\` looks like \`${first.entry.key}\``,
      `Keep one of the two and cite it; the first is at ${placeText(first.entry, audited.entry)}.`,
      ['title']
    )
  }
}

/** Pairs (later, first). Only works of one year, by one first author or with one title, are compared letter by letter. */
function sameWorks(all: readonly AuditedEntry[]): [AuditedEntry, AuditedEntry][] {
  const pairs: [AuditedEntry, AuditedEntry][] = []
  const byTitle = new Map<string, AuditedEntry>()
  const byAuthor = new Map<string, {title: string; audited: AuditedEntry}[]>()
  for (const audited of all) {
    const title = foldTitle(audited.item.title ?? '')
    const year = audited.item.issued?.['date-parts']?.[0]?.[0] ?? ''
    if (title.length < 8) continue
    const author = firstAuthor(audited)
    const twin = byTitle.get(`${year} ${title}`)
    if (
      twin &&
      areAlike(audited, twin) &&
      (author === firstAuthor(twin) || author === '' || firstAuthor(twin) === '')
    ) {
      pairs.push([audited, twin])
      continue
    }
    if (!twin) byTitle.set(`${year} ${title}`, audited)
    const group = byAuthor.get(`${year} ${author}`) ?? []
    if (author !== '') byAuthor.set(`${year} ${author}`, group)
    const near = group.slice(0, 200).find((other) => areAlike(audited, other.audited) && areNear(title, other.title))
    if (near) pairs.push([audited, near.audited])
    else group.push({title, audited})
  }
  return pairs
}

/** A few letters differ, or one title has a subtitle that the other leaves out. */
function areNear(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 20 && long.startsWith(short)) return true
  // Volumes and years: titles that differ by a number are different works.
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  return long.length - short.length <= short.length * 0.1 && distance(a, b) <= Math.max(1, short.length * 0.08)
}

/** A chapter is not its book; two volumes, numbers or page ranges of one title are two works. */
function areAlike(a: AuditedEntry, b: AuditedEntry): boolean {
  if (isPartOf(a, b)) return false
  return (['volume', 'issue', 'page', 'number'] as const).every((field) => {
    const [one, other] = [a.item[field], b.item[field]]
    return one === undefined || other === undefined || one === other || a.item.type !== b.item.type
  })
}

function isPartOf(a: AuditedEntry, b: AuditedEntry): boolean {
  const parts = ['chapter', 'paper-conference', 'entry-encyclopedia']
  return parts.includes(a.item.type) !== parts.includes(b.item.type)
}

function firstAuthor({item}: AuditedEntry): string {
  const name = (item.author ?? item.editor)?.[0]
  return fold(name?.family ?? name?.literal ?? '')
}

/** « L’innovation sociale : émergence » and “innovation sociale. Emergence” are one. */
function foldTitle(title: string): string {
  return fold(
    stripCslMarks(title).replace(/^(?:the|an?|les?|la|l['’]|une?|des|das|der|die|el|il)(?:\s+|(?<=['’]))/i, '')
  )
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/&/g, 'et')
    .replace(/\band\b/g, 'et')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
