/** `glossary.yml` and `abbreviations.yml` beside thesis.yml, and LaTeX's definitions of terms → the abbreviations, and the Markdown of both lists where they are printed. */

import posix from 'node:path/posix'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {z} from 'zod'
import type {Config} from './config.ts'
import {languageSchema} from './document/language-schema.ts'
import {termsIn} from './document/terms.ts'
import {capitalise, normalLines} from './document/text.ts'
import {type Folder, readText} from './files.ts'
import type {Stretch} from './messages/origin.ts'
import {type ReadYamlOptions, readYaml} from './messages/read-yaml.ts'
import type {Source} from './read/join-sources.ts'
import {isAbbreviationsTitle} from './read/list-headings.ts'
import {type TexTerm, takeTexTerms} from './read/tex/tex-terms.ts'

const many = z.union([z.string().transform((one) => [one]), z.array(z.string())])

const entry = z.union([
  z.string().transform((definition) => ({definition, variants: [], see: [], automatic: true})),
  z.strictObject({
    /** Markdown. */
    definition: z.string().optional(),
    /** As it is printed; the long form, or its key, when absent. */
    name: z.string().optional(),
    short: z.string().optional(),
    long: z.string().optional(),
    plural: z.string().optional(),
    /** Other forms that the text has. */
    variants: many.default([]),
    /** Other entries. */
    see: many.default([]),
    lang: languageSchema.optional(),
    /** False where the word is also used in another sense: only `:term[…]` leads to it then. */
    automatic: z.boolean().default(true)
  })
])
type Entry = z.infer<typeof entry>

/** `glossary.yml`: a term, and what it means. */
export const glossarySchema = z.record(z.string().min(1), entry)

const abbreviationsSchema = z.record(z.string().min(1), z.string().min(1))

/** What the files beside thesis.yml say. */
export interface ReadTerms {
  files: VFile[]
  /** Where an abbreviation of a file is written. */
  placeOf: (short: string) => {file: VFile; at: Position | undefined} | undefined
  /** Glossary, as Markdown that keeps its places. */
  glossary?: {text: string; stretches: Stretch[]; path: string}
}

const rules: ReadYamlOptions['rules'] = {
  unreadable: 'terms:unreadable',
  missing: 'terms:unreadable',
  wrong: 'terms:unreadable',
  unknown: 'terms:unknown-key'
}

/**
 * Read both files. What they abbreviate, and `*[ONG]: organisation…` in a chapter, is put into `config.abbreviations`.
 * `\newacronym{key}{…}{…}` and the like, in a chapter or in TeX of the settings, are entries of the glossary as well.
 *
 * Emits `terms:unreadable`, `terms:unknown-key`, `files:not-utf8`.
 */
export async function readTerms(
  folder: Folder,
  root: string,
  config: Config,
  chapters: readonly Source[]
): Promise<ReadTerms> {
  const files: VFile[] = []
  const places = new Map<string, ReturnType<ReadTerms['placeOf']>>()
  const declare = (short: string, long: string, place: ReturnType<ReadTerms['placeOf']>) => {
    if (Object.hasOwn(config.abbreviations, short)) return
    config.abbreviations[short] = long
    places.set(short, place)
  }
  const open = async (name: string) => {
    const file = await readText(folder, posix.join(root, name)).catch(() => undefined)
    if (file) files.push(file)
    return file
  }
  const shorts = await open('abbreviations.yml')
  if (shorts) {
    const {value = {}, placeOf} = readYaml(shorts, abbreviationsSchema, {rules, name: '`abbreviations.yml`'})
    for (const [short, long] of Object.entries(value)) declare(short, long, {file: shorts, at: placeOf([short])})
  }
  for (const {file} of chapters) {
    for (const {short, long, at} of takeDefinitions(file)) declare(short, long, {file, at})
  }
  const found: ReadTerms = {files, placeOf: (short) => places.get(short)}
  const glossary = await open('glossary.yml')
  const piece = {text: '', stretches: [] as Stretch[], path: glossary?.path ?? ''}
  const add = (key: string, one: Entry, file: VFile | undefined, text: string, offset: number, at?: Position) => {
    if ('short' in one && one.short) declare(one.short, one.long ?? one.name ?? key, file && {file, at})
    if (file) piece.stretches.push({start: piece.text.length, path: file.path, text, offset, isFixed: true})
    piece.text += entryText(key, one, config)
  }
  if (glossary) {
    const {value = {}, placeOf, placeOfKey} = readYaml(glossary, glossarySchema, {rules, name: '`glossary.yml`'})
    for (const [key, one] of Object.entries(value)) {
      add(key, one, glossary, String(glossary), placeOfKey([key]).start.offset ?? 0, placeOf([key, 'short']))
    }
  }
  for (const [index, header] of config['header-includes'].entries()) {
    const {terms, rest} = takeTexTerms(header)
    config['header-includes'][index] = rest
    // A template of Pandoc's has variables there.
    for (const term of terms) if (!/\$.+\$/.test(term.key)) add(term.key, entryOf(term), undefined, '', 0)
  }
  for (const {file} of chapters) {
    const text = String(file)
    const {terms, rest} = takeTexTerms(text)
    if (terms.length === 0) continue
    file.value = rest
    piece.path ||= file.path
    for (const term of terms) add(term.key, entryOf(term), file, text, term.offset)
  }
  return piece.text === '' ? found : {...found, glossary: piece}
}

function entryOf({key: _, offset: __, ...fields}: TexTerm): Entry {
  return entry.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
}

