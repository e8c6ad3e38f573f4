/** The only door to the disk: read a thesis folder, publish outputs all at once. An in-memory folder serves tests. */

import {mkdir, readFile, realpath, rename, rm, stat, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {glob} from 'tinyglobby'
import {VFile} from 'vfile'
import type {OutputFile} from './document/thesis.ts'
import {error} from './messages/messages.ts'

/** A folder to read from. Paths are relative to it, with `/`. */
export interface Folder {
  /** Absolute path; what messages name. */
  root: string
  /** Files that match, in code-point order. */
  list(patterns: string | string[]): Promise<string[]>
  /** The bytes of a file, undefined when there is none. Throws `OutsideError` for a path that leads out. */
  read(path: string): Promise<Uint8Array | undefined>
}

/** A folder of the disk. Nothing outside of it is ever read, through symbolic links neither. */
export async function openFolder(directory: string): Promise<Folder> {
  const root = await realpath(directory)
  const inside = (file: string) => file === root || file.startsWith(root + path.sep)
  return {
    root,
    async list(patterns) {
      const found = await glob(patterns, {cwd: root, ignore: ['**/node_modules/**'], followSymbolicLinks: false})
      return found.map((file) => file.replaceAll('\\', '/')).sort(byCodePoint)
    },
    async read(file) {
      const absolute = path.resolve(root, file)
      if (!inside(absolute)) throw outside(file)
      const real = await realpath(absolute).catch(absent)
      if (real === undefined) return undefined
      if (!inside(real)) throw outside(file)
      return (await stat(real)).isFile() ? readFile(real) : undefined
    }
  }
}

/** A folder that lives in memory, for tests and for the preview's unsaved text. */
export function memoryFolder(files: Record<string, string | Uint8Array>, root = '/memory'): Folder {
  const encoder = new TextEncoder()
  return {
    root,
    async list(patterns) {
      const tests = [patterns].flat().map((pattern) => (file: string) => path.posix.matchesGlob(file, pattern))
      return Object.keys(files)
        .filter((file) => tests.some((test) => test(file)))
        .sort(byCodePoint)
    },
    async read(file) {
      const normal = path.posix.normalize(file)
      if (normal.startsWith('..') || path.posix.isAbsolute(normal)) throw outside(file)
      const contents = Object.hasOwn(files, normal) ? files[normal] : undefined
      return typeof contents === 'string' ? encoder.encode(contents) : contents
    }
  }
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

/**
 * Put new text in the place of a source, at once or not at all.
 *
 * @throws {Error} `OutsideError` for a path that leads out of the folder.
 */
export async function rewrite(folder: Folder, file: string, text: string): Promise<void> {
  if ((await folder.read(file)) === undefined) throw new Error(`There is no ${file} to rewrite`)
  const target = await realpath(path.join(folder.root, file))
  const beside = `${target}.partial-${process.pid}`
  await writeFile(beside, text)
  await rename(beside, target)
}

/** Did a path lead out of the folder? */
export function isOutside(problem: unknown): boolean {
  return problem instanceof Error && problem.name === 'OutsideError'
}

function outside(file: string): Error {
  const problem = new Error(`\`${file}\` leads out of the thesis folder`)
  problem.name = 'OutsideError'
  return problem
}

/**
 * Put outputs in place under `out`, all or none: they are written beside it, then moved.
 *
 * What stands at the top level of the outputs (`html`, `thesis.pdf`…) replaces what had that name; the
 * rest of `out` is left alone.
 *
 * @throws {Error} with the system's error as cause when the disk refuses; `out` is then as it was.
 */
export async function publish(out: string, outputs: readonly OutputFile[]): Promise<void> {
  const staging = `${path.resolve(out)}.partial-${process.pid}`
  const written = new Set<string>()
  try {
    await mkdir(staging, {recursive: true})
    for (const {path: file, contents} of outputs) {
      if (written.has(file)) throw new Error(`Two outputs for ${file}`)
      written.add(file)
      const target = path.join(staging, 'new', file)
      await mkdir(path.dirname(target), {recursive: true})
      await writeFile(target, contents)
    }
    await replaceEntries(new Set([...written].map((file) => file.split('/')[0]!)), staging, out)
  } catch (cause) {
    throw new Error(`Cannot write to ${out}: ${explain(cause)}`, {cause})
  } finally {
    // What cannot be removed was never made.
    await rm(staging, {recursive: true, force: true}).catch(() => undefined)
  }
}

async function replaceEntries(entries: Iterable<string>, staging: string, out: string): Promise<void> {
  await mkdir(out, {recursive: true})
  await mkdir(path.join(staging, 'old'), {recursive: true})
  const undo: Array<() => Promise<void>> = []
  try {
    for (const entry of entries) {
      const [place, old] = [path.join(out, entry), path.join(staging, 'old', entry)]
      const hadOne = await rename(place, old).then(
        () => true,
        (problem) => absent(problem) ?? false
      )
      if (hadOne) undo.push(() => rename(old, place))
      await rename(path.join(staging, 'new', entry), place)
      undo.push(() => rm(place, {recursive: true, force: true}))
    }
  } catch (problem) {
    for (const step of undo.reverse()) await step()
    throw problem
  }
}

function explain(cause: unknown): string {
  const {code, message} = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC') return 'the disk is full. Free some space, or choose another place with --out'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'the folder is not writable. Change its permissions, or choose another place with --out'
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return 'a file stands where a folder is needed. Move it, or choose another place with --out'
  return message
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

/** Turns “there is no such file” into undefined; any other trouble goes on. */
function absent(problem: NodeJS.ErrnoException): undefined {
  if (problem.code === 'ENOENT' || problem.code === 'ENOTDIR') return undefined
  throw problem
}

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
