/** The thread that reads formulas: takes one request, answers once. */

import {parentPort, workerData} from 'node:worker_threads'
import {texToMathMl} from './math.ts'
import {formulaNamed, type MathRequest, paperIn, type ReadFormulas} from './math-reader.ts'

const {formulas, screens, paper, font} = workerData as MathRequest
const read = <Read>(isAsked: boolean, toRead: (tex: string, isDisplay: boolean) => Read) =>
  new Map(isAsked ? formulas.map((name) => [name, toRead(...formulaNamed(name))]) : [])
const answer: ReadFormulas = {
  mathMl: read(screens, texToMathMl),
  svg: read(paper, paperIn(font))
}
parentPort!.postMessage(answer)
