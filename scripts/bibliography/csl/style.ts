/** The text of a CSL style and of locales → a style ready to print. CSL 1.0.2, “Styles - Structure”. */

import {checkStyle, problemAt} from './check-style.ts'
import {compileElement} from './compile.ts'
import {compileChildren, compileMacroBody, renderAll} from './compile-group.ts'
import type {Render} from './context.ts'
import type {LayoutOptions} from './layout.ts'
import {type FindLocale, type Locale, mergeLocales, termText} from './locale.ts'
import {affixesOf, formatOf, type Scope} from './scope.ts'
import {compileSort, type SortKey} from './sort.ts'
import type {Format, Node} from './tree.ts'
import type {StyleProblem} from './types.ts'
import {childOf, type Element, isElement, parseXml} from './xml.ts'

/** A style, compiled. */
export interface Style {
  /** Citations are notes. */
  readonly isNote: boolean
  /** Citations are numbers. */
  readonly isNumeric: boolean
  readonly locale: Locale
  readonly layoutOptions: LayoutOptions
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

/** `citation` or `bibliography`. */
export interface StyleArea {
  readonly attributes: Element['attributes']
  /** Print one cite or entry, without the affixes of the layout. */
  readonly render: Render
  readonly sort: readonly SortKey[]
  readonly prefix: Node | undefined
  readonly suffix: Node | undefined
  readonly delimiter: string
  readonly format: Format | undefined
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
  if (!isElement(root)) return {problems: [problemAt(xml, root.offset, root.reason)]}
  const citation = childOf(root, 'citation')
  const isDependent = childOf(root, 'info')?.children.some(({attributes}) => attributes.rel === 'independent-parent')
  if (root.name !== 'style' || !citation || !childOf(citation, 'layout')) {
    const reason =
      root.name !== 'style'
        ? `Unexpected \`<${root.name}>\`, expected a CSL style that starts with \`<style>\``
        : isDependent
          ? 'Dependent style: its parent formats the citations'
          : 'Missing `<citation>` with a `<layout>`'
    return {problems: [problemAt(xml, root.offset, reason)]}
  }
  const {problems, brokenMacros} = checkStyle(root, xml)
  const {'default-locale': own} = root.attributes
  const locales = root.children.filter(({name}) => name === 'locale')
  const locale = mergeLocales(lang ?? own ?? 'en-US', locales, findLocale)
  return {style: buildStyle(root, citation, locale, brokenMacros), problems}
}

function buildStyle(root: Element, citation: Element, locale: Locale, broken: ReadonlySet<string>): Style {
  const macros = new Map(
    root.children
      .filter(({name, attributes}) => name === 'macro' && !broken.has(attributes.name ?? ''))
      .map((macro) => [macro.attributes.name ?? '', macro])
  )
  const bibliography = childOf(root, 'bibliography')
  const quotes = {
    open: termText(locale, 'open-quote') ?? '“',
    close: termText(locale, 'close-quote') ?? '”',
    openInner: termText(locale, 'open-inner-quote') ?? '‘',
    closeInner: termText(locale, 'close-inner-quote') ?? '’'
  }
  const compileArea = (element: Element): StyleArea => {
    const scope: Scope = {
      area: element.name === 'bibliography' ? 'bibliography' : 'citation',
      attributes: root.attributes,
      inherited: {...root.attributes, ...element.attributes},
      locale,
      quotes,
      dash: termText(locale, 'page-range-delimiter') ?? '–',
      isInside: false,
      names: undefined,
      compile: compileElement,
      macro: macroCompiler(macros)
    }
    return readArea(element, scope)
  }
  return {
    isNote: root.attributes.class === 'note',
    isNumeric: uses(childOf(citation, 'layout'), macros, ({attributes}) => attributes.variable === 'citation-number'),
    locale,
    layoutOptions: {quotes, hasPunctuationInQuotes: locale.options['punctuation-in-quote'] === 'true'},
    citation: compileArea(citation),
    bibliography: bibliography && childOf(bibliography, 'layout') ? compileArea(bibliography) : undefined,
    printsYearSuffix: [childOf(citation, 'layout'), childOf(bibliography, 'layout')].some((layout) =>
      uses(layout, macros, ({name, attributes}) => name === 'text' && attributes.variable === 'year-suffix')
    ),
    dependsOnPosition: uses({...root, children: [citation]}, macros, ({attributes}) =>
      Object.entries(attributes).some(
        ([name, value]) => /^position$|^et-al-subsequent/.test(name) || value?.includes('first-reference-note-number')
      )
    ),
    printsFirstNote: uses(citation, macros, ({attributes}) => attributes.variable === 'first-reference-note-number'),
    hasConditions: uses(citation, macros, ({attributes}) => attributes.disambiguate !== undefined)
  }
}

function readArea(element: Element, scope: Scope): StyleArea {
  const layout = childOf(element, 'layout')!
  const children = compileChildren(layout, scope)
  const ending = layout.children.at(-1)
  const hasBlocks = scope.area === 'bibliography' && uses(layout, new Map(), ({attributes}) => !!attributes.display)
  if (hasBlocks && (ending?.name === 'group' || ending?.attributes.macro)) keepEnding(children)
  const {prefix, suffix} = affixesOf(layout)
  return {
    attributes: element.attributes,
    render: (context) => {
      const nodes = renderAll(children, context)
      return nodes.length > 0 ? {children: nodes} : undefined
    },
    sort: compileSort(element, scope),
    prefix,
    suffix,
    delimiter: layout.attributes.delimiter ?? '',
    format: formatOf(layout)
  }
}

/** The suffix of a layout with blocks stands in its last element, as citeproc-js has it, and goes with it. */
function keepEnding(children: Render[]): void {
  const ending = children.pop()!
  children.push((context) => ending(context) ?? {children: []})
}

/** Each macro is compiled once for an area, when it is first called. */
function macroCompiler(macros: ReadonlyMap<string, Element>): Scope['macro'] {
  const compiled = new Map<string, Render>()
  return (name, scope) => {
    const known = compiled.get(name)
    if (known) return known
    const macro = macros.get(name)
    const render = macro ? compileMacroBody(macro, scope) : () => undefined
    compiled.set(name, render)
    return render
  }
}

/** Whether an element, or one inside it or in a macro that it calls, is of a kind. */
function uses(
  element: Element | undefined,
  macros: ReadonlyMap<string, Element>,
  isWanted: (element: Element) => boolean,
  seen = new Set<string>()
): boolean {
  if (!element) return false
  if (isWanted(element)) return true
  const {macro} = element.attributes
  if (macro !== undefined && !seen.has(macro)) {
    seen.add(macro)
    if (uses(macros.get(macro), macros, isWanted, seen)) return true
  }
  return element.children.some((child) => uses(child, macros, isWanted, seen))
}
