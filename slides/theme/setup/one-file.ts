/** The deck as one file, because a browser loads no module from the disk: scripts, styles, fonts and pictures in the page. */

import {existsSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Plugin} from 'vite'
import {cleanSvg} from '../../../scripts/document/clean-svg.ts'

/**
 * Beside `vite-plugin-singlefile`: everything in one chunk, and the route that shows all slides for printing.
 *
 * @param deck  the folder of `slides.md`
 * @param roots  folders of theme and addons
 */
export function oneFile(deck: string, roots: readonly string[]): Plugin {
  // Slidev names parts of themes by their way from the deck, or from a folder in it, which says where both lie on this
  // machine.
  const ways = roots.flatMap((root) => {
    const [, tail] = /^(?:\.\.\/)+(.*\w)$/.exec(path.relative(deck, root).replaceAll('\\', '/')) ?? []
    return tail === undefined ? [] : [new RegExp(`"(?:\\.\\./)+${tail.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/`, 'g')]
  })
  return {
    name: 'thesis-one-file',
    enforce: 'post',
    config: () => ({
      define: {__SLIDEV_FEATURE_PRINT__: 'true'},
      build: {assetsInlineLimit: 100_000_000, cssCodeSplit: false, chunkSizeWarningLimit: 100_000}
    }),
    renderChunk: (code) => ways.reduce((text, way) => text.replace(way, '"./theme/'), code),
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

const mediaTypes: Record<string, string> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp'
}

/** Pictures in the scripts that show them: `![](./local.png)`, and those of `public/`, which Vite leaves beside the page. */
export function picturesInside(deck: string): Plugin {
  return {
    name: 'thesis-pictures',
    enforce: 'pre',
    load: {
      order: 'pre',
      handler(id) {
        const file = id.split('?')[0]!
        const data = dataAddress(path.join(deck, 'public', file)) ?? dataAddress(file)
        return data === undefined ? undefined : `export default ${JSON.stringify(data)}`
      }
    },
    // `image: /photo.png` in the front matter of a slide is no import.
    transform(code, id) {
      if (!/\.md__slidev_\d+\.frontmatter$/.test(id)) return undefined
      return code.replace(/"(\/[^"\\]+\.\w+)"/g, (typed, file: string) => {
        const data = dataAddress(path.join(deck, 'public', file))
        return data === undefined ? typed : JSON.stringify(data)
      })
    }
  }
}

/** A picture as a `data:` address. */
function dataAddress(file: string): string | undefined {
  const type = mediaTypes[path.extname(file).toLowerCase()]
  if (!type || !existsSync(file) || !statSync(file).isFile()) return undefined
  const bytes = readFileSync(file)
  const shown = type === 'image/svg+xml' ? cleanSvg(bytes).bytes : bytes
  return `data:${type};base64,${Buffer.from(shown).toString('base64')}`
}
