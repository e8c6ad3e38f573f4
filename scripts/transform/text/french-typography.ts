/** Make spaces, quotes, dashes and ordinals right in French text, wherever the outputs print it. */

import type {Nodes, PhrasingContent, Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import type {Config} from '../../config.ts'
import {isFrench} from '../../document/language.ts'
import {type Edit, editRun, type Run, textRuns} from './text-runs.ts'

export interface FrenchTypographyOptions {
  /** BCP 47 tag of the text; parts in other languages have attributes that say so. */
  lang: string
  /** Whose rules; `none` leaves the text alone. */
  french: Config['typography']['french']
}

const noBreak = '\u00A0'
const narrow = '\u202F'

/** The spaces that a code of typography asks for. */
interface Spaces {
  /** Before `;`, `!` and `?`. */
  punctuation: string
  colon: string
  /** Inside « ». */
  quote: string
  /** Before `%`, `€` and units. */
  unit: string
  thousands: string
}

/**
 * Where the codes differ.
 *
 * - Imprimerie nationale, *Lexique des règles typographiques en usage*, « Ponctuation » and « Nombres »: narrow
 *   before `; ! ?`, a word's space before `:` and inside guillemets, narrow between thousands.
 * - babel-french (its manual, `\frenchsetup`): the same, narrow before `%`.
 * - *Guide du typographe* (Lausanne): narrow before the four signs and inside guillemets.
 * - Office québécois de la langue française, *Vitrine linguistique*, « Espacement avant et après les signes de
 *   ponctuation »: none before `; ! ?` as it is usually printed there, no-break before `:` and inside guillemets.
 */
const codes: Record<Exclude<FrenchTypographyOptions['french'], 'none'>, Spaces> = {
  'imprimerie-nationale': {punctuation: narrow, colon: noBreak, quote: noBreak, unit: noBreak, thousands: narrow},
  'babel-french': {punctuation: narrow, colon: noBreak, quote: noBreak, unit: narrow, thousands: narrow},
  suisse: {punctuation: narrow, colon: narrow, quote: narrow, unit: noBreak, thousands: narrow},
  québec: {punctuation: '', colon: noBreak, quote: noBreak, unit: noBreak, thousands: noBreak}
}

/**
 * Apply French typography to the text of a document.
 *
 * Changes spaces that are there: a missing one is a message of `checkText`.
 * Leaves code, formulas, addresses, raw HTML and parts in other languages
 * alone. Nodes keep their places in the source; running it twice changes
 * nothing more.
 */
export const frenchTypography: Plugin<[FrenchTypographyOptions], Root> =
  ({lang, french}) =>
  (tree) => {
    if (french === 'none') return
    const rules = rulesOf(codes[french])
    for (const run of textRuns(tree, lang, isFrench)) {
      for (const rule of rules) apply(run, rule)
    }
    raiseOrdinals(tree, lang)
  }

/**
 * The same for a text that is no tree: a title on the cover, a caption of a chart.
 * Ordinals stay in line.
 */
export function frenchText(text: string, french: FrenchTypographyOptions['french']): string {
  if (french === 'none') return text
  const node: Text = {type: 'text', value: text}
  const run: Run = {text, pieces: [{start: 0, value: text, node, isMade: false}]}
  for (const rule of rulesOf(codes[french])) apply(run, rule)
  return node.value
}

/** A text → what to change in it. */
type Rule = (text: string) => Edit[]

function apply(run: Run, rule: Rule): void {
  const edits = rule(run.text).filter(({start, end, value}) => run.text.slice(start, end) !== value)
  if (edits.length === 0) return
  const closed = addresses(run.text)
  editRun(
    run,
    edits.filter((edit) => !touches(closed, edit.start, edit.end))
  )
}

/** Web addresses, DOIs, e-mails and file names in the text: never touched. */
export function addresses(text: string): Array<{start: number; end: number}> {
  if (!/\w:[^\s«»]|www\.|10\.\d|@/i.test(text)) return []
  return [
    ...text.matchAll(
      /(?:https?|ftp|file|mailto|doi|urn):[^\s«»]+|www\.[^\s«»]+|\b10\.\d{4,9}\/[^\s«»]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/giu
    )
  ].map(({index, 0: address}) => ({start: index, end: index + address.replace(/[.,;:!?)]+$/, '').length}))
}

