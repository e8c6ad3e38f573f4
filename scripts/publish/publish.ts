/** Outputs → the output folder, all or none, and nothing there touched but what an earlier build wrote. */

import {realpath} from 'node:fs/promises'
import path from 'node:path'
import {recover, withClaim} from './claim.ts'
import {absent, codeOf, type Disk, disk, makeFolders, removeEmptyFolders} from './disk.ts'
import {type Manifest, readManifest, sha256, writeManifest} from './manifest.ts'
import {manifestName} from './manifest-name.ts'
import {recoverPartial} from './recover-partial.ts'
import {type Change, makeChanges} from './transaction.ts'

/** A file to publish. */
export interface PublishedFile {
  /** From the output folder, with `/`. */
  path: string
  contents: string | Uint8Array
  /** The output that it belongs to: `html`, `pdf`… */
  kind: string
}

export interface PublishOptions {
  /** The kinds that were built: what an earlier build wrote for them and this one does not goes. All when absent. */
  kinds?: readonly string[]
  /** Replace and remove what a person put or changed there. */
  isForced?: boolean
  /** Gives up as long as nothing has been moved into place. */
  signal?: AbortSignal
  on?: Disk
}

/** A file of the output folder that the build would lose, and that no build wrote as it is. */
export interface Stranger {
  /** From the output folder, with `/`. */
  path: string
  /** `changed`: a build wrote it, and somebody changed it since. */
  why: 'changed' | 'not ours'
}

/**
 * Put outputs in place under `out`, and remove what earlier builds wrote there for the same kinds and is made no more.
 *
 * @returns what stands in the way, unless `isForced`; nothing was written then
 * @throws {Error} with the system's error as cause when the disk refuses; `out` is then as it was
 */
export async function publish(
  out: string,
  outputs: readonly PublishedFile[],
  {kinds, isForced = false, signal, on = disk}: PublishOptions = {}
): Promise<Stranger[]> {
  const made: string[] = []
  try {
    made.push(...(await makeFolders(path.resolve(out), on)))
    const base = await realpath(out)
    await recoverPartial(base, on)
    return await withClaim(base, on, signal, async (workspace) => {
      const {changes, strangers} = await plan(base, outputs, kinds, on)
      if (strangers.length > 0 && !isForced) return strangers
      await makeChanges(base, workspace, changes, on, signal)
      return []
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new Error(`Cannot write to ${out}: ${explain(cause)}`, {cause})
  } finally {
    const deepest = made.at(-1)
    if (deepest) await removeEmptyFolders(deepest, path.dirname(made[0]!), on)
  }
}

/** Finish or undo what a build that was killed left in an output folder, whichever it had come to. */
export async function recoverOutputs(out: string, on: Disk = disk): Promise<void> {
  try {
    const base = await realpath(out).catch(absent)
    if (base === undefined) return
    await recoverPartial(base, on)
    await recover(base, on)
  } catch (cause) {
    throw new Error(`Cannot finish what an earlier build began in ${out}: ${explain(cause)}`, {cause})
  }
}

interface Plan {
  changes: Change[]
  strangers: Stranger[]
}

async function plan(
  base: string,
  outputs: readonly PublishedFile[],
  kinds: readonly string[] | undefined,
  on: Disk
): Promise<Plan> {
  const text = await on.readFile(path.join(base, manifestName), 'utf8').catch(absent)
  const before: Manifest = (text === undefined ? undefined : readManifest(text)) ?? new Map()
  const after: Manifest = new Map()
  const changes = new Map<string, Change>()
  const strangers = new Map<string, Stranger>()

  for (const {path: file, contents, kind} of outputs) {
    if (after.has(file)) throw new Error(`Two outputs for ${file}`)
    after.set(file, {kind, sha256: sha256(contents)})
  }
  for (const [file, written] of before) {
    if (after.has(file)) continue
    if (kinds && !kinds.includes(written.kind)) after.set(file, written)
    else await replace(file)
  }
  for (const {path: file, contents} of outputs) await replace(file, contents)
  const manifest = writeManifest(after)
  if (manifest !== text) changes.set(manifestName, {path: manifestName, contents: manifest})
  return {changes: [...changes.values()], strangers: [...strangers.values()]}

  async function replace(file: string, contents?: string | Uint8Array): Promise<void> {
    const {at, found} = await inspect(file)
    const isOurs = found !== undefined && found === before.get(file)?.sha256
    if (found !== undefined && found === after.get(file)?.sha256) return
    // A link or a folder where a file of ours was: nothing there is ours to remove.
    if (found === 'other' && contents === undefined) return
    if (found !== undefined && !isOurs) {
      strangers.set(at, {path: at, why: found !== 'other' && before.has(at) ? 'changed' : 'not ours'})
      if (at !== file) changes.set(at, {path: at})
    }
    if (found !== undefined || contents !== undefined) {
      changes.set(file, {path: file, contents})
    }
  }

  /** What stands at a path: its hash, `other` for what is no file, undefined for nothing; never through a link. */
  async function inspect(file: string): Promise<{at: string; found?: string}> {
    const steps = file.split('/')
    for (let length = 1; length <= steps.length; length++) {
      const at = steps.slice(0, length).join('/')
      const change = changes.get(at)
      const stats =
        change && change.contents === undefined ? undefined : await on.lstat(path.join(base, at)).catch(absent)
      if (stats === undefined) return {at}
      if (length < steps.length && stats.isDirectory()) continue
      if (length < steps.length || !stats.isFile()) return {at, found: 'other'}
      return {at, found: sha256(await on.readFile(path.join(base, at)))}
    }
    return {at: file}
  }
}

function explain(cause: unknown): string {
  const code = codeOf(cause)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'the disk is full. Free some space, or choose another place with --out'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'the folder is not writable. Change its permissions, or choose another place with --out'
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ELOOP')
    return 'a file stands where a folder is needed. Move it, or choose another place with --out'
  if (code === 'ENOENT') return 'a link on the way leads nowhere. Fix it, or choose another place with --out'
  return (cause as Error).message
}
