/** `choose` → the first branch whose conditions hold. CSL 1.0.2, “Choose”. */

import {compileChildren, renderAll} from './compile-group.ts'
import {type Context, dateOf, type Render} from './context.ts'
import {isNumeric} from './numbers.ts'
import {listOf, type Scope} from './scope.ts'
import {hasValue, valueFor} from './variables.ts'
import type {Element} from './xml.ts'

type Test = (context: Context) => boolean

/** Compile `choose`. What it gives stands among its siblings: their delimiter separates it. */
export function compileChoose(element: Element, scope: Scope, render = renderAll): Render {
  const branches = element.children.map((branch) => ({
    test: branch.name === 'else' ? () => true : compileConditions(branch),
    children: compileChildren(branch, scope)
  }))
  return (context) => {
    const branch = branches.find(({test}) => test(context))
    const nodes = branch ? render(branch.children, context) : []
    if (nodes.length === 0) return undefined
    return nodes.length === 1 ? nodes[0] : {children: nodes, isOpen: true}
  }
}

function compileConditions({attributes}: Element): Test {
  const {match = 'all'} = attributes
  const each = (attribute: string, test: (value: string, context: Context) => boolean) =>
    listOf(attributes[attribute]).map(
      (value): Test =>
        (context) =>
          test(value, context)
    )
  const tests = [
    ...typeTests(listOf(attributes.type), match),
    ...each('variable', hasValue),
    ...each('is-numeric', (name, context) => isNumeric(valueFor(name, context) ?? '')),
    ...each('is-uncertain-date', (name, {work}) => dateOf(work, name)?.isUncertain === true),
    ...each('locator', isLocator),
    ...each('disambiguate', isTried),
    ...each('position', isAt)
  ]
  if (match === 'any') return (context) => tests.some((test) => test(context))
  if (match === 'none') return (context) => !tests.some((test) => test(context))
  return (context) => tests.every((test) => test(context))
}

/** An item has one type: several ask for one of them, whatever `match` says. */
function typeTests(types: string[], match: string): Test[] {
  if (types.length > 1 && match === 'all') {
    const wanted = new Set<unknown>(types)
    return [({work}) => wanted.has(work.fields.type)]
  }
  return types.map(
    (type) =>
      ({work}) =>
        work.fields.type === type
  )
}

function isLocator(wanted: string, {cite: {locator, label = 'page'}}: Context): boolean {
  return Boolean(locator) && label.replace(' ', '-') === wanted
}

/** The conditions are tried one after the other until the cite is told apart. */
function isTried(wanted: string, context: Context): boolean {
  context.conditionsMet++
  return context.conditionsMet <= context.distinction.conditions === (wanted === 'true')
}

function isAt(wanted: string, {area, cite: {position, isNear}}: Context): boolean {
  if (area === 'bibliography') return false
  switch (wanted) {
    case 'subsequent':
      return position !== 'first'
    case 'ibid':
      return position === 'ibid' || position === 'ibid-with-locator'
    case 'near-note':
      return isNear
    default:
      return position === wanted
  }
}
