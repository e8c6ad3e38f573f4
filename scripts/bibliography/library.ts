/** Bibliography files of every kind → a library: all keys at once with their places, items when they are cited. */

import type {VFile} from 'vfile'
import {error, warn} from '../messages/messages.ts'
import type {BibEntry, CslItem, Entry, Place} from './entry.ts'
import {inherit, type Lookup} from './parse/inherit.ts'
import {readCslItem} from './parse/read-csl.ts'
import {toCsl} from './parse/to-csl.ts'
import {openStrings, type RawFields, readValues, type Strings} from './parse/values.ts'
import {placeIn} from './positions.ts'
import {type BibScan, scanBibtex} from './scan/bibtex.ts'
import {clip} from './scan/bibtex-text.ts'
import {scanCslJson} from './scan/csl-json.ts'
import {scanCslYaml} from './scan/csl-yaml.ts'
import {decode} from './scan/decode.ts'
import {scanEnw} from './scan/enw.ts'
import {readRisItem, scanRis} from './scan/ris.ts'

/** The entries of all bibliography files. */
export interface Library {
  /** Keys that can be cited, in the order of the files; aliases and `@xdata` left out. */
  keys(): Iterable<string>
  /** Whether a key can be cited, aliases (`ids`) and sets included. */
  has(key: string): boolean
  /** The key of the entry that a key names: itself, an alias's entry, a set's first member. */
  canonical(key: string): string | undefined
  /** The members of a set, in order; the key alone for any other entry. */
  members(key: string): string[]
  /** Where an entry's key is written. */
  place(key: string): Place | undefined
  /**
   * The items of the keys given, by the entry's own key. Values are read now, once, for these and their parents only;
   * what is wrong in them is a message on their file. Keys that do not exist are left out.
   */
  load(keys: Iterable<string>): Map<string, CslItem>
  /** Every entry found, duplicates and `@xdata` included, in the order of the files. */
  entries: readonly Entry[]
  files: readonly VFile[]
  /** The `.bib` files as scanned, for what is written back. */
  scans: readonly BibScan[]
  strings: Strings
  /** A `.bib` entry's values, strings replaced, its parents' fields included. */
  fields(entry: BibEntry): RawFields
}

export interface LibraryOptions {
  /** BCP 47 of the bibliography; « thèse de doctorat » or “PhD thesis” (default: French). */
  lang?: string
  /** Items of libraries opened before, which are taken where their entries are the same. */
  items?: Map<string, CslItem> | undefined
}

/**
 * Scan bibliography files: `.bib` (BibTeX, BibLaTeX), `.json` (CSL-JSON), `.yaml` (CSL-YAML), `.ris`, `.enw` (EndNote).
 *
 * Emits `bibliography:duplicate-key`, `bibliography:similar-key`, `bibliography:set`, and what the scanners of each format emit. Of two
 * entries with the same key the first counts.
 */
