/** The outputs that take longest, the PDF and the deck: made, or as an earlier build made them of the same. */

import type {VFile} from 'vfile'
import {stampOfPrograms} from './cache/author-code.ts'
import {keyOf, type Results} from './cache/results.ts'
import {keptWithMessages, startWithMessages} from './cache/with-messages.ts'
import type {BoundDeck} from './deck/bind/bind-deck.ts'
import type {OutputFile} from './document/thesis.ts'
import type {Step} from './progress.ts'
import type {DeckSource} from './sources.ts'
import {type PrintedThesis, startPdf, type WritePdfOptions} from './write/pdf/pdf.ts'
import type {TypstProject} from './write/typst/pieces.ts'

/** `startPdf`, of what was not printed before. `files`: all that messages may be about. */
export function printPdf(
  project: TypstProject,
  options: WritePdfOptions,
  {files, results}: {files: readonly VFile[]; results: Results}
): () => Promise<PrintedThesis> {
  const {main, isAccessible, fonts} = project
  const pictures = [...project.pictures].map(([name, {file, node}]) => [name, files.indexOf(file), node.position])
  const contents = [...project.files].flat()
  const key = keyOf({main, isAccessible, pictures, ...options}, ...contents, ...fonts)
  return startWithMessages(results, 'pdf', key, files, () => startPdf(project, options))
}

export interface PrintDeckOptions {
  /** Folder of the thesis, absolute. */
  root: string
  date?: Date
  results: Results
  step: Step
}

/** `writeDeck`, of a deck that was not built before; its tools are loaded for no other. */
export function printDeck(
  {file, parts}: DeckSource,
  bound: BoundDeck,
  {root, date, results, step}: PrintDeckOptions
): Promise<OutputFile[]> {
  const files = [file, ...parts.values()]
  const places = bound.places.map((place) => [files.indexOf(place.file), place.line])
  const key = keyOf(bound.data, places, ...files.map(String), stampOfPrograms(root, ['slides']), {date})
  return keptWithMessages(results, 'deck', key, files, async () => {
    const {writeDeck} = await import('./deck/build-deck.ts')
    return writeDeck({file, ...bound, date}, step)
  })
}
