/** What the theme adds to Vite: the thesis as a module, the speaker's window, and the deck as one file. */

import {defineVitePluginsSetup} from '@slidev/types'
import {viteSingleFile} from 'vite-plugin-singlefile'
import {oneFile, picturesInside} from './one-file.ts'
import {speakerNotes} from './speaker-notes.ts'
import {speakerView} from './speaker-view.ts'
import {thesisModule} from './thesis-module.ts'

export default defineVitePluginsSetup(({userRoot}) => [
  thesisModule(userRoot),
  speakerNotes(userRoot),
  speakerView(userRoot),
  ...(process.env.THESIS_DECK_SINGLE
    ? [picturesInside(userRoot), viteSingleFile({removeViteModuleLoader: true}), oneFile()]
    : [])
])
