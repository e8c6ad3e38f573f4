/** The settings and the chapters → the bibliographies that they name, and the references that stand in their metadata. */

import {VFile} from 'vfile'
import {normalLines} from './document/text.ts'
import {readBytes} from './files.ts'
import {bibliographyPatterns, findBibliographies} from './find-sources.ts'
import {yamlOf} from './import/find-settings.ts'
import {asList, asText} from './import/settings.ts'
import {writtenText} from './messages/origin.ts'
import {readAll} from './open-files.ts'
import {findNamed, keyAt, reportNoFile, type SourceFolder, type WrittenAt} from './open-named.ts'
import type {Source} from './read/join-sources.ts'
import {metadataBlocks} from './read/tree/front-matter.ts'
import {useMetadata} from './read-chapter-files.ts'

/**
 * Read the bibliographies that the settings and the chapters name or hold, or those that lie where they are looked for.
 *
 * Emits `config:missing-file`, and a message for each that cannot be read.
 */
export async function readBibliographies(sources: SourceFolder, chapters: readonly Source[]): Promise<VFile[]> {
  const {folder, root, imported} = sources
  const {bibliography} = sources.config
  const wanted = new Map<string, WrittenAt & {from: string}>()
  for (const [index, name] of (bibliography.files ?? []).entries()) {
    wanted.set(name, {...keyAt(sources, ['bibliography', 'files', index]), from: root})
  }
  for (const {file} of chapters) {
    for (const {name, at} of bibliographiesIn(file)) {
      if (!wanted.has(name)) wanted.set(name, {file, at, from: file.dirname ?? ''})
    }
  }
  const paths = new Set(bibliography.files ? [] : await folder.list(bibliographyPatterns(root)))
  for (const [name, written] of wanted) {
    const path = await findNamed(sources, name, [written.from, root, ''])
    if (path !== undefined) paths.add(path)
    else await reportNoFile(sources, written, name, ['**/*.{bib,json,yaml,yml,ris,enw}'])
  }
  if (paths.size === 0) for (const path of await findBibliographies(sources)) paths.add(path)
  return [
    ...(await readAll(readBytes, folder, [...paths])),
    ...chapters.flatMap(({file}) => referencesIn(file)),
    ...(imported && /\.ya?ml$/i.test(imported.file.path) ? referencesIn(imported.file) : [])
  ]
}

/** References that stand in metadata, as Pandoc has them: CSL-YAML, whose messages are where it is written. */
function referencesIn(file: VFile): VFile[] {
  const text = normalLines(writtenText(file))
  if (!text.includes('references:') || !/^references:/m.test(text)) return []
  const isYaml = /\.ya?ml$/i.test(file.path)
  const blocks = isYaml ? [{text, line: 1}] : metadataBlocks(text).filter((block) => /^references:/m.test(block.text))
  return blocks.map(({text: value, line}) => {
    useMetadata(file, 'references')
    const source = new VFile({path: `${file.path}.references.yaml`, cwd: file.cwd, value})
    const offset =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    source.data.stretches = [{start: 0, path: file.path, text, offset}]
    return source
  })
}

/** The files that the metadata of a chapter name, and where. */
function bibliographiesIn(file: VFile): Array<{name: string; at: WrittenAt['at']}> {
  const text = String(file)
  if (!text.includes('bibliography:') || !/^bibliography:/m.test(text)) return []
  return yamlOf(new VFile({path: file.path, value: text})).flatMap(({value, placeOf}) => {
    if (value.bibliography === undefined) return []
    useMetadata(file, 'bibliography')
    return asList(value.bibliography).flatMap((one) => {
      const name = asText(one)
      return name === undefined ? [] : [{name, at: placeOf(['bibliography'])}]
    })
  })
}
