/** `_quarto.yml` → the settings of the thesis: a book, or a plain project. */

import type {Path} from '../messages/read-yaml.ts'
import {readMetadata} from './metadata.ts'
import {
  asList,
  asText,
  isMapping,
  type Mapping,
  type Origin,
  put,
  putChapters,
  type Settings,
  type Yaml
} from './settings.ts'

/** Add what `_quarto.yml` says. */
export function readQuarto(settings: Settings, yaml: Yaml): void {
  const {project, book, format, manuscript, ...rest} = yaml.value
  settings.metadata = {...settings.metadata, ...yaml.value}
  const set = (path: Path, value: unknown, origin: Origin) => put(settings, path, value, origin)
  if (isMapping(book)) {
    Object.assign(settings.metadata, book)
    const {chapters, appendices, references, ...metadata} = book
    readMetadata(settings, set, {yaml, path: ['book']}, metadata)
    readChapterList(settings, yaml, ['book', 'chapters'], withReferences(asList(chapters), references))
    const names = asList(appendices).flatMap((one) => chapterFiles(one))
    if (names.length > 0) put(settings, ['appendices'], names, {yaml, path: ['book', 'appendices']})
    // Quarto numbers the figures of a book by chapter.
    put(settings, ['numbering', 'figures'], 'chapter', {yaml, path: ['book']})
  }
  if (isMapping(manuscript) && asText(manuscript.article)) {
    put(settings, ['chapters'], [manuscript.article], {yaml, path: ['manuscript', 'article']})
  }
  readMetadata(settings, set, {yaml, path: []}, rest)
  readFormats(settings, yaml, ['format'], format)
  if (!isMapping(project)) return
  const output = asText(project['output-dir'])
  settings.outputs.push(output ?? '_site', '_book')
  const files = asList(project.render).filter((one): one is string => typeof one === 'string')
  const named = files.filter((file) => /\.(?:q?md|rmd)$/i.test(file) && !/[*!]/.test(file))
  if (named.length > 0) put(settings, ['chapters'], named, {yaml, path: ['project', 'render']})
}

/** What formats say that is no layout: paper before web before the others. */
export function readFormats(settings: Settings, yaml: Yaml, path: Path, formats: unknown): void {
  if (formats === undefined) return
  settings.layout.push({yaml, path})
  if (!isMapping(formats)) return
  const rank = (name: string) => (/pdf|latex|typst/.test(name) ? 0 : /html|gitbook|bs4/.test(name) ? 1 : 2)
  for (const name of Object.keys(formats).sort((a, b) => rank(a) - rank(b))) {
    const format = formats[name]
    if (!isMapping(format)) continue
    const said = Object.fromEntries(Object.entries(format).filter(([key]) => formatKeys.test(key)))
    const set = (at: Path, value: unknown, origin: Origin) => put(settings, at, value, origin)
    readMetadata({layout: [], unread: []}, set, {yaml, path: [...path, name]}, said)
  }
}

const formatKeys =
  /^(?:toc(?:[-_]?depth)?|number[-_]?(?:sections|depth)|csl|bibliography|lang|nocite|include-in-header|includes|lo[ft])$/

function withReferences(chapters: unknown[], references: unknown): unknown[] {
  const file = asText(references)
  return file === undefined ? chapters : [...chapters, file]
}

/** Chapters and parts; a part in a part is one more part. */
function readChapterList(settings: Settings, yaml: Yaml, path: Path, entries: readonly unknown[]): void {
  const found = entries.flatMap((entry, index) =>
    (isMapping(entry) && 'part' in entry ? partsOf(entry) : chapterFiles(entry)).map((own) => ({
      entry: own,
      origin: {yaml, path: [...path, index]}
    }))
  )
  putChapters(settings, found, {yaml, path})
}

function partsOf({part, chapters}: Mapping): unknown[] {
  const own = {part: asText(part) ?? '', chapters: [] as string[]}
  const found: unknown[] = [own]
  let last = own
  for (const entry of asList(chapters)) {
    if (isMapping(entry) && 'part' in entry) {
      const parts = partsOf(entry) as (typeof own)[]
      found.push(...parts)
      last = parts.at(-1)!
    } else last.chapters.push(...chapterFiles(entry))
  }
  return found
}

/** `file.qmd`, `{file: …}`, `{href: …}`; a divider has none. */
function chapterFiles(entry: unknown): string[] {
  const file = isMapping(entry) ? asText(entry.file ?? entry.href) : asText(entry)
  return file === undefined || /^-+$/.test(file) ? [] : [file]
}
