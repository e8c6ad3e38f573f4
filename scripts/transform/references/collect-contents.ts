/** Chapters → the contents and the lists of figures, of tables and of listings. */

import {visit} from 'unist-util-visit'
import type {FigureKind} from '../../document/nodes.ts'
import {withoutNotes} from '../../document/text.ts'
import type {Chapter, ContentsEntry, ListEntry} from '../../document/thesis.ts'

/** The contents down to `depth`, chapters below the part that they belong to. */
export function collectContents(chapters: readonly Chapter[], depth: number): ContentsEntry[] {
  const contents: ContentsEntry[] = []
  const parts = new Map<string, ContentsEntry>()
  for (const chapter of chapters) {
    const entry = entryOf(chapter, depth)
    if (chapter.role === 'part') parts.set(chapter.id, entry)
    const part = chapter.part === undefined ? undefined : parts.get(chapter.part)
    ;(part?.children ?? contents).push(entry)
  }
  return contents
}

function entryOf(chapter: Chapter, depth: number): ContentsEntry {
  const path: ContentsEntry[] = []
  let top: ContentsEntry | undefined
  visit(chapter.tree, 'heading', (heading) => {
    if (heading.depth > depth && heading.depth > 1) return
    if (heading.attributes?.classes.includes('unlisted')) return
    const entry: ContentsEntry = {
      kind: heading.depth === 1 ? chapter.role : 'section',
      depth: heading.depth,
      title: withoutNotes(heading.children),
      target: {chapter: chapter.id, anchor: heading.anchor},
      children: [],
      number: heading.number
    }
    while (path.length > 0 && path.at(-1)!.depth >= entry.depth) path.pop()
    path.at(-1)?.children.push(entry)
    path.push(entry)
    top ??= entry
  })
  return top ?? {kind: chapter.role, depth: 1, title: chapter.title, target: {chapter: chapter.id}, children: []}
}

/** Numbered figures, tables or listings, with their captions, in reading order. */
export function collectList(chapters: readonly Chapter[], kind: FigureKind): ListEntry[] {
  const list: ListEntry[] = []
  for (const chapter of chapters) {
    visit(chapter.tree, 'figure', (figure) => {
      if (figure.kind !== kind || figure.number === undefined) return
      const caption = figure.children.find((child) => child.type === 'caption')
      list.push({
        number: figure.number,
        caption: caption ? withoutNotes(caption.children) : [],
        target: {chapter: chapter.id, anchor: figure.attributes!.id!}
      })
    })
  }
  return list
}
