/** What a chart in code is made with: `import {defineChart, z} from 'thesis/charts'` in `thesis/charts/<name>.ts`. */

import {z} from 'zod'
import type {ThesisData} from '../../data/data.ts'
import type {Problem} from '../../data/problem.ts'
import type {Terms} from '../../document/terms.ts'
import {declarationSchema} from '../declaration.ts'
import {sketchDeclared} from '../draw.ts'
import type {Sketch, Space} from '../picture.ts'

export * as Plot from '@observablehq/plot'
export {formatDate, formatNumber, formatValue, withUnit} from '../../data/format.ts'
export {findNumbers, type NumberFact, printNumber} from '../../data/numbers.ts'
export {isProblem} from '../../data/problem.ts'
export {saidIn} from '../../data/table.ts'
export {niceTicks, tickFormat} from '../axis.ts'
export {placeLabels, segmentsOf} from '../labels.ts'
export {faint, fontSize, fullWidth, ink, muted, paper, rule, strokes} from '../palette.ts'
export {axisX, gridY, plot} from '../plot.ts'
export {arrow, box, line, marker, overlap, text, textBox} from '../svg.ts'
export {textWidth, widest, wrapText} from '../text-width.ts'
export type {Problem, Sketch, Space, Terms, ThesisData}
export {z}

/** A declaration, as YAML has it. */
export type ChartYaml = z.input<typeof declarationSchema>

/** What a chart draws from. */
export interface ChartInput<Options = Record<string, unknown>> {
  data: ThesisData
  /** BCP 47, for numbers and words. */
  lang: string
  terms: Terms
  options: Options
  /** To be filled, on a slide; on paper `fullWidth`, and as high as needed. */
  space?: Space | undefined
  /** Draw what YAML could declare, to be put beside something else; in another space when one is given. */
  sketch: (declaration: ChartYaml, space?: Space) => Promise<Sketch>
}

/** A chart: its options, and a pure function of the data. It may give a problem instead, with what to do. */
export interface ChartDefinition<Schema extends z.ZodObject = z.ZodObject> {
  options: Schema
  draw: (input: ChartInput<z.output<Schema>>) => Sketch | Problem | Promise<Sketch | Problem>
}

/** For the types alone: what `export default` needs in a file of `thesis/charts/`. */
export function defineChart<Schema extends z.ZodObject>(chart: ChartDefinition<Schema>): ChartDefinition<Schema> {
  return chart
}

/** Put sketches one under the other, with a gap between them, and their sources together. */
export function stack(sketches: readonly Sketch[], gap = 14): Pick<Sketch, 'height' | 'content' | 'sources'> {
  let y = -gap
  const content = sketches.map((sketch) => {
    const top = y + gap
    y = top + sketch.height
    return `<g transform="translate(0 ${Math.round(top * 100) / 100})">${sketch.content}</g>`
  })
  const sources = [...new Set(sketches.flatMap((sketch) => sketch.sources ?? []))]
  return {height: y, content: content.join(''), sources}
}

/** `sketch` of a chart's input. */
export function sketchFor(input: Pick<ChartInput, 'data' | 'lang' | 'terms' | 'space'>): ChartInput['sketch'] {
  return async (typed, space = input.space) => {
    // Made here, where the author's line is still known.
    const failure = new Error()
    const read = declarationSchema.safeParse(typed)
    if (!read.success) {
      const [issue] = read.error.issues
      throw Object.assign(failure, {message: `\`${issue?.path.join('.')}\` of \`sketch\`: ${issue?.message}`})
    }
    const drawn = await sketchDeclared({options: read.data, placeOf: () => undefined}, {...input, space})
    if ('reason' in drawn) throw Object.assign(failure, {message: drawn.reason})
    return drawn
  }
}
