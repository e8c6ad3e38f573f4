/** The raw fields of a BibTeX entry → their text; what cannot be read is a message at the field. */

import {languageOf, languageTag} from '../../document/language.ts'
import {type error, warn} from '../../messages/messages.ts'
import type {RuleId} from '../../messages/rules.ts'
import type {BibEntry} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {latexToText} from './latex-to-text.ts'
import type {RawFields, RawValue} from './values.ts'

/** An entry, its fields and what decides how they are read. */
export interface EntrySource {
  entry: BibEntry
  fields: RawFields
  /** The bibliography's language. */
  lang: string
  /** The work's own language, as a BCP 47 tag. */
  language: string | undefined
}

/** Get an entry ready to be read. */
export function openSource(entry: BibEntry, fields: RawFields, lang: string): EntrySource {
  return {entry, fields, lang, language: workLanguage(fields)}
}

/** Emits `bibliography:unknown-language`. */
function workLanguage(fields: RawFields): string | undefined {
  for (const name of ['langid', 'language', 'hyphenation']) {
    const value = fields.get(name)
    if (!value?.raw) continue
    for (const one of value.raw.split(/\s+and\s+|,/i)) {
      const tag = languageTag(latexToText(one, {marks: false}))
      if (tag) return tag
    }
    reportValue(warn, value, {
      rule: 'bibliography:unknown-language',
      reason: `Unknown language \`${value.raw.trim().slice(0, 60)}\` in \`${name}\``,
      fix: 'Write a tag such as `fr-FR` or `ar`, or a name of Babel such as `french`.'
    })
  }
  return undefined
}

/** A field as typed. */
export function rawOf({fields}: EntrySource, name: string): string | undefined {
  return fields.get(name)?.raw
}

/**
 * A field's text with CSL's marks; undefined when it has none.
 *
 * Emits `bibliography:unknown-command`.
 */
export function textOf(source: EntrySource, name: string): string | undefined {
  return readText(source, name, false)
}

/** A title's text: braces around capitals keep their case in English, where styles change it. */
export function titleText(source: EntrySource, name: string): string | undefined {
  const {language} = source
  return readText(source, name, language === undefined || languageOf(language) === 'en')
}

function readText(source: EntrySource, name: string, keepCase: boolean): string | undefined {
  const value = source.fields.get(name)
  if (!value) return undefined
  const inside = wholeGroup(value.raw)
  const isInStep = inside === value.raw
  const text = latexToText(inside, {
    keepCase,
    onUnknown: (command, offset) => reportCommand(value, command, isInStep ? offset : undefined)
  })
  return text || undefined
}

/** A field's text without marks and without messages; empty when it has none. */
export function plainOf(source: EntrySource, name: string): string {
  return plainTex(rawOf(source, name) ?? '')
}

/** TeX as text without marks. */
export function plainTex(raw: string): string {
  return latexToText(wholeGroup(raw), {marks: false})
}

/** What is wrong with a value; the offsets count from its start and are left out when they are not known. */
export interface ValueFault {
  rule: RuleId
  reason: string
  fix: string
  start?: number
  end?: number
}

/** Report what is wrong with a value, at the place where it was typed: an entry inherits from others. */
export function reportValue(how: typeof error, {entry, field, start}: RawValue, fault: ValueFault): void {
  const {rule, reason, fix} = fault
  const isExact = start !== undefined && fault.start !== undefined && fault.end !== undefined
  const [from, to] = isExact ? [start + fault.start!, start + fault.end!] : [field.valueStart, field.valueEnd]
  how(entry.file, reason, {at: positionAt(entry.file, entry.text, from, to), rule, fix})
}

/** Report a command that stands for nothing we know, at its offset in the value. */
export function reportCommand(value: RawValue, command: string, offset?: number): void {
  reportValue(warn, value, {
    rule: 'bibliography:unknown-command',
    reason: `Unknown TeX command \`\\${command}\` in \`${value.field.name}\``,
    fix: 'Replace it with the character or text that it stands for; only its argument is printed.',
    start: offset,
    end: offset === undefined ? undefined : offset + 1 + command.length
  })
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

/** Sentences in a row: a full stop between them where none is typed. */
export function sentences(...parts: (string | undefined)[]): string | undefined {
  return joined('. ', ...parts)
}

/** The parts that are given, with a separator where the one before does not end its sentence itself. */
export function joined(separator: string, ...parts: (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined && part !== '')
  if (given.length === 0) return undefined
  return given.reduce((before, part) => (/[.?!…]$/.test(before!) ? `${before} ${part}` : before + separator + part))
}
