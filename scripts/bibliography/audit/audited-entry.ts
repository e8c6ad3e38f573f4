/** What the checks of the audit see of an entry: its item, its raw fields, and places to point at. */

import type {Position} from 'unist'
import type {Severity} from '../../messages/list.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import type {RuleId} from '../../messages/rules.ts'
import type {CslItem, Entry} from '../entry.ts'
import type {RawFields} from '../parse/values.ts'
import {placeIn, positionAt} from '../positions.ts'

export interface AuditedEntry {
  entry: Entry
  item: CslItem
  /** Of a `.bib` entry, its own and its parents'; empty for other formats. */
  fields: RawFields
}

/** Say something about an entry, at the first of the fields named that it has itself, else at its key. */
export function reportEntry(
  {entry, fields}: AuditedEntry,
  severity: Severity,
  rule: RuleId,
  reason: string,
  fix: string,
  fieldNames: readonly string[] = []
): void {
  const say = severity === 'error' ? error : severity === 'warning' ? warn : inform
  say(entry.file, reason, {at: placeOf(entry, fields, fieldNames), rule, fix})
}

function placeOf(entry: Entry, fields: RawFields, names: readonly string[]): Position {
  for (const name of names) {
    const value = fields.get(name)
    if (value?.entry === entry) {
      return positionAt(entry.file, entry.text, value.field.valueStart, value.field.valueEnd)
    }
  }
  return placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position
}

/** `line 12` or `other.bib:12`, for the second place of a finding. */
export function placeText(entry: Entry, seenFrom: Entry): string {
  const {line} = placeIn(entry, entry.keyStart, entry.keyStart + 1).position.start
  return entry.file === seenFrom.file ? `line ${line}` : `${entry.file.path}:${line}`
}
