/** Rows of a table → their number, the one cell that is meant, or all the numbers of a column. */

import type {Quantity} from './evaluate.ts'
import {type FoundValue, missing} from './found-value.ts'
import type {FoundRows} from './own-tables.ts'
import type {Problem} from './problem.ts'
import {type Column, saidIn, type Table} from './table.ts'

/** How many rows there are, or what the one that is left says. Problems: `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`. */
export function findInRows(found: FoundRows, path: string): FoundValue | Problem {
  const {table, rows, column: index} = found
  const sources = [...new Set(rows.flatMap((row) => row.sources))]
  if (index === undefined) return {path, label: table.id, value: rows.length, unit: '', decimals: 0, sources}
  const column = table.columns[index]!
  const [row, second] = rows
  if (!row) return noRow(table, path)
  if (second) return severalRows(found, column, path)
  const cell = row.cells[index]!
  const {unit, translations} = column
  const label = typeof column.label === 'string' ? column.label : (Object.values(column.label)[0] ?? column.name)
  if (cell.type === 'missing') return missing(path)
  if (cell.type === 'number') {
    return {path, label, value: cell.value, unit, translations, sources, decimals: column.decimals ?? cell.decimals}
  }
  const date = cell.type === 'date' ? cell.iso : undefined
  return {path, label, value: undefined, text: cell.text, date, unit: '', sources}
}

function noRow({id}: Table, path: string): Problem {
  return {
    reason: `No row of \`${id}\` has all that \`${path}\` says`,
    rule: 'data:unknown-value',
    fix: 'Leave one of the conditions out, or correct it.'
  }
}

function severalRows({table, rows}: FoundRows, {name, type}: Column, path: string): Problem {
  const apart = table.columns.flatMap((column, index) => {
    const values = new Set(column.name === name ? [] : rows.map((row) => saidIn(row, index)))
    return values.size > 1 ? [{text: `/${column.name}=${saidIn(rows[0]!, index)}`, size: values.size}] : []
  })
  const condition = apart.sort((a, b) => b.size - a.size)[0]?.text
  const isDotted = path.trimStart().startsWith(`${table.id}.`)
  const best = condition && (isDotted ? path + condition : path.replace(/\/[^/]*$/, `${condition}/${name}`))
  const calls = type === 'number' ? `${best ? ', or ' : ''}\`sum(${path})\` or \`mean(${path})\` for all of them` : ''
  return {
    reason: `Ambiguous path \`${path}\`: ${rows.length} rows match`,
    rule: 'data:ambiguous-value',
    fix: `Write ${best ? `a condition such as \`${best}\`` : ''}${calls}; \`${name}!=\` as a condition counts rows.`,
    expected: best ? [best] : []
  }
}

/** The numbers of a column; what is missing counts for nothing. */
export function quantityOfColumn({table, rows}: FoundRows, column: number): Quantity {
  const numbers = rows.flatMap(({cells, sources}) => {
    const cell = cells[column]
    return cell?.type === 'number' ? [{...cell, sources}] : []
  })
  const {unit, decimals} = table.columns[column]!
  return {
    values: numbers.map(({value}) => value),
    unit,
    decimals: decimals ?? numbers.reduce((most, one) => Math.max(most, one.decimals), 0),
    sources: [...new Set(numbers.flatMap(({sources}) => sources))]
  }
}
