/** A folder of the disk → the paths of its files, through links that stay inside, and what of it cannot be read. */

import {type Dirent, readdirSync, realpathSync, statSync} from 'node:fs'
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
export function listFiles(root: string, folder: string, isDeep: boolean): Listing {
  const known = new Map<string, string>()
  const unread: Unread[] = []
  const links: Array<() => void> = []
  try {
    const start = realpathSync.native(path.join(root, folder))
    if (isInside(start)) walk(folder, start, [start])
    else unread.push({path: `${folder}/`, why: 'outside'})
  } catch (problem) {
    const {code = ''} = problem as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') unread.push({path: `${folder}/`, why: code})
  }
  // After all others: a link to a file that is there under its own name adds nothing.
  for (let next = links.shift(); next; next = links.shift()) next()
  return {files: [...known.values()], unread}

  function isInside(place: string): boolean {
    return place === root || place.startsWith(root.endsWith(path.sep) ? root : root + path.sep)
  }

  function walk(at: string, real: string, above: readonly string[]): void {
    let entries: Dirent[]
    try {
      entries = readdirSync(real, {withFileTypes: true})
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
      else take(file, place, entry, above)
    }
  }

  function take(
    file: string,
    real: string,
    kind: {isFile(): boolean; isDirectory(): boolean},
    above: readonly string[]
  ): void {
    if (kind.isDirectory()) {
      if (!isDeep || path.posix.basename(file) === 'node_modules' || above.includes(real)) return
      walk(file, real, [...above, real])
    } else if (!kind.isFile()) unread.push({path: file, why: 'special'})
    else if (!known.has(real)) known.set(real, file)
  }

  function follow(file: string, place: string, above: readonly string[]): void {
    try {
      const real = realpathSync.native(place)
      const kind = statSync(real)
      if (isInside(real)) take(file, real, kind, above)
      else if (!kind.isDirectory()) unread.push({path: file, why: 'outside'})
      else if (isDeep) unread.push({path: `${file}/`, why: 'outside'})
    } catch (problem) {
      unread.push({path: file, why: (problem as NodeJS.ErrnoException).code ?? ''})
    }
  }
}
