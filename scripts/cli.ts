#!/usr/bin/env node
/** Arguments → one call → messages → exit code. The only place that prints and exits. */

import {enableCompileCache, getCompileCacheDir} from 'node:module'
import path from 'node:path'
import {Command, CommanderError, InvalidArgumentError, Option} from 'commander'
import engine from '../package.json' with {type: 'json'}
import type {BuildReport} from './cache/last-build.ts'
import {type OutputKind, outputKinds} from './document/output-kinds.ts'
import type {Folder} from './files.ts'
import {didYouMean} from './messages/nearest.ts'
import type {ReportFormat} from './messages/report.ts'

enableCompileCache()
// Threads do not take it over by themselves. There is a folder in it for each version of Node.
const compiled = getCompileCacheDir()
if (compiled) process.env.NODE_COMPILE_CACHE ??= path.dirname(compiled)

interface CommonOptions {
  only?: OutputKind[]
  out?: string
  force?: boolean
  report: ReportFormat
  draft?: boolean
  public?: boolean
  archive?: boolean
  chapter?: string
  quiet?: boolean
  verbose?: boolean
  /** `--no-cache` */
  cache: boolean
}

const program = new Command('thesis')
  .description('Write and defend a thesis in Markdown.')
  .version(engine.version, '--version', 'show the version')
  .exitOverride()
  .configureHelp({showGlobalOptions: true})
  .showHelpAfterError('Add --help to see the commands and their options.')

addCommand('build', 'generate the web site, the PDF, the slides and the bibliography')
  .option('--only <kinds>', `generate only these: ${outputKinds.join(', ')}`, readKinds)
  .option('--out <folder>', 'write the outputs there instead of dist/', readFolderName)
  .option('--force', 'replace files of the output folder that no build wrote, or that were changed since')
  .option('--public', 'leave out the pictures of figures `{rights=none}`, and say so in their place')
  .option('--chapter <id>', 'write chapters/ID.pdf alone: one chapter, with its numbers and references')
  .option('--archive', 'write archive.pdf too, in PDF/A (2a, or what `archive:` of thesis.yml says)')
  .action((directory: string, options: CommonOptions) => run(directory, options))

addCommand('check', 'report every problem of a thesis, write nothing').action(
  (directory: string, options: CommonOptions) => run(directory, options, {isCheck: true})
)

addCommand(
  'deposit',
  'gather what a university asks for in dist/deposit/: PDF/A, public copy, TEF, abstracts, checklist'
)
  .option('--out <folder>', 'write the outputs there instead of dist/', readFolderName)
  .option('--force', 'replace files of the output folder that no build wrote, or that were changed since')
  .action((directory: string, options: CommonOptions) => run(directory, options, {isDeposited: true}))

addCommand('bibliography', 'regenerate the bibliography and check every entry')
  .option('--fix', 'fix what is safe to fix in the .bib files, and list the changes')
  .option('--out <folder>', 'write the outputs there instead of dist/', readFolderName)
  .option('--force', 'replace files of the output folder that no build wrote, or that were changed since')
  .action(async (directory: string, options: CommonOptions & {fix?: boolean}) => {
    if (options.fix) await fix(directory)
    await run(directory, {...options, only: ['bibliography']}, {auditYear: new Date().getFullYear()})
  })

program
  .command('preview')
  .description('show the web site and the printed pages, live while you write')
  .argument('[folder]', 'the folder that holds thesis/ and bibliography/', readFolderName, '.')
  .option('--port <number>', 'the port of its server', readPort, 3000)
  .option('--editor <command>', 'opens a line, as in "code -g {file}:{line}:{column}" (default: $VISUAL, $EDITOR)')
  .option('--poll', 'look for changes every second, where the file system tells of none')
  .action(preview)

program
  .command('slides')
  .description('open the slides in Slidev, live while you edit')
  .argument('[folder]', 'the folder that holds slides/', '.')
  .option('--port <number>', 'the port of its server', readPort, 3030)
  .action(openSlides)

program
  .command('present')
  .description('serve the built slides on this machine, without network')
  .argument('[folder]', 'the folder that holds dist/', '.')
  .option('--out <folder>', 'folder of the outputs, if not dist/', readFolderName)
  .option('--port <number>', 'the port of the server', readPort, 3030)
  .option('--open', 'open slides and presenter view in two Chromium windows')
  .action(presentSlides)

program
  .command('clean')
  .description('remove what earlier builds kept to be faster; outputs stay')
  .argument('[folder]', 'the folder that holds thesis/ and bibliography/', readFolderName, '.')
  .action(clean)

