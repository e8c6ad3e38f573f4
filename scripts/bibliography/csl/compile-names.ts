/** `names` → what prints the names of its variables, or a substitute. CSL 1.0.2, “Names”. */

import {compileChoose} from './compile-choose.ts'
import {type Context, call, EMPTY, FULL, namesOf, type Render} from './context.ts'
import {compileName} from './format-name.ts'
import {termText} from './locale.ts'
import {formatList, listStyle} from './name-list.ts'
import {type NameOptions, nameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {affixesOf, decorator, displayOf, formatOf, listOf, readTerm, type Scope} from './scope.ts'
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
  const style = listStyle(name, etAl, compileName(name, scope), scope)
  const label = compileNamesLabel(childOf(element, 'label') || !outer ? element : outer, scope)
  const substitutes = compileSubstitutes(element, scope)
  const options = optionsReader(name?.attributes ?? {}, element, scope)
  // Without children it is the `names` around it, of other variables.
  const shown = outer && element.children.length === 0 ? outer : element
  const box = {
    ...affixesOf(shown),
    format: formatOf(shown),
    display: displayOf(element, scope),
    part: 'names' as const
  }
  return (context) => {
    if (!context.firstNames) context.hasLeadingNames = context.isAtStart
    const groups = readGroups(variables, context, scope)
    if (groups.length === 0) {
      context.called |= EMPTY
      const isEmpty = variables.every((variable) => namesOf(context.work, variable).length === 0)
      return isEmpty ? substitute(substitutes, box, context) : undefined
    }
    for (const {variable} of groups) call(context, variable, true)
    const own = options(context)
    if (own.form === 'count') return countNames(groups, own, context, style)
    const children = groups.map((group) => {
      const list = formatList(group.names, own, style, context)
      const node = keepFirstList(list, context)
      return context.sort ? node : label(group, node, context)
    })
    return keepFirstNames({...box, children, delimiter: own.listDelimiter}, context)
  }
}

/** The style's options are the same for all works; a sort key has its own. */
function optionsReader(name: Element['attributes'], {attributes}: Element, {inherited}: Scope) {
  const resolve = (key: Record<string, string | undefined>) => nameOptions({key, name, names: attributes, inherited})
  const usual = resolve({})
  return ({sort}: Context): NameOptions => (sort && Object.keys(sort.names).length > 0 ? resolve(sort.names) : usual)
}

/** Editors who are the translators as well are named once. */
function readGroups(variables: readonly string[], context: Context, scope: Scope): Group[] {
  const groups = variables
    .filter((variable) => !context.suppressed.has(variable) && !context.substituted?.has(variable))
    .map((variable): Group => ({variable, names: namesOf(context.work, variable), term: variable}))
    .filter(({names}) => names.length > 0)
  const [first, second] = groups
  const isBoth = groups.length === 2 && variables.includes('editor') && variables.includes('translator')
  if (isBoth && termText(scope.locale, 'editortranslator') && areSame(first!.names, second!.names)) {
    return [{...first!, term: 'editortranslator'}]
  }
  return groups
}

function areSame(first: readonly Name[], second: readonly Name[]): boolean {
  return first.length === second.length && JSON.stringify(first) === JSON.stringify(second)
}

function countNames(groups: Group[], options: NameOptions, context: Context, style: Parameters<typeof formatList>[2]) {
  const counts = groups.map(({names}) => Number(textOf(formatList(names, options, style, context))))
  return String(counts.reduce((sum, count) => sum + count, 0))
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

/** The elements of a branch of `choose` stand in for each other as well. */
function compileSubstitutes(element: Element, scope: Scope): Render[] {
  const {compile} = scope
  const compileOne: Scope['compile'] = (child, inner) =>
    child.name === 'choose'
      ? compileChoose(child, {...inner, compile: compileOne}, renderFirst)
      : compile(child, {...inner, compile})
  const inside = {...scope, isInside: true, names: element}
  const children = childOf(element, 'substitute')?.children ?? []
  // A term stands in for the names even where the language has no word for it.
  const ending = children.findIndex(({attributes}) => attributes.term !== undefined)
  return children.slice(0, ending < 0 ? undefined : ending + 1).map((child) => compileOne(child, inside))
}

function renderFirst(children: readonly Render[], context: Context): Node[] {
  for (const child of children) {
    const node = child(context)
    if (hasContent(node)) return [node]
  }
  return []
}

/** The first element that prints something stands in for the names, in its own form. CSL 1.0.2, “Substitute”. */
function substitute(
  substitutes: readonly Render[],
  {display}: Omit<Box, 'children'>,
  context: Context
): Node | undefined {
  const hadNames = context.firstNames !== undefined
  const outer = context.substituted
  const before = context.called
  for (const render of substitutes) {
    context.called = 0
    const used = new Set<string>()
    context.substituted = used
    const node = render(context)
    context.substituted = outer
    const called = context.called
    context.called = before
    if (context.suppressesNames && context.firstNames && !hadNames) {
      context.called |= FULL
      return undefined
    }
    if (!hasContent(node)) continue
    // A term alone has no variable: it does not keep the group that it stands in.
    context.called |= called & FULL
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

/** A name element that a sort key by a name variable stands for. */
export function namesElement(variable: string): Element {
  const name: Element = {name: 'name', attributes: {form: 'long'}, children: [], text: '', offset: 0}
  return {...name, name: 'names', attributes: {variable}, children: [name]}
}
