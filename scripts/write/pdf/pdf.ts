/** What `writeTypst` wrote → `thesis.pdf`, tagged, through the Typst engine. */

import type {VFile} from 'vfile'
import type {ArchiveStandard} from '../../document/deposit-settings.ts'
import {fontPaths} from '../../document/fonts.ts'
import type {OutputFile} from '../../document/thesis.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import type {TypstProject} from '../typst/index.ts'
import {describePdf, type PdfDescription} from './describe-pdf.ts'
import {type CompileAnswer, type CompileRequest, compileTypst, type EngineMessage, type EngineName} from './engine.ts'
import {freeMemory} from './free-memory.ts'
import {leadLinks, type PrintedPlace} from './lead-links.ts'

export interface WritePdfOptions {
  /** Written into the PDF as its date, `SOURCE_DATE_EPOCH` for instance; none at all when absent. */
  date?: Date | undefined
  /** Receives the name of the engine that ran. */
  log?: (line: string) => void
  /** Only this build of the engine; the fastest that runs here when absent. */
  engine?: EngineName
  /**
   * What the PDF promises: PDF/UA-1 (default), a level of PDF/A, or nothing. The engine refuses PDF/UA-1 for a document
   * that shows pages of another PDF.
   */
  standard?: Standard
  /** Put into its metadata. */
  description?: PdfDescription | undefined
  /** Name of the file. */
  path?: string
}

type Standard = 'ua-1' | `a-${ArchiveStandard}` | 'none'

export interface PrintedThesis {
  /** `thesis.pdf`, or the name asked for; none when the engine refused. */
  outputs: OutputFile[]
  /** What the foot of the page prints, by `chapter#anchor`; a chapter's own page is `chapter#`. */
  pages: Map<string, string>
}

/**
 * Print the thesis, and say on which page each chapter and label stands. Same project and options, same bytes.
 *
 * PDF/UA-1 when every picture and formula has an alternative text and the engine agrees; otherwise tagged
 * all the same, and a message says so. A PDF/A that the engine refuses is not made. A picture that cannot be drawn is
 * named in its place.
 *
 * Emits `pdf:template`, `pdf:damaged-image`, `pdf:not-accessible`, `pdf:not-archivable`, `pdf:engine`,
 * `config:unreadable-font`.
 *
 * @throws {Error} when no engine runs on this machine
 */
export function writePdf(project: TypstProject, options: WritePdfOptions = {}): Promise<PrintedThesis> {
  return startPdf(project, options)()
}

/** The same in two: the engine starts at once, in its thread; the function that comes back waits for it. */
export function startPdf(project: TypstProject, options: WritePdfOptions = {}): () => Promise<PrintedThesis> {
  const request: CompileRequest = {
    files: project.files,
    main: project.main,
    fonts: [...fontPaths(), ...project.fonts],
    query: 'printed',
    engine: options.engine,
    date: options.date?.toISOString().slice(0, 10),
    timestamp: options.date && Math.floor(options.date.getTime() / 1000)
  }
  const standard = options.standard ?? 'ua-1'
  const started = compileFor(standard, request, project)
  // What goes wrong is said to who waits for it.
  started.catch(() => undefined)
  return async () => {
    freeMemory()
    return finishPdf(await compileMended(request, project, standard, started), project, options)
  }
}

function finishPdf(
  answer: CompileAnswer & {isReported?: boolean},
  project: TypstProject,
  options: WritePdfOptions
): PrintedThesis {
  options.log?.(`Typst 0.14 (${answer.engine})`)
  if (answer.pdf) {
    const places = new Map(Object.entries(printedOf(answer).places ?? {}))
    const pages = new Map([...places].flatMap(([name, {folio}]) => (folio === null ? [] : [[name, folio] as const])))
    const led = leadLinks(answer.pdf, places, project.pageTerm ?? '')
    const contents = options.description ? describePdf(led, options.description) : led
    return {outputs: [{path: options.path ?? 'thesis.pdf', contents}], pages}
  }
  if (!answer.isReported) reportRefusal(answer.errors, project)
  return {outputs: [], pages: new Map()}
}

/**
 * To PDF/UA-1 nothing is held that cannot meet it. Blocks of which the engine may have lost a line, even where it then
 * refuses the PDF, are set again so that it cannot (`may-break` in `floats.typ`): in the end all blocks.
 */
