/** Tags among blocks and in lines → the nodes that Markdown has for them, with what stands between them inside. */

import type {Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {span} from '../../document/points.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import {blockTags, embeddedTags, verbatimTags, voidTags} from '../syntax/html-tags.ts'
import {codeOfPre, convertBlock, isBlockElement} from './block-elements.ts'
import {type HtmlElement, type HtmlTag, readTag} from './html-tag.ts'
import {convertInline, isInlineElement} from './inline-elements.ts'
import {maximumDepth} from './limit-depth.ts'
import {pairTags} from './pair-tags.ts'
import {eachList} from './walk.ts'

/**
 * Pair the tags of each list, and make nodes of those that have a counterpart; the others stay raw HTML.
 *
 * Emits `read:unclosed-html`, `read:html-layout`, `read:too-deep`.
 */
export function buildElements(tree: Root, file: VFile, lang: string): void {
  eachList(tree, (list, parent) => {
    if (!list.some(isConcerned)) return
    const isFlow = holdsBlocks.has(parent.type) || (parent.type === 'tableCell' && list.some(isBlockTag))
    const blocks = isFlow && parent.type === 'tableCell' ? inParagraphs(list) : list
    const built = withoutSpace(build(joinEmbedded(blocks, file), {isFlow, lang}, file), file)
    list.length = 0
    for (const node of built) list.push(node)
  })
}

const holdsBlocks: ReadonlySet<string> = new Set<Nodes['type']>([
  'root',
  'blockquote',
  'listItem',
  'footnoteDefinition',
  'footnote',
  'definitionItem',
  'division'
])

function isConcerned(node: RootContent): boolean {
  return node.type === 'html' || node.type === 'paragraph'
}

function isBlockTag(node: RootContent): boolean {
  return node.type === 'html' && blockTags.has(readTag(node.value)?.name ?? '')
}

/** In a line, `<iframe>`, `</iframe>` and what is between → one node, as between blocks; those that nothing ends → none. */
function joinEmbedded(list: readonly RootContent[], file: VFile): readonly RootContent[] {
  const tags = list.map((node) => (node.type === 'html' ? embeddedTag(node.value) : undefined))
  if (tags.every((tag) => tag === undefined)) return list
  const ends = new Map<string, number[]>()
  for (const [index, tag] of [...tags.entries()].reverse()) {
    if (!tag?.isClosing) continue
    const closings = ends.get(tag.name)
    if (closings) closings.push(index)
    else ends.set(tag.name, [index])
  }
  const source = String(file)
  const kept: RootContent[] = []
  for (let index = 0; index < list.length; index++) {
    const [node, tag] = [list[index] as RootContent, tags[index]]
    if (!tag) {
      kept.push(node)
      continue
    }
    const end = tag.isClosing ? undefined : nextOf(ends.get(tag.name) ?? [], index)
    const position = end === undefined ? undefined : span([node, list[end] as RootContent])
    if (end === undefined || !position) {
      reportLost(tag, node, file)
      continue
    }
    kept.push({type: 'html', value: source.slice(position.start.offset, position.end.offset), position})
    index = end
  }
  return kept
}

/** The first of some numbers, the lowest last, that is higher than one; those below are taken away. */
function nextOf(numbers: number[], than: number): number | undefined {
  while ((numbers.at(-1) ?? than + 1) <= than) numbers.pop()
  return numbers.at(-1)
}

function embeddedTag(value: string): HtmlTag | undefined {
  const tag = readTag(value)
  return tag && (embeddedTags.has(tag.name) || verbatimTags.has(tag.name)) ? tag : undefined
}

function reportLost({name, isClosing}: HtmlTag, node: RootContent, file: VFile): void {
  // `</p>` after a block that ended the paragraph is what editors write.
  if (isClosing && name === 'p') return
  warn(file, isClosing ? `Unexpected \`</${name}>\`, nothing is open` : `Unclosed \`<${name}>\``, {
    at: node,
    rule: 'read:unclosed-html',
    fix: isClosing ? 'Remove it, or add the tag that opens it.' : `Add \`</${name}>\` where it ends, in the same block.`
  })
}

function build(
  list: readonly RootContent[],
  {isFlow, lang}: {isFlow: boolean; lang: string},
  file: VFile
): RootContent[] {
  const tags = list.map((node) => (node.type === 'html' ? known(readTag(node.value), isFlow) : undefined))
  if (tags.every((tag) => tag === undefined)) return list.map((node) => (isFlow ? codeOfPre(node) : node))
  const {ends, unclosed, unopened} = pairTags(tags)
  const lost = new Set([...unclosed, ...unopened])
  for (const index of lost) reportLost(tags[index] as HtmlTag, list[index] as RootContent, file)

  const frames: Array<HtmlElement & {end: number}> = []
  const root: RootContent[] = []
  let isTooDeep = false
  const add = (nodes: RootContent[]) => {
    const children = frames.at(-1)?.children ?? root
    for (const node of nodes) children.push(node)
  }
  for (const [index, node] of [...list, undefined].entries()) {
    while (frames.at(-1)?.end === index) close(node)
    if (!node) break
    const tag = tags[index]
    if (!tag) add([isFlow ? codeOfPre(node) : node])
    else if (tag.isClosing || (lost.has(index) && !ends.has(index))) continue
    else {
      const end = ends.get(index)
      const element = {tag, node, children: [], around: frames.map((frame) => frame.tag.name), lang}
      if (voidTags.has(tag.name) || tag.isEmpty || !end) add(convert(element))
      else if (frames.length < maximumDepth) frames.push({...element, end: end.index})
      else reportDepth(node)
    }
  }
  return root

  function close(last: RootContent | undefined): void {
    const {end, ...element} = frames.pop() as HtmlElement & {end: number}
    const isTag = tags[end]?.isClosing && tags[end]?.name === element.tag.name
    const to = (isTag ? last : element.children.at(-1))?.position?.end ?? element.node.position?.end
    const start = element.node.position?.start
    add(convert(element, start && to ? {start, end: to} : undefined))
  }

  function convert(element: HtmlElement, position = element.node.position): RootContent[] {
    const placed = {...element, node: {...element.node, position} as RootContent}
    return isFlow ? convertBlock(placed, file) : convertInline(placed, file)
  }

  function reportDepth(node: RootContent): void {
    if (!isTooDeep) {
      error(file, `Nesting too deep: more than ${maximumDepth} levels`, {
        at: node,
        rule: 'read:too-deep',
        fix: 'Close the elements above.'
      })
    }
    isTooDeep = true
  }
}

/** The tags that nodes are made of here; a block among words is none. */
function known(tag: HtmlTag | undefined, isFlow: boolean): HtmlTag | undefined {
  if (!tag) return undefined
  return (isFlow ? isBlockElement(tag.name) : isInlineElement(tag.name)) ? tag : undefined
}

/** A cell of a pipe table with blocks in it: the words between them are paragraphs. */
function inParagraphs(list: readonly RootContent[]): RootContent[] {
  const blocks: RootContent[] = []
  let run: PhrasingContent[] = []
  for (const node of list) {
    if (!isBlockTag(node)) run.push(node as PhrasingContent)
    else {
      flush()
      blocks.push(node)
    }
  }
  flush()
  return blocks

  function flush(): void {
    const isBlank = run.every((node) => node.type === 'text' && node.value.trim() === '')
    const position = span(run)
    if (!isBlank) blocks.push({type: 'paragraph', children: run, position})
    run = []
  }
}

/** `<br>` alone, which only makes space. */
function withoutSpace(list: RootContent[], file: VFile): RootContent[] {
  return list.filter((node) => {
    if (node.type !== 'paragraph' || !isSpace(node)) return true
    inform(file, 'Unsupported `<br>` between paragraphs, left out', {
      at: node,
      rule: 'read:html-layout',
      fix: 'Remove it: the space between paragraphs is that of the page.'
    })
    return false
  })
}

function isSpace({children}: Paragraph): boolean {
  return (
    children.some(({type}) => type === 'break') &&
    children.every((node) => node.type === 'break' || (node.type === 'text' && node.value.trim() === ''))
  )
}
