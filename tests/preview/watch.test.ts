/** Every way in which files change → one call, soon after. */

import {appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {watchFolder} from '../../scripts/preview/watch.ts'

describe.each([
  ['listened to', false],
  ['looked at', true]
])('a folder that is %s', (_, isPolled) => {
  let root: string
  let calls: number
  let watcher: {close(): void}
  const at = (name: string) => path.join(root, name)

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'watch-'))
    mkdirSync(at('thesis'))
    mkdirSync(at('node_modules'))
    writeFileSync(at('thesis/1.md'), 'a')
    calls = 0
    watcher = watchFolder(root, () => (calls += 1), {isPolled})
    await setTimeout(isPolled ? 1300 : 200)
  })
  afterEach(() => {
    watcher.close()
    rmSync(root, {recursive: true, force: true})
  })

  /** A call comes after this. */
  async function isTold(change: () => void): Promise<void> {
    const before = calls
    change()
    await vi.waitFor(() => expect(calls).toBeGreaterThan(before), {timeout: 5000, interval: 10})
    await setTimeout(150)
  }

  it('tells of a save, a new file in a new folder, another name and a removal', {timeout: 30_000}, async () => {
    await isTold(() => appendFileSync(at('thesis/1.md'), 'b'))
    await isTold(() => mkdirSync(at('thesis/new/deep'), {recursive: true}))
    await isTold(() => writeFileSync(at('thesis/new/deep/2.md'), 'c'))
    await isTold(() => appendFileSync(at('thesis/new/deep/2.md'), 'd'))
    await isTold(() => renameSync(at('thesis/new'), at('thesis/other')))
    await isTold(() => appendFileSync(at('thesis/other/deep/2.md'), 'e'))
    await isTold(() => rmSync(at('thesis/other'), {recursive: true}))
    await isTold(() => {
      writeFileSync(at('thesis/.1.md.swp'), 'f')
      renameSync(at('thesis/.1.md.swp'), at('thesis/1.md'))
    })
  })

  it('says nothing of outputs, tools and what editors write beside', {timeout: 30_000}, async () => {
    mkdirSync(at('.git'))
    mkdirSync(at('dist'))
    for (const name of ['.git/HEAD', 'dist/a.html', 'node_modules/b.js', 'thesis/.1.md.swp', 'thesis/1.md~']) {
      writeFileSync(at(name), 'x')
    }
    await setTimeout(isPolled ? 2500 : 500)
    expect(calls).toBe(0)
  })

  it('tells of many files a few times', {timeout: 30_000}, async () => {
    await isTold(() => {
      for (let n = 0; n < 300; n++) writeFileSync(at(`thesis/${n}.md`), 'x')
    })
    await setTimeout(600)
    expect(calls).toBeLessThan(8)
  })

  it('waits for a folder that is gone', {timeout: 30_000}, async () => {
    await isTold(() => renameSync(root, `${root}-away`))
    await isTold(() => renameSync(`${root}-away`, root))
    await isTold(() => appendFileSync(at('thesis/1.md'), 'z'))
  })
})
