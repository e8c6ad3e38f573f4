/** A thesis folder → the data of its deck, made again when a source has changed: for Slidev's dev server. */

import {stat} from 'node:fs/promises'
import path from 'node:path'
import {build} from '../build.ts'
import {openFolder} from '../files.ts'
import {silently} from '../progress.ts'
import {printReport} from '../report.ts'
import type {DeckData} from './deck-data.ts'

let last: {stamp: string; deck: Promise<DeckData>} | undefined

/**
 * Data of the deck of a folder.
 *
 * Mistakes that leave a slide to show are shown there and on the terminal.
 *
 * @throws {Error} with the whole report when the data of the thesis cannot be read
 */
export async function openLiveDeck(directory: string): Promise<DeckData> {
  const stamp = await stampOf(directory)
  if (last?.stamp !== stamp) last = {stamp, deck: makeDeck(directory)}
  return last.deck
}

async function makeDeck(directory: string): Promise<DeckData> {
  const folder = await openFolder(directory)
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../../bibliography/styles'))
  const {files, deck} = await build(folder, {only: ['slides'], isCheck: true, ownStyles, step: silently})
  const broken = files.filter(
    ({path, messages}) => /\.(?:ya?ml|csv)$/.test(path ?? '') && messages.some(({fatal}) => fatal)
  )
  if (!deck || broken.length > 0) {
    const problem = new Error(printReport(broken.length > 0 ? broken : files, 'pretty', folder.root))
    // Vite shows the stack below the message; the author has no use for ours.
    problem.stack = problem.message
    throw problem
  }
  const slides = files.filter(({path, messages}) => path?.endsWith('slides.md') && messages.length > 0)
  if (slides.length > 0) process.stderr.write(printReport(slides, 'pretty', folder.root))
  return deck
}

/** Changes when a source of the deck does. */
async function stampOf(directory: string): Promise<string> {
  const folder = await openFolder(directory)
  const paths = await folder.list(['thesis/**/*.{md,yml,yaml,csv}', 'bibliography/**/*', 'slides/slides.md'])
  const times = await Promise.all(paths.map(async (file) => (await stat(path.join(folder.root, file))).mtimeMs))
  return paths.map((file, index) => `${file} ${times[index]}`).join('\n')
}
