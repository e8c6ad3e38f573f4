/** The settings of another tool, in the keys of `thesis.yml`, each with the place where its author wrote it. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {z} from 'zod'
import {type Path, readYaml} from '../messages/read-yaml.ts'

/** YAML of a file, or of a part of it. */
export interface Yaml {
  file: VFile
  /** Its keys and values; empty when it cannot be read. */
  value: Mapping
  placeOf: (path: Path) => Position | undefined
}

export type Mapping = Record<string, unknown>

/** Where a value was written. */
export interface Origin {
  yaml: Yaml
  path: Path
}

export interface Settings {
  /** What wrote them, as messages call it: `_quarto.yml`, the front matter. */
  name: string
  /** The file that messages about the whole are on. */
  file: VFile
  /** Folder of the chapters. */
  root: string
  /** As `thesis.yml` would have them. */
  values: Mapping
  /** By the path of a value in `values`, its steps joined with a line's end. */
  origins: Map<string, Origin>
  /** All that was read, as it was written: what `{{< meta … >}}` may name. */
  metadata: Mapping
  /** Keys about the look of pages. */
  layout: Origin[]
  /** Keys with text for the reader that nobody here knows. */
  unread: Origin[]
  /** Folders that the tool writes. */
  outputs: string[]
  /** Folders where chapters lie besides `root`, when none is listed; absent for all. */
  folders?: string[]
  /** The Markdown file whose metadata are those of the whole: its title is none of a chapter. */
  cover?: string
  /** By path of a chapter: the heading that stands above its text elsewhere, and the level of its own (1: chapters). */
  leads?: Map<string, {heading?: string; level: number}>
  /** `_variables.yml`, for `{{< var … >}}`. */
  variables: Mapping
}

/** Nothing yet. */
export function emptySettings(name: string, file: VFile): Settings {
  const root = file.dirname === undefined || file.dirname === '.' ? '' : file.dirname
  return {
    name,
    file,
    root,
    values: {},
    origins: new Map(),
    metadata: {},
    layout: [],
    unread: [],
    outputs: [],
    variables: {}
  }
}

/** Set a value unless there is one: what is read first holds. */
export function put<From>(
  settings: {values: Mapping; origins: Map<string, From>},
  path: Path,
  value: unknown,
  origin: From
): void {
  if (value === undefined || value === null) return
  let here = settings.values
  for (const step of path.slice(0, -1)) {
    here[step] ??= {}
    if (!isMapping(here[step])) return
    here = here[step]
  }
  const last = path.at(-1)!
  if (Object.hasOwn(here, last)) return
  here[last] = value
  settings.origins.set(path.join('\n'), origin)
}

/** Set the chapters unless there are some, each where it was listed. */
export function putChapters(
  settings: Settings,
  chapters: ReadonlyArray<{entry: unknown; origin: Origin}>,
  origin: Origin
): void {
  if (chapters.length === 0 || Object.hasOwn(settings.values, 'chapters')) return
  put(
    settings,
    ['chapters'],
    chapters.map(({entry}) => entry),
    origin
  )
  for (const [index, one] of chapters.entries()) settings.origins.set(['chapters', index].join('\n'), one.origin)
}

/** Where the value at a path of `values` was written; that of what holds it, when it has no place of its own. */
export function originAt(
  {origins}: Pick<Settings, 'origins'>,
  path: Path
): {file: VFile; at: Position | undefined; path: Path} | undefined {
  for (let length = path.length; length > 0; length--) {
    const origin = origins.get(path.slice(0, length).join('\n'))
    if (!origin) continue
    const {yaml, path: there} = origin
    const at = yaml.placeOf([...there, ...path.slice(length)]) ?? yaml.placeOf(there)
    return {file: yaml.file, at, path: there}
  }
  return undefined
}

const rules = {
  unreadable: 'import:unreadable',
  unknown: 'import:unreadable',
  missing: 'import:unreadable',
  wrong: 'import:unreadable'
} as const

/**
 * Read YAML whose keys are not ours to check. Emits `import:unreadable`.
 *
 * @param part  when it is only a part of the file: its text, and its first line from 1
 */
export function readAnyYaml(file: VFile, name: string, part = withoutFences(String(file))): Yaml {
  // R's tags for code that gives a value.
  const text = part.text.replace(/(:[ \t]+)!(expr|r)(?=[ \t])/g, (_, before: string, tag: string) =>
    before.padEnd(before.length + tag.length + 1)
  )
  const {value, placeOf} = readYaml(file, z.record(z.string(), z.unknown()), {rules, part: {...part, text}, name})
  return {file, value: value ?? {}, placeOf}
}

/** Pandoc's metadata files often stand between lines of hyphens. */
function withoutFences(text: string): {text: string; line: number} {
  const lines = text.split(/\r?\n/)
  const isFence = (line: string | undefined) => line !== undefined && /^(?:---|\.\.\.)[ \t]*$/.test(line)
  const start = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'))
  const from = isFence(lines[start]) ? start + 1 : 0
  const end = lines.findIndex((line, index) => index >= from && isFence(line))
  return {text: lines.slice(from, end === -1 ? undefined : end).join('\n'), line: from + 1}
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One or many, as many. */
export function asList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

/** Text, or a number or boolean as its text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** `true`, `yes`, `on`: YAML 1.1, which R reads. */
export function truthOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  return /^(?:true|yes|on)$/i.test(value) ? true : /^(?:false|no|off)$/i.test(value) ? false : undefined
}
