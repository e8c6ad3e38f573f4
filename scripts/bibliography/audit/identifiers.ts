/** DOI, ISBN, ISSN, addresses: form and check digits. */

import {type AuditedEntry, reportEntry} from './audited-entry.ts'

/** Emits `bibliography:doi`, `bibliography:isbn`, `bibliography:issn`, `bibliography:url`. */
export function checkIdentifiers(audited: AuditedEntry): void {
  checkDoi(audited)
  checkIsbn(audited)
  checkIssn(audited)
  checkUrl(audited)
}

function checkDoi(audited: AuditedEntry): void {
  const {DOI} = audited.item
  const raw = audited.fields.get('doi')?.raw.trim()
  if (DOI === undefined) return
  if (!isDoi(DOI)) {
    reportEntry(
      audited,
      'warning',
      'bibliography:doi',
      `Invalid DOI \`${DOI.slice(0, 80)}\`, expected \`10.1234/…\``,
      'Copy the DOI again from the publisher’s page.',
      ['doi']
    )
  } else if (raw !== undefined && raw !== DOI && /doi\.org|^doi/i.test(raw)) {
    reportEntry(
      audited,
      'info',
      'bibliography:doi',
      'Web address in front of the DOI',
      `Write \`doi = {${DOI}}\`; \`--fix\` does it.`,
      ['doi']
    )
  }
}

/** `10.` and a registrant's number, a slash, and anything without white space that does not end in a full stop. */
export function isDoi(text: string): boolean {
  return /^10\.\d{4,9}(?:\.\d+)*\/\S*[^\s.,;]$/.test(text)
}

function checkIsbn(audited: AuditedEntry): void {
  for (const isbn of audited.item.ISBN?.split(/[\s,;]+(?=[\d(])/) ?? []) {
    const problem = isbnProblem(isbn)
    if (problem) {
      reportEntry(
        audited,
        'warning',
        'bibliography:isbn',
        `Invalid ISBN \`${isbn.slice(0, 40)}\`: ${problem}`,
        copyAgain,
        ['isbn']
      )
    }
  }
}

const copyAgain = 'Copy the number again from the book or the catalogue; one digit is wrong or missing.'

/** What is wrong with an ISBN of 10 or 13 digits; undefined when all is well. */
export function isbnProblem(isbn: string): string | undefined {
  const digits = isbn.replace(/^(?:ISBN(?:-1[03])?:?)?\s*/i, '').replace(/[-\s‐‑–]|\(.*\)/g, '')
  if (/^\d{9}[\dX]$/i.test(digits)) {
    const sum = [...digits.toUpperCase()].reduce(
      (total, sign, at) => total + (sign === 'X' ? 10 : Number(sign)) * (10 - at),
      0
    )
    return sum % 11 === 0 ? undefined : 'its check digit does not fit'
  }
  if (/^97[89]\d{10}$/.test(digits)) {
    const sum = [...digits].reduce((total, sign, at) => total + Number(sign) * (at % 2 === 0 ? 1 : 3), 0)
    return sum % 10 === 0 ? undefined : 'its check digit does not fit'
  }
  return 'expected 10 digits, or 13 that start with 978 or 979'
}

function checkIssn(audited: AuditedEntry): void {
  for (const issn of audited.item.ISSN?.split(/\s*[,;]\s*|\s+(?=\d{4})/) ?? []) {
    const problem = issnProblem(issn)
    if (problem) {
      reportEntry(
        audited,
        'warning',
        'bibliography:issn',
        `Invalid ISSN \`${issn.slice(0, 40)}\`: ${problem}`,
        copyAgain,
        ['issn']
      )
    }
  }
}

/** What is wrong with an ISSN; undefined when all is well. */
export function issnProblem(issn: string): string | undefined {
  const digits = issn.replace(/^(?:e-?|p-?)?ISSN:?\s*/i, '').replace(/[-\s‐‑–]|\(.*\)/g, '')
  if (!/^\d{7}[\dX]$/i.test(digits)) return 'expected `1234-5678`'
  const sum = [...digits.toUpperCase()].reduce(
    (total, sign, at) => total + (sign === 'X' ? 10 : Number(sign)) * (8 - at),
    0
  )
  return sum % 11 === 0 ? undefined : 'its check digit does not fit'
}

function checkUrl(audited: AuditedEntry): void {
  const {URL: address, DOI} = audited.item
  const doi = /^https?:\/\/(?:dx\.)?doi\.org\/(10\.\S+)$/i.exec(address ?? '')?.[1]
  if (address !== undefined && !isAddress(address)) {
    reportEntry(
      audited,
      'warning',
      'bibliography:url',
      `Invalid address \`${address.slice(0, 80)}\`: it has no valid host`,
      'Copy the address again from the browser.',
      ['url', 'howpublished']
    )
  } else if (doi && !DOI) {
    reportEntry(
      audited,
      'info',
      'bibliography:url',
      'DOI written in the address',
      `Write \`doi = {${decodeURIComponentSafely(doi)}}\` instead of \`url\`.`,
      ['url']
    )
  }
}

function isAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const {hostname} = new URL(address)
  return hostname.includes('.') || hostname === 'localhost'
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
