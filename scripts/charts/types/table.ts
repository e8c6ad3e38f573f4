/** A table as a drawing, for the places where a figure is wanted: columns as wide as their words. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {labelIn} from '../../data/table.ts'
import {type Context, cellText, columnLabel, columnsAt, tooMany, unitWord} from '../context.ts'
import {fontSize, fullWidth, muted, rule} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {line, lineHeight, text} from '../svg.ts'
import {widest, wrapText} from '../text-width.ts'

const mostRows = 40

/** Problems: `data:unknown-value`, `figures:too-much`. */
export function drawTable(context: Context): Sketch | Problem {
  const {options, table, space, lang, say} = context
  const names = options.columns ?? table.columns.map(({name}) => name).filter((name) => !/^sources?$/.test(name))
  const shown = columnsAt(
    context,
    names.map((name, index) => [name, ['columns', index]] as const)
  )
  const problem = tooMany(context, ['data'], 'rows', table.rows.length, mostRows)
  if (problem || isProblem(shown)) return problem ?? (shown as Problem)
  const columns = shown.map((index) => table.columns[index]!)
  const head = columns.map((column) => {
    const unit = unitWord(column, lang)
    return columnLabel(context, column) + (unit ? ` (${unit})` : '')
  })
  const rows = table.rows.map((row) => shown.map((index) => cellText(context, row, index)))
  const width = space?.width ?? fullWidth
  const gap = 14
  const needed = columns.map((_, index) => widest([head, ...rows].map((row) => row[index]!)))
  const free = width - gap * (columns.length - 1)
  const most = needed.reduce((sum, one) => sum + one, 0)
  const widths = needed.map((one) => (most > free ? Math.max(30, (one * free) / most) : one))
  let y = 0
  const drawn = [head, ...rows].map((row, rank) => {
    const wrapped = row.map((cell, index) => wrapText(cell, widths[index]! + 0.5, fontSize.label))
    const height = Math.max(...wrapped.map(({length}) => length)) * lineHeight() + 5
    let x = 0
    const cells = wrapped.map((words, index) => {
      const isNumber = columns[index]!.type === 'number'
      const left = x
      x += widths[index]! + gap
      const style = {anchor: isNumber ? 'end' : 'start', colour: rank === 0 ? muted : undefined} as const
      return text(isNumber ? left + widths[index]! : left, y + height / 2, words, style)
    })
    y += height
    return cells.join('') + line(0, y, width, y, {colour: rule, width: rank === 0 ? 1 : 0.5})
  })
  return {
    title: options.title === undefined ? labelIn(table.label, lang) || table.id : say(options.title),
    description: rows
      .slice(0, 12)
      .map((row) => `${row.filter(Boolean).join(', ')}.`)
      .join(' '),
    table: {head, rows},
    height: y + 1,
    content: drawn.join('')
  }
}
