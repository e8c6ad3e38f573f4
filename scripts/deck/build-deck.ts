/** The deck's part of the pipeline: slides → bound and checked → the built deck, and everything on paper that is made of it. */

import path from 'node:path'
import type {VFile} from 'vfile'
import {formatCitations} from '../bibliography/cite/cite.ts'
import type {OutputFile} from '../document/thesis.ts'
import type {OpenedThesis} from '../open-thesis.ts'
import type {Step} from '../progress.ts'
import type {DeckSource} from '../sources.ts'
import {type BoundDeck, bindDeck} from './bind/bind-deck.ts'
import {nameSlides} from './bind/name-slides.ts'
import {checkAgreement} from './check/check-agreement.ts'
import {checkDeck} from './check/check-deck.ts'
import {findTheme, themeOption} from './read/deck-theme.ts'
import {readDeck} from './read/read-deck.ts'
import {untilInterrupted} from './write/interruption.ts'
import {writeSlides} from './write/slidev.ts'
import {writeNotes} from './write/write-notes.ts'

export interface WriteDeckOptions extends BoundDeck {
  /** `slides.md`. */
  file: VFile
  /** Date put into the outputs: `SOURCE_DATE_EPOCH`. */
  date?: Date
}

/**
 * Read a deck, check it, give it the thesis's numbers, charts, citations and pages, and hold what it says against the
 * thesis. Every message names its slide.
 *
 * @param pages  where the thesis's places are printed; without them slides name no page
 */
export async function openDeck(
  {file, names, parts, read}: DeckSource,
  {thesis, data, figures, library, style, locales, expandTex}: OpenedThesis,
  pages?: ReadonlyMap<string, string>
): Promise<BoundDeck> {
  const deck = readDeck(file, parts)
  const theme = findTheme(deck.settings, path.dirname(path.resolve(file.cwd, file.path)))
  await checkDeck(deck, {files: names, theme, read})
  const citations = {works: library, style, locales, format: formatCitations}
  const bound = await bindDeck(deck, {thesis, data, figures, citations, expandTex, pages})
  await checkAgreement(deck, bound.data, {thesis, data, figures, works: library, read})
  nameSlides(deck)
  return bound
}

/**
 * Write `slides/`, `defence.html` and the printed outputs. What cannot be generated is a message, and the rest is written.
 *
 * Slidev and the browser end with us when we are stopped.
 */
export function writeDeck(options: WriteDeckOptions, step: Step): Promise<OutputFile[]> {
  return untilInterrupted((signal) => writeAll(options, step, signal))
}

async function writeAll(
  {file, data, places, date}: WriteDeckOptions,
  step: Step,
  signal: AbortSignal
): Promise<OutputFile[]> {
  const args = themeOption(file)
  const built = await step('Build the slides', () => writeSlides({file, data, places, args, signal}))
  if (built.length === 0) return []
  const page = built.find(({path}) => path === 'defence.html')?.contents as Uint8Array | undefined
  const {writePrinted} = await import('./write/index.ts')
  const printed = await step('Print the slides', () => writePrinted({file, data, places, page, date, signal}))
  return [...built, {path: 'notes.md', contents: writeNotes(data)}, ...printed]
}
