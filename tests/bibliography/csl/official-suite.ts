/** A fixture of the official CSL test suite → what it expects, and what the processor gives. */

import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {
  type Cite,
  type Cluster,
  type Content,
  compileStyle,
  type Entry,
  type FindLocale,
  type Item,
  openProcessor,
  type Position
} from '../../../scripts/bibliography/csl/index.ts'
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
  const items = new Map((JSON.parse(sections.INPUT!) as Item[]).map((item) => [String(item.id), withNoteFields(item)]))
  const processor = openProcessor(style)
  const ids = [...items.keys()]
  const mode = sections.MODE!.trim()
  const expected = settle(sections.RESULT!)
  if (mode === 'citation') return {name, expected, actual: settle(runCitations(sections, items, processor))}
  const uncited = sections.BIBENTRIES ? (JSON.parse(sections.BIBENTRIES) as string[][]).at(-1)!.map(String) : ids
  const clusters = sections.CITATIONS ? lastClusters(sections) : []
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
    const steps = JSON.parse(sections.CITATIONS) as unknown[]
    const uncited = sections.BIBENTRIES ? ids : []
    let before: string[] = []
    let result: string[] = []
    for (let step = 1; step <= steps.length; step++) {
      const clusters = lastClusters({CITATIONS: JSON.stringify(steps.slice(0, step))})
      before = result
      result = processor.format({items, clusters, uncited}).clusters.map(({content}) => citationHtml(content))
    }
    void before
    return result.join('\n')
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

/** The clusters after the last step: `[citation, before, after]`. */
function lastClusters({CITATIONS = '[]'}: Record<string, string>): Cluster[] {
  const steps = JSON.parse(CITATIONS) as [Json, [string, number][], [string, number][]][]
  const byId = new Map(steps.map(([citation]) => [citation.citationID, citation]))
  const [last, before = [], after = []] = steps.at(-1)!
  const own: [unknown, number] = [
    last.citationID,
    (last.properties as {noteIndex?: number} | undefined)?.noteIndex ?? 0
  ]
  return [...before, own, ...after].map(([id, note]): Cluster => {
    const {citationItems, properties} = byId.get(id)! as {citationItems: Json[]; properties?: {unsorted?: boolean}}
    return {id: String(id), note, cites: citationItems.map(readCite), isUnsorted: properties?.unsorted === true}
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

/** The suite sets blocks on lines of their own, and marks which citations a step changed. */
function settle(text: string): string {
  return text
    .trim()
    .replace(/\s*(<\/?div[^>]*>)\s*/g, '$1')
    .replaceAll('</sup><sup>', '')
    .replaceAll('style="baseline"', 'style="vertical-align:baseline;"')
    .replace(/^(?:>>|\.\.)\[\d+\] /gm, '')
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
