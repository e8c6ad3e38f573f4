/** How long an author waits while writing: cold, nothing changed, one word changed, in commands and in a process that lives. */

import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'
import {openCitations} from '../../scripts/bibliography/cite/cite.ts'
import {build} from '../../scripts/build.ts'
import {openMemory} from '../../scripts/cache/memory.ts'
import {fontPaths} from '../../scripts/document/fonts.ts'
import {memoryFolder, openFolder} from '../../scripts/files.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import {silently} from '../../scripts/progress.ts'
import {compileTypst} from '../../scripts/write/pdf/engine.ts'
import {writeTypst} from '../../scripts/write/typst/index.ts'
import {type GeneratedSize, generateThesis, thesisOf300Pages} from './generate-thesis.ts'

const root = path.join(import.meta.dirname, '../..')
const cli = path.join(root, 'scripts/cli.js')
const styles = () => openFolder(path.join(root, 'bibliography/styles'))

type Files = Record<string, string | Uint8Array>

/** Print the table: what was measured, its goal, and whether it is reached. Seconds, best of some, taken in turns. */
export async function benchWriting({isLarge = false} = {}): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'bench-writing-'))
  try {
    console.log(`Writing: 300 generated pages. Seconds, ${isLarge ? 'best of three' : 'once'}.\n`)
    await benchCommands(thesisOf300Pages, scratch, isLarge ? 3 : 1)
    await benchMemory(isLarge ? 120 : 45)
    await benchThisThesis(scratch)
    if (isLarge) {
      console.log('\n3 000 generated pages. Seconds, once.\n')
      const {chapters, words, citations, entries} = thesisOf300Pages
      const size = {chapters: chapters * 10, words: words * 10, citations: citations * 10, entries: entries * 10}
      await benchCommands(size, scratch, 1)
    }
  } finally {
    rmSync(scratch, {recursive: true})
  }
}

async function benchCommands(size: GeneratedSize, scratch: string, rounds: number): Promise<void> {
  const folder = mkdtempSync(path.join(scratch, 'thesis-'))
  const {files} = generateThesis(size)
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true})
    writeFileSync(path.join(folder, file), contents)
  }
  mkdirSync(path.join(folder, 'node_modules'))
  const out = ['--quiet', '--out', path.join(scratch, 'out')]
  const ours = (...options: string[]) => runOurs(['build', folder, ...out, ...options], scratch)
  const chapter = path.join(folder, 'thesis/01-chapitre.md')
  const times: Record<string, Cost[]> = {}
  const note = (name: string, cost: Cost | number | undefined) => {
    if (cost === undefined) return
    times[name] = [...(times[name] ?? []), typeof cost === 'number' ? {seconds: cost} : cost]
  }
  for (let round = 0; round < rounds; round += 1) {
    note('pandoc', runPandoc(folder, Object.keys(files), scratch))
    note('html', ours('--only', 'html', '--no-cache'))
    note('pdf', ours('--only', 'html,pdf', '--no-cache'))
    note('typst', await compileAlone(files))
    ours('--only', 'html')
    note('same', ours('--only', 'html'))
    writeFileSync(chapter, changeWord(readFileSync(chapter, 'utf8'), round))
    note('word', ours('--only', 'html'))
  }
  const best = (name: string) => times[name]?.toSorted((a, b) => a.seconds - b.seconds)[0]
  const of = (name: string) => best(name)?.seconds
  const [pandoc, typst, html] = [of('pandoc'), of('typst')!, of('html')!]
  if (pandoc === undefined) console.log('pandoc is not installed: no ratios')
  else show('pandoc --citeproc to HTML', pandoc)
  console.log(`typst, the program, is not used: its engine compiles our project alone, started for it`)
  show('Typst alone', typst)
  show('HTML, cold', best('html')!, pandoc && {limit: 0.5 * pandoc, words: '0.5 × pandoc', unit: pandoc})
  const whole = html + 1.1 * typst
  show('HTML and PDF, cold', best('pdf')!, {limit: whole, words: 'HTML + 1.1 × Typst', unit: whole})
  show('nothing changed, HTML', best('same')!, {limit: 0.3, words: '0.3 s', unit: 0.3})
  show('one word changed, HTML', best('word')!, pandoc && {limit: 0.4 * pandoc, words: '0.4 × pandoc', unit: pandoc})
}

