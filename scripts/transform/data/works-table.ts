/** Works of the bibliography and a keyword of theirs, `lecture : résumé` → a table of what each has. */

import type {CslItem} from '../../bibliography/entry.ts'
import type {Library} from '../../bibliography/library.ts'
import type {FilledTable} from '../../data/filled-table.ts'
import type {Problem} from '../../data/problem.ts'
import type {Cell, Column, Table} from '../../data/table.ts'
import type {Terms} from '../../document/terms/types.ts'
import {capitalise} from '../../document/text.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'

const known = ['keyword', 'by']

/**
 * The works that have a keyword `<keyword>: value`, as `:::case-table{name="works" keyword="lecture"}` asks for them.
 *
 * A line a work, its citation and its value, by value and then in the order of the keys; with `by="value"` a line a
 * value, with the number of works that have it. Problems: `data:unknown-option`, `data:unknown-value`.
 */
export function worksTable(
  works: Pick<Library, 'keys' | 'load'>,
  {keyword, by, ...others}: Record<string, string>,
  {charts, data}: Pick<Terms, 'charts' | 'data'>
): FilledTable | Problem {
  const other = Object.keys(others)[0]
  if (other !== undefined || keyword === undefined || (by !== undefined && by !== 'value')) {
    return {
      reason: other === undefined ? 'Missing or wrong option of a table of works' : `Unknown option \`${other}\``,
      rule: 'data:unknown-option',
      fix:
        (other !== undefined && didYouMean(other, known)) ||
        'Write `keyword="…"`, the word before the colon in `keywords` of the entries, and if you like `by="value"`.',
      expected: other === undefined ? known : nearest(other, known)
    }
  }
  const table = codedWorks(works)
  const index = table.columns.findIndex(({name}) => name === keyword)
  const found = table.rows.flatMap((row) => {
    const value = row.cells[index]?.text ?? ''
    return value === '' ? [] : [{key: row.sources[0] ?? '', value}]
  })
  if (found.length === 0) {
    const names = table.columns.map(({name}) => name)
    return {
      reason: `Unknown keyword \`${keyword}\`: no entry has \`${keyword}: …\` among its \`keywords\``,
      rule: 'data:unknown-value',
      fix: didYouMean(keyword, names) || `Give the entries a field \`keywords = {${keyword}: …}\`.`,
      expected: nearest(keyword, names)
    }
  }
  const groups = [...Map.groupBy(found, ({value}) => value)].sort(([, a], [, b]) => b.length - a.length)
  const title = capitalise(keyword)
  if (by === 'value') {
    const rows = groups.map(([value, group]) => [{text: value}, {text: String(group.length)}])
    const total = [{text: data.totals.all}, {text: String(found.length)}]
    return {align: ['left', 'right'], head: [title, charts.count], rows: [...rows, total]}
  }
  const rows = groups.flatMap(([value, group]) =>
    group
      .map(({key}) => key)
      .sort()
      .map((key) => [{text: '', cite: [key]}, {text: value}])
  )
  return {align: ['left', 'left'], head: [data.sources.sources, title], rows}
}

/**
 * The works as a table of the author's, a line a work and a column a keyword such as `lecture : résumé`, for counts:
 * `:value[works/lecture=résumé]`. Entries are read when they are first counted.
 */
export function codedWorks(works: Pick<Library, 'keys' | 'load'>): Table {
  let read: Pick<Table, 'columns' | 'rows'> | undefined
  return {
    id: 'works',
    label: 'works',
    sources: [],
    get columns() {
      read ??= readCodes(works)
      return read.columns
    },
    get rows() {
      read ??= readCodes(works)
      return read.rows
    }
  }
}

function readCodes(works: Pick<Library, 'keys' | 'load'>): Pick<Table, 'columns' | 'rows'> {
  const lines = [...works.load(works.keys())].map(([key, item]) => ({key, codes: codes(item)}))
  const names = [...new Set(lines.flatMap(({codes}) => [...codes.keys()]))]
  const cellOf = (text: string | undefined): Cell => ({type: text ? 'text' : 'missing', text: text ?? '', at: 0})
  return {
    columns: names.map((name): Column => ({name, label: name, type: 'text', unit: '', order: []})),
    rows: lines.map(({key, codes}) => ({line: 0, sources: [key], cells: names.map((name) => cellOf(codes.get(name)))}))
  }
}

function codes({keyword = ''}: CslItem): Map<string, string> {
  const pairs = keyword.split(/[,;]/).map((one) => /^\s*([^:]*\S)\s*:\s*(.*\S)\s*$/.exec(one) ?? [])
  return new Map(pairs.flatMap(([, name, value]) => (name && value ? [[name, value] as const] : [])))
}
