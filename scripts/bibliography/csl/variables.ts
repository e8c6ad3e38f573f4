/** The name of a variable → its text for one work and cite. CSL 1.0.2, Appendix IV. */

import {type Context, dateOf, fieldOf, namesOf} from './context.ts'
import {ampersand} from './locale.ts'
import {readMarkup} from './markup.ts'
import {isNumeric} from './numbers.ts'
import {formatPages} from './page-range.ts'
import type {Scope} from './scope.ts'
import type {Node} from './tree.ts'

const nameVariables = new Set(
  (
    'author chair collection-editor compiler composer container-author contributor curator director editor ' +
    'editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author ' +
    'performer producer recipient reviewed-author script-writer series-creator translator'
  ).split(' ')
)
const dateVariables = new Set(
  'accessed available-date container event-date issued original-date submitted locator-date'.split(' ')
)
const numberVariables = new Set(
  (
    'chapter-number citation-number collection-number edition first-reference-note-number issue locator number ' +
    'number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number ' +
    'version volume'
  ).split(' ')
)

export const isNameVariable = (name: string) => nameVariables.has(name)
export const isDateVariable = (name: string) => dateVariables.has(name)
export const isNumberVariable = (name: string) => numberVariables.has(name)

/** Older names of fields, as reference managers still write them. */
const olderNames: Record<string, string> = {
  'container-title-short': 'journalAbbreviation',
  'title-short': 'shortTitle',
  'event-title': 'event'
}

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
  const older = olderNames[name]
  return fieldOf(work, name) ?? (older === undefined ? undefined : fieldOf(work, older))
}

/** Whether a variable has a value. CSL 1.0.2, “Choose”, `variable`. */
export function hasValue(name: string, context: Context): boolean {
  if (isNameVariable(name)) return namesOf(context.work, name).length > 0
  if (isDateVariable(name)) return dateOf(context.work, name) !== undefined
  return name === 'citation-label' ? fieldOf(context.work, name) !== undefined : valueFor(name, context) !== undefined
}

/** A variable as it is printed, its short form if asked for and known. */
export function variableNode(name: string, form: string | undefined, context: Context, scope: Scope): Node | undefined {
  const value = (form === 'short' ? valueFor(`${name}-short`, context) : undefined) ?? valueFor(name, context)
  if (value === undefined) return undefined
  switch (name) {
    case 'citation-number':
      return context.sort ? value.padStart(8, '0') : {children: [value], part: 'citation-number'}
    case 'year-suffix':
      context.isSuffixDue = false
      return {children: [value], part: 'year-suffix'}
    case 'citation-label':
      return withDueSuffix(value, context)
    case 'locator':
      return readMarkup(formatLocator(value, context, scope), scope.quotes)
    case 'page':
      return readMarkup(formatPages(value, scope.attributes['page-range-format'], scope.dash), scope.quotes)
    case 'URL':
      return linked(name, value, form === 'short' ? siteOf(value) : value)
    case 'DOI':
    case 'PMID':
    case 'PMCID':
      return linked(name, value)
  }
  if (isNumberVariable(name) && isNumeric(value)) {
    return readMarkup(value.replace(/(\d)\s*-\s*(?=\d)/g, `$1${scope.dash}`), scope.quotes)
  }
  if (name === 'title' && context.sort?.titleKey) return context.sort.titleKey(value, fieldOf(context.work, 'language'))
  return readMarkup(withThinSpaces(value), scope.quotes)
}

/** Where an identifier leads. CSL 1.0.2, Appendix VI. */
const resolvers: Record<string, string> = {
  URL: '',
  DOI: 'https://doi.org/',
  PMID: 'https://www.ncbi.nlm.nih.gov/pubmed/',
  PMCID: 'https://www.ncbi.nlm.nih.gov/pmc/articles/'
}

/** An identifier as a link, if it is one: an address that a browser opens as a page. */
function linked(name: string, value: string, shown = value): Node {
  const isAddress = /^https?:\/\/[^\s]+$/i.test(value)
  const isIdentifier = name === 'DOI' ? /^10\.\d[^\s]*$/.test(value) : name !== 'URL' && /^[\w.]+$/.test(value)
  if (!isAddress && !isIdentifier) return shown
  return {children: [shown], link: isAddress ? value : resolvers[name] + value}
}

/** The short form of an address, as citeproc-js has it: `www.who.int`, `https://example.org`. */
function siteOf(address: string): string {
  return address.replace(/^([a-z]+:\/\/[^/]+).*/, '$1').replace(/^https?:\/\/(?=www\.)/, '')
}

/** The start of an address that a style prints before an identifier belongs to the link. */
export function splitLinkPrefix(prefix: string): {outside: string; inside: string} {
  const [inside = ''] = /https?:\/\/[^\s]*$/i.exec(prefix) ?? []
  return {outside: prefix.slice(0, prefix.length - inside.length), inside}
}

/** The letter of a year stands after the label where the style prints it nowhere. */
function withDueSuffix(label: string, context: Context): Node {
  const suffix = context.distinction.yearSuffix
  if (!context.isSuffixDue || suffix === undefined) return label
  context.isSuffixDue = false
  return {children: [label, {children: [suffix], part: 'year-suffix'}]}
}

/** A locator with its ranges. */
export function formatLocator(value: string, {cite}: Context, scope: Scope): string {
  const text = value.trim().replaceAll(' & ', ` ${ampersand(scope.locale)} `)
  if ((cite.label ?? 'page') === 'page') return formatPages(text, scope.attributes['page-range-format'], scope.dash)
  return text.replace(/(\d[a-z]?)\s*-\s*(?=\d)/gi, `$1${scope.dash}`)
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
  return (
    families
      .slice(0, 4)
      .map((family, index) => family.slice(0, lengths[index]))
      .join('') + year
  )
}
