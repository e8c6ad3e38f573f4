/** `myst.yml`, or `_config.yml` and `_toc.yml` of Jupyter Book → the settings of the thesis. */

import type {VFile} from 'vfile'
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
  readAnyYaml,
  type Settings,
  type Yaml
} from './settings.ts'

/** A chapter, or a file whose headings go below those of the chapter before it. */
type Entry = string | {file: string; level: number}

/** Add what `myst.yml` says. */
export function readMyst(settings: Settings, yaml: Yaml): void {
  const {project} = yaml.value
  settings.outputs.push('_build')
  if (!isMapping(project)) return
  const {toc, parts, ...rest} = project
  settings.metadata = {...settings.metadata, ...project}
  const own = isMapping(parts) ? {...rest, ...parts} : rest
  for (const [key, value] of Object.entries(own)) {
    const path = key in rest ? ['project', key] : ['project', 'parts', key]
    const set = (at: Path, found: unknown) => put(settings, at, found, {yaml, path})
    readMetadata(settings, set, {yaml, path: path.slice(0, -1)}, {[key]: value}, own)
  }
  readEntries(settings, yaml, ['project', 'toc'], asList(toc))
}

/** Add what `_config.yml` says. */
export function readJupyterConfig(settings: Settings, yaml: Yaml): void {
  settings.metadata = {...settings.metadata, ...yaml.value}
  settings.outputs.push('_build')
  const {sphinx, ...rest} = yaml.value
  const config = isMapping(sphinx) && isMapping(sphinx.config) ? sphinx.config : {}
  const set = (path: Path, value: unknown, origin: Origin) => put(settings, path, value, origin)
  readMetadata(settings, set, {yaml, path: []}, rest)
  if (asText(config.language)) put(settings, ['lang'], config.language, {yaml, path: ['sphinx', 'config', 'language']})
}

/** `_toc.yml`; the first Jupyter Book had a list there, without a key. */
export function readToc(file: VFile): Yaml {
  const text = String(file)
  const isList = /^(?:#.*\n|[ \t\r]*\n|---.*\n)*-[ \t]/.test(text)
  return readAnyYaml(
    file,
    '`_toc.yml`',
    isList ? {text: `chapters:\n${text.replace(/^---/m, '')}`, line: 0} : undefined
  )
}

/** Add the files that `_toc.yml` lists, those of the first Jupyter Book too. */
export function readJupyterToc(settings: Settings, yaml: Yaml): void {
  const {root, parts, chapters, sections} = yaml.value
  const first = asText(root)
  const rest = asList(parts ?? chapters ?? sections)
  readEntries(
    settings,
    yaml,
    [parts ? 'parts' : chapters ? 'chapters' : 'sections'],
    rest,
    first === undefined ? [] : [first]
  )
}

function readEntries(
  settings: Settings,
  yaml: Yaml,
  path: Path,
  entries: readonly unknown[],
  first: Entry[] = []
): void {
  const chapters = first.map((entry): {entry: unknown; origin: Origin} => ({entry, origin: {yaml, path: ['root']}}))
  const appendices: string[] = []
  for (const [index, entry] of entries.entries()) {
    const origin = {yaml, path: [...path, index]}
    const title = isMapping(entry) ? titleOf(entry) : undefined
    const files = title === undefined ? filesOf(entry, 1) : below(entry as Mapping).flatMap((one) => filesOf(one, 1))
    if (title === undefined) chapters.push(...files.map((file) => ({entry: file, origin})))
    else if (isAppendix(title)) appendices.push(...files.map((file) => (typeof file === 'string' ? file : file.file)))
    else chapters.push({entry: {part: title, chapters: files}, origin})
  }
  putChapters(settings, chapters, {yaml, path})
  if (appendices.length > 0) put(settings, ['appendices'], appendices, {yaml, path})
}

/** The title of a group that is no file itself. */
function titleOf(entry: Mapping): string | undefined {
  return asText(entry.caption) ?? (fileOf(entry) === undefined ? asText(entry.title ?? entry.part) : undefined)
}

const isAppendix = (title: string) =>
  /^(?:appendi(?:x|ces)|annexes?|anh[aä]nge?|anexos?|apéndices?|appendici?)\b/i.test(title)
const fileOf = (entry: Mapping) => asText(entry.file ?? entry.doc)
const below = (entry: Mapping) => asList(entry.children ?? entry.sections ?? entry.chapters ?? entry.entries)

/** A file and those below it. */
function filesOf(entry: unknown, level: number): Entry[] {
  if (!isMapping(entry)) return asText(entry) === undefined ? [] : [entryOf(asText(entry)!, level)]
  const file = fileOf(entry)
  const own = file === undefined ? [] : [entryOf(file, level)]
  return [...own, ...below(entry).flatMap((one) => filesOf(one, file === undefined ? level : level + 1))]
}

const entryOf = (file: string, level: number): Entry => (level === 1 ? file : {file, level})
