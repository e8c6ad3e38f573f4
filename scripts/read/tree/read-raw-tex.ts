/** Raw TeX in a tree → the nodes that it stands for, macros in their place, labels on what they name. */

import type {Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {plainText} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import type {Tex} from '../syntax/syntax-nodes.ts'
import {readTex} from '../tex/read-tex.ts'
import {expandMacros} from '../tex/tex-macros.ts'
import {asInline, isFlow, type TexContext, type TexItem, type TexReader, toBlocks} from '../tex/tex-reader.ts'
import {attachLabels} from './attach-labels.ts'
import {eachList, eachNode} from './walk.ts'

/** How a file is read. */
export interface ReadRawTexOptions {
  /** BCP 47. */
  lang: string
  context: TexContext
}

/** Emits `read:raw-tex`, `read:unclosed-environment`, `read:tex-macro`, `read:markdown-in-tex`. */
export function readRawTex(tree: Root, file: VFile, {lang, context}: ReadRawTexOptions): void {
  let hasTex = false
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'tex')) return
    hasTex = true
    joinTex(list)
  })
  expandAll(tree, file, context)
  if (hasTex) replaceTex(tree, file, {lang, context})
  attachLabels(tree)
  giveRoles(tree, context)
}

/** `\setlength\parskip{1pt}` is one piece of TeX. */
function joinTex(list: RootContent[]): void {
  const joined: RootContent[] = []
  for (const node of list) {
    const before = joined.at(-1)
    const isNext = before?.position?.end.offset === node.position?.start.offset
    if (node.type === 'tex' && before?.type === 'tex' && isNext && before.position && node.position) {
      before.value += node.value
      before.position = {start: before.position.start, end: node.position.end}
    } else joined.push(node)
  }
  list.splice(0, list.length, ...joined)
}

/** In reading order: a macro is in force from where it is defined. */
function expandAll(tree: Root, file: VFile, {macros}: TexContext): void {
  eachNode(tree, (node) => {
    if (node.type !== 'tex' && node.type !== 'math' && node.type !== 'inlineMath') return
    const expansion = expandMacros(node.value, macros)
    if ('problem' in expansion) {
      error(file, `Endless TeX macro: ${expansion.problem}`, {
        at: node,
        rule: 'read:tex-macro',
        fix: 'Define it without itself, or write out what it stands for.'
      })
      return
    }
    if (expansion.tex === node.value) return
    node.value = expansion.tex
    node.data = {...node.data, isExpanded: true}
  })
}

function replaceTex(tree: Root, file: VFile, {lang, context}: ReadRawTexOptions): void {
  const source = String(file)
  const waiting: TexReader['waiting'] = []
  const cut = new Map<RootContent, TexItem[]>()
  eachList(tree, (list, parent) => {
    if (!list.some((node) => node.type === 'tex' || cut.has(node))) return
    const items = list.flatMap((node): TexItem[] => {
      const blocks = cut.get(node)
      if (blocks) return inFull(node as Paragraph, blocks)
      return node.type === 'tex' ? readOne(node) : [node]
    })
    if (parent.type === 'paragraph') {
      const isWhole = items.every((item) => item !== null && !isFlow(item))
      const isBlank = items.every((item) => item?.type === 'text' && item.value.trim() === '')
      const isCut = !isWhole || isBlank
      if (isCut) cut.set(parent, items)
      list.splice(0, list.length, ...(isCut ? [] : joinText(items as PhrasingContent[])))
    } else {
      const isText = holdsText(parent, list)
      list.splice(0, list.length, ...(isText ? joinText(asInline(items)) : toBlocks(items, new Set(list))))
    }
    if (parent.type === 'image') parent.alt = plainText(list as PhrasingContent[])
  })
  for (const note of waiting) {
    if (note.children.length > 0) continue
    error(file, 'Note without text: `\\footnotemark` has no `\\footnotetext`', {
      at: note,
      rule: 'read:raw-tex',
      fix: 'Add `\\footnotetext{…}` after it, or write `\\footnote{…}`.'
    })
  }

  function readOne(node: Tex): TexItem[] {
    const place = placesOf(node, source)
    const {isPart, isExpanded} = node.data ?? {}
    const items = readTex({
      source: node.value,
      file,
      lang,
      context,
      waiting,
      isPart: isPart === true || isExpanded === true,
      place
    })
    reportMarkdown(items, file)
    return items
  }
}

