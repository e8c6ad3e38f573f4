/** The deck's part of the pipeline: bound slides → the built deck, and everything on paper that is made of it. */

import type {OutputFile} from './document/thesis.ts'
import type {Step} from './progress.ts'
import {themeOption} from './slides/deck-theme.ts'
import {writeNotes} from './slides/write-notes.ts'
import {type WriteSlidesOptions, writeSlides} from './write/slides.ts'

export interface WriteDeckOptions extends Omit<WriteSlidesOptions, 'args'> {
  /** Date put into the outputs: `SOURCE_DATE_EPOCH`. */
  date?: Date
}

/** Write `slides/`, `defence.html` and the papers. What cannot be made is a message, and the rest is made. */
export async function writeDeck(options: WriteDeckOptions, step: Step): Promise<OutputFile[]> {
  const {file, data} = options
  const built = await step('Build the slides', () => writeSlides({...options, args: themeOption(file)}))
  if (built.length === 0) return []
  return [...built, {path: 'notes.md', contents: writeNotes(data)}]
}
