/** A fixture of the official CSL test suite → what it expects, and what the processor gives. */

import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {
  type Cite,
  type Cluster,
  type Content,
  compileStyle,
  type Document,
  type Entry,
  type FindLocale,
  type Item,
  openProcessor,
  type Position
} from '../../../scripts/bibliography/csl/index.ts'
import {printStepsWithCiteproc} from './oracle.ts'
import {toHtml} from './write-html.ts'

/** What a fixture asks for, section by section. */
export interface Fixture {
  name: string
  sections: Record<string, string>
}

export interface SuiteResult {
  name: string
  expected: string
  actual: string
}

type Json = Record<string, unknown>

/** The fixtures of a folder: the `.txt` files of the suite, in the order of their names. */
export function readFixtures(folder: string): Fixture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8')
      const sections: Record<string, string> = {}
      for (const [, name = '', body = ''] of text.matchAll(/>>=+ ([A-Z-]+) =+>>\n?([\s\S]*?)\n?<<=+ \1 =+<</g)) {
        sections[name] = body
      }
      return {name: file.slice(0, -4), sections}
    })
}

/** Locale files of a folder, `locales-fr-FR.xml`. */
export function readLocales(folder: string): FindLocale {
  const locales = new Map(
    readdirSync(folder).flatMap((file) => {
      const [, tag] = /^locales-(.+)\.xml$/.exec(file) ?? []
      return tag === undefined ? [] : [[tag, readFileSync(path.join(folder, file), 'utf8')] as const]
    })
  )
  return (lang) => locales.get(lang)
}

/** Run a fixture. Fixtures with several steps are run step by step, on one open processor. */
export function runFixture({name, sections}: Fixture, findLocale: FindLocale): SuiteResult {
  const {style} = compileStyle(sections.CSL!, {findLocale})
  if (!style) throw new Error(`${name} has no style`)
  const items = readItems(sections)
  const processor = openProcessor(style)
  const ids = [...items.keys()]
  const mode = sections.MODE!.trim()
  const expected = settle(sections.RESULT!)
  if (mode === 'citation') {
    return {name, expected, actual: acceptReprints(settle(runCitations(sections, items, processor)), expected)}
  }
  const uncited = sections.BIBENTRIES ? (JSON.parse(sections.BIBENTRIES) as string[][]).at(-1)!.map(String) : ids
  const clusters = readSteps(sections).at(-1)?.clusters ?? []
  const {entries} = processor.format({items, clusters, uncited: sections.CITATIONS ? [] : uncited})
  const shown = sections.BIBSECTION
    ? selectEntries(entries, items, JSON.parse(sections.BIBSECTION) as Selection)
    : entries
  return {name, expected, actual: settle(bibliographyHtml(shown))}
}

type Open = ReturnType<typeof openProcessor>

function runCitations(sections: Record<string, string>, items: Map<string, Item>, processor: Open): string {
  const ids = [...items.keys()]
  if (sections.CITATIONS) {
    const steps = readSteps(sections)
    const texts = steps.map(({clusters}) => printStep(processor, {items, clusters}))
    return markChanges(steps.at(-1)!, texts.at(-1)!, texts.at(-2))
  }
  // Without citations, all items are cited together, in the order of the bibliography.
  const sorted = processor.format({items, clusters: [], uncited: ids}).entries.map(({id}) => ({id}))
  const groups: Json[][] = sections['CITATION-ITEMS']
    ? (JSON.parse(sections['CITATION-ITEMS']) as Json[][])
    : [sorted.length === ids.length ? sorted : ids.map((id) => ({id}))]
  const clusters = groups.map((cites, index): Cluster => ({id: `c${index}`, note: 0, cites: cites.map(readFixedCite)}))
  return processor
    .format({items, clusters: [{id: 'order', note: 0, cites: ids.map((id) => ({id}))}, ...clusters]})
    .clusters.slice(1)
    .map(({content}) => citationHtml(content))
    .join('\n')
}

/** The text of each cluster, by its id. */
function printStep(processor: Open, document: Document): Map<string, string> {
  const {clusters} = processor.format(document)
  return new Map(document.clusters.map(({id}, index) => [id, citationHtml(clusters[index]!.content)]))
}

/** Those that a step changed stand behind `>>`, as its own. */
function markChanges({own}: Step, texts: Map<string, string>, before?: Map<string, string>): string {
  return [...texts]
    .map(([id, text], index) => `${id === own || before?.get(id) !== text ? '>>' : '..'}[${index}] ${text}`)
    .join('\n')
}

function readItems({INPUT = '[]'}: Record<string, string>): Map<string, Item> {
  return new Map((JSON.parse(INPUT) as Item[]).map((item) => [String(item.id), withNoteFields(item)]))
}

/** What citeproc-js prints again as it was stands behind `>>` as well. */
function acceptReprints(actual: string, expected: string): string {
  const lines = expected.split('\n')
  return actual.replace(/^\.\.(?=\[(\d+)\])/gm, (mark, index) => (lines[index]?.startsWith('>>') ? '>>' : mark))
}

/** What is printed after each step of a fixture with several: by a processor kept open, by a new one, by citeproc-js. */
export interface StepTexts {
  own: string[]
  cold: string[]
  citeproc: string[]
}

