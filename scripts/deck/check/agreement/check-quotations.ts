/** What slides put between quotation marks → a message where it is not the thesis's own words. */

import {type Claim, report, type SlideContext, whereOf} from './slide-context.ts'
import type {Block} from './slide-prose.ts'
import type {Passage} from './thesis-text.ts'
import {mark} from './typed-numbers.ts'

/** Shorter ones are words that one keeps at a distance. */
const shortest = 4

const quoted = /«([^«»]+)»|“([^“”]+)”|(?<![\p{L}\p{N}])"([^"]+)"(?![\p{L}\p{N}])/gu
/** « […] », « (…) » and « … »: words left out; « [il] »: a word of the quoter's. */
const cuts = /\[[^\]]*\]|\((?:…|\.\.\.)\)|…|\.\.\./

/**
 * Hold each quotation of four words or more against the words of the thesis.
 *
 * Capitals, spaces, punctuation and emphasis may differ; words may be left out where « […] » says so.
 *
 * Emits `slides:unknown-quotation`.
 *
 * @returns the quotations: their numbers and years are judged with their words
 */
export function checkQuotations(context: SlideContext, block: Block): Claim[] {
  const quotations = quotationsOf(block)
  for (const {start, end} of quotations) checkQuotation(context, block, {start, end})
  return quotations
}

function quotationsOf(block: Block): Claim[] {
  const {kind, text} = block
  if (kind === 'quotation') {
    // Who is quoted stands after a dash.
    const end = /(?<=\S) [–—-]{1,2} ?[^–—]{1,80}$/.exec(text)?.index ?? text.length
    return stemsOf(printedPart(block, 0, end)).length < shortest ? [] : [{start: 0, end}]
  }
  return [...text.matchAll(quoted)].flatMap(({index, 0: found}) => {
    const claim = {start: index, end: index + found.length}
    return stemsOf(printedPart(block, claim.start, claim.end)).length < shortest ? [] : [claim]
  })
}

/** Text with its values and narrative citations as the thesis prints them. */
function printedPart({text, bound}: Block, start: number, end: number): string {
  let printed = ''
  for (let index = start; index < end; index++)
    printed += text[index] === mark ? (bound.get(index)?.printed ?? '') : text[index]
  return printed
}

function checkQuotation(context: SlideContext, block: Block, claim: Claim): void {
  const {text} = context
  const parts = printedPart(block, claim.start, claim.end)
    .split(cuts)
    .map((part) => stemsOf(part).map(({word}) => word))
    .filter((part) => part.length > 0)
  // « [tout est du citant] »: no word of anybody else is quoted.
  if (parts.length === 0) return
  if (text.passages.length > 0 && isInThesis(text.passages, parts)) return
  const near = nearestPassage(context, parts.flat())
  const where = whereOf(block)
  report(
    context,
    block,
    claim,
    near
      ? `Quotation${where} differs from the thesis: \`${near.typed}\` for \`${near.meant}\``
      : `Quotation${where} is not in the thesis`,
    {
      rule: 'slides:unknown-quotation',
      // The words of somebody whom the thesis does not quote; words of the thesis that were changed are a contradiction.
      expected: near ? [near.passage] : undefined,
      fix: near
        ? `Quote the thesis: « ${near.passage} ».`
        : 'Quote words of the thesis, or say it in your own, without quotation marks.'
    }
  )
}

interface Word {
  word: string
  start: number
  end: number
}

/** Words of a passage, the same as one text, and each once. */
interface Words {
  list: Word[]
  text: string
  set: ReadonlySet<string>
}

const known = new WeakMap<Passage, Words>()

/** Words and figures without their capitals, with their places. */
function stemsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+|[%€$]/gu)].map(({index, 0: word}) => ({
    word: word.toLowerCase().replaceAll('œ', 'oe').normalize('NFC'),
    start: index,
    end: index + word.length
  }))
}

function wordsOfPassage(passage: Passage): Words {
  let words = known.get(passage)
  if (!words) {
    const list = stemsOf(passage.text)
    words = {list, text: ` ${list.map(({word}) => word).join(' ')} `, set: new Set(list.map(({word}) => word))}
    known.set(passage, words)
  }
  return words
}

