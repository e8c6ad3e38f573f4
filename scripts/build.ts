/** The pipeline: a folder → its outputs and every message. Read → transform → write. What writes is loaded when it is asked for. */

import type {VFile} from 'vfile'
import {noResults, type Results} from './cache/results.ts'
import type {Config} from './config.ts'
import type {DeckData} from './deck/deck-data.ts'
import {mathFontOf} from './document/design.ts'
import {type OutputKind, outputKinds} from './document/output-kinds.ts'
import type {Chapter, OutputFile, Thesis} from './document/thesis.ts'
import type {Folder} from './files.ts'
import {printDeck, printPdf} from './kept-outputs.ts'
import {defenceDay, deposit, describe, printArchive, reportIncomplete} from './make-deposit.ts'
import {listMessages} from './messages/list.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {applySeverities, reportUnusedIgnores, softenErrors} from './messages/severity.ts'
import {type OpenThesisOptions, openThesis} from './open-thesis.ts'
import type {Step} from './progress.ts'
import type {DeckSource} from './sources.ts'
import {withholdFigures} from './transform/withhold-figures.ts'
import {type MathReader, readAhead} from './write/math/math-reader.ts'
import type {PrintedThesis} from './write/pdf/pdf.ts'

export interface BuildOptions {
  /** All, unless said otherwise. */
  only?: readonly OutputKind[]
  /** Say every message, write nothing. */
  isCheck?: boolean
  /** Pictures of figures `{rights=none}` are left out, and words say so. */
  isPublic?: boolean
  /** `archive.pdf` too, by the standard that `thesis.yml` names. */
  isArchived?: boolean
  /** Only what a university asks for, in `deposit/`. */
  isDeposited?: boolean
  /** Only this chapter, on paper: `chapters/ID.pdf`. */
  chapter?: string | undefined
  /** Errors become warnings and the build goes on. */
  isDraft?: boolean
  /** Check every entry of the bibliography, cited or not; the year in which the thesis is written. */
  auditYear?: number
  /** The project's own CSL styles. */
  ownStyles: Folder
  /** Date put into the outputs: `SOURCE_DATE_EPOCH`. */
  date?: Date
  /** Stands in the archive, which must have a date, where there is no other. */
  today?: Date | undefined
  /** What earlier builds made; without it all is made again. */
  results?: Results | undefined
  /** Formats the citations; one that is kept open prints only what changed. */
  format?: OpenThesisOptions['format']
  step: Step
}

/** An output, and what it belongs to. */
export interface BuiltFile extends OutputFile {
  kind: OutputKind | 'archive' | 'chapter' | 'deposit' | 'report'
}

export interface Build {
  /** Every source, with its messages. */
  files: VFile[]
  /** Empty when an error stopped the build. */
  outputs: BuiltFile[]
  /** What was built, when that is not all that can be: the outputs of earlier builds hold for the rest. */
  kinds?: BuiltFile['kind'][]
  /** What the slides show of the thesis, where there is a deck. */
  deck?: DeckData
  /** The audit of the bibliography in a table, when it was asked for. */
  summary?: string
}

