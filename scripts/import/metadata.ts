/** Keys that Pandoc, Quarto, R Markdown and MyST share → the same in the keys of `thesis.yml`. */

import {isFrench, languageTag} from '../document/language.ts'
import type {Path} from '../messages/read-yaml.ts'
import {readAffiliation, readPeople} from './people.ts'
import {asList, asText, isMapping, type Mapping, type Origin, truthOf} from './settings.ts'

/** A value, and the path of it in `thesis.yml`. */
type Translated = Array<[path: Path, value: unknown]>

/** A key as tools write it → a key of the tables below: `toc_depth`, `tocDepth` and `toc-depth` are one. */
export const plainKey = (key: string) => key.replaceAll('_', '-').toLowerCase()

/** How a key that we know by another name, or in another form, is read. */
const translations: Record<string, (value: unknown, all: Mapping) => Translated> = {
  title: (value) => [[['title'], flatText(value)]],
  subtitle: (value) => [[['subtitle'], flatText(value)]],
  author: (value, all) => authors(value, all),
  authors: (value, all) => authors(value, all),
  date: (value) => [[['date'], dateOf(value)]],
  lang: (value) => [[['lang'], language(value)]],
  language: (value) => [[['lang'], isMapping(value) ? undefined : language(value)]],
  abstract: (value, all) => abstractIn(languageOf(all), value, all),
  description: () => [],
  keywords: (value) => [[['keywords'], words(value)]],
  'mots-clefs': (value) => [[['keywords'], words(value)]],
  'mots-clés': (value) => [[['keywords'], words(value)]],
  'mots-cles': (value) => [[['keywords'], words(value)]],
  'palabras-clave': (value) => [[['keywords'], words(value)]],
  'palavras-chave': (value) => [[['keywords'], words(value)]],
  schlagwörter: (value) => [[['keywords'], words(value)]],
  tags: (value) => [[['keywords'], words(value)]],
  bibliography: (value) => (isMapping(value) ? [] : [[['bibliography', 'files'], texts(value)]]),
  'bibtex-bibfiles': (value) => [[['bibliography', 'files'], texts(value)]],
  csl: (value) => [[['citations', 'style'], asText(value)]],
  'citation-style': (value) => [[['citations', 'style'], asText(value)]],
  nocite: (value) => [[['citations', 'nocite'], keysCited(value)]],
  'reference-section-title': (value) => [[['bibliography', 'title'], asText(value)]],
  // Read with the cells that it is about.
  execute: () => [],
  toc: shown,
  'table-of-contents': shown,
  'toc-depth': (value) => [[['contents', 'depth'], depth(value, 1)]],
  'toc-title': (value) => [[['terms', 'contents'], asText(value)]],
  'number-sections': (value) => (truthOf(value) === false ? [[['numbering', 'depth'], 0]] : []),
  numbersections: (value) => (truthOf(value) === false ? [[['numbering', 'depth'], 0]] : []),
  'number-depth': (value) => [[['numbering', 'depth'], depth(value, 0)]],
  secnumdepth: (value) => [[['numbering', 'depth'], depth(Number(value) + 1, 0)]],
  chapters: (value) => (truthOf(value) === true ? [[['numbering', 'figures'], 'chapter']] : []),
  crossref: (value) => (isMapping(value) && truthOf(value.chapters) ? [[['numbering', 'figures'], 'chapter']] : []),
  'header-includes': (value) => [[['header-includes'], texts(value)]],
  'include-in-header': inHeader,
  includes: (value) => (isMapping(value) ? inHeader(value['in-header'] ?? value.in_header) : []),
  lof: listed,
  lot: listed,
  math: (value) => (isMapping(value) ? [[['macros'], value]] : []),
  macros: (value) => (isMapping(value) ? [[['macros'], value]] : []),
  institution: (value) => [[['university'], asText(value)]],
  institute: (value) => [[['university'], asText(asList(value)[0])]],
  university: (value) => [[['university'], asText(value)]],
  université: (value) => [[['university'], asText(value)]],
  universidad: (value) => [[['university'], asText(value)]],
  universidade: (value) => [[['university'], asText(value)]],
  universität: (value) => [[['university'], asText(value)]],
  département: (value) => [[['school'], asText(value)]],
  departement: (value) => [[['school'], asText(value)]],
  college: (value) => [[['school'], asText(value)]],
  department: (value) => [[['school'], asText(value)]],
  division: (value) => [[['school'], asText(value)]],
  faculty: (value) => [[['school'], asText(value)]],
  school: (value) => [[['school'], asText(value)]],
  laboratory: (value) => [[['laboratory'], asText(value)]],
  degree: (value) => [[['degree'], asText(value)]],
  discipline: (value) => [[['discipline'], asText(value)]],
  jury: (value) => [[['jury'], people(value)]],
  committee: (value) => [[['jury'], people(value)]],
  'university-name': (value) => [[['university'], asText(value)]],
  'laboratory-name': (value) => [[['laboratory'], asText(value)]],
  license: (value) => [[['license'], licence(value)]],
  rights: (value) => [[['license'], flatText(value)]],
  copyright: (value) => [[['license'], licence(value)]],
  abbreviations: (value) => (isMapping(value) ? [[['abbreviations'], value]] : [])
}

