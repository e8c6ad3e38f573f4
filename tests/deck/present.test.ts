/** `npm run present`: what the speaker is told, and the two windows that `--open` opens. */

import {spawn} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, it, vi} from 'vitest'

const cli = path.join(import.meta.dirname, '../../scripts/cli.js')
const folder = mkdtempSync(path.join(tmpdir(), 'present-'))
const opened = path.join(folder, 'opened.txt')

mkdirSync(path.join(folder, 'dist/slides'), {recursive: true})
writeFileSync(path.join(folder, 'dist/slides/index.html'), '<title>Deck</title>')
/** Stands for a browser: it notes what it is asked to open. */
const browser = path.join(folder, 'browser.sh')
writeFileSync(browser, `#!/bin/sh\necho "$@" >> ${opened}\n`)
chmodSync(browser, 0o755)
afterAll(() => rmSync(folder, {recursive: true}))

async function run(args: string[], chromium: string, work: (said: () => string) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [cli, 'present', folder, '--port', '0', ...args], {
    env: {...process.env, CHROMIUM_PATH: chromium}
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const end = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    await work(() => said)
  } finally {
    child.kill('SIGINT')
  }
  expect(await end).toBe(0)
}

const addresses = (said: string) => said.match(/http:\/\/127\.0\.0\.1:\d+\/#\/\S+/g) ?? []

it('serves the deck on this machine only, says both addresses, and stops when asked', async () => {
  await run([], browser, async (said) => {
    await vi.waitFor(() => expect(said()).toContain('Ctrl+C'), {timeout: 20_000})
    const [slides, presenter] = addresses(said())
    expect(presenter).toMatch(/#\/presenter\/1$/)
    expect(await (await fetch(slides!)).text()).toContain('Deck')
    expect(existsSync(opened)).toBe(false)
  })
})

it('opens slides and notes each in a window of one browser', async () => {
  await run(['--open'], browser, async (said) => {
    await vi.waitFor(() => expect(readFileSync(opened, 'utf8').trim().split('\n')).toHaveLength(2), {timeout: 20_000})
    const lines = readFileSync(opened, 'utf8').trim().split('\n')
    expect(lines.map((line) => line.split(' ').slice(-2))).toEqual(
      addresses(said()).map((one) => ['--new-window', one])
    )
  })
})

it('goes on serving when no browser is found, and says so', async () => {
  await run(['--open'], path.join(folder, 'absent'), async (said) => {
    await vi.waitFor(() => expect(said()).toContain('No Chromium was found'), {timeout: 20_000})
    expect((await fetch(addresses(said())[0]!)).status).toBe(200)
  })
})
