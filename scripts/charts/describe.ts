/** What is drawn → the title, the description and the table of a chart, for readers who do not see it. */

import {fill} from '../document/terms.ts'
import type {ChartMark, Context, Encoded} from './encode.ts'
import type {PictureTable} from './picture.ts'
import {sharedSubject} from './subject.ts'

/** The author's, else the names of what is drawn. */
export function chartTitle({options, say}: Context, {groups, yLabel, xLabel}: Encoded): string {
  if (options.title !== undefined) return say(options.title)
  const {subject} = sharedSubject(
    groups.map(({name}) => name),
    true
  )
  const names = groups.map(({name}) => name)
  if (groups.length === 1) return names[0]!
  return subject || (yLabel && xLabel ? `${yLabel} (${names.join(', ')})` : names.join(' ; '))
}

/** From where each line goes to where. */
export function describeEnds({terms}: Context, encoded: Encoded): string {
  const words = terms.charts
  return encoded.groups
    .map(({name: label, marks}) => {
      const [first, last] = [marks[0]!, marks.at(-1)!]
      const value = ({text, y}: ChartMark) => encoded.withUnit(text, y)
      return first === last
        ? fill(words.one, {label, value: value(first), year: first.key})
        : fill(encoded.kind === 'year' || encoded.kind === 'time' ? words.ends : words.along, {
            label,
            first: value(first),
            from: first.key,
            last: value(last),
            to: last.key
          })
    })
    .join(' ')
}

/** « nom : valeur », “name: value”. */
export function namedValue({terms}: Context, label: string, value: string): string {
  return label ? fill(terms.charts.item, {label, value}) : value
}

/** Things in a row: « a ; b », “a; b”. */
export function listed({terms}: Context, items: readonly string[]): string {
  return items.join(terms.charts.item.includes(' :') || terms.charts.item.includes('\u00A0:') ? ' ; ' : '; ')
}

/** Every value with its name: « Campagnes : 2001 : 25,1 % ; 2007 : 14,5 %. » */
export function describeAll(context: Context, {groups, withUnit}: Encoded): string {
  const list = (marks: readonly ChartMark[]) => {
    const shown = marks.length > 12 ? [...marks.slice(0, 11), marks.at(-1)!] : marks
    return listed(
      context,
      shown.map(({key, label, text, y}) => namedValue(context, label ?? key, withUnit(text, y)))
    )
  }
  return groups
    .map(({name, marks}) => `${groups.length > 1 ? namedValue(context, name, list(marks)) : list(marks)}.`)
    .join(' ')
}

/** A row for each place along x, a column for each group, and for each run of it that has a name. */
export function gridTable({terms, options, say}: Context, {groups, xLabel, withUnit, kind}: Encoded): PictureTable {
  const places = new Map<string, number>()
  const columns = groups.flatMap(({name, marks}) => {
    const runs = [...Map.groupBy(marks, ({group}) => options.runs?.[group])]
    if (runs.length < 2) return [{name, marks}]
    return runs.map(([run, own]) => ({name: run === undefined ? name : say(run), marks: own}))
  })
  const cells = columns.map(({marks}) => {
    const byKey = new Map<string, string>()
    for (const {key, x, text, y} of marks) {
      places.set(key, x)
      byKey.set(key, withUnit(text, y))
    }
    return byKey
  })
  const keys = [...places].sort((a, b) => a[1] - b[1]).map(([key]) => key)
  return {
    head: [xLabel || (kind === 'year' ? terms.charts.year : ''), ...columns.map(({name}) => name)],
    rows: keys.map((key) => [key, ...cells.map((byKey) => byKey.get(key) ?? '—')])
  }
}
