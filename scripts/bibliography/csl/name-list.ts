/** The names of one variable → a list, cut short where the style says so. CSL 1.0.2, “Name”, “Et-al”. */

import type {Context} from './context.ts'
import {compileName, type GivenForm} from './format-name.ts'
import {type Locale, termText} from './locale.ts'
import type {NameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {boxOf, readTerm, type Scope} from './scope.ts'
import {type Box, type Node, textOf} from './tree.ts'
import type {Element} from './xml.ts'

/** Compile `name` and `et-al`: what prints a list of names, and notes it in the context. */
export function compileList(element: Element | undefined, etAl: Element | undefined, scope: Scope) {
  const formatName = compileName(element, scope)
  const {format, ...affixes}: Partial<Box> = element ? boxOf(element) : {}
  const term = readTerm(scope, etAl?.attributes.term ?? 'et-al')
  const others = term && etAl ? {children: [term], ...boxOf(etAl)} : term
  return (names: readonly Name[], options: NameOptions, context: Context): Node => {
    const {delimiter, inverted, delimiterPrecedesEtAl: precedes} = options
    const list = context.lists.length
    const shown = countShown(names, options, context)
    context.lists.push({names, shown, initializeWith: options.initializeWith})
    if (options.form === 'count') return String(shown)
    const isSortKey = context.sort !== undefined
    const isInverted = (place: number): boolean => {
      const {isSpaced, literal} = names[place]!
      const isWanted = isSortKey || inverted === 'all' || (inverted === 'first' && place === 0)
      return isWanted && isSpaced && literal === undefined
    }
    const print = (name: Name, place: number, around: Partial<Box>): Box => {
      const given = givenForm(name, place, list, options, context)
      const node = formatName(name, {options, given, isInverted: isInverted(place), isSortKey})
      // An institution has no initials to set apart.
      return {...(name.literal === undefined && around), format, children: [node]}
    }
    const printed = names.slice(0, shown).map((name, place) => print(name, place, affixes))
    if (list === 0) context.firstNameBoxes = printed
    const last = printed.at(-1)
    const end = names.at(-1)
    if (last === undefined || end === undefined) return ''
    const start = {children: printed, delimiter}
    const left = names.length - shown
    if (left === 0) {
      if (shown === 1 || !options.and || isSortKey) return start
      const between = beforeLast(names, isInverted(shown - 2), options, scope.locale)
      return {children: [{children: printed.slice(0, -1), delimiter}, between, last]}
    }
    if (options.showsLast && left >= 2 && !end.isOthers) {
      return {children: [start, `${delimiter}… `, print(end, names.length - 1, {})]}
    }
    if (others === undefined || isSortKey) return start
    const space = /^\p{Script=Han}/u.test(textOf(others)) ? '' : ' '
    const isDelimited = precedesAt(precedes, shown > 1, isInverted(shown - 1))
    return {children: [start, isDelimited ? spacedDelimiter(delimiter) : space, others], format}
  }
}

/** How many names are shown; “et al.” is no name. */
function countShown(names: readonly Name[], options: NameOptions, {cite, distinction, lists}: Context): number {
  const {least, shown} = cite.position === 'first' ? options.first : options.subsequent
  const listed = names.at(-1)?.isOthers ? names.length - 1 : names.length
  if (least <= 0 || names.length < least) return listed
  return Math.min(listed, Math.max(shown, distinction.shownNames[lists.length] ?? 0))
}

/** The style's form, or more where works or names would else be mistaken for others. */
function givenForm(name: Name, place: number, list: number, options: NameOptions, context: Context): GivenForm {
  const {form, initializeWith, initializes} = options
  const usual = form === 'short' ? 0 : initializeWith !== undefined && initializes ? 1 : 2
  const wanted = context.distinction.givenNames[list]?.[place] ?? 0
  const told = wanted > 0 && usual === 0 && initializeWith === undefined ? 2 : wanted
  const isCompared = context.area === 'citation' || context.sort !== undefined
  const byName = isCompared ? context.givenLevel(name, place, initializeWith !== undefined) : 0
  return Math.max(usual, told, byName) as GivenForm
}

/** “, and ”. */
function beforeLast(names: readonly Name[], isInverted: boolean, options: NameOptions, locale: Locale): string {
  const {and, delimiter, delimiterPrecedesLast: precedes} = options
  const word = termText(locale, 'and', and === 'symbol' ? 'symbol' : 'long') ?? 'and'
  if (/\s$/.test(word)) return word
  // An institution after persons is set apart when there are several of them, whatever the style says, as in citeproc-js.
  const isInstitution = names.at(-1)?.literal !== undefined && precedes !== 'after-inverted-name'
  const isDelimited = precedesAt(isInstitution ? 'contextual' : precedes, names.length > 2, isInverted)
  return (isDelimited ? spacedDelimiter(delimiter) : ' ') + word + (/[’']$/.test(word) ? '' : ' ')
}

/** Whether a delimiter stands before “and” or “et al.”. CSL 1.0.2, “Name”, `delimiter-precedes-last`. */
function precedesAt(precedes: string, isLong: boolean, isInverted: boolean): boolean {
  if (precedes === 'contextual') return isLong
  return precedes === 'always' || (precedes === 'after-inverted-name' && isInverted)
}

function spacedDelimiter(delimiter: string): string {
  return /\s$/.test(delimiter) ? delimiter : `${delimiter} `
}
