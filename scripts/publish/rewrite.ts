/** New text for sources → all of them rewritten in place, or none, each with the permissions that it had. */

import {access, constants, realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import type {Folder} from '../files.ts'
import {recover, withClaim} from './claim.ts'
import {type Disk, disk} from './disk.ts'
import {makeChanges} from './transaction.ts'

/** New text of a file of the folder. */
export interface Rewriting {
  path: string
  text: string
}

/**
 * Put new text in the place of sources, in all of them or in none.
 *
 * @throws {Error} that names the file when one cannot be written, or leads out of the folder; nothing was changed then
 */
export async function rewrite(
  folder: Folder,
  files: readonly Rewriting[],
  {on = disk, signal}: {on?: Disk; signal?: AbortSignal} = {}
): Promise<void> {
  if (files.length === 0) return
  const targets: Array<{place: string; text: string; mode: number}> = []
  for (const {path: file, text} of files) {
    if ((await folder.read(file)) === undefined) throw new Error(`There is no ${file} to rewrite`)
    const place = await realpath(path.join(folder.root, file))
    await access(place, constants.W_OK).catch((cause) => {
      throw new Error(`Cannot rewrite ${file}: it is not writable. Change its permissions. No file was changed.`, {
        cause
      })
    })
    targets.push({place, text, mode: (await stat(place)).mode & 0o7777})
  }
  const base = commonFolder(targets.map(({place}) => path.dirname(place)))
  try {
    await withClaim(base, on, signal, (workspace) =>
      makeChanges(
        base,
        workspace,
        targets.map(({place, text, mode}) => ({
          path: path.relative(base, place).replaceAll(path.sep, '/'),
          contents: text,
          mode
        })),
        on,
        signal
      )
    )
  } catch (cause) {
    throw new Error(`Cannot rewrite ${files.map(({path: file}) => file).join(', ')}: ${(cause as Error).message}`, {
      cause
    })
  }
}

/** Finish or undo what a run that was killed had begun to rewrite among these files. */
export async function recoverRewriting(folder: Folder, files: readonly string[], on: Disk = disk): Promise<void> {
  const folders = new Set<string>([folder.root])
  for (const file of files) {
    const place = await realpath(path.join(folder.root, file)).catch(() => undefined)
    for (let at = path.dirname(place ?? folder.root); at.startsWith(folder.root + path.sep); at = path.dirname(at))
      folders.add(at)
  }
  for (const at of folders) await recover(at, on)
}

/** The deepest folder that holds them all: one disk, even where a folder of the thesis is a mount point. */
function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let at = common
    while (folder !== at && !folder.startsWith(at + path.sep) && path.dirname(at) !== at) at = path.dirname(at)
    return at
  })
}
