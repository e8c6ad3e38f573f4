/** Marks → the title, the description and the table of a chart, for readers who do not see it. */

import {formatNumber, withUnit} from '../data/format.ts'
import {columnIndex, saidIn} from '../data/table.ts'
import {fill} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import {type Context, columnLabel, nameFor} from './context.ts'
import {type ChartMark, type Encoded, type Group, joinable} from './encode.ts'
import type {PictureTable, Sketch} from './picture.ts'

/** What a chart of marks says, unless its type has more to say. */
export function tell(context: Context, encoded: Encoded): Pick<Sketch, 'title' | 'description' | 'table'> {
  const {type} = context.options
  return {
    title: titleOf(context, encoded),
    description:
      type === 'line' || type === 'slope'
        ? describeEnds(context, encoded)
        : type === 'scatter'
          ? describeCloud(context, encoded)
          : describeAll(context, encoded),
    table: type === 'dot' || type === 'scatter' ? longTable(context, encoded) : gridTable(context, encoded)
  }
}

/** The author's, else the names of what is drawn. */
function titleOf({options, say}: Context, {groups, yLabel, xLabel}: Encoded): string {
  if (options.title !== undefined) return say(options.title)
  const names = groups.map(({name}) => name)
  if (options.type === 'scatter') return `${yLabel} / ${xLabel}`
  if (names.join(', ') === yLabel) return yLabel
  return (
    sharedSubject(names, true).subject || (yLabel && xLabel ? `${yLabel} (${names.join(', ')})` : names.join(' ; '))
  )
}

/**
 * The name of a single line, or what all names begin with, said once above the lines: « Analphabétisme », of
 * « Analphabétisme, femmes » and « Analphabétisme, hommes », which leaves « Femmes » and « Hommes » at their ends.
 */
