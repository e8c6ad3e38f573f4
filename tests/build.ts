/** Builds for tests: folders in memory or on the disk, through the whole pipeline. */

import path from 'node:path'
import {type BuildOptions, build} from '../scripts/build.ts'
import type {OutputFile} from '../scripts/document/thesis.ts'
import {type Folder, memoryFolder, openFolder} from '../scripts/files.ts'
import {listMessages, type ReportedMessage} from '../scripts/messages/list.ts'
import {silently} from '../scripts/progress.ts'

export interface Built {
  outputs: Map<string, OutputFile>
  messages: ReportedMessage[]
}

/** Build a folder, given as its files or as an opened one. */
export async function buildFolder(
  folder: Folder | Record<string, string | Uint8Array>,
  options: Partial<BuildOptions> = {}
): Promise<Built> {
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../bibliography/styles'))
  const opened =
    'read' in folder && typeof folder.read === 'function'
      ? (folder as Folder)
      : memoryFolder(folder as Record<string, string>)
  const {files, outputs} = await build(opened, {ownStyles, step: silently, ...options})
  return {outputs: new Map(outputs.map((output) => [output.path, output])), messages: listMessages(files)}
}

/** The text of an output. */
export function textOf(built: Built, file: string): string {
  const output = built.outputs.get(file)
  if (!output) throw new Error(`${file} was not built: ${built.messages.map(({reason}) => reason).join('; ')}`)
  return String(output.contents)
}
