/** The settings → the files of the chapters and of the abstracts, in their order. */

import posix from 'node:path/posix'
import {VFile} from 'vfile'
import type {Folder} from './files.ts'
import {findChapters, isMarkdownPath, reportNoChapters} from './find-sources.ts'
import {pageFile, takeFrontPages} from './import/front-pages.ts'
import type {Path} from './messages/read-yaml.ts'
import {openSeen} from './open-files.ts'
import {keyAt, openNamed, type SourceFolder} from './open-named.ts'
import type {Source} from './read/join-sources.ts'

/** An abstract, in a file of its own or in the settings. */
export interface AbstractSource {
  lang: string
  keywords: string[]
  file: VFile
}

/** Read the abstracts that the settings name or hold. Emits what `openNamed` emits. */
export async function readAbstractFiles(sources: SourceFolder): Promise<AbstractSource[]> {
  const {folder, root, config} = sources
  const abstracts: AbstractSource[] = []
  for (const [lang, {text, keywords}] of Object.entries(config.abstracts)) {
    const key = ['abstracts', lang]
    const file = isMarkdownPath(text)
      ? await openNamed(sources, posix.join(root, text), key)
      : new VFile({path: keyAt(sources, key).file.path, cwd: folder.root, value: text})
    if (file) abstracts.push({lang, keywords, file})
  }
  return abstracts
}

/**
 * Read the pages before the text, the chapters and the appendices: those that the settings list, or all there are.
 *
 * Emits what `openNamed` and `reportNoChapters` emit.
 */
export async function readChapterFiles(sources: SourceFolder): Promise<Source[]> {
  const {folder, imported, open} = sources
  const {chapters, front, appendices, lang} = sources.config
  const found: Source[] = []
  const add = async (entry: string | {file: string; level: number}, key: Path, role: Source['role'], part?: string) => {
    const path = typeof entry === 'string' ? entry : entry.file
    const {level = 1, heading} = typeof entry === 'string' ? (imported?.leads?.get(path) ?? {}) : {level: entry.level}
    const file = await openNamed(sources, await knownName(folder, posix.join(sources.root, path)), key)
    if (file) found.push({file, role, level, heading, part})
  }
  for (const page of imported ? takeFrontPages(imported, lang) : []) {
    const path = page.path === undefined ? undefined : posix.join(sources.root, page.path)
    const source = path === undefined ? undefined : await open(path).catch(() => undefined)
    const file = pageFile(page, source ? String(source) : page.text, source)
    found.push({file, role: 'unnumbered', isGenerated: true})
  }
  for (const [index, path] of front.entries()) {
    const file = await openNamed(sources, await knownName(folder, posix.join(sources.root, path)), ['front', index])
    if (file) found.push({file, role: 'unnumbered', isFront: true})
  }
  for (const path of chapters === undefined ? await findChapters(sources) : []) {
    if (found.some(({file, isFront}) => isFront && file.path === path)) continue
    found.push({file: await openSeen(sources, path), role: 'chapter'})
  }
  for (const [index, entry] of (chapters ?? []).entries()) {
    if (typeof entry === 'string' || 'file' in entry) {
      await add(entry, ['chapters', index], 'chapter')
      continue
    }
    const part = `part-${index}`
    if (isMarkdownPath(entry.part)) await add(entry.part, ['chapters', index, 'part'], 'part', part)
    else {
      const {path} = keyAt(sources, ['chapters', index]).file
      const file = new VFile({path, cwd: folder.root, value: `# ${entry.part}\n`})
      found.push({file, role: 'part', part, isGenerated: true})
    }
    for (const [at, path] of entry.chapters.entries()) {
      await add(path, ['chapters', index, 'chapters', at], 'chapter', part)
    }
  }
  for (const [index, path] of appendices.entries()) await add(path, ['appendices', index], 'appendix')
  if (found.every(({isFront}) => isFront) && !chapters?.length) await reportNoChapters(sources)
  for (const source of found) {
    if (!imported || source.file.path !== imported.cover) continue
    source.isCover = true
    for (const {yaml, path} of imported.origins.values()) {
      if (yaml.file.path === imported.cover) useMetadata(source.file, String(path[0]))
    }
  }
  return found
}

/** Jupyter Book leaves extensions out; a file of R that was knitted lies beside its Markdown. */
async function knownName(folder: Folder, path: string): Promise<string> {
  const name = path.replace(/\.rmd$/i, '')
  if (isMarkdownPath(path) && name === path) return path
  for (const extension of ['.md', '.qmd', '.Rmd', '.markdown']) {
    if ((await folder.list(posix.normalize(name + extension.toLowerCase()))).length > 0) return name + extension
  }
  return path
}

/** Metadata of a chapter that the whole thesis uses are no remark. */
export function useMetadata(file: VFile, key: string): void {
  file.data.usedMetadata = new Set([...(file.data.usedMetadata ?? []), key])
}
