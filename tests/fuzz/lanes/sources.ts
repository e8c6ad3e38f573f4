/** What all lanes share: sound texts of the project to damage, the small thesis that inputs are put in, the styles. */

import {globSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {type Folder, memoryFolder} from '../../../scripts/files.ts'
import {type OpenedThesis, openThesis} from '../../../scripts/open-thesis.ts'
import {silently} from '../../../scripts/progress.ts'
import type {Sources} from '../../../scripts/sources.ts'

const root = path.join(import.meta.dirname, '../../..')

/** Texts of the project's own files, in order of name, cut where they are long. */
export function textsOf(...patterns: string[]): string[] {
  return globSync(patterns, {cwd: root})
    .sort()
    .map((file) => readFileSync(path.join(root, file), 'utf8').replaceAll('\0', ''))
    .flatMap((text) => pieces(text, 1500))
}

/** Whole lines, about as many characters as asked for. */
function pieces(text: string, length: number): string[] {
  const cut: string[] = ['']
  for (const line of text.split(/(?<=\n)/)) {
    if (cut.at(-1)!.length > length) cut.push('')
    cut[cut.length - 1] += line
  }
  return cut
}

/** The project's own styles. */
export const styles = Object.fromEntries(
  ['iso690-author-date.csl', 'iso690-notes.csl'].map((name) => [
    name,
    readFileSync(path.join(root, 'bibliography/styles', name), 'utf8')
  ])
)
const ownStyles = memoryFolder(styles)

export const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'

/** A thesis with something of everything. */
export const smallThesis: Record<string, string> = {
  'thesis/thesis.yml': 'title: Essai\nauthor: Nom\nabbreviations: {INDH: Initiative nationale}\n',
  'thesis/carte.svg': picture,
  'thesis/data/series.csv':
    'series,label,unit,year,value,qualifier,source,group,formula,note\nwells,Puits,puits,2010,31,,klein,a,,\nwells,Puits,puits,2020,44,,klein,a,,\n',
  'bibliography/a.bib':
    '@book{klein, author={Klein, Naomi}, title={Le titre}, year={2014}, publisher={Seuil}, address={Paris}}\n@article{ostrom, author={Ostrom, Elinor and Nom, Jean}, title={Des communs}, year={1990}, journal={Revue}, pages={3--9}}\n'
}

/** Open a thesis in memory. */
export async function open(
  files: Record<string, string>
): Promise<{sources: Sources; opened?: OpenedThesis; folder: Folder}> {
  const folder = memoryFolder(files)
  return {...(await openThesis(folder, ownStyles, silently)), folder}
}
