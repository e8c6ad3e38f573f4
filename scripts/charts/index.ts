/** Access to the data for transforms and slides: values, charts and tables, asked for by name. */

import type {ThesisData} from '../data/data.ts'
import type {FilledTable} from '../data/filled-table.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import {fillTable} from '../data/tables.ts'
import {
  type FoundValue,
  findValue,
  hasUnitIn,
  type KnownNumber,
  knownNumbers,
  type PrintOptions,
  printValue
} from '../data/values.ts'
import {type OwnTerms, termsIn} from '../document/terms.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {charts} from './modules/index.ts'
import type {ChartInput, DrawChart, Picture, Space} from './picture.ts'

/** With options as typed. */
type TypedInput = ChartInput<Record<string, string>>

/** Everything that the data can print or draw, in one language. */
export interface Figures {
  findValue: (path: string, options?: {isShare?: boolean}) => FoundValue | Problem
  printValue: (found: FoundValue, options: PrintOptions) => string
  /** Whether the unit of a value has words in a language. */
  hasUnit: (found: FoundValue, lang: string) => boolean
  /**
   * Draw a chart; `prefix` makes the ids inside it unique. In a given space it fills it with words as large as fit there, no
   * smaller than on paper when the space is as wide.
   */
  draw: (name: string, options: Record<string, string>, prefix?: string, space?: Space) => Promise<Picture | Problem>
  fillTable: (name: string, options: Record<string, string>) => FilledTable | Problem
  /** Every number of the data, for the check of bare numbers. */
  numbers: () => KnownNumber[]
}

export interface FiguresOptions {
  /** BCP 47, of the thesis. */
  lang: string
  /** What the author puts in the place of the language's terms. */
  terms?: OwnTerms
}

/** Open the data. */
export function openFigures(data: ThesisData, {lang, terms = {}}: FiguresOptions): Figures {
  const termsFor = (to: string) => termsIn({lang, terms}, to)
  let numbers: KnownNumber[] | undefined
  return {
    findValue: (path, options) => findValue(data, path, options),
    printValue: (found, options) => printValue(found, {terms: termsFor(options.lang), ...options}),
    hasUnit: (found, to) => hasUnitIn(found, to, lang),
    draw: (name, options, prefix = `chart-${name}`, space) =>
      drawChart(name, {
        data,
        lang: options.lang ?? lang,
        terms: termsFor(options.lang ?? lang),
        options,
        prefix,
        space
      }),
    fillTable: (name, options) =>
      fillTable(name, {data, lang: options.lang ?? lang, terms: termsFor(options.lang ?? lang), options}),
    numbers: () => {
      numbers ??= knownNumbers(data)
      return numbers
    }
  }
}

async function drawChart(name: string, input: TypedInput): Promise<Picture | Problem> {
  const load = Object.hasOwn(charts, name) ? charts[name] : undefined
  if (load) return fillSpace(await load(), input)
  const names = Object.keys(charts)
  return {
    reason: `Unknown chart \`${name}\``,
    rule: 'figures:unknown-chart',
    fix: didYouMean(name, names) || `Use one of ${names.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, names)
  }
}

/** How much larger than on paper the words of a drawing may be, from the best on. */
const enlargements = [1.35, 1.25, 1.15, 1.07, 1]

/** A space drawn in fewer units has larger words when it is shown at its full size. */
function fillSpace(chart: DrawChart<Record<string, string>>, {space, ...input}: TypedInput): Picture | Problem {
  if (!space) return chart(input)
  const tries = enlargements.map(
    (by) => () => chart({...input, space: {width: space.width / by, height: space.height / by}})
  )
  let drawn = tries[0]!()
  for (const next of tries.slice(1)) {
    if (!isProblem(drawn) || drawn.rule !== 'figures:too-tall') break
    drawn = next()
  }
  return drawn
}
