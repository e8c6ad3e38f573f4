/** The notes of the speaker's window: citations and values in the thesis's words, the time of a slide on the clock. */

import type {Plugin} from 'vite'
import type {DeckData} from '../../../scripts/slides/deck-data.ts'
import {clockOf} from '../../../scripts/slides/slide-time.ts'
import {readThesis} from './thesis.ts'

/** Patch the notes that Slidev has made HTML of, in the modules of its slides. */
export function speakerNotes(deck: string): Plugin {
  return {
    name: 'thesis-notes',
    async transform(code, id) {
      const number = /\.md__slidev_(\d+)\.frontmatter$/.exec(id)?.[1]
      if (number === undefined) return undefined
      const thesis = await readThesis(deck)
      return code.replace(/(?<="noteHTML":)"(?:[^"\\]|\\.)*"/g, (note) =>
        JSON.stringify(speak(JSON.parse(note) as string, Number(number), thesis))
      )
    }
  }
}

function speak(html: string, number: number, {lang, slides, citations}: DeckData): string {
  let spoken = html
  for (const typed of Object.keys(citations).sort((a, b) => b.length - a.length)) {
    spoken = spoken.replaceAll(typed.replace(/&/g, '&amp;'), () => citations[typed] ?? typed)
  }
  const clock = clockOf(slides, number, lang)
  return clock === '' ? spoken : spoken.replace(/\(\d+:\d\d\)/, `<b class="clock">${clock}</b>`)
}
