/** The pipeline for Slidev's dev server: a thesis folder → the data of its deck, as the sources are now. */

import path from 'node:path'
import type {VFile} from 'vfile'
import {openCitations} from './bibliography/cite/cite.ts'
import {openFigures, readCharts} from './charts/index.ts'
import {checkSources, readData} from './data/data.ts'
import {openDeck} from './deck/build-deck.ts'
import type {DeckData} from './deck/deck-data.ts'
import {createLiveDeck} from './deck/serve/live-deck.ts'
import {type Folder, openFolder} from './files.ts'
import {printReport} from './messages/report.ts'
import {type OpenedThesis, openThesis} from './open-thesis.ts'
import {silently} from './progress.ts'
import {readDataFiles, readDeckSource} from './sources.ts'

/** Kept open: a change in the text formats the citations that it touches. */
const format = openCitations()

/** The deck that this process shows: Slidev loads the parts of the theme one by one, and all of them ask this one. */
export const liveDeck = createLiveDeck({openFolder, open, withData, bind})

async function open(folder: Folder): Promise<OpenedThesis> {
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../bibliography/styles'))
  const {sources, opened} = await openThesis(folder, ownStyles, silently, {format})
  if (!opened) throw reportOf(sources.files, folder)
  refuseBroken(sources.data, folder)
  return opened
}

async function withData(folder: Folder, opened: OpenedThesis): Promise<OpenedThesis> {
  const files = [...(await readDataFiles(folder, 'thesis')), ...(await readDataFiles(folder, ''))]
  const data = readData(files)
  checkSources(files, data, opened.library)
  refuseBroken(files, folder)
  return {...opened, data, figures: openFigures(data, opened.config, readCharts(files))}
}

async function bind(folder: Folder, opened: OpenedThesis): Promise<DeckData> {
  const source = await readDeckSource(folder)
  if (!source) throw withoutStack(new Error('There is no deck: write slides/slides.md.'))
  const {data} = await openDeck(source, opened)
  const said = [source.file, ...source.parts.values()].filter(({messages}) => messages.length > 0)
  if (said.length > 0) process.stderr.write(printReport(said, 'pretty', folder.root))
  return data
}

function refuseBroken(files: readonly VFile[], folder: Folder): void {
  const broken = files.filter(({messages}) => messages.some(({fatal}) => fatal))
  if (broken.length > 0) throw reportOf(broken, folder)
}

function reportOf(files: readonly VFile[], folder: Folder): Error {
  return withoutStack(new Error(printReport([...files], 'pretty', folder.root)))
}

/** Vite shows the stack below the message; the author has no use for ours. */
function withoutStack(problem: Error): Error {
  problem.stack = problem.message
  return problem
}
