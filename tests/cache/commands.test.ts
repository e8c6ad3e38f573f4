/** The cache as an author meets it: commands one after the other, at once, killed, and with a cache that is not right. */

import {execFileSync, type SpawnSyncReturns, spawn, spawnSync} from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeEach, expect, test, vi} from 'vitest'
import {stampOfPrograms} from '../../scripts/cache/author-code.ts'
import {openFolder} from '../../scripts/files.ts'
import {buildFolder} from '../build.ts'
import {type Files, walk} from './random-walk.ts'

// Each starts commands, which share the machine with other tests.
vi.setConfig({testTimeout: 300_000})

const cli = path.join(import.meta.dirname, '../../scripts/cli.js')
const scratch = mkdtempSync(path.join(tmpdir(), 'cache-'))
afterAll(() => rmSync(scratch, {recursive: true}))

const [first, ...steps] = [...walk(9, 12)]
const {files} = first!
let thesis: string
let home: string

beforeEach(() => {
  const place = mkdtempSync(path.join(scratch, 'one-'))
  thesis = path.join(place, 'thesis')
  home = path.join(place, 'home')
  write(files)
  mkdirSync(path.join(thesis, 'node_modules'))
})

function write(next: Files): void {
  for (const file of globSync('{thesis,bibliography}/**/*.*', {cwd: thesis})) rmSync(path.join(thesis, file))
  for (const [file, text] of Object.entries(next)) {
    mkdirSync(path.dirname(path.join(thesis, file)), {recursive: true})
    writeFileSync(path.join(thesis, file), text)
  }
}

const environment = (own = home) => ({...process.env, XDG_CACHE_HOME: own, HOME: own, SOURCE_DATE_EPOCH: '0'})

function run(command: string, ...options: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [cli, command, thesis, ...options], {encoding: 'utf8', env: environment()})
}

const build = (...options: string[]) => run('build', '--draft', '--only', 'html,bibliography', ...options)
const cache = () => path.join(thesis, 'node_modules/.cache/thesis')
const entries = () => readdirSync(cache()).map((name) => path.join(cache(), name))

/** Everything in a folder of outputs. */
function contents(folder: string): Record<string, string> {
  const names = globSync('**/*', {cwd: folder, exclude: ['.thesis-outputs.json']}).sort()
  const isFile = (name: string) => statSync(path.join(folder, name)).isFile()
  return Object.fromEntries(names.filter(isFile).map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]))
}

/** What a build makes that keeps nothing and takes nothing that was kept. */
async function cold(): Promise<Record<string, string>> {
  const {outputs} = await buildFolder(await openFolder(thesis), {only: ['html', 'bibliography'], isDraft: true})
  const sorted = [...outputs].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([name, {contents}]) => [name, Buffer.from(contents).toString('latin1')]))
}

const report = ({stderr}: SpawnSyncReturns<string>) => stderr.replace(/^.*\(\d+\.\d+ s\)\n/gm, '')

test('a second build says the same and touches nothing; an output that was lost comes back', async () => {
  const first = build()
  const page = path.join(thesis, 'dist/html/index.html')
  const before = statSync(page, {bigint: true})
  const second = build()
  expect(second.status).toBe(first.status)
  expect(report(second)).toBe(report(first))
  expect(second.stderr).not.toContain('Parse the chapters')
  expect(statSync(page, {bigint: true})).toMatchObject({ino: before.ino, ctimeNs: before.ctimeNs})
  rmSync(page)
  build()
  expect(contents(path.join(thesis, 'dist'))).toEqual(await cold())
})

test('a thesis with errors has them again, and exit code 1', () => {
  write({...files, 'thesis/1.md': '# Un\n\nVoir @sec-nulle.\n'})
  const [first, second] = [run('check'), run('check')]
  expect([first.status, second.status]).toEqual([1, 1])
  expect(report(second)).toBe(report(first))
  expect(second.stderr).toContain('sec-nulle')
  expect(second.stderr).not.toContain('Parse the chapters')
})

