/** The files of the chapters → trees, those that go on with a chapter joined to it, with notes that stand in other files. */

import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import type {ChapterRole} from '../document/thesis.ts'
import type {Stretch} from '../messages/origin.ts'
import {noteDefinitions} from './markdown.ts'
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
  /** Its metadata are those of the thesis: their title is none of a chapter. */
  isCover?: boolean
  /** Stands before the text, whatever it begins with. */
  isFront?: boolean
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
export function joinSources(sources: readonly Source[], read: (file: VFile) => Root): ReadSource[] {
  const groups: Source[][] = []
  for (const source of sources.filter((one) => !isCoverAlone(one))) {
    const before = groups.at(-1)
    if (before && goesOn(source, before)) before.push(source)
    else groups.push([source])
  }
  const notes = findNotes(groups.flat())
  return groups.map((group) => readGroup(group, notes, read))
}

function goesOn(source: Source, before: readonly Source[]): boolean {
  const [first, last] = [before[0]!, before.at(-1)!]
  if (source.isFront || first.isFront) return false
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
    else if (/^ {0,3}#(?:[ \t]|$)/.test(line) || (/^ {0,3}=+[ \t]*$/.test(line) && before.trim() !== '')) return true
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

function readGroup(group: readonly Source[], notes: Notes, read: (file: VFile) => Root): ReadSource {
  const [first] = group as [Source]
  const {file} = first
  const parts = group.map((source) => source.file)
  const borrowed = parts.flatMap((part) => notes.borrowed.get(part) ?? [])
  const levels: Array<{start: number; level: number}> = []
  if (group.length > 1 || borrowed.length > 0) {
    let value = ''
    const stretches: Stretch[] = []
    const add = (text: string, own: readonly Stretch[]) => {
      if (value !== '') value += '\n\n'
      stretches.push(...own.map((one) => ({...one, start: one.start + value.length})))
      value += text
    }
    for (const {file: part, level = 1, isCover} of group) {
      const text = textOf(part)
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
  const lent = new Set(parts.flatMap((part) => [...(notes.lent.get(part) ?? [])]))
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

/** As `readMarkdown` has it, so that places fit. */
function textOf(file: VFile): string {
  return String(file)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
}

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

interface Notes {
  /** Definitions that a file takes from others. */
  borrowed: Map<VFile, Array<{from: VFile; start: number; end: number}>>
  /** Labels of the definitions that others take from a file. */
  lent: Map<VFile, Set<string>>
}

/** Notes that are called in one file and defined in one other: Pandoc reads all files as one text. */
function findNotes(sources: readonly Source[]): Notes {
  const notes: Notes = {borrowed: new Map(), lent: new Map()}
  const defined = new Map<string, VFile[]>()
  const files = sources.map(({file}) => file).filter((file) => String(file).includes('[^'))
  const own = new Map(files.map((file) => [file, labelsIn(textOf(file), /^ {0,3}\[\^([^\]\s]+)\]:/gm)]))
  for (const [file, labels] of own) {
    for (const label of labels) defined.set(label, [...(defined.get(label) ?? []), file])
  }
  const extents = new Map<VFile, ReturnType<typeof noteDefinitions>>()
  for (const file of files) {
    for (const label of labelsIn(textOf(file), /\[\^([^\]\s]+)\](?!:)/g)) {
      const [from, ...others] = own.get(file)!.has(label) ? [] : (defined.get(label) ?? [])
      if (!from || others.length > 0) continue
      if (!extents.has(from)) extents.set(from, noteDefinitions(textOf(from)))
      const extent = extents.get(from)!.get(label)
      if (!extent) continue
      notes.borrowed.set(file, [...(notes.borrowed.get(file) ?? []), {from, ...extent}])
      notes.lent.set(from, (notes.lent.get(from) ?? new Set()).add(label))
    }
  }
  return notes
}

function labelsIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, label]) => label!))
}
