/** What an author declares of a chart, in YAML or as attributes → checked options, each with the place where it is written. */

import {VFile} from 'vfile'
import {parse} from 'yaml'
import {z} from 'zod'
import {type Problem, unknownName} from '../data/problem.ts'
import {error} from '../messages/messages.ts'
import {type Path, readYaml} from '../messages/read-yaml.ts'

/** Every type of chart. */
export const chartTypes = [
  ...(['line', 'slope', 'bar', 'grouped', 'stacked', 'dot', 'scatter', 'histogram', 'box'] as const),
  ...(['small multiples', 'timeline', 'map', 'flow', 'table'] as const)
] as const

export type ChartType = (typeof chartTypes)[number]

const text = z.string().min(1)
const language = z.string().regex(/^[a-z]{2,3}(-\w+)*$/, 'a language such as `en`')
const words = z
  .union([text, z.record(language, text)])
  .describe('Words, or the words of each language: {fr: …, en: …}. `:value[…]` prints a value of the data.')
/** A column may be called 2014. */
const column = z.union([text, z.number()]).transform(String)
const listOf = (item: z.ZodType<string>, between: RegExp) =>
  z.union([
    z.array(item),
    text.transform((typed) => typed.split(between).filter(Boolean)),
    z.number().transform((one) => [String(one)])
  ])
const columns = listOf(column, /\s*,\s*/)
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).describe('Longitude, latitude.')
const degrees = z.strictObject({west: z.number(), south: z.number(), east: z.number(), north: z.number()})
const place = z.union([text, z.number()])

const annotation = z
  .strictObject({
    text: words,
    at: place.optional().describe('A value of x: a line there, or with `y` the words alone.'),
    y: z.number().optional(),
    from: place.optional().describe('With `to`: a shaded band.'),
    to: place.optional()
  })
  .refine(
    ({at, from, to}) => (at === undefined) === (from !== undefined && to !== undefined),
    'needs `at`, or `from` and `to`'
  )

const view = z.strictObject({
  note: words.optional(),
  bounds: degrees.optional(),
  height: z.number().optional(),
  dashed: z
    .union([z.array(point), z.tuple([text, text])])
    .optional()
    .describe('A border drawn dashed: a line of points, or that of two countries.'),
  hidden: z.tuple([text, text]).optional().describe('Two countries without a border between them.')
})

