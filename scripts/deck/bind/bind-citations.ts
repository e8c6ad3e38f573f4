/** What slides and notes cite and refer to → their words in the thesis's style, and the list of the works cited. */

import type {PhrasingContent, Root} from 'mdast'
import {unified} from 'unified'
import type {FlowContent} from '../../document/nodes.ts'
import {termsIn} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import type {Chapter, Thesis} from '../../document/thesis.ts'
import {warn} from '../../messages/messages.ts'
import {type ResolveCitationsOptions, resolveCitations} from '../../transform/citations/resolve-citations.ts'
import {resolveReferences} from '../../transform/references/resolve-references.ts'
import {writeInline} from '../../write/html/fragment.ts'
import type {DeckData} from '../deck-data.ts'
import type {Cited, Deck} from '../read/read-deck.ts'
import type {BoundComponents} from './bind-components.ts'
import {paginateWorks} from './paginate-works.ts'

/** What citations are made with: the thesis's own library, style and engine. */
export type CitationEngine = Pick<ResolveCitationsOptions, 'works' | 'style' | 'format' | 'locales'>

/**
 * Cite as the thesis does; sources of charts are given their words.
 *
 * Emits `slides:unlisted-works`, and what `resolveCitations` and `resolveReferences` emit.
 */
export function bindCitations(
  deck: Deck,
  {config, targets}: Thesis,
  engine: CitationEngine,
  sources: BoundComponents['sources'] = []
): Pick<DeckData, 'citations' | 'references'> & {words: Record<string, string>} {
  const isNoteStyle = engine.style?.isNote ?? false
  const sourceTrees = sources.map(({words}): Root => ({type: 'root', children: [{type: 'paragraph', children: words}]}))
  const parts = deck.slides.flatMap(({file, tree, noteTree}, index) => [
    {file, tree},
    ...sourceTrees.filter((_, at) => sources[at]!.slide === deck.slides[index]).map((own) => ({file, tree: own})),
    {file, tree: noteTree}
  ])
  const resolved = resolveCitations(
    parts.map((part) => asChapter(part, isNoteStyle)),
    {...engine, config: {...config, citations: {...config.citations, nocite: []}}}
  )
  const references = {targets, terms: termsIn(config), used: new Set<string>()}
  for (const {tree, file} of parts) unified().use(resolveReferences, references).runSync(tree, file)
  const citations: DeckData['citations'] = {}
  const words: Record<string, string> = {}
  for (const {content, citations: cited, note, noteCitations} of deck.slides) {
    for (const [text, found] of [
      [content, cited],
      [note, noteCitations]
    ] as const) {
      for (const {node, start, end} of found) {
        const printed = printCited(node, isNoteStyle)
        citations[text.slice(start, end)] = writeInline(printed)
        words[text.slice(start, end)] = plainText(printed)
      }
    }
  }
  for (const {words: said, picture} of sources) {
    const printed = said.flatMap((node) => (node.type === 'citation' ? printCited(node, isNoteStyle) : [node]))
    picture.source = writeInline(printed)
  }
  const pages = paginateWorks(resolved.entries)
  checkListing(deck, pages.length)
  return {citations, words, references: pages}
}

/** What a citation or a reference prints; what a note style says stands in brackets. */
function printCited(node: Cited['node'], isNoteStyle: boolean): PhrasingContent[] {
  const isAside = isNoteStyle && node.type === 'citation' && node.mode === 'parenthetical'
  return isAside ? [{type: 'text', value: '('}, ...node.children, {type: 'text', value: ')'}] : node.children
}

/** A slide has no foot for notes: a note style is asked for what it says inside of one. */
function asChapter({file, tree}: {file: Chapter['file']; tree: Root}, isNoteStyle: boolean): Chapter {
  const inNote: Root = {
    type: 'root',
    children: [{type: 'paragraph', children: [{type: 'footnote', children: tree.children as FlowContent[]}]}]
  }
  return {id: 'slides', role: 'unnumbered', file, title: [], tree: isNoteStyle ? inNote : tree}
}

/** All works are listed: `<References />` lists them on as many slides as it takes, `:page` one page of them. */
function checkListing(deck: Deck, count: number): void {
  const lists = deck.slides.flatMap((slide) =>
    slide.components.flatMap((component) => (component.name === 'References' ? [{slide, component}] : []))
  )
  const printed = lists.map(({component}) => Number(component.attributes[':page'] ?? Number.NaN))
  for (const [index, page] of printed.entries()) {
    if (Number.isNaN(page) || (page >= 1 && page <= count)) continue
    const {slide, component} = lists[index]!
    warn(slide.file, `Unknown page ${page} of the list of works: it has ${count}`, {
      at: {line: component.line, column: component.column},
      rule: 'slides:unlisted-works',
      fix: 'Remove this slide.'
    })
  }
  const missing = Array.from({length: count}, (_, index) => index + 1).filter((page) => !printed.includes(page))
  // Sources that charts bring along are no reason to ask for a list.
  const isCited = deck.slides.some(({citations, noteCitations}) => citations.length + noteCitations.length > 0)
  if (missing.length === 0 || printed.some(Number.isNaN) || !isCited) return
  const last = lists.at(-1)
  warn(
    last?.slide.file ?? deck.file,
    `The list of works has ${count} pages; page ${missing.join(', ')} is on no slide`,
    {
      at: {line: last?.component.line ?? 1, column: last?.component.column ?? 1},
      rule: 'slides:unlisted-works',
      fix: 'Add a slide with `<References />`, which becomes as many slides as the list needs.'
    }
  )
}
