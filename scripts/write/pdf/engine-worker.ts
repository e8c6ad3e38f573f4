/** The thread of the PDF engine: takes one request, tries the engines in order, answers once. */

import {parentPort, workerData} from 'node:worker_threads'
import type {CompileAnswer, CompileRequest, TypstEngine} from './engine.ts'
import {nativeEngine} from './engine-native.ts'
import {wasmEngine} from './engine-wasm.ts'

/** Fastest first. */
const engines: readonly TypstEngine[] = [nativeEngine, wasmEngine]

const answer = await compile(workerData as CompileRequest)
// Handed over, not copied.
parentPort!.postMessage(answer, answer.pdf ? [answer.pdf.buffer as ArrayBuffer] : [])

async function compile(request: CompileRequest): Promise<CompileAnswer> {
  const causes: unknown[] = []
  for (const engine of engines) {
    if (request.engine && request.engine !== engine.name) continue
    const run = await engine.load().catch((cause: unknown) => void causes.push(cause))
    if (run) return {engine: engine.name, ...(await run(request))}
  }
  throw new AggregateError(causes, 'No build of Typst runs on this machine')
}
