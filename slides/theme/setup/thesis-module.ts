/** `virtual:thesis`: what the slides show of the thesis. A change to the data changes the open slide. */

import {fileURLToPath} from 'node:url'
import type {Plugin, ViteDevServer} from 'vite'
import {colourProperties} from '../../../scripts/document/design.ts'
import {escapeHtml} from '../../../scripts/document/text.ts'
import {isSource, onNewThesis, readThesis, watchedFor} from './thesis.ts'

const name = 'virtual:thesis'
const resolved = `\0${name}`
/** The colours that site, charts and deck share, as custom properties. */
const colours = 'virtual:thesis-colours.css'
const projectFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** The plugin that gives the module. `deck` is the folder of `slides.md`. */
export function thesisModule(deck: string): Plugin {
  return {
    name: 'thesis',
    // Fonts and pipeline lie beside the theme, which may be used for a thesis anywhere on the disk.
    config: () => ({server: {fs: {allow: [projectFolder]}}}),
    resolveId: (id) => (id === name ? resolved : id === colours ? `\0${colours}` : undefined),
    async load(id) {
      if (id === `\0${colours}`) return colourProperties()
      if (id !== resolved) return undefined
      return `export default ${JSON.stringify(await readThesis(deck))}`
    },
    // A deck that does not say so has the language and the title of the thesis, and not Slidev's.
    async transformIndexHtml(html) {
      const {lang, title} = await readThesis(deck)
      return html
        .replace(/<html lang="[^"]*"/, () => `<html lang="${escapeHtml(lang)}"`)
        .replace(/(<title>|"og:title" content=")Slidev(?=[<"])/g, (_, before) => before + escapeHtml(title.join(' ')))
    },
    async transform(code, id) {
      if (!id.endsWith('/@slidev/configs')) return undefined
      const {title} = await readThesis(deck)
      return code.replace(/("(?:title|slidesTitle)": ?)"Slidev"/g, (_, key) => key + JSON.stringify(title.join(' ')))
    },
    configureServer(server) {
      server.watcher.add(watchedFor(deck))
      onNewThesis(() => void refresh(server))
      for (const event of ['add', 'change', 'unlink'] as const) {
        server.watcher.on(event, (file) => {
          if (isSource(deck, file)) void refresh(server)
        })
      }
    }
  }
}

async function refresh(server: ViteDevServer): Promise<void> {
  const module = server.moduleGraph.getModuleById(resolved)
  if (module) await server.reloadModule(module)
}
