/** Typst as WebAssembly: the slower build, for the machines that the native one was not compiled for. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {
  type CompileAnswer,
  type CompileRequest,
  type DrawnPage,
  drawnAlone,
  type EngineMessage,
  type PdfPage,
  pictureIn,
  type TypstEngine
} from './engine.ts'

type WebCompiler = typeof import('@myriaddreamin/typst-ts-web-compiler')

export const wasmEngine: TypstEngine = {
  name: 'wasm',
  async load() {
    const library = await import('@myriaddreamin/typst-ts-web-compiler')
    const require = createRequire(import.meta.url)
    const code = require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm')
    library.initSync({module: readFileSync(code)})
    return {
      compile: (request) => compileWith(library, request),
      draw: (pages) => drawWith(library, pages)
    }
  }
}

/** Full messages with their file and range. */
const withPlaces = 3

async function compileWith(library: WebCompiler, request: CompileRequest): Promise<Omit<CompileAnswer, 'engine'>> {
  const builder = new library.TypstCompilerBuilder()
  // No file system at all: only what is mapped below can be read.
  builder.set_dummy_access_model()
  for (const font of request.fonts) {
    await builder.add_raw_font(typeof font === 'string' ? readFileSync(font) : font)
  }
  const compiler = await builder.build()
  for (const [file, contents] of request.files) {
    if (file.endsWith('.typ')) compiler.add_source(file, String(contents))
    else compiler.map_shadow(file, typeof contents === 'string' ? new TextEncoder().encode(contents) : contents)
  }
  const inputs = request.date ? [['date', request.date]] : null
  const answer = compiler.compile(request.main, inputs, 'pdf', withPlaces) as WebAnswer
  const said = (answer.diagnostics ?? []).map(asMessage)
  const {query} = request
  const [found] =
    answer.result && query ? (JSON.parse(compiler.query(request.main, inputs, `<${query}>`, 'value')) as unknown[]) : []
  return {
    pdf: answer.result || undefined,
    found,
    // This build takes no standard; its PDF is tagged all the same.
    isStandard: false,
    errors: answer.result ? [] : said,
    warnings: answer.result ? said : []
  }
}

async function drawWith(library: WebCompiler, pages: readonly PdfPage[]): Promise<DrawnPage[]> {
  const builder = new library.TypstCompilerBuilder()
  builder.set_dummy_access_model()
  const compiler = await builder.build()
  return pages.map(({bytes, page}) => {
    compiler.add_source('/main.typ', drawnAlone(page))
    compiler.map_shadow('/picture.pdf', bytes)
    const {result, diagnostics = []} = compiler.compile('/main.typ', null, 'vector', withPlaces) as WebAnswer
    const svg = result && pictureIn(result)
    const [problem] = diagnostics.map(asMessage)
    return svg ? {svg} : {problem: problem ?? {message: 'no picture', path: '', hints: []}}
  })
}

interface WebAnswer {
  result?: Uint8Array
  diagnostics?: {message: string; path: string; range: string}[]
}

function asMessage({message, path, range}: {message: string; path: string; range: string}): EngineMessage {
  const line = Number(range.split(':')[0]) + 1
  return {message, path: `${path.replace(/^\//, '')}:${line}`, hints: []}
}
