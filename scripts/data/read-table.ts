/** A file of `thesis/data/` and what `data.yml` says of it → a table whose cells are typed once; mistakes are messages. */

import type {VFile} from 'vfile'
import {z} from 'zod'
import {error, type MessageOptions, warn} from '../messages/messages.ts'
import {readYaml} from '../messages/read-yaml.ts'
import {type ColumnDeclaration, type TableDeclaration, unitsOf, yamlRules} from './declaration.ts'
import {isSign} from './format.ts'
import {inCode, reportProblem, unknownName} from './problem.ts'
import {decimalOf, readColumn} from './read-cells.ts'
import {type Field, type Lines, readCsv, separatorOf} from './read-csv.ts'
import {type Cell, type Column, placeAt, type Row, saidIn, type Table} from './table.ts'

/**
 * Read a table: CSV with commas, semicolons or tabs, or YAML or JSON with a list of rows. The first line of a CSV names
 * its columns. A column `source` or `sources` holds keys of the bibliography with a space between them.
 *
 * Emits `data:unreadable`, `data:encoding`, `data:missing-field`, `data:unknown-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readTable(file: VFile, id: string, declared: TableDeclaration = {}): Table | undefined {
  const read = /^\.(?:ya?ml|json)$/i.test(file.extname ?? '') ? readYamlRows(file) : readCsv(file, declared)
  if (!read) return undefined
  const found = declared.wide ? lengthen(file, read, id, declared.wide) : read
  checkShape(file, found)
  const isFrench = separatorOf(String(file)) === ';'
  const decimal = declared.decimal ?? decimalOf(allFields(found), isFrench)
  const columns: Column[] = []
  const cells: Cell[][] = []
  for (const {name, index, column} of namesOf(file, found, id, declared)) {
    const fields = found.lines.map(({fields}) => fields[index] ?? {text: '', at: fields.at(-1)?.at ?? 0})
    const missing = [...(declared.missing ?? []), ...(column.missing ?? [])].map(String)
    const monthFirst = column.dates === undefined ? undefined : column.dates === 'month-first'
    const filled = readColumn(fields, {name, type: column.type, monthFirst, decimal, missing})
    columns.push(columnOf(name, column, filled))
    cells.push(filled.cells)
    checkCells(file, name, column, filled)
    if (filled.ambiguous && !isFrench && decimal === '.') reportAmbiguous(file, id, name, filled.ambiguous)
  }
  const sourceAt = columns.findIndex(({name}) => name === 'source' || name === 'sources')
  const {label = id, sources = [], key, group} = declared
  const rows = found.lines.map(({line}, index): Row => {
    const row = {cells: cells.map((column) => column[index]!), line, sources}
    const keys = saidIn(row, sourceAt).match(/[^\s;]+/g)
    return keys ? {...row, sources: keys} : row
  })
  const all = [...new Set(rows.flatMap((row) => row.sources))]
  const time = declared.time ?? columns.find(({type}) => type === 'date')?.name
  const names = columns.map(({name}) => name)
  for (const name of [...(key ?? []), declared.time, group]) {
    if (name !== undefined && !names.includes(name)) unknownColumnOf(file, id, name, names)
  }
  const table: Table = {id, label, file, columns, rows, sources: all, time, key, group}
  if (key) checkKey(file, table, key)
  return table
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rowsSchema = z.array(z.record(z.string(), scalar)).min(1)

/** Read `- {plot: A, mass: 12}` and so on; a row may leave out what it does not have. */
function readYamlRows(file: VFile): Lines | undefined {
  const {value, placeOf} = readYaml(file, rowsSchema, {rules: yamlRules})
  const names = [...new Set(value?.flatMap((row) => Object.keys(row)))]
  const lines = value?.map((row, index) => {
    const place = placeOf([index])?.start
    const fieldOf = (name: string): Field => ({
      text: String(row[name] ?? '')
        .trim()
        .normalize('NFC'),
      at: (row[name] === undefined ? undefined : placeOf([index, name])?.start.offset) ?? place?.offset ?? 0
    })
    return {line: place?.line ?? 1, fields: names.map(fieldOf)}
  })
  return lines && {head: names.map((text) => ({text: text.normalize('NFC'), at: 0})), lines}
}

