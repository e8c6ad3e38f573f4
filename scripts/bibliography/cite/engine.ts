/** A style, a language and works → a citation engine that prints marked text (see rich-text.ts). */

import CSL, {type Engine, type Item, type OutputFormat} from 'citeproc'
import type {CslItem, CslName} from '../entry.ts'
import {nameFields, OTHERS} from '../entry.ts'
import {shortTitle} from './author-text.ts'
import {findLocale} from './locales.ts'
import {readRichText, richTextToString, withoutMarks, wrap} from './rich-text.ts'
import {type ArabicOrder, compareIn, withoutArticle} from './sorting.ts'
import type {Style} from './styles.ts'

export interface EngineOptions {
  style: Style
  /** BCP 47. */
  locale: string
  /** Locale files of the author's, by tag. */
  locales?: Record<string, string>
  /** By citeproc's id (see `engineItem`). */
  items: ReadonlyMap<string, Item>
  arabic: ArabicOrder
}

/** Name of our output format among citeproc's. */
const formatName = 'marked'

/** The name that stands for `and others`; `printOthers` puts the style's “et al.” in its place. */
const othersMark = '\uFDD4'

/** Behind a value that is the name of a property of every object, `constructor`. */
const propertyMark = '\uFDD5'

const passthrough = (_: Engine, text: string) => text

/** citeproc's decorations as marks. Its `html` format would do, but then text and markup would share characters. */
const outputFormat: OutputFormat = {
  // « nᵒ », « 2ᵉ »: superscript letters that few fonts have.
  text_escape: (text) =>
    (text ?? '').replace(CSL.SUPERSCRIPTS_REGEXP, (letter) =>
      wrap('position', CSL.SUPERSCRIPTS[letter] ?? letter, 'sup')
    ),
  bibstart: '',
  bibend: '',
  '@passthrough/true': passthrough,
  '@font-style/italic': (_, text) => wrap('italic', text, '1'),
  '@font-style/oblique': (_, text) => wrap('italic', text, '1'),
  '@font-style/normal': (_, text) => wrap('italic', text),
  '@font-variant/small-caps': (_, text) => wrap('smallCaps', text, '1'),
  '@font-variant/normal': (_, text) => wrap('smallCaps', text),
  '@font-weight/bold': (_, text) => wrap('bold', text, '1'),
  '@font-weight/normal': (_, text) => wrap('bold', text),
  '@font-weight/light': false,
  '@text-decoration/none': (_, text) => wrap('underline', text),
  '@text-decoration/underline': (_, text) => wrap('underline', text, '1'),
  '@vertical-align/sup': (_, text) => wrap('position', text, 'sup'),
  '@vertical-align/sub': (_, text) => wrap('position', text, 'sub'),
  '@vertical-align/baseline': (_, text) => wrap('position', text),
  '@strip-periods/true': passthrough,
  '@strip-periods/false': passthrough,
  '@quotes/true': (engine, text) => quote(engine, text, 'open-quote', 'close-quote'),
  '@quotes/inner': (engine, text) =>
    text === undefined ? '\u2019' : quote(engine, text, 'open-inner-quote', 'close-inner-quote'),
  '@quotes/false': false,
  '@cite/entry': passthrough,
  '@bibliography/entry': function (_, text) {
    return this.system_id === undefined ? text : wrap('entry', text, this.system_id)
  },
  '@display/block': (_, text) => `${text} `,
  '@display/left-margin': (_, text) => `${text} `,
  '@display/right-inline': passthrough,
  '@display/indent': passthrough,
  '@showid/true': passthrough,
  '@URL/true': (_, text) => link(text),
  // citeproc puts this one on addresses as well.
  '@DOI/true': (_, text) => link(text),
  '@work/part': (_, text, part) => markPart(text, part as Part)
}

CSL.Output.Formats[formatName] = outputFormat
// citeproc tells the console about what we tell the author.
CSL.debug = () => {}

