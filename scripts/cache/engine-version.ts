/** This engine and its machine → one hash: whatever makes other bytes of the same sources has another. */

import {readdirSync} from 'node:fs'
import path from 'node:path'
import {stampOf} from './author-code.ts'
import {keyOf} from './results.ts'

const root = path.join(import.meta.dirname, '../..')

/** What outputs are made with, besides packages. */
const parts = ['scripts', 'slides/theme', 'bibliography/styles']

/** Which packages are installed, as npm notes it, here or where this engine is one of them. */
const packageLists = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json', '../.package-lock.json']

/**
 * Hash of our own sources, of the packages, of Node and of the kind of machine. Of files, what the system says of them:
 * to read a thousand takes a fifth of a build that finds nothing changed.
 */
export function engineVersion(): string {
  const {version, platform, arch} = process
  const files = [...parts.flatMap((part) => filesIn(part)), ...packageLists]
  return keyOf(
    version,
    platform,
    arch,
    files.map((file) => stampOf(path.join(root, file)))
  )
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), {withFileTypes: true})
    .filter(({name}) => name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : `${folder}/${entry.name}`))
    .sort()
}
