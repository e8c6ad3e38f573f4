/** This engine and its machine → one hash: whatever makes other bytes of the same sources has another; and its bundle. */

import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {stampOf} from './stamp.ts'

const root = path.join(import.meta.dirname, '../..')

/** What outputs are made with, besides packages. */
const parts = ['scripts', 'slides/theme', 'bibliography/styles']

/** Which packages are installed, as npm notes it, here or where this engine is one of them. */
const packageLists = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json', '../.package-lock.json']

/**
 * Hash of our own sources, of the packages, of Node and of the kind of machine, when the program starts. Of files, what
 * the system says of them: to read a thousand takes a fifth of a build that finds nothing changed.
 */
export const engineVersion = hashOf([
  ...[process.version, process.platform, process.arch],
  ...[
    ...parts.flatMap((part) => filesIn(path.join(root, part))),
    ...packageLists.map((file) => path.join(root, file))
  ].map(stampOf)
])

/** Where `bundle-engine.ts` puts the engine: among packages, which it finds from there. */
export const bundleFolder = path.join(root, 'node_modules/.cache/thesis-engine')

/** The address of the bundle of exactly these sources, packages and Node, whole. */
export function findBundle(): string | undefined {
  try {
    const isOfThisEngine = readFileSync(`${bundleFolder}.mark`, 'utf8') === bundleMark()
    return isOfThisEngine ? pathToFileURL(`${bundleFolder}/cli.mjs`).href : undefined
  } catch {
    return undefined
  }
}

/** What stands beside a bundle that is whole, and of this engine. */
export function bundleMark(): string {
  return hashOf([engineVersion, ...filesIn(bundleFolder).map(stampOf)])
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
      const file = `${folder}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(file)
      return file
    })
  } catch {
    return []
  }
}

function hashOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