/** Whether one of some addresses, which are in order, shares a character with `text.slice(start, end)`. */
export function touches(closed: ReturnType<typeof addresses>, start: number, end: number): boolean {
  let low = 0
  let high = closed.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((closed[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return (closed[low]?.start ?? Number.POSITIVE_INFINITY) < end
}

function rulesOf(spaces: Spaces): Rule[] {
  return [
    replace(/'/, /(?<=[\p{L}\p{N}])'(?=[\p{L}«“"\uFFFC])/gu, '’'),
    replace(/\.{3}/, /(?<!\.)\.{3}(?!\.)/g, '…'),
    where(/"/, straightQuotes(spaces.quote)),
    replace(/[«‹]/, /(?<=[«‹])[ \t\n\u00A0\u202F]+(?=\S)/g, spaces.quote),
    replace(/[»›]/, /(?<=\S)[ \t\n\u00A0\u202F]+(?=[»›])/g, spaces.quote),
    // A sign alone, not the start of another notation (`:value`, `!important`).
    replace(
      /[\s\u00A0\u202F][;!?]/,
      /(?<=[^\s\u00A0\u202F])[ \t\n\u00A0\u202F]+(?=[;!?]+(?:[\s\u00A0\u202F»”’").,…\]\uFFFC–—]|$))/g,
      spaces.punctuation
    ),
    replace(
      /[\s\u00A0\u202F]:/,
      /(?<=[^\s\u00A0\u202F])[ \t\n\u00A0\u202F]+(?=:(?:[\s\u00A0\u202F»”\uFFFC]|$))/g,
      spaces.colon
    ),
    replace(/[%‰€$£]/, /(?<=\d)[ \u00A0\u202F](?=[%‰€$£])/g, spaces.unit),
    replace(
      /\d[ \u202F][°\p{L}]/u,
      /(?<=\d)[ \u202F](?=(?:°C|[kcm]?m[²³]?|km|kg|ha|h|min|M€|Md€|MAD|DH|MDH|USD|EUR|millions?|milliards?)(?![\p{L}\p{N}]))/gu,
      noBreak
    ),
    where(/\d[ \u00A0\u202F]\d/, thousands(spaces.thousands)),
    replace(
      /[.°º§NnSs] [\dIVXLCivxl]/,
      /(?<=(?<![\p{L}\p{N}])(?:pp?\.|fol\.|vol\.|t\.|chap\.|art\.|figs?\.|tabl?\.|col\.|l\.|[nN][°º]s?|f[°º]s?|§§?))[ ](?=[\dIVXLCivxl])/gu,
      noBreak
    ),
    replace(
      /M[\p{L}.]|[DP]re? /u,
      /(?<=(?<![\p{L}\p{N}.])(?:MM?\.|Mmes?|Mlles?|Dre?|Pre?|Mgr))[ ](?=\p{Lu})/gu,
      noBreak
    ),
    replace(
      /[\dr] [jfmasond]/,
      /(?<=(?<![\p{L}\p{N}])\d{1,2}(?:er)?)[ ](?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\p{L}))/gu,
      noBreak
    ),
    replace(/siècle/, /(?<=(?<![\p{L}\p{N}])(?:[IVXL]+|\d{1,2})es?)[ ](?=siècles?(?!\p{L}))/gu, noBreak),
    // An initial and the name.
    replace(/\p{Lu}\. \p{Lu}/u, /(?<=(?<!\p{L})\p{Lu}\.)[ ](?=\p{Lu}\p{Ll})/gu, noBreak),
    replace(/ J\./, /(?<=(?<!\p{L})(?:av|apr)\.)[ ](?=J\.)/gu, noBreak),
    // Between words, not between numbers, where it would be a minus or a range.
    replace(
      /[ \u00A0]-[ \u00A0]/,
      /(?<=[\p{L},»”…)\uFFFC][ \u00A0])-(?=[ \u00A0][\p{L}\p{N}«“(\uFFFC])|(?<=\d[ \u00A0])-(?=[ \u00A0][\p{L}«“(])/gu,
      '–'
    ),
    where(/[–—]/, incises)
  ]
}

/** A rule for the few texts that have what it is about: to look for a sign takes a tenth of looking around each letter. */
function where(sign: RegExp, rule: Rule): Rule {
  return (text) => (sign.test(text) ? rule(text) : [])
}

function replace(sign: RegExp, pattern: RegExp, value: string): Rule {
  return where(sign, (text) =>
    [...text.matchAll(pattern)].map(({index, 0: found}) => ({start: index, end: index + found.length, value}))
  )
}

/** `12 345` → no-break, where the groups are those of one number. */
function thousands(space: string): Rule {
  const number =
    /(?<![\p{L}\p{N}.,/]|\d[ \u00A0\u202F-])[1-9]\d{0,2}(?:[ \u00A0\u202F]\d{3})+(?![\p{N}/]|[ \u00A0\u202F]\d)/gu
  return (text) =>
    [...text.matchAll(number)].flatMap(({index, 0: found}) =>
      [...found.matchAll(/[ \u00A0\u202F]/g)].map((gap) => ({
        start: index + gap.index,
        end: index + gap.index + 1,
        value: space
      }))
    )
}

/**
 * `"…"` → « … », and “ … ” inside « ».
 * Only when every straight quote of the run opens or closes clearly, in turn: inches and seconds stay.
 */
function straightQuotes(space: string): Rule {
  return (text) => {
    const quotes = [...text.matchAll(/"/g)].map(({index}) => index)
    const isClear =
      quotes.length % 2 === 0 &&
      quotes.every((at, turn) =>
        turn % 2 === 0
          ? /^[\s\u00A0\u202F([«’'–—-]?$/u.test(text.slice(Math.max(0, at - 1), at)) && /\S/u.test(text[at + 1] ?? '')
          : /[^\s([]/u.test(text[at - 1] ?? '') &&
            /^[\s\u00A0\u202F.,;:!?)\]»…–—\uFFFC]?$/u.test(text.slice(at + 1, at + 2))
      )
    if (!isClear) return []
    let depth = 0
    let from = 0
    return quotes.map((at, turn) => {
      for (; from < at; from++) depth += text[from] === '«' ? 1 : text[from] === '»' ? -1 : 0
      const isInner = depth > 0
      const value = turn % 2 === 0 ? (isInner ? '“' : `«${space}`) : isInner ? '”' : `${space}»`
      return {start: at, end: at + 1, value}
    })
  }
}

/** The spaces inside a pair of dashes do not break: « mot – incise – suite ». */
function incises(text: string): Edit[] {
  const pair =
    /(?<=[\s\u00A0][–—])([ \u00A0\u202F])[^–—.!?;\n\s][^–—.!?;\n]{0,300}?[^–—.!?;\n\s]?([ \u00A0\u202F])[–—](?=[\s\u00A0,.;:!?)]|$)/gu
  return [...text.matchAll(pair)].flatMap(({index, 0: found}) => {
    const close = index + found.length - 2
    return [
      {start: index, end: index + 1, value: noBreak},
      {start: close, end: close + 1, value: noBreak}
    ]
  })
}

const ordinal =
  /(?<![\p{L}\p{N}.,’'_/]|\d-)(\d+|(?=[IVXL]{2})X{0,3}(?:XL|L)?X{0,3}(?:IX|IV|V?I{0,3})|I(?=(?:er|re)s?(?!\p{L}))|[IVX](?=e[ \u00A0\u202F](?:siècle|millénaire|République|Reich|Internationale|dynastie|arrondissement)))(er|re|ère|ers|res|ères|e|es|ème|èmes|nd|nde|nds|ndes|d|de|ds|des)(?![\p{L}\p{N}’'_/]|-\d)/gu

/** Most texts hold none, and looking for one at each letter takes as long as all other rules. */
const mayBeOrdinal = /[\dIVXL](?:e|r|è|n?d)/

/** `1er`, `2e`, `XIXe` → the ending raised, as typed: `2ème` is a message of `checkText`. */
function raiseOrdinals(node: Nodes, around: string): void {
  if (!('children' in node) || node.type === 'superscript') return
  const lang = node.attributes?.pairs.lang ?? (node.type === 'bibliographyEntry' ? node.lang : undefined) ?? around
  const children = node.children as Nodes[]
  for (const child of children) raiseOrdinals(child, lang)
  if (!isFrench(lang) || !children.some((child) => child.type === 'text')) return
  const raised = children.flatMap((child): Nodes[] => (child.type === 'text' ? splitOrdinals(child) : [child]))
  if (raised.length !== children.length) node.children = raised as typeof node.children
}

function splitOrdinals(text: Text): PhrasingContent[] {
  if (!mayBeOrdinal.test(text.value)) return [text]
  let closed: ReturnType<typeof addresses> | undefined
  const nodes: PhrasingContent[] = []
  const {position} = text
  const piece = (value: string): Text => ({type: 'text', value, position})
  let from = 0
  for (const {index, 0: found, 1: number = '', 2: ending = ''} of text.value.matchAll(ordinal)) {
    if (!isOrdinal(number, ending)) continue
    closed ??= addresses(text.value)
    if (touches(closed, index, index + found.length)) continue
    nodes.push(piece(text.value.slice(from, index) + number))
    nodes.push({
      type: 'superscript',
      children: [piece(ending)],
      position
    })
    from = index + found.length
  }
  if (from === 0) return [text]
  if (from < text.value.length) nodes.push(piece(text.value.slice(from)))
  return nodes
}

/** `1er` and `1re`, but `2e`; `2d` only for two. */
function isOrdinal(number: string, ending: string): boolean {
  const isFirst = number === '1' || number === 'I'
  if (/^(?:er|re|ère)/.test(ending)) return isFirst
  if (/^n?d/.test(ending)) return number === '2'
  return !isFirst
}
