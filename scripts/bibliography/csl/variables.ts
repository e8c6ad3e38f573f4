/** The name of a variable → its text for one work and cite. CSL 1.0.2, Appendix IV. */

import {type Context, dateOf, fieldOf, namesOf} from './context.ts'
import {termText} from './locale.ts'
import {readMarkup} from './markup.ts'
import {isNumeric} from './numbers.ts'
import {formatPages} from './page-range.ts'
import {listOf, type Scope} from './scope.ts'
import type {Node} from './tree.ts'

/** CSL 1.0.2, “Name Variables”. */
export const nameVariables: ReadonlySet<string> = new Set(
  listOf(`author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator`)
)

/** CSL 1.0.2, “Date Variables”. */
export const dateVariables: ReadonlySet<string> = new Set(
  listOf('accessed available-date container event-date issued original-date submitted locator-date')
)

/** CSL 1.0.2, “Number Variables”. */
export const numberVariables: ReadonlySet<string> = new Set(
  listOf(`chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number
    version volume`)
)

/** Older names of fields, as reference managers still write them. */
const olderNames = new Map([
  ['container-title-short', 'journalAbbreviation'],
  ['title-short', 'shortTitle'],
  ['event-title', 'event']
])

/** The value of a variable that is text or a number, as the item or the cite has it. */
export function valueFor(name: string, context: Context): string | undefined {
  const {work, cite, citationNumber, distinction} = context
  switch (name) {
    case 'locator':
      return cite.locator || undefined
    case 'citation-number':
      return citationNumber === undefined ? undefined : String(citationNumber)
    case 'first-reference-note-number':
      return cite.firstNote ? String(cite.firstNote) : undefined
    case 'year-suffix':
      return distinction.yearSuffix
    case 'page-first':
      return fieldOf(work, name) ?? fieldOf(work, 'page')?.split(/[-–,&\s]/)[0]
    case 'citation-label':
      return fieldOf(work, name) ?? trigraph(context)
  }
  return fieldOf(work, name) ?? fieldOf(work, olderNames.get(name) ?? name)
}

/** Whether a variable has a value. CSL 1.0.2, “Choose”, `variable`. */
export function hasValue(name: string, context: Context): boolean {
  if (nameVariables.has(name)) return namesOf(context.work, name).length > 0
  if (dateVariables.has(name)) return dateOf(context.work, name) !== undefined
  return (name === 'citation-label' ? fieldOf(context.work, name) : valueFor(name, context)) !== undefined
}

/** A variable as it is printed, its short form if asked for and known. */
export function variableNode(name: string, form: string | undefined, context: Context, scope: Scope): Node | undefined {
  const value = (form === 'short' ? valueFor(`${name}-short`, context) : undefined) ?? valueFor(name, context)
  if (value === undefined) return undefined
  const {quotes, dash} = scope.locale
  switch (name) {
    case 'citation-number':
      return context.sort ? value.padStart(8, '0') : {children: [value], part: 'citation-number'}
    case 'year-suffix':
      context.isSuffixDue = false
      return {children: [value], part: 'year-suffix'}
    case 'citation-label':
      return withYearSuffix(value, context)
    case 'locator':
      return readMarkup(formatLocator(value, context, scope), quotes)
    case 'page':
      return readMarkup(formatPages(value, scope.inherited['page-range-format'], dash), quotes)
    case 'URL':
    case 'DOI':
    case 'PMID':
    case 'PMCID':
      return linked(name, value, form)
  }
  if (numberVariables.has(name) && isNumeric(value)) {
    return readMarkup(value.replace(/(\d)\s*-\s*(?=\d)/g, `$1${dash}`), quotes)
  }
  if (name === 'title' && context.sort?.titleKey) return context.sort.titleKey(value, fieldOf(context.work, 'language'))
  return readMarkup(withThinSpaces(value), quotes)
}

/** An address that a browser opens as a page. */
const address = /^https?:\/\/[^\s]+$/i

/** Where an identifier leads, and what it looks like. CSL 1.0.2, Appendix VI. */
const resolvers = {
  URL: {start: '', isOne: address},
  DOI: {start: 'https://doi.org/', isOne: /^10\.\d[^\s]*$/},
  PMID: {start: 'https://www.ncbi.nlm.nih.gov/pubmed/', isOne: /^[\w.]+$/},
  PMCID: {start: 'https://www.ncbi.nlm.nih.gov/pmc/articles/', isOne: /^[\w.]+$/}
}

/** An identifier as a link, if it is one. */
function linked(name: keyof typeof resolvers, value: string, form: string | undefined): Node {
  const {start, isOne} = resolvers[name]
  // The short form of an address, as citeproc-js has it: `www.who.int`, `https://example.org`.
  const site = value.replace(/^([a-z]+:\/\/[^/]+).*/, '$1').replace(/^https?:\/\/(?=www\.)/, '')
  const shown = name === 'URL' && form === 'short' ? site : value
  if (address.test(value)) return {children: [shown], link: value}
  return isOne.test(value) ? {children: [shown], link: start + value} : shown
}

/** The letter that tells works of one year apart, after a node where the style prints it nowhere else. */
function withYearSuffix(node: Node, context: Context): Node {
  const {yearSuffix} = context.distinction
  if (!context.isSuffixDue || yearSuffix === undefined) return node
  context.isSuffixDue = false
  return {children: [node, {children: [yearSuffix], part: 'year-suffix'}]}
}

/** A locator with its ranges. */
export function formatLocator(value: string, {cite: {label = 'page'}}: Context, {locale, inherited}: Scope): string {
  const text = value.trim().replaceAll(' & ', ` ${termText(locale, 'and', 'symbol') ?? '&'} `)
  if (label === 'page') return formatPages(text, inherited['page-range-format'], locale.dash)
  return text.replace(/(\d[a-z]?)\s*-\s*(?=\d)/gi, `$1${locale.dash}`)
}

/** French puts a narrow space before high punctuation: one that was typed must not break the line. */
export function withThinSpaces(text: string): string {
  return / [:;!?»]|« /.test(text) ? text.replace(/ ([:;!?»])/g, '\u202f$1').replace(/« /g, '«\u202f') : text
}

/** “Asthma & Grolle 1998” → “AsGr98”. CSL 1.0.2, Appendix IV, `citation-label`. */
function trigraph({work}: Context): string {
  const families = namesOf(work, 'author').map(({family, literal}) => literal ?? family)
  const year = String(dateOf(work, 'issued')?.start[0] ?? '').slice(-2)
  const lengths = [[4], [2, 2], [2, 1, 1]][families.length - 1] ?? [1, 1, 1, 1]
  return lengths.map((length, index) => families[index]?.slice(0, length) ?? '').join('') + year
}