/** Keys whose text is code, or about a page of the web. */
const code = /^(?:knit|formats?|outputs?|include-.*|execute|site|description|.*-?args|comments?|citation)$/

/** Parts of a thesis that templates take from their settings. */
const front =
  /^(?:dedication|acknowledge?ments?|preface|foreword|epigraph|thanks|declaration|glossary|preliminary-content)$/

/**
 * Whether the value of an unknown key is something that readers read: prose, or a part of the thesis. All others say
 * how pages look or how code is run.
 */
function isContent(key: string, value: unknown): boolean {
  const plain = plainKey(key)
  if (code.test(plain)) return false
  const text = asList(value)
    .flatMap((one) => asText(one) ?? [])
    .join(' ')
  return text !== '' && (front.test(plain) || text.split(/\s+/).length > 8)
}

/** What a key means in `thesis.yml`; undefined for one that means nothing there. */
export function translateKey(key: string, value: unknown, all: Mapping): Translated | undefined {
  const plain = plainKey(key)
  const other = /^(?:abstract|résumé|resume|resumen|resumo|zusammenfassung|riassunto)(?:-(.+))?$/.exec(plain)
  if (other && plain !== 'abstract') {
    const lang = other[1] === undefined ? abstractLanguages[plain] : languageTag(other[1])
    return lang === undefined ? undefined : abstractIn(lang, value, {})
  }
  if (supervises.test(plain)) return [[['supervisor'], supervisors(all)]]
  return Object.hasOwn(translations, plain) ? translations[plain]!(value, all) : undefined
}

const abstractLanguages: Record<string, string> = {
  résumé: 'fr',
  resume: 'fr',
  resumen: 'es',
  resumo: 'pt',
  zusammenfassung: 'de',
  riassunto: 'it'
}

function authors(value: unknown, all: Mapping): Translated {
  const {university, school} = readAffiliation(value, asList(all.affiliations))
  return [
    [['author'], people(value)],
    [['university'], university],
    [['school'], school]
  ]
}

const supervises =
  /^(?:(?:co|alt|thesis)-?)?(?:supervisor|advisor|adviser|promotor|director|directeur|directrice|director[ae])s?(?:-\d)?$/

/** All of them, under whatever keys. */
function supervisors(all: Mapping): unknown {
  return people(Object.entries(all).flatMap(([key, value]) => (supervises.test(plainKey(key)) ? asList(value) : [])))
}

function people(value: unknown): unknown {
  const found = readPeople(value)
  return found.length > 0 ? found : undefined
}

function abstractIn(lang: string, value: unknown, all: Mapping): Translated {
  const text = asList(value)
    .flatMap((part) => asText(isMapping(part) ? part.text : part) ?? [])
    .join('\n\n')
  if (text === '') return []
  const file = fileRead(text)
  const keywords = words(all.keywords) ?? []
  return [[['abstracts', lang], {text: file ?? text, keywords}]]
}

