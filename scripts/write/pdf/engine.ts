/** The PDF engine: project → PDF bytes, run in a thread of its own. Which build of Typst does it is decided here. */

import {Worker} from 'node:worker_threads'
import type {TypstProject} from '../typst/index.ts'

/** `native` is the fast build; `wasm` runs wherever Node does, at three or four times the time. */
export type EngineName = 'native' | 'wasm'

/** What the engine is asked for. */
export interface CompileRequest {
  files: TypstProject['files']
  main: string
  /** Font files: their paths, or their bytes. */
  fonts: (string | Uint8Array)[]
  /** `YYYY-MM-DD`, written into the PDF; none at all when absent. */
  date?: string
  /** Seconds since 1970, of the same date. */
  timestamp?: number
  /** Only this build; the first that runs here when absent. */
  engine?: EngineName
  /** Label of a `metadata` element whose value is wanted beside the PDF. */
  query?: string
  /** PDF standard: `ua-1`, later `a-2a`; an ordinary tagged PDF when absent. */
  standard?: string
}

/** What comes back: the PDF, or why there is none. */
export interface CompileAnswer {
  pdf?: Uint8Array
  /** Value of the `metadata` element that was asked for. */
  found?: unknown
  /** Which build answered. */
  engine: EngineName
  /** The PDF promises the standard that was asked for. */
  isStandard: boolean
  errors: EngineMessage[]
  warnings: EngineMessage[]
}

export interface EngineMessage {
  message: string
  /** In our template, never in the author's text. */
  path: string
  hints: string[]
}

/** A page of a PDF that is shown as a picture. */
export interface PdfPage {
  bytes: Uint8Array
  /** From 1. */
  page: number
}

/** A page as the engine draws it, in vectors; or why it cannot. */
export type DrawnPage = {svg: Uint8Array; problem?: never} | {svg?: never; problem: EngineMessage}

/** Pages to be drawn. */
export interface DrawRequest {
  pages: readonly PdfPage[]
  engine?: EngineName
}

/** One build of Typst. `load` throws when this machine has no such build. */
export interface TypstEngine {
  name: EngineName
  load(): Promise<LoadedEngine>
}

export interface LoadedEngine {
  compile(request: CompileRequest): Promise<Omit<CompileAnswer, 'engine'>>
  /** One after the other, in their order. */
  draw(pages: readonly PdfPage[]): Promise<DrawnPage[]>
  /** A compiler that stays, for the preview; undefined where this build has none. */
  keep?(fonts: CompileRequest['fonts']): KeptCompiler
}

/** Keeps its files and what it laid out: after a change, only what changed is laid out again. */
export interface KeptCompiler {
  /** Add files, or replace them. */
  put(files: Iterable<[path: string, contents: string | Uint8Array]>): void
  /** Lay a document out. */
  draw(main: string, query: string): KeptDrawing
  /** Forget what was last used so many documents ago. */
  forget(age: number): void
}

/** All pages of a document in one drawing, `cutPages` cuts it; or why there is none. */
export interface KeptDrawing {
  svg?: string
  /** Value of the `metadata` element that was asked for. */
  found?: unknown
  errors: EngineMessage[]
}

/** A document that is as large as the one picture in it. */
export const drawnAlone = (page: number) =>
  `#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.pdf", page: ${Math.floor(page)})\n`

/** The picture in what the engine calls a vector document: it holds SVG as it is. */
export function pictureIn(document: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength)
  const [start, end] = [bytes.indexOf('<svg '), bytes.lastIndexOf('</svg>')]
  return start === -1 || end < start ? undefined : new Uint8Array(bytes.subarray(start, end + '</svg>'.length))
}

/**
 * Compile in a worker thread, which ends afterwards and gives its memory back.
 *
 * @throws {Error} when the thread itself fails: no engine on this machine, no memory left
 */
export function compileTypst(request: CompileRequest): Promise<CompileAnswer> {
  return ask<CompileAnswer>(request)
}

/**
 * Draw pages of PDFs as SVG: text, lines and pictures stay what they are, whatever fonts the PDF leaves to its reader.
 *
 * @throws {Error} when the thread itself fails
 */
export async function drawPages(pages: readonly PdfPage[], engine?: EngineName): Promise<DrawnPage[]> {
  const request: DrawRequest = {pages, engine}
  return pages.length === 0 ? [] : ask<DrawnPage[]>(request)
}

function ask<Answer>(request: CompileRequest | DrawRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('engine-worker.ts', import.meta.url), {workerData: request})
    worker.once('message', (answer: Answer) => resolve(answer))
    worker.once('error', (cause) => reject(new Error('The PDF engine stopped', {cause})))
    worker.once('exit', (code) => reject(new Error(`The PDF engine stopped with code ${code}`)))
  })
}
