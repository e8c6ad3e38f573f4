/** Straight quotes, apostrophes and full stops in a row → the signs of the language of each text; French has rules of its own. */

import type {Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import {isFrench} from '../../document/language.ts'
import {termsOf} from '../../document/terms.ts'
import {addresses, touches} from './french-typography.ts'
import {type Edit, editRun, obstacle, type Run, textRuns} from './text-runs.ts'

export interface SmartQuotesOptions {
  /** BCP 47 tag of the text; parts in other languages have attributes that say so. */
  lang: string
}

/**
 * Set quotes and apostrophes as Pandoc's `smart` does, with the signs of the language: “…”, „…“, «…».
 *
 * Signs that the author escaped, primes after numbers (`5' 10"`), code, formulas and addresses stay. A second run
 * changes nothing more.
 *
 * Source: Pandoc User's Guide, “Extension: smart”; the signs are those of Unicode CLDR (`delimiters`).
 */
export const smartQuotes: Plugin<[SmartQuotesOptions], Root> =
  ({lang}) =>
  (tree, file) => {
    const source = String(file)
    // Grows while it is read: the first walk meets every language.
    const languages = new Set([lang])
    for (const language of languages) {
      const isWanted = (other: string) => languages.add(other) && other === language
      for (const run of textRuns(tree, lang, isWanted)) {
        if (!isFrench(language) && /["']|\.{3}/.test(run.text)) setRun(run, language, literalSigns(run, source))
      }
    }
  }

/** The same for a text that is no tree: a title on the cover, a slide, whose paragraphs have an empty line between them. */
export function smartText(text: string, lang: string): string {
  return text
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) => (/["']|\.{3}/.test(paragraph) ? smartParagraph(paragraph, lang) : paragraph))
    .join('')
}

function smartParagraph(text: string, lang: string): string {
  const node: Text = {type: 'text', value: text}
  setRun({text, pieces: [{start: 0, value: text, node, isMade: false}]}, lang, new Set())
  return node.value
}

function setRun(run: Run, lang: string, literal: ReadonlySet<number>): void {
  const closed = addresses(run.text)
  const edits = quotesOf(run.text, signsOf(lang), (at) => literal.has(at) || touches(closed, at, at + 1))
  for (const {index} of run.text.matchAll(/(?<!\.)\.{3}(?!\.)/g)) {
    if (!touches(closed, index, index + 3)) edits.push({start: index, end: index + 3, value: '…'})
  }
  editRun(
    run,
    edits.sort((a, b) => a.start - b.start)
  )
}

type Pair = readonly [open: string, close: string]

interface Signs {
  double: Pair
  single: Pair
  /** Within a pair of double ones. */
  inner: {double: Pair; single: Pair}
}

const apostrophe = '’'
const english: Pair = ['“', '”']
const englishSingle: Pair = ['‘', '’']

function signsOf(lang: string): Signs {
  // In Switzerland German takes guillemets that point outwards.
  if (/^de-(?:ch|li)$/i.test(lang)) return signs(['«', '»'], ['‹', '›'])
  const [open, close] = termsOf(lang).quotes
  if (open === '„') return signs([open, close], ['‚', '‘'])
  if (open !== '«') return signs([open, close], englishSingle)
  return {double: [open, close], single: englishSingle, inner: {double: english, single: english}}
}

function signs(double: Pair, single: Pair): Signs {
  return {double, single, inner: {double, single}}
}

/** A double quote that waits for the one that closes it. */
interface Opened {
  at: number
  isInner: boolean
}

/** What each straight quote of a text becomes, in no order. In one pass: what an opening one becomes is known at its end. */
function quotesOf(text: string, {double, single, inner}: Signs, isLiteral: (at: number) => boolean): Edit[] {
  const edits: Edit[] = []
  const doubles: Opened[] = []
  const singles: number[] = []
  let guillemets = 0
  const put = (at: number, value: string) => edits.push({start: at, end: at + 1, value})
  const isReached = (at: number | undefined) => at !== undefined && at > (doubles.at(-1)?.at ?? -1)
  for (const {index: at, 0: sign} of text.matchAll(/["'«»]/g)) {
    if (sign === '«') guillemets++
    if (sign === '»') guillemets--
    if (sign === '«' || sign === '»' || isLiteral(at)) continue
    const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' ']
    const canOpen = !isWord.test(before) && !/\s/.test(after)
    const canClose = !/[\s([{]/.test(before) && !isWord.test(after)
    const isInner = doubles.length > 0 || guillemets > 0
    if (sign === "'" && (isContraction(text, at) || (isWord.test(before) && /\p{L}/u.test(after)))) put(at, apostrophe)
    else if (sign === "'" && canClose && isReached(singles.at(-1)))
      pair(singles.pop()!, at, isInner ? inner.single : single)
    else if (sign === '"' && canClose && doubles.length > 0) {
      const opened = doubles.at(-1)!
      // What did not close within the pair does not close after it.
      while (isReached(singles.at(-1))) put(singles.pop()!, apostrophe)
      doubles.pop()
      pair(opened.at, at, opened.isInner ? inner.double : double)
    } else if (canOpen && sign === '"') doubles.push({at, isInner})
    else if (canOpen) singles.push(at)
    // A prime after a number stays; what opens in another paragraph closes here.
    else if (!/\d/.test(before)) put(at, sign === '"' ? double[1] : apostrophe)
  }
  for (const {at} of doubles) put(at, double[0])
  for (const at of singles) put(at, apostrophe)
  return edits

  function pair(start: number, end: number, [open, close]: Pair): void {
    put(start, open)
    put(end, close)
  }
}

const isWord = /[\p{L}\p{M}\p{N}]/u

/** `'90s`, `'tis`: letters left out where a word starts; or the end of a word that is code: `` `x`'s ``. */
function isContraction(text: string, at: number): boolean {
  const [before = ' ', rest] = [text[at - 1], text.slice(at, at + 8)]
  if (before === obstacle) return /^'(?:s|t|d|m|ll|re|ve)(?![\p{L}\p{N}'])/u.test(rest)
  return !isWord.test(before) && /^'(?:\d\ds?|tis|twas|twill|em|n'(?=\s))(?![\p{L}\p{N}'])/u.test(rest)
}

/** Where a run has signs that its author wants as they are: `\"`, `&quot;`. */
function literalSigns(run: Run, source: string): Set<number> {
  const found = new Set<number>()
  for (const {start, value, node} of run.pieces) {
    const typed = source.slice(node?.position?.start.offset ?? 0, node?.position?.end.offset ?? 0)
    if (!/\\["']|&/.test(typed)) continue
    const written = [...typed.matchAll(/\\[\s\S]|["'“”‘’„‚«»‹›]|&(?:quot|apos|#0*3[49]|#x0*2[27]);/gi)].filter(
      ([sign]) => sign.length !== 2 || /["']/.test(sign)
    )
    const printed = [...value.matchAll(/["'“”‘’„‚«»‹›]/g)]
    if (written.length !== printed.length) continue
    written.forEach(([sign], turn) => {
      if (sign.length > 1) found.add(start + printed[turn]!.index)
    })
  }
  return found
}
