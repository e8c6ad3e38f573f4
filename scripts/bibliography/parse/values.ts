/** The pieces of a BibTeX value → its text, with `@string` replaced, aliases of fields resolved, control characters out. */

import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {BibEntry, BibField, BibPiece} from '../entry.ts'
import {positionAt} from '../positions.ts'
import type {BibScan} from '../scan/bibtex.ts'

/** A value as text, still TeX; `start` is its offset in the file when the two run in step. */
export interface RawValue {
  raw: string
  field: BibField
  entry: BibEntry
  start?: number
}

/** An entry's values by field, aliases replaced by BibLaTeX's names. */
export type RawFields = Map<string, RawValue>

/** The `@string` definitions of all files, read in order. */
export interface Strings {
  /** Take in a file's definitions, after those of the files before. */
  add(scan: BibScan, file: VFile): void
  /** The text of a name at a place: its last definition before, else its first after. Names have no case. */
  find(name: string, file: VFile, offset: number): string | undefined
  names(): Iterable<string>
}

/** The months that BibTeX's styles define. */
const monthStrings = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Longer values are cut: strings can be made of strings, and double each time. */
const longest = 200_000

/** BibTeX's old names, and what BibLaTeX calls them. */
const fieldAliases = new Map(
  Object.entries({
    address: 'location',
    annote: 'annotation',
    archiveprefix: 'eprinttype',
    journal: 'journaltitle',
    key: 'sortkey',
    pdf: 'file',
    primaryclass: 'eprintclass',
    school: 'institution',
    numpages: 'pagetotal'
  })
)

/** Fields that are never read for printing. */
export const privateFields = new Set([
  'abstract',
  'annotation',
  'annote',
  'file',
  'pdf',
  'bdsk-file-1',
  'bdsk-url-1',
  'review',
  'comment',
  'comments',
  'timestamp',
  'owner',
  'priority',
  'groups'
])

/** A value of bearable length, its braces still in pairs. */
function cut(text: string): string {
  if (text.length <= longest) return text
  let depth = 0
  let end = 0
  for (let at = 0; at < longest; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}') depth--
    if (depth === 0) end = at + 1
  }
  return text.slice(0, end)
}

/** Strings that know the months and nothing else yet. */
export function openStrings(): Strings {
  const definitions = new Map<string, {file: number; offset: number; text: string}[]>()
  const files = new Map<VFile, number>()
  for (const name of monthStrings) definitions.set(name, [{file: -1, offset: 0, text: name}])
  const find = (name: string, file: VFile, offset: number) => {
    const all = definitions.get(name.toLowerCase())
    const index = files.get(file) ?? -1
    const before = all?.findLast((one) => one.file < index || (one.file === index && one.offset < offset))
    return (before ?? all?.[0])?.text
  }
  return {
    add(scan, file) {
      files.set(file, files.size)
      for (const {name, pieces, start} of scan.strings) {
        const text = pieces
          .map((piece) => pieceText(scan.text, piece, (used) => find(used, file, start)) ?? '')
          .join('')
        const all = definitions.get(name) ?? []
        if (all.length === 0) definitions.set(name, all)
        all.push({file: files.get(file)!, offset: start, text: cut(text)})
      }
    },
    find,
    names: () => definitions.keys()
  }
}

/**
 * The values of an entry. A field given twice counts by its last value.
 *
 * Emits `bibliography:undefined-string`, `bibliography:value-too-long`, `bibliography:control-character`,
 * `bibliography:encoding`.
 */
export function readValues(entry: BibEntry, strings: Strings): RawFields {
  const values: RawFields = new Map()
  for (const field of entry.fields) {
    if (privateFields.has(field.name)) continue
    const name = fieldAliases.get(field.name) ?? field.name
    // `journaltitle` wins over `journal`, wherever it stands.
    if (name !== field.name && values.get(name)?.field.name === name) continue
    const value = readValue(entry, field, strings)
    // An empty field is none, as for Biber.
    if (!/^\s*$/.test(value.raw)) values.set(name, {...value, field, entry})
  }
  return values
}

function readValue(entry: BibEntry, field: BibField, strings: Strings): {raw: string; start?: number} {
  const {text, file} = entry
  const find = (name: string) => strings.find(name, file, entry.start)
  let raw = ''
  let undefinedStrings = 0
  for (const piece of field.pieces) {
    const known = pieceText(text, piece, find)
    if (known === undefined && undefinedStrings++ < 5) sayUndefined(entry, piece, strings)
    raw += known ?? text.slice(piece.start, piece.end)
    if (raw.length > longest) {
      error(entry.file, `Field \`${field.name}\` too long: more than ${longest} characters`, {
        at: positionAt(entry.file, text, field.start, field.start + field.name.length),
        rule: 'bibliography:value-too-long',
        fix: 'Shorten it, or the strings that it contains.'
      })
      raw = cut(raw)
      break
    }
  }
  const [only, more] = field.pieces
  const inStep = more === undefined && only !== undefined && only.kind !== 'name'
  return {raw: withoutControls(raw, entry, field), start: inStep ? only.start : undefined}
}

function pieceText(text: string, piece: BibPiece, find: (name: string) => string | undefined): string | undefined {
  const inside = text.slice(piece.start, piece.end)
  return piece.kind === 'name' ? find(inside) : inside
}

function sayUndefined(entry: BibEntry, piece: BibPiece, strings: Strings): void {
  const name = entry.text.slice(piece.start, piece.end)
  warn(entry.file, `Undefined string \`${name.slice(0, 60)}\``, {
    at: positionAt(entry.file, entry.text, piece.start, piece.end),
    rule: 'bibliography:undefined-string',
    actual: name.slice(0, 60),
    expected: name.length < 60 ? nearest(name, strings.names()) : [],
    fix:
      (name.length < 60 ? didYouMean(name, strings.names()) : '') ||
      'Put braces around the value, or define it with `@string`; it is treated as text.'
  })
}

/** C0 and C1 controls, zero-width spaces, marks that reorder text. Joiners and direction marks are an author's right. */
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/

function withoutControls(raw: string, entry: BibEntry, field: BibField): string {
  const found = controls.exec(raw)
  const remains = raw.indexOf('\ufffd')
  const at = positionAt(entry.file, entry.text, field.valueStart, field.valueEnd)
  if (remains !== -1) {
    warn(entry.file, `Lost character \`\ufffd\` in \`${field.name}\`, from a wrong encoding`, {
      at,
      rule: 'bibliography:encoding',
      fix: 'Type the lost character again.'
    })
  }
  if (!found) return raw
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  warn(entry.file, `Control character U+${code} in \`${field.name}\``, {
    at,
    rule: 'bibliography:control-character',
    fix: 'Remove it; it is not printed.'
  })
  return raw.replace(new RegExp(controls, 'g'), '')
}
