/** The thesis's own data, read once for the tests of figures. */

import {globSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {readCharts} from '../../scripts/charts/index.ts'
import {readData} from '../../scripts/data/data.ts'
import {codedWorks} from '../../scripts/transform/data/works-table.ts'

const root = path.join(import.meta.dirname, '../..')

/** Files of `thesis/data/`, in order of their names. */
export const dataFiles = globSync('thesis/data/**/*.{yml,csv}', {cwd: root})
  .sort()
  .map((file) => new VFile({path: file, value: readFileSync(path.join(root, file), 'utf8')}))

export const thesisData = readData(dataFiles)

/** Files of `thesis/charts/`. */
export const thesisCharts = readCharts(
  globSync('thesis/charts/*', {cwd: root})
    .sort()
    .map((file) => new VFile({path: file, cwd: root, value: readFileSync(path.join(root, file), 'utf8')}))
)

/** A file of the repository, as text. */
export function repositoryFile(name: string): string {
  return readFileSync(path.join(root, name), 'utf8')
}

const bibliography = new VFile({path: 'references.bib', value: repositoryFile('bibliography/references.bib')})

/** The same with the works of the bibliography as a table. */
export const dataWithWorks = {
  ...thesisData,
  tables: new Map([...thesisData.tables, ['works', codedWorks(openLibrary([bibliography]))] as const])
}
