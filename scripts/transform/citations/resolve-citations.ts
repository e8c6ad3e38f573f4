/** Citations in all chapters → their text in the thesis's style, with links to the entries of the bibliography. */

import type {Nodes, PhrasingContent} from 'mdast'
import type {VFile} from 'vfile'
import type {RichText} from '../../bibliography/cite/rich-text.ts'
import type {Style} from '../../bibliography/cite/styles.ts'
import type {
  CitationCluster,
  CitationInput,
  CitationMessage,
  CitedWork,
  FormattedCitations,
  FormattedCluster,
  FormattedEntry
} from '../../bibliography/cite/types.ts'
import type {CslItem} from '../../bibliography/entry.ts'
import type {Library} from '../../bibliography/library.ts'
import type {Config} from '../../config.ts'
import {affixesOf, unresolved} from '../../document/affixes.ts'
import type {Affix, Citation, CitationItem, Destination} from '../../document/nodes.ts'
import {inReadingOrder} from '../../document/reading-order.ts'
import {withoutNotes} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {error, inform, type MessageOptions, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {opensSentence, placeNote, withCapital} from './place-citation-notes.ts'
import {toPhrasing, toRichText} from './rich-text-nodes.ts'

/** What we ask of the library. */
export type Works = Pick<Library, 'keys' | 'members' | 'load'> & Partial<Pick<Library, 'place'>>

export interface ResolveCitationsOptions {
  works: Works
  /** Undefined when the thesis's style cannot be used: keys are printed. */
  style: Style | undefined
  /** `formatCitations` of the bibliography. */
  format: (input: CitationInput) => FormattedCitations
  config: Config
  /** Takes the messages that are not about a place in the text. */
  configFile?: VFile
  /** Locale files of the author's, by tag. */
  locales?: Record<string, string>
  /** Of the others nobody sees the citations in running text, where these are no notes (default: all are). */
  isPrinted?: (chapter: Chapter) => boolean
}

export interface ResolvedCitations {
  /** The works cited and those of `nocite`, as the style prints and sorts them. */
  entries: FormattedEntry[]
  /** By key: what rules that split the bibliography look at. */
  items: Map<string, CslItem>
  /** By key: the places that cite it, in reading order. */
  citedAt: Map<string, Destination[]>
  /** Where the entry of a key is written. */
  sourceOf: Library['place']
  /** Notes must be numbered through the thesis: it is set so, or the style names notes by their number. */
  isNotesThroughThesis: boolean
}

/** A citation and where it stands. */
interface Place {
  node: Citation
  chapter: Chapter
  ancestors: Nodes[]
  /** In a note of the author's. */
  isInNote: boolean
  noteIndex: number
}

/**
 * Fill every citation with what the style prints.
 *
 * In a note style a parenthetical citation becomes a note, its call placed as the thesis's language has it; in a note
 * of the author's it stays in the sentence; a narrative one prints the author in the sentence and the rest in a note.
 * Links lead to `ref-key` in the chapter that `bibliographyOf` names. Sets `anchor` on every citation and the titles
 * of chapters that cite.
 *
 * Emits `citations:unknown-key`, `citations:ambiguous-notes` and what `format` gives.
 */
export function resolveCitations(chapters: readonly Chapter[], options: ResolveCitationsOptions): ResolvedCitations {
  const {config, style, works} = options
  const places = collectCitations(chapters, style)
  const uncited = findUncited(chapters, options)
  const cited = new Set([...places.flatMap(({node}) => node.items.map(({key}) => key)), ...uncited])
  const members = new Map([...cited].map((key) => [key, works.members(key)]))
  const items = works.load(new Set([...members.values()].flat()))
  const membersOf: MembersOf = (key) => (members.get(key) ?? []).filter((member) => items.has(member))
  const nocite = new Set(uncited.flatMap(membersOf))

  let ids: ReadonlySet<string> | undefined
  // A new count on each page: a citation more leaves the other pages as they are.
  const counts = new Map<string, number>()
  for (const {node, chapter} of places) {
    const count = (counts.get(chapter.id) ?? 0) + 1
    counts.set(chapter.id, count)
    node.anchor = `cite-${count}`
    for (const item of node.items) {
      if (membersOf(item.key).length > 0) continue
      ids ??= idsOf(chapters)
      reportUnknown(item, node, chapter.file, works, ids)
    }
  }
  const kept: PhrasingContent[] = []
  const formatted = style
    ? options.format({
        items,
        style,
        locale: config.lang,
        clusters: places.map((place) => clusterOf(place, {membersOf, kept, isNoteStyle: style.isNote})),
        nocite: [...nocite],
        arabic: config.bibliography.arabic,
        locales: options.locales
      })
    : undefined
  for (const message of formatted?.messages ?? []) report(message, places, options, chapters)
  if (style?.printsNoteNumbers && config.numbering.notes === 'chapter' && options.configFile) {
    warn(options.configFile, `The style \`${style.title}\` names notes by numbers that start again in each chapter`, {
      rule: 'citations:ambiguous-notes',
      fix: 'Set `numbering.notes: thesis`, or choose a style that writes *op. cit.* without a number.'
    })
  }

  const bibliographies = findBibliographies(chapters, config)
  const listed = new Set(formatted?.entries.map(({key}) => key))
  for (const place of places) {
    if (!style?.isNote && options.isPrinted?.(place.chapter) === false && isInText(place)) continue
    const cluster = formatted?.clusters.get(clusterId(place))
    fillCitation(place, cluster, {
      kept,
      isNoteStyle: style?.isNote ?? false,
      isKnown: (key) => membersOf(key).length > 0,
      lang: config.lang,
      bibliographies,
      listed
    })
  }
  for (const chapter of new Set(places.map((place) => place.chapter))) refreshTitle(chapter)
  return {
    entries: formatted?.entries ?? [],
    items,
    citedAt: collectPlaces(places, membersOf),
    sourceOf: (key) => works.place?.(key),
    isNotesThroughThesis: isThroughThesis(config, style)
  }
}

/** Whether what a citation prints depends on the text around it: its note has its place there, its name may open a sentence. */
export function dependsOnText(
  {mode, anchor}: Citation,
  chapter: string,
  {style, formatted}: {style: Style | undefined; formatted: FormattedCitations | undefined}
): boolean {
  const name = mode === 'narrative' ? formatted?.clusters.get(`${chapter} ${anchor}`)?.author : undefined
  return style?.isNote === true || (name !== undefined && !/^\p{Lu}/u.test(firstWords(name)))
}

function firstWords([first]: RichText): string {
  if (first === undefined || first.type === 'embedded') return ''
  return first.type === 'text' ? first.value : firstWords(first.children)
}

/** In no heading, caption or link, which show elsewhere. */
const isInText = ({ancestors}: Place) => ancestors.every(({type}) => runningText.has(type))

const runningText: ReadonlySet<Nodes['type']> = new Set([
  'root',
  'paragraph',
  'list',
  'listItem',
  'blockquote',
  'emphasis',
  'strong',
  'footnote'
])

/** The works that a key stands for: one, the members of a set, or none. */
type MembersOf = (key: string) => string[]

/** Whether notes count over the thesis: by setting, or because the style sends to notes by number. */
function isThroughThesis(config: Config, style: Style | undefined): boolean {
  return (config.numbering.notes ?? (style?.printsNoteNumbers ? 'thesis' : 'chapter')) === 'thesis'
}

/**
 * Every citation in reading order, with the number of the note that holds it, counted over the thesis.
 *
 * Each chapter starts after a gap in the count, unless numbers are printed: « ibid. » never sends a reader to the
 * chapter before.
 */
function collectCitations(chapters: readonly Chapter[], style: Style | undefined): Place[] {
  const places: Place[] = []
  let notes = 0
  for (const chapter of chapters) {
    if (places.length > 0 && !style?.printsNoteNumbers) notes += 1
    walk(chapter.tree, [], chapter, false)
  }
  return places

  function walk(node: Nodes, ancestors: Nodes[], chapter: Chapter, inNote: boolean): void {
    if (node.type === 'footnote') notes += 1
    if (node.type === 'citation') {
      if (style?.isNote && !inNote) notes += 1
      places.push({node, chapter, ancestors, isInNote: inNote, noteIndex: style?.isNote ? notes : 0})
    }
    // « cité dans @b »: a citation in the words of another is printed there, as in a note.
    const isNote = inNote || node.type === 'footnote' || (node.type === 'citation' && style?.isNote === true)
    const path = [...ancestors, node]
    for (const child of inReadingOrder(node)) walk(child, path, chapter, isNote)
  }
}

function findUncited(chapters: readonly Chapter[], {works, config}: ResolveCitationsOptions): string[] {
  const nocite = [...config.citations.nocite, ...chapters.flatMap(({uncited = []}) => uncited)]
  return nocite.includes('*') ? [...works.keys()] : nocite.map((key) => key.replace(/^@/, ''))
}

/** Ids that the author gave. */
function idsOf(chapters: readonly Chapter[]): Set<string> {
  const ids = new Set<string>()
  for (const {tree} of chapters) {
    visit(tree, (node) => {
      if (node.attributes?.id !== undefined) ids.add(node.attributes.id)
    })
  }
  return ids
}

function reportUnknown(item: CitationItem, node: Citation, file: VFile, works: Works, ids: ReadonlySet<string>): void {
  const keys = [...works.keys()]
  const label = asLabel(item.key)
  const link =
    ids.has(item.key) &&
    `Link to the place of that id, \`[…](#${item.key})\`, or name it \`sec-${item.key}\` there and here.`
  error(file, `Unknown citation key \`${item.key}\``, {
    at: item.position ?? node,
    rule: 'citations:unknown-key',
    actual: item.key,
    expected: nearest(item.key, keys),
    fix:
      link ||
      (label
        ? `If it is a label, write \`@${label}\` here and \`{#${label}}\` there; else add its entry to a file of \`bibliography/\`.`
        : didYouMean(item.key, keys) || 'Add its entry to a file of `bibliography/`, or correct the key.')
  })
}

/** `figure-x`, `tab:x` → `fig-x`, `tbl-x`; undefined for a key that looks like none. */
function asLabel(key: string): string | undefined {
  const [, word = '', name] = /^([a-z]+)[-:_.](.+)$/i.exec(key) ?? []
  const prefix = labelPrefixes.find(([, words]) => words.test(word))?.[0]
  return prefix && name ? `${prefix}-${name}` : undefined
}

const labelPrefixes: ReadonlyArray<readonly [prefix: string, words: RegExp]> = [
  ['fig', /^(?:fig|figs|figure|figura|abb|abbildung|image|img|graph)$/i],
  ['tbl', /^(?:tab|tabs|tbl|table|tableau|tabla|tabela|tabelle|tabella)$/i],
  ['sec', /^(?:s|sec|sect|section|subsec|ch|chap|chapter|chapitre|cap|kap|kapitel|part|app|appendix|annexe)$/i],
  ['eq', /^(?:eq|eqn|equ|equation|formula|formule)$/i],
  ['lst', /^(?:lst|listing|code)$/i],
  ['thm', /^(?:thm|theorem|theoreme)$/i]
]

/** Say what the engine has to say: at the citation that it is about, or about the thesis. */
function report(
  message: CitationMessage,
  places: readonly Place[],
  {configFile}: ResolveCitationsOptions,
  chapters: readonly Chapter[]
): void {
  // Said already, with its place.
  if (message.rule === 'citations:unknown-key') return
  const place = places.find(({node}) => node.items.some(({key}) => key === message.key))
  const file = place?.chapter.file ?? configFile ?? chapters[0]?.file
  if (!file) return
  const options: MessageOptions = {rule: message.rule, fix: message.fix, at: place?.node}
  const say = {error, warning: warn, info: inform}[message.severity]
  say(file, message.reason, options)
}

interface ClusterOptions {
  membersOf: MembersOf
  kept: PhrasingContent[]
  isNoteStyle: boolean
}

function clusterOf(place: Place, options: ClusterOptions): CitationCluster {
  const {node, noteIndex, isInNote} = place
  // In a note of the author's the name is in the sentence and the rest after it: once is enough.
  const isNamed = options.isNoteStyle && isInNote && node.mode === 'narrative'
  const items = node.items.flatMap((item, index) =>
    worksOf(item, affixesOf(node, index), {...options, isNamed: isNamed && index === 0})
  )
  return {id: clusterId(place), noteIndex, mode: node.mode, items}
}

/** Of the whole thesis; the anchor is that of a page. */
const clusterId = ({node, chapter}: Place) => `${chapter.id} ${node.anchor}`

/** A set is cited as its members: what stands before it goes to the first, what stands after to the last. */
function worksOf(
  {key, locator, suppressAuthor}: CitationItem,
  {prefix, suffix}: Record<Affix['side'], PhrasingContent[]>,
  {membersOf, kept, isNamed}: ClusterOptions & {isNamed: boolean}
): CitedWork[] {
  const members = membersOf(key)
  const keys = members.length > 0 ? members : [key]
  return keys.map((member, index) => {
    const isLast = index === keys.length - 1
    return {
      key: member,
      suppressAuthor: suppressAuthor || isNamed,
      prefix: index === 0 ? toRichText(prefix, kept) : undefined,
      suffix: isLast ? toRichText(suffix, kept) : undefined,
      locator: isLast ? locator?.value : undefined,
      label: isLast ? locator?.label : undefined
    }
  })
}

interface FillOptions {
  kept: PhrasingContent[]
  isNoteStyle: boolean
  isKnown: (key: string) => boolean
  lang: string
  bibliographies: (chapter: Chapter) => string
  listed: ReadonlySet<string>
}

function fillCitation(
  {node, chapter, ancestors}: Place,
  cluster: FormattedCluster | undefined,
  options: FillOptions
): void {
  const write = (content: RichText) =>
    toPhrasing(content, {
      kept: options.kept,
      source: node,
      bibliography: options.bibliographies(chapter),
      listed: options.listed,
      isInLink: ancestors.some(({type}) => type === 'link')
    })
  if (!cluster || !node.items.some(({key}) => options.isKnown(key))) {
    node.children = unresolved(
      node,
      node.items.map(({key, locator}) => (locator ? `${key}, ${locator.value}` : key))
    )
    return
  }
  const author = cluster.author && write(cluster.author)
  if (author && opensSentence(node, ancestors)) withCapital(author)
  const content = write(cluster.content)
  if (!options.isNoteStyle) {
    node.children = author ? [...author, {type: 'text', value: ' '}, ...content] : content
    return
  }
  placeNote(node, ancestors, {author, content, lang: chapter.lang ?? options.lang})
}

/** In which chapter the works that a chapter cites are listed. */
function findBibliographies(chapters: readonly Chapter[], config: Config): (chapter: Chapter) => string {
  if (config.bibliography.place === 'chapter') {
    // Abstracts stand on the first page; what they cite is listed with the works that no chapter cites.
    return ({id}) => (id === 'index' ? bibliographyId(chapters) : id)
  }
  const own = chapters.find(({tree}) => hasBibliography(tree))
  return () => own?.id ?? bibliographyId(chapters)
}

function hasBibliography(node: Nodes): boolean {
  return (
    node.type === 'bibliography' ||
    ('children' in node && node.children.some((child) => hasBibliography(child as Nodes)))
  )
}

/** `id` of the chapter that `appendBibliography` makes: no chapter of the author's has it. */
export function bibliographyId(chapters: readonly Chapter[]): string {
  const taken = new Set(chapters.map(({id}) => id))
  let id = 'bibliographie'
  for (let count = 2; taken.has(id); count++) id = `bibliographie-${count}`
  return id
}

/** The title as it stands in contents and running heads is the heading as it is printed, without its notes. */
export function refreshTitle(chapter: Chapter): void {
  const heading = chapter.tree.children.find((node) => node.type === 'heading')
  if (heading?.depth === 1) chapter.title = structuredClone(withoutNotes(heading.children))
}

function collectPlaces(places: readonly Place[], membersOf: MembersOf): Map<string, Destination[]> {
  const citedAt = new Map<string, Destination[]>()
  for (const {node, chapter} of places) {
    for (const key of new Set(node.items.flatMap((item) => membersOf(item.key)))) {
      const destination: Destination = {chapter: chapter.id, anchor: node.anchor}
      const known = citedAt.get(key)
      if (known) known.push(destination)
      else citedAt.set(key, [destination])
    }
  }
  return citedAt
}
