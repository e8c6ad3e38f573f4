/** The folder of a thesis written for another tool → the files of a thesis folder of ours, and a page that says what was done. */

import posix from 'node:path/posix'
import {stringify} from 'yaml'
import {build} from './build.ts'
import {normalLines} from './document/text.ts'
import type {Thesis} from './document/thesis.ts'
import {type Folder, memoryFolder} from './files.ts'
import {convertText} from './import/convert/convert-text.ts'
import {convertDivisions} from './import/convert/divisions.ts'
import type {Links} from './import/convert/write-native.ts'
import {type ImportReport, writeReport} from './import/report.ts'
import {isMapping, type Mapping} from './import/settings.ts'
import {listMessages} from './messages/list.ts'
import {openThesis} from './open-thesis.ts'
import {silently} from './progress.ts'
import {type MetadataBlock, metadataBlocks} from './read/tree/front-matter.ts'
import {readSources, type Sources} from './sources.ts'

export interface ImportedThesis {
  /** By path from the new folder. */
  files: Map<string, string | Uint8Array>
  /** The page, in Markdown. */
  report: string
}

/**
 * Import a thesis. Reads the folder only.
 *
 * @param open  the folder, opened anew each time: what was read of it is remembered
 * @throws {Error} when it holds a `thesis.yml`, or nothing that could be a thesis
 */
export async function importThesis(open: () => Promise<Folder>, ownStyles: Folder): Promise<ImportedThesis> {
  const sources = await readSources(await open(), ownStyles)
  const {imported, root} = sources
  if (sources.configFile.path.endsWith('thesis.yml') && sources.configFile.value !== undefined)
    throw new Error('The folder is a thesis already: build it with `build`.')
  if (!imported || sources.chapters.length === 0) {
    const [first] = listMessages(sources.files).filter(({severity}) => severity === 'error')
    throw new Error(
      `There is no thesis in the folder: ${first?.reason ?? 'no chapter was found'}. ${first?.fix ?? ''}`.trim()
    )
  }
  const files: ImportedThesis['files'] = new Map()
  const {opened} = await openThesis(await open(), ownStyles, silently)
  const pathOf = (path: string) =>
    root === '' || path.startsWith(`${root}/`) ? posix.join('thesis', posix.relative(root, path)) : path
  const pictures = opened ? await picturesOf(opened.thesis, await open()) : new Map<string, Uint8Array>()
  const {entries, counts, words} = writeChapters(sources, [...pictures.keys()], pathOf, files)
  for (const [path, bytes] of pictures) files.set(pathOf(path), bytes)
  for (const {path, value} of sources.bibliography)
    files.set(free(`bibliography/${posix.basename(path)}`, files), value as Uint8Array)
  const style = sources.style?.cwd === sources.configFile.cwd ? sources.style : undefined
  if (style) files.set(`bibliography/styles/${posix.basename(style.path)}`, String(style))
  files.set(
    'thesis/thesis.yml',
    writeSettings(sources, entries, style && posix.basename(style.path, '.csl'), files, pathOf)
  )

  const memory: Record<string, string | Uint8Array> = Object.fromEntries(files)
  const built = await build(memoryFolder(memory), {ownStyles, isCheck: true, only: ['html', 'pdf'], step: silently})
  const report: ImportReport = {
    name: imported.name,
    keys: Object.keys(imported.values),
    chapters: sources.chapters.map(({file}) => file.path),
    words,
    pictures: pictures.size,
    bibliography: sources.bibliography.map(({path}) => path),
    counts,
    layout: imported.layout,
    lost: listMessages(sources.files).filter(
      ({rule}) => /^(?:import|config|files):/.test(rule) && rule !== 'config:layout'
    ),
    toDo: listMessages(built.files)
  }
  const page = writeReport(report)
  files.set('IMPORT.md', page)
  return {files, report: page}
}

