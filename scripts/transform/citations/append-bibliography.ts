/** The works cited → their list: a chapter of its own, the author's `::: {#refs}`, or the end of each chapter. */

import type {Heading, Parents, PhrasingContent, Root, RootContent} from 'mdast'
import {VFile} from 'vfile'
import type {FormattedEntry} from '../../bibliography/cite/types.ts'
import type {CslItem} from '../../bibliography/entry.ts'
import type {Config} from '../../config.ts'
import {isSameLanguage, languageOf} from '../../document/language.ts'
import type {Bibliography, BibliographyEntry} from '../../document/nodes.ts'
import {termsIn} from '../../document/terms.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {warn} from '../../messages/messages.ts'
import {bibliographyId, type ResolvedCitations} from './resolve-citations.ts'
import {toPhrasing} from './rich-text-nodes.ts'

type Part = Config['bibliography']['parts'][number]

/** A heading and the works below it; no heading for those that no rule takes. */
interface Section {
  title?: string
  entries: FormattedEntry[]
}

/**
 * Print the works cited, and only those and `nocite`'s.
 *
 * Gives the chapters with the bibliography among them: after the last chapter and before the appendices, unless the
 * author marked the place. Nothing is added when nothing is cited.
 *
 * @param made  its chapter, where that is known
 *
 * Emits `citations:second-bibliography` for a mark that stays empty.
 */
export function appendBibliography(
  chapters: readonly Chapter[],
  cited: ResolvedCitations,
  config: Config,
  made?: Chapter
): Chapter[] {
  if (config.bibliography.place === 'chapter') return appendToChapters(chapters, cited, config)
  const marked = chapters.flatMap((chapter) => findMarks(chapter.tree).map((mark) => ({chapter, mark})))
  const [first, ...others] = marked
  for (const {chapter, mark} of others) {
    warn(chapter.file, 'Duplicate place for the bibliography', {
      at: mark.node,
      rule: 'citations:second-bibliography',
      fix: 'Remove this `::: {#refs}`, or set `bibliography.place: chapter` in `thesis.yml`.'
    })
  }
  if (first) {
    fillMark(first.mark, sectionsOf(cited.entries, cited.items, config), cited, config)
    return [...chapters]
  }
  if (cited.entries.length === 0) return [...chapters]
  return insert(chapters, made ?? makeChapter(chapters, cited, config))
}

/** A place that the author marked for the list. */
interface Mark {
  node: Bibliography
  parent: Parents
}

/** Every place that the author marked, in reading order. */
function findMarks(tree: Root): Mark[] {
  const marks: Mark[] = []
  visit(tree, 'bibliography', (node, _, parent) => {
    if (parent) marks.push({node, parent})
  })
  return marks
}

/** One list at the end of each chapter that cites, or where the author marked it in the chapter. */
function appendToChapters(chapters: readonly Chapter[], cited: ResolvedCitations, config: Config): Chapter[] {
  for (const chapter of chapters) {
    const entries = cited.entries.filter(({key}) =>
      cited.citedAt.get(key)?.some((place) => place.chapter === chapter.id)
    )
    const [mark] = findMarks(chapter.tree)
    const sections = sectionsOf(entries, cited.items, config)
    if (mark) fillMark(mark, sections, cited, config, chapter.id)
    else if (entries.length > 0) {
      chapter.tree.children.push(
        heading(2, config.bibliography.title ?? termsIn(config).bibliography),
        ...write(sections, cited, config, {depth: 3, chapter: chapter.id})
      )
    }
  }
  const ids = new Set(chapters.map(({id}) => id))
  const uncited = cited.entries.filter(({key}) => !cited.citedAt.get(key)?.some(({chapter}) => ids.has(chapter)))
  if (uncited.length === 0) return [...chapters]
  return insert(chapters, makeChapter(chapters, {...cited, entries: uncited}, config))
}

function makeChapter(chapters: readonly Chapter[], cited: ResolvedCitations, config: Config): Chapter {
  const title = config.bibliography.title ?? termsIn(config).bibliography
  const top = heading(1, title)
  const sections = sectionsOf(cited.entries, cited.items, config)
  const tree: Root = {type: 'root', children: [top, ...write(sections, cited, config, {depth: 2})]}
  const id = bibliographyId(chapters)
  return {id, role: 'bibliography', file: new VFile({path: `${id}.md`}), title: top.children, tree}
}

