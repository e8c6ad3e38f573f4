/** Terms marked for the index → the index: a chapter of its own, or the author's `::: {#index}`. */

import type {PhrasingContent, Root, RootContent} from 'mdast'
import {VFile} from 'vfile'
import type {Config} from '../../config.ts'
import type {Index, IndexEntry, Span} from '../../document/nodes.ts'
import {termsIn} from '../../document/terms.ts'
import {plainText, withoutNotes} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'

/** A mark in the text: `:index[term]`, `[term]{.index entry="term > below"}`. */
interface Mark {
  node: Span
  chapter: Chapter
}

/** An entry while it is gathered. */
interface Gathered {
  words: PhrasingContent[]
  places: IndexEntry['places']
  see: string[]
  below: Map<string, Gathered>
  /** Where the range that is open begins. */
  open?: Mark | undefined
}

/**
 * Print the index, sorted as the language of the thesis sorts, after the last chapter. `entry="a > b"` names another
 * entry than the words marked, and one below it; `range="start"` and `range="end"` are the ends of a range;
 * `see="c"`, or `seealso`, sends to another entry.
 *
 * Emits `references:index-empty`, `references:index-range`, `references:index-see`.
 */
export function appendIndex(chapters: readonly Chapter[], config: Config): Chapter[] {
  const marks = collectMarks(chapters)
  if (marks.length === 0) return [...chapters]
  const entries = new Map<string, Gathered>()
  for (const mark of marks) gather(mark, entries)
  for (const entry of all(entries)) {
    if (entry.open) reportRange(entry.open, 'is not ended', 'Mark its end with `range="end"`, or remove `range`.')
  }
  checkSee(marks, entries)
  const written = write(entries, 1, new Intl.Collator(config.lang, {ignorePunctuation: true}))
  const place = findPlace(chapters)
  if (place) {
    place.children = written
    return [...chapters]
  }
  const title: PhrasingContent[] = [{type: 'text', value: termsIn(config).index}]
  const tree: Root = {
    type: 'root',
    children: [
      {type: 'heading', depth: 1, children: title},
      {type: 'index', children: written}
    ]
  }
  const id = freeId(chapters)
  return [...chapters, {id, role: 'unnumbered', file: new VFile({path: `${id}.md`}), title, tree}]
}

function collectMarks(chapters: readonly Chapter[]): Mark[] {
  const marks: Mark[] = []
  for (const chapter of chapters) {
    visit(chapter.tree, 'span', (node) => {
      if (!node.attributes?.classes.includes('index')) return
      if (stepsOf({node, chapter}).every(({key}) => key === '')) {
        warn(chapter.file, 'Mark of the index without a word', {
          at: node,
          rule: 'references:index-empty',
          fix: 'Write the term: `:index[term]`, or `entry="term"`.'
        })
        return
      }
      node.attributes = {...node.attributes, id: node.attributes.id ?? `index-${marks.length + 1}`}
      marks.push({node, chapter})
    })
  }
  return marks
}

/** `a > b` → its steps; the words marked when there is no `entry`. */
function stepsOf({node}: Mark): {key: string; words: PhrasingContent[]}[] {
  const typed = node.attributes?.pairs.entry
  const steps =
    typed
      ?.split('>')
      .map((step) => step.trim())
      .filter(Boolean) ?? []
  if (steps.length === 0) return [{key: keyOf(plainText(node)), words: withoutNotes(node.children)}]
  return steps.map((value) => ({key: keyOf(value), words: [{type: 'text', value}]}))
}

const keyOf = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

function gather(mark: Mark, entries: Map<string, Gathered>): void {
  let level = entries
  let entry: Gathered | undefined
  for (const {key, words} of stepsOf(mark)) {
    entry = level.get(key) ?? {words, places: [], see: [], below: new Map()}
    level.set(key, entry)
    level = entry.below
  }
  if (!entry) return
  const {range} = mark.node.attributes!.pairs
  const see = seeOf(mark)
  if (see) {
    entry.see.push(see)
    return
  }
  const from = placeOf(mark)
  if (range === 'end') {
    if (entry.open) entry.places.push({from: placeOf(entry.open), to: from})
    else reportRange(mark, 'is not begun', 'Mark its beginning with `range="start"`, or remove `range`.')
    entry.open = undefined
  } else if (range === 'start') entry.open = mark
  else entry.places.push({from})
}

/** “See” and “see also” are told apart where it is printed: by whether the entry has pages of its own. */
const seeOf = ({node}: Mark) => {
  const {see, seealso} = node.attributes?.pairs ?? {}
  return (see ?? seealso)?.trim()
}

const placeOf = ({node, chapter}: Mark) => ({chapter: chapter.id, anchor: node.attributes!.id!})

function* all(entries: ReadonlyMap<string, Gathered>): Generator<Gathered> {
  for (const entry of entries.values()) {
    yield entry
    yield* all(entry.below)
  }
}

function write(entries: ReadonlyMap<string, Gathered>, level: number, order: Intl.Collator): IndexEntry[] {
  let letter = ''
  return [...entries]
    .sort(([a], [b]) => order.compare(a, b))
    .flatMap(([key, {words, places, see, below}]) => {
      const own = key
        .normalize('NFD')
        .replace(/[^\p{L}\p{N}]/gu, '')
        .charAt(0)
        .toUpperCase()
      const isFirst = level === 1 && own !== letter
      letter = own
      const entry: IndexEntry = {type: 'indexEntry', level, isFirst, places, see, children: structuredClone(words)}
      return [entry, ...write(below, level + 1, order)]
    })
}

function findPlace(chapters: readonly Chapter[]): Index | undefined {
  let found: Index | undefined
  for (const {tree} of chapters) {
    visit(tree, 'division', (node, index, parent) => {
      if (found || node.attributes?.id !== 'index' || index === undefined || !parent) return
      found = {type: 'index', attributes: node.attributes, children: [], position: node.position}
      ;(parent.children as RootContent[]).splice(index, 1, ...(node.children as RootContent[]), found)
    })
  }
  return found
}

/** The first page of the site is `index` already. */
function freeId(chapters: readonly Chapter[]): string {
  const ids = new Set(chapters.map(({id}) => id))
  return ['index-des-termes', 'index-terms', 'index-2'].find((id) => !ids.has(id)) ?? `index-${ids.size}`
}

/** Emits `references:index-see`. */
function checkSee(marks: readonly Mark[], entries: ReadonlyMap<string, Gathered>): void {
  const known = [...entries.keys()]
  for (const mark of marks) {
    const {node, chapter} = mark
    const see = seeOf(mark)
    if (!see || known.includes(keyOf(see))) continue
    warn(chapter.file, `Unknown entry of the index \`${see}\``, {
      at: node,
      rule: 'references:index-see',
      actual: see,
      expected: nearest(see, known),
      fix: didYouMean(see, known) || `Mark \`:index[${see}]\` where the text speaks of it.`
    })
  }
}

/** Emits `references:index-range`. */
function reportRange({node, chapter}: Mark, what: string, fix: string): void {
  warn(chapter.file, `Range of the index that ${what}`, {at: node, rule: 'references:index-range', fix})
}
