/** Any series of the data: `series="poverty-rural poverty-urban"` side by side, `"a + b"` as one line where that is allowed. */

import {z} from 'zod'
import type {Point, Series} from '../../data/data.ts'
import {formatNumber, unitFor, withUnit} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {languageOf} from '../../document/language.ts'
import {fill, type Terms} from '../../document/terms.ts'
import {capitalise} from '../../document/text.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {asOneLine, joinable, lineChart, printPoint, yearOf} from '../lines.ts'
import {strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {line, lines} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'

const most = strokes.length
/** Margin on paper for the names of the lines. */
const paperRight = 118

/** `series="a b + c"`: those to draw, joined where `+` asks for it. */
export const seriesOptions = z.object({series: z.string()})

/** Problems: `data:unknown-option`, `data:unknown-value`, `data:not-comparable`. */
export const series: DrawChart<z.output<typeof seriesOptions>> = (input) => {
  const chosen = choose(input.data.series, input.options.series)
  if (isProblem(chosen)) return chosen
  const points = chosen.flatMap((one) => one.points)
  const years = [...new Set(points.map(yearOf))].sort((a, b) => a - b)
  const unit = chosen[0]!.unit
  const words = input.terms.charts
  const translated = input.data.units.get(unit)?.[languageOf(input.lang)]
  const format = (point: Point) => printPoint(point, input.lang)
  const value = (one: Series) => withUnit(format(one.points.at(-1)!), unit === '%' ? '%' : '', input.lang)
  const {subject, names} = input.space ? sharedSubject(chosen) : {subject: '', names: chosen.map(({label}) => label)}
  const ends = chosen.map((one, index) => {
    const wrap = (words: string) => wrapText(words, paperRight - 16, 9.5, 'semibold')
    return input.space ? wrap(`${names[index]} ${value(one)}`.trim()) : [...wrap(names[index]!), value(one)]
  })
  const right = input.space
    ? 14 + Math.max(...ends.flat().map((words) => textWidth(words, 9.5, 'semibold')))
    : paperRight
  const measured = nameUnit(unitFor(2, translated ?? unit, input.lang) || unit, words)
  const ticks = niceTicks(points.map(({value}) => value))
  const drawn = lineChart({
    series: chosen,
    height: 220,
    space: input.space,
    right,
    unit: subject ? `${subject}, ${measured[0]!.toLowerCase()}${measured.slice(1)}` : measured,
    years: spread(years),
    span: [years[0]!, years.at(-1)!],
    ticks,
    format: (value) => formatNumber(value, input.lang),
    markers: points.length > 12 ? 'ends' : 'all'
  })
  const labels = dodge(
    chosen.map((one, index) => {
      const last = one.points.at(-1)!
      return {
        x: drawn.x(yearOf(last)),
        from: drawn.y(last.value),
        y: drawn.y(last.value),
        words: ends[index]!,
        colour: strokes[index]!.colour
      }
    }),
    // The last year's name reaches under the names of the lines.
    input.space ? drawn.frame.bottom : drawn.height
  )
  const drawnNames = labels.map(
    ({x, from, y, words, colour}) =>
      line(x + 4, from, drawn.frame.right + 8, y, {colour, width: 0.5, dash: '1 2'}) +
      lines(drawn.frame.right + 11, y, words, {colour, weight: 'semibold'})
  )
  const isBroken = chosen.some((one) => joinable(one.points).length > 1)
  return picture(
    {
      title: chosen.map(({label}) => label).join(' ; '),
      description: `${chosen.map((one) => describe(one, format, words)).join(' ')}${isBroken ? ` ${words.broken}` : ''}`,
      table: {
        head: [words.year, ...chosen.map(({label}) => label)],
        rows: [...new Set(points.map(({year}) => year))].sort().map((year) => [
          year,
          ...chosen.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? format(point) : '—'
          })
        ])
      },
      height: drawn.height,
      content: drawn.content + drawnNames.join('')
    },
    input
  )
}

/**
 * The name of a single line, or what all names begin with, said once above the lines: « Analphabétisme », of « Analphabétisme, femmes » and
 * « Analphabétisme, hommes », which leaves « Femmes » and « Hommes » at their ends.
 */
