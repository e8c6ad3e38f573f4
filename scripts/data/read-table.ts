/** A file of `thesis/data/` and what `data.yml` says of it → a table whose cells are typed once; mistakes are messages. */

import type {VFile} from 'vfile'
import {error, type MessageOptions, warn} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {type ColumnDeclaration, type TableDeclaration, unitsOf} from './declaration.ts'
import {decimalOf, readColumn} from './read-cells.ts'
import {readCsv} from './read-csv.ts'
import {readYamlRows} from './read-yaml-rows.ts'
import {type CsvLine, type Field, type Lines, separatorOf} from './scan-csv.ts'
import {type Cell, type Column, placeAt, type Row, saidIn, type Table} from './table.ts'

/**
 * Read a table: CSV with commas, semicolons or tabs, or YAML or JSON with a list of rows. The first line of a CSV names
 * its columns. A column `source` or `sources` holds keys of the bibliography with a space between them.
 *
 * Emits `data:unreadable`, `data:encoding`, `data:missing-field`, `data:unknown-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readTable(file: VFile, id: string, declared: TableDeclaration = {}): Table | undefined {
  const isRows = /^\.(?:ya?ml|json)$/i.test(file.extname ?? '')
  const read = isRows ? readYamlRows(file) : readCsv(file, declared)
  if (!read) return undefined
  const found = declared.wide ? lengthen(file, read, id, declared.wide) : read
  const names = namesOf(file, found, id, declared)
  const missing = (declared.missing ?? []).map(String)
  const decimal = declared.decimal ?? decimalOf(allFields(found), separatorOf(String(file)) === ';')
  const columns: Column[] = []
  const cells: Cell[][] = []
  for (const {name, index, column} of names) {
    const fields = found.lines.map(({fields}) => fields[index] ?? {text: '', at: fields.at(-1)?.at ?? 0})
    const own = {name, type: column.type, decimal, missing: [...missing, ...(column.missing ?? []).map(String)]}
    const filled = readColumn(fields, own)
    columns.push(columnOf(name, column, filled))
    cells.push(filled.cells)
    if (filled.wrong.length > 0) reportWrong(file, name, filled.type, filled.wrong, column.type !== undefined)
  }
  const sourceAt = columns.findIndex(({name}) => name === 'source' || name === 'sources')
  const rows = found.lines.map(({line}, index): Row => {
    const row = {cells: cells.map((column) => column[index]!), line, sources: declared.sources ?? []}
    const keys =
      sourceAt < 0
        ? []
        : saidIn(row, sourceAt)
            .split(/[\s;]+/)
            .filter(Boolean)
    return keys.length > 0 ? {...row, sources: keys} : row
  })
  const table: Table = {
    id,
    label: declared.label ?? id,
    file,
    columns,
    rows,
    sources: [...new Set(rows.flatMap(({sources}) => sources))],
    time: declared.time ?? columns.find(({type}) => type === 'date')?.name,
    key: declared.key,
    group: declared.group
  }
  checkNames(file, table, declared)
  if (declared.key) checkKey(file, table, declared.key)
  return table
}

/** A table with columns for years, say, → a row for each of their cells. */
function lengthen(file: VFile, {head, lines}: Lines, id: string, wide: NonNullable<TableDeclaration['wide']>): Lines {
  const kept = wide.keep.flatMap((name) => {
    const index = head.findIndex(({text}) => text === name)
    if (index < 0)
      unknownColumn(
        file,
        id,
        name,
        head.map(({text}) => text)
      )
    return index < 0 ? [] : [index]
  })
  const others = [...head.keys()].filter((index) => !kept.includes(index) && head[index]!.text !== '')
  return {
    head: [...kept.map((index) => head[index]!), {text: wide.names, at: 0}, {text: wide.values, at: 0}],
    lines: lines.flatMap(({fields, line}) =>
      others.map((index) => ({
        line,
        fields: [...kept, -1, index].map((at) => (at < 0 ? head[index]! : (fields[at] ?? {text: '', at: 0})))
      }))
    )
  }
}

interface NamedColumn {
  name: string
  index: number
  column: ColumnDeclaration
}

