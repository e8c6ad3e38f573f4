/** Chapters as read → the resolved thesis, of which only those chapters are resolved for which something has changed. */

import type {PhrasingContent, Root} from 'mdast'
import {VFile} from 'vfile'
import type {Style} from '../bibliography/cite/styles.ts'
import type {FormattedCitations} from '../bibliography/cite/types.ts'
import type {CslItem} from '../bibliography/entry.ts'
import {copyTree} from '../cache/copy.ts'
import {keyOf, type Results, shapeOf} from '../cache/results.ts'
import {type KeptMessage, messagesOf, recordMessages, repeatMessages} from '../cache/with-messages.ts'
import type {Abstract, Asset, Chapter, Thesis} from '../document/thesis.ts'
import {dependsOnText, refreshTitle} from './citations/resolve-citations.ts'
import {openBlocks, type SeenBlock, seenBlocks} from './kept-blocks.ts'
import {normaliseLabel} from './references/number-targets.ts'
import {isInert, type Skeleton, skeletonOf} from './skeleton.ts'

/** Where resolved chapters are kept, and what they are made with besides texts and pictures. */
export interface KeptTransform {
  results: Results
  /** Hash of the settings, the bibliography, the style and the data. */
  inputs: string
  /** The same for one text: without the bibliography, where the text counts no works and lists none by itself. */
  inputsOf: (text: string) => string
  /** All files that are no texts: what is said of them is kept too. */
  files: readonly VFile[]
}

export interface ResolveChangedOptions extends KeptTransform {
  abstracts: Abstract[]
  chapters: Chapter[]
  /** The pictures of the cover, which are loaded with those of the texts. */
  logos: Root
  /** The first step, for a text by itself. */
  fillData: (text: Chapter | Abstract) => Promise<void>
  loadImages: (texts: ReadonlyArray<Pick<Chapter, 'file' | 'tree'>>) => Promise<Map<string, Asset>>
  /** All steps after the first. */
  resolve: (abstracts: Abstract[], chapters: Chapter[], seen: Seen) => Promise<Resolved>
  /** The last steps, for blocks of which nothing but running text is left to do. */
  finish: (chapters: Chapter[]) => Promise<void>
  style: Style | undefined
  /** The same for skeletons alone. */
  outline: (abstracts: Abstract[], chapters: Chapter[]) => Promise<Resolved>
  /** The last step, for what we made. */
  typeset: (tree: Root) => Promise<void>
  /** `skeletonOf`. */
  isTold: (text: string) => boolean
}

/** What is known when some chapters are resolved beside the skeletons of others. */
export interface Seen {
  /** Those that are resolved. */
  own: ReadonlySet<Chapter>
  /** Works cited in the whole thesis, by key. */
  items: Map<string, CslItem>
  /** All citations, which are in the skeletons; undefined without a style. */
  formatted: FormattedCitations | undefined
  /** The chapter of the works cited, where there is one. */
  bibliography: Chapter | undefined
}

/** What the texts give. */
export interface Resolved
  extends Pick<
    Thesis,
    'abstracts' | 'chapters' | 'targets' | 'contents' | 'figures' | 'tables' | 'listings' | 'assets'
  > {
  items: Map<string, CslItem>
  formatted: FormattedCitations | undefined
}

/** A chapter that has just been resolved, and what was said of it. */
interface OpenChapter {
  chapter: Omit<Chapter, 'file'>
  messages: KeptMessage[]
}

/** A resolved chapter, and what was said of it. */
interface KeptChapter {
  chapter: Omit<Chapter, 'file'>
  messages: KeptMessage[][]
}

interface SeenChapter {
  hash: string
  /** `seenBlocks`. */
  blocks: SeenBlock[] | undefined
  /** What they were made of. */
  text: string
  facts: Omit<Chapter, 'file' | 'tree'>
}

/** What is made of all chapters together. */
interface KeptWhole extends Omit<Resolved, 'chapters' | 'abstracts' | 'assets'> {
  abstracts: Array<Omit<Abstract, 'file'>>
  /** Of each chapter that is given, what the others make of it: its skeleton, resolved, and what is said of it. */
  seen: SeenChapter[]
  /** By their numbers; those that we made as they are. */
  chapters: Array<number | Omit<Chapter, 'file'>>
  /** Of the files that are no texts, and of the abstracts. */
  messages: KeptMessage[][]
}

/**
 * Resolve a thesis, taking what was kept. Result and messages are those of resolving everything.
 *
 * First the skeletons are resolved, all together: numbers, citations and notes, which is all that chapters make of
 * each other. A chapter is then resolved beside the skeletons of the others where its own text or what its skeleton
 * has become is new.
 */
