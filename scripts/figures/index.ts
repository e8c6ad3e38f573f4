/** The data's door for transforms and slides: values, charts and tables, asked for by name. */

import {didYouMean, nearest} from '../nearest.ts'
import {charts} from './charts/index.ts'
import type {ThesisData} from './data.ts'
import type {Picture} from './picture.ts'
import {type FilledTable, fillTable} from './tables.ts'
import {
  type FoundValue,
  findValue,
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
    draw: (name, options, prefix = `chart-${name}`) => drawChart(data, lang, name, options, prefix),
    fillTable: (name, options) => fillTable(name, {data, lang, options}),
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
  if (load) return (await load())({data, lang, options, prefix})
  const names = Object.keys(charts)
  return {
    reason: `Unexpected chart \`${name}\``,
    rule: 'figures:unknown-chart',
    fix: didYouMean(name, names) || `Use one of ${names.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, names)
  }
}