/** One chart, as `thesis/charts/<name>.yml` or the lines below `:::chart` declare it. */
export const declarationSchema = z.strictObject({
  type: z.enum(chartTypes).optional(),
  data: z
    .union([z.array(z.record(z.string(), scalar)).min(1), listOf(column, /(?<!\+)[\s,]+(?!\+)/)])
    .optional()
    .describe('A table of thesis/data, series, values (`case.fact@2018`), a fact (`case.fact`), or rows written here.'),
  where: z
    .record(z.string(), z.union([scalar.transform((one) => [one]), z.array(scalar)]))
    .optional()
    .describe('Rows to draw: {column: value} or {column: [value, value]}.'),
  x: column.optional(),
  y: columns.optional(),
  by: column.optional().describe('The column that tells series or groups apart.'),
  low: column.optional().describe('Column with the lower end of a range.'),
  high: column.optional(),
  label: column.optional().describe('Column with the name of each point, milestone or place.'),
  panel: column.optional().describe('Small multiples: the column with a panel for each value.'),
  panels: z.enum(['line', 'bar', 'scatter', 'dot']).optional().describe('Small multiples: what each panel is.'),
  summary: z.enum(['mean', 'median']).optional().describe('Of several values of one x.'),
  spread: z.enum(['sd', 'se', 'ci', 'none']).default('ci').describe('Drawn around a mean: of which kind.'),
  group: column.optional().describe('Points of different groups are never joined.'),
  title: words.optional(),
  description: words.optional().describe('In place of the one made of the data.'),
  note: words.optional().describe('One line under the drawing.'),
  sources: z
    .union([z.boolean(), columns])
    .optional()
    .describe('Under the figure: keys of the bibliography or words, instead of those of the data; `false`: none.'),
  unit: words.optional().describe('What is measured, as it stands above the drawing.'),
  names: z.record(z.string(), words).optional().describe('Names of series, groups or columns.'),
  labels: z.enum(['all', 'ends', 'none']).optional(),
  order: z.union([z.enum(['data', 'value', 'name']), z.array(column)]).optional(),
  colours: z.record(z.string(), z.int().min(1).max(8)).optional().describe('Colour, 1 to 8, of a series or a bar.'),
  hollow: columns.optional().describe('Series or bars that are only outlined: targets, plans.'),
  share: z.boolean().optional().describe('Print shares of the sum beside the values.'),
  whole: z.number().positive().optional().describe('Stacked: what the parts sum up to, when some are not known.'),
  rest: words.optional().describe('Stacked: what is missing to the whole.'),
  zero: z.boolean().optional().describe('Lines and points: whether the axis begins at zero.'),
  bins: z.int().min(2).max(60).optional(),
  trend: z.literal('linear').optional(),
  ticks: z.strictObject({x: z.array(z.number()).optional(), y: z.array(z.number()).min(2).optional()}).optional(),
  runs: z.record(z.string(), words).optional().describe('Names of the groups that are not joined, under their lines.'),
  gap: words.optional().describe('What stands between two groups that are not joined.'),
  annotations: z.array(annotation).optional(),
  height: z.number().min(40).max(560).optional().describe('Points on paper.'),
  columns: columns.optional().describe('Flow and table: the columns shown, in order.'),
  links: z.array(text).optional().describe('Flow: `one -> other`, or `one -> other: words on the arrow`.'),
  bands: column.optional().describe('Timeline: a series of periods, shaded.'),
  countries: columns
    .optional()
    .describe('Map: countries, by name in the language of the thesis or in English, or by ISO code.'),
  bounds: z
    .union([degrees, columns])
    .optional()
    .describe('Map: degrees, or countries and parts of the world (`Europe`) that it shows whole.'),
  regions: text.optional().describe('Map: a GeoJSON or TopoJSON file of regions, `data/regions.geojson`.'),
  key: column.optional().describe('Map: the property of `regions` that names them; `name` when absent.'),
  borders: text.optional().describe('Map: `all`, `none`, or a name of `views`.'),
  views: z
    .record(z.string(), view)
    .optional()
    .describe('Map: ways to draw disputed borders, with what the note says of each.'),
  places: z
    .array(z.strictObject({text: words, at: point}))
    .optional()
    .describe('Map: names of seas and countries.')
})

export type ChartDeclaration = z.output<typeof declarationSchema>
export type Words = z.output<typeof words>

/** Options, and where one of them is written; a file that a message belongs to. */
export interface Declared {
  options: ChartDeclaration
  /** Undefined for what is an attribute, or not written. */
  placeOf: (path: Path) => Problem['place']
}

const rules = {
  unreadable: 'figures:unreadable',
  unknown: 'figures:unknown-key',
  missing: 'figures:wrong-value',
  wrong: 'figures:wrong-value'
} as const

/**
 * Read YAML that declares a chart; nothing when it cannot be used, which the file then says.
 *
 * @param file  where it is written; a scratch one when the chart was drawn before
 * @param base  what it adds to
 *
 * Emits `figures:unreadable`, `figures:unknown-key`, `figures:wrong-value`.
 */
export function readDeclaration(
  file = new VFile(),
  part?: {text: string; line: number},
  base: Declared = emptyDeclaration
): Declared | undefined {
  const {value, placeOf} = readYaml(file, declarationSchema, {rules, name: 'the chart', part})
  if (!value) return undefined
  return {
    options: {...base.options, ...value},
    placeOf: (path) => {
      const at = placeOf(path)
      return at ? {file, at} : base.placeOf(path)
    }
  }
}

