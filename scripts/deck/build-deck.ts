/** The deck's part of the pipeline: bound slides → the built deck, and everything on paper that is made of it. */

import type {VFile} from 'vfile'
import {formatCitations} from '../bibliography/cite/cite.ts'
import type {OutputFile} from '../document/thesis.ts'
import type {OpenedThesis} from '../open-thesis.ts'
import type {Step} from '../progress.ts'
import type {DeckSource} from '../sources.ts'
import {type BoundDeck, bindSlides} from './bind/bind-deck.ts'
import {themeOption} from './read/deck-theme.ts'
import {writeSlides} from './write/slidev.ts'
import {writeNotes} from './write/write-notes.ts'

export interface WriteDeckOptions extends BoundDeck {
  /** `slides.md`. */
  file: VFile
  /** Date put into the outputs: `SOURCE_DATE_EPOCH`. */
  date?: Date
}

/**
 * Give the slides the thesis's numbers, charts, citations and pages, and say what does not agree.
 *
 * @param pages  where the thesis's places are printed; without them slides name no page
 */
export function bindDeck(
  source: DeckSource,
  {thesis, data, figures, library, style, locales}: OpenedThesis,
  pages?: ReadonlyMap<string, string>
): Promise<BoundDeck> {
  const citations = {works: library, style, locales, format: formatCitations}
  return bindSlides(source, {thesis, data, figures, citations, ...(pages && {pages})})
}

/** Write `slides/`, `defence.html` and the papers. What cannot be made is a message, and the rest is made. */
export async function writeDeck({file, data, places, date}: WriteDeckOptions, step: Step): Promise<OutputFile[]> {
  const built = await step('Build the slides', () => writeSlides({file, data, places, args: themeOption(file)}))
  if (built.length === 0) return []
  const page = built.find(({path}) => path === 'defence.html')?.contents as Uint8Array | undefined
  const {writePapers} = await import('./write/index.ts')
  const papers = await step('Print the slides', () => writePapers({file, data, places, page, date}))
  return [...built, {path: 'notes.md', contents: writeNotes(data)}, ...papers]
}
