/** What the compilation of an element of a style needs from the style around it, and what elements have in common. */

import {type Area, type Context, fieldOf, type Render} from './context.ts'
import {type Locale, termText} from './locale.ts'
import {readAffix, readMarkup} from './markup.ts'
import {applyTextCase} from './text-case.ts'
import type {Box, Node} from './tree.ts'
import type {Display} from './types.ts'
import type {Element} from './xml.ts'

export interface Scope {
  readonly area: Area
  /** Of `style` and, over them, of `citation` or `bibliography`. */
  readonly inherited: Element['attributes']
  readonly locale: Locale
  /** Below a group or macro, where no block can start. */
  readonly isInside?: boolean
  /** The `names` that a `substitute` belongs to: its names take their form from there. */
  readonly names?: Element | undefined
  /** In a branch of a `substitute`, where the first element that prints something stands for all. */
  readonly takesFirst?: boolean
  readonly macros: ReadonlyMap<string, Element>
  /** The macros called so far in this area. */
  readonly compiled: Map<string, Render>
  /** Compile an element inside. */
  readonly compile: (element: Element, scope: Scope) => Render
}

/** The format of an element and the text around it. CSL 1.0.2, “Formatting”, “Affixes”. */
export function boxOf({attributes}: Element): Pick<Box, 'format' | 'prefix' | 'suffix'> {
  const {prefix, suffix} = attributes
  const format: Record<string, string> = {}
  for (const aspect of ['font-style', 'font-variant', 'font-weight', 'text-decoration', 'vertical-align']) {
    const value = attributes[aspect]
    if (value) format[aspect] = value === 'oblique' ? 'italic' : value
  }
  return {
    format: Object.keys(format).length > 0 ? format : undefined,
    prefix: prefix ? readAffix(prefix) : undefined,
    suffix: suffix ? readAffix(suffix) : undefined
  }
}

/** Puts on a node what its element says; sort keys get the text case alone. CSL 1.0.2, “Formatting”. */
export function decorator(element: Element, scope: Scope): (node: Node, context: Context) => Node {
  const {term, quotes, 'text-case': textCase, 'strip-periods': stripPeriods} = element.attributes
  const {lang} = scope.locale
  // A term is no text of the item: it gets the title case that its style wants. CSL 1.0.2, “Non-English Items”.
  const termLang = term === undefined ? undefined : textCase === 'title' ? 'en' : lang
  const box = {
    ...boxOf(element),
    quotes: quotes === 'true' ? ('outer' as const) : undefined,
    stripsPeriods: stripPeriods === 'true',
    display: displayOf(element, scope)
  }
  const isPlain = !Object.values(box).some(Boolean)
  return (node, context) => {
    const cased = textCase ? applyTextCase(node, textCase, termLang ?? fieldOf(context.work, 'language') ?? lang) : node
    return isPlain || context.sort ? cased : {...box, children: [cased]}
  }
}

/** Blocks are children of the layout of a bibliography, as citeproc-js has it. CSL 1.0.2, “Display”. */
export function displayOf({attributes: {display = ''}}: Element, {area, isInside}: Scope): Display | undefined {
  if (area === 'citation' || isInside) return undefined
  return ['block', 'left-margin', 'right-inline', 'indent'].includes(display) ? (display as Display) : undefined
}

/** The words of a term. */
export function readTerm(scope: Scope, name: string, form?: string, isPlural = false): Node | undefined {
  const text = termText(scope.locale, name, form, isPlural)
  return text ? readMarkup(text, scope.locale.quotes) : undefined
}

/** The values of an attribute that is a list. */
export function listOf(value = ''): string[] {
  return value.split(/\s+/).filter(Boolean)
}