test('a file that is new is seen', () => {
  build()
  writeFileSync(path.join(thesis, 'thesis/9.md'), '# Neuf\n\nUn chapitre neuf.\n')
  build()
  expect(contents(path.join(thesis, 'dist'))['html/9.html']).toContain('Un chapitre neuf')
})

test('a file beside the chapters counts when a chart in code reaches it, not when a declaration names its schema', () => {
  const reached = (chart: string, text: string) => {
    write({...files, [chart]: text, 'thesis/notes.txt': 'one'})
    const before = stampOfPrograms(thesis)
    write({...files, [chart]: text, 'thesis/notes.txt': 'two'})
    return stampOfPrograms(thesis) !== before
  }
  expect(reached('thesis/charts/a.yml', '# yaml-language-server: $schema=../schemas/chart.schema.json\n')).toBe(false)
  expect(reached('thesis/charts/b.ts', "import '../notes.txt'\n")).toBe(true)
})

test('`--no-cache` keeps nothing, `clean` removes what was kept and leaves the outputs', () => {
  build('--no-cache')
  expect(existsSync(cache())).toBe(false)
  build()
  expect(entries().length).toBeGreaterThan(0)
  run('clean')
  expect(existsSync(cache())).toBe(false)
  expect(existsSync(path.join(thesis, 'dist/html/index.html'))).toBe(true)
})

const spoils: ReadonlyArray<(entry: Buffer) => Buffer> = [
  (entry) => entry.subarray(0, entry.length / 2),
  () => Buffer.alloc(0),
  (entry) => Buffer.from(entry.map((byte, at) => (at === entry.length >> 1 ? byte ^ 1 : byte))),
  () => Buffer.from('not a cache')
]

test('entries that are cut in two, empty, damaged or something else are made again', async () => {
  build()
  for (const [index, entry] of entries().entries()) writeFileSync(entry, spoils[index % 4]!(readFileSync(entry)))
  rmSync(path.join(thesis, 'dist'), {recursive: true})
  expect(build().status).toBe(0)
  expect(contents(path.join(thesis, 'dist'))).toEqual(await cold())
})

test('a cache that came with a thesis from somebody else is not used', () => {
  build()
  rmSync(home, {recursive: true})
  expect(build().stderr).toContain('Parse the chapters')
})

test('a cache that cannot be written is one remark', () => {
  writeFileSync(path.join(thesis, 'node_modules/.cache'), 'a file')
  const {status, stderr} = build()
  expect(status).toBe(0)
  expect(stderr.match(/Nothing is kept for the next build/g)).toHaveLength(1)
})

test('two builds at once use one cache', async () => {
  build()
  write(steps[3]!.files)
  const outs = ['a', 'b'].map((name) => path.join(thesis, '..', name))
  await Promise.all(
    outs.map((out) => {
      const options = ['build', thesis, '--draft', '--only', 'html,bibliography', '--out', out]
      const child = spawn(process.execPath, [cli, ...options], {env: environment(), stdio: 'ignore'})
      return new Promise((resolve) => child.on('close', resolve))
    })
  )
  const expected = await cold()
  for (const out of outs) expect(contents(out)).toEqual(expected)
})

test('a build that is killed at any moment leaves a cache that is right', async () => {
  const options = [cli, 'build', thesis, '--draft', '--only', 'html,bibliography']
  const start = performance.now()
  execFileSync(process.execPath, options, {env: environment(), stdio: 'ignore'})
  const whole = performance.now() - start
  for (const [index, {files: next}] of steps.slice(0, 3).entries()) {
    write(next)
    const child = spawn(process.execPath, options, {env: environment(), stdio: 'ignore'})
    const ended = new Promise((resolve) => child.on('close', resolve))
    await sleep((whole * (index + 1)) / 4)
    child.kill('SIGKILL')
    await ended
    build()
    expect(contents(path.join(thesis, 'dist'))).toEqual(await cold())
  }
})
