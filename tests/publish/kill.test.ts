/** Publishing and `--fix` under `kill -9` and loss of power: after the next command all is as before, or all is as it should be. */

import {fork} from 'node:child_process'
import {
  chmodSync,
  existsSync,
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
import {afterAll, expect, test} from 'vitest'
import {openFolder} from '../../scripts/files.ts'
import {publish, recoverOutputs} from '../../scripts/publish/publish.ts'
import {recoverRewriting, rewrite} from '../../scripts/publish/rewrite.ts'
import {bury, dyingDisk, snapshot} from './dying-disk.ts'
import {foundOf} from './editions.ts'

// In memory where there is such a folder: what is flushed thousands of times need not reach a disk.
const scratch = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kill-'))
afterAll(() => rmSync(scratch, {recursive: true}))
let count = 0
const fresh = () => path.join(scratch, String(++count))

const files = (edition: string, names: string[]) =>
  names.map((name) => ({path: name, contents: `${name} of ${edition}\n`.repeat(20), kind: 'html'}))
const first = files('first', ['html/1.html', 'html/gone/2.html', 'thesis.pdf', 'report.json'])
const second = files('second', ['html/1.html', 'html/new/3.html', 'thesis.pdf', 'report.json'])

/** What the folder holds before and after the second edition. */
async function editions(): Promise<string[]> {
  const out = fresh()
  await publish(out, first)
  const before = JSON.stringify(snapshot(out))
  await publish(out, second)
  return [before, JSON.stringify(snapshot(out))]
}

test('whichever call a build is killed at, the next command finds or makes the old outputs or the new, and no leftover', async () => {
  const whole = await editions()
  const met = new Set<number>()
  let n = 1
  for (let isKilled = true; isKilled; n++) {
    const out = fresh()
    await publish(out, first)
    const {on, isDead} = dyingDisk(n)
    await publish(out, second, {on}).catch(() => undefined)
    isKilled = isDead()
    bury(out)
    await recoverOutputs(out)
    const found = whole.indexOf(JSON.stringify(snapshot(out)))
    expect(found, `killed at call ${n}`).not.toBe(-1)
    met.add(found)
    await publish(out, second)
    expect(JSON.stringify(snapshot(out))).toBe(whole[1])
  }
  expect(met).toEqual(new Set([0, 1]))
  expect(n).toBeGreaterThan(60)
})

test('a command that is killed while it settles what a killed build left loses nothing either', async () => {
  const whole = await editions()
  for (let n = 20; n < 110; n += 9) {
    for (let m = 1, isKilled = true; isKilled; m += 3) {
      const out = fresh()
      await publish(out, first)
      await publish(out, second, {on: dyingDisk(n).on}).catch(() => undefined)
      bury(out)
      const {on, isDead} = dyingDisk(m)
      await recoverOutputs(out, on).catch(() => undefined)
      isKilled = isDead()
      bury(out)
      await recoverOutputs(out)
      expect(whole, `killed at ${n}, then at ${m}`).toContain(JSON.stringify(snapshot(out)))
    }
  }
})

test('a first build that is killed leaves nothing or all', async () => {
  for (let n = 1, isKilled = true; isKilled; n++) {
    const out = fresh()
    const {on, isDead} = dyingDisk(n)
    await publish(out, first, {on}).catch(() => undefined)
    isKilled = isDead()
    await recoverOutputs(out).catch(() => undefined)
    if (statSync(out, {throwIfNoEntry: false})) bury(out)
    await recoverOutputs(out)
    const left = statSync(out, {throwIfNoEntry: false})
      ? Object.keys(snapshot(out)).filter((name) => !name.includes('html'))
      : []
    expect([[], ['.thesis-outputs.json', 'report.json', 'thesis.pdf']], `killed at call ${n}`).toContainEqual(
      left.sort()
    )
  }
})

test('whichever call --fix is killed at, all files are as they were or all are fixed, with their permissions', async () => {
  const old = {'bibliography/a.bib': 'old a', 'bibliography/b.bib': 'old b', 'c.bib': 'old c'}
  const names = Object.keys(old)
  const met = new Set<string>()
  for (let n = 1, isKilled = true; isKilled; n++) {
    const root = fresh()
    mkdirSync(path.join(root, 'bibliography'), {recursive: true})
    for (const [name, text] of Object.entries(old)) writeFileSync(path.join(root, name), text)
    chmodSync(path.join(root, 'bibliography/a.bib'), 0o640)
    const folder = await openFolder(root)
    const {on, isDead} = dyingDisk(n)
    const wanted = names.map((name) => ({path: name, text: `new ${name}`}))
    await rewrite(folder, wanted, {on}).catch(() => undefined)
    isKilled = isDead()
    bury(root)
    await recoverRewriting(folder, names)
    const texts = names.map((name) => readFileSync(path.join(root, name), 'utf8').slice(0, 3))
    expect(['old,old,old', 'new,new,new'], `killed at call ${n}`).toContain(texts.join())
    met.add(texts.join())
    expect(statSync(path.join(root, 'bibliography/a.bib')).mode & 0o777).toBe(0o640)
    expect(readdirSync(root).sort()).toEqual(['bibliography', 'c.bib'])
  }
  expect(met.size).toBe(2)
})

test('a process killed at any moment of its work leaves one edition whole after the next command', async () => {
  const out = fresh()
  const whole = [foundOf('a'), foundOf('b')]
  for (let round = 0; round < 25; round++) {
    const child = fork(path.join(import.meta.dirname, 'publish-for-ever.ts'), [out], {
      env: {...process.env, NODE_COMPILE_CACHE: path.join(scratch, 'compiled')},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc']
    })
    await new Promise((resolve) => child.once('message', resolve))
    await sleep((round * 7) % 23)
    const end = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await end
    await recoverOutputs(out)
    const {'.thesis-outputs.json': manifest, ...found} = snapshot(out)
    expect(manifest).toBeDefined()
    expect(whole, `round ${round}`).toContainEqual(found)
  }
})
