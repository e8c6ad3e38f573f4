/** The deck's part of the pipeline: slides bound to the thesis → the built deck, its notes, its one file, its PDF. */

import type {OutputFile} from './document/thesis.ts'
import {type BindDeckOptions, bindSlides} from './slides/bind-deck.ts'
import type {DeckData} from './slides/deck-data.ts'
import {themeOption} from './slides/deck-theme.ts'
import {readPrintedPages} from './slides/printed-pages.ts'
import {writeNotes} from './slides/write-notes.ts'
import type {Sources} from './sources.ts'
import {type WriteSlidesOptions, writeSlides} from './write/slides.ts'

export interface BindPrintedDeckOptions extends Omit<BindDeckOptions, 'pages'> {
  /** The thesis as printed, for « thèse, § 3.2, p. 87 »; without it slides name no page. */
  pdf: OutputFile | undefined
}

/** Give the slides the thesis's numbers, charts, citations and pages, and say what does not agree. */
export async function bindDeck(
  {file, names}: NonNullable<Sources['deck']>,
  {pdf, ...options}: BindPrintedDeckOptions
): Promise<DeckData> {
  const pages = pdf?.contents instanceof Uint8Array ? await readPrintedPages(pdf.contents) : new Map<string, string>()
  return bindSlides(file, names, {...options, pages})
}

/** Everything that is made from the deck. */
export async function writeDeck(options: WriteSlidesOptions): Promise<OutputFile[]> {
  return [...(await writeSlides({...options, args: themeOption(options.file)})), {path: 'notes.md', contents: writeNotes(options.data)}]
}
