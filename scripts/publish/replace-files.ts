/** Generated files → their places in a folder of sources; each is written whole or not at all. */

import {mkdir, rename, writeFile} from 'node:fs/promises'
import path from 'node:path'
import type {Folder} from '../files.ts'

/**
 * Write files, by path in the folder. What is as it should be is left alone.
 *
 * @returns the paths that were written
 * @throws what the system refuses, and a path that leads out of the folder
 */
export async function replaceFiles(folder: Folder, files: ReadonlyMap<string, string>): Promise<string[]> {
  const written: string[] = []
  for (const [name, contents] of files) {
    const before = await folder.read(name)
    if (before && Buffer.from(before).toString() === contents) continue
    const file = path.join(folder.root, name)
    await mkdir(path.dirname(file), {recursive: true})
    await writeFile(`${file}.part`, contents)
    await rename(`${file}.part`, file)
    written.push(name)
  }
  return written
}
