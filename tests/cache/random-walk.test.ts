/** What was kept never shows: cold, kept in memory and kept on the disk, a thesis is the same bytes and messages. */

import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {openDisk} from '../../scripts/cache/disk.ts'
import {openMemory} from '../../scripts/cache/memory.ts'
import type {Results} from '../../scripts/cache/results.ts'
import {buildFolder} from '../build.ts'
import {type Files, walk} from './random-walk.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'walk-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** Everything that a build gives. */
async function everything(files: Files, results?: Results) {
  const {outputs, messages} = await buildFolder(files, {only: ['html', 'bibliography'], isDraft: true, results})
  return {
    messages,
    outputs: Object.fromEntries([...outputs].map(([name, {contents}]) => [name, Buffer.from(contents).toString()]))
  }
}

test.each([1, 2, 3, 4])(
  'a walk of 50 edits, each built cold and with what was kept: %i',
  {timeout: 300_000},
  async (seed) => {
    const memory = openMemory()
    for (const {edit, files} of walk(seed, 50)) {
      const cold = await everything(files)
      expect(await everything(files, memory), `${edit}, in memory`).toEqual(cold)
      expect(await everything(files, openDisk(folder, 'test')), `${edit}, on the disk`).toEqual(cold)
      memory.sweep()
    }
  }
)
