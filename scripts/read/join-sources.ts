/** The files of the chapters → trees, those that go on with a chapter joined to it, with notes and links that stand in other files. */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {foundIn, type Results} from '../cache/results.ts'
import {asIdentifier} from '../document/heading-key.ts'
import {normalLines} from '../document/text.ts'
import type {ChapterRole} from '../document/thesis.ts'
import type {Stretch} from '../messages/origin.ts'
import {definitionsIn} from './markdown.ts'
import {type MetadataBlock, metadataBlocks} from './tree/front-matter.ts'

/** A file with chapters. */
export interface Source {
  file: VFile
  /** What its chapters are unless their headings say otherwise. */
  role: ChapterRole
  /** Any name for the part that `thesis.yml` puts it in: the same for the part's own file and for its chapters. */
  part?: string | undefined
  /** Level of its headings of level 1 (default: 1): those of level 2 are sections of the chapter before it. */
  level?: number
  /** Heading of level 1 that stands above its text, in another file. */
  heading?: string | undefined
  /** Its metadata are those of the thesis: their title is none of a chapter. */
  isCover?: boolean
  /** Stands before the text, whatever it begins with. */
  isFront?: boolean
  /** The list that it is, among the pages before the text. */
  list?: 'abbreviations' | 'glossary'
  /** Its text is a title that the settings give. */
  isGenerated?: boolean
}

/** A source whose file may hold the text of several. */
export interface ReadSource extends Source {
  tree: Root
}

/**
 * Read the files. Those without a level-1 heading and without a title are put at the end of the one before, as Pandoc
 * and bookdown have it; a file of metadata alone is none.
 */
export function joinSources(sources: readonly Source[], read: (file: VFile) => Root, results?: Results): ReadSource[] {
  const groups: Source[][] = []
  for (const source of sources.filter((one) => !isCoverAlone(one))) {
    const before = groups.at(-1)
    if (before && goesOn(source, before)) before.push(source)
    else groups.push([source])
  }
  const lent = findLent(groups.flat(), results)
  return groups.map((group) => readGroup(group, lent, read))
}

function goesOn(source: Source, before: readonly Source[]): boolean {
  const [first, last] = [before[0]!, before.at(-1)!]
  if (source.isFront || first.isFront || source.heading !== undefined) return false
  if (source.isGenerated || first.isGenerated || source.role !== last.role || source.part !== last.part) return false
  // What a cover says before the first heading has no chapter of its own.
  if (before.length === 1 && first.isCover && !startsChapter(first)) return true
  return (source.level ?? 1) > 1 || !startsChapter(source)
}

/** Whether a file has a level-1 heading, or a title in its metadata. */
function startsChapter({file, isCover}: Source): boolean {
  const text = textOf(file)
  if (!isCover && titleOf(metadataBlocks(text)) !== undefined) return true
  // An empty file is one that its author forgot.
  return text.trim() === '' || hasHeading(text)
}

/** Whether there is a line that may be a level-1 heading, outside of fences of code. */
function hasHeading(text: string): boolean {
  let fence: string | undefined
  let before = ''
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === '') fence = undefined
    } else if (mark && !(mark[1]!.startsWith('`') && mark[2]!.includes('`'))) fence = mark[1]
    else if (
      /^ {0,3}(?:#(?:[ \t]|$)|\\chapter\*?[[{])/.test(line) ||
      (/^ {0,3}=+[ \t]*$/.test(line) && before.trim() !== '')
    )
      return true
    before = line
  }
  return false
}

