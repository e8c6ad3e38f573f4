/** Charts in code, `thesis/charts/<name>.ts` → pictures, drawn in a thread of their own that can be stopped. */

import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {Worker} from 'node:worker_threads'
import type {VFile} from 'vfile'
import type {ThesisData} from '../../data/data.ts'
import type {Problem} from '../../data/problem.ts'
import type {ChartModule} from '../declaration.ts'
import type {DrawInput} from '../draw.ts'
import {fillSpace, type Picture, picture} from '../picture.ts'
import type {Answer, Request} from './worker.ts'

/** Draws the charts in code of one thesis, whose data it holds. */
export interface ModuleRunner {
  draw: (chart: ChartModule, input: ModuleInput) => Promise<Picture | Problem>
}

export interface ModuleInput extends DrawInput {
  /** Attributes as typed. */
  options: Record<string, string>
}

/** What a chart may take to load and to draw, in milliseconds: those that need a tenth of it are slow. */
const patience = 10_000

/** A thread that nobody asks anything is ended after so long: what it loaded may be another file by then. */
const idle = 2000

/** Nothing is loaded before a chart is drawn. */
export function openRunner(data: ThesisData): ModuleRunner {
  // What a thread is given is copied: files stay here.
  const withoutFile = <One extends {file?: VFile}>(all: ReadonlyMap<string, One>) =>
    new Map([...all].map(([id, {file: _, ...one}]) => [id, one]))
  const plain = {...data, tables: withoutFile(data.tables), values: withoutFile(data.values)}
  let sources: Map<string, string> | undefined
  let worker: Worker | undefined
  let isReady = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  return {
    draw: async ({name, module, files}, {options, prefix, space, lang, terms}) => {
      const url = urlOf(module)
      sources ??= new Map(files.map((file) => [urlOf(file), String(file)]))
      const place = (answer: Extract<Answer, {reason: string}>): Problem['place'] => {
        const start = {line: answer.line ?? 1, column: answer.column ?? 1}
        return {file: module, at: {start, end: start}}
      }
      return fillSpace(async (free) => {
        const answer = await next({url, options, lang, terms, space: free})
        if (!('reason' in answer)) return picture(answer, {prefix, space: free})
        const {reason, fix, rule, expected} = answer
        // An option is wrong where it is typed.
        const where = rule === 'data:unknown-option' ? undefined : place(answer)
        return {reason: reason.replace('{name}', name), fix, rule, expected, place: where}
      }, space)
    }
  }

  /** One after the other: a chart that hangs is known by name. */
  function next(request: Request): Promise<Answer> {
    const answer = turn.then(() => ask(request))
    turn = answer
    return answer
  }

  function ask(request: Request): Promise<Answer> {
    clearTimeout(timer)
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), {workerData: {data: plain, sources}})
    const own = worker
    own.ref()
    return new Promise((resolve) => {
      let limit: NodeJS.Timeout | undefined
      const stop = () => {
        drop()
        done({
          reason: `Chart \`{name}\` does not end: stopped after ${patience / 1000} seconds`,
          rule: 'figures:broken-module',
          fix: 'Correct the loop or the promise that never ends in this file.'
        })
      }
      const hear = (message: Answer | 'ready') => {
        if (message !== 'ready') done(message)
        // A busy machine takes its time to start a thread: that is not the chart's.
        else start()
      }
      const start = () => {
        isReady = true
        limit = setTimeout(stop, patience)
        own.postMessage(request)
      }
      const done = (answer: Answer) => {
        clearTimeout(limit)
        own.off('message', hear).off('error', fail).off('exit', leave)
        own.unref()
        timer = setTimeout(drop, idle)
        timer.unref()
        resolve(answer)
      }
      const fail = (cause: Error) => {
        drop()
        done({
          reason: `Chart \`{name}\` fails: ${cause.message}`,
          rule: 'figures:broken-module',
          fix: 'Correct this file.'
        })
      }
      const leave = () => fail(new Error('it ends its thread'))
      own.on('message', hear).on('error', fail).on('exit', leave)
      if (isReady) start()
    })
  }

  function drop(): void {
    isReady = false
    void worker?.terminate()
    worker = undefined
  }
}

/** A file of a thesis, whether a disk holds it or not. */
function urlOf(file: VFile): string {
  return pathToFileURL(path.resolve(file.cwd, file.path)).href
}
