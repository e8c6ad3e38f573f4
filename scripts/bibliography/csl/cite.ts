/** One cite → its text, and the author's own words around it. CSL 1.0.2, “Citation”. */

import type {Context, PlacedCite} from './context.ts'
import {type QuoteMarks, readAffix} from './markup.ts'
import {openContext, type Registry} from './registry.ts'
import {hasContent, join, type Node, textOf} from './tree.ts'
import type {AffixPart} from './types.ts'

/** A work, printed as a cite or as an entry. */
export interface Printed {
  readonly cite: PlacedCite
  readonly context: Context
  /** Without the affixes of the author of the document and of the layout. */
  readonly node: Node | undefined
  /** The first names as printed: cites with the same are grouped. */
  readonly names: string
}

/** Print a work in an area of the style. */
export function renderWork(registry: Registry, given: Parameters<typeof openContext>[1]): Printed {
  const {area, cite} = given
  const context = openContext(registry, given)
  const node = registry.style[area]?.render(context)
  const names = textOf(context.firstList ?? context.firstNames)
  return {cite, context, node: cite.authorOnly ? context.firstNames : node, names}
}

/** Print one cite. */
export function renderCite(registry: Registry, cite: PlacedCite, isFirst: boolean): Printed {
  const isAtStart = registry.style.isNote && startsSentence(cite, isFirst)
  return renderWork(registry, {area: 'citation', cite, suppressesNames: cite.suppressAuthor === true, isAtStart})
}

/** At the start of a note, or after a sentence of the author's: « Sur ce point. Ibid. » */
function startsSentence({prefix}: PlacedCite, isFirst: boolean): boolean {
  const text = affixText(prefix).trim()
  return text === '' ? isFirst : /\.["”’]?$/.test(text) && /\s/.test(text)
}

/** Put around a cite the affixes of the author of the document, which are printed in any case. */
export function withAffixes({cite, node}: Printed, quotes: QuoteMarks): Node | undefined {
  const work: Node[] = hasContent(node) ? [{children: [node], part: 'work', id: cite.id}] : []
  const nodes = [...affixNodes(cite.prefix, 'prefix', quotes), ...work, ...affixNodes(cite.suffix, 'suffix', quotes)]
  return nodes.length > 0 ? join(nodes) : undefined
}

/** An affix as typed, with a space between it and the cite where none is typed and one is due. */
function affixNodes(affix: PlacedCite['prefix'] = '', side: 'prefix' | 'suffix', quotes: QuoteMarks): Node[] {
  if (affix.length === 0) return []
  const parts: Node[] = typeof affix === 'string' ? [readAffix(affix, quotes)] : [...affix]
  const text = affixText(affix)
  if (side === 'prefix') return /[\s’'"“‘«([—–\-/]$/.test(text) ? parts : [...parts, ' ']
  return /^[\s,.;:?!)\]’'”»—–\-/]/.test(text) ? parts : [' ', ...parts]
}

function affixText(affix: string | readonly AffixPart[] = ''): string {
  if (typeof affix === 'string') return affix.replace(/<[^>]*>/g, '')
  return affix.map((part) => (typeof part === 'string' ? part : '\ufffc')).join('')
}