export async function resolveChanged(options: ResolveChangedOptions): Promise<Resolved> {
  const {abstracts, chapters, results, files} = options
  const found = await Promise.all(chapters.map((chapter) => findSkeleton(chapter, options)))
  const skeletons = found.map(({skeleton}) => skeleton)
  const shells = () => chapters.map((chapter, index) => alone({...chapter, tree: skeletons[index]!.tree}))
  const first = shells()
  const pictured = [...abstracts.map(alone), ...first, {file: new VFile(), tree: options.logos}]
  const assets = await options.loadImages(pictured)
  const whole = keyOf(
    options.inputs,
    abstracts.map(({file, tree: _, ...abstract}) => [abstract, file.path, String(file)]),
    skeletons.map(({hash}) => hash),
    repeatedLabels(skeletons),
    [...assets.values()].map(({path, bytes}) => [path, keyOf(bytes)]),
    pictured.map(({file}) => messagesOf(file).map(({reason, expected}) => [reason, expected]))
  )
  const before = files.map(({messages}) => messages.length)
  let known = results.get('thesis', whole) as KeptWhole | undefined
  if (!known) {
    const said = recordMessages(files)
    const {front, resolved} = await resolveBeside(shells())
    const isMade = (chapter: Chapter) => !resolved.given.includes(chapter)
    for (const chapter of resolved.chapters.filter(isMade)) chapter.key = await typesetMade(chapter, options)
    known = {
      ...wholeOf(resolved, resolved.given),
      seen: resolved.given.map((chapter, index) => {
        const {file: _, tree: __, ...facts} = chapter
        const blocks = results.hasParts ? seenBlocks(chapter, skeletons[index]!) : undefined
        return {hash: seenOf(chapter, blocks), blocks, text: blocks ? String(chapter.file) : '', facts}
      }),
      messages: [...said(), ...front.map(({file}) => messagesOf(file))]
    }
    results.keep('thesis', whole, known)
  }
  const keys = chapters.map(({key, file}, index) => keyOf(options.inputsOf(String(file)), key, known.seen[index]?.hash))
  const kept = keys.map((key) => results.get('chapter', key) as KeptChapter | undefined)
  if (kept.includes(undefined)) {
    const made = (await resolveOpen(true)) ?? (await resolveOpen(false))!
    for (const [index, one] of made.entries()) {
      if (!one) continue
      kept[index] = {chapter: {...one.chapter, key: keys[index]!}, messages: [one.messages]}
      results.keep('chapter', keys[index]!, kept[index])
    }
  }
  // They are said again with all that was kept.
  for (const [index, file] of files.entries()) file.messages.length = before[index]!

  repeatMessages([...files, ...abstracts.map(({file}) => file)], known.messages)
  const {abstracts: fronts, chapters: order, messages: _, seen: __, ...rest} = known
  for (const [index, one] of kept.entries()) repeatMessages([chapters[index]!.file], one!.messages)
  return {
    ...rest,
    assets,
    abstracts: fronts.map((abstract, index) => ({...abstract, file: abstracts[index]!.file})),
    chapters: order.map((one) =>
      typeof one === 'number'
        ? {...kept[one]!.chapter, file: chapters[one]!.file}
        : {...one, file: new VFile({path: `${one.id}.md`})}
    )
  }

  /** Resolve the chapters that were not kept; undefined where that cannot be done by their blocks. */
  async function resolveOpen(hasBlocks: boolean): Promise<Array<OpenChapter | undefined> | undefined> {
    const {seen, chapters: order, ...rest} = known!
    const filled = await Promise.all(
      chapters.map((chapter, index) =>
        kept[index] ? undefined : (hasBlocks && found[index]!.filled) || fill(chapter, options)
      )
    )
    const opened = chapters.map((chapter, index) => {
      if (!filled[index] || !hasBlocks || !results.hasParts) return undefined
      const {facts, blocks, text} = seen[index]!
      const common = keyOf(
        options.inputsOf(String(chapter.file)),
        shapeOf({...facts, title: undefined, key: undefined})
      )
      return openBlocks(chapter, {
        ...options,
        dependsOnText: (citation) => dependsOnText(citation, chapter.id, {...rest, style: options.style}),
        before: text,
        filled: filled[index],
        skeleton: found[index]!.skeleton,
        seen: blocks,
        common,
        results
      })
    })
    const isTextAlone = filled.every((one, index) => !one || opened[index]?.isTextAlone)
    for (const one of opened) one?.show(isTextAlone)
    const own = filled.filter((one) => one !== undefined)
    if (isTextAlone) {
      await options.finish(own)
    } else {
      const list = order.find((one) => typeof one !== 'number' && one.role === 'bibliography') as Chapter | undefined
      const bibliography = list && {
        ...list,
        tree: withoutWorks(list.tree, options),
        file: new VFile({path: `${list.id}.md`})
      }
      const mixed = filled.map((one, index) => one ?? first[index]!)
      await resolveBeside(mixed, {...rest, own: new Set(own), bibliography})
    }
    const made = filled.map((chapter, index): OpenChapter | undefined | 'unknown' => {
      const blocks = opened[index]
      if (!chapter) return undefined
      if (!blocks) return {chapter: withoutFile(chapter), messages: messagesOf(chapter.file)}
      const closed = blocks.close()
      if (!closed) return 'unknown'
      const whole = {...seen[index]!.facts, file: chapter.file, tree: closed.tree}
      refreshTitle(whole)
      return {chapter: withoutFile(whole), messages: closed.messages}
    })
    return made.includes('unknown') ? undefined : (made as Array<OpenChapter | undefined>)
  }

  async function resolveBeside(given: Chapter[], seen?: Seen) {
    const front = abstracts.map(alone)
    for (const text of front) await options.fillData(text)
    const resolved = await (seen ? options.resolve(front, given, seen) : options.outline(front, given))
    return {front, resolved: {...resolved, given}}
  }
}

