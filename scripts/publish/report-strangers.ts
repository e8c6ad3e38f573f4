/** Files of the output folder that a build would have lost → a message for each kind, with their names. */

import path from 'node:path'
import {VFile} from 'vfile'
import type {Folder} from '../files.ts'
import {error} from '../messages/messages.ts'
import {manifestName} from './manifest-name.ts'
import type {Stranger} from './publish.ts'

/**
 * Say what stands in the way of publishing.
 *
 * Emits `outputs:not-ours`, `outputs:changed`, each at the first such file, with the names of the others.
 */
export function strangersIn(out: string, folder: Folder, strangers: readonly Stranger[]): VFile[] {
  const reported: VFile[] = []
  for (const why of ['not ours', 'changed'] as const) {
    const names = strangers.filter((stranger) => stranger.why === why).map((stranger) => stranger.path)
    const [first] = names
    if (first === undefined) continue
    const inside = path.relative(folder.root, path.join(out, first))
    const file = new VFile({path: inside.startsWith('..') ? path.join(out, first) : inside, cwd: folder.root})
    const listed = names
      .slice(0, 5)
      .map((name) => `\`${name}\``)
      .join(', ')
    const all = names.length > 5 ? `${listed} and ${names.length - 5} more` : listed
    error(
      file,
      why === 'changed'
        ? `Changed since the build that wrote it: ${all}`
        : `Unknown ${all} in the output folder: \`${manifestName}\` does not list it as written by a build`,
      {
        rule: why === 'changed' ? 'outputs:changed' : 'outputs:not-ours',
        fix: 'Move it away to keep it, or build with --force to replace it; nothing was written.'
      }
    )
    reported.push(file)
  }
  return reported
}