export function openLibrary(files: readonly VFile[], {lang = 'fr-FR', items: kept}: LibraryOptions = {}): Library {
  const strings = openStrings()
  const scans: BibScan[] = []
  const entries: Entry[] = []
  for (const file of files) {
    for (const entry of scan(file)) entries.push(entry)
  }
  const byKey = indexByKey(entries)
  const byLowerCase = new Map<string, Entry>()
  for (const [key, entry] of byKey) if (!byLowerCase.has(key.toLowerCase())) byLowerCase.set(key.toLowerCase(), entry)
  const aliases = indexAliases(entries, byKey)
  const values = new Map<BibEntry, RawFields>()
  const items = new Map<Entry, CslItem>()

  const lookup: Lookup = {
    find: (key) => asBibtex(byKey.get(key) ?? byKey.get(aliases.get(key) ?? '')),
    findAnyCase: (key) => asBibtex(byLowerCase.get(key.toLowerCase())),
    keys: () => byKey.keys(),
    values: ownValues,
    cycles: new Set(),
    inherited: new Map()
  }
  for (const entry of byKey.values()) if (isEmptySet(entry)) sayIsEmpty(entry)
  return {
    *keys() {
      for (const [key, entry] of byKey) if (entry.type !== 'xdata') yield key
    },
    has: (key) => canonical(key) !== undefined,
    canonical,
    members: (key) => {
      const own = canonical(key)
      const entry = entryOf(key)
      if (own === undefined || entry === undefined) return []
      const members = setMembers(entry)
      return members.length > 0 ? members : [own]
    },
    place: (key) => {
      const entry = entryOf(key)
      return entry && placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length)
    },
    load,
    entries,
    files,
    scans,
    strings,
    fields: (entry) => inherit(entry, lookup)
  }

  function scan(file: VFile): Entry[] {
    const text = decode(file)
    switch (file.extname?.toLowerCase()) {
      case '.json':
        return scanCslJson(file, text)
      case '.yaml':
      case '.yml':
        return scanCslYaml(file, text)
      case '.enw':
        return scanEnw(file, text)
      case '.ris':
        return scanRis(file, text)
      default: {
        const found = scanBibtex(file, text)
        strings.add(found, file)
        scans.push(found)
        return found.entries
      }
    }
  }

  function entryOf(key: string): Entry | undefined {
    const entry = byKey.get(key) ?? byKey.get(aliases.get(key) ?? '')
    return entry?.type === 'xdata' ? undefined : entry
  }

  function canonical(key: string): string | undefined {
    const entry = entryOf(key)
    if (!entry) return undefined
    return entry.type === 'set' ? setMembers(entry)[0] : entry.key
  }

  /** Members of a set that exist; sets inside of sets are not opened. */
  function setMembers(entry: Entry): string[] {
    if (entry.format !== 'bibtex' || entry.type !== 'set') return []
    const listed = ownValues(entry).get('entryset')?.raw.split(',') ?? []
    return listed
      .map((member) => entryOf(member.trim()))
      .filter((member) => member !== undefined && member.type !== 'set')
      .map((member) => member!.key)
  }

  function ownValues(entry: BibEntry): RawFields {
    let read = values.get(entry)
    if (!read) {
      read = readValues(entry, strings)
      values.set(entry, read)
    }
    return read
  }

  function load(keys: Iterable<string>): Map<string, CslItem> {
    const loaded = new Map<string, CslItem>()
    for (const key of keys) {
      const own = canonical(key)
      const entry = own === undefined ? undefined : byKey.get(own)
      if (entry && !loaded.has(entry.key)) loaded.set(entry.key, itemOf(entry))
    }
    return loaded
  }

  function itemOf(entry: Entry): CslItem {
    let item = items.get(entry)
    if (!item) {
      if (entry.format === 'bibtex') item = itemOfBibtex(entry)
      else item = entry.format === 'ris' ? readRisItem(entry) : readCslItem(entry)
      items.set(entry, item)
    }
    return item
  }

  function itemOfBibtex(entry: BibEntry): CslItem {
    const fields = inherit(entry, lookup)
    // What is wrong in a parent is said for the child that is read first.
    if (!kept || ![...fields.values()].every((value) => value.entry === entry)) return toCsl(entry, fields, lang)
    const values = [...fields].flatMap(([name, {raw}]) => [name, raw])
    const key = JSON.stringify([lang, entry.type, entry.key, ...values])
    const known = kept.get(key)
    if (known) return known
    const count = entry.file.messages.length
    const item = toCsl(entry, fields, lang)
    if (kept.size > 2 * byKey.size + 100) kept.clear()
    if (entry.file.messages.length === count) kept.set(key, item)
    return item
  }

  function isEmptySet(entry: Entry): boolean {
    return entry.format === 'bibtex' && entry.type === 'set' && setMembers(entry).length === 0
  }
}

function sayIsEmpty(entry: Entry): void {
  warn(entry.file, `Empty \`@set\` \`${clip(entry.key)}\`: its \`entryset\` names no entry of the bibliography`, {
    at: placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position,
    rule: 'bibliography:set',
    fix: 'List the keys of entries in `entryset`, with commas between them.'
  })
}

/** A file read twice by mistake would give thousands. */
const mostMessages = 1000

function asBibtex(entry: Entry | undefined): BibEntry | undefined {
  return entry?.format === 'bibtex' ? entry : undefined
}

function indexByKey(entries: readonly Entry[]): Map<string, Entry> {
  const byKey = new Map<string, Entry>()
  const byLowerCase = new Map<string, Entry>()
  let said = 0
  for (const entry of entries) {
    const first = byKey.get(entry.key)
    const similar = byLowerCase.get(entry.key.toLowerCase())
    if ((first ?? similar) && said++ < mostMessages) {
      if (first) sayDuplicate(entry, first)
      else if (similar) saySimilar(entry, similar)
    }
    if (!first) byKey.set(entry.key, entry)
    if (!similar) byLowerCase.set(entry.key.toLowerCase(), entry)
  }
  return byKey
}

