/** The notes of the speaker's window: in the thesis's words and typography, with the time of the slide on the clock. */

import type {Plugin} from 'vite'
import type {DeckData} from '../../../scripts/deck/deck-data.ts'
import {clockOf} from '../../../scripts/deck/read/slide-time.ts'
import {readThesis, writeNote} from './thesis.ts'

/** Put our notes in the place of those that Slidev has made HTML of. */
export function speakerNotes(deck: string): Plugin {
  return {
    name: 'thesis-notes',
    async transform(code, id) {
      const number = /\.md__slidev_(\d+)\.frontmatter$/.exec(id)?.[1]
      if (number === undefined) return undefined
      const notes = notesOf(await readThesis(deck), Number(number))
      return notes === '' ? undefined : code.replace(/(?<="noteHTML":)"(?:[^"\\]|\\.)*"/g, () => JSON.stringify(notes))
    }
  }
}

/** Notes without text are those of a slide that has only its time. */
function notesOf({terms, slides}: DeckData, number: number): string {
  const clock = clockOf(slides, number, terms.deck)
  const html = writeNote(slides[number - 1]?.note ?? '')
  return (clock === '' ? '' : `<p class="clock">${clock}</p>\n`) + markClicks(html)
}

/** `[click]`, `[click:2]`: where the speaker presses the key, as Slidev marks it (its guide, “Click markers”). */
function markClicks(html: string): string {
  let clicks = 0
  return html.replace(/\[click(?::(\d+))?\]/gi, (_, count = '1') => {
    clicks += Number(count)
    return `<span class="slidev-note-click-mark" data-clicks="${clicks}"></span>`
  })
}
