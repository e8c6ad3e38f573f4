/** The notes of a deck → Markdown to print: each slide with its time on the clock. */

import type {DeckData} from '../deck-data.ts'
import {printTime} from '../read/slide-time.ts'

/** Write the notes, the talk first, then the backup slides. */
export function writeNotes({title, slides}: Pick<DeckData, 'title' | 'slides'>): string {
  let clock = 0
  const sections = slides.flatMap(({number, title, place, seconds, note}) => {
    if (note === '') return []
    const time = seconds > 0 ? [`${printTime(clock)}–${printTime(clock + seconds)}`] : []
    clock += seconds
    const line = [...time, ...(place ? [place] : [])].join(' · ')
    return [
      `## ${number}. ${title || '–'}`,
      ...(line ? [`*${line}*`] : []),
      note.replace(/\[click(?::\d+)?\]\s*/gi, '')
    ]
  })
  return `${[`# ${title.join(' ')}`, ...sections].join('\n\n')}\n`
}
