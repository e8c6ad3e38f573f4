/** A slide and what it shows → the alternative text of its picture. */

import type {DeckSlide} from '../deck-data.ts'
import type {ShownSlide} from './in-page.ts'

/** Title and words of a slide, a line for each of its lines; the title once. */
export function alternative({title}: Pick<DeckSlide, 'title'>, {words}: Pick<ShownSlide, 'words'>): string {
  const letters = (text: string) => text.replace(/[\s\u00A0\u202F]/g, '')
  const lines = words.split('\n').filter((line) => letters(line) !== letters(title))
  return [title, ...lines].filter(Boolean).join('\n')
}
