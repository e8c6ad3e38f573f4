/** Results of one command for the next: a folder of entries, each a file with its checksum. */

import {createHmac, hash} from 'node:crypto'
import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {deserialize, serialize} from 'node:v8'
import type {Results} from './results.ts'

/** Results on the disk. */
export interface DiskResults extends Results {
  /** Remove what was used longest ago, down to the limit. What could not be written, and why; undefined when all was. */
  close(): string | undefined
}

export interface OpenDiskOptions {
  /** Bytes that all entries may take together. */
  limit?: number
}

/** Bytes of a checksum. */
const length = 32

/**
 * Keep results in a folder, which other commands may use at the same time.
 *
 * Written beside and renamed, so that an entry is whole or not there; one that is damaged all the same, or of another
 * version, does not have its checksum, and counts as none. Values are what `structuredClone` takes.
 *
 * @param version  of all that makes results, with a secret: who does not know it cannot make an entry
 */
export function openDisk(folder: string, version: string, {limit = 1e9}: OpenDiskOptions = {}): DiskResults {
  let problem: string | undefined
  let hasNew = false
  const fileOf = (stage: string, key: string) => path.join(folder, `${stage}-${hash('sha256', `${version} ${key}`)}`)
  const checksum = (bytes: Uint8Array) => createHmac('sha256', version).update(bytes).digest()
  return {
    get(stage, key) {
      const file = fileOf(stage, key)
      try {
        const entry = readFileSync(file)
        const bytes = entry.subarray(length)
        if (!checksum(bytes).equals(entry.subarray(0, length))) return undefined
        const value: unknown = deserialize(bytes)
        const now = new Date()
        utimesSync(file, now, now)
        return value
      } catch {
        return undefined
      }
    },
    keep(stage, key, value) {
      // A disk that is full stays so for the few seconds of a build.
      if (problem !== undefined) return
      const file = fileOf(stage, key)
      const temporary = `${file}.${process.pid}.tmp`
      try {
        mkdirSync(folder, {recursive: true, mode: 0o700})
        const bytes = serialize(value)
        writeFileSync(temporary, Buffer.concat([checksum(bytes), bytes]), {mode: 0o600})
        renameSync(temporary, file)
        hasNew = true
      } catch (cause) {
        problem = (cause as Error).message
        removeIfThere(temporary)
      }
    },
    close() {
      if (hasNew) removeOldest(folder, limit)
      return problem
    }
  }
}

/** Half-written files of commands that were killed go too, when they are old. */
function removeOldest(folder: string, limit: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const stats = statSync(path.join(folder, name), {throwIfNoEntry: false})
    return stats?.isFile() ? [{name, size: stats.size, time: stats.mtimeMs}] : []
  })
  const hourAgo = Date.now() - 3_600_000
  let total = 0
  for (const {name, size, time} of files.sort((a, b) => b.time - a.time)) {
    total += size
    const isLeft = name.endsWith('.tmp') && time < hourAgo
    if (isLeft || total > limit) removeIfThere(path.join(folder, name))
  }
}

/** Others may have removed it, and what cannot be removed takes space and no more. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, {force: true})
  } catch {}
}