/** Run a fixture with several steps in three ways; empty for one without. */
export function runSteps({sections}: Fixture, findLocale: FindLocale): StepTexts[] {
  const {style} = compileStyle(sections.CSL!, {findLocale})
  const items = readItems(sections)
  const processor = openProcessor(style!)
  const steps = readSteps(sections)
  const oracle = printStepsWithCiteproc({xml: sections.CSL!, findLocale, items, steps})
  return steps.map(({clusters}, index) => ({
    own: [...printStep(processor, {items, clusters}).values()].map(settle),
    cold: [...printStep(openProcessor(style!), {items, clusters}).values()].map(settle),
    citeproc: oracle[index]!.map(settle)
  }))
}

export interface Step {
  /** The cluster that is new or changed. */
  own: string
  clusters: Cluster[]
}

/** All that is cited after each step: `[citation, before, after]`. */
function readSteps({CITATIONS = '[]'}: Record<string, string>): Step[] {
  const byId = new Map<unknown, Json>()
  return (JSON.parse(CITATIONS) as [Json, [string, number][], [string, number][]][]).map(([own, before, after]) => {
    byId.set(own.citationID, own)
    const note = (own.properties as {noteIndex?: number} | undefined)?.noteIndex ?? 0
    const order: [unknown, number][] = [...before, [own.citationID, note], ...after]
    const clusters = order.map(([id, note]): Cluster => {
      const {citationItems, properties} = byId.get(id)! as {citationItems: Json[]; properties?: {unsorted?: boolean}}
      return {id: String(id), note, cites: citationItems.map(readCite), isUnsorted: properties?.unsorted === true}
    })
    return {own: String(own.citationID), clusters}
  })
}

function readCite(cite: Json): Cite {
  const text = (field: string) => (cite[field] === undefined ? {} : {[field]: String(cite[field])})
  return {
    id: String(cite.id),
    ...text('locator'),
    ...text('label'),
    ...text('prefix'),
    ...text('suffix'),
    suppressAuthor: Boolean(cite['suppress-author']),
    authorOnly: Boolean(cite['author-only'])
  }
}

/** Citation items say themselves where they stand. */
function readFixedCite(cite: Json): Cite {
  const positions: Position[] = ['first', 'subsequent', 'ibid', 'ibid-with-locator']
  const firstNote = cite['first-reference-note-number']
  return {
    ...readCite(cite),
    position: positions[Number(cite.position ?? 0)] ?? 'first',
    isNear: Boolean(cite['near-note']),
    firstNote: Number(firstNote ?? 0)
  }
}

function citationHtml(content: Content): string {
  return content.length > 0 ? toHtml(content) : '[CSL STYLE ERROR: reference with no printed form.]'
}

function bibliographyHtml(entries: readonly Entry[]): string {
  const lines = entries.map(({content}) => `  <div class="csl-entry">${toHtml(content)}</div>\n`)
  return `<div class="csl-bib-body">\n${lines.join('')}</div>`
}

/** The suite sets blocks on lines of their own. */
function settle(text: string): string {
  return text
    .trim()
    .replace(/\s*(<\/?div[^>]*>)\s*/g, '$1')
    .replaceAll('</sup><sup>', '')
    .replaceAll('style="baseline"', 'style="vertical-align:baseline;"')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
}

interface Selection {
  include?: Condition[]
  exclude?: Condition[]
  select?: Condition[]
  quash?: Condition[]
}

interface Condition {
  field: string
  value: unknown
}

/** A part of a bibliography, as the suite describes it. */
function selectEntries(entries: readonly Entry[], items: Map<string, Item>, selection: Selection): Entry[] {
  const {include, exclude, select, quash} = selection
  return entries.filter(({id}) => {
    const item = items.get(id)!
    const fits = ({field, value}: Condition) => {
      const found = item[field]
      if (!Array.isArray(found)) return String(found ?? '') === String(value)
      return found.some((one) => one === value || (one as Json).literal === value)
    }
    return (
      (!include || include.some(fits)) && !exclude?.some(fits) && (!select || select.every(fits)) && !quash?.every(fits)
    )
  })
}

const nameFields =
  /^(?:(?:container-|original-|reviewed-)?author|(?:collection-)?editor|translator|director|composer|recipient|interviewer)$/

/** The suite writes fields that CSL-JSON lacked into the note: `{:issued: 2000}` or lines `issued: 2000`. */
function withNoteFields(item: Item): Item {
  if (typeof item.note !== 'string') return item
  const found: Record<string, unknown> = {...item}
  for (const [, field = '', text = ''] of item.note.matchAll(/(?:^|\n|\{:)([a-z-]+|[A-Z]+): *([^\n}]+)/g)) {
    const value = text.trim()
    if (field === 'type') found.type = value
    else if (/date|issued|accessed/.test(field)) found[field] ??= {raw: value}
    else if (nameFields.test(field) && item[field] === undefined) {
      const [family = '', given] = value.split('||').map((part) => part.trim())
      found[field] = [...((found[field] as unknown[]) ?? []), given === undefined ? {literal: family} : {family, given}]
    } else found[field] ??= value
  }
  return found as Item
}