/** After the last chapter, before the appendices; it belongs to no part. */
function insert(chapters: readonly Chapter[], bibliography: Chapter): Chapter[] {
  const index = chapters.findIndex(({role}) => role === 'appendix')
  return index < 0 ? [...chapters, bibliography] : chapters.toSpliced(index, 0, bibliography)
}

/** A mark takes the list; headings of its parts stand around it, one level below the heading above. */
function fillMark(
  {node, parent}: Mark,
  sections: Section[],
  cited: ResolvedCitations,
  config: Config,
  chapter?: string
): void {
  const children = parent.children as RootContent[]
  const index = children.indexOf(node)
  const before = children.slice(0, index).findLast((child) => child.type === 'heading')
  const depth = Math.min((before?.depth ?? 1) + 1, 6) as Heading['depth']
  const written = write(sections, cited, config, {depth, chapter})
  const only = written.length === 1 ? written[0] : undefined
  if (only?.type === 'bibliography') node.children = only.children
  else if (written.length > 0) children.splice(index, 1, ...written)
}

interface WriteOptions {
  /** Of the headings of parts. */
  depth: Heading['depth']
  /** Only the places of this chapter are linked back to. */
  chapter?: string
}

function write(sections: Section[], cited: ResolvedCitations, config: Config, options: WriteOptions): RootContent[] {
  return sections.flatMap(({title, entries}): RootContent[] => [
    ...(title === undefined ? [] : [heading(options.depth, title)]),
    {type: 'bibliography', children: entries.map((entry) => writeEntry(entry, cited, config, options))}
  ])
}

function writeEntry(
  entry: FormattedEntry,
  cited: ResolvedCitations,
  config: Config,
  {chapter}: WriteOptions
): BibliographyEntry {
  const places = cited.citedAt.get(entry.key) ?? []
  const source = cited.sourceOf(entry.key)
  return {
    type: 'bibliographyEntry',
    key: entry.key,
    lang: isForeign(entry.lang, config.lang) ? entry.lang : undefined,
    source,
    citedAt: chapter === undefined ? places : places.filter((place) => place.chapter === chapter),
    children: toPhrasing(entry.content, {isArabic: entry.isArabic})
  }
}

function isForeign(lang: string | undefined, own: string): lang is string {
  return lang !== undefined && !isSameLanguage(lang, own)
}

/** The parts of `thesis.yml`: the first whose rules fit takes a work; what none takes stands last, or under `rest`. */
export function sectionsOf(
  entries: readonly FormattedEntry[],
  items: ReadonlyMap<string, CslItem>,
  {bibliography, lang}: Pick<Config, 'bibliography' | 'lang'>
): Section[] {
  const {parts} = bibliography
  if (parts.length === 0) return entries.length > 0 ? [{entries: [...entries]}] : []
  const sections = parts.map((part): Section => ({title: part.title, entries: []}))
  const rest: Section = sections[parts.findIndex((part) => part.rest)] ?? {entries: []}
  for (const entry of entries) {
    const index = parts.findIndex((part) => !part.rest && fits(entry, part, items.get(entry.key), lang))
    ;(sections[index] ?? rest).entries.push(entry)
  }
  return [...new Set([...sections, rest])].filter((section) => section.entries.length > 0)
}

/** Every rule that is given must hold. */
function fits(entry: FormattedEntry, part: Part, item: CslItem | undefined, own: string): boolean {
  const types = [item?.type, item?.custom?.entryType].map((type) => type?.toLowerCase())
  const keywords = (item?.keyword ?? '').split(/[,;]/).map((keyword) => keyword.trim().toLowerCase())
  const has = (wanted: string[] | undefined, known: (string | undefined)[]) =>
    wanted === undefined || wanted.some((value) => known.includes(value.toLowerCase()))
  return (
    has(part.type, types) &&
    has(part.keyword, keywords) &&
    has(part.lang?.map(languageOf), [languageOf(entry.lang ?? own)])
  )
}

function heading(depth: Heading['depth'], title: string): Heading {
  const children: PhrasingContent[] = [{type: 'text', value: title}]
  return {type: 'heading', depth, children}
}
