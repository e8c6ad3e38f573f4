/** Decks: read, checked, bound to a small thesis and held against it. */

import {VFile} from 'vfile'
import {openDeck} from '../../../scripts/deck/build-deck.ts'
import {writeNotes} from '../../../scripts/deck/write/write-notes.ts'
import {type Fault, leakFaults, messageFaults} from '../faults.ts'
import {deckSigns, writeDeck} from '../grammar/deck.ts'
import type {Lane} from '../lanes.ts'
import {open, smallThesis, textsOf} from './sources.ts'

const chapter =
  '# A {#sec-a}\n\nLa commune a creusé 44 puits en 2020, « quoted words of it » [@klein].\n\n![Légende](carte.svg){#fig-a}\n'
const {opened} = await open({...smallThesis, 'thesis/1.md': chapter})

async function checkDeck([text = '']: readonly string[]): Promise<Fault[]> {
  const file = new VFile({path: 'slides/slides.md', value: text})
  const part = new VFile({path: 'slides/parts/a.md', value: '# Une partie\n\n---\n\n# Une autre\n'})
  const parts = new Map([['parts/a.md', part]])
  const names = new Set(['slides.md', 'parts/a.md', 'public/photo.png'])
  const {data} = await openDeck({file, parts, names, read: async () => undefined}, opened!)
  const shown = JSON.stringify(data) + writeNotes(data)
  return [...messageFaults(file), ...messageFaults(part), ...leakFaults(shown, text, 'deck')]
}

export const deckLanes: readonly Lane[] = [
  {
    name: 'deck',
    extension: 'md',
    make: writeDeck,
    signs: deckSigns,
    seeds: textsOf('slides/slides.md'),
    share: 3,
    check: checkDeck
  }
]