/** A chart in code: its file, in a folder of the machine. */
export interface ChartModule {
  name: string
  module: VFile
  /** All code of `thesis/charts/`, which it may import. */
  files: readonly VFile[]
}

/** Charts of `thesis/charts/` by name; `isBroken` where the file says what is wrong with it. */
export type ChartFiles = Map<string, Declared | ChartModule | {isBroken: true}>

/**
 * Find the charts among the files of a thesis: `charts/<name>.yml`, `charts/<name>.ts`.
 *
 * Emits `figures:unreadable`, `figures:unknown-key`, `figures:wrong-value`, `figures:duplicate`.
 */
export function readCharts(files: readonly VFile[]): ChartFiles {
  const charts: ChartFiles = new Map()
  const code = files.filter(({path}) => /^(?:thesis\/)?charts\/.*\.(?:m?ts|m?js)$/.test(path))
  for (const file of files.filter(isChartFile)) {
    const name = file.stem ?? ''
    const isCode = !/^\.ya?ml$/.test(file.extname ?? '')
    if (charts.has(name)) {
      error(file, `Duplicate chart \`${name}\`: another file has this name`, {
        rule: 'figures:duplicate',
        fix: 'Give one of the two another name.'
      })
    } else charts.set(name, isCode ? {name, module: file, files: code} : (readDeclaration(file) ?? {isBroken: true}))
  }
  return charts
}

/** Files right in `thesis/charts/`: what lies in folders below it is theirs. */
export function isChartFile({path}: VFile): boolean {
  return /^(?:thesis\/)?charts\/[^/]+\.(?:ya?ml|ts|mts|js|mjs)$/.test(path) && !/\.d\.m?ts$/.test(path)
}

/** Attributes that any figure may have: its writer sees to them. */
const common = ['alt', 'dir', 'lang', 'width']

/**
 * A declaration with attributes in place of some of its options.
 *
 * Problem: `data:unknown-option`.
 */
export function withAttributes(declared: Declared, typed: Readonly<Record<string, string>>): Declared | Problem {
  const own = Object.entries(typed).filter(([name]) => !common.includes(name))
  const known = Object.keys(declarationSchema.shape)
  const rule = 'data:unknown-option'
  const unknown = own.find(([name]) => !known.includes(name))?.[0]
  if (unknown !== undefined) {
    const fix = 'Remove it: no chart has this option.'
    return unknownName(`Unknown option \`${unknown}\` of a chart`, unknown, known, fix, rule)
  }
  const given = Object.fromEntries(own.map(([name, value]) => [name, scalarOf(value)]))
  const {data, error: wrong} = declarationSchema.partial().safeParse(given)
  if (data) {
    const set = Object.fromEntries(Object.entries(data).filter(([name]) => name in typed))
    const description = typed.alt ?? set.description ?? declared.options.description
    return {
      options: {...declared.options, ...set, description} as ChartDeclaration,
      placeOf: (path) => (String(path[0]) in typed ? undefined : declared.placeOf(path))
    }
  }
  const [issue] = wrong.issues
  const name = String(issue?.path[0])
  const values = issue?.code === 'invalid_value' ? issue.values.map(String) : []
  const fix =
    values.length > 0 ? undefined : `Write \`${name}: …\` on a line below \`:::chart\`, as the README shows it.`
  return unknownName(`Invalid value \`${typed[name]}\` of the option \`${name}\``, typed[name] ?? '', values, fix, rule)
}

/** `true`, `12` and `[a, b]` as YAML has them; anything else is text. */
function scalarOf(typed: string): unknown {
  if (!/^(?:true|false|-?\d+(?:\.\d+)?|[[{].*[\]}])$/.test(typed)) return typed
  try {
    return parse(typed)
  } catch {
    return typed
  }
}

/** Nothing declared yet. */
export const emptyDeclaration: Declared = {options: {spread: 'ci'}, placeOf: () => undefined}
