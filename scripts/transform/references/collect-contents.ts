/** Chapters → the contents and the lists of figures, of tables and of listings. */

import type {Nodes, PhrasingContent} from 'mdast'
import type {FigureKind} from '../../document/nodes.ts'
import {plainText, withoutNotes} from '../../document/text.ts'
import type {Chapter, ContentsEntry, ListEntry} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'

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
      if (figure.kind !== kind || figure.number === undefined || figure.part !== undefined) return
      const caption = figure.children.find((child) => child.type === 'caption')
      const short = figure.children.find((child) => child.type === 'shortCaption')
      list.push({
        number: figure.number,
        caption: withoutNotes(
          short ? inItsLanguage(short, short.children) : inItsLanguage(caption, firstSentence(caption?.children ?? []))
        ),
        target: {chapter: chapter.id, anchor: figure.attributes!.id!}
      })
    })
  }
  return list
}

/** A caption of a figure in a text of another language than the list is. */
function inItsLanguage(caption: Nodes | undefined, children: readonly PhrasingContent[]): PhrasingContent[] {
  const {lang, dir} = caption?.attributes?.pairs ?? {}
  if (lang === undefined && dir === undefined) return [...children]
  return [{type: 'span', attributes: caption!.attributes!, children: [...children]}]
}

/** Characters that fit on two lines of a list of figures. */
const longest = 150

/** A capital after the full stop of a word, not of an initial or an abbreviation. */
const sentenceEnd = /(?<=[\p{Ll}\p{N})\]»”]{3}[ \u00A0\u202F]?[.!?…])(?=\s{1,9}[«“"(\p{Lu}])/u

/** The first sentence of a caption that takes more than two lines; the whole where no sentence ends. */
function firstSentence(caption: readonly PhrasingContent[]): readonly PhrasingContent[] {
  if (plainText(caption).length <= longest) return caption
  for (const [index, node] of caption.entries()) {
    const end = node.type === 'text' ? node.value.search(sentenceEnd) : -1
    if (node.type === 'text' && end > 0) return [...caption.slice(0, index), {...node, value: node.value.slice(0, end)}]
  }
  return caption
}
