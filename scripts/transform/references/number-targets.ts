/** Chapters → their numbers, set in place, and the targets that references can name. */

import GithubSlugger from 'github-slugger'
import type {Heading, Nodes} from 'mdast'
import type {Math as DisplayMath} from 'mdast-util-math'
import type {Config} from '../../config.ts'
import type {Destination, Figure, Panels, TitledBox} from '../../document/nodes.ts'
import {alwaysNumbered, isStatement, statementLabels} from '../../document/statements.ts'
import type {StatementKind} from '../../document/terms/types.ts'
import {plainText} from '../../document/text.ts'
import type {Chapter, Target, TargetKind} from '../../document/thesis.ts'
import {SKIP, visit} from '../../document/visit.ts'
import {error, warn} from '../../messages/messages.ts'
import {originOf} from '../../messages/origin.ts'

/** Counted over the thesis, whatever figures are. */
const ofThesis: ReadonlySet<TargetKind> = new Set(['part', 'chapter', 'appendix'])

export interface NumberedTargets {
  /** What `@label` can name, by normalised label. */
  targets: Map<string, Target>
  /** What `\ref` can name besides: headings without a label, by the id that is made of their text. */
  implicit: Map<string, Target>
  /** Every other `id` in the text, for links such as `[ici](#mot)`. */
  anchors: Map<string, Destination>
}

interface PlacedNode {
  chapter: Chapter
  node: Nodes
}

/**
 * Number parts, chapters, sections, figures, tables, listings, statements and equations over the whole thesis.
 *
 * Sets `number` and `anchor` on the nodes; numbering twice gives the same. Sections of an unnumbered
 * chapter have no number. All but parts, chapters and sections count over the thesis, or in each chapter when
 * `numbering.figures` is `chapter`.
 *
 * Emits `references:duplicate-label`.
 */
export function numberTargets(chapters: readonly Chapter[], config: Config): NumberedTargets {
  const found: NumberedTargets = {targets: new Map(), implicit: new Map(), anchors: new Map()}
  const places = new Map<string, PlacedNode>()
  const count = new Map<TargetKind, number>()
  const isByChapter = config.numbering.figures === 'chapter'

  for (const chapter of chapters) {
    numberChapter(chapter)
    if (isByChapter) for (const kind of count.keys()) if (!ofThesis.has(kind)) count.delete(kind)
    const sections = [0, 0, 0, 0, 0, 0]
    const slugs = new GithubSlugger()
    visit(chapter.tree, (node) => {
      if (node.attributes?.id) slugs.slug(node.attributes.id)
    })

    visit(chapter.tree, (node) => {
      if (node.type === 'heading') numberHeading(node, chapter, sections, slugs)
      else if (node.type === 'figure') {
        if (node.part === undefined) numberFigure(node, chapter)
      } else if (node.type === 'image' && /^fig[-:]/.test(node.attributes?.id ?? '')) {
        const {id} = node.attributes!
        addTargets(node, {kind: 'figure', title: node.alt ?? '', number: undefined}, chapter, [id])
      } else if (node.type === 'box' && isStatement(node.kind)) numberStatement(node, node.kind, chapter)
      else if (node.type === 'math' && isNumberedEquation(node)) numberEquation(node, chapter)
      else if (node.attributes?.id) addAnchor(node, node.attributes.id, chapter, warn)
      return node.type === 'bibliography' ? SKIP : undefined
    })
  }
  return found

  function next(kind: TargetKind): number {
    const number = (count.get(kind) ?? 0) + 1
    count.set(kind, number)
    return number
  }

  function numberChapter(chapter: Chapter): void {
    delete chapter.number
    if (config.numbering.depth === 0) return
    if (chapter.role === 'part') chapter.number = roman(next('part'))
    if (chapter.role === 'chapter') chapter.number = String(next('chapter'))
    if (chapter.role === 'appendix') chapter.number = letters(next('appendix'))
  }

  function numberHeading(node: Heading, chapter: Chapter, sections: number[], slugs: GithubSlugger): void {
    const title = plainText(node)
    // One that was numbered before may have become another text by its typography.
    node.anchor = node.attributes?.id ?? node.anchor ?? (slugs.slug(title) || slugs.slug('section'))
    delete node.number
    if (node.depth === 1) {
      if (chapter.number !== undefined) node.number = chapter.number
    } else if (isNumbered(node) && chapter.number !== undefined && chapter.role !== 'part') {
      sections.fill(0, node.depth)
      sections[node.depth - 1]! += 1
      if (node.depth <= config.numbering.depth) {
        node.number = [chapter.number, ...sections.slice(1, node.depth)].join('.')
      }
    }
    const target = {kind: node.depth > 1 ? 'section' : kindOfChapter(chapter), title, number: node.number}
    const {anchor} = node
    if (!node.attributes?.id && !found.implicit.has(anchor)) {
      found.implicit.set(anchor, {...target, label: anchor, destination: {chapter: chapter.id, anchor}})
    }
    addTargets(node, target, chapter, namesOf(node), anchor)
  }

  function numberEquation(node: DisplayMath, chapter: Chapter): void {
    if (node.rows) {
      for (const row of node.rows) {
        if (row.isNumbered) row.number = nextNumber('equation', chapter)
        const number = row.number ?? withoutParentheses(row.tag)
        addTargets(node, {kind: 'equation', title: '', number}, chapter, [row.label])
      }
      return
    }
    node.number = withoutParentheses(node.tag) ?? nextNumber('equation', chapter)
    if (node.attributes?.id !== undefined) addTargets(node, {kind: 'equation', title: '', number: node.number}, chapter)
  }

  function numberFigure(node: Figure, chapter: Chapter): void {
    const {kind} = node
    const names = namesOf(node)
    const hasCaption = node.children.some((child) => child.type === 'caption')
    delete node.number
    if (isNumbered(node) && (hasCaption || node.attributes?.id)) node.number = nextNumber(kind, chapter)
    if (!node.attributes?.id && node.number !== undefined) {
      // The lists of figures and of tables lead to every numbered one, labelled or not.
      node.attributes = {classes: [], pairs: {}, ...node.attributes, id: `${kind}-${node.number}`}
    }
    addTargets(node, {kind, title: captionText(node), number: node.number}, chapter, names)
    for (const child of node.children) if (child.type === 'panels') numberParts(child, node, chapter)
  }

  /** « figure 1a », of a table as well when the whole is a figure. */
  function numberParts({children}: Panels, {kind, number: whole}: Figure, chapter: Chapter): void {
    for (const part of children) {
      if (part.type !== 'figure' || part.part === undefined) continue
      delete part.number
      if (whole !== undefined) part.number = `${whole}${part.part}`
      addTargets(part, {kind, title: captionText(part), number: part.number}, chapter)
    }
  }

  /** A label of bookdown's, `{.theorem #pythagoras}`, is named by `thm:pythagoras` too. */
  function numberStatement(node: TitledBox, kind: StatementKind, chapter: Chapter): void {
    const id = node.attributes?.id
    const isCounted = kind !== 'proof' && (id !== undefined || alwaysNumbered.has(kind))
    delete node.number
    if (isCounted && isNumbered(node)) node.number = nextNumber(kind, chapter)
    if (!id) return
    addTargets(node, {kind, title: captionText(node), number: node.number}, chapter, [id])
    const [start] = Object.entries(statementLabels).find(([, one]) => one === kind) ?? []
    const target = found.targets.get(normaliseLabel(id))
    const alias = `${start}-${normaliseLabel(id)}`
    if (start !== undefined && target && !found.targets.has(alias)) found.targets.set(alias, target)
  }

  function nextNumber(kind: TargetKind, chapter: Chapter): string {
    const n = next(kind)
    return isByChapter && chapter.number !== undefined ? `${chapter.number}.${n}` : String(n)
  }

  /** All names of a thing lead to where it stands. */
  function addTargets(
    node: Nodes,
    target: Pick<Target, 'kind' | 'title' | 'number'>,
    chapter: Chapter,
    names: readonly (string | undefined)[] = namesOf(node),
    anchor = node.attributes?.id ?? names[0]
  ): void {
    const destination = {chapter: chapter.id, anchor}
    for (const label of names) {
      if (!label || !addAnchor(node, label, chapter)) continue
      found.anchors.set(label, destination)
      found.targets.set(normaliseLabel(label), {...target, label, destination})
    }
  }

  /** A second place of a name that only links lead to takes nothing from a reader: the first is found. */
  function addAnchor(node: Nodes, id: string, chapter: Chapter, say: typeof error = error): boolean {
    const first = places.get(normaliseLabel(id))
    if (first) {
      say(chapter.file, `Duplicate label \`{#${id}}\``, {
        at: node,
        rule: 'references:duplicate-label',
        actual: id,
        fix: `Rename it; the first is in ${placeText(first)}.`
      })
      return false
    }
    places.set(normaliseLabel(id), {chapter, node})
    found.anchors.set(id, {chapter: chapter.id, anchor: id})
    return true
  }
}

