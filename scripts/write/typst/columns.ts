/** Cells of a table → how wide each column is, in which size, on which way round of the page. */

import {widthEm} from './fonts.ts'

/** Text width of the page upright and turned, in points: 130 mm and 212 mm. */
export const measure = {upright: 368.5, turned: 601}

/** What a table looks like. */
export interface TableLayout {
  /** Widths in points, the space between columns included; undefined when every column may take its natural width. */
  widths?: number[]
  /** Type size in points. */
  size: number
  isTurned: boolean
  /** Even in the smallest type, on a turned page, single words are wider than their column. */
  isTooWide: boolean
  /** Letters that fit into the narrowest column, when words must break. */
  longestWord?: number
  /** Some word is longer than its column. */
  isHyphenated: boolean
  /** Estimates, in points: of the table, of its highest row. */
  height: number
  highestRow: number
}

/** Type sizes tried, in points, largest first. */
const sizes = [10.5, 9.5, 8.5] as const
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
 * @param canTurn  whether the table stands where a page can be turned
 */
export function layoutTable(rows: readonly (readonly string[])[], canTurn: boolean): TableLayout {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const columns = Array.from({length: count}, (_, index) => needs(rows.map((row) => row[index] ?? '')))
  const lengths = rows.map((row) => columns.map((_, index) => widthEm(row[index] ?? '') * allowance))
  const least = sum(columns.map(({word}) => word)) + gutter * Math.max(0, count - 1)
  const natural = sum(columns.map(({line}) => line)) + gutter * Math.max(0, count - 1)

  if (natural * sizes[0] <= measure.upright) {
    const highestRow = sizes[0] + 9
    const height = rows.length * highestRow
    return {size: sizes[0], isTurned: false, isTooWide: false, isHyphenated: false, height, highestRow}
  }
  const upright = sizes.find((size) => least * size <= measure.upright)
  if (upright) return shared(upright, measure.upright, false)
  if (canTurn) {
    const turned = [...sizes, smallest].find((size) => least * size <= measure.turned)
    if (turned) return shared(turned, measure.turned, true)
  }
  const width = canTurn ? measure.turned : measure.upright
  const squeezed = shared(smallest, width, canTurn)
  if (least * smallest <= width) return squeezed
  const narrowest = Math.min(...(squeezed.widths ?? [])) / smallest - gutter
  return {...squeezed, isTooWide: true, longestWord: Math.max(2, Math.floor(narrowest / 0.55))}

  /** Give what is left, bit by bit, to the column that makes the table highest. */
  function shareOut(spare: number): number[] {
    const widths = columns.map(({word}) => word)
    for (let step = 0; step < steps; step += 1) {
      const blame = columns.map(() => 0)
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

  function gutters(index: number): number {
    return ((index > 0 ? 1 : 0) + (index < count - 1 ? 1 : 0)) * (gutter / 2)
  }

  function shared(size: number, width: number, isTurned: boolean): TableLayout {
    const spare = width / size - least
    const tight = (width / size - gutter * (count - 1)) / (least - gutter * (count - 1))
    const widths = spare < 0 ? columns.map(({word}) => word * tight) : shareOut(spare)
    const heights = rows.map((row) => linesOf(row, widths) * (size + 3) + 6)
    return {
      isHyphenated: spare < 0 || columns.some(({isCut}) => isCut),
      height: sum(heights),
      highestRow: Math.max(...heights),
      widths: widths.map((em, index) => round((em + gutters(index)) * size)),
      size,
      isTurned,
      isTooWide: false
    }
  }
}

/** Lines of the highest cell of a row. */
function linesOf(row: readonly string[], widths: readonly number[]): number {
  return Math.max(1, ...row.map((cell, index) => Math.ceil((widthEm(cell) * 1.1) / Math.max(1, widths[index] ?? 1))))
}

/** Widest word and widest line of a column, in em. */
function needs(cells: readonly string[]): {word: number; line: number; isCut: boolean} {
  let word = 1
  let isCut = false
  let line = 1
  for (const cell of cells) {
    line = Math.max(line, widthEm(cell) * allowance)
    for (const part of cell.split(/[ \t\n\u200B/-]+/)) {
      word = Math.max(word, widthEm(part.slice(0, longest)) * allowance)
      isCut ||= part.length > longest
    }
  }
  return {word: Math.min(word, line), line, isCut}
}

/** Into how many bits the spare width is cut. */
const steps = 80

/** A little more than the letters measure, for kerning and italics. */
const allowance = 1.04

/** Letters of a word that a column is made wide enough for; longer words break. */
const longest = 22

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const round = (points: number) => Math.round(points * 100) / 100
