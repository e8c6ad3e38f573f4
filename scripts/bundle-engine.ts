/** The sources of the engine and its libraries → a bundle, which loads in a third of the time. */

import {renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {rolldown} from 'rolldown'
import {bundleFolder, bundleMark} from './cache/engine-version.ts'

const own = import.meta.dirname

/** Stay as they are: Slidev, Chromium, Typst and other things that few commands load, or that find files beside themselves. */
const outside = /^(?:node:|@slidev|vite|playwright|@myriaddreamin|@citation-js|shiki|pdf-lib|pptxgenjs|jszip|rolldown)/

/** Loaded before the bundle, which it names: from the sources, and once. */
const version = pathToFileURL(path.join(own, 'cache/engine-version.ts')).href

/** @throws what stops it; the commands then start from the sources */
export async function bundleEngine(): Promise<void> {
  const made = `${bundleFolder}.${process.pid}.tmp`
  try {
    const bundle = await rolldown({
      input: path.join(own, 'cli.ts'),
      platform: 'node',
      external: outside,
      logLevel: 'silent',
      plugins: [
        {
          name: 'places',
          resolveId: {filter: {id: /engine-version\.ts$/}, handler: () => ({id: version, external: true})},
          transform: {filter: {code: 'import.meta.'}, handler: keepPlace}
        }
      ]
    })
    await bundle.write({dir: made, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs', cleanDir: true})
    rmSync(bundleFolder, {recursive: true, force: true})
    renameSync(made, bundleFolder)
    writeFileSync(`${bundleFolder}.mark`, bundleMark())
  } finally {
    rmSync(made, {recursive: true, force: true})
  }
}

/** What a file finds by its own place, templates and threads among it, stays where it is. */
function keepPlace(code: string, file: string): {code: string} {
  const places: Record<string, string> = {url: pathToFileURL(file).href, dirname: path.dirname(file)}
  return {code: code.replace(/\bimport\.meta\.(url|dirname)\b/g, (_, name) => JSON.stringify(places[name]))}
}
