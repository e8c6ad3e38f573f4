/** A rendering element → what prints it; those that hold others: `group`, `choose`, macros. CSL 1.0.2, “Rendering Elements”. */

import {compileDate} from './compile-date.ts'
import {compileNames} from './compile-names.ts'
import {compileLabel, compileNumber, compileText} from './compile-text.ts'
import {type Context, dateOf, EMPTY, FULL, type Render} from './context.ts'
import {isNumeric} from './numbers.ts'
import {boxOf, decorator, displayOf, listOf, type Scope} from './scope.ts'
import {addNode, hasContent, type Node} from './tree.ts'
import {hasValue, valueFor} from './variables.ts'
import type {Element} from './xml.ts'

const compilers: Record<string, (element: Element, scope: Scope) => Render> = {
  choose: compileChoose,
  date: compileDate,
  group: compileGroup,
  label: compileLabel,
  names: compileNames,
  number: compileNumber,
  text: (element, scope) => (element.attributes.macro === undefined ? compileText : compileCall)(element, scope)
}

/** The elements that print something. */
export const renderingElements: ReadonlySet<string> = new Set(Object.keys(compilers))

/** Compile an element; an unknown one prints nothing. */
export function compileElement(element: Element, scope: Scope): Render {
  return Object.hasOwn(compilers, element.name) ? compilers[element.name]!(element, scope) : () => undefined
}

/** The elements inside, compiled. */
export function compileChildren({children}: Element, scope: Scope): Render[] {
  return children.map((child) => compileElement(child, scope))
}

/** Run elements one after the other. */
export function renderAll(children: readonly Render[], context: Context): Node[] {
  const nodes: Node[] = []
  for (const child of children) addNode(nodes, child(context))
  return nodes
}

/** Nothing where variables were called and all are empty. CSL 1.0.2, “Group”. */
function compileGroup(element: Element, scope: Scope): Render {
  const children = compileChildren(element, {...scope, isInside: true, takesFirst: false})
  const box = {...boxOf(element), display: displayOf(element, scope)}
  const isPlain = !Object.values(box).some(Boolean)
  const {delimiter} = element.attributes
  return (context) => {
    const before = context.called
    context.called = 0
    const nodes = renderAll(children, context)
    const {called} = context
    // A group that prints something counts as a variable that has a value.
    context.called = before | (called === 0 && nodes.length > 0 ? FULL : called)
    if (called === EMPTY || nodes.length === 0) return undefined
    return isPlain && nodes.length === 1 ? nodes[0] : {...box, delimiter, children: nodes}
  }
}

/** A macro, compiled when it is first called in an area; one that cannot be run prints nothing. CSL 1.0.2, “Macro”. */
export function compileMacro(name: string, scope: Scope): Render {
  const known = scope.compiled.get(name)
  if (known) return known
  const macro = scope.macros.get(name)
  const render = macro ? compileGroup(macro, {...scope, names: undefined}) : () => undefined
  scope.compiled.set(name, render)
  return render
}

/** The text case of a call would change what the macro settled. */
function compileCall(element: Element, scope: Scope): Render {
  const {macro = '', ...attributes} = element.attributes
  const run = compileMacro(macro, scope)
  const decorate = decorator({...element, attributes: {...attributes, 'text-case': undefined}}, scope)
  return (context) => {
    const node = run(context)
    return hasContent(node) ? decorate(node, context) : undefined
  }
}

/** The first branch whose conditions hold; what it gives stands among its siblings. CSL 1.0.2, “Choose”. */
function compileChoose(element: Element, scope: Scope): Render {
  const branches = element.children.map((branch) => ({
    test: branch.name === 'else' ? () => true : compileConditions(branch),
    children: compileChildren(branch, scope)
  }))
  const render = scope.takesFirst ? renderFirst : renderAll
  return (context) => {
    const branch = branches.find(({test}) => test(context))
    const nodes = branch ? render(branch.children, context) : []
    if (nodes.length === 0) return undefined
    return nodes.length === 1 ? nodes[0] : {children: nodes, isOpen: true}
  }
}

/** The elements of a branch in a `substitute` stand in for each other as well. */
function renderFirst(children: readonly Render[], context: Context): Node[] {
  for (const child of children) {
    const node = child(context)
    if (hasContent(node)) return [node]
  }
  return []
}

type Test = (wanted: string, context: Context) => boolean

const conditions: Record<string, Test> = {
  type: (type, {work}) => work.fields.type === type,
  variable: hasValue,
  'is-numeric': (name, context) => isNumeric(valueFor(name, context) ?? ''),
  'is-uncertain-date': (name, {work}) => dateOf(work, name)?.isUncertain === true,
  locator: (wanted, {cite: {locator, label = 'page'}}) => Boolean(locator) && label.replace(' ', '-') === wanted,
  /** They are tried one after the other until the cite is told apart. */
  disambiguate: (wanted, context) => {
    context.conditionsMet++
    return context.conditionsMet <= context.distinction.conditions === (wanted === 'true')
  },
  position: (wanted, {area, cite: {position, isNear}}) => {
    if (area === 'bibliography') return false
    if (wanted === 'near-note') return isNear
    return wanted === 'subsequent' ? position !== 'first' : position === wanted || position === `${wanted}-with-locator`
  }
}

function compileConditions({attributes}: Element): (context: Context) => boolean {
  const {match = 'all'} = attributes
  const types = new Set<unknown>(listOf(attributes.type))
  // An item has one type: several ask for one of them, whatever `match` says.
  const isOneOf = types.size > 1 && match === 'all'
  const tests = Object.entries(conditions).flatMap(([attribute, test]) =>
    attribute === 'type' && isOneOf
      ? ({work}: Context) => types.has(work.fields.type)
      : listOf(attributes[attribute]).map((wanted) => (context: Context) => test(wanted, context))
  )
  if (match === 'any') return (context) => tests.some((test) => test(context))
  if (match === 'none') return (context) => !tests.some((test) => test(context))
  return (context) => tests.every((test) => test(context))
}
