/** `text`, `number` and `label` → what prints them. CSL 1.0.2, “Text”, “Number”, “Label”. */

import {type Context, call, FULL, type Render} from './context.ts'
import {termText} from './locale.ts'
import {readMarkup} from './markup.ts'
import {formatNumber, isPluralOf} from './numbers.ts'
import {decorator, readTerm, type Scope} from './scope.ts'
import {capitalizeFirst} from './text-case.ts'
import {hasContent, isBox, type Node} from './tree.ts'
import {formatLocator, valueFor, variableNode, withThinSpaces} from './variables.ts'
import type {Element} from './xml.ts'

/** Compile `text`: a fixed text, a term or a variable. */
export function compileText(element: Element, scope: Scope): Render {
  const {value, term, form, plural} = element.attributes
  if (value !== undefined) return compileFixed(element, readMarkup(withThinSpaces(value), scope.locale.quotes), scope)
  if (term !== undefined) return compileFixed(element, readTerm(scope, term, form, plural === 'true'), scope)
  return compileVariable(element, scope)
}

function compileFixed(element: Element, node: Node | undefined, scope: Scope): Render {
  if (!hasContent(node)) return () => undefined
  const {term} = element.attributes
  const atStart = term === undefined ? node : capitalizeFirst(node, scope.locale.lang)
  const decorate = decorator(element, scope)
  return (context) => {
    // It says something of the work, and keeps the group that it stands in.
    if (term === 'no date') context.called |= FULL
    const isCapitalized = context.isAtStart && !context.sort
    context.isAtStart = false
    return decorate(isCapitalized ? atStart : node, context)
  }
}

function compileVariable(element: Element, scope: Scope, read = variableNode): Render {
  const {variable = '', form, prefix = ''} = element.attributes
  // The start of an address that is printed before an identifier belongs to the link.
  const [start = ''] = /https?:\/\/[^\s]*$/i.exec(prefix) ?? []
  const outside = prefix.slice(0, prefix.length - start.length)
  const decorate = decorator({...element, attributes: {...element.attributes, prefix: outside}}, scope)
  return (context) => {
    const node = context.suppressed.has(variable) ? undefined : read(variable, form, context, scope)
    const isPrinted = hasContent(node)
    if (isPrinted || variable !== 'year-suffix') call(context, variable, isPrinted)
    if (!isPrinted) return undefined
    if (start === '' || context.sort) return decorate(node, context)
    const isLink = isBox(node) && node.link !== undefined
    return decorate(isLink ? {...node, children: [start, ...node.children]} : {children: [start, node]}, context)
  }
}

/** Compile `number`. */
export function compileNumber(element: Element, scope: Scope): Render {
  return compileVariable(element, scope, numberNode)
}

function numberNode(variable: string, form: string | undefined, context: Context, scope: Scope): Node | undefined {
  const value = valueFor(variable, context)
  if (value === undefined) return undefined
  if (context.sort && /^\d+$/.test(value)) return value.padStart(8, '0')
  if (variable === 'page' || variable === 'page-first') return variableNode(variable, undefined, context, scope)
  const text = variable === 'locator' ? formatLocator(value, context, scope) : value
  return formatNumber(text, variable, form, scope.locale)
}

/** Compile `label`: the term of a variable, singular or plural as the value is. */
export function compileLabel(element: Element, scope: Scope): Render {
  const {variable = '', form = 'long', plural = 'contextual'} = element.attributes
  const isLocator = variable === 'locator'
  const decorate = decorator(element, scope)
  return (context) => {
    if (context.suppressed.has(variable) || context.sort) return undefined
    const value = valueFor(variable, context)
    const {label} = context.cite
    // “vol. 1, fol. 186” says itself what it is.
    const needsNone = value === undefined || (label === undefined && /^\p{L}+\.\s/u.test(value))
    if (isLocator && needsNone) return undefined
    const isMany = plural === 'contextual' ? isPluralOf(variable, value ?? '') : plural === 'always'
    const node = readTerm(scope, isLocator ? locatorTerm(label, form, scope) : variable, form, isMany)
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
