/** The preview's server: for this machine's own page, from what was made alone, and ending when told. */

import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {ask, foreignTo, ownOf} from '../serve/ask.ts'
import {type SmallPreview, startPreview} from './small-preview.ts'

let preview: SmallPreview
let port: number
const body = JSON.stringify({file: 'thesis/01-eau.md', line: 3})
const json = {'content-type': 'application/json'}

beforeAll(async () => {
  preview = await startPreview()
  port = Number(new URL(preview.address).port)
  await vi.waitFor(async () => expect(await ask(port, {path: '/web/01-eau.html'})).toBe(200), {timeout: 30_000})
}, 60_000)

afterAll(async () => {
  await preview?.stop()
})

describe('who is answered', () => {
  it('no page of another site, and no other name of this machine', async () => {
    for (const headers of foreignTo(port)) {
      for (const place of ['/', '/web/01-eau.html', '/events', '/at?file=thesis/01-eau.md&line=3']) {
        expect(await ask(port, {path: place, headers}), `${place} ${JSON.stringify(headers)}`).toBe(403)
      }
      expect(await ask(port, {path: '/open', method: 'POST', body, headers: {...json, ...headers}})).toBe(403)
    }
    expect(preview.opened()).toEqual([])
  })

  it('its own page, and programs that are no browser', async () => {
    expect(await ask(port, {headers: ownOf(port)})).toBe(200)
    expect(await ask(port, {path: '/at?file=thesis/01-eau.md&line=3'})).toBe(200)
    expect(await ask(port, {path: '/open', method: 'POST', body, headers: {...json, ...ownOf(port)}})).toBe(200)
    await vi.waitFor(() => expect(preview.opened()).toHaveLength(1))
  })

  it('only what is asked for as it should be', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(await ask(port, {method}), method).toBe(405)
    expect(await ask(port, {path: '/open'})).toBe(405)
    expect(await ask(port, {path: '/open', method: 'POST', body, headers: {'content-type': 'text/plain'}})).toBe(400)
    expect(await ask(port, {path: '/open', method: 'POST', body: 'x'.repeat(20_000), headers: json})).toBe(400)
  })
})

describe('what is served', () => {
  it('the site and the pages, and nothing that lies on the disk', async () => {
    const secret = path.join(tmpdir(), `secret-${process.pid}.md`)
    writeFileSync(secret, '# Secret\n\nPersonne ne lit ceci.\n')
    symlinkSync(secret, path.join(preview.folder, 'thesis/03-lien.md'))
    mkdirSync(path.join(preview.folder, 'thesis/images'), {recursive: true})
    symlinkSync('/etc/passwd', path.join(preview.folder, 'thesis/images/passwd.png'))
    preview.edit('thesis/01-eau.md', '## Section 2\n', '![Rien](images/passwd.png)\n\n## Section 2\n')
    const site = async () => (await fetch(`${preview.address}/web/01-eau.html`)).text()
    await vi.waitFor(async () => expect(await site()).toContain('Rien'), {timeout: 30_000})
    expect(await site()).not.toContain('Secret')
    const places = [
      '/web/../package.json',
      '/web/..%2f..%2fthesis/thesis.yml',
      '/web/%2e%2e/thesis/thesis.yml',
      '/web//etc/passwd',
      '/web/assets/images/passwd.png',
      '/web/assets/images/images/passwd.png',
      '/web/03-lien.html',
      '/web/thesis/thesis.yml',
      '/preview/../server.ts',
      '/preview/..%2fserver.ts',
      '/paper/..%2f..%2fthesis.svg',
      '/thesis/thesis.yml',
      '/etc/passwd',
      '/%'
    ]
    for (const place of places) expect(await ask(port, {path: place}), place).toBeGreaterThanOrEqual(400)
  })

  it('opens in the editor what the thesis folder holds alone', async () => {
    const count = preview.opened().length
    for (const file of ['../secret.md', '/etc/passwd', 'thesis/images/passwd.png', 'absent.md', '', '-rf']) {
      const sent = {path: '/open', method: 'POST', body: JSON.stringify({file, line: 1}), headers: json}
      expect(await ask(port, sent), file).toBe(400)
    }
    expect(preview.opened()).toHaveLength(count)
  })

  it('under policies that load nothing from elsewhere', async () => {
    for (const place of ['/', '/web/01-eau.html', '/web/assets/thesis.css']) {
      const {headers} = await fetch(`${preview.address}${place}`)
      expect(headers.get('content-security-policy'), place).toMatch(/default-src 'none'|frame-ancestors 'self'/)
      expect(headers.get('x-content-type-options'), place).toBe('nosniff')
    }
  })
})

it('takes the next port when the first is taken, and says so', {timeout: 60_000}, async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const {port: taken} = other.address() as {port: number}
  const second = await startPreview({}, ['--port', String(taken)])
  expect(second.address).not.toContain(`:${taken}`)
  expect(second.said()).toContain(`Port ${taken} is taken`)
  expect(await second.stop()).toBe(0)
  other.close()
})

it('ends on Ctrl+C while pages are open and printed', {timeout: 60_000}, async () => {
  const third = await startPreview()
  const events = await fetch(`${third.address}/events`)
  expect(events.headers.get('content-type')).toBe('text/event-stream')
  const ended = events.text().catch(() => 'cut')
  expect(await third.stop()).toBe(0)
  await ended
})
