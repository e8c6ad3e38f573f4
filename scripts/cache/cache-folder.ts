/** A thesis → the cache of its builds on the disk, where it may be. */

import {randomBytes} from 'node:crypto'
import {existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import {type DiskResults, openDisk} from './disk.ts'
import {engineVersion} from './engine-version.ts'
import {noResults} from './results.ts'

/** The cache of a thesis, of this engine and this user; one that keeps nothing where the disk has no place. */
export function openCache(root: string): DiskResults {
  try {
    return openDisk(cacheFolder(root), ownMark() + engineVersion)
  } catch (problem) {
    return {...noResults, close: () => (problem as Error).message}
  }
}

/** Remove it. Where theses share the platform's place, theirs goes too. */
export function removeCache(root: string): string {
  const folder = cacheFolder(root)
  rmSync(folder, {recursive: true, force: true})
  return folder
}

/** In the project of the thesis where npm has made a place for such things, else the platform's. @param root  absolute */
function cacheFolder(root: string): string {
  const modules = path.join(root, 'node_modules')
  return existsSync(modules) ? path.join(modules, '.cache', 'thesis') : path.join(platformFolder(), 'results')
}

/**
 * A random text, made once for a user of a machine.
 *
 * A thesis folder from somebody else may bring a cache; what is in it would be published without having been checked.
 *
 * @throws what the system says when it can be neither read nor written
 */
function ownMark(): string {
  const file = path.join(platformFolder(), 'mark')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    mkdirSync(path.dirname(file), {recursive: true, mode: 0o700})
    const made = `${file}.${process.pid}`
    writeFileSync(made, randomBytes(32).toString('hex'), {mode: 0o600})
    try {
      // Of two commands that start at once, the first one's holds.
      linkSync(made, file)
    } catch {}
    rmSync(made, {force: true})
    return readFileSync(file, 'utf8')
  }
}

function platformFolder(): string {
  const {XDG_CACHE_HOME, LOCALAPPDATA} = process.env
  if (process.platform === 'win32') return path.join(LOCALAPPDATA || homedir(), 'thesis', 'cache')
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'thesis')
  const own = XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(homedir(), '.cache')
  return path.join(own, 'thesis')
}