/** The columns that have a name, by the names that paths give them. */
function namesOf(file: VFile, {head, lines}: Lines, id: string, declared: TableDeclaration): NamedColumn[] {
  const typed = head.map(({text}) => text)
  const declarations = Object.entries(declared.columns ?? {}).map(([name, column]) => ({name, column: column ?? {}}))
  for (const {name, column} of declarations) {
    if (!typed.includes(column.from ?? name)) unknownColumn(file, id, column.from ?? name, typed)
  }
  const widest = lines.reduce<CsvLine | undefined>((most, one) => {
    const isWide = one.fields.slice(head.length).some(({text}) => text !== '')
    return isWide && one.fields.length > (most?.fields.length ?? 0) ? one : most
  }, undefined)
  if (widest) {
    error(file, `Too many cells: ${widest.fields.length} for ${head.length} columns`, {
      at: placeAt(file, widest.fields[head.length]!.at),
      rule: 'data:wrong-value',
      fix: 'Put a cell that holds a separator between double quotes, or name every column on the first line.'
    })
  }
  const isUsed = (index: number) => lines.some(({fields}) => fields[index]?.text)
  const unnamed = [...typed.keys()].filter((index) => typed[index] === '' && isUsed(index))
  if (unnamed[0] !== undefined) {
    const columns = `column${unnamed.length > 1 ? 's' : ''} ${unnamed.map((index) => index + 1).join(', ')}`
    error(file, `No name for ${columns}`, {
      at: placeAt(file, head[unnamed[0]]!.at),
      rule: 'data:wrong-value',
      fix: `Name ${columns} on the first line; remove the lines above the names, if there are any.`
    })
  } else if (
    typed.length > 1 &&
    typed.every((text) => text !== '' && Number.isFinite(Number(text.replace(',', '.'))))
  ) {
    warn(file, `Numbers on the first line, which names the columns: ${listOf(typed)}`, {
      at: placeAt(file, head[0]!.at),
      rule: 'data:wrong-value',
      fix: 'Write the names of the columns on a line above.'
    })
  }
  return typed.flatMap((text, index) => {
    const found = declarations.find(({name, column}) => (column.from ?? name) === text)
    const name = found?.name ?? text
    if (name === '') return []
    if (typed.indexOf(text) !== index) {
      error(file, `Duplicate column \`${name}\``, {
        at: placeAt(file, head[index]!.at, text.length),
        rule: 'data:duplicate',
        fix: 'Give one of the two another name.'
      })
      return []
    }
    return [{name, index, column: found?.column ?? {}}]
  })
}

function columnOf(
  name: string,
  {label, unit, decimals, order = []}: ColumnDeclaration,
  {type, cells, unit: sign}: ReturnType<typeof readColumn>
): Column {
  const values = type === 'text' ? new Set(cells.flatMap((cell) => (cell.type === 'missing' ? [] : [cell.text]))) : []
  return {
    name,
    label: label ?? name,
    type,
    ...unitsOf(unit, sign),
    decimals,
    order: [...new Set([...order, ...values])]
  }
}

function reportWrong(
  file: VFile,
  name: string,
  type: Column['type'],
  wrong: readonly Cell[],
  isDeclared: boolean
): void {
  const [{text, at}] = wrong as [Cell]
  const others = wrong.length > 1 ? `, and ${wrong.length - 1} more of its cells` : ''
  const form = type === 'date' ? 'a date such as 2020, 2020-07 or 2020-07-01' : 'a number such as 15.3'
  const options: MessageOptions = {
    at: placeAt(file, at, text.length),
    rule: 'data:wrong-value',
    actual: text,
    fix: isDeclared
      ? `Write ${form} in the column \`${name}\`, or leave the cell empty.`
      : `Write ${form}, leave the cell empty, or declare \`${name}: {type: text}\` in thesis/data/data.yml.`
  }
  const reason = `Text \`${text}\` in the column \`${name}\` of ${type}s${others}`
  if (isDeclared) error(file, reason, options)
  else warn(file, reason, options)
}

/** Columns that `key`, `time` and `group` name. */
function checkNames(file: VFile, {id, columns}: Table, {key = [], time, group}: TableDeclaration): void {
  const known = columns.map(({name}) => name)
  for (const name of [...key, time, group]) {
    if (name !== undefined && !known.includes(name)) unknownColumn(file, id, name, known)
  }
}

function checkKey(file: VFile, {columns, rows}: Table, key: readonly string[]): void {
  const indexes = columns.flatMap(({name}, index) => (key.includes(name) ? [index] : []))
  const seen = new Map<string, Row>()
  const twice: Array<[first: Row, second: Row]> = []
  for (const row of rows) {
    const value = JSON.stringify(indexes.map((index) => saidIn(row, index)))
    const before = seen.get(value)
    if (before) twice.push([before, row])
    else seen.set(value, row)
  }
  const [[before, row] = []] = twice
  if (!before || !row) return
  const what = indexes.map((index) => `${columns[index]!.name} ${saidIn(row, index)}`).join(', ')
  error(
    file,
    `Two rows of ${what}: line ${before.line} has it${twice.length > 1 ? `, and ${twice.length - 1} more` : ''}`,
    {
      at: {line: row.line, column: 1},
      rule: 'data:duplicate',
      fix: 'Keep one of the rows, or add the column that tells them apart to `key` in thesis/data/data.yml.'
    }
  )
}

function unknownColumn(file: VFile, id: string, name: string, known: readonly string[]): void {
  const first = known.find(Boolean) ?? ''
  error(file, `Missing column \`${name}\`, which thesis/data/data.yml declares: the file has ${listOf(known)}`, {
    at: {line: 1, column: 1},
    rule: 'data:unknown-field',
    actual: name,
    expected: nearest(name, known),
    fix:
      didYouMean(name, known) ||
      `Write \`tables: {${id}: {columns: {${name}: {from: '${first}'}}}}\` with the column that is meant.`
  })
}

function listOf(names: readonly string[]): string {
  return names
    .filter(Boolean)
    .map((name) => `\`${name}\``)
    .join(', ')
}

function* allFields({lines}: Lines): Iterable<Field> {
  for (const {fields} of lines) yield* fields
}
