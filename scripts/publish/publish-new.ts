/** Files → a folder that was not there, or was empty. */

import {mkdir, readdir, realpath, writeFile} from 'node:fs/promises'
import path from 'node:path'

export interface NewFolder {
  /** By path from the folder, with `/`. */
  write(files: ReadonlyMap<string, string | Uint8Array>): Promise<void>
}

/**
 * Look whether a folder may be written.
 *
 * @param source  a real path that must stay as it is
 * @throws {Error} when the folder holds something, is a file, or lies inside the source
 */
export async function publishNew(out: string, source: string): Promise<NewFolder> {
  const real = await realOf(out)
  if (real === source || real.startsWith(source + path.sep)) {
    throw new Error(`The new folder \`${out}\` is inside the one that is imported: name another place.`)
  }
  const names = await readdir(out).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return []
    throw new Error(`Cannot write the folder \`${out}\`: ${problem.message}`, {cause: problem})
  })
  if (names.length > 0) throw new Error(`The folder \`${out}\` is not empty: name another, or remove what is in it.`)
  return {
    async write(files) {
      for (const [name, contents] of files) {
        const file = path.join(out, name)
        await mkdir(path.dirname(file), {recursive: true})
        await writeFile(file, contents, {flag: 'wx'})
      }
    }
  }
}

/** Of a folder that is not there yet, by the nearest one above it. */
async function realOf(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const above = path.dirname(folder)
    return above === folder ? folder : path.join(await realOf(above), path.basename(folder))
  }
}