/** The file that a text stands in: its path, or R's `` `r paste(readLines("…"))` ``. */
export function fileRead(text: string): string | undefined {
  if (/^[\w./-]+\.(?:q?md|rmd|markdown)$/i.test(text)) return text
  return /^`r\b[^`]*\b(?:readLines|read_file|read_utf8|knit_child|inc)\w*\(\s*["']([^"']+)["'][^`]*`$/.exec(text)?.[1]
}

/** The language of an abstract whose settings do not say it, until `nameAbstract` does: nobody types it. */
const unsaid = '\u0000'

const languageOf = (all: Mapping) => language(all.lang ?? all.language) ?? unsaid

/** `2024-05-01` as readers of a language write it; anything else as it is. */
export function readableDate(date: string, lang: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined
  if (!day || Number.isNaN(day.getTime())) return date
  const text = new Intl.DateTimeFormat(lang, {dateStyle: 'long', timeZone: 'UTC'}).format(day)
  return isFrench(languageTag(lang) ?? '') ? text.replace(/^1 /, '1er ') : text
}

/** Give the abstract of settings that did not say its language the one of the thesis. */
export function nameAbstract(values: Mapping, lang: string): void {
  const {abstracts} = values
  if (!isMapping(abstracts) || !Object.hasOwn(abstracts, unsaid)) return
  const {[unsaid]: own, ...others} = abstracts
  values.abstracts = {[lang]: own, ...others}
}

/** A tag, or the name of a language; what is neither is left for the schema to refuse. */
function language(value: unknown): string | undefined {
  const text = asText(value)
  return text === undefined ? undefined : (languageTag(text) ?? text)
}

/** Dates that the tool would compute are none. */
function dateOf(value: unknown): string | undefined {
  const text = asText(value)
  return text === undefined || /^(?:today|now|last[- ]modified)$|`r\s|^\\today|Sys\.\w+\(/i.test(text)
    ? undefined
    : text
}

function flatText(value: unknown): string | undefined {
  const text = asList(value)
    .flatMap((part) => asText(isMapping(part) ? (part.text ?? part.name) : part) ?? [])
    .join(' ')
  return text.replace(/\s*\\?\s*\n\s*/g, ' ') || undefined
}

function licence(value: unknown): string | undefined {
  if (!isMapping(value)) return flatText(value)
  return (
    asText(value.text) ?? asText(value.content) ?? asText(value.statement) ?? asText(value.id) ?? asText(value.type)
  )
}

/** Whether contents are printed; MyST has a list of chapters under the same key. */
function shown(value: unknown): Translated {
  const isShown = truthOf(value)
  return isShown === undefined ? [] : [[['contents', 'shown'], isShown]]
}

/** The lists of figures and of tables come together here. */
function listed(_: unknown, {lof, lot}: Mapping): Translated {
  return [[['contents', 'lists'], truthOf(lof) === true || truthOf(lot) === true]]
}

/** Files of TeX, and TeX itself; those of HTML are layout. */
function inHeader(value: unknown): Translated {
  const kept = asList(value).filter((one) => {
    const file = isMapping(one) ? asText(one.file) : asText(one)
    return file === undefined ? isMapping(one) && asText(one.text) !== undefined : /\.(?:tex|sty|ltx)$/i.test(file)
  })
  return [[['include-in-header'], kept.length > 0 ? kept : undefined]]
}

function words(value: unknown): string[] | undefined {
  const found =
    typeof value === 'string' ? value.split(/\s*[,;\n]\s*/) : asList(value).flatMap((one) => asText(one) ?? [])
  const kept = found.map((word) => word.trim()).filter(Boolean)
  return kept.length > 0 ? kept : undefined
}

function texts(value: unknown): string[] | undefined {
  const found = asList(value).flatMap((one) => asText(one) ?? [])
  return found.length > 0 ? found : undefined
}

/** `@a, @b`, `['@a']`, `@*`. */
function keysCited(value: unknown): string[] | undefined {
  const all = asList(value)
    .flatMap((one) => asText(one) ?? [])
    .join(' ')
  const keys = all.match(/\*|[^\s,;@[\]{}]+/g) ?? []
  return keys.length > 0 ? keys : undefined
}

function depth(value: unknown, least: number): number | undefined {
  const number = Number(value)
  return Number.isInteger(number) ? Math.min(Math.max(number, least), 6) : undefined
}

/** Sort the keys of a mapping: set what is understood, note what is layout and what is content that nobody here reads. */
export function readMetadata(
  settings: {layout: Origin[]; unread: Origin[]},
  set: (path: Path, value: unknown, origin: Origin) => void,
  {yaml, path}: Origin,
  value: Mapping,
  all: Mapping = value
): void {
  for (const [key, own] of Object.entries(value)) {
    const origin = {yaml, path: [...path, key]}
    const found = translateKey(key, own, all)
    for (const [at, translated] of found ?? []) set(at, translated, origin)
    const isUnused = found && found.length > 0 && found.every(([, translated]) => translated === undefined)
    if (found && !isUnused) continue
    if (!found && isContent(key, own)) settings.unread.push(origin)
    else settings.layout.push(origin)
  }
}
