/** A table drawn with boxes → its rows of cells, those that cover several rows or columns too. */

import type {AlignType} from 'mdast'
import type {SourceLine} from '../syntax/syntax-nodes.ts'
import {between, part, sharesOf, visual} from './text-columns.ts'

/** A table whose cells are not read yet. */
export interface CutTable {
  rows: CutCell[][]
  align: AlignType[]
  headRows: number
  footRows: number
  widths?: number[]
}

/** The parts of lines that make a cell, from the first to the last. */
export interface CutCell {
  lines: SourceLine[]
  colSpan?: number
  rowSpan?: number
}

/** A box, by the lines of its rules and the columns of its bars. */
interface Box {
  top: number
  left: number
  bottom: number
  right: number
}

/**
 * Cut a grid at its boxes, found from corner to corner.
 *
 * Source: docutils, `GridTableParser`.
 *
 * @returns undefined when the boxes do not close or do not fill the table
 */
export function cutGrid(source: readonly SourceLine[]): CutTable | undefined {
  const lines = source.map((line) => visual(line.text.trimEnd()))
  const margin = lines[0]?.indexOf('+') ?? 0
  const boxes = boxesOf(lines, margin)
  const width = lines[0]?.length ?? 0
  const area = boxes.reduce((sum, box) => sum + (box.bottom - box.top) * (box.right - box.left), 0)
  if (boxes.length === 0 || area !== (lines.length - 1) * (width - 1 - margin)) return undefined

  const tops = sorted(boxes.map(({top}) => top))
  const lefts = sorted(boxes.map(({left}) => left))
  const rowAt = indexOf(tops)
  const columnAt = indexOf(lefts)
  const rows: CutCell[][] = tops.map(() => [])
  for (const {top, left, bottom, right} of boxes.toSorted((a, b) => a.left - b.left)) {
    const row = rowAt.get(top) ?? 0
    const rowSpan = (rowAt.get(bottom) ?? tops.length) - row
    const colSpan = (columnAt.get(right) ?? lefts.length) - (columnAt.get(left) ?? 0)
    const inside = source.slice(top + 1, bottom).map((line) => between(line, left + 1, right))
    rows[row]?.push({
      lines: withoutMargin(inside),
      rowSpan: rowSpan > 1 ? rowSpan : undefined,
      colSpan: colSpan > 1 ? colSpan : undefined
    })
  }
  const heads = lines.flatMap((line, index) => (/^ *\+[=:+]+$/.test(line) && line.includes('=') ? [index] : []))
  const headEnd = heads.find((line) => line > 0 && line < lines.length - 1)
  const footStart = heads.includes(lines.length - 1) ? heads.at(-2) : undefined
  return {
    rows,
    align: alignmentsOf(lines[headEnd ?? 0] ?? '', lefts, width),
    headRows: headEnd === undefined ? 0 : (rowAt.get(headEnd) ?? 0),
    footRows:
      footStart === undefined || footStart === headEnd ? 0 : tops.length - (rowAt.get(footStart) ?? tops.length),
    widths: sharesOf(
      lefts.map((left) => left - margin),
      width - 1 - margin
    )
  }
}

const sorted = (numbers: number[]) => [...new Set(numbers)].sort((a, b) => a - b)
const indexOf = (numbers: number[]) => new Map(numbers.map((number, index) => [number, index]))

/** From the first corner on, each box gives the corners of those beside and below it. */
function boxesOf(lines: readonly string[], margin: number): Box[] {
  const boxes: Box[] = []
  const corners: Array<[top: number, left: number]> = [[0, margin]]
  const seen = new Set<string>()
  let steps = lines.reduce((sum, line) => sum + line.length, 0) * most
  for (let corner = corners.shift(); corner; corner = corners.shift()) {
    const key = corner.join()
    if (seen.has(key)) continue
    seen.add(key)
    const box = boxFrom(...corner)
    if (!box) continue
    boxes.push(box)
    corners.push([box.top, box.right], [box.bottom, box.left])
  }
  return boxes

  function boxFrom(top: number, left: number): Box | undefined {
    for (let right = left + 1; rule.test(at(top, right)); right++) {
      if (at(top, right) !== '+') continue
      for (let bottom = top + 1; bar.test(at(bottom, left)) && bar.test(at(bottom, right)); bottom++) {
        if (at(bottom, left) === '+' && at(bottom, right) === '+' && isRule(bottom, left, right)) {
          return {top, left, bottom, right}
        }
      }
    }
    return undefined
  }

  function isRule(line: number, left: number, right: number): boolean {
    for (let column = left + 1; column < right; column++) if (!rule.test(at(line, column))) return false
    return true
  }

  function at(line: number, column: number): string {
    return steps-- > 0 ? (lines[line]?.[column] ?? '') : ''
  }
}

/** Looks at each character of a table, at most: more are a drawing made to cost time. */
const most = 40

const rule = /[-=:+]/
const bar = /[|+]/

/** Without the space beside the bar, and those at the ends of lines. */
function withoutMargin(lines: readonly SourceLine[]): SourceLine[] {
  const isApart = lines.every(({text}) => /^(?: |$)/.test(text))
  return lines.map((line) => part(line, isApart ? Math.min(1, line.text.length) : 0, line.text.trimEnd().length || 0))
}

/** `+:---+---:+` → left, right. */
function alignmentsOf(line: string, lefts: readonly number[], width: number): AlignType[] {
  return lefts.map((left, index) => {
    const dashes = line.slice(left + 1, lefts[index + 1] ?? width - 1)
    if (dashes.endsWith(':')) return dashes.startsWith(':') ? 'center' : 'right'
    return dashes.startsWith(':') ? 'left' : null
  })
}