/** Other names of entries: BibLaTeX's `ids`. An entry's own key always wins. */
function indexAliases(entries: readonly Entry[], byKey: Map<string, Entry>): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const entry of entries) {
    if (entry.format !== 'bibtex' || byKey.get(entry.key) !== entry) continue
    const field = entry.fields.find(({name}) => name === 'ids')
    if (!field) continue
    const listed = field.pieces.map(({start, end}) => entry.text.slice(start, end)).join('')
    for (const alias of listed.split(',').map((one) => one.trim())) {
      const taken = byKey.get(alias) ?? byKey.get(aliases.get(alias) ?? '')
      if (alias !== '' && taken && taken !== entry) {
        error(entry.file, `Duplicate alias \`${alias}\` of \`${entry.key}\`: it already names \`${taken.key}\``, {
          at: placeIn(entry, field.valueStart, field.valueEnd).position,
          rule: 'bibliography:duplicate-key',
          fix: 'Remove it from `ids`.'
        })
      } else if (alias !== '') aliases.set(alias, entry.key)
    }
  }
  return aliases
}

function sayDuplicate(entry: Entry, first: Entry): void {
  const isSame = isSameWork(entry, first)
  const say = isSame ? warn : error
  say(entry.file, `Duplicate key \`${clip(entry.key)}\`${isSame ? ' of the same work' : ''}`, {
    at: placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position,
    rule: 'bibliography:duplicate-key',
    fix: `${isSame ? 'Remove it' : 'Remove it or give it another key'}; the first, which counts, is at ${placeText(first, entry)}.`
  })
}

function saySimilar(entry: Entry, first: Entry): void {
  warn(entry.file, `Ambiguous key \`${clip(entry.key)}\`, which differs from \`${clip(first.key)}\` only in case`, {
    at: placeIn(entry, entry.keyStart, entry.keyStart + entry.key.length).position,
    rule: 'bibliography:similar-key',
    fix: `Give it another key; the other is at ${placeText(first, entry)}.`
  })
}

/** Fields of a reader's own, and where and when the work was looked at: they do not tell one work from another. */
const personal = new Set(
  'abstract accessed added-at annotation annote biburl bdsk-url-1 comment date-added date-modified file interhash intrahash keywords langid mendeley-groups mendeley-tags owner timestamp url urldate'.split(
    ' '
  )
)

/** True when two entries say the same of the work, whatever their reader wrote besides. */
function isSameWork(a: Entry, b: Entry): boolean {
  if (a.end - a.start > 100_000) return false
  return (a.format === b.format && contentOf(a) === contentOf(b)) || hasSameTitle(a, b)
}

/** The same title and year, however each reader wrote them: nobody prints another work for it. */
function hasSameTitle(a: Entry, b: Entry): boolean {
  const [one, other] = [a, b].map((entry) => ({
    title: lettersOf(entry, /^title$/i),
    year: lettersOf(entry, /^(?:year|date)$/i)
  }))
  if (!one?.title || !other?.title) return false
  const [year, otherYear] = [one.year?.slice(0, 4), other.year?.slice(0, 4)]
  return one.title.length > 11 && one.title === other.title && (!year || !otherYear || year === otherYear)
}

/** Letters and digits of a field. */
function lettersOf(entry: Entry, name: RegExp): string | undefined {
  if (entry.format !== 'bibtex') return undefined
  const field = entry.fields.find((one) => name.test(one.name))
  const text = field?.pieces.map(({start, end}) => entry.text.slice(start, end)).join('')
  return text?.toLowerCase().replace(/\\[a-z]+|[^\p{L}\p{N}]/gu, '')
}

function contentOf(entry: Entry): string {
  const clean = (text: string) => text.replace(/\s+/g, ' ').trim()
  if (entry.format !== 'bibtex') return clean(entry.text.slice(entry.start, entry.end))
  const fields = entry.fields
    .filter(({name}) => !personal.has(name.toLowerCase()))
    .map(
      ({name, pieces}) =>
        `${name.toLowerCase()}=${clean(pieces.map(({start, end}) => entry.text.slice(start, end)).join(''))}`
    )
  return [entry.type.toLowerCase(), ...fields.sort()].join('\n')
}

function placeText(entry: Entry, seenFrom: Entry): string {
  const {line} = placeIn(entry, entry.keyStart, entry.keyStart + 1).position.start
  return entry.file === seenFrom.file ? `line ${line}` : `${entry.file.path}:${line}`
}
