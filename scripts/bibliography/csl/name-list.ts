/** The names of one variable → a list, cut short where the style says so. CSL 1.0.2, “Name”, “Et-al”. */

import type {Context, NameList} from './context.ts'
import type {FormatName, GivenForm} from './format-name.ts'
import {ampersand, termText} from './locale.ts'
import type {NameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {boxOf, readTerm, type Scope} from './scope.ts'
import {type Box, type Node, textOf} from './tree.ts'
import type {Element} from './xml.ts'

/** What stands around and after the names of a list. */
export interface ListStyle {
  readonly formatName: FormatName
  /** On each name. */
  readonly box: Omit<Box, 'children'> | undefined
  readonly etAl: Node | undefined
  readonly and: string
  readonly ampersand: string
}

/** Compile `name` and `et-al`. */
export function listStyle(
  name: Element | undefined,
  etAl: Element | undefined,
  formatName: FormatName,
  scope: Scope
): ListStyle {
  const box = name && boxOf(name)
  const term = readTerm(scope, etAl?.attributes.term ?? 'et-al')
  return {
    formatName,
    box: box && (box.format || box.prefix || box.suffix) ? box : undefined,
    etAl: term && etAl ? {children: [term], ...boxOf(etAl)} : term,
    and: termText(scope.locale, 'and') ?? 'and',
    ampersand: ampersand(scope.locale)
  }
}

/** How many names are shown, and whether others are left out. */
function measureList(names: readonly Name[], options: NameOptions, context: Context): NameList & {isCut: boolean} {
  const {least, shown} = context.cite.position === 'first' ? options.first : options.subsequent
  const wanted = Math.max(shown, context.distinction.shownNames[context.lists.length] ?? 0)
  const isLong = least > 0 && names.length >= least
  // “et al.” is no name.
  const visible = Math.min(isLong ? wanted : names.length, names.at(-1)?.isOthers ? names.length - 1 : names.length)
  return {names, shown: visible, isCut: visible < names.length, initializeWith: options.initializeWith}
}

/** Print a list of names, and note it in the context. */
export function formatList(names: readonly Name[], options: NameOptions, style: ListStyle, context: Context): Node {
  const list = measureList(names, options, context)
  const index = context.lists.length
  context.lists.push(list)
  if (options.form === 'count') return String(list.shown)
  const printed = names
    .slice(0, list.shown)
    .map((name, place) => formatOne(name, place, index, options, style, context))
  if (index === 0) context.firstNameBoxes = printed
  const last = printed.at(-1)
  if (last === undefined) return ''
  if (list.isCut) return cutList(list, printed, options, style, context)
  if (printed.length === 1 || !options.and || context.sort) return {children: printed, delimiter: options.delimiter}
  const between = joinLast(names, printed.length, options, style)
  return {children: [{children: printed.slice(0, -1), delimiter: options.delimiter}, between, last]}
}

function formatOne(
  name: Name,
  place: number,
  list: number,
  options: NameOptions,
  {formatName, box}: ListStyle,
  context: Context
): Box {
  const given = givenForm(name, place, list, options, context)
  const isInverted = isInvertedAt(place, name, options, context)
  const node = formatName(name, {options, given, isInverted, isSortKey: context.sort !== undefined})
  if (!box) return {children: [node]}
  // An institution has no initials to set apart.
  return name.literal === undefined ? {...box, children: [node]} : {format: box.format, children: [node]}
}

/** The style's form, or more where works or names would else be mistaken for others. */
function givenForm(name: Name, place: number, list: number, options: NameOptions, context: Context): GivenForm {
  const usual = options.form === 'short' ? 0 : options.initializeWith !== undefined && options.initializes ? 1 : 2
  const wanted = context.distinction.givenNames[list]?.[place] ?? 0
  const told = wanted > 0 && usual === 0 && options.initializeWith === undefined ? 2 : wanted
  const isCompared = context.area === 'citation' || context.sort !== undefined
  const byName = isCompared ? context.givenLevel(name, place, options.initializeWith !== undefined) : 0
  return Math.max(usual, told, byName) as GivenForm
}

function isInvertedAt(place: number, name: Name, {inverted}: NameOptions, context: Context): boolean {
  const isWanted = context.sort !== undefined || inverted === 'all' || (inverted === 'first' && place === 0)
  return isWanted && name.isSpaced && name.literal === undefined
}

/** “A, B, et al.”, “A, B, … Z”. */
function cutList(list: NameList, printed: Node[], options: NameOptions, style: ListStyle, context: Context): Node {
  const {names, shown} = list
  const {delimiter, delimiterPrecedesEtAl: precedes} = options
  const total = names.length
  const start: Node = {children: printed, delimiter}
  const end = names[total - 1]!
  if (options.showsLast && total - shown >= 2 && !end.isOthers) {
    return {
      children: [
        start,
        `${delimiter}… `,
        formatOne(end, total - 1, -1, options, {...style, box: style.box && {format: style.box.format}}, context)
      ]
    }
  }
  if (style.etAl === undefined || context.sort) return start
  const isDelimited =
    precedes === 'always' ||
    (precedes === 'contextual' && shown > 1) ||
    (precedes === 'after-inverted-name' && isInvertedAt(shown - 1, names[shown - 1]!, options, context))
  const space = /^\p{Script=Han}/u.test(textOf(style.etAl)) ? '' : ' '
  return {children: [start, isDelimited ? spacedDelimiter(delimiter) : space, style.etAl], format: style.box?.format}
}

/** What stands before the last name: “, and ”. */
function joinLast(names: readonly Name[], count: number, options: NameOptions, style: ListStyle): string {
  const {and, inverted, delimiter} = options
  // An institution after persons is set apart when there are several of them, whatever the style says, as in citeproc-js.
  const isInstitution =
    names[count - 1]?.literal !== undefined && options.delimiterPrecedesLast !== 'after-inverted-name'
  const precedes = isInstitution ? 'contextual' : options.delimiterPrecedesLast
  const word = and === 'symbol' ? style.ampersand : style.and
  const [first] = names
  const isInverted =
    count === 2 ? first?.literal === undefined && first?.isSpaced && inverted !== undefined : inverted === 'all'
  const isDelimited =
    precedes === 'always' ||
    (precedes === 'contextual' && count > 2) ||
    (precedes === 'after-inverted-name' && isInverted === true)
  if (/\s$/.test(word)) return word
  const before = isDelimited ? spacedDelimiter(delimiter) : ' '
  return before + word + (/[’']$/.test(word) ? '' : ' ')
}

function spacedDelimiter(delimiter: string): string {
  return /\s$/.test(delimiter) ? delimiter : `${delimiter} `
}
