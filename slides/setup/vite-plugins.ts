/** The modules that slides take the thesis from, and the deck as one file. */

import {defineVitePluginsSetup} from '@slidev/types'
import type {Plugin, ViteDevServer} from 'vite'
import {viteSingleFile} from 'vite-plugin-singlefile'
import {readThesis, sources} from './thesis.ts'

const name = 'virtual:thesis'
const resolved = `\0${name}`

export default defineVitePluginsSetup(() =>
  process.env.THESIS_DECK_SINGLE ? [thesis(), viteSingleFile({removeViteModuleLoader: true}), oneFile()] : [thesis()]
)

/** `virtual:thesis`: what the slides show of the thesis. A change to the data changes the open slide. */
function thesis(): Plugin {
  return {
    name: 'thesis',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      return `export default ${JSON.stringify(await readThesis())}`
    },
    async transform(code, id) {
      if (!/\.md__slidev_\d+\.frontmatter$/.test(id)) return undefined
      const {citations} = await readThesis()
      return code.replace(/(?<="noteHTML":)"(?:[^"\\]|\\.)*"/g, (note) => citeInNote(note, citations))
    },
    configureServer(server) {
      server.watcher.add(sources)
      for (const event of ['add', 'change', 'unlink'] as const) {
        server.watcher.on(event, (path) => {
          if (sources.some((source) => path.startsWith(source))) void refresh(server)
        })
      }
    }
  }
}

/** Citations in a note, which Slidev has made HTML of, in JSON. */
function citeInNote(note: string, citations: Record<string, string>): string {
  let html = JSON.parse(note) as string
  for (const typed of Object.keys(citations).sort((a, b) => b.length - a.length)) {
    html = html.replaceAll(typed.replace(/&/g, '&amp;'), () => citations[typed] ?? typed)
  }
  return JSON.stringify(html)
}

async function refresh(server: ViteDevServer): Promise<void> {
  const module = server.moduleGraph.getModuleById(resolved)
  if (module) await server.reloadModule(module)
}

/** Scripts, styles and fonts in the page itself, because a browser loads no module from the disk. */
function oneFile(): Plugin {
  return {
    name: 'thesis-one-file',
    enforce: 'post',
    config: () => ({
      // The route that shows all slides one below the other, for printing.
      define: {__SLIDEV_FEATURE_PRINT__: 'true'},
      build: {assetsInlineLimit: 100_000_000, cssCodeSplit: false, chunkSizeWarningLimit: 100_000}
    }),
    configResolved(config) {
      // Slidev names chunks, which Vite refuses where all is in one.
      const builds = [config.build, ...Object.values(config.environments).map(({build}) => build)]
      for (const {rollupOptions, rolldownOptions} of builds) {
        for (const {output} of [rollupOptions, rolldownOptions]) {
          for (const one of [output].flat()) if (one) delete (one as {manualChunks?: unknown}).manualChunks
        }
      }
    }
  }
}
