/** Calls to the disk that stop at one of them, as `kill -9` and a loss of power do: nothing runs after it, nothing cleans up. */

import {spawnSync} from 'node:child_process'
import {readdirSync, readFileSync, renameSync, truncateSync, writeFileSync} from 'node:fs'
import * as promises from 'node:fs/promises'
import path from 'node:path'
import type {Disk} from '../../scripts/publish/disk.ts'

export interface DyingDisk {
  on: Disk
  isDead: () => boolean
}

/** A disk whose calls fail from the nth on; the nth writes half of its text, and what was not flushed is lost. */
export function dyingDisk(n: number): DyingDisk {
  let calls = 0
  const notFlushed = new Set<string>()
  const die = (): never => {
    for (const file of notFlushed) truncateSync(file)
    notFlushed.clear()
    throw new Error('killed')
  }
  const alive = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      calls += 1
      return calls < n ? call(...args) : die()
    }
  }
  const on = {
    lstat: alive(promises.lstat),
    mkdir: alive(promises.mkdir),
    readdir: alive(promises.readdir),
    readFile: alive(promises.readFile),
    rename: alive(promises.rename),
    rmdir: alive(promises.rmdir),
    unlink: alive(promises.unlink),
    async writeFile(file: string, contents: string | Uint8Array, options?: {flush?: boolean}) {
      calls += 1
      if (calls === n) writeFileSync(file, contents.slice(0, contents.length / 2))
      if (calls >= n) die()
      await promises.writeFile(file, contents)
      if (!options?.flush) notFlushed.add(file)
    },
    async open(file: string) {
      calls += 1
      if (calls >= n) die()
      const handle = await promises.open(file, 'r')
      const then = (call: () => Promise<void>) => async () => {
        calls += 1
        if (calls < n) return call()
        await handle.close()
        die()
      }
      return {
        sync: then(() => handle.sync()),
        close: then(() => handle.close()),
        chmod: (mode: number) => then(() => handle.chmod(mode))()
      }
    }
  }
  return {on: on as unknown as Disk, isDead: () => calls >= n}
}

const deadProcess = spawnSync(process.execPath, ['--version']).pid

/** Give what this process left to one that is dead. */
export function bury(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('.publishing-')) continue
    renameSync(path.join(folder, name), path.join(folder, name.replace(`-${process.pid}-`, `-${deadProcess}-`)))
  }
}

/** Every file below a folder with its contents, and every folder. */
export function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    const place = path.join(entry.parentPath, entry.name)
    found[path.relative(folder, place)] = entry.isFile()
      ? readFileSync(place, 'utf8')
      : entry.isDirectory()
        ? '/'
        : 'link'
  }
  return found
}
