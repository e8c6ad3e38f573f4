/** Lines of colons → divisions around what stands between them. */

import type {Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {Attributes, Division} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {parseAttributes} from '../syntax/attributes.ts'
import type {DirectiveFence} from '../syntax/syntax-nodes.ts'
import {boxKindOf, boxOf, directiveNames, plainClasses} from './directives.ts'
import {maximumDepth} from './limit-depth.ts'
import {eachList} from './walk.ts'

interface Open {
  fence: DirectiveFence
  children: RootContent[]
}

/**
 * Pair the fences of each list of blocks, innermost first.
 *
 * Emits `read:unclosed-directive`, `read:unopened-directive`, `read:unknown-directive`, `read:directive-syntax`,
 * `read:too-deep`.
 */
export function buildDivisions(tree: Root, file: VFile): void {
  eachList(tree, (list, parent) => {
    if (list.some((node) => node.type === 'directiveFence')) list.splice(0, list.length, ...pair(list, parent, file))
  })
}

function pair(list: readonly RootContent[], parent: Nodes, file: VFile): RootContent[] {
  const root: RootContent[] = []
  const open: Open[] = []
  const lengthsMatter = isUnbalanced(list)
  for (const node of list) {
    const siblings = open.at(-1)?.children ?? root
    if (node.type !== 'directiveFence') siblings.push(node)
    else if (node.colons === 2) siblings.push(divisionOf(node, [], file))
    else if (!isClosing(node)) openFence(node)
    else if (open.length > 0) closeFence(node)
    else {
      warn(file, 'Unexpected closing `:::`, nothing is open', {
        at: node,
        rule: 'read:unopened-directive',
        fix: 'Remove the line, or add the line that opens it.'
      })
    }
  }
  while (open.length > 0) closeUnclosed()
  return root

  function openFence(node: DirectiveFence): void {
    if (open.length >= maximumDepth) {
      if (open.length === maximumDepth) {
        error(file, `Nesting too deep: more than ${maximumDepth} levels`, {
          at: node,
          rule: 'read:too-deep',
          fix: 'Close the directives above.'
        })
      }
      // Its title and what it holds are its parent's.
      const {children} = open.at(-1) as Open
      children.push(...(divisionOf(node, [], file).children as RootContent[]))
      open.push({fence: node, children})
      return
    }
    open.push({fence: node, children: []})
  }

  function closeFence(node: DirectiveFence): void {
    if (lengthsMatter && open.at(-1)?.fence.colons !== node.colons) {
      const wanted = open.findLastIndex(({fence}) => fence.colons === node.colons)
      while (wanted !== -1 && open.length > wanted + 1) closeUnclosed()
    }
    close(node)
  }

  function close(end: RootContent | undefined): void {
    const {fence, children} = open.pop() as Open
    if (open.length >= maximumDepth) return
    const division = divisionOf(fence, children, file)
    const last = end ?? children.at(-1)
    if (fence.position && last?.position) division.position = {start: fence.position.start, end: last.position.end}
    const siblings = open.at(-1)?.children ?? root
    siblings.push(division)
  }

  function closeUnclosed(): void {
    const {fence} = open.at(-1) as Open
    error(file, `Unclosed \`${':'.repeat(fence.colons)}${fence.name ? ` ${fence.name}` : ''}\``, {
      at: fence,
      rule: 'read:unclosed-directive',
      fix: `Add a line \`${':'.repeat(fence.colons)}\` where it ends${parent.type === 'root' ? '' : ', inside the same block'}.`
    })
    close(undefined)
  }
}

function isClosing(fence: DirectiveFence): boolean {
  return fence.name === undefined && fence.value === undefined
}

/** Pandoc pairs fences whatever their lengths; only when that fails do lengths tell which one is missing. */
function isUnbalanced(list: readonly RootContent[]): boolean {
  let depth = 0
  for (const node of list) {
    if (node.type !== 'directiveFence' || node.colons === 2) continue
    depth += isClosing(node) ? -1 : 1
    if (depth < 0) return true
  }
  return depth !== 0
}

function divisionOf(fence: DirectiveFence, children: RootContent[], file: VFile): Division {
  const typed = fence.value === undefined ? undefined : parseAttributes(fence.value, {bareWords: true})
  const attributes = withName(fence, withoutMystName(typed))
  checkName(fence, attributes, file)
  const title = titleOf(fence, attributes, file)
  return {
    type: 'division',
    attributes,
    children: [title, fence.yaml, ...children].filter((one) => one !== undefined) as Division['children'],
    position: fence.position
  }
}

/** `{note}`, MyST's; `{class=note}` is a list of attributes. */
const mystName = /^\{[\w-]+(?=[\s}])/

/** MyST writes `:::{note}`. */
function withoutMystName(attributes: Attributes | undefined): Attributes {
  if (!attributes) return {classes: [], pairs: {}}
  const [first] = Object.keys(attributes.pairs)
  if (first === undefined || attributes.pairs[first] !== '' || attributes.classes.length > 0) return attributes
  const {[first]: _, ...pairs} = attributes.pairs
  return {...attributes, classes: [first], pairs}
}

function withName(fence: DirectiveFence, attributes: Attributes): Attributes {
  // Quarto's call-outs are our boxes.
  const classes = [...(fence.name === undefined ? [] : [fence.name]), ...attributes.classes].map((name) =>
    name.replace(/^callout-(?=note|tip|warning|caution|important)/, '')
  )
  return {...attributes, classes: [...new Set(classes)]}
}

function checkName(fence: DirectiveFence, attributes: Attributes, file: VFile): void {
  const name = fence.name ?? (mystName.test(fence.value ?? '') ? attributes.classes[0] : undefined)
  if (name === undefined || directiveNames.has(name) || plainClasses.has(name) || boxKindOf(name)) return
  // `::: name` is any class in Pandoc: only a likely slip is worth a word.
  if (fence.isSpaced && nearest(name, directiveNames).length === 0) return
  const say = fence.isSpaced ? warn : error
  say(file, `Unknown directive \`${name}\``, {
    at: fence,
    rule: 'read:unknown-directive',
    actual: name,
    expected: nearest(name, directiveNames),
    fix: didYouMean(name, directiveNames) || `Write \`::: {.${name}}\` for a division with a class of your own.`
  })
}

/** `:::note[Title]`, Quarto's `title="…"`, VitePress's `::: note Title`. */
function titleOf(fence: DirectiveFence, attributes: Attributes, file: VFile): Paragraph | undefined {
  // MyST's `:::{note} Title` has its title there.
  if (fence.rest.length > 0 && !mystName.test(fence.value ?? '')) {
    warn(file, 'Unexpected text after a directive', {
      at: {start: fence.position?.start, end: fence.position?.end} as NonNullable<DirectiveFence['position']>,
      rule: 'read:directive-syntax',
      fix: `Write a title between brackets: \`:::${fence.name ?? 'note'}[…]\`.`
    })
  }
  const children: PhrasingContent[] = [...fence.children, ...fence.rest]
  const {title, ...pairs} = attributes.pairs
  if (boxOf(attributes) === undefined && title !== undefined && children.length === 0) {
    attributes.pairs = pairs
    children.push({type: 'text', value: title, position: fence.position})
  }
  if (children.length === 0) return undefined
  const position = span(children)
  return {type: 'paragraph', attributes: {classes: ['title'], pairs: {}}, children, position}
}