/** Whether all parts stand in the thesis, in order: in one passage, or in passages of one section. */
function isInThesis(passages: readonly Passage[], parts: readonly string[][]): boolean {
  const [first = [], ...others] = parts
  return passages.some((passage, index) => {
    if (!wordsOfPassage(passage).text.includes(` ${first.join(' ')} `)) return false
    let at = index
    let from = findWords(passage, first, 0) + first.length
    return others.every((part) => {
      for (; passages[at]?.section === passage.section; at++, from = 0) {
        const found = findWords(passages[at]!, part, from)
        if (found < 0) continue
        from = found + part.length
        return true
      }
      return false
    })
  })
}

function findWords(passage: Passage, part: readonly string[], from: number): number {
  const text = wordsOfPassage(passage).list
  for (let start = from; start + part.length <= text.length; start++) {
    if (part.every((word, index) => text[start + index]!.word === word)) return start
  }
  return -1
}

/** The part of the thesis that has most of the words in their order, and the first words that differ. */
function nearestPassage({text, place}: SlideContext, typed: readonly string[]) {
  const wanted = new Set(typed)
  let best: {passage: Passage; shared: number} | undefined
  for (const passage of text.passages) {
    const {set} = wordsOfPassage(passage)
    let shared = 0
    for (const word of wanted) if (set.has(word)) shared++
    const isBetter = best === undefined || shared > best.shared || (shared === best.shared && place.has(passage))
    if (isBetter) best = {passage, shared}
  }
  if (!best || best.shared < wanted.size / 2) return undefined
  return compare(typed, best.passage)
}

/** Align the words typed with those of a passage: the fewest words put in, left out or replaced. */
function compare(typed: readonly string[], {text}: Passage) {
  const known = stemsOf(text)
  // The quotation may start anywhere in the passage.
  const cost = [[0, ...known.map(() => 0)]]
  for (const [row, word] of typed.entries()) {
    const above = cost[row]!
    const next = [row + 1]
    for (const [column, {word: other}] of known.entries()) {
      next.push(Math.min(above[column]! + (word === other ? 0 : 1), above[column + 1]! + 1, next[column]! + 1))
    }
    cost.push(next)
  }
  const last = cost[typed.length]!
  let column = last.indexOf(Math.min(...last))
  const pairs: Array<[typed: number | undefined, known: number | undefined]> = []
  const end = column
  for (let row = typed.length; row > 0; ) {
    const here = cost[row]![column]!
    const isSame = column > 0 && typed[row - 1] === known[column - 1]!.word
    const isLeftOut = column > 0 && here === cost[row]![column - 1]! + 1
    const isReplaced = column > 0 && here === cost[row - 1]![column - 1]! + 1
    if (isSame || (isReplaced && !isLeftOut)) pairs.unshift([--row, --column])
    else if (isLeftOut) pairs.unshift([undefined, --column])
    else pairs.unshift([--row, undefined])
  }
  const wrong = ([a, b]: [number | undefined, number | undefined]) =>
    a === undefined || b === undefined || typed[a] !== known[b]!.word
  const from = pairs.findIndex(wrong)
  let to = from
  while (to < pairs.length && wrong(pairs[to]!)) to++
  // A word more on each side, where one side alone has words: « mal couvert » for « couvert ».
  const isOneSided = [0, 1].some((side) => pairs.slice(from, to).every((pair) => pair[side] === undefined))
  const [first, until] = isOneSided ? [Math.max(0, from - 1), Math.min(pairs.length, to + 1)] : [from, to]
  const part = pairs.slice(first, until)
  const start = known[column]?.start ?? 0
  return {
    typed: part.flatMap(([at]) => (at === undefined ? [] : typed[at])).join(' '),
    meant: part.flatMap(([, at]) => (at === undefined ? [] : known[at]!.word)).join(' '),
    passage: text.slice(start, known[end - 1]?.end ?? text.length)
  }
}
