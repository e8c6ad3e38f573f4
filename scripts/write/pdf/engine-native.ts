/** Typst as a native addon of Node: the fast build, for the machines that it was compiled for. */

import {readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {NodeCompiler, NodeError} from '@myriaddreamin/typst-ts-node-compiler'
import {
  type CompileRequest,
  type DrawnPage,
  drawnAlone,
  type EngineMessage,
  type KeptCompiler,
  type PdfPage,
  pictureIn,
  type TypstEngine
} from './engine.ts'

export const nativeEngine: TypstEngine = {
  name: 'native',
  async load() {
    const {NodeCompiler} = await import('@myriaddreamin/typst-ts-node-compiler')
    return {
      compile: async (request) => compileWith(NodeCompiler, request),
      draw: async (pages) => pages.map((page) => drawWith(NodeCompiler, page)),
      keep: (fonts) => keepOpen(NodeCompiler, fonts)
    }
  }
}

/** A folder that is never made: all files live in the engine's memory, so nothing else can be read. */
const workspace = path.join(tmpdir(), 'thesis-pdf-of-no-folder')

function compileWith(
  Compiler: typeof NodeCompiler,
  {files, main, fonts, date, timestamp, standard, query}: CompileRequest
) {
  const compiler = Compiler.create({workspace, fontArgs: readFonts(fonts), inputs: date ? {date} : {}})
  for (const file of files) putInto(compiler, file)
  const outcome = compiler.compile({mainFilePath: absolute(main)})
  const said = (problem: NodeError | null) => (problem ? compiler.fetchDiagnostics(problem).map(asMessage) : [])
  const errors = said(outcome.takeError())
  const warnings = said(outcome.takeWarnings())
  if (errors.length > 0 || !outcome.result) return {isStandard: false, errors, warnings}
  // What the layout remembers, earlier rounds of it included, would stand beside the PDF that is being made.
  compiler.evictCache(0)
  const [found] = query ? (compiler.query(outcome.result, {selector: `<${query}>`, field: 'value'}) as unknown[]) : []
  try {
    const pdf = compiler.pdf(outcome.result, {
      pdfStandard: standard,
      // An array of PDF 1.4 holds 8191 elements at most, fewer than the tags of a thesis; this level asks for none.
      pdfTags: standard !== 'a-1b',
      creationTimestamp: timestamp
    })
    return {pdf: new Uint8Array(pdf), found, isStandard: standard !== undefined, errors, warnings}
  } catch (problem) {
    return {
      found,
      isStandard: false,
      errors: [{message: String((problem as Error).message), path: '', hints: []}],
      warnings
    }
  }
}

const absolute = (file: string) => path.join(workspace, file)

const readFonts = (fonts: CompileRequest['fonts']) => [
  {fontBlobs: fonts.map((font) => (typeof font === 'string' ? readFileSync(font) : Buffer.from(font)))}
]

function putInto(compiler: NodeCompiler, [file, contents]: [path: string, contents: string | Uint8Array]): void {
  if (file.endsWith('.typ')) compiler.addSource(absolute(file), String(contents))
  else compiler.mapShadow(absolute(file), Buffer.from(contents as Uint8Array))
}

function keepOpen(Compiler: typeof NodeCompiler, fonts: CompileRequest['fonts']): KeptCompiler {
  const compiler = Compiler.create({workspace, fontArgs: readFonts(fonts)})
  return {
    put(files) {
      for (const file of files) putInto(compiler, file)
    },
    draw(main, query) {
      const outcome = compiler.compile({mainFilePath: absolute(main)})
      const problem = outcome.takeError()
      if (!outcome.result) return {errors: problem ? compiler.fetchDiagnostics(problem).map(asMessage) : []}
      const [found] = compiler.query(outcome.result, {selector: `<${query}>`, field: 'value'}) as unknown[]
      return {svg: compiler.svg(outcome.result), found, errors: []}
    },
    forget: (age) => compiler.evictCache(age)
  }
}

function drawWith(Compiler: typeof NodeCompiler, {bytes, page}: PdfPage): DrawnPage {
  const compiler = Compiler.create({workspace, fontArgs: [{fontBlobs: []}]})
  const main = path.join(workspace, 'main.typ')
  compiler.addSource(main, drawnAlone(page))
  compiler.mapShadow(path.join(workspace, 'picture.pdf'), Buffer.from(bytes))
  const outcome = compiler.compile({mainFilePath: main})
  const problem = outcome.takeError()
  const svg = outcome.result && pictureIn(compiler.vector(outcome.result))
  if (svg) return {svg}
  const [found] = problem ? compiler.fetchDiagnostics(problem).map(asMessage) : []
  return {problem: found ?? {message: 'no picture', path: '', hints: []}}
}

function asMessage(diagnostic: {
  message: string
  path?: string
  hints?: string[]
  range?: {start: {line: number}}
}): EngineMessage {
  const file = path.basename(diagnostic.path ?? '')
  const line = diagnostic.range ? `:${diagnostic.range.start.line + 1}` : ''
  return {message: diagnostic.message, path: file + line, hints: diagnostic.hints ?? []}
}
