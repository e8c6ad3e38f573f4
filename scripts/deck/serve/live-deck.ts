/** A thesis folder → the data of its deck, made again when a source has changed: for Slidev's dev server. */

import {stat} from 'node:fs/promises'
import path from 'node:path'
import type {Folder} from '../../files.ts'
import type {OpenedThesis} from '../../open-thesis.ts'
import type {DeckData} from '../deck-data.ts'

/** How the pipeline makes what is shown; each throws with the whole report when it cannot. */
export interface LiveDeckOptions {
  openFolder: (directory: string) => Promise<Folder>
  /** Read and resolve everything. */
  open: (folder: Folder) => Promise<OpenedThesis>
  /** The same thesis with its data as they are now. */
  withData: (folder: Folder, opened: OpenedThesis) => Promise<OpenedThesis>
  bind: (folder: Folder, opened: OpenedThesis) => Promise<DeckData>
}

export interface LiveDeck {
  /**
   * Data of the deck of a folder.
   *
   * @throws {Error} with the whole report when the thesis or its data cannot be read
   */
  read(directory: string): Promise<DeckData>
  /** Called when the deck has become another one without a change of its sources: chapters read again after new data. */
  onNewDeck(listen: () => void): void
}

/** What the sources were, told from their paths and times; the words of the thesis are the slow part to read. */
interface Stamps {
  words: string
  data: string
  slides: string
}

/**
 * Keep the deck of a folder at hand.
 *
 * A change to the data or the slides is followed at once, with the chapters as they were last read; what chapters print
 * of the data, in captions, follows when they have been read again. Mistakes that leave a slide to show are shown there
 * and on the terminal.
 */
export function createLiveDeck({openFolder, open, withData, bind}: LiveDeckOptions): LiveDeck {
  let thesis: {words: string; data: string; opened: Promise<OpenedThesis>} | undefined
  let deck: {stamp: string; data: Promise<DeckData>} | undefined
  let listener: () => void = () => undefined
  return {
    async read(directory) {
      const folder = await openFolder(directory)
      const stamps = await stampsOf(folder)
      const stamp = JSON.stringify(stamps)
      if (deck?.stamp !== stamp) deck = {stamp, data: makeDeck(folder, stamps)}
      return deck.data
    },
    onNewDeck(listen) {
      listener = listen
    }
  }

  async function makeDeck(folder: Folder, stamps: Stamps): Promise<DeckData> {
    if (thesis?.words !== stamps.words) {
      const reading = {...stamps, opened: open(folder)}
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
    return bind(folder, opened)
  }

  /** Read the chapters again while the deck is shown with those at hand. */
  function readBehind(folder: Folder, stamps: Stamps): void {
    const opened = open(folder)
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
}

async function stampsOf(folder: Folder): Promise<Stamps> {
  const paths = await folder.list([
    '*.{md,qmd,yml,bib}',
    'data/**/*.{yml,yaml,csv,tsv}',
    'thesis/**/*.{md,qmd,yml,yaml,csv,tsv}',
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
