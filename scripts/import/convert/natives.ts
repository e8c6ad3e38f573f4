/** A node that was typed in the idiom of another tool → the edits that write it as we do. One entry a kind of node. */

import type {Nodes} from 'mdast'
import {rangeOf} from '../../read/tree/walk.ts'
import {
  type Links,
  plain,
  writeCallout,
  writeCitation,
  writeEquation,
  writeFigure,
  writeInlineNode,
  writeReference
} from './write-native.ts'

/** A part of a text, and what stands there instead. */
export interface Replacement {
  start: number
  end: number
  text: string
  /** What is converted, as the report counts it. */
  kind: string
}

type Edits = Omit<Replacement, 'kind'>[] | undefined
type Native<Type extends Nodes['type']> = (node: Extract<Nodes, {type: Type}>, source: string) => Edits

/** What is typed around the children of a node. */
const around =
  (before: string, after: string) =>
  (node: Nodes): Edits => {
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
const whole = (node: Nodes, text: string | undefined): Edits => {
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
  crossReference: (node) => whole(node, writeReference(node)),
  citation: (node) => whole(node, writeCitation(node)),
  math: (node) => (node.position?.start.column === 1 ? whole(node, writeEquation(node)) : undefined),
  pageBreak: (node) => whole(node, '\\newpage'),
  text: (node, source) => (/\\[a-zA-Z]/.test(source) && plain.test(node.value) ? whole(node, node.value) : undefined)
}

/** What the report calls them. */
const names: Record<string, string> = {
  crossReference: 'references',
  citation: 'citations',
  footnote: 'notes',
  link: 'links',
  image: 'pictures',
  figure: 'figures',
  box: 'callouts',
  math: 'equations',
  inlineMath: 'formulas',
  text: 'letters and symbols of TeX',
  pageBreak: 'page breaks'
}

/** The edits of one node; none when it is typed as we do. */
export function nativeEdits(node: Nodes, text: string, links: Links): Replacement[] {
  const [start, end] = rangeOf(node)
  if (start === end) return []
  const source = text.slice(start, end)
  const labels = labelEdits(node, source, text)
  const role = source.startsWith('`')
    ? /\{[a-z][\w:-]{0,30}\}$/i.exec(text.slice(Math.max(0, start - 33), start))
    : null
  if (role) return [...labels, ...of('roles of MyST', whole(node, writeInlineNode(node, links)), role[0].length)]
  const kind = names[node.type] ?? 'emphasis'
  const other = /^!?\[\[/.test(source) ? writeInlineNode(node, links) : blockOf(node, source)
  return [...labels, ...of(kind, whole(node, other) ?? (isTex(node, source) ? ofTexNode(node, source) : undefined))]
}

const of = (kind: string, edits: Edits, before = 0): Replacement[] =>
  (edits ?? []).map((edit) => ({...edit, start: edit.start - before, kind}))

const isTex = (node: Nodes, source: string) => source.startsWith('\\') || node.type === 'text'

function ofTexNode(node: Nodes, source: string): Edits {
  const convert = ofTex[node.type] as ((node: Nodes, source: string) => Edits) | undefined
  return convert?.(node, source)
}

/** Callouts of Obsidian's and GitHub's, figures of MyST's, knitr's cells that only show a picture. */
function blockOf(node: Nodes, source: string): string | undefined {
  if (node.position?.start.column !== 1) return undefined
  if (node.type === 'box') return writeCallout(node.attributes?.classes ?? [], source)
  const isCell = /^[`~]{3,}\s*\{r\b/.test(source)
  if (node.type === 'figure' && (isCell || /^:{3,}[^\n]* src="/.test(source)))
    return writeFigure(node, isCell ? captionOfCell(source) : captionTyped(node, source))
  const [only] = node.type === 'paragraph' && isCell ? node.children : []
  return only?.type === 'image' ? writeInlineNode(only, () => undefined) : undefined
}

/** `fig.cap = "…"`: Markdown in a string of R. */
function captionOfCell(source: string): string | undefined {
  const [, double, single] = /\bfig[.-]cap\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/.exec(source) ?? []
  return (double ?? single)?.replace(/\\(["'\\])/g, '$1')
}

function captionTyped({children, position}: Extract<Nodes, {type: 'figure'}>, source: string): string | undefined {
  const words = children.find((child) => child.type === 'caption')?.children ?? []
  const [from, to] = [words[0]?.position?.start.offset, words.at(-1)?.position?.end.offset]
  const start = position?.start.offset ?? 0
  return from === undefined || to === undefined ? undefined : source.slice(from - start, to - start)
}

/** bookdown's `(\\#fig:x)` in a caption, `\\label{…}` in a heading, MyST's `(x)=` above one → `{#…}` after it. */
function labelEdits(node: Nodes, source: string, text: string): Replacement[] {
  if (node.type !== 'figure' && node.type !== 'heading') return []
  const id = node.attributes?.id
  if (id === undefined) return []
  const [start] = rangeOf(node)
  const before = /\(([^()\s]+)\)=[ \t]*\n+$/.exec(text.slice(Math.max(0, start - 200), start))
  if (before?.[1] === id) return givenAt(start - before[0].length, start)
  for (const typed of [`(\\#${id})`, `\\label{${id}}`]) {
    const at = source.indexOf(typed)
    if (at === -1) continue
    const from = source[at - 1] === ' ' ? at - 1 : at
    return givenAt(start + from, start + at + typed.length, source.trimEnd().endsWith(typed))
  }
  return []

  /** The label goes from there to the end. */
  function givenAt(from: number, to: number, isLast = false): Replacement[] {
    const rest = source.trimEnd()
    const isBraced = rest.endsWith('}') && !isLast
    const end = start + (isBraced ? rest.lastIndexOf('{') + 1 : rest.length)
    const attribute = isBraced ? `#${id} ` : `${node.type === 'heading' ? ' ' : ''}{#${id}}`
    return [
      {start: from, end: to, text: '', kind: 'labels'},
      {start: end, end, text: attribute, kind: ''}
    ]
  }
}
