/** A node that was typed in the idiom of another tool → the edits that write it as we do. One entry a kind of node. */

import type {Nodes} from 'mdast'
import type {Citation, CrossReference} from '../../document/nodes.ts'
import {rangeOf} from '../../read/tree/walk.ts'

/** A part of a text, and what stands there instead. */
export interface Replacement {
  start: number
  end: number
  text: string
  /** What is converted, as the report counts it. */
  kind: string
}

type Native<Type extends Nodes['type']> = (
  node: Extract<Nodes, {type: Type}>,
  source: string
) => Omit<Replacement, 'kind'>[] | undefined

/** What is typed around the children of a node. */
const around =
  (before: string, after: string) =>
  (node: Nodes): Omit<Replacement, 'kind'>[] | undefined => {
    const [start, end] = rangeOf(node)
    const children = 'children' in node ? node.children : []
    const inside = children.length === 1 && children[0]?.type === 'paragraph' ? children[0].children : children
    const [from, to] = [inside[0]?.position?.start.offset, inside.at(-1)?.position?.end.offset]
    if (from === undefined || to === undefined || from < start || to > end) return undefined
    return [
      {start, end: from, text: before},
      {start: to, end, text: after}
    ]
  }

/** The whole of a node. */
const whole = (node: Nodes, text: string | undefined): Omit<Replacement, 'kind'>[] | undefined => {
  const [start, end] = rangeOf(node)
  return text === undefined ? undefined : [{start, end, text}]
}

/** By type of node, for those that raw TeX or bookdown's `\@ref` stood for. */
const ofTex: {[Type in Nodes['type']]?: Native<Type>} = {
  emphasis: around('*', '*'),
  strong: around('**', '**'),
  superscript: around('^', '^'),
  subscript: around('~', '~'),
  delete: around('~~', '~~'),
  footnote: around('^[', ']'),
  link: (node) => around('[', `](${node.url})`)(node),
  span: (node) => {
    const {classes, pairs, id} = node.attributes ?? {classes: [], pairs: {}}
    const [name, ...others] = classes
    return name && others.length === 0 && Object.keys(pairs).length === 0 && !id
      ? around('[', `]{.${name}}`)(node)
      : undefined
  },
  crossReference: (node) => whole(node, referenceOf(node)),
  citation: (node) => whole(node, citationOf(node)),
  pageBreak: (node) => whole(node, '\\newpage'),
  text: (node, source) =>
    /\\[a-zA-Z]/.test(source) && /^[\p{L}\p{N}\p{Zs} ,.;:’“”«»…–—%()!?'-]*$/u.test(node.value)
      ? whole(node, node.value)
      : undefined
}

/** What the report calls them. */
const names: Record<string, string> = {
  crossReference: 'references',
  citation: 'citations',
  footnote: 'notes',
  link: 'links',
  text: 'letters and symbols of TeX',
  pageBreak: 'page breaks'
}

/** The edits of one node; none when it is typed as we do. */
export function nativeEdits(node: Nodes, text: string): Replacement[] {
  const [start, end] = rangeOf(node)
  if (start === end) return []
  const source = text.slice(start, end)
  const labels = labelEdits(node, source, start)
  const convert = ofTex[node.type] as
    | ((node: Nodes, source: string) => Omit<Replacement, 'kind'>[] | undefined)
    | undefined
  const isIdiom = source.startsWith('\\') || node.type === 'text'
  const found = isIdiom ? convert?.(node, source) : undefined
  return [...labels, ...(found ?? []).map((edit) => ({...edit, kind: names[node.type] ?? 'emphasis'}))]
}

/** bookdown's `(\#fig:x)` in a caption, and `\label{…}` in a heading → `{#…}` after it. */
function labelEdits(node: Nodes, source: string, start: number): Replacement[] {
  if (node.type !== 'figure' && node.type !== 'heading') return []
  const id = node.attributes?.id
  if (id === undefined) return []
  for (const typed of [`(\\#${id})`, `\\label{${id}}`]) {
    const at = source.indexOf(typed)
    if (at === -1) continue
    const from = source[at - 1] === ' ' ? at - 1 : at
    const rest = source.trimEnd()
    const isBraced = rest.endsWith('}') && !rest.endsWith(typed)
    const end = isBraced ? rest.lastIndexOf('{') + 1 : rest.length
    const attribute = isBraced ? `#${id} ` : `${node.type === 'heading' ? ' ' : ''}{#${id}}`
    return [
      {start: start + from, end: start + at + typed.length, text: '', kind: 'labels'},
      {start: start + end, end: start + end, text: attribute, kind: ''}
    ]
  }
  return []
}

/** `@fig-x`, `[-@fig-x]`, `[@fig-a; @fig-b]`; the label as its author has it. */
function referenceOf({items, isCapitalised, isPage, children}: CrossReference): string | undefined {
  if (children.length > 0 || items.some(({form}) => form === 'title')) return undefined
  const [first, ...others] = items
  if (!first) return undefined
  const key = ({label}: {label: string}) => (isCapitalised ? label[0]!.toUpperCase() + label.slice(1) : label)
  if (others.length > 0) return `[${items.map((item) => `${item.isBare ? '-' : ''}@${key(item)}`).join('; ')}]`
  if (first.isBare) return `[-@${key(first)}]`
  return `@${key(first)}${isPage ? '{page}' : ''}`
}

const locators: Record<string, string> = {page: 'p.', chapter: 'chap.', section: 'sec.'}

/** `[@a, p. 3; @b]`, `@a [p. 3]`. */
function citationOf({items, mode, children}: Citation): string | undefined {
  if (children.length > 0 || items.some(({locator}) => locator && !locators[locator.label])) return undefined
  const [first, ...others] = items
  if (!first) return undefined
  const place = ({locator}: (typeof items)[number]) =>
    locator ? `${locators[locator.label]} ${locator.value}` : undefined
  if (mode === 'narrative') {
    return others.length > 0 ? undefined : `@${first.key}${place(first) ? ` [${place(first)}]` : ''}`
  }
  const all = items.map(
    (item) => `${item.suppressAuthor ? '-' : ''}@${item.key}${place(item) ? `, ${place(item)}` : ''}`
  )
  return `[${all.join('; ')}]`
}