export function sharedSubject(labels: readonly string[], isShort: boolean): {subject: string; names: string[]} {
  if (isShort && labels.length === 1) return {subject: labels[0]!, names: ['']}
  const subject = /^[^,(]*[^,(\s]/.exec(labels[0]!)?.[0] ?? ''
  const rests = labels.map((label) => /^(?:, | \()(.+?)\)?$/.exec(label.slice(subject.length))?.[1])
  const isShared = isShort && labels.every((label, index) => label.startsWith(subject) && rests[index])
  if (!isShared) return {subject: '', names: [...labels]}
  // « campagnes (série 2025) » keeps the bracket that it opens itself.
  const whole = (rest: string, label: string) => (label.endsWith(')') && rest.includes('(') ? `${rest})` : rest)
  return {subject, names: rests.map((rest, index) => capitalise(whole(rest!, labels[index]!)))}
}

/** From where each line goes to where. */
function describeEnds({terms}: Context, {groups, kind, withUnit: print}: Encoded): string {
  const words = terms.charts
  const ends = groups.map(({name: label, marks}) => {
    const [first, last] = [marks[0]!, marks.at(-1)!]
    const value = ({text, y}: ChartMark) => print(text, y)
    if (first === last) return fill(words.one, {label, value: value(first), year: first.key})
    const pattern = kind === 'year' || kind === 'time' ? words.ends : words.along
    return fill(pattern, {label, first: value(first), from: first.key, last: value(last), to: last.key})
  })
  const isBroken = groups.some(({marks}) => joinable(marks.map(({group}) => ({group}))).length > 1)
  const hasGaps = groups.some(({marks}) => marks.some(({isAfterGap}) => isAfterGap))
  return [...ends, ...(isBroken ? [words.broken] : []), ...(hasGaps ? [words.gaps] : [])].join(' ')
}

/** « nom : valeur », “name: value”. */
export function namedValue({terms}: Context, label: string, value: string): string {
  return label ? fill(terms.charts.item, {label, value}) : value
}

/** Things in a row: « a ; b », “a; b”. */
export function inRow({terms}: Context, items: readonly string[]): string {
  return items.join(/[ \u00A0]:/.test(terms.charts.item) ? ' ; ' : '; ')
}

/** Every value with its name: « Campagnes : 2001 : 25,1 % ; 2007 : 14,5 %. » */
export function describeAll(context: Context, {groups, withUnit: print}: Pick<Encoded, 'groups' | 'withUnit'>): string {
  const list = (marks: readonly ChartMark[]) => {
    const shown = marks.length > 12 ? [...marks.slice(0, 11), marks.at(-1)!] : marks
    const said = shown.map(({key, label, text, y}) => namedValue(context, label ?? key, print(text, y)))
    return inRow(context, said)
  }
  return groups
    .map(({name, marks}) => `${groups.length > 1 ? namedValue(context, name, list(marks)) : list(marks)}.`)
    .join(' ')
}

/** How many points there are, and Pearson's coefficient. */
function describeCloud({terms, lang}: Context, {groups, yLabel, xLabel}: Encoded): string {
  const marks = groups.flatMap((group) => group.marks)
  const count = fill(terms.charts.against, {count: formatNumber(marks.length, lang), y: yLabel, x: xLabel})
  const {slope, r} = leastSquares(marks)
  const coefficient = Number.isFinite(slope) ? formatNumber(Number(r.toPrecision(2)), lang) : ''
  return marks.length > 2 && coefficient ? `${count} ${fill(terms.charts.correlation, {r: coefficient})}` : count
}

/** The line of ordinary least squares, and Pearson's coefficient. */
export function leastSquares(marks: readonly ChartMark[]): {at: (x: number) => number; slope: number; r: number} {
  const mean = (of: (mark: ChartMark) => number) => marks.reduce((sum, mark) => sum + of(mark), 0) / marks.length
  const [x, y] = [mean((mark) => mark.x), mean((mark) => mark.y)]
  const product = mean((mark) => (mark.x - x) * (mark.y - y))
  const [ofX, ofY] = [mean((mark) => (mark.x - x) ** 2), mean((mark) => (mark.y - y) ** 2)]
  const slope = product / ofX
  return {at: (where) => y + slope * (where - x), slope, r: product / Math.sqrt(ofX * ofY) || 0}
}

/** A row for each place along x, a column for each group, and for each run of it that has a name; shares, and the sum. */
function gridTable(
  context: Context,
  {groups, keys, kind, xLabel, yLabel, withUnit: print, format}: Encoded
): PictureTable {
  const {terms, options, lang} = context
  const columns = groups.flatMap(({name, marks}) => {
    const runs = [...Map.groupBy(marks, ({group}) => options.runs?.[group])]
    if (runs.length < 2) return [{name, marks}]
    return runs.map(([, own]) => ({name: nameOfRun(context, own[0]!.group) ?? name, marks: own}))
  })
  const cell = (marks: readonly ChartMark[], key: string) => {
    const mark = marks.find((one) => one.key === key)
    return mark ? print(mark.text, mark.y) : '—'
  }
  const named = (key: string) => (kind === 'text' ? nameFor(context, key) : key)
  const head = [xLabel || (kind === 'year' ? terms.charts.year : ''), ...columns.map(({name}) => name || yLabel)]
  const rows = keys.map((key) => [named(key), ...columns.map(({marks}) => cell(marks, key))])
  if (!options.share) return {head, rows}
  const values = keys.map((key) => groups[0]!.marks.find((mark) => mark.key === key)?.y ?? 0)
  const total = groups.flatMap(({marks}) => marks).reduce((sum, {y}) => sum + y, 0)
  const share = (value: number) => withUnit(formatNumber(Math.round((value / total) * 100), lang), '%', lang)
  const sum = [terms.charts.total, ...Array(columns.length - 1).fill(''), print(format(total), total), share(total)]
  return {head: [...head, '%'], rows: [...rows.map((row, index) => [...row, share(values[index]!)]), sum]}
}

/** The name of a run of points that are not joined with others. */
export function nameOfRun({options, say}: Context, group: string): string | undefined {
  const words = options.runs?.[group]
  return words === undefined ? undefined : say(words)
}

/** A row for each mark, the first thousand, in the order of groups; `panel`, the column that comes first. */
export function longTable(context: Context, encoded: Encoded, panel = -1): PictureTable {
  const {groups, xLabel, yLabel, unit, withUnit: print, format} = encoded
  const {terms, table, options} = context
  const marks = groups.flatMap((group) => group.marks)
  const time = timeOfRows(context)
  const by = columnIndex(table, options.by ?? '')
  const range = ({low, high, y}: ChartMark) =>
    low === undefined || high === undefined
      ? '—'
      : [low, high].map((one) => format(one, y % 1 === 0 && low % 1 === 0 ? 0 : 2)).join(' – ')
  type Part = [isShown: boolean, head: string, cell: (mark: ChartMark, group: Group) => string]
  const parts: Part[] = [
    [panel >= 0, panel < 0 ? '' : columnLabel(context, table.columns[panel]!), ({row}) => saidIn(row, panel)],
    [marks.some(({label}) => label), '', ({label = ''}) => label],
    [true, xLabel || (encoded.kind === 'year' ? terms.charts.year : ''), ({key}) => nameFor(context, key)],
    [time >= 0, terms.charts.year, ({row}) => saidIn(row, time) || '—'],
    [groups.length > 1, by < 0 ? '' : columnLabel(context, table.columns[by]!), (_, {name}) => name],
    [true, yLabel || unit, ({text, y}) => print(text, y)],
    [marks.some(({low}) => low !== undefined), terms.charts.range, range]
  ]
  const shown = parts.filter(([isShown]) => isShown)
  const rows = groups.flatMap((group) => group.marks.map((mark) => shown.map(([, , cell]) => cell(mark, group))))
  return {head: shown.map(([, head]) => head), rows: rows.slice(0, 1000)}
}

/** The column of time that tells rows of dots apart; -1 where there is none, or it is drawn along x. */
export function timeOfRows({table, options}: Context): number {
  const isApart = options.type === 'dot' && table.time !== options.x
  return isApart ? columnIndex(table, table.time ?? '') : -1
}
