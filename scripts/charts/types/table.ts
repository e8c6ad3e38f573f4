/** A table as a drawing, for the places where a figure is wanted: columns as wide as their words. */

import type {Problem} from '../../data/problem.ts'
import {type Context, cellText, columnAt, columnLabel, unitOf} from '../encode.ts'
import {fontSize, fullWidth, muted, rule} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {line, lines} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'

const mostRows = 40

/** Problems: `data:unknown-value`, `figures:too-much`. */
export function drawTable(context: Context): Sketch | Problem {
  const {options, table, space, lang, say, at} = context
  if (table.rows.length > mostRows) {
    return at(['data'], {
      reason: `Too many rows: ${table.rows.length} (maximum ${mostRows})`,
      rule: 'figures:too-much',
      fix: 'Draw some of them with `where: …`.'
    })
  }
  const shown: number[] = []
  const names = options.columns ?? table.columns.map(({name}) => name).filter((name) => !/^sources?$/.test(name))
  for (const [index, name] of names.entries()) {
    const found = columnAt(context, name, ['columns', index])
    if (typeof found !== 'number') return found
    shown.push(found)
  }
  const columns = shown.map((index) => table.columns[index]!)
  const head = columns.map((column) => {
    const unit = [unitOf(column, lang)].flat().at(-1)
    return columnLabel(context, column) + (unit ? ` (${unit})` : '')
  })
  const rows = table.rows.map((row) => shown.map((index) => cellText(context, row, index)))
  const width = space?.width ?? fullWidth
  const gap = 14
  const needed = columns.map((_, index) =>
    Math.max(...[head, ...rows].map((row) => textWidth(row[index]!, fontSize.label)))
  )
  const free = width - gap * (columns.length - 1)
  const most = needed.reduce((sum, one) => sum + one, 0)
  const widths = needed.map((one) => (most > free ? Math.max(30, (one * free) / most) : one))
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one + gap, 0))
  let y = 0
  const drawn = [head, ...rows].map((row, rank) => {
    const wrapped = row.map((cell, index) => wrapText(cell, widths[index]! + 0.5, fontSize.label))
    const height = Math.max(...wrapped.map(({length}) => length)) * 11.4 + 5
    const middle = y + height / 2
    y += height
    const cells = wrapped.map((words, index) => {
      const isNumber = columns[index]!.type === 'number'
      const x = isNumber ? lefts[index]! + widths[index]! : lefts[index]!
      return lines(x, middle, words, {anchor: isNumber ? 'end' : 'start', ...(rank === 0 ? {colour: muted} : {})})
    })
    return cells.join('') + line(0, y, width, y, {colour: rule, width: rank === 0 ? 1 : 0.5})
  })
  const title = options.title === undefined ? String(table.id) : say(options.title)
  return {
    title,
    description: rows
      .slice(0, 12)
      .map((row) => `${row.filter(Boolean).join(', ')}.`)
      .join(' '),
    table: {head, rows},
    height: y + 1,
    content: drawn.join('')
  }
}
