/** The speaker's window: room for the notes, and its words in the thesis's language, which Slidev has in English only. */

import type {Plugin} from 'vite'
import type {DeckData} from '../../../scripts/deck/deck-data.ts'
import {readThesis} from './thesis.ts'

type Presenter = DeckData['terms']['presenter']

/** Component of Slidev's client → a text of its template → the term that takes its place, where `…` stands. */
export const presenterWords: Record<string, Record<string, readonly [around: string, term: keyof Presenter]>> = {
  'pages/presenter.vue': {
    '>Current<': ['>…<', 'current'],
    "label: 'Slides'": ["label: '…'", 'slides'],
    "label: 'Screen Mirror'": ["label: '…'", 'mirror'],
    'End of the presentation': ['…', 'end'],
    '          Next\n': ['          …\n', 'next'],
    'title="Increase font size"': ['title="…"', 'largerNotes'],
    'title="Decrease font size"': ['title="…"', 'smallerNotes'],
    'Resize notes panel': ['…', 'resizeNotes'],
    '`Presenter - ': ['`…', 'title']
  },
  'internals/NoteDisplay.vue': {"'No notes.'": ["'…'", 'noNotes']},
  'internals/NavControls.vue': {
    "'Close fullscreen'": ["'…'", 'leaveFullscreen'],
    "'Enter fullscreen'": ["'…'", 'fullscreen'],
    '"Go to previous slide"': ['"…"', 'previousSlide'],
    '"Go to next slide"': ['"…"', 'nextSlide'],
    '"Show slide overview"': ['"…"', 'overview'],
    "'Switch to light mode theme'": ["'…'", 'light'],
    "'Switch to dark mode theme'": ["'…'", 'dark'],
    '"Play Mode"': ['"…"', 'play'],
    '"Presenter Mode"': ['"…"', 'presenterView'],
    '"Show info"': ['"…"', 'about'],
    '"Toggle Presenter Layout"': ['"…"', 'layout'],
    '"More Options"': ['"…"', 'more']
  },
  'internals/QuickOverview.vue': {
    '"Close"': ['"…"', 'close'],
    '"Slides Overview"': ['"…"', 'overview'],
    '"Capture slides as images"': ['"…"', 'capture']
  },
  'internals/Goto.vue': {'"Goto..."': ['"…"', 'goTo']}
}

/** A term for a place between quotes in a template: nothing of it may end them. */
const asWords = (term: string) => term.replace(/'/g, '’').replace(/["`<>{}\\$]/g, '')

/** Slidev leaves notes a corner; on the day they are what the speaker reads. The sizes can be dragged, and are kept. */
const sizes: Record<string, string> = {
  "('slidev-presenter-notes-width', 360)": "('slidev-presenter-notes-width', 480)",
  "('slidev-presenter-notes-row-size', 280)": "('slidev-presenter-notes-row-size', 480)"
}

/** Patch Slidev's own components. `deck` is the folder of `slides.md`. */
export function speakerView(deck: string): Plugin {
  return {
    name: 'thesis-speaker-view',
    enforce: 'pre',
    async transform(code, id) {
      const file = /@slidev\/client\/([^?]+\.vue)$/.exec(id)?.[1]
      if (file === undefined || !Object.hasOwn(presenterWords, file)) return undefined
      const {presenter} = (await readThesis(deck)).terms
      const terms = Object.entries(presenterWords[file]!).map(([was, [around, term]]) => [
        was,
        around.replace('…', () => asWords(presenter[term]))
      ])
      const changes: [string, string][] = [
        ...(file === 'pages/presenter.vue' ? Object.entries(sizes) : []),
        ...(terms as [string, string][])
      ]
      return changes.reduce((text, [was, is]) => text.replaceAll(was, () => is), code)
    }
  }
}
