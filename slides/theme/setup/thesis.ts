/** The thesis's data for the deck: from the build that runs us, else made here, and again when a source changes. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import type {DeckData} from '../../../scripts/slides/deck-data.ts'

/**
 * Read what the slides show of the thesis.
 *
 * @param deck  the folder of `slides.md`: the thesis is the folder that holds it
 * @throws {Error} whose message names file, line and fix, when the thesis cannot be read
 */
export async function readThesis(deck: string): Promise<DeckData> {
  if (process.env.THESIS_DECK) return JSON.parse(readFileSync(process.env.THESIS_DECK, 'utf8')) as DeckData
  return pipeline().openLiveDeck(path.dirname(deck))
}

/** Be told when the slides show something else although none of their sources has changed since. */
export function onNewThesis(listen: () => void): void {
  pipeline().onNewDeck(listen)
}

/** Node's own loader, and not Slidev's: the pipeline is plain TypeScript that Node runs as it is. */
function pipeline() {
  const load = createRequire(import.meta.url)
  return load('../../../scripts/slides/live-deck.ts') as typeof import('../../../scripts/slides/live-deck.ts')
}

/** Files that a deck is made from: a change to one of them changes the slides. */
export function sourcesOf(deck: string): string[] {
  return ['thesis', 'data', 'bibliography', 'slides/slides.md'].map((name) => path.join(path.dirname(deck), name))
}
