/** A path that an author wrote → the file, or a message where it is written. */

import posix, {basename} from 'node:path/posix'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {FindOptions} from './find-sources.ts'
import type {OpenText} from './import/find-settings.ts'
import {originAt} from './import/settings.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import type {Path} from './messages/read-yaml.ts'
import {reportUnread} from './messages/unread.ts'

/** The folder of a thesis whose settings are known. */
export interface SourceFolder extends FindOptions {
  open: OpenText
}

/** The file in which something is written, and where. */
export interface WrittenAt {
  file: VFile
  at: Position | undefined
}

/** Where a key of the settings is written. */
export function keyAt({imported, configFile, placeOf}: SourceFolder, key: Path): WrittenAt {
  return (imported && originAt(imported, key)) ?? {file: configFile, at: placeOf(key)}
}

/** A file that the settings name. */
export async function openNamed(sources: SourceFolder, path: string, key: Path): Promise<VFile | undefined> {
  const {folder, root, open} = sources
  const {file: written, at: place} = keyAt(sources, key)
  if (/\.ipynb$/i.test(path)) {
    error(written, `Notebook \`${path}\` is not read`, {
      at: place,
      rule: 'config:missing-file',
      fix: `Run \`jupyter nbconvert --to markdown ${path}\`, and list the \`.md\` file.`
    })
    return undefined
  }
  try {
    const file = await open(path)
    if (file) return file
  } catch (problem) {
    reportUnread(written, path, problem, place)
    return undefined
  }
  const known = await folder.list(posix.join(root, '**/*.{md,qmd,rmd,markdown}'))
  error(written, `Missing file \`${path}\``, {
    at: place,
    rule: 'config:missing-file',
    actual: path,
    expected: nearest(path, known),
    fix: didYouMean(path, known) || `Write \`${path}\`, or remove it from ${written.basename}.`
  })
  return undefined
}

/** A file by the path that an author wrote, from one of some folders, or by its name alone where there is one. */
export async function findNamed(
  {folder}: SourceFolder,
  name: string,
  bases: readonly string[]
): Promise<string | undefined> {
  for (const base of bases) {
    const path = posix.join(base, name)
    if (path.startsWith('../') || posix.isAbsolute(path)) continue
    if ((await folder.read(path).catch(() => undefined)) !== undefined) return path
  }
  const alike = (await folder.list('**/*.*')).filter((path) => basename(path) === basename(name))
  return alike.length === 1 ? alike[0] : undefined
}

/** Report a file that is not there, at the place that names it. */
export async function reportNoFile(
  {folder}: SourceFolder,
  {file, at}: WrittenAt,
  name: string,
  patterns: string[]
): Promise<void> {
  const known = await folder.list(patterns)
  error(file, `Missing file \`${name}\``, {
    at,
    rule: 'config:missing-file',
    actual: name,
    expected: nearest(name, known),
    fix: didYouMean(name, known) || `Put \`${name}\` into the folder, or correct the path.`
  })
}
