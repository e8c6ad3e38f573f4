/** A thesis folder → the data of its deck, made again when a source has changed: for Slidev's dev server. */

import {stat} from 'node:fs/promises'
import path from 'node:path'
import type {VFile} from 'vfile'
import {openCitations} from '../../bibliography/cite/cite.ts'
import {openFigures} from '../../charts/index.ts'
import {checkSources, readData} from '../../data/data.ts'
import {type Folder, openFolder} from '../../files.ts'
import {printReport} from '../../messages/report.ts'
import {type OpenedThesis, openThesis} from '../../open-thesis.ts'
import {silently} from '../../progress.ts'
import {readDataFiles, readDeckSource} from '../../sources.ts'
import {bindDeck} from '../build-deck.ts'
import type {DeckData} from '../deck-data.ts'

/** What the sources were, told from their paths and times; the words of the thesis are the slow part to read. */
interface Stamps {
  words: string
  data: string
  slides: string
}

let thesis: {words: string; data: string; opened: Promise<OpenedThesis>} | undefined
let deck: {stamp: string; data: Promise<DeckData>} | undefined
let listener: () => void = () => undefined
/** Kept open: a change in the text formats the citations that it touches. */
const format = openCitations()

/** Be told when the deck has become another one without a change of its sources: chapters read again behind new data. */
export function onNewDeck(listen: () => void): void {
  listener = listen
}

/**
 * Data of the deck of a folder.
 *
 * A change to the data or the slides is followed at once, with the chapters as they were last read; what chapters print
 * of the data, in captions, follows when they have been read again. Mistakes that leave a slide to show are shown there
 * and on the terminal.
 *
 * @throws {Error} with the whole report when the thesis or its data cannot be read
 */
export async function openLiveDeck(directory: string): Promise<DeckData> {
  const folder = await openFolder(directory)
  const stamps = await stampsOf(folder)
  const stamp = JSON.stringify(stamps)
  if (deck?.stamp !== stamp) deck = {stamp, data: makeDeck(folder, stamps)}
  return deck.data
}

async function makeDeck(folder: Folder, stamps: Stamps): Promise<DeckData> {
  if (thesis?.words !== stamps.words) {
    const reading = {...stamps, opened: openWhole(folder)}
    thesis = reading
    reading.opened.catch(() => {
      // What failed is tried again at the next change.
      if (thesis === reading) thesis = undefined
    })
  }
  const {data: known, opened: held} = thesis
  const isFresh = known === stamps.data
  const opened = isFresh ? await held : await withData(folder, await held)
  if (!isFresh) readBehind(folder, stamps)
  const source = await readDeckSource(folder)
  if (!source) throw withoutStack(new Error('There is no deck: write slides/slides.md.'))
  const {data} = await bindDeck(source, opened)
  const said = [source.file, ...source.parts.values()].filter(({messages}) => messages.length > 0)
  if (said.length > 0) process.stderr.write(printReport(said, 'pretty', folder.root))
  return data
}

/** Read the chapters again while the deck is shown with those at hand. */
function readBehind(folder: Folder, stamps: Stamps): void {
  const opened = openWhole(folder)
  opened.then(
    () => {
      thesis = {...stamps, opened}
      deck = undefined
      listener()
    },
    // The next change says what is wrong.
    () => undefined
  )
}

async function openWhole(folder: Folder): Promise<OpenedThesis> {
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../../../bibliography/styles'))
  const {sources, opened} = await openThesis(folder, ownStyles, silently, format)
  if (!opened) throw reportOf(sources.files, folder)
  refuseBroken(sources.data, folder)
  return opened
}

/** The same thesis with its data as they are now. */
async function withData(folder: Folder, opened: OpenedThesis): Promise<OpenedThesis> {
  const files = [...(await readDataFiles(folder, 'thesis')), ...(await readDataFiles(folder, ''))]
  const data = readData(files)
  checkSources(files, data, opened.library)
  refuseBroken(files, folder)
  return {...opened, data, figures: openFigures(data, opened.config.lang)}
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

async function stampsOf(folder: Folder): Promise<Stamps> {
  const paths = await folder.list([
    '*.{md,qmd,yml,bib}',
    'data/**/*.{yml,yaml,csv}',
    'thesis/**/*.{md,qmd,yml,yaml,csv}',
    'bibliography/**/*',
    'slides/**/*.md'
  ])
  const stamps: Stamps = {words: '', data: '', slides: ''}
  for (const file of paths) {
    const {mtimeMs} = await stat(path.join(folder.root, file))
    const kind = file.startsWith('slides/') ? 'slides' : /^(?:thesis\/)?data\//.test(file) ? 'data' : 'words'
    stamps[kind] += `${file} ${mtimeMs}\n`
  }
  return stamps
}