/** Emphasis, citations, links, notes, divisions; then tags and entities of HTML, which may stand right behind a letter. */
const markdown =
  /(?<![\p{L}\p{N}*\\])(?:\*{1,3}[\p{L}\p{N}][^*\n]{0,80}\*|@[\p{L}][\p{L}\p{N}_:-]{2,}|\[-?@[^\]\n]{1,80}\]|!?\[[^\][\n]{0,80}\]\([^\n]{1,80}\)|:{3,})|\^\[|<\/?[a-z][a-z0-9]{0,20}(?:\s[^<>\n]{0,80})?>|<[a-z][^<>\s]{0,80}[:@][^<>\s]{1,200}>|&[a-z]{2,20};/iu

/** What stands in TeX is TeX, as for Pandoc: its Markdown is printed as typed. */
function reportMarkdown(items: readonly TexItem[], file: VFile): void {
  for (const item of items) {
    if (item === null) continue
    eachNode(item, (node) => {
      const found = node.type === 'text' ? markdown.exec(node.value)?.[0] : undefined
      if (found === undefined) return
      warn(file, `Markdown inside TeX, printed as typed: \`${found}\``, {
        at: node,
        rule: 'read:markdown-in-tex',
        actual: found,
        fix: 'Write the command around it in Markdown too, such as `^[…]` for `\\footnote{…}`, or this in TeX.'
      })
    })
  }
}

/** The pieces of a paragraph that holds blocks: its attributes stay on its text. */
function inFull(paragraph: Paragraph, items: readonly TexItem[]): RootContent[] {
  return toBlocks(items).map((block) => {
    if (block.type !== 'paragraph') return block
    return {...block, children: joinText(block.children), attributes: paragraph.attributes ?? block.attributes}
  })
}

const holdsBlocks: ReadonlySet<string> = new Set(
  'root blockquote listItem footnoteDefinition definitionItem division figure footnote'.split(' ')
)

function holdsText(parent: Nodes, list: readonly RootContent[]): boolean {
  return !holdsBlocks.has(parent.type) && list.every((node) => node.type !== 'paragraph')
}

/** What authors write before `\pageref`, which is printed with the word of the thesis. */
const pageWord =
  /(?<![\p{L}])(?:pages?|pp?\.|seiten?|s\.|p[áa]ginas?|p[áa]gs?\.|pagin[ae]|على الصفحة|صفحة)[ \u00A0\u202F]{0,3}$/iu

/** Text beside text becomes one, as if no command had stood there. */
function joinText(nodes: readonly RootContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = []
  for (const node of nodes as readonly PhrasingContent[]) {
    const before = joined.at(-1)
    if ((node.type === 'crossReference' || node.type === 'citation') && before?.type === 'text') {
      // `Figure~\ref{x}`: TeX's own space that no line ends at.
      before.value = before.value.replace(/(?<=[\p{L}.])~$/u, '\u00A0')
      if (node.type === 'crossReference' && node.isPage) before.value = before.value.replace(pageWord, '')
    }
    if (node.type === 'text' && before?.type === 'text') {
      // A closing mark brings its own space.
      before.value = (node.value.startsWith('\u00A0') ? before.value.trimEnd() : before.value) + node.value
      if (before.position && node.position) before.position = {start: before.position.start, end: node.position.end}
    } else joined.push(node)
  }
  return joined
}

/**
 * Offsets in the value of a node → places in the file; those of an expanded macro are the whole of it. Lines in a quote
 * or a list have a prefix that the value lacks, and those of a fence start below it.
 */
function placesOf({position, data, value}: Tex, source: string): TexReader['place'] {
  if (data?.isExpanded || !position) return () => position
  const lines = source.slice(position.start.offset, position.end.offset).split('\n')
  const skipped = data?.isPart && lines.length > value.split('\n').length ? 1 : 0
  const starts: Array<{at: number; offset: number; column: number}> = []
  let at = 0
  let offset = (position.start.offset ?? 0) + (skipped ? (lines[0]?.length ?? 0) + 1 : 0)
  for (const [index, line] of value.split('\n').entries()) {
    const full = lines[index + skipped] ?? ''
    const prefix = Math.max(0, full.indexOf(line))
    const isFirst = index + skipped === 0
    starts.push({at, offset: offset + prefix, column: (isFirst ? position.start.column : 1) + prefix})
    at += line.length + 1
    offset += full.length + 1
  }
  const first = position.start.line + skipped
  return (from, to) => ({start: pointAt(from), end: pointAt(to)})

  function pointAt(wanted: number) {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle]?.at ?? 0) <= wanted) low = middle
      else high = middle - 1
    }
    const {at, offset, column} = starts[low] ?? {at: 0, offset: 0, column: 1}
    return {line: first + low, column: column + wanted - at, offset: offset + wanted - at}
  }
}

/** `\appendix`: the chapters that follow are appendices, in the files after this one too. */
function giveRoles(tree: Root, context: TexContext): void {
  for (const node of tree.children) {
    if (node.type === 'texRole') {
      if (node.value.startsWith('append')) context.role = 'appendix'
      else if (node.value === 'mainmatter') delete context.role
      else context.role = 'unnumbered'
    } else if (node.type === 'heading' && node.depth === 1 && context.role) {
      const {classes = [], pairs = {}, ...rest} = node.attributes ?? {}
      if (!classes.some((name) => ['unnumbered', 'appendix', 'part'].includes(name))) {
        node.attributes = {...rest, classes: [...classes, context.role], pairs}
      }
    }
  }
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'texRole' || node.type === 'texUncited' || node.type === 'texCaption'))
      return
    const uncited = list.flatMap((node) => (node.type === 'texUncited' ? node.value.split(',') : []))
    if (uncited.length > 0) tree.data = {...tree.data, uncited: [...(tree.data?.uncited ?? []), ...uncited]}
    const kept = list.flatMap((node): RootContent[] => {
      if (node.type === 'texCaption') return [{type: 'paragraph', children: node.children, position: node.position}]
      return node.type === 'texRole' || node.type === 'texUncited' ? [] : [node]
    })
    list.splice(0, list.length, ...kept)
  })
}

declare module 'mdast' {
  interface RootData {
    /** Works that `\nocite` names; until `readChapters` has used it. */
    uncited?: string[]
  }
  interface Data {
    /** A macro is in the place of what was typed. */
    isExpanded?: boolean
    /** Raw TeX of Pandoc's attribute, which may open what another piece closes. */
    isPart?: boolean
  }
}
