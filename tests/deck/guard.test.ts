/** While a deck is written or presented, no page of another site reads it, changes it or runs code in it. */

import {type ChildProcess, spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {ask as askOf, foreignTo, ownOf, type Question, upgrade} from '../serve/ask.ts'
import {writeSmallDeck} from './small-deck.ts'

const cli = path.join(import.meta.dirname, '../../scripts/cli.js')
let folder: string
let server: ChildProcess
let port: number

/** Start a server of ours in a process of its own, on a port that it chooses. */
async function start(command: string): Promise<void> {
  let said = ''
  server = spawn(process.execPath, [cli, command, folder, '--port', String(port)], {stdio: 'pipe'})
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text) => (said += text))
  await vi.waitFor(
    () => {
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(stripVTControlCharacters(said))
      expect(found, said).not.toBeNull()
      port = Number(found![1])
    },
    {timeout: 60_000, interval: 100}
  )
}

async function stop(): Promise<void> {
  const end = new Promise((resolve) => server.once('close', resolve))
  server.kill('SIGTERM')
  await end
  rmSync(folder, {recursive: true, force: true})
}

const ask = (question: Question) => askOf(port, question)
const foreign = () => foreignTo(port)
const own = () => ownOf(port)
const said = JSON.stringify({content: '# Volé\n\n<script setup>fetch("/")</script>'})

describe.each([
  ['our theme', ''],
  ['another theme', 'theme: none\n'],
  ['a deck that asks for the MCP endpoint', 'theme: none\nmcp: true\n']
])('the live deck with %s', (_, head) => {
  const slides = `---\n${head}---\n\n# Un\n\n---\n\n# Deux\n`
  const text = () => readFileSync(path.join(folder, 'slides/slides.md'), 'utf8')

  beforeAll(async () => {
    folder = writeSmallDeck({'slides/slides.md': slides})
    port = 20_000 + (process.pid % 20_000)
    await start('slides')
  }, 90_000)
  afterAll(stop)

  it('is not read, written or listened to by a page of another site', {timeout: 60_000}, async () => {
    for (const headers of foreign()) {
      expect(await ask({headers}), JSON.stringify(headers)).toBe(403)
      expect(await ask({path: '/__slidev/slides/1.json', method: 'POST', body: said, headers})).toBe(403)
      expect(await ask({path: '/__mcp', method: 'POST', body: '{}', headers})).toBe(403)
      expect(await ask({headers: {...upgrade, ...headers}})).toBe(403)
    }
    expect(text()).toBe(slides)
  })

  it('answers its own page, a link on another page of this machine, and programs that are no browser', {
    timeout: 60_000
  }, async () => {
    expect(await ask({headers: {'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate'}})).toBe(200)
    const link = {'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document'}
    expect(await ask({headers: link})).toBe(200)
    expect(await ask({path: '/__open-in-editor?file=slides.md', headers: link})).toBe(403)
    expect(await ask({headers: {...upgrade, ...own()}})).toBe(101)
    expect(await ask({path: '/__slidev/slides/2.json'})).toBe(200)
    const body = JSON.stringify({content: '# Trois'})
    expect(await ask({path: '/__slidev/slides/2.json', method: 'POST', body, headers: own()})).toBe(200)
    await vi.waitFor(() => expect(text()).toContain('# Trois'))
  })

  it('has no endpoint for programs unless the deck asks for it', async () => {
    const status = await ask({path: '/__mcp', method: 'POST', body: '{}', headers: own()})
    if (head.includes('mcp: true')) expect(status).not.toBe(403)
    else expect(status).toBe(403)
  })
})

describe('the deck that is presented', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'guard-'))
    mkdirSync(path.join(folder, 'dist/slides'), {recursive: true})
    writeFileSync(path.join(folder, 'dist/slides/index.html'), '<title>Deck</title>')
    port = 0
    await start('present')
  }, 30_000)
  afterAll(stop)

  it('answers its own page only', async () => {
    for (const headers of foreign()) expect(await ask({headers}), JSON.stringify(headers)).toBe(403)
    for (const host of ['localhost', '127.0.0.1']) expect(await ask({headers: {host: `${host}:${port}`}})).toBe(200)
    expect(await ask({headers: own()})).toBe(200)
  })

  it('answers GET and HEAD only', async () => {
    expect(await ask({method: 'HEAD'})).toBe(200)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(await ask({method}), method).toBe(405)
  })
})
