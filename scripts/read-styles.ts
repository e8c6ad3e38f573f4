/** The settings → the CSL style that they name, the other styles at hand, and locales. */

import {basename} from 'node:path/posix'
import type {VFile} from 'vfile'
import {type Folder, readBytes, readText} from './files.ts'
import {error, warn} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {reportUnread} from './messages/unread.ts'
import {readTold} from './open-files.ts'
import {findNamed, keyAt, type SourceFolder} from './open-named.ts'

/** The CSL files of a thesis. */
export interface Styles {
  /** The style of the citations; undefined when there is none of that name. */
  style: VFile | undefined
  /** The other styles at hand, by name: a dependent style finds its parent there. */
  otherStyles: Map<string, string>
  /** `locales-….xml` that lie beside the author's styles, by tag. */
  locales: Record<string, string>
  /** Those with messages of their own. */
  files: VFile[]
}

/**
 * Read the style of the citations, and what it may need. `ownStyles` is the folder of the project's own styles.
 *
 * Emits `config:missing-file`, and a message for each file that cannot be read.
 */
export async function readStyles(sources: SourceFolder, ownStyles: Folder): Promise<Styles> {
  const style = await readStyle(sources, ownStyles)
  const found: Styles = {style, otherStyles: new Map(), locales: {}, files: style ? [style] : []}
  for (const [from, paths] of [
    [ownStyles, await ownStyles.list('*.csl')],
    [sources.folder, await sources.folder.list('bibliography/styles/*.{csl,xml}')]
  ] as const) {
    for (const path of paths) {
      const file = await readTold(readBytes, from, path)
      if (file?.messages.length) found.files.push(file)
      if (!file?.value) continue
      const name = basename(path)
      const locale = /^locales-(.+)\.xml$/i.exec(name)?.[1]
      const text = new TextDecoder().decode(file.value as Uint8Array)
      if (locale) found.locales[locale] = text
      else found.otherStyles.set(name.replace(/\.csl$/i, ''), text)
    }
  }
  return found
}

async function readStyle(sources: SourceFolder, ownStyles: Folder): Promise<VFile | undefined> {
  const {folder, imported, config} = sources
  const isTold = !imported || imported.origins.has('citations\nstyle')
  const typed = (isTold ? undefined : await onlyStyle(folder)) || config.citations.style
  // Quarto takes styles from the network as well.
  const name = (/^https?:/.test(typed) ? basename(typed) : typed).replace(/\.csl$/i, '')
  const {file: written, at} = keyAt(sources, ['citations', 'style'])
  const path = name.includes('/') ? `${name}.csl` : `bibliography/styles/${name}.csl`
  const readNamed = async () => {
    const found = await findNamed(sources, `${name}.csl`, [sources.root, ''])
    return found === undefined ? undefined : readText(folder, found)
  }
  try {
    const style =
      (imported && (await readNamed())) ??
      (await readText(folder, path)) ??
      (name.includes('/') ? undefined : await readText(ownStyles, `${name}.csl`)) ??
      (await readNamed())
    if (style) return style
  } catch (problem) {
    reportUnread(written, path, problem, at)
    return undefined
  }
  const paths = [...(await folder.list('bibliography/styles/*.csl')), ...(await ownStyles.list('*.csl'))]
  const known = paths.map((file) => basename(file, '.csl'))
  const say = imported ? warn : error
  say(written, `Missing citation style \`${name}\``, {
    at,
    rule: 'config:missing-file',
    actual: name,
    expected: nearest(name, known),
    fix:
      didYouMean(name, known) ||
      `Put \`${basename(name)}.csl\` into bibliography/styles/, or use one of ${[...new Set(known)].map((one) => `\`${one}\``).join(', ')}.`
  })
  return imported && readText(ownStyles, 'iso690-author-date.csl')
}

/** Pandoc is often told its style where it is called: the one that lies in the folder is meant. */
async function onlyStyle(folder: Folder): Promise<string | undefined> {
  const styles = (await folder.list('**/*.csl')).filter((path) => !/(?:^|\/)(?:_book|_site|_build|docs)\//.test(path))
  return styles.length === 1 ? styles[0] : undefined
}