/** The pictures of site and paper, by path; a page of a PDF that was drawn as the PDF. */
async function picturesOf({assets, paper}: Thesis, folder: Folder): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>()
  for (const {path: shown, bytes} of [...assets.values(), ...(paper?.assets.values() ?? [])]) {
    const path = shown.replace(/(?<=\.pdf)(?:\.\d+)?\.svg$/i, '')
    pictures.set(path, path === shown ? bytes : ((await folder.read(path)) ?? bytes))
  }
  return pictures
}

interface Written {
  /** Chapters and appendices as `thesis.yml` lists them. */
  entries: {chapters: unknown[]; appendices: string[]}
  counts: Map<string, number>
  words: number
}

/** Convert the chapters. */
function writeChapters(
  {chapters}: Sources,
  pictures: readonly string[],
  pathOf: (path: string) => string,
  files: ImportedThesis['files']
): Written {
  const entries: Written['entries'] = {chapters: [], appendices: []}
  const counts = new Map<string, number>()
  const paths = new Set([...chapters.map(({file}) => file.path), ...pictures])
  const parts = new Map<string, {part: string; chapters: unknown[]}>()
  let words = 0
  let isInAppendix = false
  for (const source of chapters) {
    const {file, part, level = 1, heading, isGenerated, isCover, list} = source
    // A list that each build makes again.
    if (list === 'abbreviations') continue
    const text = normalLines(String(file))
    const group = part === undefined ? undefined : parts.get(part)
    if (source.role === 'part' && part !== undefined && isGenerated) {
      const own = {part: text.replace(/^#\s+/, '').trim(), chapters: []}
      parts.set(part, own)
      entries.chapters.push(own)
      continue
    }
    const body = withoutMetadata(text, isCover ?? false)
    if (body.trim() === '') continue
    const divided = convertDivisions(body)
    isInAppendix ||= divided.opensAppendix && divided.text.trim() === ''
    if (divided.text.trim() === '') continue
    const converted = convertText(divided.text, linkTo(posix.dirname(file.path), paths))
    for (const [kind, count] of converted.counts) counts.set(kind, (counts.get(kind) ?? 0) + count)
    if (divided.count > 0) counts.set('parts and appendices', (counts.get('parts and appendices') ?? 0) + divided.count)
    words += converted.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
    const wanted = isGenerated ? `thesis/${nameOfPage(text)}.md` : markdownName(pathOf(file.path))
    if (heading !== undefined) {
      const above = free(`thesis/${nameOfPage(`# ${heading}`)}.md`, files)
      files.set(above, `# ${heading}\n`)
      addEntry(posix.relative('thesis', above))
    }
    const path = free(wanted, files)
    files.set(path, `${converted.text.trim()}\n`)
    const name = posix.relative('thesis', path)
    if (source.role === 'part' && part !== undefined) {
      const own = {part: name, chapters: []}
      parts.set(part, own)
      entries.chapters.push(own)
    } else addEntry(level > 1 ? {file: name, level} : name)
    isInAppendix ||= divided.opensAppendix

    function addEntry(entry: string | {file: string; level: number}): void {
      if (source.role === 'appendix' || isInAppendix)
        entries.appendices.push(typeof entry === 'string' ? entry : entry.file)
      else (group ?? entries).chapters.push(entry)
    }
  }
  return {entries, counts, words}
}

const markdownName = (path: string) => path.replace(/\.(?:qmd|rmd|markdown)$/i, '.md')
const nameOfPage = (text: string) =>
  /^#\s+(.*?)(?:\s*\{.*)?$/m
    .exec(text)?.[1]
    ?.normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-') || 'page'

/** A name that no file has yet. */
function free(wanted: string, files: ReadonlyMap<string, unknown>): string {
  const {dir, name, ext} = posix.parse(wanted)
  let path = wanted
  for (let number = 2; files.has(path); number++) path = posix.join(dir, `${name}-${number}${ext}`)
  return path
}

/** The new path of a chapter or of a picture that a link names, from a folder. */
function linkTo(folder: string, paths: ReadonlySet<string>): Links {
  const byName = new Map([...paths].reverse().map((path) => [posix.basename(path).toLowerCase(), path]))
  return (url, isAnywhere = false) => {
    const [, path = '', rest = ''] = /^([^#?:]+)(.*)$/.exec(url) ?? []
    const named = path !== '' && isAnywhere ? byName.get(posix.basename(decodeURI(path)).toLowerCase()) : undefined
    if (named !== undefined) return `${encodeURI(markdownName(posix.relative(folder, named)))}${rest}`
    const isMoved = /\.(?:qmd|rmd|markdown)$/i.test(path) && paths.has(posix.join(folder, path))
    return isMoved ? `${markdownName(path)}${rest}` : undefined
  }
}

/** What a chapter's metadata say of the chapter stays; what is about the thesis stands in `thesis.yml`. */
function withoutMetadata(text: string, isCover: boolean): string {
  const blocks = metadataBlocks(text)
  if (blocks.length === 0) return text
  const lines = text.split('\n')
  for (const block of blocks) {
    const kept = isCover ? '' : ownMetadata(block)
    lines.splice(
      block.start - 1,
      block.end - block.start + 1,
      ...Array<string>(block.end - block.start).fill(dropped),
      kept || dropped
    )
  }
  return lines.filter((line) => line !== dropped).join('\n')
}

/** Stands for a line that goes: no line of a text holds it. */
const dropped = '\u0000'

function ownMetadata({text, fields}: MetadataBlock): string {
  const lines = fields ? [] : text.split('\n')
  const kept = lines.filter((line, index) => /^(?:title|lang|execute)\s*:/.test(line) || isBelow(lines, index))
  return kept.length > 0 ? `---\n${kept.join('\n')}\n---` : ''
}

/** A line that goes on with a key that is kept. */
function isBelow(lines: readonly string[], index: number): boolean {
  if (!/^\s+\S/.test(lines[index]!)) return false
  const key = lines.slice(0, index).findLast((line) => /^\S/.test(line))
  return key !== undefined && /^(?:title|lang|execute)\s*:/.test(key)
}

/** `thesis.yml`: the settings as they were read, with the new paths. */
function writeSettings(
  {imported, abstracts, config}: Sources,
  {chapters, appendices}: Written['entries'],
  style: string | undefined,
  files: ImportedThesis['files'],
  pathOf: (path: string) => string
): string {
  const values: Mapping = {...imported?.values}
  for (const key of ['chapters', 'appendices', 'abstracts', 'include-in-header', 'header-includes']) delete values[key]
  const {bibliography, citations, title, ...rest} = values
  const {files: _, ...own} = isMapping(bibliography) ? bibliography : {}
  const texts = Object.fromEntries(
    abstracts.map(({lang, keywords, file}) => {
      const isFile = /\.(?:q?md|rmd|markdown)$/i.test(file.path) && file.path !== imported?.cover
      const path = markdownName(pathOf(file.path))
      if (isFile) files.set(path, String(file))
      const text = isFile ? posix.relative('thesis', path) : String(file)
      return [lang, keywords.length > 0 ? {text, keywords} : text]
    })
  )
  const cited = isMapping(citations) ? {...citations} : {}
  if (style !== undefined) cited.style = style
  const written = {
    title: title ?? config?.title,
    ...rest,
    // With the TeX of the files that the settings include.
    'header-includes': unlessEmpty(config?.['header-includes'] ?? []),
    abbreviations: unlessEmpty(config?.abbreviations ?? {}),
    abstracts: unlessEmpty(texts),
    bibliography: unlessEmpty(own),
    citations: unlessEmpty(cited),
    chapters,
    appendices: unlessEmpty(appendices)
  }
  return stringify(written, {lineWidth: 100})
}

function unlessEmpty<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length > 0 ? value : undefined
}
