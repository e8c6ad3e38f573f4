/** Numbers typed by hand that the data has as well: each is named, with the path that would bind it. */

import type {Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import type {KnownNumber} from '../../data/values.ts'
import {SKIP, visit} from '../../document/visit.ts'
import {inform} from '../../messages/messages.ts'
import '../../document/nodes.ts'

export interface CheckNumbersOptions {
  numbers: readonly KnownNumber[]
}

/** Content that is not the author's prose, or whose numbers mean something else. */
const skipped = [
  'citation',
  'crossReference',
  'dataValue',
  'drawing',
  'chart',
  'caseTable',
  'code',
  'inlineCode',
  'math',
  'inlineMath',
  'html',
  'bibliography'
]

/**
 * List every number in prose that equals one of the data's without being bound to it.
 *
 * Runs before values, charts and tables are filled in. Only distinctive numbers count: three figures or more, or
 * one followed by the data's own unit. Years never do, nor numbers in citations, code or formulas.
 *
 * Emits `data:unbound-number`.
 */
export const checkNumbers: Plugin<[CheckNumbersOptions], Root> = ({numbers}) => {
  const known = Map.groupBy(numbers, ({value}) => value)
  return (tree, file) => {
    visit(tree, (node) => {
      if (skipped.includes(node.type)) return SKIP
      if (node.type !== 'text') return undefined
      for (const {value, typed, at} of bareNumbers(node.value, known)) {
        const paths = [...new Set(known.get(value)!.map(({path}) => path))]
        inform(file, `Number typed by hand: \`${typed}\` is \`${paths[0]}\` in the data`, {
          at: placeOf(node, at, typed) ?? node,
          rule: 'data:unbound-number',
          actual: typed,
          expected: paths.slice(0, 3),
          fix: `Write \`:value[${paths[0]}]\` if it is that fact, so that it follows the data.`
        })
      }
      return undefined
    })
  }
}

interface BareNumber {
  value: number
  typed: string
  /** Offset in the text. */
  at: number
}

/** A number as French prose writes it: `5 133`, `15,3`; not a page, an article or a number of a series. */
const number =
  /(?<![\p{L}\d.,@/-]|(?:n°|\bpp?\.|\bart\.|§)[ \u00A0\u202F]?)(\d{1,3}(?:[ \u00A0\u202F]\d{3})+|\d+)(,\d+)?(?![\d,.]*\d|[\p{L}\d-])(?=\s?(%|\p{L}+)?)/gu

/** The numbers of a text that are distinctive and known. */
function bareNumbers(text: string, known: ReadonlyMap<number, readonly KnownNumber[]>): BareNumber[] {
  const found: BareNumber[] = []
  for (const match of text.matchAll(number)) {
    const [typed, whole = '', fraction = '', unit] = match
    const value = Number(whole.replace(/\D/g, '') + fraction.replace(',', '.'))
    const candidates = known.get(value)
    if (!candidates || isYear(whole, fraction)) continue
    const figures = (whole + fraction).replace(/\D/g, '').replace(/^0+/, '')
    const isRound = /^[1-9]0*$/.test(figures)
    const hasUnit = unit !== undefined && candidates.some(({units}) => units.includes(unit))
    if ((hasUnit && figures.length >= 2) || (figures.length >= 3 && !isRound))
      found.push({value, typed, at: match.index})
  }
  return found
}

function isYear(whole: string, fraction: string): boolean {
  return fraction === '' && /^(1[5-9]|20)\d\d$/.test(whole)
}

/** Place of the number in the source, when the text has neither escapes nor entities before it. */
function placeOf(node: Text, at: number, typed: string) {
  const {position} = node
  if (!position || position.start.offset === undefined || position.end.offset === undefined) return undefined
  if (position.end.offset - position.start.offset !== node.value.length || position.start.line !== position.end.line)
    return undefined
  const move = (by: number) => ({
    line: position.start.line,
    column: position.start.column + by,
    offset: position.start.offset! + by
  })
  return {start: move(at), end: move(at + typed.length)}
}
