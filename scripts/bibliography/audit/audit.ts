/** Every entry of a library → messages on what an author should fix before printing. */

import type {Library} from '../library.ts'
import {parentKeys} from '../parse/inherit.ts'
import {type AuditedEntry, reportEntry} from './audited-entry.ts'
import {checkDuplicates} from './duplicates.ts'
import {checkFieldNames, checkRequiredFields} from './fields.ts'
import {checkIdentifiers} from './identifiers.ts'
import {checkWriting} from './writing.ts'

export interface AuditOptions {
  library: Library
  /** Keys cited in the thesis, as typed; `nocite`'s included. */
  cited: Iterable<string>
  /** The year in which the thesis is written. */
  year: number
}

/**
 * Check every entry, cited or not. Messages go to the bibliography files.
 *
 * Emits, besides what reading the values emits: `bibliography:duplicate-doi`, `bibliography:duplicate-work`,
 * `bibliography:missing-field`, `bibliography:unknown-field`, `bibliography:doi`, `bibliography:isbn`,
 * `bibliography:issn`, `bibliography:url`, `bibliography:pages`, `bibliography:future-year`, `bibliography:initials`,
 * `bibliography:capitals`, `bibliography:encoding`, `bibliography:uncited`. Keys cited that do not exist are
 * `citations:unknown-key`, where they are cited.
 */
export function auditBibliography({library, cited, year}: AuditOptions): void {
  const used = usedKeys(library, cited)
  const audited = auditedEntries(library)
  for (const one of audited) {
    checkRequiredFields(one)
    checkFieldNames(one)
    checkIdentifiers(one)
    checkWriting(one, year)
    if (!used.has(one.entry.key)) {
      reportEntry(
        one,
        'info',
        'bibliography:uncited',
        `Unused entry \`${one.entry.key.slice(0, 60)}\`: nothing cites it`,
        'Cite it, name it in `nocite`, or remove it.'
      )
    }
  }
  checkDuplicates(audited)
}

/** The keys of the entries that the thesis cites, aliases and sets followed, and of the parents that they inherit from. */
export function usedKeys(library: Library, cited: Iterable<string>): Set<string> {
  const used = new Set<string>()
  for (const key of cited) {
    if (key === '*') for (const any of library.keys()) used.add(any)
    else for (const member of library.members(key)) used.add(member)
  }
  const parents = new Map(library.entries.map((entry) => [entry.key, parentKeys(entry)]))
  // A set grows while it is walked: the parents of parents come by themselves.
  for (const key of used) for (const parent of parents.get(key) ?? []) used.add(library.canonical(parent) ?? parent)
  return used
}

function auditedEntries(library: Library): AuditedEntry[] {
  const seen = new Set<string>()
  const audited: AuditedEntry[] = []
  for (const entry of library.entries) {
    if (entry.type === 'xdata' || entry.type === 'set' || seen.has(entry.key)) continue
    seen.add(entry.key)
    const item = library.load([entry.key]).get(entry.key)
    if (item) audited.push({entry, item, fields: entry.format === 'bibtex' ? library.fields(entry) : new Map()})
  }
  return audited
}
