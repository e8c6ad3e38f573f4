/** Cells of a table → how wide each column is, in which size, on which way round of the page. */

import type {PageDesign} from '../../document/design.ts'
import {widthEm} from '../../document/fonts.ts'

/** What a table looks like. */
export interface TableLayout {
  /** Widths in points, the space between columns included; undefined when every column may take its natural width. */
  widths?: number[]
  /** Type size in points. */
  size: number
  isLandscape: boolean
  /** Even in the smallest type, on a landscape page, single words are wider than their column. */
  isTooWide: boolean
  /** Letters that fit into the narrowest column, when words must break. */
  longestWord?: number
  /** Some word is longer than its column. */
  isHyphenated: boolean
  /** Estimates, in points, by row. */
  heights: number[]
}

/** Where a table stands. */
export interface TableSpace {
  page: PageDesign
  /** Whether a page can be landscape there. */
  canBeLandscape: boolean
  /** Of the lines there, in points. */
  width: number
  /** Whether some cell holds blocks, which are as wide as they may be: every column has a width then. */
  holdsBlocks: boolean
}

/** Type sizes tried, in points, largest first. */
const sizesOn = ({sizes: {small}}: PageDesign) => [small, small - 1, small - 2] as const
const smallest = 7

/** Space between two columns, in em. */
const gutter = 0.95

/**
 * Share out the width of the page among columns, as browsers do at first: a column gets what its longest word
 * needs, and what is left goes where it saves most lines.
 *
 * Source: CSS 2.2, 17.5.2.2, “Automatic table layout”.
 *
 * @param rows  plain text of the cells
 * @param shares  of the width there, as the author wants the columns: taken where their words fit
 */
export function layoutTable(
  rows: readonly (readonly string[])[],
  {page, canBeLandscape, width, holdsBlocks}: TableSpace,
  shares?: readonly number[]
): TableLayout {
  const sizes = sizesOn(page)
  const font = page.text.regular()
  const lengthEm: Measure = (text) => widthEm(text, 'regular', font) * allowance
  const count = Math.max(0, ...rows.map((row) => row.length))
  const lengths = rows.map((row) => Array.from({length: count}, (_, index) => lengthEm(row[index] ?? '')))
  const gaps = gutter * Math.max(0, count - 1)
  const asked = shares?.length === count ? layoutShares(rows, lengths, shares, width, sizes, lengthEm) : undefined
  if (asked) return asked
  const lines = rows.map((row) => Array.from({length: count}, (_, index) => longestLine(row[index] ?? '', lengthEm)))
  const columns = columnsOf(lines, count).map((em) => em + (holdsBlocks ? setIn : 0))
  const natural = sum(columns) + gaps
  if (natural * sizes[0] <= width) {
    const linesIn = rows.map((row) => Math.max(1, ...row.map((cell) => cell.split('\n').length)))
    return {
      size: sizes[0],
      isLandscape: false,
      isTooWide: false,
      isHyphenated: false,
      heights: linesIn.map((count) => count * (sizes[0] + 3) + 6),
      widths: holdsBlocks ? columns.map((em, index) => round((em + gapsAround(index, count)) * sizes[0])) : undefined
    }
  }

  const whole = needs(rows, count, Number.POSITIVE_INFINITY, lengthEm)
  const cut = needs(rows, count, longest, lengthEm)
  const plans: Plan[] = [
    ...sizes.slice(0, 2).map((size) => ({size, words: whole, isLandscape: false})),
    ...sizes.map((size) => ({size, words: cut, isLandscape: false})),
    ...(canBeLandscape ? [...sizes, smallest].map((size) => ({size, words: cut, isLandscape: true})) : [])
  ]
  const last: Plan = {size: smallest, words: cut, isLandscape: canBeLandscape}
  const plan = plans.find((each) => spareOf(each) >= 0) ?? last
  const spare = spareOf(plan)
  const widths = spare < 0 ? squeezed(plan, spare) : shareWell(plan.words, lines, lengths, spare)
  const heights = lengths.map((cells) => linesOf(cells, widths) * (plan.size + 3) + 6)
  return {
    size: plan.size,
    isLandscape: plan.isLandscape,
    isTooWide: spare < 0,
    longestWord: spare < 0 ? Math.max(2, Math.floor(Math.min(...widths) / 0.55)) : undefined,
    isHyphenated: plan.words === cut && sum(cut) < sum(whole),
    widths: widths.map((em, index) => round((em + gapsAround(index, count)) * plan.size)),
    heights
  }

  /** What is left, in em, when each column has its longest word. */
  function spareOf({size, words, isLandscape}: Plan): number {
    return (isLandscape ? page.landscapeWidth : width) / size - gaps - sum(words)
  }
}