/** All of a chapter that has been resolved, and what is said of it, but its places. */
function seenOf({file, tree, ...chapter}: Chapter, blocks?: readonly SeenBlock[]): string {
  if (blocks) return keyOf({...chapter, path: file.path}, ...blocks.map(({hash}) => hash))
  const said = messagesOf(file).map(({place: _, ...message}) => message)
  return keyOf({...chapter, path: file.path}, shapeOf(tree), said)
}

/** What is kept of all together, but its messages. */
function wholeOf(
  {assets: _, abstracts, chapters, ...rest}: Resolved,
  given: readonly Chapter[]
): Omit<KeptWhole, 'messages' | 'seen'> {
  return {
    ...rest,
    abstracts: abstracts.map(withoutFile),
    chapters: chapters.map((chapter) => {
      const index = given.indexOf(chapter)
      return index === -1 ? withoutFile(chapter) : index
    })
  }
}

/**
 * The last step for a chapter that we made; in the preview, each work of a list is typeset once.
 *
 * @returns the hash of all of it
 */
async function typesetMade(chapter: Chapter, {results, inputsOf, typeset}: ResolveChangedOptions): Promise<string> {
  const {tree} = chapter
  if (!results.hasParts) {
    await typeset(tree)
    return seenOf(chapter)
  }
  const inputs = inputsOf('')
  const others = {...tree, children: tree.children.filter(({type}) => type !== 'bibliography')}
  await typeset(others)
  const works: unknown[] = []
  for (const list of tree.children) {
    if (list.type !== 'bibliography') continue
    for (const work of list.children) {
      const key = keyOf(inputs, work.lang, shapeOf(work.children))
      const known = results.get('work', key) as PhrasingContent[] | undefined
      if (known) work.children = known
      else await typeset({type: 'root', children: [work]})
      if (!known) results.keep('work', key, work.children)
      works.push([work.key, key, work.citedAt, work.source?.file.path, work.source?.position])
    }
    works.push(list.attributes)
  }
  return keyOf(seenOf({...chapter, tree: others}), works)
}

/** A chapter that we made, as other chapters can know of it. */
function withoutWorks(tree: Root, {isTold}: ResolveChangedOptions): Root {
  const children = tree.children.map((list) =>
    list.type === 'bibliography' ? {...list, children: list.children.filter((work) => !isInert(work, isTold))} : list
  )
  return {...tree, children}
}

/** The skeleton of a chapter; with the chapter after the first step, where that had to be taken to know it. */
async function findSkeleton(
  chapter: Chapter,
  options: ResolveChangedOptions
): Promise<{skeleton: Skeleton; filled?: Chapter}> {
  const {results, inputsOf, isTold} = options
  const {file, tree: _, ...rest} = chapter
  const key = keyOf(inputsOf(String(file)), rest, file.path)
  const known = results.get('skeleton', key) as Skeleton | undefined
  if (known) return {skeleton: known}
  const filled = await fill(chapter, options)
  const {tree, ...facts} = skeletonOf(filled, isTold)
  const skeleton = {...facts, tree: copyTree(tree)}
  results.keep('skeleton', key, skeleton)
  return {skeleton, filled}
}

async function fill(chapter: Chapter, {fillData}: ResolveChangedOptions): Promise<Chapter> {
  const filled = alone(chapter)
  await fillData(filled)
  return filled
}

/** A copy that may be changed, with a file for its own messages. */
function alone<Text extends Chapter | Abstract>(text: Text): Text {
  const {path, cwd, value} = text.file
  return {...text, tree: copyTree(text.tree), file: new VFile({path, cwd, value})}
}

function withoutFile<Text extends Chapter | Abstract>({file: _, ...text}: Text): Omit<Text, 'file'> {
  return text
}

/** Labels that stand twice, with their places, which the message about them names. */
function repeatedLabels(skeletons: readonly Skeleton[]): Array<[string, string]> {
  const places = Map.groupBy(
    skeletons.flatMap(({labels}) => labels),
    ([label]) => normaliseLabel(label)
  )
  return [...places.values()].filter((same) => same.length > 1).flat()
}
