/** How values are written: pages, years, initials, capitals, remains of encodings. */

import type {CslName} from '../entry.ts'
import {nameFields} from '../entry.ts'
import {hasEncodingRemains, hasEntities} from '../parse/normalise-encoding.ts'
import {privateFields} from '../parse/values.ts'
import {type AuditedEntry, reportEntry} from './audited-entry.ts'

/**
 * @param year  the year in which the thesis is written; years after the next one are reported
 *
 * Emits `bibliography:pages`, `bibliography:future-year`, `bibliography:initials`, `bibliography:capitals`,
 * `bibliography:encoding`.
 */
export function checkWriting(audited: AuditedEntry, year: number): void {
  checkPages(audited)
  checkYear(audited, year)
  checkInitials(audited)
  checkCapitals(audited)
  checkRemains(audited)
}

function checkPages(audited: AuditedEntry): void {
  const {page} = audited.item
  const raw = audited.fields.get('pages')?.raw.trim()
  if (page === undefined) return
  for (const range of page.split(/\s*[,;]\s*/)) {
    const [start, end, more] = range.split('-')
    if (more === undefined && isReversed(start, end)) {
      reportEntry(
        audited,
        'warning',
        'bibliography:pages',
        `Invalid page range \`${range.slice(0, 40)}\`: it ends before it starts`,
        'Check the two numbers.',
        ['pages']
      )
    }
  }
  if (/^pp?\./i.test(page)) {
    reportEntry(
      audited,
      'warning',
      'bibliography:pages',
      'Redundant `p.` before the pages',
      'Give the numbers only; the style adds `p.`.',
      ['pages']
    )
  }
  if (raw !== undefined && /\d\s*(?:(?<!-)-(?!-)|[–—])\s*\d/.test(raw) && !/^[A-Za-z]?\d+-[A-Za-z]?\d+-/.test(raw)) {
    reportEntry(
      audited,
      'info',
      'bibliography:pages',
      `Unexpected dash in the pages \`${raw.slice(0, 40)}\`, expected \`--\``,
      'Write two hyphens between pages; `--fix` does it.',
      ['pages']
    )
  }
}

/** « 123-45 » is short for 123-145, so only a full number can be too small. */
function isReversed(start: string | undefined, end: string | undefined): boolean {
  if (!start || !end || !/^\d+$/.test(start) || !/^\d+$/.test(end)) return false
  return end.length >= start.length ? Number(end) < Number(start) : Number(start.slice(-end.length)) >= Number(end)
}

function checkYear(audited: AuditedEntry, year: number): void {
  const given = audited.item.issued?.['date-parts']?.[0]?.[0]
  if (given === undefined || given <= year + 1) return
  reportEntry(
    audited,
    'warning',
    'bibliography:future-year',
    `Year ${given} is in the future`,
    'Correct the year, or write `pubstate = {forthcoming}` for a work to appear.',
    ['date', 'year']
  )
}

function checkInitials(audited: AuditedEntry): void {
  for (const field of nameFields) {
    for (const name of audited.item[field] ?? []) {
      const given = name.given ?? ''
      if (!hasBareInitials(given)) continue
      reportEntry(
        audited,
        'warning',
        'bibliography:initials',
        `Initials without full stops in \`${nameText(name)}\``,
        `Write \`${name.family ?? ''}, ${dottedInitials(given)}\`${/^\p{Lu}{2,}$/u.test(given) ? '' : '; `--fix` does it'}.`,
        [field, 'author', 'editor']
      )
    }
  }
}

/** `J`, `J M`, `JM`, `J.-M P` */
export function hasBareInitials(given: string): boolean {
  if (!/^[\p{Lu}.\-\s]+$/u.test(given) || !/\p{Lu}/u.test(given)) return false
  if (/^\p{Lu}{4,}$/u.test(given)) return false
  return /\p{Lu}(?!\.)/u.test(given)
}

/** `J M` → `J. M.` */
export function dottedInitials(given: string): string {
  return given
    .replace(/(\p{Lu})\.?/gu, '$1. ')
    .replace(/\s+-/g, '-')
    .replace(/-\s+/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

function nameText(name: CslName): string {
  return [name.family, name.given].filter(Boolean).join(', ').slice(0, 60)
}

function checkCapitals(audited: AuditedEntry): void {
  const title = audited.item.title?.replace(/<[^>]*>/g, '') ?? ''
  const letters = title.match(/\p{L}/gu)?.join('') ?? ''
  const words = title.match(/\p{Lu}{2,}/gu)?.length ?? 0
  const capitals = title.match(/\p{Lu}/gu)?.length ?? 0
  if (letters.length < 10 || words < 3 || capitals / letters.length < 0.8 || !/\p{Ll}|\p{Lu}/u.test(letters)) return
  reportEntry(
    audited,
    'warning',
    'bibliography:capitals',
    `Title in capitals: \`${title.slice(0, 50)}\``,
    'Write it in lower case, with capitals where the language requires them.',
    ['title']
  )
}

function checkRemains(audited: AuditedEntry): void {
  const {entry, fields, item} = audited
  if (entry.format !== 'bibtex') {
    const text = [item.title, item['container-title'], item.publisher, ...(item.author ?? []).map(nameText)].join(' ')
    if (hasEncodingRemains(text)) reportRemains(audited, [], /[ÃÂÅâ\ufffd]\S*/.exec(text)?.[0] ?? '')
    return
  }
  for (const [name, value] of fields) {
    if (value.entry !== entry || privateFields.has(name)) continue
    const hasMojibake = hasEncodingRemains(value.raw) && !value.raw.includes('\ufffd')
    if (hasMojibake || (!addresses.has(name) && hasEntities(value.raw))) {
      reportRemains(audited, [name], /[ÃÂÅâ]\S*|&\S+;/.exec(value.raw)?.[0] ?? '')
    }
  }
}

const addresses = new Set(['url', 'doi', 'eprint'])

function reportRemains(audited: AuditedEntry, fields: string[], sample: string): void {
  reportEntry(
    audited,
    'warning',
    'bibliography:encoding',
    `Wrong encoding: \`${sample.slice(0, 20)}\``,
    'Type the intended letters; `--fix` does it where they are certain.',
    fields
  )
}
