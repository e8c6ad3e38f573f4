/** A `.bib` → the same with its safe mistakes fixed, every other byte as it was. */

import {VFile} from 'vfile'
import {dottedInitials, hasBareInitials} from '../audit/writing.ts'
import type {BibEntry, BibField} from '../entry.ts'
import {fixEncoding, fixEntities} from '../parse/normalise-encoding.ts'
import {bareDoi} from '../parse/urls.ts'
import {privateFields} from '../parse/values.ts'
import {positionAt} from '../positions.ts'
import {scanBibtex} from '../scan/bibtex.ts'
import {decode} from '../scan/decode.ts'
import {isBalanced, monthString, normalisePages} from './normalise-values.ts'

export interface FieldChange {
  line: number
  column: number
  key: string
  field: string
  before: string
  after: string
}

/**
 * Fix what needs no judgement: DOIs without their resolver, two hyphens between pages, full stops after lone initials,
 * `et al.` → `others`, months by their string, letters from a wrong encoding or from HTML, letters composed (NFC),
 * control characters. Twice changes nothing more. Only whole entries are touched.
 */
export function fixBibliography(text: string): {text: string; changes: FieldChange[]} {
  const file = new VFile({path: 'references.bib', value: text})
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const source = decode(file)
  const {entries} = scanBibtex(file, source)
  const changes: FieldChange[] = []
  const edits: {start: number; end: number; text: string}[] = []
  for (const entry of entries) {
    if (!entry.isWhole) continue
    for (const field of entry.fields) {
      const edit = fixField(entry, field)
      if (!edit) continue
      edits.push(edit)
      const before = source.slice(edit.start, edit.end)
      const {line, column} = positionAt(file, source, field.start).start
      changes.push({line, column, key: entry.key, field: field.name, before, after: edit.text})
    }
  }
  let fixed = source
  for (const {start, end, text: replacement} of edits.reverse()) {
    fixed = fixed.slice(0, start) + replacement + fixed.slice(end)
  }
  return {text: edits.length > 0 ? mark + fixed : text, changes}
}

function fixField(entry: BibEntry, field: BibField): {start: number; end: number; text: string} | undefined {
  const [piece, more] = field.pieces
  if (!piece || more || piece.kind === 'name' || privateFields.has(field.name)) return undefined
  const before = entry.text.slice(piece.start, piece.end)
  if (field.name === 'month') {
    const name = monthString(before)
    // The whole value, braces included, becomes the string's name.
    return name ? {start: field.valueStart, end: field.valueEnd, text: name} : undefined
  }
  const after = fixValue(field.name, before)
  return after === before || !isBalanced(after) ? undefined : {start: piece.start, end: piece.end, text: after}
}

/** Until nothing changes: what was wrapped twice (`&amp;eacute;`, a resolver before a resolver) needs no second run. */
function fixValue(field: string, before: string): string {
  let text = before
  for (let round = 0; round < 100; round++) {
    const next = fixValueOnce(field, text)
    if (next === text) break
    text = next
  }
  return text
}

function fixValueOnce(field: string, before: string): string {
  const clean = before.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\u202a-\u202e\u2066-\u2069]/g, '')
  if (field === 'url' || field === 'eprint') return clean
  const text = fixEntities(fixEncoding(clean) ?? clean).normalize('NFC')
  if (field === 'doi') return /doi\.org|^\s*doi\s*:/i.test(text) ? bareDoi(text) : text
  if (field === 'pages') return normalisePages(text)
  if (nameFields.has(field)) return fixNames(text)
  return text
}

const nameFields = new Set(['author', 'editor', 'translator', 'bookauthor', 'editora', 'editorb', 'editorc'])

/** Names that hold braces are left alone, but for the last `et al.`. */
function fixNames(text: string): string {
  return text
    .replace(/(?<=\sand\s+)et\.? al(?:ii)?\.?(?=\s*$)/i, 'others')
    .split(/(?<=\s)(and)(?=\s)/i)
    .map(fixName)
    .join('')
}

function fixName(name: string): string {
  const end = name.trimEnd().length
  const comma = name.indexOf(',')
  if (comma === -1 || comma !== name.lastIndexOf(',') || /[{}]/.test(name)) return name
  const given = name.slice(comma + 1, end).trimStart()
  if (!hasBareInitials(given) || /\p{Lu}{2}/u.test(given)) return name
  return name.slice(0, end - given.length) + dottedInitials(given) + name.slice(end)
}