/** Build a thesis. Writes nothing to the disk; never throws on content. */
export async function build(folder: Folder, options: BuildOptions): Promise<Build> {
  const {step, results = noResults} = options
  const {chapter} = options
  const kindsOf = (config: Config) =>
    options.isDeposited || chapter !== undefined ? [] : (options.only ?? config.outputs ?? outputKinds)
  // In a thread, while the chapters are resolved.
  let readFormulas: (() => Promise<MathReader>) | undefined
  const onRead = (chapters: readonly Chapter[], config: Config) => {
    const kinds = kindsOf(config)
    readFormulas = readAhead(
      chapters,
      {screens: kinds.includes('html'), paper: kinds.includes('pdf'), font: mathFontOf(config.page)},
      results
    )
  }
  const {sources, opened} = await openThesis(folder, options.ownStyles, step, {...options, onRead})
  const {files} = sources
  const outputs: BuiltFile[] = []
  const add = (kind: BuiltFile['kind'], made: OutputFile[]) => outputs.push(...made.map((file) => ({...file, kind})))
  if (!opened) return {files, outputs}
  const {config, library, style, locales} = opened
  const thesis = options.isPublic ? withholdFigures(opened.thesis) : opened.thesis

  const kinds = kindsOf(config)
  const math = await readFormulas?.()
  const hasError = () => {
    applySeverities(files, config.rules)
    return !options.isDraft && files.some((file) => file.messages.some(({fatal}) => fatal))
  }
  const slides = kinds.includes('slides') ? sources.deck : undefined
  const printOptions = {date: options.date, description: describe(config)}
  const archiveOptions = {...printOptions, date: options.date ?? defenceDay(config) ?? options.today}
  let printed: (() => Promise<PrintedThesis>) | undefined
  const ifSlow = whoseCode(thesis)
  if (kinds.includes('pdf') || (slides && namesPages(slides))) {
    const {writeTypst} = await import('./write/typst/index.ts')
    const project = await step('Typeset the pages', () => writeTypst(thesis, {math}))
    // In a thread, while this one writes the site.
    if (!options.isCheck && !hasError()) printed = printPdf(project, printOptions, {files, results})
  }
  if (kinds.includes('html')) {
    const {writeHtml} = await import('./write/html/index.ts')
    const pdf = kinds.includes('pdf') ? '../thesis.pdf' : undefined
    add('html', await step('Write the site', () => writeHtml(thesis, {pdf, results: options.results, math})))
  }
  let pages: ReadonlyMap<string, string> | undefined
  if (printed) {
    const {outputs: made, pages: found} = await step('Print the PDF', printed, ifSlow)
    if (kinds.includes('pdf')) add('pdf', made)
    pages = found
  }
  const alone = options.chapter === undefined ? undefined : findChapter(thesis, options.chapter, sources.configFile)
  if (alone) {
    const {writeTypst} = await import('./write/typst/index.ts')
    const project = await step('Typeset the chapter', () => writeTypst(thesis, {chapter: alone}))
    const named = {...printOptions, path: `chapters/${alone}.pdf`}
    if (!options.isCheck && !hasError()) {
      const {outputs: made} = await step('Print the chapter', printPdf(project, named, {files, results}), ifSlow)
      add('chapter', made)
    }
  }
  if (options.isArchived && !options.isCheck && !hasError()) {
    add('archive', await step('Print the archive', () => printArchive(thesis, archiveOptions), ifSlow))
  }
  if (options.isDeposited && !hasError()) {
    const made = await step('Gather the deposit', () => deposit(opened, archiveOptions, sources.institution), ifSlow)
    reportIncomplete(made.missing, sources)
    if (!hasError()) add('deposit', made.outputs)
  }
  let deck: DeckData | undefined
  if (slides) {
    // The deck's tools are heavy: a thesis built without them does not load them.
    const {openDeck} = await import('./deck/build-deck.ts')
    const bound = await step('Resolve the slides', () => openDeck(slides, {...opened, thesis}, pages))
    deck = bound.data
    if (!options.isCheck && !hasError()) {
      add('slides', await printDeck(slides, bound, {root: folder.root, ...printOptions, results, step}))
    }
  }
  if (kinds.includes('bibliography') && sources.bibliography.length > 0) {
    const {writeBibliography} = await import('./build-bibliography.ts')
    add(
      'bibliography',
      await step('Write the bibliography', () => writeBibliography({library, style, locales, config}))
    )
  }
  let summary: string | undefined
  if (options.auditYear !== undefined) {
    const {audit} = await import('./build-bibliography.ts')
    summary = audit(library, thesis, options.auditYear)
  }
  applySeverities(files, config.rules)
  reportUnusedIgnores(files)
  applySeverities(files, config.rules)
  if (options.isDraft) softenErrors(files)
  const result = {
    files,
    kinds: builtKinds(options),
    deck,
    summary
  }
  if (options.isCheck || hasError()) return {...result, outputs: []}
  add('report', [{path: 'report.json', contents: `${JSON.stringify(listMessages(files), null, 2)}\n`}])
  return {...result, outputs}
}

/** The engine stops at nothing that runs on and on: what the author's own templates may do. */
function whoseCode({cover}: Thesis): string | undefined {
  const own = cover.templates.filter(({extname}) => extname === '.typ').map(({path}) => `\`${path}\``)
  if (own.length === 0) return undefined
  return `Still printing. ${own.join(', ')}: your own code. If this never ends, stop it with Ctrl+C, move such a file away and build again.`
}

/** The chapter of this name: its own, that of its file, or a label in it. Emits `pdf:unknown-chapter`. */
function findChapter({chapters, targets}: Thesis, chapter: string, configFile: VFile): string | undefined {
  const known = chapters.map(({id}) => id)
  const found = [chapter, chapter.replace(/^.*\/|\.q?md$/g, ''), targets.get(chapter)?.destination.chapter]
  const id = found.find((one) => known.includes(one ?? ''))
  if (id !== undefined) return id
  error(configFile, `Unknown chapter \`${chapter}\``, {
    rule: 'pdf:unknown-chapter',
    actual: chapter,
    expected: nearest(chapter, known),
    fix: didYouMean(chapter, known) || `Write one of ${known.map((one) => `\`${one}\``).join(', ')}.`
  })
  return undefined
}

/** Whether a slide says where it is in the printed thesis: `thesis: sec-…`. */
const namesPages = ({file, parts}: DeckSource) =>
  [file, ...parts.values()].some((slides) => /^thesis:/m.test(String(slides)))

/** What a build made, when that is not all that can be. */
function builtKinds({only, chapter, isDeposited, isArchived}: BuildOptions): BuiltFile['kind'][] | undefined {
  if (chapter !== undefined) return ['chapter', 'report']
  if (isDeposited) return ['deposit', 'report']
  const archive: BuiltFile['kind'][] = isArchived ? ['archive'] : []
  return [...(only ?? outputKinds), ...archive, 'report']
}