async function compileFor(standard: Standard, request: CompileRequest, project: TypstProject): Promise<CompileAnswer> {
  const isAsked = standard === 'ua-1' ? project.isAccessible : standard !== 'none'
  const asked = {...request, standard: isAsked ? standard : undefined}
  let answer = await compileTypst(asked)
  let loose: string[] = []
  for (let tries = 0; tries < 3; tries++) {
    const known = new Set(loose)
    const torn = printedOf(answer).torn?.filter((name) => !known.has(name)) ?? []
    if (torn.length === 0) break
    loose = [...loose, ...torn]
    const design = JSON.parse(String(request.files.get('/design.json')))
    const files = new Map(request.files)
    files.set('/design.json', JSON.stringify({...design, loose: tries < 2 ? loose : 'all'}))
    answer = await compileTypst({...asked, files})
  }
  return answer
}

/** What `main.typ` tells of the pages. */
const printedOf = ({found}: CompileAnswer) => (found ?? {}) as {places?: Record<string, PrintedPlace>; torn?: string[]}

/** Compile; when the engine stumbles over what can be left out, leave it out, say so and compile again. */
async function compileMended(
  request: CompileRequest,
  project: TypstProject,
  standard: Standard,
  started = compileFor(standard, request, project)
): Promise<CompileAnswer & {isReported?: boolean}> {
  const isForReaders = standard === 'ua-1'
  const first = await started
  const {templates = []} = project
  if (first.pdf) {
    for (const warning of first.warnings) if (templateAt(warning.path, templates)) warnOfTemplate(warning, templates)
    if (standard === 'none' || first.isStandard) return first
    if (!isForReaders) return refuseArchive(first, standard, 'the engine of this machine cannot make one', project)
    if (!project.isAccessible) reportNotAccessible('a picture has no alternative text', giveAlternative, project)
    else reportNoStandard(project)
    return first
  }
  if (templates.length > 0) {
    const files = new Map(project.files).set('/own.typ', '#let own = (:)\n')
    const without = () => compileMended({...request, files}, {...project, files, templates: []}, standard)
    const blamed = first.errors.find(({path}) => templateAt(path, templates))
    if (blamed) {
      reportTemplate(blamed, templates)
      return without()
    }
    // What calls a template is ours: a value that is no function, or one of other arguments.
    const called = first.errors.find(({message}) => /expected function|argument/.test(message))
    if (called) {
      reportTemplate({...called, path: templates[0]!.basename!}, templates)
      return without()
    }
  }
  if (first.errors.some(({message}) => isAboutPictures(message))) {
    const damaged = await findDamagedPictures(request, project)
    if (damaged.size > 0) {
      const files = new Map(project.files).set('/thesis.json', withoutPictures(project, damaged))
      const pictures = new Map([...project.pictures].filter(([path]) => !damaged.has(path)))
      return compileMended({...request, files}, {...project, files, pictures}, standard)
    }
  }
  const refused = first.errors.flatMap(({message}) => /PDF\/[-\w]+ error: ([^"]*)/.exec(message)?.[1] ?? [])
  if (refused.length === 0) return first
  if (!isForReaders) return refuseArchive(first, standard, refused[0]!, project)
  reportNotAccessible(refused[0]!, 'Change what it names, if the PDF must meet the standard.', project)
  return compileFor('none', request, project)
}

/** The template that a place of the engine's is in; what imports them all stands for the first. */
function templateAt(path: string, templates: readonly VFile[]): VFile | undefined {
  const [name] = path.split(':')
  return templates.find(({basename}) => basename === name) ?? (name === 'own.typ' ? templates[0] : undefined)
}

/** Emits `pdf:template`. */
function reportTemplate({message, path}: EngineMessage, templates: readonly VFile[]): void {
  const {file, at} = placeInTemplate(path, templates)
  const isFile = /^file not found|^failed to load file/.test(message)
  error(
    file,
    `The template \`${file.basename}\` cannot be used: ${message.replace(/[ ,]+(?:\(searched at|hints: cannot read).*$/, '')}`,
    {
      at,
      rule: 'pdf:template',
      fix: isFile
        ? 'Write all of it in the template, which reads no other file; pictures of the cover come from `cover: {logos: …}`.'
        : `Correct it, so that it defines \`#let ${file.stem}(data, write) = …\`, or remove it: our own is printed then.`
    }
  )
}

/** Emits `pdf:template`. */
function warnOfTemplate({message, path}: EngineMessage, templates: readonly VFile[]): void {
  const {file, at} = placeInTemplate(path, templates)
  const isFont = message.startsWith('unknown font family')
  warn(file, `In the template \`${file.basename}\`, ${message}${isFont ? ': its words are not printed' : ''}`, {
    at,
    rule: 'pdf:template',
    fix: isFont ? 'Name one of our fonts, or put its files into `template/fonts`.' : 'Correct what it names.'
  })
}

function placeInTemplate(path: string, templates: readonly VFile[]) {
  const file = templateAt(path, templates)!
  const line = Number(path.split(':')[1])
  return {file, at: file.basename === path.split(':')[0] && line ? {line, column: 1} : undefined}
}

function isAboutPictures(message: string): boolean {
  return /decode|image|svg|svgz|parse/i.test(message)
}

/** Draw each picture alone, to know which one the engine cannot read. */
async function findDamagedPictures(request: CompileRequest, {pictures, files}: TypstProject): Promise<Set<string>> {
  const damaged = new Set<string>()
  for (const [path, {file, node}] of pictures) {
    const probe = new Map([
      ['/probe.typ', '#image(json("probe.json").path)'],
      ['/probe.json', JSON.stringify({path})],
      [path, files.get(path)!]
    ])
    const {pdf, errors} = await compileTypst({...request, files: probe, main: '/probe.typ', fonts: []})
    if (pdf) continue
    damaged.add(path)
    const why = errors[0]?.message.replace(/\s*\(.*\)$/, '') ?? 'unreadable'
    error(file, `Unreadable image \`${path.replace(/^\/pictures\//, '')}\`: ${why}`, {
      at: node,
      rule: 'pdf:damaged-image',
      fix: 'Open the file to see whether it is whole, and save it again as PNG, JPEG or SVG.'
    })
  }
  return damaged
}

/** The data with each damaged picture replaced by its alternative text. */
function withoutPictures({files}: TypstProject, damaged: ReadonlySet<string>): string {
  return JSON.stringify(
    JSON.parse(String(files.get('/thesis.json')), (_, value: {type?: string; path?: string; alt?: string} | null) =>
      value?.type === 'image' && damaged.has(value.path ?? '') ? {type: 'missing', value: value.alt ?? ''} : value
    )
  )
}

const giveAlternative = 'Give every picture an alternative text: `![Caption](picture.png){alt="…"}`.'

function reportNotAccessible(why: string, fix: string, {file}: TypstProject): void {
  warn(file, `PDF/UA-1 not met: ${why}; the PDF is tagged, but claims no standard`, {
    rule: 'pdf:not-accessible',
    fix
  })
}

/** A copy for an archive that does not meet its standard is none. */
function refuseArchive(answer: CompileAnswer, standard: string, why: string, {file}: TypstProject) {
  error(file, `PDF/${standard.toUpperCase().replace(/[A-Z]$/, (level) => level.toLowerCase())} not met: ${why}`, {
    rule: 'pdf:not-archivable',
    fix: standard.startsWith('a-1')
      ? 'Change what it names (pictures without transparency), or write `archive: 2b` in `thesis.yml`, which allows it.'
      : 'Change what it names, or set another standard: `archive: 2b` in `thesis.yml` asks for less than `2a`.'
  })
  const {pdf: _, ...rest} = answer
  return {...rest, isReported: true}
}

function reportNoStandard({file}: TypstProject): void {
  inform(file, 'The PDF is tagged, but the engine of this machine cannot validate PDF/UA-1', {
    rule: 'pdf:not-accessible',
    fix: 'Build on Linux (x64) for a PDF that does.'
  })
}

/** The place is in our template: nothing the author wrote should come here, so the message says what to send us. */
function reportRefusal(errors: readonly EngineMessage[], {file}: TypstProject): void {
  const font = errors.map(({message}) => /failed to process font `\W*([^`"\\]+)/.exec(message)?.[1]).find(Boolean)
  if (font) {
    error(file, `Damaged font \`${font}\`: the PDF cannot hold its letters`, {
      rule: 'config:unreadable-font',
      fix: `Put whole files of \`${font}\` in the place of those in \`template/fonts\`, or choose another font.`
    })
    return
  }
  const isTooDeep = errors.some(({message}) => /depth exceeded/.test(message))
  const reasons = errors.map(({message, path}) => `${message}${path ? ` (${path})` : ''}`).join('; ')
  error(file, `The PDF engine refused the document: ${reasons.slice(0, 500)}`, {
    rule: 'pdf:engine',
    fix: isTooDeep
      ? 'Nest lists, quotes and emphasis less deeply.'
      : 'Build with `--only pdf` one chapter at a time to find the place, and report it to the project.'
  })
}
