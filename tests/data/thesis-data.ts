/** The thesis's own data, read once for the tests of figures. */

import {globSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {readData} from '../../scripts/data/data.ts'

const root = path.join(import.meta.dirname, '../..')

/** Files of `thesis/data/`, in order of their names. */
export const dataFiles = globSync('thesis/data/**/*.{yml,csv}', {cwd: root})
  .sort()
  .map((file) => new VFile({path: file, value: readFileSync(path.join(root, file), 'utf8')}))

export const thesisData = readData(dataFiles)

/** A file of the repository, as text. */
export function repositoryFile(name: string): string {
  return readFileSync(path.join(root, name), 'utf8')
}
