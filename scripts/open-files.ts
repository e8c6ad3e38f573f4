/** A folder → its files, each once, with a message in the place of those that cannot be read. */

import posix from 'node:path/posix'
import {VFile} from 'vfile'
import {type Folder, readText} from './files.ts'
import type {OpenText} from './import/find-settings.ts'
import {reportUnread, unreadProblem} from './messages/unread.ts'

/** Each file once, so that its messages are in one place. */
export function oneOfEach(folder: Folder): OpenText & {files: () => VFile[]} {
  const known = new Map<string, VFile>()
  const open = async (path: string) => {
    const normal = posix.normalize(path)
    const file = known.get(normal) ?? (await readText(folder, normal))
    if (file) known.set(normal, file)
    return file
  }
  return Object.assign(open, {files: () => [...known.values()]})
}

/** A file that was seen; one that cannot be read has a message. */
export async function openSeen({folder, open}: {folder: Folder; open: OpenText}, path: string): Promise<VFile> {
  const problem = unreadProblem(path, 'ENOENT')
  const file = await open(path).catch((problem: unknown) => unreadFile(folder, path, problem))
  return file ?? unreadFile(folder, path, problem)
}

type Read = (folder: Folder, path: string) => Promise<VFile | undefined>

/** A file; one that cannot be read has a message and no value. Undefined when there is none. */
export async function readTold(read: Read, folder: Folder, path: string): Promise<VFile | undefined> {
  try {
    return await read(folder, path)
  } catch (problem) {
    return unreadFile(folder, path, problem)
  }
}

/** Files that were seen, those that cannot be read as `readTold` has them. */
export async function readAll(read: Read, folder: Folder, paths: readonly string[]): Promise<VFile[]> {
  const files: VFile[] = []
  for (const path of paths) {
    files.push((await readTold(read, folder, path)) ?? unreadFile(folder, path, unreadProblem(path, 'ENOENT')))
  }
  return files
}

function unreadFile(folder: Folder, path: string, problem: unknown): VFile {
  const file = new VFile({path, cwd: folder.root})
  reportUnread(file, path, problem)
  return file
}
