/** The thesis's data for the deck: from the build that runs us, else made here, and again when a source changes. */

import {readdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import type {DeckData} from '../../../scripts/deck/deck-data.ts'

/**
 * Read what the slides show of the thesis.
 *
 * @param deck  the folder of `slides.md`: the thesis is the folder that holds it
 * @throws {Error} whose message names file, line and fix, when the thesis cannot be read
 */
export async function readThesis(deck: string): Promise<DeckData> {
  if (process.env.THESIS_DECK) return JSON.parse(readFileSync(process.env.THESIS_DECK, 'utf8')) as DeckData
  return pipeline().read(path.dirname(deck))
}

/** Called when the slides show something else although none of their sources has changed since. */
export function onNewThesis(listen: () => void): void {
  pipeline().onNewDeck(listen)
}

/** A speaker's note as HTML, by the writer of the thesis. */
export function writeNote(note: string): string {
  const {noteHtml} = load(
    '../../../scripts/deck/write/note-html.ts'
  ) as typeof import('../../../scripts/deck/write/note-html.ts')
  return noteHtml(note)
}

function pipeline() {
  const {liveDeck} = load('../../../scripts/show-slides.ts') as typeof import('../../../scripts/show-slides.ts')
  return liveDeck
}

/** Node's own loader, and not Slidev's: the pipeline is plain TypeScript that Node runs as it is. */
const load = createRequire(import.meta.url)

/** What is watched for a deck: its own folder is Slidev's to watch. */
export function watchedFor(deck: string): string[] {
  const root = path.dirname(deck)
  const flat = readdirSync(root).filter((name) => /\.(?:q?md|ya?ml|bib)$/.test(name))
  return ['thesis', 'data', 'bibliography', ...flat].map((name) => path.join(root, name))
}

/** Whether the slides show something of a file: slides, in any file of theirs, chapters, data, references. */
export function isSource(deck: string, file: string): boolean {
  const name = path.relative(path.dirname(deck), file).replaceAll('\\', '/')
  if (name.startsWith(`${path.basename(deck)}/`)) return name.endsWith('.md') && !name.includes('node_modules/')
  return /^(?:thesis|data|bibliography)\//.test(name) || /^[^/]+\.(?:q?md|ya?ml|bib)$/.test(name)
}
