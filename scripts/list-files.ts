/** A folder of the disk → the paths of its files, through links that stay inside, and what of it cannot be read. */

import type {Dirent} from 'node:fs'
import {readdir, realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import {manifestName} from './publish/manifest-name.ts'

/** Something seen that is no file to read. */
export interface Unread {
  /** From the folder, with `/`; one at the end of a folder's. */
  path: string
  /** `hidden`: its name starts with a point; `outside`: a link that leads out; otherwise the system's code. */
  why: string
}

export interface Listing {
  /** Of each file its first path: one that is a link gives way to the file itself. */
  files: string[]
  unread: Unread[]
}

/** Does a path match? The extension may be in any case; a name that starts with a point matches if `isHidden` allows it. */
export function matching(patterns: string | string[], {isHidden = false} = {}): (file: string) => boolean {
  const all = [patterns].flat()
  return (given) => {
    const file = isHidden ? given.replace(/(^|\/)\.+(?=[^/]+$)/, '$1') : given
    const extension = path.posix.extname(file)
    const lower = file.slice(0, file.length - extension.length) + extension.toLowerCase()
    return all.some((pattern) => path.posix.matchesGlob(lower, pattern))
  }
}

/** The folder that a pattern looks into, and whether it looks into the folders below. */
export function reachOf(pattern: string): {folder: string; isDeep: boolean} {
  const steps = pattern.split('/')
  const literal = steps.slice(0, -1).findIndex((step) => /[*?{[]/.test(step))
  return {folder: steps.slice(0, literal === -1 ? -1 : literal).join('/'), isDeep: literal !== -1}
}

/**
 * The files of a folder and of those below it.
 *
 * Left out without a word: `node_modules`, hidden folders, and folders that hold outputs of ours.
 *
 * @param root  a real path; no link is followed out of it
 * @param folder  from the root, with `/`
 */
export async function listFiles(root: string, folder: string, isDeep: boolean): Promise<Listing> {
  const known = new Map<string, string>()
  const unread: Unread[] = []
  const links: Array<() => Promise<void>> = []
  const start = await realpath(path.join(root, folder)).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'ENOENT' && problem.code !== 'ENOTDIR')
      unread.push({path: `${folder}/`, why: problem.code ?? ''})
    return undefined
  })
  if (start !== undefined && isInside(start)) await walk(folder, start, [start])
  else if (start !== undefined) unread.push({path: `${folder}/`, why: 'outside'})
  // After all others: a link to a file that is there under its own name adds nothing.
  for (let next = links.shift(); next; next = links.shift()) await next()
  return {files: [...known.values()], unread}

  function isInside(place: string): boolean {
    return place === root || place.startsWith(root.endsWith(path.sep) ? root : root + path.sep)
  }

  async function walk(at: string, real: string, above: readonly string[]): Promise<void> {
    let entries: Dirent[]
    try {
      entries = await readdir(real, {withFileTypes: true})
    } catch (problem) {
      unread.push({path: `${at}/`, why: (problem as NodeJS.ErrnoException).code ?? ''})
      return
    }
    if (at !== folder && entries.some(({name}) => name === manifestName)) return
    for (const entry of entries) {
      const file = at === '' ? entry.name : `${at}/${entry.name}`
      const place = path.join(real, entry.name)
      if (entry.name.startsWith('.')) {
        // Emacs and macOS put theirs beside a file: nobody's text.
        if (!entry.isDirectory() && !/^\.[#_]/.test(entry.name)) unread.push({path: file, why: 'hidden'})
      } else if (entry.isSymbolicLink()) links.push(() => follow(file, place, above))
      else await take(file, place, entry, above)
    }
  }

  async function take(
    file: string,
    real: string,
    kind: {isFile(): boolean; isDirectory(): boolean},
    above: readonly string[]
  ): Promise<void> {
    if (kind.isDirectory()) {
      if (!isDeep || path.posix.basename(file) === 'node_modules' || above.includes(real)) return
      await walk(file, real, [...above, real])
    } else if (!kind.isFile()) unread.push({path: file, why: 'special'})
    else if (!known.has(real)) known.set(real, file)
  }

  async function follow(file: string, place: string, above: readonly string[]): Promise<void> {
    try {
      const real = await realpath(place)
      const kind = await stat(real)
      if (isInside(real)) await take(file, real, kind, above)
      else if (!kind.isDirectory()) unread.push({path: file, why: 'outside'})
      else if (isDeep) unread.push({path: `${file}/`, why: 'outside'})
    } catch (problem) {
      unread.push({path: file, why: (problem as NodeJS.ErrnoException).code ?? ''})
    }
  }
}
