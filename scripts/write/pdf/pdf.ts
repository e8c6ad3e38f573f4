/** What `writeTypst` wrote → `thesis.pdf`, tagged, through the Typst engine. */

import {fontPaths} from '../../document/fonts.ts'
import type {OutputFile} from '../../document/thesis.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import type {TypstProject} from '../typst/index.ts'
import {type CompileAnswer, type CompileRequest, compileTypst, type EngineMessage, type EngineName} from './engine.ts'

export interface WritePdfOptions {
  /** Written into the PDF as its date, `SOURCE_DATE_EPOCH` for instance; none at all when absent. */
  date?: Date | undefined
  /** Receives the name of the engine that ran. */
  log?: (line: string) => void
  /** Only this build of the engine; the fastest that runs here when absent. */
  engine?: EngineName
  /** Promise PDF/UA-1 (default: true). The engine refuses to for a document that shows pages of another PDF. */
  isPromised?: boolean
}

export interface PrintedThesis {
  /** `thesis.pdf`; none when the engine refused. */
  outputs: OutputFile[]
  /** What the foot of the page prints, by `chapter#anchor`; a chapter's own page is `chapter#`. */
  pages: Map<string, string>
}

/**
 * Print the thesis, and say on which page each chapter and label stands. Same project and options, same bytes.
 *
 * PDF/UA-1 when every picture and formula has an alternative text and the engine agrees; otherwise tagged
 * all the same, and a message says so. A picture that cannot be drawn is named in its place.
 *
 * Emits `pdf:damaged-image`, `pdf:not-accessible`, `pdf:engine`.
 *
 * @throws {Error} when no engine runs on this machine
 */
export async function writePdf(project: TypstProject, options: WritePdfOptions = {}): Promise<PrintedThesis> {
  const request: CompileRequest = {
    files: project.files,
    main: project.main,
    fonts: [...fontPaths(), ...project.fonts],
    query: 'pages',
    engine: options.engine,
    date: options.date?.toISOString().slice(0, 10),
    timestamp: options.date && Math.floor(options.date.getTime() / 1000)
  }
  const answer = await compileMended(request, project, options.isPromised ?? true)
  options.log?.(`Typst 0.14 (${answer.engine})`)
  if (answer.pdf) {
    const pages = new Map(Object.entries((answer.found ?? {}) as Record<string, string>))
    return {outputs: [{path: 'thesis.pdf', contents: answer.pdf}], pages}
  }
  reportRefusal(answer.errors, project)
  return {outputs: [], pages: new Map()}
}

/** Compile; when the engine stumbles over what can be left out, leave it out, say so and compile again. */
async function compileMended(
  request: CompileRequest,
  project: TypstProject,
  isPromised: boolean
): Promise<CompileAnswer> {
  const first = await compileTypst({...request, standard: isPromised && project.isAccessible ? 'ua-1' : undefined})
  if (first.pdf) {
    if (!isPromised) return first
    if (!project.isAccessible) reportNotAccessible('a picture has no alternative text', giveAlternative, project)
    else if (!first.isStandard) reportNoStandard(project)
    return first
  }
  if (first.errors.some(({message}) => isAboutPictures(message))) {
    const damaged = await findDamagedPictures(request, project)
    if (damaged.size > 0) {
      const files = new Map(project.files).set('/thesis.json', withoutPictures(project, damaged))
      const pictures = new Map([...project.pictures].filter(([path]) => !damaged.has(path)))
      return compileMended({...request, files}, {...project, files, pictures}, isPromised)
    }
  }
  const refused = first.errors.flatMap(({message}) => /PDF\/UA-1 error: ([^"]*)/.exec(message)?.[1] ?? [])
  if (refused.length === 0) return first
  reportNotAccessible(refused[0]!, 'Change what it names, if the PDF must meet the standard.', project)
  return compileTypst(request)
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

function reportNoStandard({file}: TypstProject): void {
  inform(file, 'The PDF is tagged, but the engine of this machine cannot validate PDF/UA-1', {
    rule: 'pdf:not-accessible',
    fix: 'Build on Linux (x64) for a PDF that does.'
  })
}

/** The place is in our template: nothing the author wrote should come here, so the message says what to send us. */
function reportRefusal(errors: readonly EngineMessage[], {file}: TypstProject): void {
  const isTooDeep = errors.some(({message}) => /depth exceeded/.test(message))
  const reasons = errors.map(({message, path}) => `${message}${path ? ` (${path})` : ''}`).join('; ')
  error(file, `The PDF engine refused the document: ${reasons.slice(0, 500)}`, {
    rule: 'pdf:engine',
    fix: isTooDeep
      ? 'Nest lists, quotes and emphasis less deeply.'
      : 'Build with `--only pdf` one chapter at a time to find the place, and report it to the project.'
  })
}