/** Edits in a process that lives, as the preview makes them: the pages, without the browser; then memory over many. */
async function benchMemory(many: number): Promise<void> {
  const {files} = generateThesis(thesisOf300Pages)
  const ownStyles = await styles()
  const [results, format] = [openMemory(), openCitations()]
  const text = 'thesis/05-chapitre.md'
  const make = async () => {
    await build(memoryFolder(files), {only: ['html'], ownStyles, step: silently, results, format})
    results.sweep()
  }
  await make()
  const insert = (words: string) => String(files[text]).replace('\n\n', `\n\n${words}\n\n`)
  const word = (count: number): Files => ({[text]: changeWord(String(files[text]), count)})
  const edits: Array<[string, number, (count: number) => Files]> = [
    ['one word', 0.05, word],
    ['a new note', 0.15, (count) => ({[text]: insert(`Mot^[Une note ${count}.] ici.`)})],
    ['a new heading', 0.15, (count) => ({[text]: insert(`## Titre ${count}`)})],
    ['a new citation', 0.15, (count) => ({[text]: insert(`Comme @${keysOf(files)[count]} le dit.`)})],
    ['a field of a .bib', 0.15, (count) => ({[bibliography]: changeField(String(files[bibliography]), count)})]
  ]
  for (const [name, limit, edit] of edits) {
    const times: number[] = []
    for (let count = 0; count < 7; count += 1) {
      Object.assign(files, edit(count))
      times.push(await timed(make))
    }
    const median = times.sort((a, b) => a - b)[3]!
    show(`${name}, kept in memory`, median, {limit, words: `${limit * 1000} ms, browser included`, unit: limit})
  }
  const heaps: number[] = []
  for (let count = 1; count <= many; count += 1) {
    Object.assign(files, word(count))
    await make()
    if (count % (many / 3) === 0) heaps.push(heapInUse())
  }
  console.log(
    `memory after each third of ${many} edits  ${heaps.map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`).join(', ')}`
  )
}

/** Everything of this repository's thesis, the deck and its printed outputs included. */
async function benchThisThesis(scratch: string): Promise<void> {
  const folder = path.join(scratch, 'this')
  for (const part of ['thesis', 'bibliography', 'slides/slides.md']) {
    cpSync(path.join(root, part), path.join(folder, part), {recursive: true})
  }
  mkdirSync(path.join(folder, 'node_modules'))
  const whole = () => runOurs(['build', folder, '--quiet'], scratch)
  show('this thesis with its deck, first', whole())
  const [same] = [1, 2, 3].map(whole).sort((a, b) => a.seconds - b.seconds)
  show('this thesis, nothing changed', same!, {limit: 0.3, words: '0.3 s', unit: 0.3})
  const chapter = path.join(folder, 'thesis/00-introduction.md')
  writeFileSync(chapter, changeWord(readFileSync(chapter, 'utf8'), 0))
  show('this thesis, one word changed', whole())
}

/** A word of a paragraph of running text. */
function changeWord(text: string, count: number): string {
  const paragraphs = text.split('\n\n')
  const at = paragraphs.findIndex((one, index) => index > 5 && one.length > 200 && /^\p{Lu}/u.test(one))
  return paragraphs.with(at, paragraphs[at]!.replace(/ \p{L}+\d* /u, ` mot${count} `)).join('\n\n')
}

const bibliography = 'bibliography/references.bib'
const keysOf = (files: Files) => [...String(files[bibliography]).matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key!)

function changeField(text: string, count: number): string {
  return text.replace(/(title\s*=\s*\{)[^}]*/, `$1Titre ${count}`)
}

/** The engine of the PDF and nothing else, on what our writer gives it. */
async function compileAlone(files: Files): Promise<number> {
  const {opened} = await openThesis(memoryFolder(files), await styles(), silently)
  const project = writeTypst(opened!.thesis)
  const request = {
    files: project.files,
    main: project.main,
    fonts: [...fontPaths(), ...project.fonts],
    standard: 'ua-1'
  }
  return timed(() => compileTypst(request))
}

function runPandoc(folder: string, files: readonly string[], scratch: string): number | undefined {
  const chapters = files.filter((file) => file.endsWith('.md')).map((file) => path.join(folder, file))
  const library = path.join(folder, bibliography)
  const args = ['--citeproc', '--bibliography', library, '-s', '-o', path.join(scratch, 'pandoc.html'), ...chapters]
  return spawnSync('pandoc', ['--version']).status === 0 ? run('pandoc', args, path.join(folder, 'thesis')) : undefined
}

/** What a command took: on a machine with other work, the seconds of its threads say more than those of the clock. */
interface Cost {
  seconds: number
  cpu?: number
  /** The most at one time. */
  megabytes?: number
}

/** Written by a command of ours when it ends, into the file that the environment names. */
const meter = `import {writeFileSync} from 'node:fs'
import {isMainThread} from 'node:worker_threads'
if (isMainThread) process.on('exit', () => {
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
  writeFileSync(process.env.BENCH_METER, JSON.stringify({cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024}))
})`

function runOurs(args: string[], scratch: string): Cost {
  const file = path.join(scratch, 'meter.json')
  process.env.BENCH_METER = file
  const loader = `data:text/javascript,${encodeURIComponent(meter)}`
  const seconds = run(process.execPath, ['--import', loader, cli, ...args])
  return {seconds, ...JSON.parse(readFileSync(file, 'utf8'))}
}

/** Seconds. */
function run(command: string, args: string[], cwd?: string): number {
  const start = performance.now()
  const {status, stderr} = spawnSync(command, args, {cwd, encoding: 'utf8'})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`)
  return (performance.now() - start) / 1000
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function heapInUse(): number {
  v8.setFlagsFromString('--expose-gc')
  ;(vm.runInNewContext('gc') as NodeJS.GCFunction)()
  return process.memoryUsage().heapUsed
}

interface Goal {
  limit: number
  words: string
  /** What the ratio is to. */
  unit: number
}

function show(title: string, cost: number | Cost, goal?: Goal | 0 | undefined): void {
  const {seconds, cpu, megabytes} = typeof cost === 'number' ? ({seconds: cost} satisfies Cost as Cost) : cost
  const spent =
    cpu === undefined ? ''.padEnd(26) : `${cpu.toFixed(2).padStart(7)} s CPU ${megabytes!.toFixed(0).padStart(6)} MB`
  const end = goal
    ? `   ${(seconds / goal.unit).toFixed(2)} ×   ${seconds <= goal.limit ? 'reached' : 'missed '} ≤ ${goal.words}`
    : ''
  console.log(`${title.padEnd(34)} ${seconds.toFixed(3).padStart(8)} ${spent}${end}`)
}