function quote(engine: Engine, text: string | undefined, open: string, close: string): string {
  return (engine.getTerm(open) ?? '') + (text ?? '') + (text === undefined ? '' : (engine.getTerm(close) ?? ''))
}

function plain(text: string): string {
  return richTextToString(readRichText(text))
}

/** A DOI and an address that a browser opens as a page become links; anything else stays text. */
function link(text: string): string {
  const address = plain(text).trim()
  const url = /^10\.\d/.test(address) ? `https://doi.org/${address}` : address
  return /^https?:\/\/[^\s]+$/i.test(url) ? wrap('link', text, url) : text
}

/** One work's part of a cluster. */
interface Part {
  id: string
  prefix: string
  suffix: string
}

/** « voir » and « et passim » are not the work's: they stay outside its link. */
function markPart(text: string, {id, prefix, suffix}: Part): string {
  const start =
    prefix && text.startsWith(prefix) ? (/^\s*/.exec(text.slice(prefix.length))?.[0].length ?? 0) + prefix.length : 0
  const end = suffix && text.endsWith(suffix) ? text.length - suffix.length : text.length
  return end <= start
    ? wrap('work', text, id)
    : text.slice(0, start) + wrap('work', text.slice(start, end), id) + text.slice(end)
}

/** Start an engine. Throws what citeproc throws on a style that it cannot build. */
export function openEngine({style, locale, locales, items, arabic}: EngineOptions): Engine {
  const main = findLocale(locale, locales)
  const engine = new CSL.Engine(
    {
      retrieveItem: (id) => items.get(id) ?? {id, type: 'document'},
      retrieveLocale: (lang) => (lang === main.tag ? main.xml : findLocale(lang, locales).xml),
      stringCompare: compareIn(main.tag, arabic)
    },
    style.xml,
    main.tag,
    true
  )
  engine.setOutputFormat(formatName)
  Object.assign(engine.opt.development_extensions, {
    // Links are marks of ours.
    wrap_url_and_doi: true,
    // The library knows the particles of names: guessing cuts « El Amrani » in two.
    parse_names: false,
    // The reader of the text knows the labels of locators.
    locator_label_parse: false,
    // Lines such as `type: x` in a note are text.
    field_hack: false,
    allow_field_hack_date_override: false
  })
  keepGroupDelimiter(engine)
  keepLettersOffAccess(engine)
  sortTitlesWithoutArticles(engine, main.tag)
  markWorks(engine)
  return engine
}

/**
 * « (Un, 2001, 2003 ; Deux, 2005) »: beside an `after-collapse-delimiter`, citeproc forgets the delimiter that a style
 * gives for the years of one author, and takes the one between works.
 */
function keepGroupDelimiter({citation: {opt}}: Engine): void {
  if (opt.collapse !== 'year' || opt['after-collapse-delimiter'] === undefined || !opt.cite_group_delimiter) return
  opt.layout_delimiter = opt.cite_group_delimiter
}

/** The format's name, for citeproc's own functions. */
export const markedFormat = formatName

/**
 * The letter that tells works of one year apart follows the first year that is printed; of a work without a date that
 * would be the day on which it was read: « consulté en 2026a ».
 */
function keepLettersOffAccess(engine: Engine): void {
  const printed = [engine.citation.tokens, engine.bibliography.tokens, ...Object.values(engine.macros)]
  for (const token of new Set(printed.flat())) {
    if (token.name !== 'date' || !token.variables?.includes('accessed')) continue
    token.execs.unshift((state, {issued}) => {
      if (!issued) state.tmp.has_done_year_suffix = true
    })
  }
}

/** A title that stands in the place of an author is sorted by its first word that counts. */
function sortTitlesWithoutArticles(engine: Engine, tag: string): void {
  for (const token of engine.bibliography_sort.tokens) {
    if (!token.variables_real?.includes('title')) continue
    token.execs = token.execs.map(
      (run) =>
        function (state, item, cite) {
          const title = withoutArticle(String(item.title ?? ''), String(item.language ?? tag))
          return run.call(this, state, {...item, title}, cite)
        }
    )
  }
}

