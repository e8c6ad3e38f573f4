/** Ctrl+C, or an end that the system asks for: nothing that a command has started goes on, and nothing temporary stays. */

import {type ChildProcess, execFileSync, spawn} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, it, vi} from 'vitest'
import {writeSmallDeck} from './small-deck.ts'

const cli = path.join(import.meta.dirname, '../../scripts/cli.js')
const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
let folder: string
/** The machine's temporary folder as the command sees it. */
let temporary: string

beforeEach(() => {
  folder = writeSmallDeck()
  temporary = mkdtempSync(path.join(tmpdir(), 'temporary-'))
})
afterEach(() => {
  for (const one of [folder, temporary]) rmSync(one, {recursive: true, force: true, maxRetries: 5})
})

/** Programs that run for this test: all of them name its folders. */
function running(): string[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], {encoding: 'utf8', maxBuffer: 1e8})
    .split('\n')
    .filter((line) => line.includes(folder) || line.includes(temporary))
}

/** Start a command, send it a signal when `isReady`, and wait for its end. */
async function interrupt(args: string[], signal: NodeJS.Signals, isReady: (child: ChildProcess) => boolean) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: {...process.env, TMPDIR: temporary, CHROMIUM_PATH: chromiumPath},
    stdio: 'ignore'
  })
  const end = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, name) => resolve([code, name]))
  )
  await vi.waitFor(() => expect(isReady(child)).toBe(true), {timeout: 240_000, interval: 50})
  child.kill(signal)
  return end
}

const slidev = () => running().some((line) => line.includes('slidev.mjs'))
const browser = () => running().some((line) => line.includes('--user-data-dir'))

it.each([
  ['while Slidev builds', 'SIGINT', slidev],
  ['while the browser prints', 'SIGTERM', browser]
] as const)('a build %s ends on %s', {timeout: 300_000}, async (_, signal, isReady) => {
  expect(await interrupt(['build', folder, '--only', 'slides', '--no-cache'], signal, isReady)).toEqual([null, signal])
  await vi.waitFor(() => expect(running()).toEqual([]), {timeout: 10_000})
  expect(readdirSync(temporary).filter((name) => /^(?:thesis|playwright)/.test(name))).toEqual([])
  expect(existsSync(path.join(folder, 'dist'))).toBe(false)
  expect(existsSync(path.join(folder, 'slides/node_modules'))).toBe(false)
})

it.each(['SIGINT', 'SIGTERM'] as const)('the live deck ends on %s', {timeout: 90_000}, async (signal) => {
  await interrupt(['slides', folder, '--port', '0'], signal, slidev)
  await vi.waitFor(() => expect(running()).toEqual([]), {timeout: 10_000})
  expect(readdirSync(temporary).filter((name) => name.startsWith('thesis'))).toEqual([])
})

it.each(['SIGINT', 'SIGTERM'] as const)(
  'the windows of a presentation close on %s',
  {timeout: 60_000},
  async (signal) => {
    mkdirSync(path.join(folder, 'dist/slides'), {recursive: true})
    writeFileSync(path.join(folder, 'dist/slides/index.html'), '<title>Deck</title>')
    expect(await interrupt(['present', folder, '--port', '0', '--open'], signal, browser)).toEqual([0, null])
    await vi.waitFor(() => expect(running()).toEqual([]), {timeout: 10_000})
    expect(readdirSync(temporary).filter((name) => name.startsWith('thesis'))).toEqual([])
  }
)