/** A table with columns for years, say, → a row for each of their cells. */
function lengthen(file: VFile, {head, lines}: Lines, id: string, wide: NonNullable<TableDeclaration['wide']>): Lines {
  const names = head.map(({text}) => text)
  const kept = wide.keep.map((name) => {
    if (!names.includes(name)) unknownColumnOf(file, id, name, names)
    return names.indexOf(name)
  })
  const others = [...head.keys()].filter((index) => !kept.includes(index) && names[index] !== '')
  const own = kept.filter((index) => index >= 0)
  return {
    head: [...own.map((index) => head[index]!), {text: wide.names, at: 0}, {text: wide.values, at: 0}],
    lines: lines.flatMap(({fields, line}) => {
      const fieldAt = (index: number) => fields[index] ?? {text: '', at: 0}
      return others.map((index) => ({line, fields: [...own.map(fieldAt), head[index]!, fieldAt(index)]}))
    })
  }
}

/** Lines longer than the first, columns without a name, numbers for names. */
function checkShape(file: VFile, {head, lines}: Lines): void {
  const rule = 'data:wrong-value'
  let widest: readonly Field[] = head
  for (const {fields} of lines) {
    if (fields.length > widest.length && fields.slice(head.length).some(({text}) => text !== '')) widest = fields
  }
  if (widest.length > head.length) {
    error(file, `Too many cells: ${widest.length} for ${head.length} columns`, {
      at: placeAt(file, widest[head.length]!.at),
      rule,
      fix: 'Put a cell that holds a separator between double quotes, or name every column on the first line.'
    })
  }
  const unnamed = [...head.keys()].filter(
    (index) => head[index]!.text === '' && lines.some(({fields}) => fields[index]?.text)
  )
  if (unnamed[0] !== undefined) {
    const columns = `column${unnamed.length > 1 ? 's' : ''} ${unnamed.map((index) => index + 1).join(', ')}`
    error(file, `No name for ${columns}`, {
      at: placeAt(file, head[unnamed[0]]!.at),
      rule,
      fix: `Name ${columns} on the first line; remove the lines above the names, if there are any.`
    })
  } else if (
    head.length > 1 &&
    head.every(({text}) => text !== '' && Number.isFinite(Number(text.replace(',', '.'))))
  ) {
    warn(file, `Numbers on the first line, which names the columns: ${inCode(head.map(({text}) => text))}`, {
      at: placeAt(file, head[0]!.at),
      rule,
      fix: 'Write the names of the columns on a line above.'
    })
  }
}

/** The columns that have a name, by the names that paths give them. */
function namesOf(file: VFile, {head}: Lines, id: string, {columns = {}}: TableDeclaration) {
  const typed = head.map(({text}) => text)
  const byTyped = new Map<string, {name: string; column: ColumnDeclaration}>()
  for (const [name, column] of Object.entries(columns)) {
    const from = column?.from ?? name
    if (!typed.includes(from)) unknownColumnOf(file, id, from, typed)
    byTyped.set(from, {name, column: column ?? {}})
  }
  return head.flatMap(({text, at}, index) => {
    const {name, column} = byTyped.get(text) ?? {name: text, column: {} as ColumnDeclaration}
    if (name === '') return []
    if (typed.indexOf(text) === index) return [{name, index, column}]
    error(file, `Duplicate column \`${name}\``, {
      at: placeAt(file, at, text.length),
      rule: 'data:duplicate',
      fix: 'Give one of the two another name.'
    })
    return []
  })
}

