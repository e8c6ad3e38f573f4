/** `names` → what prints the names of its variables, or a substitute. CSL 1.0.2, “Names”. */

import {type Context, call, EMPTY, FULL, namesOf, type Render} from './context.ts'
import {termText} from './locale.ts'
import {compileList} from './name-list.ts'
import {nameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {boxOf, decorator, displayOf, listOf, readTerm, type Scope} from './scope.ts'
import {type Box, hasContent, isBox, type Node, textOf} from './tree.ts'
import {childOf, type Element} from './xml.ts'

/** The names of a variable, and the term that its label prints. */
interface Group {
  readonly variable: string
  readonly names: readonly Name[]
  readonly term: string
}

/** Compile `names`. Inside a `substitute` the children that it lacks are those of the `names` around it. */
export function compileNames(element: Element, scope: Scope): Render {
  const outer = scope.names
  const variables = listOf(element.attributes.variable)
  const name = childOf(element, 'name') ?? childOf(outer, 'name')
  const etAl = childOf(element, 'et-al') ?? childOf(outer, 'et-al')
  const formatList = compileList(name, etAl, scope)
  const label = compileNamesLabel(childOf(element, 'label') || !outer ? element : outer, scope)
  const substitutes = compileSubstitutes(element, scope)
  const optionsFor = (key?: Element['attributes']) =>
    nameOptions(name?.attributes ?? {}, element.attributes, scope.inherited, key)
  const usual = optionsFor()
  // Without children it is the `names` around it, of other variables.
  const shown = outer && element.children.length === 0 ? outer : element
  const display = displayOf(element, scope)
  const box = {...boxOf(shown), display, part: 'names' as const}
  return (context) => {
    if (!context.firstNames) context.hasLeadingNames = context.isAtStart
    const groups = readGroups(variables, context, scope)
    if (groups.length === 0) {
      context.called |= EMPTY
      const isEmpty = variables.every((variable) => namesOf(context.work, variable).length === 0)
      return isEmpty ? substitute(substitutes, display, context) : undefined
    }
    for (const {variable} of groups) call(context, variable, true)
    const options = context.sort ? optionsFor(context.sort.names) : usual
    const lists = groups.map(({names}) => formatList(names, options, context))
    if (options.form === 'count') return String(lists.reduce((sum, count) => sum + Number(textOf(count)), 0))
    const children = groups.map((group, index) => {
      const node = keepFirstList(lists[index]!, context)
      return context.sort ? node : label(group, node, context)
    })
    return keepFirstNames({...box, children, delimiter: options.listDelimiter}, context)
  }
}

/** Editors who are the translators as well are named once. */
function readGroups(variables: readonly string[], context: Context, {locale}: Scope): Group[] {
  const groups = variables
    .filter((variable) => !context.suppressed.has(variable) && !context.substituted?.has(variable))
    .map((variable): Group => ({variable, names: namesOf(context.work, variable), term: variable}))
    .filter(({names}) => names.length > 0)
  const [first, second] = groups
  const areBoth = groups.length === 2 && variables.includes('editor') && variables.includes('translator')
  const hasTerm = areBoth && termText(locale, 'editortranslator')
  const isOne = hasTerm && JSON.stringify(first!.names) === JSON.stringify(second!.names)
  return isOne ? [{...first!, term: 'editortranslator'}] : groups
}

/** CSL 1.0.2, “Label”: before the names or after them, as its element stands. */
function compileNamesLabel(names: Element, scope: Scope): (group: Group, list: Node, context: Context) => Node {
  const element = childOf(names, 'label')
  if (!element) return (_, list) => list
  const {plural = 'contextual', form = 'long'} = element.attributes
  const isFirst = names.children.indexOf(element) < names.children.findIndex(({name}) => name === 'name')
  const decorate = decorator(element, scope)
  return ({names: list, term}, node, context) => {
    const isPlural = plural === 'contextual' ? list.length > 1 : plural === 'always'
    const text = readTerm(scope, term, form, isPlural)
    if (text === undefined) return node
    const label = decorate(text, context)
    return {children: isFirst ? [label, node] : [node, label]}
  }
}

function compileSubstitutes(element: Element, scope: Scope): Render[] {
  const children = childOf(element, 'substitute')?.children ?? []
  // A term stands in for the names even where the language has no word for it.
  const ending = children.findIndex(({attributes}) => attributes.term !== undefined)
  return children
    .slice(0, ending < 0 ? undefined : ending + 1)
    .map((child) => scope.compile(child, {...scope, isInside: true, takesFirst: true, names: element}))
}

/** The first element that prints something stands in for the names, in its own form. CSL 1.0.2, “Substitute”. */
function substitute(substitutes: readonly Render[], display: Box['display'], context: Context): Node | undefined {
  const {firstNames, substituted, called} = context
  for (const render of substitutes) {
    const used = new Set<string>()
    context.called = 0
    context.substituted = used
    const node = render(context)
    // A term alone has no variable: it does not keep the group that it stands in.
    const kept = context.called & FULL
    context.called = called
    context.substituted = substituted
    if (context.suppressesNames && context.firstNames && !firstNames) {
      context.called |= FULL
      return undefined
    }
    if (!hasContent(node)) continue
    context.called |= kept
    for (const variable of used) context.suppressed.add(variable)
    if (context.sort && typeof node === 'string') return node
    if (isBox(node) && node.part === 'names') return display ? {display, children: [node]} : node
    return keepFirstNames({display, children: [node], part: 'names'}, context)
  }
  return undefined
}

/** For `subsequent-author-substitute`, which replaces names but not their labels. */
function keepFirstList(list: Node, context: Context): Node {
  if (context.firstList) return list
  context.firstList = isBox(list) ? list : {children: [list]}
  return context.firstList
}

function keepFirstNames(box: Box, context: Context): Node | undefined {
  context.isAtStart = false
  if (context.firstNames) return box
  context.firstNames = box
  return context.suppressesNames ? undefined : box
}
