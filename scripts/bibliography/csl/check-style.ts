/** The elements of a style → what is wrong with them, each with its place. */

import {renderingElements} from './compile.ts'
import type {StyleProblem} from './types.ts'
import {childOf, type Element, type XmlProblem} from './xml.ts'

type Severity = StyleProblem['severity']

/** More elements than this in one entry are no style. */
const mostElements = 200_000

const structure = new Set(
  'layout sort key if else-if else substitute name name-part et-al date-part institution'.split(' ')
)

/** Look for unknown elements, missing, circular and endless macros; gives by name the macros that can be run. */
export function checkStyle(style: Element, source: string) {
  const roots = style.children.filter(({name}) => ['macro', 'citation', 'bibliography'].includes(name))
  const all = new Map(roots.filter(({name}) => name === 'macro').map((macro) => [macro.attributes.name ?? '', macro]))
  const macros = new Map(all)
  const problems: StyleProblem[] = []
  const report = (severity: Severity, {offset}: Element, reason: string) =>
    problems.push(problemAt(source, {offset, reason}, severity))
  /** How many elements a root runs at most, those of the macros that it calls included; undefined while it is open. */
  const sizes = new Map<Element, number | undefined>()
  const measureRoot = (root: Element): number => {
    if (sizes.has(root)) return sizes.get(root)!
    sizes.set(root, undefined)
    const size = measureInside(root)
    const isTooLarge = root.name === 'macro' && size > mostElements
    sizes.set(root, isTooLarge ? 0 : size)
    if (!isTooLarge) return size
    const {name = ''} = root.attributes
    macros.delete(name)
    report('error', root, `Macro \`${name}\` too large: it runs more than ${mostElements} elements`)
    return 0
  }
  const measureInside = ({name, children}: Element): number => {
    const inside = children.map((child) => {
      if (!renderingElements.has(child.name) && !structure.has(child.name)) {
        report('warning', child, `Unknown element \`<${child.name}>\``)
      }
      return 1 + measureInside(child) + measureCall(child)
    })
    // One branch of several is run.
    return name === 'choose' ? Math.max(0, ...inside) : inside.reduce((sum, size) => sum + size, 0)
  }
  const measureCall = (element: Element): number => {
    const {macro: name} = element.attributes
    if (name === undefined || (element.name !== 'text' && element.name !== 'key')) return 0
    const macro = all.get(name)
    const isOpen = macro !== undefined && sizes.has(macro) && sizes.get(macro) === undefined
    if (!macro) report('error', element, `Unknown macro \`${name}\``)
    else if (!isOpen) return measureRoot(macro)
    else if (macros.delete(name)) report('error', element, `Circular macro \`${name}\`: it calls itself`)
    return 0
  }
  for (const root of roots) {
    const isWhole = root.name === 'macro' || childOf(root, 'layout')
    if (!isWhole) report('error', root, `Missing \`<layout>\` in \`<${root.name}>\``)
    measureRoot(root)
  }
  return {problems: problems.sort((first, second) => first.offset - second.offset), macros}
}

/** A problem with its line and column. */
export function problemAt(source: string, {reason, offset}: XmlProblem, severity: Severity = 'error'): StyleProblem {
  const lines = source.slice(0, offset).split('\n')
  return {severity, reason, offset, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1}
}
