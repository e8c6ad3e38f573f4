/** The formulas of a thesis → what MathJax makes of them, read in a thread of its own while the rest is resolved. */

import {Worker} from 'node:worker_threads'
import {keyOf, type Results} from '../../cache/results.ts'
import type {PaperMath} from '../../document/page-schema.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {type MathMl, type MathSvg, texToMathMl, texToPieces, texToSvg, type UnreadableMath} from './math.ts'

/** Reads a formula for screens and for paper. */
export interface MathReader {
  mathMl: (tex: string, isDisplay: boolean) => MathMl | UnreadableMath
  svg: (tex: string, isDisplay: boolean) => MathSvg | UnreadableMath
}

/** Reads each formula when it is asked for. */
export const mathReader: MathReader = {mathMl: texToMathMl, svg: texToSvg}

/** The same, with a font for paper. */
export const readerIn = (font: PaperMath): MathReader => ({...mathReader, svg: paperIn(font)})

/** Reads a formula for paper. */
export const paperIn = (font: PaperMath): MathReader['svg'] =>
  font === 'own' ? texToPieces : (tex, isDisplay) => texToSvg(tex, isDisplay, font)

/** Reads a formula for screens once for all builds that share results. */
export function keepingFormulas(results: Results, reader = mathReader): MathReader {
  const mathMl: MathReader['mathMl'] = (tex, isDisplay) => {
    const name = nameOf(tex, isDisplay)
    const known = results.get('formula', name) as MathMl | undefined
    if (known) return known
    const made = reader.mathMl(tex, isDisplay)
    if ('mathMl' in made) results.keep('formula', name, made)
    return made
  }
  return {...reader, mathMl}
}

/** What the thread is asked for. */
export interface MathRequest {
  /** Each once, by its name. */
  formulas: readonly string[]
  screens: boolean
  paper: boolean
  font: PaperMath
}

/** Its answer, by formula. */
export interface ReadFormulas {
  mathMl: Map<string, MathMl | UnreadableMath>
  svg: Map<string, MathSvg | UnreadableMath>
}

const nameOf = (tex: string, isDisplay: boolean) => `${isDisplay ? 'd' : 'i'}${tex}`

/** The formula of a name. */
export function formulaNamed(name: string): [tex: string, isDisplay: boolean] {
  return [name.slice(1), name.startsWith('d')]
}

/** Fewer are read sooner than a thread is ready. */
const fewest = 8

/**
 * Start to read the formulas of some chapters. The function that comes back waits for them, and gives a reader that knows
 * them already; it reads the others itself, and all of them when the thread fails.
 */
export function readAhead(
  chapters: readonly Pick<Chapter, 'tree'>[],
  given: Omit<MathRequest, 'formulas'>,
  results: Results
): () => Promise<MathReader> {
  const request: MathRequest = {formulas: formulasOf(chapters), ...given}
  if (request.formulas.length < fewest || !(given.screens || given.paper)) return async () => readerIn(given.font)
  const key = keyOf(request)
  const known = results.get('math', key) as ReadFormulas | undefined
  const answer = known ? Promise.resolve(known) : ask(request)
  return async () => {
    const read = await answer
    if (!read) return readerIn(given.font)
    if (!known) results.keep('math', key, read)
    return knowing(read, given.font)
  }
}

function formulasOf(chapters: readonly Pick<Chapter, 'tree'>[]): string[] {
  const found = new Set<string>()
  for (const {tree} of chapters) {
    visit(tree, (node) => {
      if (node.type === 'inlineMath' || node.type === 'math') found.add(nameOf(node.value, node.type === 'math'))
    })
  }
  return [...found]
}

function ask(request: MathRequest): Promise<ReadFormulas | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('math-worker.ts', import.meta.url), {workerData: request})
    worker.once('message', resolve)
    worker.once('error', () => resolve(undefined))
    worker.once('exit', () => resolve(undefined))
  })
}

function knowing({mathMl, svg}: ReadFormulas, font: PaperMath): MathReader {
  return {
    mathMl: (tex, isDisplay) => mathMl.get(nameOf(tex, isDisplay)) ?? texToMathMl(tex, isDisplay),
    svg: (tex, isDisplay) => svg.get(nameOf(tex, isDisplay)) ?? paperIn(font)(tex, isDisplay)
  }
}
