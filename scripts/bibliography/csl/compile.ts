/** A rendering element → what prints it. CSL 1.0.2, “Rendering Elements”. */

import {compileChoose} from './compile-choose.ts'
import {compileDate} from './compile-date.ts'
import {compileGroup} from './compile-group.ts'
import {compileNames} from './compile-names.ts'
import {compileLabel, compileNumber, compileText} from './compile-text.ts'
import type {Render} from './context.ts'
import type {Scope} from './scope.ts'
import type {Element} from './xml.ts'

const compilers: Record<string, (element: Element, scope: Scope) => Render> = {
  choose: compileChoose,
  date: compileDate,
  group: compileGroup,
  label: compileLabel,
  names: compileNames,
  number: compileNumber,
  text: compileText
}

/** The elements that print something. */
export const renderingElements: ReadonlySet<string> = new Set(Object.keys(compilers))

/** Compile an element; an unknown one prints nothing. */
export function compileElement(element: Element, scope: Scope): Render {
  return Object.hasOwn(compilers, element.name) ? compilers[element.name]!(element, scope) : () => undefined
}