function titleOf(blocks: readonly MetadataBlock[]): string | undefined {
  for (const {fields, text} of blocks) {
    const title = fields ? fields.title : /^["']?title["']?[ \t]*:[ \t]*(\S.*)$/m.exec(text)?.[1]
    if (title !== undefined) return title
  }
  return undefined
}

function isCoverAlone({file, isCover}: Source): boolean {
  if (!isCover) return false
  const text = textOf(file)
  const lines = text.split('\n')
  for (const {start, end} of metadataBlocks(text)) lines.fill('', start - 1, end)
  return lines.every((line) => line.trim() === '')
}

function readGroup(
  group: readonly Source[],
  {borrowed: taken, lent: given}: Lent,
  read: (file: VFile) => Root
): ReadSource {
  const [first] = group as [Source]
  const {file} = first
  const parts = group.map((source) => source.file)
  const borrowed = parts.flatMap((part) => taken.get(part) ?? [])
  const levels: Array<{start: number; level: number}> = []
  if (group.length > 1 || borrowed.length > 0 || first.heading !== undefined) {
    let value = ''
    const stretches: Stretch[] = []
    const add = (text: string, own: readonly Stretch[]) => {
      if (value !== '') value += '\n\n'
      stretches.push(...own.map((one) => ({...one, start: one.start + value.length})))
      value += text
    }
    for (const {file: part, level = 1, heading, isCover} of group) {
      const text = textOf(part)
      if (heading !== undefined) {
        levels.push({start: value.length, level: 1})
        add(`# ${heading}`, [{...stretchesOf(part)[0]!, isFixed: true}])
      }
      levels.push({start: value.length, level})
      const title = level > 1 && !isCover && !hasHeading(text) ? titleIn(part) : undefined
      if (title !== undefined) add(`# ${title}`, [{...stretchesOf(part)[0]!, isFixed: true}])
      add(text, stretchesOf(part))
    }
    for (const {from, start, end} of borrowed) {
      add(textOf(from).slice(start, end), [{start: 0, path: from.path, text: textOf(from), offset: start}])
    }
    file.value = value
    file.data.stretches = stretches
  }
  const tree = read(file)
  lowerHeadings(tree, levels)
  const lent = new Set(parts.flatMap((part) => [...(given.get(part) ?? [])]))
  if (lent.size > 0) {
    file.messages = file.messages.filter(
      ({ruleId, reason}) => !(ruleId === 'unused-note' && [...lent].some((label) => reason.includes(`[^${label}]`)))
    )
  }
  return {...first, tree}
}

function titleIn(file: VFile): string | undefined {
  return titleOf(metadataBlocks(textOf(file)))?.replace(/^(["'])(.*)\1$/, '$2')
}

function stretchesOf(file: VFile): readonly Stretch[] {
  return file.data.stretches ?? [{start: 0, path: file.path, text: textOf(file), offset: 0}]
}

const textOf = (file: VFile) => normalLines(String(file))

/** Headings of a file that lies below another one go below its headings. */
function lowerHeadings(tree: Root, levels: ReadonlyArray<{start: number; level: number}>): void {
  if (levels.every(({level}) => level === 1)) return
  for (const node of tree.children) {
    const start = node.position?.start.offset
    if (node.type !== 'heading' || start === undefined) continue
    const level = levels.findLast((one) => one.start <= start)?.level ?? 1
    node.depth = Math.min(6, node.depth + level - 1) as typeof node.depth
  }
}

/** Definitions that stand in another file than what calls them. */
interface Lent {
  /** What a file takes from others. */
  borrowed: Map<VFile, Array<{from: VFile; start: number; end: number}>>
  /** Labels of the notes that others take from a file. */
  lent: Map<VFile, Set<string>>
}

/** Notes and links that are called in one file and defined in one other: Pandoc reads all files as one text. */
function findLent(sources: readonly Source[], results: Results | undefined): Lent {
  const found: Lent = {borrowed: new Map(), lent: new Map()}
  const files = sources.map(({file}) => file).filter((file) => String(file).includes('['))
  const own = new Map(files.map((file) => [file, foundIn(results, 'defined', textOf(file), definedIn)]))
  const defined = new Map<string, VFile[]>()
  for (const [file, keys] of own) for (const key of keys) defined.set(key, [...(defined.get(key) ?? []), file])
  if (defined.size === 0) return found
  const extents = new Map<VFile, ReturnType<typeof definitionsIn>>()
  for (const file of files) {
    for (const key of foundIn(results, 'called', textOf(file), calledIn)) {
      const [from, ...others] = own.get(file)!.has(key) ? [] : (defined.get(key) ?? [])
      if (!from || others.length > 0) continue
      if (!extents.has(from)) extents.set(from, definitionsIn(textOf(from)))
      const extent = extents.get(from)!.get(key)
      if (!extent) continue
      found.borrowed.set(file, [...(found.borrowed.get(file) ?? []), {from, ...extent}])
      if (key.startsWith('^')) found.lent.set(from, (found.lent.get(from) ?? new Set()).add(key.slice(1)))
    }
  }
  return found
}

/** Keys as `definitionsIn` gives them; some stand in code, which no definition is in. */
function definedIn(text: string): Set<string> {
  return new Set([...text.matchAll(/^ {0,3}\[(\^[^\]\s]+|[^\]^\n][^\]\n]*)\]:/gm)].map(([, label]) => keyOf(label!)))
}

/** `[^a]`, `[text][a]`, `[a]`, `[a][]`; `[1]` alone is rather text. */
function calledIn(text: string): Set<string> {
  const calls = text.matchAll(/\[(\^[^\]\s]+)\](?!:)|\]\[([^\][\n]+)\]|\[([^\][^\n]+)\](?!:|\(|\[(?!\]))/g)
  const labels = [...calls].map(([, note, full, alone = '']) => note ?? full ?? (/\D/.test(alone) ? alone : ''))
  return new Set(labels.map(keyOf))
}

const keyOf = (label: string) => (label.startsWith('^') ? label : asIdentifier(label))