program
  .command('import')
  .description('write a thesis folder out of one for Pandoc, Quarto, bookdown, MyST or Jupyter Book')
  .argument('<folder>', 'the folder as it is; nothing in it is changed', readFolderName)
  .argument(
    '[out]',
    'the new folder (default: the name of the old one and -thesis, in the current folder)',
    readFolderName
  )
  .action(importFolder)

addCommand('results', 'check that the results of thesis/data/results/ are as new as their scripts')
  .option('--run', 'execute the commands of results.yml whose scripts changed')
  .action(checkResults)

program
  .command('schemas')
  .description('write JSON Schemas of thesis.yml and of the data into thesis/schemas/, for editors')
  .argument('[folder]', 'the folder that holds thesis/', readFolderName, '.')
  .action(writeSchemas)

function addCommand(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('[folder]', 'the folder that holds thesis/ and bibliography/', readFolderName, '.')
    .addOption(
      new Option('--report <format>', 'format of the messages').choices(['pretty', 'json', 'sarif']).default('pretty')
    )
    .option('--draft', 'treat errors as warnings, and build despite them')
    .option('--quiet', 'hide the progress, show messages only')
    .option('--no-cache', 'do all the work again, and keep nothing for the next build')
    .option('--verbose', 'show the stack trace of a failure')
}

function readKinds(list: string): OutputKind[] {
  return list.split(',').map((name) => {
    const kind = outputKinds.find((one) => one === name.trim())
    if (kind) return kind
    throw new InvalidArgumentError(
      didYouMean(name.trim(), outputKinds) || `Use one or more of ${outputKinds.join(', ')}.`
    )
  })
}

interface RunOptions {
  isCheck?: boolean
  isDeposited?: boolean
  auditYear?: number
}

async function run(
  directory: string,
  options: CommonOptions,
  {isCheck = false, isDeposited = false, auditYear}: RunOptions = {}
) {
  const {checkOut} = await import('./publish/check-out.ts')
  const {traceFolder} = await import('./cache/trace.ts')
  const {findLast, keepLast} = await import('./cache/last-build.ts')
  const {stampOfPrograms} = await import('./cache/author-code.ts')
  const {showSteps, silently} = await import('./progress.ts')
  const step = options.quiet ? silently : showSteps()
  const disk = await open(directory)
  const folder = traceFolder(disk)
  const out = path.resolve(options.out ?? path.join(folder.root, 'dist'))
  if (!isCheck) await checkOut(out, folder)
  const isColoured = process.stderr.hasColors?.() ?? false
  const {only, force, report: format, draft: isDraft = false, quiet} = options
  const {public: isPublic = false, archive: isArchived = false, chapter} = options
  const epoch = process.env.SOURCE_DATE_EPOCH
  const today = new Date().toISOString().slice(0, 10)
  const place = {
    folder: disk,
    out: isCheck ? undefined : out,
    options: {
      only,
      force,
      format,
      isDraft,
      isPublic,
      isArchived,
      isDeposited,
      chapter,
      today: isArchived || isDeposited ? today : undefined,
      quiet,
      isCheck,
      auditYear,
      isColoured,
      epoch,
      from: process.cwd()
    }
  }
  const cache = options.cache ? await openCache(folder.root) : undefined
  const programs = stampOfPrograms(disk.root)
  const last = cache && (await step('Look for changes', () => findLast(cache, place, programs)))
  if (last) return say(last, format)

  const {publish, recoverOutputs} = await import('./publish/publish.ts')
  await recoverOutputs(out)
  await recoverSources(folder)
  const {build} = await import('./build.ts')
  const {isPassing} = await import('./cache/with-messages.ts')
  const {strangersIn} = await import('./publish/report-strangers.ts')
  const {countMessages, listMessages} = await import('./messages/list.ts')
  const {printReport} = await import('./messages/report.ts')
  const {files, outputs, kinds, summary} = await build(folder, {
    only,
    date: epoch && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : undefined,
    today: isArchived || isDeposited ? new Date(today) : undefined,
    auditYear,
    isCheck,
    isDraft,
    isPublic,
    isArchived,
    isDeposited,
    chapter,
    ownStyles: await openStyles(),
    results: cache,
    step
  })
  let isInTheWay = false
  if (outputs.length > 0) {
    await checkOut(out, folder)
    const strangers = await step(`Write the outputs to ${path.relative('', out) || '.'}`, () =>
      untilStopped((signal) => publish(out, outputs, {kinds, isForced: force ?? false, signal}))
    )
    files.push(...strangersIn(out, folder, strangers))
    isInTheWay = strangers.length > 0
  }

  const messages = listMessages(files)
  const {error, warning} = countMessages(messages)
  const nothing = isCheck || isInTheWay ? '' : 'Nothing was written: fix the errors, or build with --draft.\n'
  const fine = isCheck ? `The thesis has no error${warning === 0 ? ' and no warning' : ''}.\n` : ''
  const isForPeople = format === 'pretty'
  const said = {
    report: printReport(files, format, folder.root, {isColoured}),
    summary: isForPeople ? (summary ?? '') : '',
    closing: quiet || !isForPeople ? '' : error > 0 ? nothing : fine,
    exitCode: error > 0 ? 1 : 0
  }
  const trace = folder.trace()
  if (cache && trace && !isInTheWay && !messages.some(({rule}) => isPassing(rule))) {
    keepLast(cache, place, {trace, programs, files: outputs.map((output) => output.path), said})
  }
  await say(said, format)
  const problem = cache?.close()
  if (problem && !quiet) {
    await write(process.stderr, `Nothing is kept for the next build, which will take as long as this one: ${problem}\n`)
  }
}

