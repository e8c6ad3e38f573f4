/** `virtual:thesis`: what the slides show of the thesis. A change to the data changes the open slide. */

import {fileURLToPath} from 'node:url'
import type {Plugin, ViteDevServer} from 'vite'
import {onNewThesis, readThesis, sourcesOf} from './thesis.ts'

const name = 'virtual:thesis'
const resolved = `\0${name}`
const projectFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** The plugin that gives the module. `deck` is the folder of `slides.md`. */
export function thesisModule(deck: string): Plugin {
  const sources = sourcesOf(deck)
  return {
    name: 'thesis',
    // Fonts and pipeline lie beside the theme, which may be used for a thesis anywhere on the disk.
    config: () => ({server: {fs: {allow: [projectFolder]}}}),
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      return `export default ${JSON.stringify(await readThesis(deck))}`
    },
    configureServer(server) {
      server.watcher.add(sources)
      onNewThesis(() => void refresh(server))
      for (const event of ['add', 'change', 'unlink'] as const) {
        server.watcher.on(event, (path) => {
          if (sources.some((source) => path.startsWith(source))) void refresh(server)
        })
      }
    }
  }
}

async function refresh(server: ViteDevServer): Promise<void> {
  const module = server.moduleGraph.getModuleById(resolved)
  if (module) await server.reloadModule(module)
}
