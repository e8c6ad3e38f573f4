/** A library → one `.bib`, normalised: the same entries always give the same bytes, and reading it back changes none. */

import type {BibEntry, BibField, CslItem, Entry} from '../entry.ts'
import type {Library} from '../library.ts'
import {parentKeys} from '../parse/inherit.ts'
import type {BibScan} from '../scan/bibtex.ts'
import {cslToBibtex, safeKey} from './csl-to-bibtex.ts'
import {rank} from './field-order.ts'
import {monthString, monthStrings, normaliseValue, onOneLine} from './normalise-values.ts'

/**
 * Write every entry: sorted by key, parents after their children as BibTeX requires, fields in one order, values tidied
 * (`normaliseValue`). Comments stay with the entry below them, or at the top when a blank line parts them from it;
 * unknown fields stay; an entry that a syntax error cut short is kept as a comment, word for word.
 */
export function writeBibtex(library: Library, itemOf: (entry: Entry) => CslItem | undefined): string {
  const sources = library.scans.map(readPieces)
  const clashing = clashingStrings(library.scans)
  const expand: Expand = (name, entry) =>
    clashing.has(name.toLowerCase()) ? library.strings.find(name, entry.file, entry.start) : undefined
  const written = [
    ...sources.flatMap(({entries}) =>
      entries
        .filter(({entry}) => entry.isWhole)
        .map(({entry, comment}) => ({key: entry.key, text: comment + writeEntry(entry, expand)}))
    ),
    ...library.entries
      .filter((entry) => entry.format !== 'bibtex')
      .map((entry) => ({key: safeKey(entry.key), text: cslToBibtex(safeKey(entry.key), itemOf(entry))}))
  ]
  const levels = parentLevels(library)
  written.sort(
    (a, b) => (levels.get(a.key) ?? 0) - (levels.get(b.key) ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  )
  const parts = [
    ...sources.flatMap(({preambles}) => preambles),
    ...sources.flatMap(({comments}) => comments),
    ...sources.flatMap(({entries}) =>
      entries.filter(({entry}) => !entry.isWhole).map(({entry, comment}) => hide(comment + asComment(entry)))
    ),
    sources.flatMap(({strings}) => strings.filter(({name}) => !clashing.has(name)).map(({text}) => text)).join('\n'),
    ...written.map(({text}) => text),
    ...sources.flatMap(({blocks}) => blocks)
  ]
  const text = parts.filter((part) => part !== '').join('\n\n')
  return text === '' ? '' : `${text}\n`
}

/** A string's text, when its name must not be written. */
type Expand = (name: string, entry: BibEntry) => string | undefined

interface Pieces {
  /** Comments that stand alone. */
  comments: string[]
  preambles: string[]
  strings: {name: string; text: string}[]
  entries: {entry: BibEntry; comment: string}[]
  /** `@comment{…}` */
  blocks: string[]
}

/** Take a file apart: nothing of its text is left out, except white space and what stands between `@` and its strings. */
function readPieces(scan: BibScan): Pieces {
  const pieces: Pieces = {comments: [], preambles: [], strings: [], entries: [], blocks: []}
  const slice = (part: {start: number; end: number}) => scan.text.slice(part.start, part.end).replace(/\r\n?/g, '\n')
  const parts = [
    ...scan.entries.map((entry) => ({
      ...spanOf(entry),
      add: (comment: string) => pieces.entries.push({entry, comment})
    })),
    ...scan.strings.map((definition) => ({
      ...spanOf(definition),
      add: (comment: string) =>
        pieces.strings.push({
          name: definition.name,
          text: `${comment}@string{${definition.name} = ${writePieces(scan.text, definition.pieces, (raw) => raw)}}`
        })
    })),
    ...scan.blocks.map((block) => ({
      ...spanOf(block),
      add: (comment: string) => {
        const text = comment + slice(block).trimEnd()
        if (!block.isWhole) pieces.comments.push(hide(trimLines(text)))
        else (block.kind === 'preamble' ? pieces.preambles : pieces.blocks).push(text)
      }
    }))
  ].sort((a, b) => a.start - b.start)
  let end = 0
  for (const part of parts) {
    const {alone, attached} = splitComment(slice({start: end, end: part.start}), end > 0)
    pieces.comments.push(...alone)
    part.add(attached)
    end = part.end
  }
  const {alone, attached} = splitComment(slice({start: end, end: scan.text.length}), end > 0)
  pieces.comments.push(...[...alone, attached.trimEnd()].filter((comment) => comment !== ''))
  return pieces
}

function spanOf({start, end}: {start: number; end: number}) {
  return {start, end}
}

/** The text before an entry: what touches it is its own, what a blank line parts from it stands alone. */
function splitComment(text: string, isBehindEntry: boolean): {alone: string[]; attached: string} {
  const clean = isBehindEntry ? text.replace(/^[ \t]*,?/, '') : text
  const groups = clean.split(/\n[ \t]*(?=\n)/).map((group) => hide(trimLines(group)))
  const attached = groups.pop() ?? ''
  return {alone: groups.filter((group) => group !== ''), attached: attached === '' ? '' : `${attached}\n`}
}

function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** What the scanner passed over as unreadable must not be read as an entry elsewhere. */
function hide(text: string): string {
  return /@\s*(?:[a-z]+\s*(?:[{(]|$)|$)/i.test(text) ? trimLines(text.replace(/^(?![ \t]*%)/gm, '% ')) : text
}

function asComment(entry: BibEntry): string {
  return entry.text
    .slice(entry.start, entry.end)
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => `% ${line}`.trimEnd())
    .join('\n')
}

function writeEntry(entry: BibEntry, expand: Expand): string {
  const comments = fieldComments(entry)
  // Of a field given twice the last counts; an empty one is none.
  const last = new Map<string, {field: BibField; value: string}>()
  for (const field of entry.fields) {
    const value = writeField(entry, field, expand)
    if (!isEmpty(value) || !last.has(field.name)) last.set(field.name, {field, value})
  }
  const fields = [...last.values()].sort((a, b) => rank(a.field.name) - rank(b.field.name))
  const lines = fields.flatMap(({field, value}) => [
    ...(comments.get(field) ?? []).map((comment) => `  ${comment}`),
    ...(isEmpty(value) ? [] : [`  ${field.name.padEnd(12)} = ${value},`])
  ])
  const tail = (comments.get(undefined) ?? []).map((comment) => `  ${comment}`)
  return [`@${entry.type}{${entry.key},`, ...lines, ...tail, '}'].join('\n')
}

const isEmpty = (value: string) => /^\{\s*\}$/.test(value)

function writeField(entry: BibEntry, field: BibField, expand: Expand): string {
  const [only, more] = field.pieces
  if (field.name === 'month' && only && !more) {
    const typed = entry.text.slice(only.start, only.end)
    const text = only.kind === 'name' ? expand(typed, entry) : typed
    const name = text === undefined ? undefined : monthString(text)
    if (name) return name
  }
  const isSingle = more === undefined
  return writePieces(
    entry.text,
    field.pieces,
    (raw) => (isSingle ? normaliseValue(field.name, raw.replace(/\r\n?/g, '\n')) : onOneLine(field.name, raw)),
    (name) => expand(name, entry)
  )
}

function writePieces(
  text: string,
  pieces: BibField['pieces'],
  tidy: (raw: string) => string,
  expand: (name: string) => string | undefined = () => undefined
): string {
  return pieces
    .map((piece) => {
      const raw = text.slice(piece.start, piece.end)
      if (piece.kind !== 'name') return `{${tidy(raw)}}`
      const expanded = expand(raw)
      // One that nothing defines is read as text, as it is typed.
      return expanded === undefined ? raw : `{${tidy(expanded)}}`
    })
    .join(' # ')
}

/** `%` comments inside an entry, by the field that follows them. */
function fieldComments(entry: BibEntry): Map<BibField | undefined, string[]> {
  const comments = new Map<BibField | undefined, string[]>()
  let from = entry.keyStart + entry.key.length
  for (const field of [...entry.fields, undefined]) {
    const gap = entry.text.slice(from, field ? field.start : entry.end)
    const found = gap.match(/%[^\r\n]*/g)
    if (found) comments.set(field, [...(comments.get(field) ?? []), ...found.map((line) => line.trimEnd())])
    from = field ? field.valueEnd : from
  }
  return comments
}

/** Strings that are defined twice, or that are months: their text stands in the entries instead. */
function clashingStrings(scans: readonly BibScan[]): Set<string> {
  const seen = new Set<string>(monthStrings)
  const clashing = new Set<string>()
  for (const {name} of scans.flatMap(({strings}) => strings)) {
    if (seen.has(name)) clashing.add(name)
    seen.add(name)
  }
  return clashing
}

/** How far after its children an entry must stand. */
function parentLevels(library: Library): Map<string, number> {
  const levels = new Map<string, number>()
  const children = library.entries
    .filter((entry) => entry.format !== 'bibtex' || entry.isWhole)
    .map((entry) => ({key: entry.key, parents: parentKeys(entry)}))
  children.sort((a, b) => (a.key < b.key ? -1 : 1))
  // Three rounds: a chapter, its volume, the set of volumes. A cycle cannot go on for ever.
  for (let round = 0; round < 3; round++) {
    for (const {key, parents} of children) {
      for (const parent of parents) levels.set(parent, Math.max(levels.get(parent) ?? 0, (levels.get(key) ?? 0) + 1))
    }
  }
  return levels
}
