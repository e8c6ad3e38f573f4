/** The thread of charts in code: a file and its options → a sketch, or what is wrong with it. Loads what was read of `thesis/charts/`, no more. */

import {registerHooks} from 'node:module'
import {parentPort, workerData} from 'node:worker_threads'
import {z} from 'zod'
import type {ThesisData} from '../../data/data.ts'
import {withOptions} from '../../data/options.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import type {Terms} from '../../document/terms.ts'
import type {Sketch, Space} from '../picture.ts'
import {type ChartDefinition, sketchFor} from './toolkit.ts'

/** A chart to draw. */
export interface Request {
  /** Of the file, as `sources` names it. */
  url: string
  options: Record<string, string>
  lang: string
  terms: Terms
  space?: Space | undefined
}

/** What comes back: a sketch, or a problem and its line in the file. */
export type Answer = Sketch | (Problem & {line?: number | undefined; column?: number})

const {data, sources} = workerData as {data: ThesisData; sources: ReadonlyMap<string, string>}
const toolkit = new URL('./toolkit.ts', import.meta.url).href

// A thesis lies anywhere, without packages of its own: the toolkit is found from every folder. Its files are those
// that were read, as the rules of reading have it: none through a link that leads out of the thesis.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'thesis/charts') return {url: toolkit, shortCircuit: true}
    const url = /^(?:file:|\.\.?\/)/.test(specifier) ? new URL(specifier, context.parentURL).href : ''
    return sources.has(url) ? {url, shortCircuit: true} : next(specifier, context)
  },
  load(url, context, next) {
    const source = sources.get(url)
    if (source === undefined) return next(url, context)
    return {format: /\.m?ts$/.test(url) ? 'module-typescript' : 'module', source, shortCircuit: true}
  }
})

parentPort?.postMessage('ready')
parentPort?.on('message', async (request: Request) => {
  try {
    parentPort?.postMessage(await draw(request))
  } catch (cause) {
    parentPort?.postMessage(describe(cause, request.url))
  }
})

async function draw({url, options, lang, terms, space}: Request): Promise<Answer> {
  const loaded: {default?: ChartDefinition} = await import(url)
  const chart = loaded.default
  if (typeof chart?.draw !== 'function' || typeof chart.options?.safeParse !== 'function') {
    return {
      reason: 'Chart `{name}` exports no chart',
      rule: 'figures:broken-module',
      fix: 'Write `export default defineChart({options: z.object({}), draw(input) {…}})`.'
    }
  }
  const work = withOptions(chart.options, (input: {options: object}) => chart.draw(input as never))
  const input = {data, lang, terms, space, sketch: sketchFor({data, lang, terms, space})}
  const drawn: unknown = await work({...input, options} as never)
  if (typeof drawn === 'object' && drawn !== null && isProblem(drawn)) {
    return {...drawn, rule: drawn.rule ?? 'figures:broken-module', fix: drawn.fix ?? 'Correct the chart or its data.'}
  }
  return checked(drawn)
}

const sketchSchema = z.object({
  content: z.string(),
  title: z.string(),
  description: z.string(),
  height: z.number(),
  table: z.object({head: z.array(z.string()), rows: z.array(z.array(z.string()))}),
  sources: z.array(z.string()).optional()
})

/** What a chart gives back is a sketch, or it is told which part is missing or draws what is no number. */
function checked(drawn: unknown): Answer {
  const {success, data: sketch, error} = sketchSchema.safeParse(drawn)
  const wrong = /(?:[="( ,]|\b[ML])(NaN|-?Infinity|undefined)\b|>(NaN|undefined)</.exec(sketch?.content ?? '')
  if (success && !wrong) return sketch
  const part = error?.issues[0]?.path[0] ?? 'content'
  return wrong
    ? {
        reason: `Chart \`{name}\` draws \`${wrong[1] ?? wrong[2]}\``,
        rule: 'figures:broken-module',
        fix: 'Leave out values that are missing, and correct the sum that is no number.'
      }
    : {
        reason: `Chart \`{name}\` gives back no \`${String(part)}\``,
        rule: 'figures:broken-module',
        fix: 'Return `{title, description, table: {head, rows}, height, content}`, or what `sketch({…})` gives.'
      }
}

/** What was thrown, and the line of the author's file where. */
function describe(cause: unknown, url: string): Answer {
  const {message, stack = ''} = cause instanceof Error ? cause : {message: String(cause)}
  const lines = stack.split('\n')
  const at = lines.find((line) => line.includes(url)) ?? ''
  const [, line, column] = /:(\d+)(?::(\d+))?\)?\s*$/.exec(at) ?? []
  return {
    reason: `Chart \`{name}\` fails: ${message.split('\n')[0]}`,
    rule: 'figures:broken-module',
    fix: line ? 'Correct this line, or what it is given.' : 'Correct this file.',
    line: line ? Number(line) : undefined,
    column: Number(column ?? 1)
  }
}
