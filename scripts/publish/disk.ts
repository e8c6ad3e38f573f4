/** The few calls to the disk that publishing makes, and what is made of them. Tests give calls that stop half-way. */

import * as promises from 'node:fs/promises'
import path from 'node:path'

/** The calls of `node:fs/promises` that change what is to be kept, or look at it. */
export type Disk = Pick<
  typeof promises,
  'lstat' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rmdir' | 'unlink' | 'writeFile'
>

export const disk: Disk = promises

/** Make a folder and those above it; the ones that were not there, deepest last. */
export async function makeFolders(folder: string, on: Disk): Promise<string[]> {
  try {
    await on.mkdir(folder)
    return [folder]
  } catch (problem) {
    if (codeOf(problem) === 'ENOENT') {
      const above = await makeFolders(path.dirname(folder), on)
      return [...above, ...(await makeFolders(folder, on))]
    }
    if (codeOf(problem) === 'EEXIST') return []
    throw problem
  }
}

/** Remove a folder or file, whatever it holds; links are removed, not followed. */
export async function removeAll(place: string, on: Disk): Promise<void> {
  const stats = await on.lstat(place).catch(absent)
  if (stats === undefined) return
  if (!stats.isDirectory()) return on.unlink(place)
  for (const name of await on.readdir(place)) await removeAll(path.join(place, name), on)
  await on.rmdir(place)
}

/** Remove a folder and those above it, up to `base`, as long as they are empty. */
export async function removeEmptyFolders(folder: string, base: string, on: Disk): Promise<void> {
  if (folder === base || !folder.startsWith(base)) return
  try {
    await on.rmdir(folder)
  } catch {
    return
  }
  await removeEmptyFolders(path.dirname(folder), base, on)
}

/** See to it that what was moved into a folder is there after a loss of power. Some systems cannot: they are left alone. */
export async function syncFolder(folder: string, on: Disk): Promise<void> {
  const handle = await on.open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Turns “there is no such file” into undefined; any other trouble goes on. */
export function absent(problem: unknown): undefined {
  if (codeOf(problem) === 'ENOENT' || codeOf(problem) === 'ENOTDIR') return undefined
  throw problem
}

export function codeOf(problem: unknown): string | undefined {
  return (problem as NodeJS.ErrnoException | undefined)?.code
}
