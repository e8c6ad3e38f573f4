/** The thread of the PDF engine: takes one request, tries the engines in order, answers once. */

import {parentPort, workerData} from 'node:worker_threads'
import type {CompileAnswer, CompileRequest, DrawnPage, DrawRequest, TypstEngine} from './engine.ts'
import {nativeEngine} from './engine-native.ts'
import {wasmEngine} from './engine-wasm.ts'

/** Fastest first. */
const engines: readonly TypstEngine[] = [nativeEngine, wasmEngine]

const answered = await answer(workerData as CompileRequest | DrawRequest)
// Handed over, not copied.
const buffer = 'pdf' in answered ? answered.pdf?.buffer : undefined
parentPort!.postMessage(answered, buffer ? [buffer as ArrayBuffer] : [])

async function answer(request: CompileRequest | DrawRequest): Promise<CompileAnswer | DrawnPage[]> {
  const causes: unknown[] = []
  for (const engine of engines) {
    if (request.engine && request.engine !== engine.name) continue
    const run = await engine.load().catch((cause: unknown) => void causes.push(cause))
    if (run && 'pages' in request) return run.draw(request.pages)
    if (run && 'main' in request) return {engine: engine.name, ...(await run.compile(request))}
  }
  throw new AggregateError(causes, 'No build of Typst runs on this machine')
}
