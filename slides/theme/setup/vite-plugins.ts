/** What the theme adds to Vite: the thesis as a module, the speaker's window, and the deck as one file. */

import {defineVitePluginsSetup} from '@slidev/types'
import type {Plugin} from 'vite'
import {viteSingleFile} from 'vite-plugin-singlefile'
import {guardServer} from '../../../scripts/serve/guard.ts'
import {oneFile, picturesInside} from './one-file.ts'
import {speakerNotes} from './speaker-notes.ts'
import {speakerView} from './speaker-view.ts'
import {thesisModule} from './thesis-module.ts'

/** `npx slidev` on a deck; whoever asks Slidev for `--remote` wants others in. */
const guard: Plugin = {
  name: 'thesis-guard',
  configureServer({httpServer, config}) {
    if (httpServer && config.server.host === 'localhost') guardServer(httpServer)
  }
}

export default defineVitePluginsSetup(({userRoot, roots}) => [
  guard,
  thesisModule(userRoot),
  speakerNotes(userRoot),
  speakerView(userRoot),
  ...(process.env.THESIS_DECK_SINGLE
    ? [picturesInside(userRoot), viteSingleFile({removeViteModuleLoader: true}), oneFile(userRoot, roots)]
    : [])
])
