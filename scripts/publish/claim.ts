/** A folder that several builds may publish into → one at a time, each after what killed ones left has been settled. */

import {hostname} from 'node:os'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {absent, codeOf, type Disk, makeFolders, removeAll} from './disk.ts'
import {settle} from './transaction.ts'

/** `.publishing-<machine>-<process>-<anything>`: the workspace of a process, which is also its claim. */
const workspaceName = /^\.publishing-([\w.]+)-(\d+)-\w+$/

const machine = hostname().replaceAll(/[^\w.]/g, '_')

/** How long to wait for another build, and when one of another machine is given up. Milliseconds. */
const patience = 90_000
const longestOfOthers = 60_000

/**
 * Work in a folder while no other process does, with a workspace inside it that is gone afterwards.
 *
 * Claims are never taken over: a process makes its own, looks for others and gives way when there is one that lives.
 *
 * @throws when another build does not end
 */
export async function withClaim<T>(
  base: string,
  on: Disk,
  signal: AbortSignal | undefined,
  work: (workspace: string) => Promise<T>
): Promise<T> {
  const {workspace, dead} = await claim(base, on, signal)
  try {
    for (const name of dead) await settle(base, path.join(base, name), on)
    return await work(workspace)
  } finally {
    // A journal that could be neither carried out nor undone is for the next run.
    const isDecided = await on.lstat(path.join(workspace, 'journal.json')).catch(() => undefined)
    // What cannot be removed is removed by the next run.
    if (!isDecided) await removeAll(workspace, on).catch(() => undefined)
  }
}

/** Finish or forget what killed runs left in a folder. Costs one look when they left nothing. */
export async function recover(base: string, on: Disk): Promise<void> {
  const {dead} = await others(base, undefined, on)
  if (dead.length > 0) await withClaim(base, on, undefined, async () => undefined)
}

interface Claim {
  workspace: string
  /** Workspaces of runs that were killed. */
  dead: string[]
}

async function claim(base: string, on: Disk, signal?: AbortSignal): Promise<Claim> {
  const deadline = Date.now() + patience
  const id = Math.random().toString(36).slice(2, 10)
  const workspace = path.join(base, `.publishing-${machine}-${process.pid}-${id}`)
  for (;;) {
    signal?.throwIfAborted()
    await makeFolders(workspace, on)
    const {living, dead} = await others(base, workspace, on)
    if (living.length === 0) return {workspace, dead}
    await on.rmdir(workspace)
    if (Date.now() > deadline) {
      throw new Error(`another build is writing there. Wait for its end; if there is none, remove ${living[0]}`)
    }
    await sleep(20 + Math.random() * 100)
  }
}

async function others(base: string, own: string | undefined, on: Disk): Promise<{living: string[]; dead: string[]}> {
  const names: string[] = (await on.readdir(base).catch(absent)) ?? []
  const found = {living: [] as string[], dead: [] as string[]}
  for (const name of names) {
    if (!workspaceName.test(name) || path.join(base, name) === own) continue
    found[(await isAlive(base, name, on)) ? 'living' : 'dead'].push(name)
  }
  return found
}

async function isAlive(base: string, name: string, on: Disk): Promise<boolean> {
  const [, where, id] = workspaceName.exec(name)!
  const stats = await on.lstat(path.join(base, name)).catch(absent)
  if (stats === undefined) return false
  const age = Date.now() - stats.mtimeMs
  if (where !== machine) return age < longestOfOthers
  // Numbers of processes come back: this one may have had its own in an earlier life of the machine.
  if (Number(id) === process.pid) return age < process.uptime() * 1000
  return isRunning(Number(id)) && age < 10 * longestOfOthers
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (problem) {
    return codeOf(problem) === 'EPERM'
  }
}
