/** What a build asked of its folder, and what it was told: to see later whether it would be told the same again. */

import type {Folder} from '../files.ts'
import {keyOf} from './results.ts'

/** Questions to a folder, each with a hash of its answer. */
export interface Trace {
  read: Map<string, string>
  list: Map<string, string>
  listUnread: Map<string, string>
}

export interface TracedFolder extends Folder {
  /** What was asked so far; undefined when an answer changed meanwhile. */
  trace(): Trace | undefined
}

/** The same folder, which remembers what it is asked. */
export function traceFolder(folder: Folder): TracedFolder {
  const trace: Trace = {read: new Map(), list: new Map(), listUnread: new Map()}
  let isSteady = true
  const note = (answers: Map<string, string>, question: string, answer: string) => {
    if ((answers.get(question) ?? answer) !== answer) isSteady = false
    answers.set(question, answer)
  }
  return {
    root: folder.root,
    wasRead: folder.wasRead,
    async list(patterns) {
      const found = await folder.list(patterns)
      note(trace.list, JSON.stringify(patterns), keyOf(found))
      return found
    },
    async listUnread(patterns) {
      const found = await folder.listUnread(patterns)
      note(trace.listUnread, JSON.stringify(patterns), keyOf(found))
      return found
    },
    async read(file) {
      const {answer, hash} = await readHashed(folder, file)
      note(trace.read, file, hash)
      return answer()
    },
    trace: () => (isSteady ? trace : undefined)
  }
}

/** Whether a folder answers as it did. */
export async function isAsTraced({read, list, listUnread}: Trace, folder: Folder): Promise<boolean> {
  for (const [file, hash] of read) if ((await readHashed(folder, file)).hash !== hash) return false
  for (const [patterns, hash] of list) if (keyOf(await folder.list(JSON.parse(patterns))) !== hash) return false
  for (const [patterns, hash] of listUnread) {
    if (keyOf(await folder.listUnread(JSON.parse(patterns))) !== hash) return false
  }
  return true
}

/** A file, none, or a refusal, each with a hash. */
async function readHashed(folder: Folder, file: string) {
  try {
    const bytes = await folder.read(file)
    return {answer: () => bytes, hash: bytes ? keyOf(bytes) : 'none'}
  } catch (problem) {
    const {message} = problem as Error
    return {
      answer: () => {
        throw problem
      },
      hash: `refused ${message}`
    }
  }
}
