/** Chapters → their numbers, set in place, and the targets that references can name. */

import GithubSlugger from 'github-slugger'
import type {Heading, Nodes} from 'mdast'
import {SKIP, visit} from 'unist-util-visit'
import type {Config} from '../../config.ts'
import type {Destination, Figure, Panels} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import type {Chapter, Target, TargetKind} from '../../document/thesis.ts'
import {error} from '../../messages/messages.ts'

export interface NumberedTargets {
  /** What `@label` can name, by normalised label. */
  targets: Map<string, Target>
  /** Every other `id` in the text, for links such as `[ici](#mot)`. */
  anchors: Map<string, Destination>
}

/**
 * Number parts, chapters, sections, figures, tables and equations over the whole thesis.
 *
 * Sets `number` and `anchor` on the nodes; numbering twice gives the same. Sections of an unnumbered
 * chapter have no number. Figures, tables and equations count over the thesis, or in each chapter when
 * `numbering.figures` is `chapter`.
 *
 * Emits `references:duplicate-label`.
 */
export function numberTargets(chapters: readonly Chapter[], config: Config): NumberedTargets {
  const found: NumberedTargets = {targets: new Map(), anchors: new Map()}
  const places = new Map<string, {chapter: Chapter; node: Nodes}>()
  const count = {part: 0, chapter: 0, appendix: 0, figure: 0, table: 0, equation: 0}
  const isByChapter = config.numbering.figures === 'chapter'

  for (const chapter of chapters) {
    numberChapter(chapter)
    if (isByChapter) Object.assign(count, {figure: 0, table: 0, equation: 0})
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
        addTarget(node, 'figure', undefined, node.alt ?? '', chapter)
      } else if (node.type === 'math' && node.attributes?.id) {
        node.number = nextNumber('equation', chapter)
        addTarget(node, 'equation', node.number, '', chapter)
      } else if (node.attributes?.id) addAnchor(node, node.attributes.id, chapter)
      return node.type === 'bibliography' ? SKIP : undefined
    })
  }
  return found

  function next(kind: keyof typeof count): number {
    count[kind] += 1
    return count[kind]
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
    node.anchor = node.attributes?.id ?? (slugs.slug(title) || slugs.slug('section'))
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
    const id = node.attributes?.id
    if (!id) return
    const kind = node.depth > 1 ? 'section' : kindOfChapter(chapter)
    addTarget(node, kind, node.number, title, chapter)
  }

  function numberFigure(node: Figure, chapter: Chapter): void {
    const caption = node.children.find((child) => child.type === 'caption')
    delete node.number
    if (isNumbered(node) && (caption || node.attributes?.id)) node.number = nextNumber(node.kind, chapter)
    if (node.attributes?.id) addTarget(node, node.kind, node.number, caption ? plainText(caption) : '', chapter)
    else if (node.number !== undefined) {
      // The lists of figures and of tables lead to every numbered one, labelled or not.
      node.attributes = {classes: [], pairs: {}, ...node.attributes, id: `${node.kind}-${node.number}`}
    }
    for (const child of node.children) if (child.type === 'panels') numberParts(child, node, chapter)
  }

  /** « figure 1a », of a table as well when the whole is a figure. */
  function numberParts({children}: Panels, {kind, number: whole}: Figure, chapter: Chapter): void {
    for (const part of children) {
      if (part.type !== 'figure' || part.part === undefined) continue
      delete part.number
      if (whole !== undefined) part.number = `${whole}${part.part}`
      const caption = part.children.find((child) => child.type === 'caption')
      if (part.attributes?.id) addTarget(part, kind, part.number, caption ? plainText(caption) : '', chapter)
    }
  }

  function nextNumber(kind: 'figure' | 'table' | 'equation', chapter: Chapter): string {
    const n = next(kind)
    return isByChapter && chapter.number !== undefined ? `${chapter.number}.${n}` : String(n)
  }

  function addTarget(node: Nodes, kind: TargetKind, number: string | undefined, title: string, chapter: Chapter) {
    const label = node.attributes!.id!
    if (!addAnchor(node, label, chapter)) return
    const destination = {chapter: chapter.id, anchor: label}
    found.targets.set(normaliseLabel(label), {
      label,
      kind,
      title,
      destination,
      number
    })
  }

  function addAnchor(node: Nodes, id: string, chapter: Chapter): boolean {
    const first = places.get(normaliseLabel(id))
    if (first) {
      const at = first.node.position?.start
      error(chapter.file, `Duplicate label \`{#${id}}\``, {
        at: node,
        rule: 'references:duplicate-label',
        actual: id,
        fix: `Rename it; the first is in ${first.chapter.file.path}${at ? `:${at.line}:${at.column}` : ''}.`
      })
      return false
    }
    places.set(normaliseLabel(id), {chapter, node})
    found.anchors.set(id, {chapter: chapter.id, anchor: id})
    return true
  }
}

/** pandoc-crossref's `fig:x` and Quarto's `fig-x` name the same thing. */
export function normaliseLabel(label: string): string {
  return label.replace(/^(sec|fig|tbl|eq):/, '$1-')
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
