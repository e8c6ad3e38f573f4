/** Access to the data for transforms and slides: values, charts and tables, asked for by name. */

import type {VFile} from 'vfile'
import type {ThesisData} from '../data/data.ts'
import type {FilledTable} from '../data/filled-table.ts'
import {isProblem, type Problem, unknownName} from '../data/problem.ts'
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
import {type ChartFiles, emptyDeclaration, readDeclaration, withAttributes} from './declaration.ts'
import type {ModuleRunner} from './modules/runner.ts'
import type {Picture, Space} from './picture.ts'

export {readCharts} from './declaration.ts'

/** A chart as it is asked for. */
export interface ChartCall {
  /** A file of `thesis/charts/`; empty where the chart is declared in its place. */
  name: string
  options: Record<string, string>
  /** YAML below `:::chart`, in a file. */
  declaration?: {value: string; line: number; file?: VFile} | undefined
}

/** Everything that the data can print or draw, in one language. */
export interface Figures {
  findValue: (path: string, options?: {isShare?: boolean}) => FoundValue | Problem
  printValue: (found: FoundValue, options: PrintOptions) => string
  /** Whether the unit of a value has words in a language. */
  hasUnit: (found: FoundValue, lang: string) => boolean
  /**
   * Draw a chart; `prefix` makes the ids inside it unique. In a given space it fills it with words as large as fit there, no
   * smaller than on paper when the space is as wide. Nothing where a message says already what is wrong with it.
   */
  draw: (chart: ChartCall, where?: {prefix?: string; space?: Space}) => Promise<Picture | Problem | undefined>
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

/** Open the data, and the charts of `thesis/charts/`. */
export function openFigures(
  data: ThesisData,
  {lang, terms = {}}: FiguresOptions,
  charts: ChartFiles = new Map()
): Figures {
  const termsFor = (to: string) => termsIn({lang, terms}, to)
  let numbers: KnownNumber[] | undefined
  let runner: ModuleRunner | undefined
  return {
    findValue: (path, options) => findValue(data, path, options),
    printValue: (found, options) => printValue(found, {terms: termsFor(options.lang), ...options}),
    hasUnit: (found, to) => hasUnitIn(found, to, lang),
    draw: async (chart, {prefix = `chart-${chart.name}`, space} = {}) => {
      const to = chart.options.lang ?? lang
      const input = {data, lang: to, terms: termsFor(to), prefix, space}
      const file = chart.name === '' ? undefined : findChart(charts, chart.name)
      if (file && 'reason' in file) return file
      if (file && 'module' in file) {
        const {openRunner} = await import('./modules/runner.ts')
        runner ??= openRunner(data)
        return runner.draw(file, {...input, options: chart.options})
      }
      if (file && !('options' in file)) return undefined
      const typed = chart.declaration
      const declared = typed
        ? readDeclaration(typed.file, {text: typed.value, line: typed.line}, file)
        : (file ?? emptyDeclaration)
      if (!declared) return undefined
      const {series, ...rest} = chart.options
      const whole = withAttributes(declared, series === undefined ? rest : {data: series, ...rest})
      if (isProblem(whole)) return whole
      // Most theses draw nothing: what draws is loaded by the first chart.
      const {drawDeclared} = await import('./draw.ts')
      return drawDeclared(whole, input)
    },
    fillTable: (name, options) =>
      fillTable(name, {data, lang: options.lang ?? lang, terms: termsFor(options.lang ?? lang), options}),
    numbers: () => {
      numbers ??= knownNumbers(data)
      return numbers
    }
  }
}

/** `series` is what declares nothing but attributes: `series="rain sun"`. */
function findChart(
  charts: ChartFiles,
  name: string
): ChartFiles extends Map<string, infer One> ? One | Problem : never {
  const found = charts.get(name) ?? (name === 'series' ? emptyDeclaration : undefined)
  if (found) return found
  const fix = `Write \`type: …\` and \`data: …\` below \`:::chart\`, or the file thesis/charts/${name}.yml.`
  return unknownName(`Unknown chart \`${name}\``, name, charts.keys(), fix, 'figures:unknown-chart')
}