/** A report for programs goes to standard output, whole; what people read goes where the progress goes. */
async function say({report, summary, closing, exitCode}: BuildReport, format: ReportFormat): Promise<void> {
  await write(format === 'pretty' ? process.stderr : process.stdout, report)
  await write(process.stdout, summary)
  await write(process.stderr, closing)
  process.exitCode = exitCode
}

/** `--fix`: the `.bib` files fixed in place, each change on a line. */
async function fix(directory: string): Promise<void> {
  const {readSources} = await import('./sources.ts')
  const {fixFiles} = await import('./build-bibliography.ts')
  const folder = await open(directory)
  await recoverSources(folder)
  const {bibliography} = await readSources(folder, await openStyles())
  const lines = await untilStopped((signal) => fixFiles(folder, bibliography, signal))
  await write(process.stdout, lines.map((line) => `${line}\n`).join('') || 'Nothing to fix.\n')
}

/** What a `--fix` that was killed had begun is finished or undone before anything is read. */
async function recoverSources(folder: Folder): Promise<void> {
  const {recoverRewriting} = await import('./publish/rewrite.ts')
  await recoverRewriting(folder, await folder.list(['*.bib', 'bibliography/**/*.bib']))
}

/** Work that Ctrl+C and a polite end stop in its own time, so that it cleans up; then the program ends with the signal it received. */
async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const onSignal = (signal: NodeJS.Signals) => stop.abort(signal)
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    return await work(stop.signal)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    if (stop.signal.aborted) process.kill(process.pid, stop.signal.reason)
  }
}

/** The folder is written once, into a place that is free. */
async function importFolder(directory: string, given: string | undefined): Promise<void> {
  const {importThesis} = await import('./import-thesis.ts')
  const {publishNew} = await import('./publish/publish-new.ts')
  const folder = await open(directory)
  const out = path.resolve(given ?? `${path.basename(folder.root)}-thesis`)
  const free = await publishNew(out, folder.root)
  const {files, report} = await importThesis(() => open(directory), await openStyles())
  await free.write(files)
  await write(process.stdout, `${report}\nWritten to ${path.relative('', out) || '.'}, with this page as IMPORT.md.\n`)
}

async function checkResults(directory: string, options: CommonOptions & {run?: boolean}): Promise<void> {
  const {reportResults, runResults} = await import('./run-results.ts')
  const {readDataFiles} = await import('./sources.ts')
  const {countMessages, listMessages} = await import('./messages/list.ts')
  const {printReport} = await import('./messages/report.ts')
  const folder = await open(directory)
  const files = options.run
    ? (await runResults(folder, new Date().toISOString().slice(0, 10))).files
    : await readDataFiles(folder, 'thesis')
  if (!options.run) await reportResults(folder, files)
  await write(process.stdout, printReport(files, options.report, folder.root))
  process.exitCode = countMessages(listMessages(files)).error > 0 ? 1 : 0
}

async function writeSchemas(directory: string): Promise<void> {
  const {schemasOf} = await import('./write-schemas.ts')
  const {replaceFiles} = await import('./publish/replace-files.ts')
  const folder = await open(directory)
  const written = await replaceFiles(folder, await schemasOf(folder))
  await write(process.stdout, written.map((name) => `${name}\n`).join('') || 'Nothing to change.\n')
}

