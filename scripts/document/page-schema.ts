/** `page:` of thesis.yml → settings of the printed page, lengths in the unit that each is set in; what is absent follows from the rest. */

import {z} from 'zod'

/** In millimetres. */
const units: Record<string, number> = {mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72}

/** `25mm`, `2.5 cm`, `1in`, `12pt`; a bare number is in `unit`, which is what comes out. */
function length(unit: 'mm' | 'pt', least: number, most: number) {
  return z.union([z.number(), z.string()]).transform((typed, context) => {
    const {value: number, unit: named = unit} = measureOf(typed)
    const value = (number * units[named]!) / units[unit]!
    if (value >= least && value <= most) return rounded(value)
    context.addIssue(
      `expected a length from ${least} to ${most} ${unit}, such as ${least > 25 ? `\`${least}${unit}\`` : unit === 'mm' ? '`25mm` or `2.5cm`' : '`12pt`'}`
    )
    return z.NEVER
  })
}

/** `2,5 cm` → 2.5 and its unit; not a number for anything else. */
function measureOf(typed: number | string): {value: number; unit: string | undefined} {
  const [, number, unit] = /^(\d+(?:[.,]\d+)?)\s*(mm|cm|in|pt)?$/.exec(String(typed).trim()) ?? []
  return {value: Number(number?.replace(',', '.')), unit}
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4

const papers = {
  a4: [210, 297],
  a5: [148, 210],
  b5: [176, 250],
  '17x24': [170, 240],
  letter: [215.9, 279.4]
} as const

const side = length('mm', 100, 500)
const size = z.union([
  z
    .preprocess(
      (typed) => (typeof typed === 'string' ? typed.toLowerCase() : typed),
      z.enum(Object.keys(papers) as (keyof typeof papers)[])
    )
    .transform((name) => {
      const [width, height] = papers[name]
      return {width, height}
    }),
  z.strictObject({width: side, height: side})
])

const margin = length('mm', 0, 150)
type Margins = {[side in 'inner' | 'outer' | 'top' | 'bottom' | 'left' | 'right']?: number | undefined}
const margins = z.union([
  margin.transform((all): Margins => ({inner: all, outer: all, top: all, bottom: all})),
  z.strictObject({
    inner: margin.optional(),
    outer: margin.optional(),
    top: margin.optional(),
    bottom: margin.optional(),
    /** Of a right-hand page; the inner one where lines start on the left. */
    left: margin.optional(),
    right: margin.optional()
  })
])

/** Fonts that MathJax draws formulas in. */
export const mathFonts = ['New Computer Modern', 'TeX Gyre Termes'] as const

export type MathFont = (typeof mathFonts)[number]

/** How formulas are printed: drawn in a font, or set by Typst in another. */
export type PaperMath = MathFont | 'own'

const families = z.strictObject({
  text: z.string().min(1).optional(),
  headings: z.string().min(1).optional(),
  mono: z.string().min(1).optional(),
  arabic: z.string().min(1).optional(),
  /** `New Computer Modern`, `TeX Gyre Termes`, or a font with a MATH table; without it, what goes with the text: Termes with Times. */
  math: z.string().min(1).optional()
})

/** Points from one baseline to the next, or a multiple of the type size: 1.5 on 12 pt is 18 pt. */
const leading = z.union([z.number(), z.string()]).transform((typed, context): {times: number} | {points: number} => {
  const {value, unit} = measureOf(typed)
  if (unit === undefined && value >= 1 && value <= 3) return {times: value}
  const points = (value * (units[unit ?? 'pt'] ?? Number.NaN)) / units.pt!
  if (points >= 6 && points <= 60) return {points: rounded(points)}
  context.addIssue('expected 1 to 3 times the type size, such as `1.5`, or a length from 6 to 60 pt, such as `18pt`')
  return z.NEVER
})

/** `page:`. Without a key, today's page. */
export const pageSchema = z.strictObject({
  size: size.default({width: 210, height: 297}),
  /** Printed on one side of the paper, or on both. */
  sides: z.enum(['one', 'two']).default('two'),
  margins: margins.prefault({}),
  /** A family that ships, or one of the files of the author's; a name alone is that of the text. */
  font: z.union([z.string().transform((text) => families.parse({text})), families]).default({}),
  'font-size': length('pt', 7, 24).default(13),
  leading: leading.optional(),
  /** Of the first line of a paragraph. */
  indent: length('mm', 0, 30).default(5),
  /** Between paragraphs. */
  'paragraph-spacing': length('pt', 0, 40).default(0),
  justify: z.boolean().default(true),
  hyphenate: z.boolean().default(true),
  /** Without them, no heading has a number, on the site neither. */
  'heading-numbers': z.boolean().default(true),
  /** Of titles of chapters, boxes and code: ours, none, or one of the author's for what is not black. */
  colour: z
    .union([z.boolean(), z.string().regex(/^#[0-9a-f]{6}$/i, 'expected `true`, `false` or a colour such as `#1f5f80`')])
    .default(true),
  /** Above the text: the chapter on the left page and its section on the right one, the chapter alone, or nothing. */
  'running-heads': z.union([z.boolean(), z.literal('chapter')]).default(true),
  /** Numbers of pages: in the running head, outside; at the foot, in the middle or outside; nowhere. */
  folios: z.enum(['head', 'foot', 'foot-outer', 'none']).default('head'),
  /** First page of a chapter: a right-hand one, as usual on two sides, or the next. */
  'chapter-start': z.enum(['odd', 'any']).optional(),
  /** Numbers of notes start again in each chapter, never, or on each printed page. */
  notes: z.enum(['chapter', 'thesis', 'page']).optional(),
  /** Figures and tables that would leave a hole move to the head or the foot of a page. */
  floats: z.boolean().default(true),
  /** Lines numbered on each page: all of them, or each so many. */
  'line-numbers': z.union([z.boolean(), z.int().min(1).max(50)]).default(false),
  /** A copy to be read again: lines numbered, the word and the date at the foot, messages in the margin. */
  draft: z.boolean().default(false),
  /** Font files beside those of `template/fonts/`; paths from `thesis.yml`, or from the top of the folder. */
  fonts: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([])
})

export type PageSettings = z.output<typeof pageSchema>