function columnOf(
  name: string,
  {label, unit, decimals, order = []}: ColumnDeclaration,
  {type, cells, unit: sign}: ReturnType<typeof readColumn>
): Column {
  const values = type === 'text' ? cells.flatMap((cell) => (cell.type === 'missing' ? [] : [cell.text])) : []
  const [, before, own = ''] = (type === 'number' && /^(.*\S)\s+[([]([^()[\]]+)[)\]]$/.exec(name)) || []
  // `Rain (mm)` says its unit; `Score (A)` does not.
  const headed = unit === undefined && sign === '' && isSign(own) && !/^[A-Zb]?$/.test(own)
  return {
    name,
    label: label ?? (headed ? before! : name),
    type,
    ...unitsOf(unit, headed ? own : sign),
    decimals,
    order: [...new Set([...order, ...values])]
  }
}

/** Text in a column of numbers, empty cells and texts that the declaration does not allow. */
function checkCells(
  file: VFile,
  name: string,
  column: ColumnDeclaration,
  {type, cells, wrong}: ReturnType<typeof readColumn>
) {
  if (wrong[0]) {
    const form = type === 'date' ? 'a date such as 2020, 2020-07 or 2020-07-01' : 'a number such as 15.3'
    const fix = column.type
      ? `Write ${form} in the column \`${name}\`, or leave the cell empty.`
      : `Write ${form}, leave the cell empty, or declare \`${name}: {type: text}\` in thesis/data/data.yml.`
    const reason = `Text \`${wrong[0].text}\` in the column \`${name}\` of ${type}s`
    reportCells(file, reason, wrong, {rule: 'data:wrong-value', fix}, column.type ? error : warn)
  }
  const {isRequired, values} = column
  const empty = isRequired ? cells.filter((cell) => cell.type === 'missing') : []
  reportCells(file, `Missing \`${name}\``, empty, {rule: 'data:missing-field', fix: `Fill the cell \`${name}\`.`})
  const others = values ? cells.filter((cell) => cell.type !== 'missing' && !values.includes(cell.text)) : []
  if (!values || !others[0]) return
  const told = `Unknown value \`${others[0].text}\` in the column \`${name}\``
  const {reason, ...problem} = unknownName(told, others[0].text, values, undefined, 'data:wrong-value')
  reportCells(file, reason, others, problem)
}

/** One message for cells that are wrong in the same way, at the first of them. */
export function reportCells(file: VFile, reason: string, cells: readonly Cell[], options: MessageOptions, say = error) {
  const [first] = cells
  if (!first) return
  const others = cells.length > 1 ? `, and ${cells.length - 1} more of its cells` : ''
  const at = placeAt(file, first.at, first.text.length)
  say(file, reason + others, {at, actual: first.text, ...options})
}

function reportAmbiguous(file: VFile, id: string, name: string, {text, at}: Field): void {
  const declared = (order: string) => `\`tables: {${id}: {columns: {${name}: {dates: ${order}}}}}\``
  warn(file, `Date \`${text}\` in the column \`${name}\`, where no day is above 12: read with the day first`, {
    at: placeAt(file, at, text.length),
    rule: 'data:wrong-value',
    actual: text,
    fix: `Write ${declared('month-first')} in thesis/data/data.yml, or \`day-first\` if it is right.`
  })
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
  const others = twice.length > 1 ? `, and ${twice.length - 1} more` : ''
  error(file, `Two rows of ${what}: line ${before.line} has it${others}`, {
    at: {line: row.line, column: 1},
    rule: 'data:duplicate',
    fix: 'Keep one of the rows, or add the column that tells them apart to `key` in thesis/data/data.yml.'
  })
}

function unknownColumnOf(file: VFile, id: string, name: string, known: readonly string[]): void {
  const typed = known.filter(Boolean)
  const reason = `Missing column \`${name}\`, which thesis/data/data.yml declares: the file has ${inCode(typed)}`
  const fix = `Write \`tables: {${id}: {columns: {${name}: {from: '${typed[0] ?? ''}'}}}}\` with the column that is meant.`
  const at = {line: 1, column: 1}
  reportProblem(file, unknownName(reason, name, typed, fix, 'data:unknown-field'), {at, actual: name})
}

function* allFields({lines}: Lines): Iterable<Field> {
  for (const {fields} of lines) yield* fields
}
