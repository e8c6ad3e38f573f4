/** `npm run fuzz -- --minutes N [--seed S] [--only lane,lane]`, or `--replay FILE --only lane` → faults on standard output. */

import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads'
import {lanes} from './lanes.ts'
import {type Found, faultsOf, type RunResult, run} from './run.ts'

interface Task {
  seed: number
  only?: string[]
  until: number
}

type Report =
  | {alive: true}
  | {start: {lane: string; seed: number; texts: readonly string[]}}
  | {found: Found}
  | {result: RunResult}

/** Milliseconds without an end after which an input hangs for good. */
const patience = 60_000

if (isMainThread) await main()
else {
  const {seed, only, until} = workerData as Task
  const tell = (report: Report) => parentPort!.postMessage(report)
  const result = await run({
    seed,
    ...(only && {only}),
    goesOn: () => Date.now() < until,
    onStart: (lane, start, texts) => tell({start: {lane, seed: start, texts}}),
    onFound: (found) => tell({found}),
    onTry: () => tell({alive: true}),
    slowest: 100
  })
  tell({result})
}

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      minutes: {type: 'string', default: '1'},
      seed: {type: 'string', default: '1'},
      only: {type: 'string'},
      replay: {type: 'string'}
    }
  })
  const only = values.only?.split(',')
  if (values.replay) {
    const lane = lanes.find(({name}) => name === only?.[0])
    if (!lane) throw new Error(`Name the lane with --only: ${lanes.map(({name}) => name).join(', ')}`)
    for (const {signature, detail} of await faultsOf(lane, [readFileSync(values.replay, 'utf8')]))
      console.log(`${signature}\n${detail}\n`)
    return
  }
  const until = Date.now() + Number(values.minutes) * 60_000
  const total: Record<string, {inputs: number; seconds: number}> = {}
  const kinds: Record<string, number> = {}
  for (let seed = Number(values.seed); Date.now() < until; ) {
    const {result, hung} = await work({seed, until, ...(only && {only})}, (found) => {
      kinds[found.kind] = (kinds[found.kind] ?? 0) + 1
      show(found)
    })
    for (const [lane, inputs] of Object.entries(result?.inputs ?? {})) {
      total[lane] = {inputs, seconds: Math.round(result!.time[lane]! / 1000)}
    }
    if (hung) {
      kinds.hang = (kinds.hang ?? 0) + 1
      show(hung)
      seed = hung.seed + 1
    }
  }
  console.table(total)
  const inputs = Object.values(total).reduce((sum, one) => sum + one.inputs, 0)
  console.log(
    `${inputs} inputs from seed ${values.seed}, ${Math.round(inputs / (Number(values.minutes) * 60))} a second; faults: ${JSON.stringify(kinds)}`
  )
  process.exitCode = Object.keys(kinds).length > 0 ? 1 : 0
}

/** One worker, ended when an input never ends. */
function work(task: Task, onFound: (found: Found) => void): Promise<{result?: RunResult; hung?: Found}> {
  const worker = new Worker(new URL(import.meta.url), {workerData: task, argv: []})
  return new Promise((resolve, reject) => {
    let last: {lane: string; seed: number; texts: readonly string[]} | undefined
    let since = Date.now()
    const watch = setInterval(() => {
      if (!last || Date.now() - since < patience) return
      clearInterval(watch)
      const {lane, seed, texts} = last
      const hung: Found = {
        kind: 'hang',
        signature: 'hang',
        detail: `no end after ${patience / 1000} s`,
        lane,
        seed,
        text: texts.join('\n\n=====\n\n')
      }
      worker.terminate().then(() => resolve({hung}), reject)
    }, 1000)
    worker.on('message', (report: Report) => {
      since = Date.now()
      if ('start' in report) last = report.start
      else if ('found' in report) onFound(report.found)
      else if ('result' in report) {
        clearInterval(watch)
        resolve({result: report.result})
      }
    })
    worker.on('error', (cause) => {
      clearInterval(watch)
      reject(cause)
    })
  })
}

/** A fault, and a file that shows it again. */
function show({lane, seed, signature, detail, text}: Found): void {
  const folder = path.join(tmpdir(), 'thesis-fuzz')
  mkdirSync(folder, {recursive: true})
  const extension = lanes.find(({name}) => name === lane)!.extension
  const file = path.join(folder, `${lane}-${seed}-${signature.replace(/[^\w]+/g, '-').slice(0, 40)}.${extension}`)
  writeFileSync(file, text)
  console.log(
    `\n${lane} (seed ${seed}): ${signature}\n${detail}\n${JSON.stringify(text.slice(0, 600))}\nnpm run fuzz -- --only ${lane} --replay ${file}`
  )
}