/** The widths that the author asks for, in the largest type in which the words fit. */
function layoutShares(
  rows: readonly (readonly string[])[],
  lengths: readonly number[][],
  shares: readonly number[],
  width: number,
  sizes: readonly number[],
  lengthEm: Measure
): TableLayout | undefined {
  const scale = Math.max(1, sum(shares))
  const words = needs(rows, shares.length, Number.POSITIVE_INFINITY, lengthEm)
  const widthsAt = (size: number) =>
    shares.map((share, index) => ((share / scale) * width) / size - gapsAround(index, shares.length))
  const size = sizes.find((each) => widthsAt(each).every((em, index) => em >= words[index]!))
  if (size === undefined) return undefined
  const heights = lengths.map((cells) => linesOf(cells, widthsAt(size)) * (size + 3) + 6)
  return {
    size,
    isLandscape: false,
    isTooWide: false,
    isHyphenated: false,
    widths: shares.map((share) => round((share / scale) * width)),
    heights
  }
}

/** A size, a way round, and the words that columns must hold. */
interface Plan {
  size: number
  words: readonly number[]
  isLandscape: boolean
}

function squeezed({words}: Plan, spare: number): number[] {
  return words.map((word) => word * (1 + spare / sum(words)))
}

/** Columns of short cells hold each on one line, where that makes the table no higher. */
function shareWell(
  words: readonly number[],
  lines: readonly number[][],
  lengths: readonly number[][],
  spare: number
): number[] {
  const linesWith = (widths: readonly number[]) => sum(lengths.map((cells) => linesOf(cells, widths)))
  let [least, widths] = [words, shareOut(words, lengths, spare)]
  const most = linesWith(widths) * 1.03
  const whole = columnsOf(lines.slice(1), words.length)
  const short = whole.flatMap((em, index) => (em <= shortest && em > words[index]! ? [index] : []))
  for (const index of short.slice(0, 6)) {
    const raised = least.with(index, whole[index]!)
    const rest = spare + sum(words) - sum(raised)
    const other = rest < 0 ? undefined : shareOut(raised, lengths, rest)
    if (other && linesWith(other) <= most) [least, widths] = [raised, other]
  }
  return widths
}

/** Give what is left, bit by bit, to the column that makes the table highest. */
function shareOut(words: readonly number[], lengths: readonly number[][], spare: number): number[] {
  const widths = [...words]
  for (let step = 0; step < steps; step += 1) {
    const blame = widths.map(() => 0)
    for (const cells of lengths) {
      const lines = cells.map((length, index) => length / widths[index]!)
      const highest = lines.indexOf(Math.max(...lines))
      if (lines[highest]! > 1) blame[highest]! += lines[highest]! / widths[highest]!
    }
    const most = blame.indexOf(Math.max(...blame))
    if (blame[most] === 0) break
    widths[most]! += spare / steps
  }
  return widths
}

function gapsAround(index: number, count: number): number {
  return ((index > 0 ? 1 : 0) + (index < count - 1 ? 1 : 0)) * (gutter / 2)
}

/** Widest line of each column, in em. */
function columnsOf(lengths: readonly number[][], count: number): number[] {
  return Array.from({length: count}, (_, index) => Math.max(1, ...lengths.map((cells) => cells[index] ?? 0)))
}

/** Widest word of each column, in em, words of more letters than `limit` counted as that long. */
function needs(rows: readonly (readonly string[])[], count: number, limit: number, lengthEm: Measure): number[] {
  const words = rows.map((row) =>
    Array.from({length: count}, (_, index) =>
      Math.max(...(row[index] ?? '').split(/[ \t\n\u200B/-]+/).map((word) => lengthEm(word.slice(0, limit))))
    )
  )
  return columnsOf(words, count)
}

/** Lines of the highest cell of a row. */
function linesOf(cells: readonly number[], widths: readonly number[]): number {
  return Math.max(1, ...cells.map((length, index) => Math.ceil((length * 1.06) / widths[index]!)))
}

const longestLine = (text: string, lengthEm: Measure) =>
  text.includes('\n') ? Math.max(...text.split('\n').map(lengthEm)) : lengthEm(text)

/** Text → its length in em, in the font of the table. */
type Measure = (text: string) => number

/** Space for the marks of items in a cell, in em. */
const setIn = 2.5

/** Into how many bits the spare width is cut. */
const steps = 80

/** Cells no wider than this are short, in em. */
const shortest = 8

/** A little more than the letters measure, for kerning and italics. */
const allowance = 1.04

/** Letters of a word that a column is made wide enough for, when whole words do not fit. */
const longest = 16

export const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const round = (points: number) => Math.round(points * 100) / 100