/**
 * Mark each work's part of a cluster, so that it can link to its entry.
 *
 * citeproc's own wrapper leaves the parentheses of the style out; here the mark is put on when a part is turned into
 * a string, after punctuation was settled, and inside the cluster's parentheses. Numbers that may be collapsed into
 * ranges are objects until the end and cannot be marked: `linkNumbers` in read-output.ts finds them. The same holds
 * for the letters of years, `2010a, b`, which stay without links (`isShared`).
 */
function markWorks(engine: Engine): void {
  const layout = engine.citation.tokens.find(({name}) => name === 'layout')
  if (!layout || collapsesNumbers(engine)) return
  const hasLetters = ['year-suffix', 'year-suffix-ranged'].includes(engine.citation.opt.collapse ?? '')
  layout.execs.push((state, {id}, cite) => {
    if (state.tmp.just_looking || state.tmp.area !== 'citation' || (hasLetters && cite?.isShared)) return
    const part: Part = {id, prefix: cite?.prefix?.trim() ?? '', suffix: cite?.suffix ?? ''}
    state.output.current.value().thesisPart = part
  })
  const render = engine.output.string
  engine.output.string = function (state, blobs, blob) {
    const [part] = blobs
    if (blob === undefined && blobs.length === 1 && part) mark(state, part)
    return render.call(this, state, blobs, blob)
  }
}

function mark(engine: Engine, part: import('citeproc').Blob): void {
  if (engine.tmp.just_looking || engine.tmp.area !== 'citation' || part.thesisPart === undefined) return
  part.decorations.push(['@work', 'part', part.thesisPart])
}

/** Whether several works of a cluster may be printed as one range, `[3–5]`. */
export function collapsesNumbers(engine: Engine): boolean {
  return engine.citation.opt.collapse === 'citation-number'
}

/**
 * An item as citeproc gets it: an id of ours, a short title, no marks in its text, `and others` as a name. Objects of
 * citeproc's have names and titles for keys: a value that every object has for a property is told apart by a mark.
 */
export function engineItem(id: string, item: CslItem): Item {
  const clean = (_: string, value: unknown) => (typeof value === 'string' ? cleanText(value) : value)
  const fields = {...item, id, custom: undefined, 'title-short': shortTitle(item)}
  const copy = JSON.parse(JSON.stringify(fields), clean) as Item
  for (const field of nameFields) {
    const names = copy[field] as CslName[] | undefined
    if (names?.at(-1)?.literal === OTHERS) names[names.length - 1] = {literal: othersMark}
  }
  return copy
}

function cleanText(value: string): string {
  const text = withoutMarks(value)
  return text in Object.prototype ? text + propertyMark : text
}

/** Put the style's “et al.” where a list of names goes on, and take the “and” before it away. */
export function printOthers(engine: Engine, marked: string): string {
  const text = marked.replaceAll(propertyMark, '')
  if (!text.includes(othersMark)) return text
  const and = [engine.getTerm('and'), '&'].filter((word) => word !== undefined).map((word) => escapePattern(word))
  const pattern = new RegExp(
    `(?:\\s*[,;])?\\s*(?:(?:${and.join('|')})\\s+)?((?:\\uFDD0[^\\uFDD1]*\\uFDD1)*)${othersMark}(\\uFDD2*)`,
    'g'
  )
  // What is put on a name, small capitals for instance, is not put on these words.
  return text.replace(pattern, (_, opening: string, closing: string) => {
    const marks = Math.min(opening.split('\uFDD0').length - 1, closing.length)
    return ` ${engine.getTerm('et-al') ?? OTHERS}${closing.slice(marks)}`
  })
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
