/** The data's door for transforms and slides: values, charts and tables, asked for by name. */

import {didYouMean, nearest} from '../nearest.ts'
import {chartOptions, charts} from './charts/index.ts'
import type {ThesisData} from './data.ts'
import type {Picture} from './picture.ts'
import {type FilledTable, fillTable, tableOptions} from './tables.ts'
import {
  type FoundValue,
  findValue,
  hasUnitIn,
  type KnownNumber,
  knownNumbers,
  type PrintOptions,
  type Problem,
  printValue
} from './values.ts'

/** Everything that the data can print or draw, in one language. */
export interface Figures {
  findValue: (path: string) => FoundValue | Problem
  printValue: (found: FoundValue, options: PrintOptions) => string
  /** Whether the unit of a value has words in a language. */
  hasUnit: (found: FoundValue, lang: string) => boolean
  /** Draw a chart; `prefix` makes the ids inside it unique. */
  draw: (name: string, options: Record<string, string>, prefix?: string) => Promise<Picture | Problem>
  fillTable: (name: string, options: Record<string, string>) => FilledTable | Problem
  /** Every number of the data, for the check of bare numbers. */
  numbers: () => KnownNumber[]
}

/** Open the data. `lang` is the thesis's language, as a BCP 47 tag. */
export function openFigures(data: ThesisData, lang: string): Figures {
  let numbers: KnownNumber[] | undefined
  return {
    findValue: (path) => findValue(data, path),
    printValue,
    hasUnit: (found, to) => hasUnitIn(found, to, lang),
    draw: (name, options, prefix = `chart-${name}`) => drawChart(data, lang, name, options, prefix),
    fillTable: (name, options) =>
      unknownOption(options, tableOptions[name]) ?? fillTable(name, {data, lang: options.lang ?? lang, options}),
    numbers: () => {
      numbers ??= knownNumbers(data)
      return numbers
    }
  }
}

async function drawChart(
  data: ThesisData,
  lang: string,
  name: string,
  options: Record<string, string>,
  prefix: string
): Promise<Picture | Problem> {
  const load = Object.hasOwn(charts, name) ? charts[name] : undefined
  if (load) {
    return (
      unknownOption(options, chartOptions[name]) ?? (await load())({data, lang: options.lang ?? lang, options, prefix})
    )
  }
  const names = Object.keys(charts)
  return {
    reason: `Unexpected chart \`${name}\``,
    rule: 'figures:unknown-chart',
    fix: didYouMean(name, names) || `Use one of ${names.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, names)
  }
}

/** What any figure or table may have: its writer sees to them. */
const commonOptions = ['alt', 'dir', 'lang', 'title', 'width']

/** The first option that nobody knows, as a problem. */
function unknownOption(options: Record<string, string>, own: readonly string[] = []): Problem | undefined {
  const known = [...own, ...commonOptions]
  const name = Object.keys(options).find((option) => !known.includes(option))
  if (name === undefined) return undefined
  return {
    reason: `Unexpected option \`${name}\``,
    rule: 'data:unknown-option',
    fix:
      didYouMean(name, own) ||
      (own.length > 0 ? `Use ${own.map((one) => `\`${one}\``).join(', ')}.` : 'Remove it: this one has no options.'),
    expected: nearest(name, own)
  }
}