/** `*[ONG]: organisation…` on lines of their own, as PHP Markdown Extra has them: taken out of the text. */
function takeDefinitions(file: VFile): Array<{short: string; long: string; at: Position}> {
  const source = String(file)
  if (!/^\*\[[^\]\n]+\]:/m.test(source)) return []
  const found: Array<{short: string; long: string; at: Position}> = []
  let fence: string | undefined
  let offset = 0
  const lines = source.split('\n').map((line, index) => {
    const start = {line: index + 1, column: 1, offset}
    offset += line.length + 1
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined
    const [, short, long] = (fence === undefined && /^\*\[([^\]\n]+)\]:[ \t]*(\S.*?)\s*$/.exec(line)) || []
    if (!short || !long) return line
    found.push({short, long, at: {start, end: {...start, column: line.length + 1, offset: offset - 1}}})
    return ' '.repeat(line.length)
  })
  if (found.length > 0) file.value = lines.join('\n')
  return found
}

/** An entry as an author would type it in `::: {.glossary}`. */
function entryText(key: string, one: Entry, config: Config): string {
  const {definition = '', see, variants, automatic, ...rest} = one
  const {name, short, long, plural, lang}: Partial<Record<string, string>> = rest
  const shown = name ?? long ?? key
  const attributes = {key, plural, short, long, lang, variants: variants.join('; '), automatic: automatic ? '' : 'no'}
  const typed = Object.entries(attributes).flatMap(([pair, value]) =>
    value ? [`${pair}="${value.replace(/["\\]/g, '\\$&')}"`] : []
  )
  const terms = termsIn(config)
  const others = see.map((other) => `:term[${other}]`).join(terms.comma)
  const text = definition.trim() || (long && name ? capitalise(long) : '')
  const pointer = others && `*${text ? terms.seeAlso : terms.see}* ${others}`
  const lines = [text, pointer].filter(Boolean).join('\n\n').split('\n')
  const body = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')
  const head = short && short !== shown ? `${shown} (${short})` : shown
  return `[${head}]{.entry ${typed.join(' ')}}\n\n:${body.slice(1) || '   \u200B'}\n\n`
}

/**
 * Put the lists where the author wants them, `::: {#glossary}` in a chapter, or where `order:` says; the glossary after
 * the appendices else. Nothing is added where there is nothing to list.
 */
export function placeTerms(
  sources: readonly Source[],
  {glossary}: ReadTerms,
  config: Config,
  configFile: VFile
): Source[] {
  const {order, abbreviations} = config
  const terms = termsIn(config)
  const placed = [...sources]
  const front = sources.filter(({isFront}) => isFront).length
  const make = (list: 'abbreviations' | 'glossary', title: string, path: string, piece: Omit<Stretched, 'path'>) => {
    const text = `# ${title} {.unnumbered}\n\n`
    const stretches = piece.stretches.map((one) => ({...one, start: one.start + text.length}))
    const file = new VFile({path, cwd: configFile.cwd, value: text + piece.text})
    const [first] = piece.stretches
    if (first) file.data.stretches = [{...first, start: 0}, ...stretches]
    const source: Source = {file, role: 'unnumbered', isGenerated: true}
    if (order.includes(list)) placed.splice(front, 0, {...source, isFront: true, list})
    else placed.push(source)
  }
  if (glossary) {
    const place = sources.find(({file}) => fillPlace(file, glossary))
    if (!place) {
      const text = `::: {.glossary}\n\n${glossary.text}:::\n`
      const stretches = glossary.stretches.map((one) => ({...one, start: one.start + '::: {.glossary}\n\n'.length}))
      make('glossary', terms.glossary, glossary.path || configFile.path, {text, stretches})
    }
  }
  const isListed = Object.keys(abbreviations).length > 0 && order.includes('abbreviations')
  if (isListed && !sources.some(({file}) => holdsAbbreviations(String(file)))) {
    make('abbreviations', terms.listOfAbbreviations, configFile.path, {
      text: '::: {#abbreviations}\n:::\n',
      stretches: []
    })
  }
  return placed
}

type Stretched = NonNullable<ReadTerms['glossary']>

/** Whether the author has a place for the list, or a chapter of it. */
function holdsAbbreviations(text: string): boolean {
  if (/^ {0,3}:{3,}[^\n]*[#. ]abbreviations\b/m.test(text)) return true
  return [...text.matchAll(/^ {0,3}#[ \t]+([^\n{]*)/gm)].some(([, title = '']) => isAbbreviationsTitle(title))
}

/** Put the entries after the line that opens their place, outside of code. */
function fillPlace(file: VFile, {text, stretches}: Stretched): boolean {
  const source = normalLines(String(file))
  if (!source.includes('glossary')) return false
  let fence: string | undefined
  let start = 0
  for (const line of source.split('\n')) {
    const end = start + line.length + 1
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined
    } else if (/^ {0,3}:{3,}[ \t]*(?:glossary|\{[^}]*[#. ]glossary\b[^}]*\}|\{glossary\})[ \t]*$/.test(line)) {
      const own = file.data.stretches ?? [{start: 0, path: file.path, text: source, offset: 0}]
      const inside = `\n${text}`
      const before = own.filter((one) => one.start < end)
      const last = before.at(-1)!
      const rest = {
        ...last,
        start: end + inside.length,
        offset: last.isFixed ? last.offset : last.offset + end - last.start
      }
      file.data.stretches = [
        ...before,
        ...stretches.map((one) => ({...one, start: one.start + end + 1})),
        rest,
        ...own.filter((one) => one.start >= end).map((one) => ({...one, start: one.start + inside.length}))
      ]
      file.value = source.slice(0, end) + inside + source.slice(end)
      return true
    } else if (mark) fence = mark
    start = end
  }
  return false
}
