/** The speaker's window: room for the notes, and its words in French, which Slidev has in English only. */

import type {Plugin} from 'vite'
import {isFrench} from '../../../scripts/document/language.ts'
import {readThesis} from './thesis.ts'

/** Component of Slidev's client → its words, as its template has them. */
const words: Record<string, Record<string, string>> = {
  'pages/presenter.vue': {
    '>Current<': '>Maintenant<',
    "label: 'Slides'": "label: 'Diapositives'",
    "label: 'Screen Mirror'": "label: 'Recopie d’écran'",
    'End of the presentation': 'Fin de la présentation',
    '          Next\n': '          Ensuite\n',
    'title="Increase font size"': 'title="Notes plus grandes"',
    'title="Decrease font size"': 'title="Notes plus petites"',
    'Resize notes panel': 'Changer la taille des notes',
    '`Presenter - ': '`Orateur – '
  },
  'internals/NoteDisplay.vue': {"'No notes.'": "'Pas de notes.'"},
  'internals/NavControls.vue': {
    "'Close fullscreen'": "'Quitter le plein écran'",
    "'Enter fullscreen'": "'Plein écran'",
    '"Go to previous slide"': '"Page précédente"',
    '"Go to next slide"': '"Page suivante"',
    '"Show slide overview"': '"Vue d’ensemble"',
    "'Switch to light mode theme'": "'Fond clair'",
    "'Switch to dark mode theme'": "'Fond sombre'",
    '"Play Mode"': '"Voir les pages"',
    '"Presenter Mode"': '"Vue de l’orateur"',
    '"Show info"': '"À propos"',
    '"Toggle Presenter Layout"': '"Autre disposition"',
    '"More Options"': '"Autres réglages"'
  },
  'internals/QuickOverview.vue': {
    '"Close"': '"Fermer"',
    '"Slides Overview"': '"Vue d’ensemble"',
    '"Capture slides as images"': '"Photographier les pages"'
  },
  'internals/Goto.vue': {'"Goto..."': '"Aller à…"'}
}

/** Slidev leaves notes a corner; on the day they are what the speaker reads. The sizes can be dragged, and are kept. */
const sizes: Record<string, string> = {
  "('slidev-presenter-notes-width', 360)": "('slidev-presenter-notes-width', 480)",
  "('slidev-presenter-notes-row-size', 280)": "('slidev-presenter-notes-row-size', 480)"
}

/** Patch Slidev's own components. Theses in other languages keep the English. `deck` is the folder of `slides.md`. */
export function speakerView(deck: string): Plugin {
  return {
    name: 'thesis-speaker-view',
    enforce: 'pre',
    async transform(code, id) {
      const file = /@slidev\/client\/([^?]+\.vue)$/.exec(id)?.[1]
      if (file === undefined || !Object.hasOwn(words, file)) return undefined
      const {lang} = await readThesis(deck)
      const changes = {
        ...(file === 'pages/presenter.vue' && sizes),
        ...(isFrench(lang) && words[file])
      }
      return Object.entries(changes).reduce((text, [was, is]) => text.replaceAll(was, is), code)
    }
  }
}