function sharedSubject(chosen: readonly Series[]): {subject: string; names: string[]} {
  const labels = chosen.map(({label}) => label)
  if (labels.length === 1) return {subject: labels[0]!, names: ['']}
  const subject = /^[^,(]*[^,(\s]/.exec(labels[0]!)?.[0] ?? ''
  const rests = labels.map((label) => /^(?:, | \()(.+?)\)?$/.exec(label.slice(subject.length))?.[1])
  const isShared = labels.every((label, index) => label.startsWith(subject) && rests[index])
  if (!isShared) return {subject: '', names: labels}
  const names = rests.map((rest, index) => {
    // « campagnes (série 2025) » keeps the bracket that it opens itself.
    const whole = labels[index]!.endsWith(')') && rest!.includes('(') ? `${rest})` : rest!
    return capitalise(whole)
  })
  return {subject, names}
}

/** `a b + c` → the series to draw, joined where `+` asks for it. */
function choose(known: ReadonlyMap<string, Series>, typed: string): Series[] | Problem {
  const groups = typed
    .replace(/\s*\+\s*/g, '+')
    .split(/[\s,]+/)
    .filter(Boolean)
  if (groups.length === 0 || groups.length > most) {
    return {
      reason:
        groups.length === 0
          ? 'Missing names in the option `series`'
          : `Too many series: ${groups.length} (maximum ${most})`,
      rule: 'data:unknown-option',
      fix: `Write \`series="…"\` with one to ${most} names of thesis/data/indicators.csv.`
    }
  }
  const chosen: Series[] = []
  for (const group of groups) {
    const found: Series[] = []
    for (const id of group.split('+')) {
      const one = known.get(id)
      if (!one) {
        return {
          reason: `Unknown series \`${id}\``,
          rule: 'data:unknown-value',
          fix: didYouMean(id, known.keys()) || 'Name series of thesis/data/indicators.csv, with a space between them.',
          expected: nearest(id, known.keys())
        }
      }
      found.push(one)
    }
    const points = found.length > 1 ? asOneLine(found) : found[0]!.points
    if (isProblem(points)) return points
    chosen.push({...found[0]!, label: found.map(({label}) => label).join(' ; '), points})
  }
  const odd = chosen.find(({unit}) => unit !== chosen[0]!.unit)
  if (!odd) return chosen
  return {
    reason: `Different units: \`${odd.id}\` is in ${odd.unit}, \`${chosen[0]!.id}\` in ${chosen[0]!.unit}`,
    rule: 'data:not-comparable',
    fix: 'Draw them in two figures.'
  }
}

function describe({label, points}: Series, format: (point: Point) => string, words: Terms['charts']): string {
  const [first, last] = [points[0]!, points.at(-1)!]
  return first === last
    ? fill(words.one, {label, value: format(first), year: first.year})
    : fill(words.ends, {label, first: format(first), from: first.year, last: format(last), to: last.year})
}

function nameUnit(unit: string, words: Terms['charts']): string {
  if (unit === '%') return words.percent
  return unit === 'indice' ? words.index : fill(words.unit, {unit})
}

/** At most seven years, the ends among them, so that their names keep clear of each other. */
function spread(years: readonly number[]): number[] {
  const span = years.at(-1)! - years[0]!
  const kept: number[] = []
  for (const year of years) {
    const isFree = kept.every((other) => year - other >= span / 7)
    if (isFree && (year === years.at(-1) || years.at(-1)! - year >= span / 7)) kept.push(year)
  }
  return kept.includes(years.at(-1)!) ? kept : [...kept, years.at(-1)!]
}

/** Round steps, four to seven, over all values and zero; up to 1 when every value is zero. */
function niceTicks(values: readonly number[]): number[] {
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)]
  const span = highest - lowest || 1
  const power = 10 ** Math.floor(Math.log10(span / 4))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => span / one <= 5) ?? power * 10
  const [first, last] = [Math.floor(lowest / step), Math.ceil((lowest + span) / step)]
  return Array.from({length: last - first + 1}, (_, index) => Number(((first + index) * step).toPrecision(6)))
}

interface EndLabel {
  x: number
  /** Where its line ends, and where its name may stand. */
  from: number
  y: number
  words: string[]
  colour: string
}

/** Push names apart until none covers another, from the top down and back up. */
function dodge(labels: EndLabel[], height: number): EndLabel[] {
  const half = ({words}: EndLabel) => (words.length * 11.6) / 2
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  for (const [index, label] of sorted.entries()) {
    const above = sorted[index - 1]
    label.y = Math.max(label.y, above ? above.y + half(above) + half(label) : half(label))
  }
  for (const [index, label] of sorted.toReversed().entries()) {
    const below = sorted[sorted.length - index]
    label.y = Math.min(label.y, below ? below.y - half(below) - half(label) : height - half(label))
  }
  return labels
}
