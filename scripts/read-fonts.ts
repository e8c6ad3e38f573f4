/** The settings of the page → the fonts of the author's that they name. */

import posix, {basename} from 'node:path/posix'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {type FontFile, readFont} from './document/font-file.ts'
import type {FindOptions} from './find-sources.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {reportUnread} from './messages/unread.ts'

/**
 * Read the fonts that `page: fonts:` names, and those of `template/fonts/`.
 *
 * Emits `config:missing-file`, `config:unreadable-font`, and what `reportUnread` emits.
 */
export async function readFonts(sources: FindOptions): Promise<FontFile[]> {
  const {folder, root, configFile, placeOf, imported} = sources
  const {page} = sources.config
  const fonts: FontFile[] = []
  const at = (path: string) => posix.join(root, path)
  const lying = imported ? [] : await folder.list(at('template/fonts/**/*.{ttf,otf,ttc,woff,woff2,pfb}'))
  const named = new Set(page.fonts.flatMap((name) => [at(name), posix.normalize(name)]))
  for (const path of lying.filter((one) => !named.has(one)).sort()) {
    const bytes = await folder.read(path).catch((problem: unknown) => reportUnread(configFile, path, problem))
    const font = bytes && readFont(bytes)
    if (font) fonts.push(font)
    else if (bytes) reportNoFont(configFile, path, undefined)
  }
  for (const [index, name] of page.fonts.entries()) {
    const place = placeOf(['page', 'fonts', index]) ?? placeOf(['page', 'fonts'])
    try {
      const bytes = (await folder.read(at(name))) ?? (await folder.read(posix.normalize(name)))
      const font = bytes && readFont(bytes)
      if (font) fonts.push(font)
      else if (bytes) reportNoFont(configFile, name, place)
      else await reportMissingFont(sources, name, place)
    } catch (problem) {
      reportUnread(configFile, name, problem, place)
    }
  }
  return fonts
}

function reportNoFont(configFile: VFile, name: string, place: Position | undefined): void {
  error(configFile, `Unreadable font \`${name}\``, {
    at: place,
    rule: 'config:unreadable-font',
    fix: 'Put a whole TrueType or OpenType font in its place: a file that ends in `.ttf`, `.otf` or `.ttc`.'
  })
}

async function reportMissingFont(
  {folder, root, configFile}: FindOptions,
  name: string,
  place: Position | undefined
): Promise<void> {
  const prefix = root === '' ? '' : `${root}/`
  const known = (await folder.list('**/*.{ttf,otf,ttc}')).map((path) =>
    path.startsWith(prefix) ? path.slice(prefix.length) : path
  )
  const moved = known.find((path) => basename(path) === basename(name))
  error(configFile, `Missing font \`${name}\``, {
    at: place,
    rule: 'config:missing-file',
    actual: name,
    expected: moved ? [moved] : nearest(name, known),
    fix: didYouMean(moved ?? name, known) || `Put the file at \`${posix.join(root, name)}\`, or correct the path.`
  })
}
