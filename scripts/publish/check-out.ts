/** An output folder and what a thesis is read from → a refusal when writing there could touch a source. */

import {realpath} from 'node:fs/promises'
import path from 'node:path'
import type {Folder} from '../files.ts'
import {absent} from './disk.ts'

/** Where sources lie, whether or not something has been read there. */
const sourceFolders = ['thesis', 'bibliography', 'slides']

/**
 * Refuse an output folder that is the thesis folder, holds it, or lies on its sources, through links too.
 *
 * Called before a build, for the folders, and after it, for every file that it read.
 *
 * @throws {Error} that says why
 */
export async function checkOut(out: string, folder: Folder): Promise<void> {
  const place = await whereverItLeads(path.resolve(out))
  if (isWithin(folder.root, place)) refuse(out, `is the thesis folder, or holds it`)
  for (const name of sourceFolders) {
    const source = await whereverItLeads(path.join(folder.root, name))
    if (isWithin(place, source) || isWithin(source, place)) refuse(out, `lies on the sources in ${name}/`)
  }
  for (const file of folder.wasRead) {
    if (isWithin(file, place)) refuse(out, `holds ${path.relative(folder.root, file)}, which the thesis is made of`)
  }
}

function refuse(out: string, why: string): never {
  throw new Error(`Invalid output folder \`${out}\`: it ${why}. Choose a folder of its own with --out, such as dist.`)
}

function isWithin(place: string, folder: string): boolean {
  const way = path.relative(folder, place)
  return way === '' || !(way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way))
}

/** The real path of what may not be there yet. */
async function whereverItLeads(place: string): Promise<string> {
  const real = await realpath(place).catch(absent)
  if (real !== undefined || path.dirname(place) === place) return real ?? place
  return path.join(await whereverItLeads(path.dirname(place)), path.basename(place))
}