async function openSlides(directory: string, {port}: {port: number}): Promise<void> {
  const {editSlides} = await import('./deck/serve/edit-slides.ts')
  const {readDeck} = await import('./deck/read/read-deck.ts')
  const {readDeckSource} = await import('./sources.ts')
  const {printReport} = await import('./messages/report.ts')
  const {themeOption} = await import('./deck/read/deck-theme.ts')
  const folder = await open(directory)
  const source = await readDeckSource(folder)
  if (!source) throw new Error(`There is no deck in \`${directory}\`: write slides/slides.md.`)
  // Slidev does not start on front matter that is not YAML; everything else is shown on its slide.
  readDeck(source.file, source.parts)
  const broken = [source.file, ...source.parts.values()].filter(({messages}) => messages.some(({fatal}) => fatal))
  if (broken.length > 0) {
    await write(process.stderr, printReport(broken, 'pretty', folder.root))
    process.exitCode = 1
    return
  }
  process.exitCode = await editSlides(source.file, port, themeOption(source.file))
}

interface LivePreviewOptions {
  port: number
  editor?: string
  poll?: boolean
}

async function preview(directory: string, {port, editor, poll}: LivePreviewOptions): Promise<void> {
  const {previewThesis} = await import('./preview-thesis.ts')
  const {root} = await open(directory)
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  const {address, isMoved, close} = await previewThesis(root, {
    port,
    editor,
    isPolled: poll,
    ownStyles: await openStyles(),
    log
  })
  if (isMoved) log(`Port ${port} is taken: the next free one is used.`)
  await write(process.stdout, `Preview ${address}\nPress Ctrl+C to stop.\n`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close())
}

interface PresentOptions {
  out?: string
  port: number
  open?: boolean
}

async function presentSlides(directory: string, {out, port, open: isOpened}: PresentOptions): Promise<void> {
  const {present} = await import('./deck/serve/present.ts')
  const {recoverOutputs} = await import('./publish/publish.ts')
  const root = path.resolve(out ?? path.join(directory, 'dist'))
  await recoverOutputs(root)
  const deck = path.join(root, 'slides')
  const folder = await open(deck).catch(() => undefined)
  if (!(await folder?.read('index.html')))
    throw new Error(`There are no built slides in ${deck}: run \`npm run build\`.`)
  const presentation = await present(folder!, port)
  const {slides, presenter, close} = presentation
  await write(process.stdout, `Slides          ${slides}\nNotes and clock ${presenter}\nPress Ctrl+C to stop.\n`)
  const ending = new AbortController()
  ending.signal.addEventListener('abort', () => void close())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort())
  if (!isOpened) return
  const {findBrowser} = await import('./deck/write/browser.ts')
  const {openWindows} = await import('./deck/serve/open-windows.ts')
  const browser = findBrowser()
  if (browser) await openWindows(browser, presentation, ending.signal)
  else await write(process.stderr, 'No Chromium was found: open the two addresses in one browser.\n')
}

/** An empty name is an unset variable: it must not mean the current folder. */
function readFolderName(name: string): string {
  if (name.trim() !== '') return name
  throw new InvalidArgumentError('Give the name of a folder.')
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new InvalidArgumentError('Use a number from 0 to 65535.')
}

async function open(directory: string) {
  const {openFolder} = await import('./files.ts')
  return openFolder(directory).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is none' : cause.message
    throw new Error(`Cannot open the folder \`${directory}\`: ${why}`, {cause})
  })
}

async function openCache(root: string) {
  const {openCache} = await import('./cache/cache-folder.ts')
  return openCache(root)
}

async function clean(directory: string): Promise<void> {
  const {removeCache} = await import('./cache/cache-folder.ts')
  const {root} = await open(directory)
  await write(process.stdout, `Removed ${removeCache(root)}\n`)
}

async function openStyles() {
  const {openFolder} = await import('./files.ts')
  return openFolder(path.join(import.meta.dirname, '../bibliography/styles'), new Map())
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (text === '') resolve()
    else stream.write(text, () => resolve())
  })
}

try {
  await program.parseAsync()
} catch (problem) {
  if (problem instanceof CommanderError) process.exitCode = problem.exitCode === 0 ? 0 : 2
  else {
    const {message, stack} = problem as Error
    await write(process.stderr, `${process.argv.includes('--verbose') ? stack : message}\n`)
    process.exitCode = 2
  }
}
