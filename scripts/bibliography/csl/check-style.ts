/** The elements of a style → what is wrong with them, each with its place. */

import {renderingElements} from './compile.ts'
import type {StyleProblem} from './types.ts'
import {childOf, type Element} from './xml.ts'

/** More elements than this in one entry are no style. */
const mostElements = 200_000

/** Problems, and the macros that cannot be run. */
export interface StyleCheck {
  readonly problems: StyleProblem[]
  readonly brokenMacros: ReadonlySet<string>
}

/** Look for unknown elements, missing, circular and endless macros. */
export function checkStyle(style: Element, source: string): StyleCheck {
  const macros = new Map(
    style.children.filter(({name}) => name === 'macro').map((macro) => [macro.attributes.name ?? '', macro])
  )
  const problems: StyleProblem[] = []
  const report = (severity: StyleProblem['severity'], {offset}: {offset: number}, reason: string) =>
    problems.push(problemAt(source, offset, reason, severity))
  for (const area of ['citation', 'bibliography']) {
    const element = childOf(style, area)
    if (element && !childOf(element, 'layout')) report('error', element, `Missing \`<layout>\` in \`<${area}>\``)
  }
  const roots = style.children.filter(({name}) => ['macro', 'citation', 'bibliography'].includes(name))
  for (const root of roots) checkElements(root, macros, report)
  return {problems, brokenMacros: measureMacros(macros, report)}
}

type Report = (severity: StyleProblem['severity'], element: Element, reason: string) => void

const structure = new Set(
  'layout sort key if else-if else substitute name name-part et-al date-part institution'.split(' ')
)

function checkElements({children}: Element, macros: ReadonlyMap<string, Element>, report: Report): void {
  for (const child of children) {
    const {name, attributes} = child
    if (!renderingElements.has(name) && !structure.has(name)) report('warning', child, `Unknown element \`<${name}>\``)
    const macro = name === 'text' || name === 'key' ? attributes.macro : undefined
    if (macro !== undefined && !macros.has(macro)) report('error', child, `Unknown macro \`${macro}\``)
    checkElements(child, macros, report)
  }
}

/** How many elements each macro runs at most, the macros that it calls included. */
function measureMacros(macros: ReadonlyMap<string, Element>, report: Report): ReadonlySet<string> {
  const broken = new Set<string>()
  const sizes = new Map<string, number>()
  const open = new Set<string>()
  const measure = (element: Element): number => {
    const name = element.name === 'text' || element.name === 'key' ? element.attributes.macro : undefined
    const inside = element.children.map(measure)
    const called = name === undefined ? 0 : measureMacro(name, element)
    // One branch of several is run.
    return (
      1 + called + (element.name === 'choose' ? Math.max(0, ...inside) : inside.reduce((sum, size) => sum + size, 0))
    )
  }
  const measureMacro = (name: string, call: Element): number => {
    const macro = macros.get(name)
    if (!macro || broken.has(name)) return 0
    if (open.has(name)) {
      report('error', call, `Circular macro \`${name}\`: it calls itself`)
      broken.add(name)
      return 0
    }
    const known = sizes.get(name)
    if (known !== undefined) return known
    open.add(name)
    const size = measure(macro)
    open.delete(name)
    sizes.set(name, size > mostElements ? 0 : size)
    if (size <= mostElements) return size
    report('error', macro, `Macro \`${name}\` too large: it runs more than ${mostElements} elements`)
    broken.add(name)
    return 0
  }
  for (const [name, macro] of macros) measureMacro(name, macro)
  return broken
}

/** A problem with its line and column. */
export function problemAt(
  source: string,
  offset: number,
  reason: string,
  severity: StyleProblem['severity'] = 'error'
): StyleProblem {
  const lines = source.slice(0, offset).split('\n')
  return {severity, reason, offset, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1}
}
