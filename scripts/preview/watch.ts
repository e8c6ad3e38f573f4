/** A folder → a call after each change in it, however the change was made; folders of outputs and tools are left out. */

import {hash} from 'node:crypto'
import {type FSWatcher, readFileSync, statSync, watch} from 'node:fs'
import {readdir, stat} from 'node:fs/promises'
import path from 'node:path'

export interface WatchOptions {
  /** Look at the files every second, where the file system tells nothing: network drives, some containers. */
  isPolled?: boolean
  /** Told once when looking has to take the place of listening, with the reason. */
  onPolling?: (why: string) => void
  /** Told at once of what `onChange` is called for when it is over: what was read since may be half of it. */
  onStart?: () => void
}

/** Milliseconds without a change before a change is told. */
const quiet = 2
/** The same where a file is gone, or most of it: an editor empties or moves a file before it writes it. */
const quietOfHalf = 100
/** The same while many files change: a checkout. */
const quietOfMany = 80
const many = 12
/** A change is told after this at the latest. */
const longest = 400
/** Between two looks at the files. */
const interval = 1000
/** Bytes of a file that is compared with what it was. */
const mostCompared = 2_000_000
/** A folder that holds more folders is looked at instead. */
const mostFolders = 2000

/** Of tools and outputs. */
const isLeftOut = (name: string) => name === 'node_modules' || name === 'dist' || name.startsWith('.')
/** Written beside a file while it is saved. */
const isTemporary = (name: string) =>
  name.startsWith('.') || name.endsWith('~') || name.endsWith('.tmp') || name === '4913'

/**
 * Watch until closed. A folder that vanishes is waited for.
 *
 * Every folder is listened to by itself: what Node offers for whole trees opens each file, those of `node_modules` too.
 *
 * @param onChange  called after changes, never twice at once for the same ones
 */
export function watchFolder(
  root: string,
  onChange: () => void,
  {isPolled = false, onPolling, onStart}: WatchOptions = {}
): {close(): void} {
  const watchers = new Map<string, {watcher: FSWatcher; inode: number}>()
  let poll: NodeJS.Timeout | undefined
  let timer: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined
  let pending: {count: number; since: number} | undefined
  let isClosed = false
  const known = new Map<string, FileState>()
  /** Something came or went, a folder perhaps. */
  let isOther = false

  const tell = () => {
    pending = undefined
    if (isClosed) return
    onChange()
    if (isOther) void listen()
    isOther = false
  }
  const note = (least = quiet) => {
    if (!pending) onStart?.()
    pending ??= {count: 0, since: Date.now()}
    pending.count += 1
    const wait = pending.count < many ? least : quietOfMany
    clearTimeout(timer)
    timer = setTimeout(tell, Math.max(0, Math.min(wait, pending.since + longest - Date.now())))
  }
  /** A file that is saved as it was has not changed. */
  const noteFile = (file: string) => {
    const [former, now] = [known.get(file), stateOf(file)]
    known.set(file, now)
    if (now.mark === '' || now.mark !== former?.mark) note(now.size * 2 > (former?.size ?? 0) ? quiet : quietOfHalf)
  }

  /** Listen to each folder that is there; a new one may already hold files that nobody told of. */
  async function listen(isFirst = false): Promise<void> {
    if (poll || isClosed) return
    clearTimeout(retry)
    const folders = await listFolders(root)
    if (isClosed) return
    if (folders.size > mostFolders) return lookInstead(`there are more than ${mostFolders} folders`)
    let isNew = false
    for (const [folder, {watcher, inode}] of watchers) {
      if (folders.get(folder) === inode) continue
      watcher.close()
      watchers.delete(folder)
      isNew = true
    }
    for (const [folder, inode] of folders) {
      if (watchers.has(folder)) continue
      try {
        const watcher = watch(folder, (kind, name) => {
          isOther ||= kind === 'rename' || name === null
          if (name === null) note()
          else if (!(isTemporary(name) || isLeftOut(name))) noteFile(path.join(folder, name))
        })
        watcher.on('error', () => {
          isOther = true
          note()
        })
        watchers.set(folder, {watcher, inode})
        isNew = true
      } catch (problem) {
        const {code, message} = problem as NodeJS.ErrnoException
        if (code !== 'ENOENT') return lookInstead(message)
      }
    }
    // The folder itself is gone.
    if (!folders.has(root)) retry = setTimeout(() => void listen(), interval)
    if (isNew && !isFirst) note()
  }

  function lookInstead(why: string): void {
    for (const {watcher} of watchers.values()) watcher.close()
    watchers.clear()
    onPolling?.(why)
    startLooking()
  }

  function startLooking(): void {
    let known: string | undefined
    const look = async () => {
      const stamp = await stampOf(root)
      if (known !== undefined && stamp !== known) note()
      known = stamp
      if (!isClosed) poll = setTimeout(look, interval)
    }
    poll = setTimeout(look, 0)
  }

  if (isPolled) startLooking()
  else void listen(true)
  return {
    close() {
      isClosed = true
      for (const one of [timer, retry, poll]) clearTimeout(one)
      for (const {watcher} of watchers.values()) watcher.close()
    }
  }
}

/** What a file holds; no mark where there is none, or what cannot be read. */
interface FileState {
  size: number
  mark: string
}

function stateOf(file: string): FileState {
  try {
    const stats = statSync(file)
    const {size, mtimeMs} = stats
    if (!stats.isFile()) return {size: 0, mark: ''}
    return {size, mark: size > mostCompared ? `${size} ${mtimeMs}` : hash('sha1', readFileSync(file))}
  } catch {
    return {size: 0, mark: ''}
  }
}

/** Inode of each folder, from the root down; none that cannot be read. */
async function listFolders(root: string): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const visit = async (folder: string): Promise<void> => {
    if (found.size > mostFolders) return
    const [entries, stats] = await Promise.all([
      readdir(folder, {withFileTypes: true}).catch(() => undefined),
      stat(folder).catch(() => undefined)
    ])
    if (!entries || !stats) return
    found.set(folder, stats.ino)
    const inside = entries.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name))
    await Promise.all(inside.map(({name}) => visit(path.join(folder, name))))
  }
  await visit(root)
  return found
}

/** Path, size and time of each file, in one text. */
async function stampOf(root: string): Promise<string> {
  const lines: string[] = []
  for (const folder of (await listFolders(root)).keys()) {
    const entries = await readdir(folder, {withFileTypes: true}).catch(() => [])
    for (const {name} of entries) {
      if (isTemporary(name) || isLeftOut(name)) continue
      const stats = await stat(path.join(folder, name)).catch(() => undefined)
      lines.push(`${folder}/${name} ${stats?.isFile() ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : ''}`)
    }
  }
  return lines.sort().join('\n')
}
