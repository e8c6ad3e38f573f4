/** The access to files for reading: a folder of the disk, or one in memory → its files by their paths. */

import {type BigIntStats, statSync} from 'node:fs'
import {readFile, realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import {VFile} from 'vfile'
import {type Listing, listFiles, matching, reachOf, type Unread} from './list-files.ts'
import {error} from './messages/messages.ts'
import {isUnread, unreadProblem} from './messages/unread.ts'

/** A folder to read from. Paths are relative to it, with `/`. */
export interface Folder {
  /** Absolute path; what messages name. */
  root: string
  /** Files that match, in code-point order, each once; extensions match in any case. */
  list(patterns: string | string[]): Promise<string[]>
  /** What the patterns would list if it could be read, or were not hidden; folders that cannot be looked into. */
  listUnread(patterns: string | string[]): Promise<Unread[]>
  /**
   * The bytes of a file, undefined when there is none.
   *
   * @throws {UnreadProblem} for a path that leads out, and for what the system refuses
   */
  read(path: string): Promise<Uint8Array | undefined>
  /** Real paths of the files read so far. */
  readonly wasRead: ReadonlySet<string>
}

/** Files as they were read, by their paths: what the system says of a file that did not change is the same. */
export type KnownFiles = Map<string, {real: string; stamp: string; bytes: Uint8Array}>

/** Milliseconds in which a file may be written again without another time. */
const restless = 2000

/**
 * A folder of the disk. Nothing outside of it is ever read, through symbolic links neither.
 *
 * @param known  files that are not read again while they are the same; the folder is then looked into once
 */
export async function openFolder(directory: string, known?: KnownFiles): Promise<Folder> {
  const root = await realpath(directory)
  const wasRead = new Set<string>()
  // A folder that is opened for each build is looked into once a build.
  const listings = known && new Map<string, Listing>()
  return {
    root,
    wasRead,
    async list(patterns) {
      const {files} = readListing(root, patterns, listings)
      return [...new Set(files.filter(matching(patterns)))].sort(byCodePoint)
    },
    async listUnread(patterns) {
      const isMeant = matching(patterns, {isHidden: true})
      const {unread} = readListing(root, patterns, listings)
      // A folder that cannot be looked into may be full of what is meant.
      return unread.filter(({path: file}) => file.endsWith('/') || isMeant(file))
    },
    async read(file) {
      const absolute = path.resolve(root, file)
      if (!isInside(absolute, root)) throw unreadProblem(file, 'outside')
      try {
        const former = known?.get(absolute)
        if (former && former.stamp === stampOf(statSync(absolute, {bigint: true}))) {
          wasRead.add(former.real)
          return former.bytes
        }
        const real = await realpath(absolute)
        if (!isInside(real, root)) throw unreadProblem(file, 'outside')
        const stats = await stat(real, {bigint: true})
        if (!stats.isFile()) throw unreadProblem(file, stats.isDirectory() ? 'EISDIR' : 'special')
        const bytes = await readFile(real)
        wasRead.add(real)
        known?.delete(absolute)
        if (Date.now() - Number(stats.mtimeMs) > restless) known?.set(absolute, {real, stamp: stampOf(stats), bytes})
        return bytes
      } catch (problem) {
        const {code} = problem as NodeJS.ErrnoException
        known?.delete(absolute)
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
        throw isUnread(problem) || code === undefined ? problem : unreadProblem(file, code, problem)
      }
    }
  }
}

/** Of which file it is, and when it was last changed. */
const stampOf = ({dev, ino, size, mtimeNs, ctimeNs}: BigIntStats) => [dev, ino, size, mtimeNs, ctimeNs].join(' ')

/** A folder that lives in memory, for tests and for the preview's unsaved text. */
export function memoryFolder(files: Record<string, string | Uint8Array>, root = '/memory'): Folder {
  const encoder = new TextEncoder()
  const wasRead = new Set<string>()
  return {
    root,
    wasRead,
    async list(patterns) {
      return Object.keys(files).filter(matching(patterns)).sort(byCodePoint)
    },
    async listUnread(patterns) {
      const isMeant = matching(patterns, {isHidden: true})
      const hidden = Object.keys(files).filter((file) => path.posix.basename(file).startsWith('.') && isMeant(file))
      return hidden.sort(byCodePoint).map((file) => ({path: file, why: 'hidden'}))
    },
    async read(file) {
      const normal = path.posix.normalize(file)
      if (/^(?:\/|\.\.(?:\/|$))/.test(normal)) throw unreadProblem(file, 'outside')
      const contents = Object.hasOwn(files, normal) ? files[normal] : undefined
      if (contents !== undefined) wasRead.add(`${root}/${normal}`)
      return typeof contents === 'string' ? encoder.encode(contents) : contents
    }
  }
}

/** What lies where the patterns look. */
function readListing(root: string, patterns: string | string[], known = new Map<string, Listing>()): Listing {
  const found: Listing = {files: [], unread: []}
  for (const pattern of [patterns].flat()) {
    const {folder, isDeep} = reachOf(pattern)
    const place = `${folder} ${isDeep}`
    const listing = known.get(place) ?? listFiles(root, folder, isDeep)
    known.set(place, listing)
    found.files.push(...listing.files)
    found.unread.push(...listing.unread)
  }
  return found
}

/**
 * A text file as a `VFile` whose messages name its path; undefined when there is none.
 *
 * Emits `files:not-utf8`, at the first byte that is not; the text is then read as Windows-1252, so that
 * the other messages are still worth reading.
 */
export async function readText(folder: Folder, file: string): Promise<VFile | undefined> {
  const bytes = await folder.read(file)
  if (bytes === undefined) return undefined
  try {
    return sourceFile(folder, file, new TextDecoder('utf-8', {fatal: true}).decode(bytes))
  } catch {
    const source = sourceFile(folder, file, new TextDecoder('windows-1252').decode(bytes))
    error(source, 'Unexpected bytes, expected text in UTF-8', {
      at: firstBadByte(bytes),
      rule: 'files:not-utf8',
      fix: 'Save the file again as UTF-8: “Save with encoding” in your editor.'
    })
    return source
  }
}

/** The bytes of a file as a `VFile`, for formats that find their own encoding. */
export async function readBytes(folder: Folder, file: string): Promise<VFile | undefined> {
  const bytes = await folder.read(file)
  return bytes && sourceFile(folder, file, bytes)
}

function sourceFile(folder: Folder, file: string, value: string | Uint8Array): VFile {
  return new VFile({path: file, cwd: folder.root, value})
}

/** Did a path lead out of the folder? */
export function isOutside(problem: unknown): boolean {
  return isUnread(problem) && problem.why === 'outside'
}

function firstBadByte(bytes: Uint8Array): {line: number; column: number} {
  const decoder = new TextDecoder('utf-8', {fatal: true})
  let line = 1
  let start = 0
  for (let end = bytes.indexOf(10); ; end = bytes.indexOf(10, start)) {
    const stop = end === -1 ? bytes.length : end
    try {
      decoder.decode(bytes.subarray(start, stop))
    } catch {
      return {line, column: columnOfBadByte(bytes.subarray(start, stop))}
    }
    if (end === -1) return {line, column: 1}
    line += 1
    start = end + 1
  }
}

/** The first replacement character stands where the first bad byte did. */
function columnOfBadByte(line: Uint8Array): number {
  return [...new TextDecoder().decode(line)].indexOf('\uFFFD') + 1
}

function isInside(place: string, root: string): boolean {
  return place === root || place.startsWith(root.endsWith(path.sep) ? root : root + path.sep)
}

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
