/** `crossref` and `xdata`: what an entry inherits, by BibLaTeX's rules. */

import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {BibEntry, BibField, Entry} from '../entry.ts'
import {positionAt} from '../positions.ts'
import type {RawFields, RawValue} from './values.ts'

/** How the entries of a bibliography are found. */
export interface Lookup {
  find: (key: string) => BibEntry | undefined
  /** The entry whose key differs in upper and lower case only. */
  findAnyCase: (key: string) => BibEntry | undefined
  keys: () => Iterable<string>
  values: (entry: BibEntry) => RawFields
  /** Cycles already reported. */
  cycles: Set<string>
  /** Entries already done: a web of parents is walked once. */
  inherited: Map<BibEntry, RawFields>
}

/** The keys that an entry names as its parents, as typed. */
export function parentKeys(entry: Entry): string[] {
  if (entry.format !== 'bibtex') return []
  const keysOf = ({pieces}: BibField) =>
    pieces.flatMap(({start, end}) => entry.text.slice(start, end).split(',')).flatMap((key) => key.trim() || [])
  // Of a field given twice the last counts; an empty one is none.
  return ['crossref', 'xdata'].flatMap(
    (wanted) =>
      entry.fields
        .filter(({name}) => name === wanted)
        .map(keysOf)
        .findLast(({length}) => length > 0) ?? []
  )
}

/**
 * An entry's fields with those of its parents.
 *
 * Emits `bibliography:missing-parent`, `bibliography:similar-key`, `bibliography:cycle`.
 *
 * Source: The biblatex package, appendix B, “Default inheritance setup”.
 */
export function inherit(entry: BibEntry, lookup: Lookup): RawFields {
  return inheritFrom(entry, lookup, [entry])
}

function inheritFrom(entry: BibEntry, lookup: Lookup, line: BibEntry[]): RawFields {
  const known = lookup.inherited.get(entry)
  if (known) return known
  const fields: RawFields = new Map(lookup.values(entry))
  for (const name of ['xdata', 'crossref'] as const) {
    const reference = fields.get(name)
    // A parent's own `crossref` is not the child's.
    if (!reference || reference.entry !== entry) continue
    const keys = name === 'xdata' ? reference.raw.split(',') : [reference.raw]
    for (const key of keys.map((one) => one.trim()).filter(Boolean)) {
      const parent = findParent(key, reference, lookup, line)
      if (!parent) continue
      const inherited = inheritFrom(parent, lookup, [...line, parent])
      if (name === 'xdata') addAll(fields, inherited)
      else addFromParent(fields, entry.type, parent.type, inherited)
    }
  }
  lookup.inherited.set(entry, fields)
  return fields
}

function findParent(key: string, reference: RawValue, lookup: Lookup, line: BibEntry[]): BibEntry | undefined {
  const {entry, field} = reference
  const at = positionAt(entry.file, entry.text, field.valueStart, field.valueEnd)
  const exact = lookup.find(key)
  const parent = exact ?? lookup.findAnyCase(key)
  if (!parent) {
    warn(entry.file, `Unknown key \`${key.slice(0, 80)}\` in \`${field.name}\` of \`${entry.key}\``, {
      at,
      rule: 'bibliography:missing-parent',
      actual: key.slice(0, 80),
      expected: key.length < 80 ? nearest(key, lookup.keys()) : [],
      fix: (key.length < 80 && didYouMean(key, lookup.keys())) || `Add the entry, or remove \`${field.name}\`.`
    })
    return undefined
  }
  if (!exact) {
    warn(entry.file, `Wrong case in the key \`${key}\`, expected \`${parent.key}\``, {
      at,
      rule: 'bibliography:similar-key',
      expected: [parent.key],
      fix: `Write \`${field.name} = {${parent.key}}\`: Biber distinguishes upper from lower case.`
    })
  }
  if (line.includes(parent) || line.length > 50) {
    const members = line.slice(Math.max(0, line.indexOf(parent)))
    const id = members
      .map(({key}) => key)
      .sort()
      .join(' ')
    if (lookup.cycles.has(id)) return undefined
    lookup.cycles.add(id)
    const cycle = [...members, parent].map(({key}) => `\`${key}\``)
    error(entry.file, `Circular \`${field.name}\`: ${cycle.slice(0, 8).join(' → ')}`, {
      at,
      rule: 'bibliography:cycle',
      fix: `Remove the \`${field.name}\` of one of them.`
    })
    return undefined
  }
  return parent
}

function addAll(fields: RawFields, inherited: RawFields): void {
  for (const [name, value] of inherited) if (!neverInherited.has(name) && !fields.has(name)) fields.set(name, value)
}

function addFromParent(fields: RawFields, child: string, parent: string, inherited: RawFields): void {
  const prefix = titlePrefix(parent, child)
  const hasDate = fields.has('date') || fields.has('year')
  const renamed: RawFields = new Map()
  for (const [name, value] of inherited) {
    if (neverInherited.has(name) || (hasDate && dateNames.has(name))) continue
    if (prefix && neverWithTitle.has(name)) continue
    if (prefix && titleNames.has(name)) {
      renamed.set(prefix + name, value)
      continue
    }
    if (!renamed.has(name)) renamed.set(name, value)
    if (name === 'author' && bookLike.has(parent) && partOfBook.has(child)) renamed.set('bookauthor', value)
  }
  addAll(fields, renamed)
}

/** What a parent's title becomes in a child: `maintitle`, `booktitle`, `journaltitle`. */
function titlePrefix(parent: string, child: string): string | undefined {
  return titleRules.find(({parents, children}) => parents.has(parent) && children.has(child))?.prefix
}

const set = (names: string) => new Set(names.split(' '))
const partOfBook = set('inbook bookinbook suppbook')
const bookLike = set('book mvbook')
const titleRules = [
  {prefix: 'main', parents: set('mvbook'), children: set('book inbook bookinbook suppbook')},
  {
    prefix: 'main',
    parents: set('mvcollection mvreference'),
    children: set('collection reference incollection inreference suppcollection')
  },
  {prefix: 'main', parents: set('mvproceedings'), children: set('proceedings inproceedings conference')},
  {prefix: 'book', parents: set('book'), children: partOfBook},
  {
    prefix: 'book',
    parents: set('collection reference book'),
    children: set('incollection inreference suppcollection')
  },
  {prefix: 'book', parents: set('proceedings'), children: set('inproceedings conference')},
  {prefix: 'journal', parents: set('periodical'), children: set('article suppperiodical')}
]
const titleNames = set('title subtitle titleaddon')
const neverWithTitle = set('shorttitle sorttitle indextitle indexsorttitle')
const dateNames = set('date year month day')
const neverInherited = set(
  'ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring ' +
    'relatedtype shorthand shorthandintro sortkey'
)
