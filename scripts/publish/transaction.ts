/** Changes to the files of a folder → all made or none, whenever the program is killed: the next run finishes or forgets them. */

import path from 'node:path'
import {z} from 'zod'
import {absent, type Disk, makeFolders, removeAll, removeEmptyFolders, syncFolder} from './disk.ts'
import {innerPath} from './manifest.ts'

/** What one path becomes. Paths are relative to the folder, with `/`. */
export interface Change {
  path: string
  /** Undefined: the file goes. */
  contents?: string | Uint8Array
  /** Permissions of the new file; those of any new file when absent. */
  mode?: number
}

/** `changes[n]`: the new file waits as `n`, the old one is kept as `n.old` until all is done. */
const journalSchema = z.object({changes: z.array(z.object({path: innerPath, isRemoved: z.boolean()}))})
type Journal = z.infer<typeof journalSchema>

/**
 * Make all changes, or none.
 *
 * New files are written to `workspace` and flushed; then a journal appears there in one move, and from then on the
 * changes hold: they are made one after the other, now or by `settle` in the next run.
 *
 * @param workspace  an empty folder inside `base`: the same disk, even where `base` is a mount point
 * @param signal  gives up as long as nothing has been decided
 * @throws what the disk says; everything is then as it was
 */
export async function makeChanges(
  base: string,
  workspace: string,
  changes: readonly Change[],
  on: Disk,
  signal?: AbortSignal
): Promise<void> {
  if (changes.length === 0) return
  // What goes makes room first: a file may stand where a folder is needed.
  const ordered = [...changes].sort((a, b) => Number(a.contents !== undefined) - Number(b.contents !== undefined))
  const waiting = [...ordered.entries()]
  while (waiting.length > 0) {
    signal?.throwIfAborted()
    // Eight at a time: a disk flushes several files in the time of one.
    await all(waiting.splice(0, 8).map(([index, change]) => stage(path.join(workspace, String(index)), change, on)))
  }
  const journal: Journal = {
    changes: ordered.map(({path: file, contents}) => ({path: file, isRemoved: contents === undefined}))
  }
  const draft = path.join(workspace, 'journal.draft')
  await on.writeFile(draft, JSON.stringify(journal), {flush: true})
  await syncFolder(workspace, on)
  await syncFolder(base, on)
  signal?.throwIfAborted()
  await on.rename(draft, path.join(workspace, 'journal.json'))
  await syncFolder(workspace, on)
  await carryOut(base, workspace, journal, on)
}

async function stage(place: string, {contents, mode}: Change, on: Disk): Promise<void> {
  if (contents === undefined) return
  await on.writeFile(place, contents, {flush: true})
  if (mode === undefined) return
  const handle = await on.open(place, 'r')
  await handle.chmod(mode)
  await handle.close()
}

/** Finish what a killed run had decided in a workspace, or forget what it had not; the workspace is gone then. */
export async function settle(base: string, workspace: string, on: Disk): Promise<void> {
  const text = await on.readFile(path.join(workspace, 'journal.json'), 'utf8').catch(absent)
  if (text !== undefined) await carryOut(base, workspace, journalSchema.parse(JSON.parse(text)), on)
  await removeAll(workspace, on)
}

async function carryOut(base: string, workspace: string, {changes}: Journal, on: Disk): Promise<void> {
  const folders = new Set<string>()
  const steps = changes.map(({path: file, isRemoved}, index) => {
    const target = path.join(base, file)
    folders.add(path.dirname(target))
    const waiting = path.join(workspace, String(index))
    return {target, isRemoved, waiting, old: `${waiting}.old`}
  })
  try {
    for (const step of steps) await forward(step, base, on)
  } catch (problem) {
    for (const step of steps.reverse()) await back(step, base, on)
    await forget(workspace, on)
    throw problem
  }
  for (const folder of folders) {
    await removeEmptyFolders(folder, base, on)
    await syncFolder(folder, on)
  }
  await forget(workspace, on)
}

/** Without its journal, what is left in a workspace means nothing. */
async function forget(workspace: string, on: Disk): Promise<void> {
  await on.unlink(path.join(workspace, 'journal.json'))
  await syncFolder(workspace, on)
}

interface Step {
  target: string
  isRemoved: boolean
  waiting: string
  old: string
}

/** Put the new file in the place of the old; again, it does what is left to do. */
async function forward({target, isRemoved, waiting, old}: Step, base: string, on: Disk): Promise<void> {
  if (isRemoved ? await isThere(old, on) : !(await isThere(waiting, on))) return
  if (!isRemoved) {
    for (const folder of await makeFolders(path.dirname(target), on)) {
      if (folder !== base) await syncFolder(path.dirname(folder), on)
    }
  }
  if (!(await isThere(old, on))) await on.rename(target, old).catch(absent)
  if (!isRemoved) await on.rename(waiting, target)
}

/** Undo `forward`, however far it came. */
async function back({target, isRemoved, waiting, old}: Step, base: string, on: Disk): Promise<void> {
  if (!isRemoved && !(await isThere(waiting, on))) await on.rename(target, waiting)
  await removeEmptyFolders(path.dirname(target), base, on)
  if (!(await isThere(old, on))) return
  await makeFolders(path.dirname(target), on)
  await on.rename(old, target)
}

async function isThere(place: string, on: Disk): Promise<boolean> {
  return (await on.lstat(place).catch(absent)) !== undefined
}

/** All of them, and only then the first trouble: nothing is still being written when it is thrown. */
async function all(work: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}
