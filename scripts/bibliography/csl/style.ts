/** The text of a CSL style and of locales → a style ready to print. CSL 1.0.2, “Styles - Structure”. */

import {checkStyle, problemAt} from './check-style.ts'
import {compileChildren, compileElement, renderAll} from './compile.ts'
import type {Area, Render} from './context.ts'
import {type FindLocale, type Locale, mergeLocales} from './locale.ts'
import {boxOf, type Scope} from './scope.ts'
import {compileSort, type SortKey} from './sort.ts'
import type {StyleProblem} from './types.ts'
import {childOf, type Element, isElement, parseXml} from './xml.ts'

/** A style, compiled. */
export interface Style {
  readonly isNote: boolean
  /** Citations are numbers. */
  readonly isNumeric: boolean
  readonly locale: Locale
  readonly citation: StyleArea
  readonly bibliography: StyleArea | undefined
  /** Some `disambiguate` condition is asked for in citations. */
  readonly hasConditions: boolean
  /** In citations or in the bibliography: then the letter of a year stands nowhere else. */
  readonly printsYearSuffix: boolean
  /** A cite is printed in another way when its work was cited before. */
  readonly dependsOnPosition: boolean
  /** Cites name the note of the first cite. */
  readonly printsFirstNote: boolean
}

/** `citation` or `bibliography`, with the format and affixes of its layout. */
export interface StyleArea extends ReturnType<typeof boxOf> {
  readonly attributes: Element['attributes']
  /** Print one cite or entry, without the affixes of the layout. */
  readonly render: Render
  readonly sort: readonly SortKey[]
  readonly delimiter: string
}

export interface StyleOptions {
  /** The locale file of a BCP 47 tag, such as `fr-FR`. */
  readonly findLocale: FindLocale
  /** BCP 47; by default the style's own language. */
  readonly lang?: string | undefined
}

/** A style without errors has no problem of severity `error`; one that can be used at all is there. */
export interface CompiledStyle {
  readonly style?: Style
  readonly problems: readonly StyleProblem[]
}

/** Compile a style. Never throws: what is wrong is a problem with its place, and the rest is compiled. */
export function compileStyle(xml: string, {findLocale, lang}: StyleOptions): CompiledStyle {
  const root = parseXml(xml)
  if (!isElement(root)) return {problems: [problemAt(xml, root)]}
  const reason = whyUnusable(root)
  if (reason !== undefined) return {problems: [problemAt(xml, {offset: root.offset, reason})]}
  const {problems, macros} = checkStyle(root, xml)
  const locales = root.children.filter(({name}) => name === 'locale')
  const locale = mergeLocales(lang ?? root.attributes['default-locale'] ?? 'en-US', locales, findLocale)
  return {style: buildStyle(root, macros, locale), problems}
}

function whyUnusable(root: Element): string | undefined {
  if (root.name !== 'style') return `Unexpected \`<${root.name}>\`, expected a CSL style that starts with \`<style>\``
  if (childOf(childOf(root, 'citation'), 'layout')) return undefined
  const isDependent = childOf(root, 'info')?.children.some(({attributes}) => attributes.rel === 'independent-parent')
  return isDependent ? 'Dependent style: its parent formats the citations' : 'Missing `<citation>` with a `<layout>`'
}

function buildStyle(root: Element, macros: ReadonlyMap<string, Element>, locale: Locale): Style {
  const compileArea = (area: Area, element: Element): StyleArea => {
    const inherited = {...root.attributes, ...element.attributes}
    return readArea(element, {area, inherited, locale, macros, compiled: new Map(), compile: compileElement})
  }
  const citation = childOf(root, 'citation')!
  const bibliography = childOf(root, 'bibliography')
  const cited = reachedFrom(childOf(citation, 'layout'), macros)
  const listed = reachedFrom(childOf(bibliography, 'layout'), macros)
  const inCitation = reachedFrom(citation, macros).map(({attributes}) => attributes)
  const printsFirstNote = inCitation.some(({variable}) => variable?.includes('first-reference-note-number'))
  const names = [root.attributes, ...inCitation].flatMap((attributes) => Object.keys(attributes))
  return {
    isNote: root.attributes.class === 'note',
    isNumeric: cited.some(({attributes}) => attributes.variable === 'citation-number'),
    locale,
    citation: compileArea('citation', citation),
    bibliography: listed.length > 0 ? compileArea('bibliography', bibliography!) : undefined,
    printsYearSuffix: [...cited, ...listed].some(
      ({name, attributes}) => name === 'text' && attributes.variable === 'year-suffix'
    ),
    dependsOnPosition: printsFirstNote || names.some((name) => /^position$|^et-al-subsequent/.test(name)),
    printsFirstNote,
    hasConditions: inCitation.some(({disambiguate}) => disambiguate !== undefined)
  }
}

function readArea(element: Element, scope: Scope): StyleArea {
  const layout = childOf(element, 'layout')!
  const children = compileChildren(layout, scope)
  const last = layout.children.at(-1)
  const hasBlocks = reachedFrom(layout, new Map()).some(({attributes}) => attributes.display)
  // The suffix of a layout with blocks stands in its last element, as citeproc-js has it, and goes with it.
  if (scope.area === 'bibliography' && hasBlocks && (last?.name === 'group' || last?.attributes.macro)) {
    const ending = children.pop()!
    children.push((context) => ending(context) ?? {children: []})
  }
  return {
    ...boxOf(layout),
    attributes: element.attributes,
    render: (context) => {
      const nodes = renderAll(children, context)
      return nodes.length > 0 ? {children: nodes} : undefined
    },
    sort: compileSort(element, scope),
    delimiter: layout.attributes.delimiter ?? ''
  }
}

/** An element, those inside it and those of the macros that it calls, each once. */
function reachedFrom(element: Element | undefined, macros: ReadonlyMap<string, Element>): Element[] {
  const found = new Set<Element>()
  const visit = (one: Element | undefined) => {
    if (!one || found.has(one)) return
    found.add(one)
    const {macro} = one.attributes
    if (macro !== undefined) visit(macros.get(macro))
    one.children.forEach(visit)
  }
  visit(element)
  return [...found]
}
