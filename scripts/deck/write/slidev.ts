/** A deck and its data → the built deck, for a server and as one file, through Slidev. */

import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import type {VFile} from 'vfile'
import {cleanSvg} from '../../document/clean-svg.ts'
import type {OutputFile} from '../../document/thesis.ts'
import {error, inform} from '../../messages/messages.ts'
import type {DeckData} from '../deck-data.ts'
import type {SlidePlace} from '../read/slide-place.ts'
import {withPolicy} from './content-policy.ts'

export interface WriteSlidesOptions {
  /** `slides.md`, in a folder of the disk: what Slidev refuses is a message there. */
  file: VFile
  /** What `virtual:thesis` gives the slides. */
  data: DeckData
  /** Where the slides are written, for what Slidev says of one of them. */
  places?: readonly SlidePlace[]
  /** More for Slidev's command line: the theme of a deck that names none. */
  args?: readonly string[]
  /** Ends Slidev. */
  signal?: AbortSignal
}

/**
 * Build a deck: `slides/…` for a server, and the same page as `defence.html` for a double click.
 *
 * Slidev reads the folder of the deck and writes to a temporary one; it runs apart, because it changes the process
 * that it runs in.
 *
 * Emits `slides:engine`, `slides:no-single-file`.
 *
 * @throws {Error} when `signal` ends it
 */
export async function writeSlides({
  file,
  data,
  places = [],
  args = [],
  signal
}: WriteSlidesOptions): Promise<OutputFile[]> {
  const work = await mkdtemp(path.join(tmpdir(), 'thesis-deck-'))
  const cache = path.join(path.dirname(path.resolve(file.cwd, file.path)), 'node_modules/.slidev')
  const hadCache = existsSync(cache)
  try {
    const dataFile = path.join(work, 'thesis.json')
    await writeFile(dataFile, JSON.stringify(data))
    const out = path.join(work, 'slides')
    await mkdir(out)
    const problem = await runSlidev(file, out, args, {THESIS_DECK: dataFile, THESIS_DECK_SINGLE: '1'}, signal)
    signal?.throwIfAborted()
    if (problem !== undefined) {
      reportProblem(problem, file, places)
      return []
    }
    const files = await readFolder(out, 'slides')
    return [...files, ...readSingle(files, file)]
  } finally {
    await rm(work, {recursive: true, force: true})
    if (!hadCache) await removeCache(cache)
  }
}

/** Where Slidev's own command is. */
export function slidevCommand(): string {
  const packageFile = createRequire(import.meta.url).resolve('@slidev/cli/package.json')
  return path.join(path.dirname(packageFile), 'bin/slidev.mjs')
}

/** Run a build; undefined when all is well, else all that it said. */
async function runSlidev(
  file: VFile,
  out: string,
  args: readonly string[],
  environment: Record<string, string>,
  signal: AbortSignal | undefined
): Promise<string | undefined> {
  const entry = path.resolve(file.cwd, file.path)
  const child = spawn(process.execPath, [slidevCommand(), 'build', entry, '--out', out, '--base', './', ...args], {
    cwd: file.cwd,
    // Whatever the shell says: another mode writes other bytes, and the paths of this machine in them.
    env: {...process.env, ...environment, NODE_ENV: 'production', NO_COLOR: '1'},
    stdio: ['ignore', 'pipe', 'pipe'],
    signal
  })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    // What it writes to is removed when it has ended, and not before.
    child.on('error', (problem) => signal?.aborted || reject(problem))
    child.on('close', resolve)
  })
  const isThere = (await readdir(out)).includes('index.html')
  return code === 0 && isThere ? undefined : stripVTControlCharacters(said)
}

/** What went wrong, on the slide that it is about where there is one. */
function reportProblem(said: string, deck: VFile, places: readonly SlidePlace[]): void {
  const number = /__slidev_(\d+)\.md/.exec(said)?.[1]
  const place = places[Number(number) - 1]
  error(place?.file ?? deck, `Slidev could not build the deck: ${summary(said).replaceAll(deck.cwd, '.')}`, {
    at: place ? {line: place.line, column: 1} : undefined,
    rule: 'slides:engine',
    slide: place && Number(number),
    fix: 'Fix what it names; `npm run slides` shows it as you type.'
  })
}

/** The line that says what is wrong, without the names of plugins and modules. */
function summary(said: string): string {
  const lines = said.split('\n')
  const failedAt = lines.findIndex((line) => /^Build failed with/.test(line))
  const from =
    failedAt >= 0
      ? failedAt + 1
      : Math.max(
          0,
          lines.findIndex((line) => /error/i.test(line))
        )
  const reasons = lines.slice(from).map((line) =>
    line
      .replace(/^\[[^\]]*\] */, '')
      .replace(/(?: in)? ?\S*__slidev_\d+\.md(?::\d+)*/g, '')
      .replace(/^ *\w*Error: /, '')
      .trim()
  )
  return (reasons.find((reason) => reason !== '') ?? 'it does not say why').slice(0, 300)
}

/**
 * The page of a deck that holds all of itself; a deck whose theme does not make one has none.
 *
 * Emits `slides:no-single-file`.
 */
export function readSingle(files: readonly OutputFile[], file: VFile): OutputFile[] {
  const page = files.find(({path}) => path === 'slides/index.html')
  if (page && !files.some(({path}) => path.startsWith('slides/assets/'))) return [{...page, path: 'defence.html'}]
  inform(file, 'The deck is not written as one file: its theme puts scripts beside the page', {
    rule: 'slides:no-single-file',
    fix: 'Add slides/theme of this project to `addons`, or remove `theme` from the front matter at the top.'
  })
  return []
}

/** Slidev leaves a cache beside the slides; a folder that it made for it goes too. */
async function removeCache(cache: string): Promise<void> {
  await rm(cache, {recursive: true, force: true})
  // A folder with anything else in it is not ours.
  await rmdir(path.dirname(cache)).catch(() => undefined)
}

/** What Slidev writes for hosts that we do not use. */
const leftOut = ['404.html', '_redirects']

async function readFolder(folder: string, name: string): Promise<OutputFile[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true})
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !leftOut.includes(file))
    .sort()
  return Promise.all(
    paths.map(async (file) => ({
      path: `${name}/${file}`,
      contents: await harmless(file, await readFile(path.join(folder, file)))
    }))
  )
}

/** The page with its policy; drawings without scripts, and none that cannot be read: no browser would show it. */
async function harmless(file: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (file === 'index.html') return Buffer.from(withPolicy(new TextDecoder().decode(bytes)))
  if (!/\.svg$/i.test(file)) return bytes
  try {
    return cleanSvg(bytes).bytes
  } catch {
    return new Uint8Array()
  }
}