/** pandoc-crossref's `fig:x` and Quarto's `fig-x` name the same thing, bookdown's `tab:x` a table. */
export function normaliseLabel(label: string): string {
  return label
    .replace(/^(sec|fig|tbl|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|hyp|alg|rem|sol):/, '$1-')
    .replace(/^tab:/, 'tbl-')
}

/** The label of a node, and the other names that an author gave it. */
function namesOf({attributes, labels = []}: Nodes): (string | undefined)[] {
  return [attributes?.id, ...labels]
}

function withoutParentheses(tag: string | undefined): string | undefined {
  return tag?.replace(/^\((.*)\)$/, '$1')
}

function captionText({children}: Figure | TitledBox): string {
  const caption = children.find((child) => child.type === 'caption')
  return caption ? plainText(caption) : ''
}

function placeText({chapter, node}: PlacedNode): string {
  const {path, place} = originOf(chapter.file, node.position)
  return `${path}${place ? `:${place.start.line}:${place.start.column}` : ''}`
}

function isNumberedEquation({attributes, isNumbered, tag, rows}: DisplayMath): boolean {
  return attributes?.id !== undefined || isNumbered === true || tag !== undefined || rows !== undefined
}

function isNumbered(node: Nodes): boolean {
  return !node.attributes?.classes.includes('unnumbered')
}

function kindOfChapter(chapter: Chapter): TargetKind {
  if (chapter.role === 'part' || chapter.role === 'appendix') return chapter.role
  return 'chapter'
}

/** 1 → A, 27 → AA. */
function letters(n: number): string {
  return n > 26 ? letters(Math.floor((n - 1) / 26)) + letters(((n - 1) % 26) + 1) : String.fromCharCode(64 + n)
}

function roman(n: number): string {
  const steps: Array<[number, string]> = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I']
  ]
  const step = steps.find(([value]) => value <= n)
  return step ? step[1] + roman(n - step[0]) : ''
}
