/** `text`, `number` and `label` → what prints them. CSL 1.0.2, “Text”, “Number”, “Label”. */

import {type Context, call, FULL, type Render} from './context.ts'
import {termText} from './locale.ts'
import {readMarkup} from './markup.ts'
import {formatNumber, isPluralOf} from './numbers.ts'
import {decorator, readTerm, type Scope} from './scope.ts'
import {capitalizeFirst} from './text-case.ts'
import {hasContent, isBox, type Node} from './tree.ts'
import {formatLocator, splitLinkPrefix, valueFor, variableNode, withThinSpaces} from './variables.ts'
import type {Element} from './xml.ts'

/** Compile `text`: a macro, a fixed text, a term or a variable. */
export function compileText(element: Element, scope: Scope): Render {
  const {macro, value, term} = element.attributes
  if (macro !== undefined) return compileMacro(element, macro, scope)
  if (value !== undefined) return compileValue(element, value, scope)
  if (term !== undefined) return compileTerm(element, term, scope)
  return compileVariable(element, scope)
}

/** The text case of a call would change what the macro settled. */
function compileMacro(element: Element, name: string, scope: Scope): Render {
  const run = scope.macro(name, scope)
  const decorate = decorator({...element, attributes: {...element.attributes, 'text-case': undefined}}, scope)
  return (context) => {
    const node = run(context)
    return hasContent(node) ? decorate(node, context) : undefined
  }
}

function compileValue(element: Element, value: string, scope: Scope): Render {
  const node = readMarkup(withThinSpaces(value), scope.quotes)
  const decorate = decorator(element, scope)
  return (context) => {
    if (!hasContent(node)) return undefined
    context.isAtStart = false
    return decorate(node, context)
  }
}

function compileTerm(element: Element, term: string, scope: Scope): Render {
  const {form, plural} = element.attributes
  const node = readTerm(scope, term, form, plural === 'true')
  const capitalized = node === undefined ? undefined : capitalizeFirst(node, scope.locale.lang)
  const decorate = decorator(element, scope)
  return (context) => {
    if (!hasContent(node)) return undefined
    // It says something of the work, and keeps the group that it stands in.
    if (term === 'no date') context.called |= FULL
    const isCapitalized = context.isAtStart && !context.sort
    context.isAtStart = false
    return decorate(isCapitalized ? capitalized! : node, context)
  }
}

function compileVariable(element: Element, scope: Scope): Render {
  const {variable = '', form, prefix = ''} = element.attributes
  const {outside, inside} = splitLinkPrefix(prefix)
  const decorate = decorator({...element, attributes: {...element.attributes, prefix: outside}}, scope)
  return (context) => {
    const node = context.suppressed.has(variable) ? undefined : variableNode(variable, form, context, scope)
    if (hasContent(node)) {
      call(context, variable, true)
      return decorate(inside === '' || context.sort ? node : withLinkPrefix(inside, node), context)
    }
    if (variable !== 'year-suffix') call(context, variable, false)
    return undefined
  }
}

function withLinkPrefix(prefix: string, node: Node): Node {
  return isBox(node) && node.link !== undefined
    ? {...node, children: [prefix, ...node.children]}
    : {children: [prefix, node]}
}

/** Compile `number`. */
export function compileNumber(element: Element, scope: Scope): Render {
  const {variable = '', form} = element.attributes
  const decorate = decorator(element, scope)
  return (context) => {
    const node = context.suppressed.has(variable) ? undefined : numberNode(variable, form, context, scope)
    call(context, variable, node !== undefined)
    return node === undefined ? undefined : decorate(node, context)
  }
}

function numberNode(variable: string, form: string | undefined, context: Context, scope: Scope): Node | undefined {
  const value = valueFor(variable, context)
  if (value === undefined) return undefined
  if (context.sort && /^\d+$/.test(value)) return value.padStart(8, '0')
  if (variable === 'page' || variable === 'page-first') return variableNode(variable, undefined, context, scope)
  const text = variable === 'locator' ? formatLocator(value, context, scope) : value
  return formatNumber(scope.locale, text, {form, variable, dash: scope.dash})
}

/** Compile `label`: the term of a variable, singular or plural as the value is. */
export function compileLabel(element: Element, scope: Scope): Render {
  const {variable = '', form = 'long', plural = 'contextual'} = element.attributes
  const decorate = decorator(element, scope)
  return (context) => {
    if (context.suppressed.has(variable) || context.sort) return undefined
    const value = valueFor(variable, context)
    if (value === undefined && variable === 'locator') return undefined
    // “vol. 1, fol. 186” says itself what it is.
    if (variable === 'locator' && context.cite.label === undefined && /^\p{L}+\.\s/u.test(value ?? '')) return undefined
    const name = variable === 'locator' ? locatorTerm(context.cite.label, form, scope) : variable
    const isMany = plural === 'contextual' ? isPluralOf(variable, value ?? '') : plural === 'always'
    const node = readTerm(scope, name, form, isMany)
    if (node === undefined) return undefined
    context.isAtStart = false
    return decorate(node, context)
  }
}

/** Locales have written this one in two ways. */
function locatorTerm(label = 'page', form: string, {locale}: Scope): string {
  if (label !== 'sub verbo' && label !== 'sub-verbo') return label
  return termText(locale, 'sub-verbo', form) === undefined ? 'sub verbo' : 'sub-verbo'
}
