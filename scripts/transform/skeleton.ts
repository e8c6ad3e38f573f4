/** A chapter → what other chapters can know of it: its headings, labels, notes, citations… without its running text. */

import type {Nodes, Root, RootContent} from 'mdast'
import {moveTree} from '../cache/copy.ts'
import {keyOf, shapeOf} from '../cache/results.ts'
import type {BibliographyEntry, Citation} from '../document/nodes.ts'
import {plainText} from '../document/text.ts'
import type {Chapter} from '../document/thesis.ts'

/** The chapter without its running text, and a hash of it. */
export interface Skeleton {
  tree: Root
  hash: string
  /** Of each block of the chapter, which one of the tree is left of it. */
  blocks: Array<number | undefined>
  /** Labels, each with its place: it is named where another one is the same. */
  labels: Array<[label: string, place: string]>
}

/** Nothing in them concerns another chapter, and nothing counts them. They are left out when nothing else is in them. */
const plain: ReadonlySet<string> = new Set([
  'text',
  'paragraph',
  'emphasis',
  'strong',
  'delete',
  'superscript',
  'subscript',
  'blockquote',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'inlineCode',
  'inlineMath',
  'break',
  'thematicBreak',
  'html',
  'code'
])

/** They stay, for they are counted or have labels, and of what is in them what concerns others. Anything else stays whole. */
const opened: ReadonlySet<string> = new Set([
  'figure',
  'panels',
  'box',
  'division',
  'tab',
  'footnote',
  'source',
  'attribution',
  'lineBlock',
  'line'
])

/**
 * Take the running text out.
 *
 * What stays is shared with the chapter.
 *
 * @param isTold  finds running text that others depend on all the same: abbreviations that they explain or count
 */
export function skeletonOf({tree, file, key: _, ...chapter}: Chapter, isTold: (text: string) => boolean): Skeleton {
  const source = String(file)
  const typed: string[] = []
  const labels: Skeleton['labels'] = []
  const blocks: Skeleton['blocks'] = []
  const skeleton: Root = {...tree, children: []}
  for (const node of tree.children) {
    const [left] = strip(node) as RootContent[]
    blocks.push(left && skeleton.children.push(left) - 1)
  }
  const hash = keyOf({...chapter, path: file.path, typed}, shapeOf(skeleton))
  return {tree: skeleton, hash, blocks, labels}

  function strip(node: Nodes): Nodes[] {
    const {start, end} = node.position ?? {}
    // Links name headings as they are typed.
    if (node.type === 'heading') typed.push(source.slice(start?.offset ?? 0, end?.offset ?? 0))
    const hasText = 'children' in node && node.children.some(({type}) => type === 'text')
    const isOpened = plain.has(node.type) || opened.has(node.type)
    if (!isOpened || refersInFormula(node) || (hasText && isTold(plainText(node)))) {
      findLabels(node)
      return [node]
    }
    findLabel(node)
    const isPlain = plain.has(node.type) && node.attributes === undefined && !isCounted(node)
    if (!('children' in node)) return isPlain ? [] : [node]
    const children = node.children.flatMap(strip)
    return isPlain && children.length === 0 ? [] : [{...node, children} as Nodes]
  }

  function findLabels(node: Nodes): void {
    findLabel(node)
    if ('children' in node) for (const child of node.children) findLabels(child)
  }

  function findLabel({attributes, position}: Nodes): void {
    const {line, column} = position?.start ?? {}
    if (attributes?.id !== undefined) labels.push([attributes.id, `${line}:${column}`])
  }
}

/** What is resolved alike whatever text stands around it. */
const apart: ReadonlySet<string> = new Set(['citation', 'crossReference', 'pageReference', 'footnoteCall', 'link'])

/** A text, then and now. */
interface SourceTexts {
  before: string
  now: string
}

/**
 * Put a resolved skeleton back into its block: the block as it is before the last steps, which its running text takes.
 *
 * @returns nothing where something else has come of it, or where it depends on that text
 */
export function fillSkeleton(
  block: RootContent,
  skeleton: RootContent | undefined,
  {before, now}: SourceTexts,
  isTold: (text: string) => boolean,
  dependsOnText: (citation: Citation) => boolean
): RootContent | undefined {
  let isSame = true
  const waiting: Nodes[] = skeleton ? [skeleton] : []
  const filled = fill(block, waiting)
  return isSame && waiting.length === 0 ? (filled as RootContent) : undefined

  function fill(node: Nodes, rest: Nodes[]): Nodes {
    if (!hasSkeleton(node)) return node
    const own = rest.shift()
    isSame &&= own?.type === node.type
    if (!isSame || !own) return node
    if (apart.has(node.type)) return moved(node, own)
    isSame = 'children' in node && 'children' in own && (plain.has(node.type) || node.type === 'footnote')
    if (!isSame || !('children' in node && 'children' in own)) return node
    const inside = [...own.children]
    const children = node.children.map((child) => fill(child, inside))
    isSame &&= inside.length === 0
    return {...own, position: node.position, children} as Nodes
  }

  /** Whether something is left of a node. */
  function hasSkeleton(node: Nodes): boolean {
    if (!plain.has(node.type) || node.attributes !== undefined || isCounted(node) || refersInFormula(node)) return true
    return 'children' in node && node.children.some(hasSkeleton)
  }

  function moved(node: Nodes, own: Nodes): Nodes {
    const [place, former] = [node.position, own.position]
    isSame = !(own.type === 'citation' && dependsOnText(own))
    isSame &&= place !== undefined && former !== undefined
    if (!isSame || !place || !former) return node
    const [{start, end}, {start: from, end: to}] = [place, former]
    const typed = now.slice(start.offset, end.offset)
    isSame = !typed.includes('\n') && typed === before.slice(from.offset, to.offset) && !isTold(typed)
    const by = {
      line: start.line - from.line,
      column: start.column - from.column,
      offset: (start.offset ?? 0) - (from.offset ?? 0)
    }
    return moveTree(own, () => by)
  }
}

/** Whether nothing depends on a work of a list: it tells nothing, and all of its links lead away. */
export function isInert(work: BibliographyEntry, isTold: (text: string) => boolean): boolean {
  const isLocal = (node: Nodes): boolean =>
    (node.type === 'link' && !/^https?:/.test(node.url)) || ('children' in node && node.children.some(isLocal))
  return !isLocal(work) && !isTold(plainText(work))
}

/** Headings and captions, in what holds them: what contents and lists show. */
export function titlesIn(tree: Root): Root {
  const strip = (node: Nodes): Nodes[] => {
    if (node.type === 'heading' || node.type === 'caption' || node.type === 'shortCaption') return [node]
    if (!('children' in node)) return []
    const children = (node.children as Nodes[]).flatMap(strip)
    return children.length === 0 ? [] : [{...node, children} as Nodes]
  }
  return {...tree, children: tree.children.flatMap(strip) as RootContent[]}
}

/** `\eqref{…}` inside of a formula. */
const refersInFormula = (node: Nodes) => node.type === 'inlineMath' && node.value.includes('ref{')

/** Items of example lists are numbered over the thesis. */
const isCounted = (node: Nodes) => node.type === 'listItem' && node.example !== undefined
