/** What every type of chart draws from, and how it names columns, groups and problems. */

import type {ThesisData} from '../data/data.ts'
import {formatValue} from '../data/format.ts'
import {inCode, type Problem, unknownName} from '../data/problem.ts'
import {qualifiers, type UnitWord} from '../data/schema.ts'
import {type Column, columnIndex, labelIn, type Row, saidIn, type Table} from '../data/table.ts'
import {languageOf} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'
import type {Path} from '../messages/read-yaml.ts'
import type {RuleId} from '../messages/rules.ts'
import type {ChartDeclaration, Words} from './declaration.ts'
import {fontSize} from './palette.ts'
import type {Space} from './picture.ts'
import {textWidth} from './text-width.ts'

export interface Context {
  data: ThesisData
  /** BCP 47, for numbers and words. */
  lang: string
  terms: Terms
  options: ChartDeclaration
  table: Table
  /** To be filled; paper's width, and as high as needed, when absent. */
  space?: Space | undefined
  /** One of several panels: no heading, and the axis that all share. */
  panel?: {ticks: number[]; isFirst: boolean} | undefined
  /** Words in the language of the chart, with their values. */
  say: (words: Words) => string
  /** A problem at the place where an option is written. */
  at: (path: Path, problem: Problem) => Problem
}

/** A problem where an option is written. */
export function refuse({at}: Context, path: Path, rule: RuleId, reason: string, fix: string): Problem {
  return at(path, {reason, rule, fix})
}

/** Problem: more of something than a reader can tell apart. */
export function tooMany(context: Context, path: Path, what: string, count: number, most: number, fix?: string) {
  if (count <= most) return undefined
  const reason = `Too many ${what}: ${count} (maximum ${most})`
  return refuse(context, path, 'figures:too-much', reason, fix ?? 'Draw some of them with `where: …`.')
}

/** Problem: words that leave no space for what they name. */
export function tooLong(context: Context, words: readonly string[], width: number): Problem {
  const [longest = ''] = words.toSorted((a, b) => textWidth(b, fontSize.label) - textWidth(a, fontSize.label))
  const shown = longest.length > 60 ? `${longest.slice(0, 60)}…` : longest
  const reason = `Label too long for a chart of ${Math.round(width)} points: \`${shown}\``
  return refuse(context, ['names'], 'figures:too-long', reason, 'Give it a short name with `names: {…}`.')
}

/** Problem: a column that the table does not have. */
export function noSuchColumn({id, columns}: Table, name: string): Problem {
  const known = columns.map((column) => column.name)
  return unknownName(`Unknown column \`${name}\` of \`${id}\``, name, known, `Use one of ${inCode(known, 20)}.`)
}

/** Columns by their names, -1 where none is named; the first that is unknown is a problem where it is written. */
export function columnsAt({table, at}: Context, named: ReadonlyArray<readonly [string | undefined, Path]>) {
  const found: number[] = []
  for (const [name, path] of named) {
    const index = name === undefined ? -1 : columnIndex(table, name)
    if (name !== undefined && index < 0) return at(path, noSuchColumn(table, name))
    found.push(index)
  }
  return found
}

/** Columns that say what a row is: text, no keys of works. */
export function textColumns({columns}: Table): string[] {
  return columns.filter(({type, name}) => type === 'text' && !isUndrawn(name)).map(({name}) => name)
}

/** Columns that are never drawn unless they are named. */
export function isUndrawn(name: string): boolean {
  return /^(?:sources?|group|qualifier|low|high|status|path)$/.test(name)
}

/** A value or a group by the name that the author gives it. */
export function nameFor({options, say}: Context, key: string, fallback = key): string {
  const named = options.names?.[key]
  return named === undefined ? fallback : say(named)
}

export function columnLabel(context: Context, {name, label}: Column): string {
  return nameFor(context, name, labelIn(label, context.lang))
}

export function unitOf({unit, translations}: Column, lang: string): UnitWord {
  return translations?.[languageOf(lang)] ?? unit
}

/** The unit of a column as it stands beside its name. */
export function unitWord(column: Column, lang: string): string {
  return [unitOf(column, lang)].flat().at(-1) ?? ''
}

/** A cell in words: numbers and their qualifier as the language has them, dates and text as they are. */
export function cellText({lang, table, terms}: Context, row: Row, index: number): string {
  const cell = row.cells[index]
  if (!cell || cell.type === 'missing') return ''
  if (cell.type !== 'number') return cell.text
  const said = saidIn(row, columnIndex(table, 'qualifier'))
  const qualifier = qualifiers.find((one) => one === said)
  return formatValue(cell.ends ?? cell.value, {
    lang,
    terms,
    decimals: table.columns[index]?.decimals ?? cell.decimals,
    qualifier
  })
}
