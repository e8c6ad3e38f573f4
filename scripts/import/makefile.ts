/** A Makefile or a script that calls Pandoc → the settings of the thesis: its files in order, its options. */

import posix from 'node:path/posix'
import type {VFile} from 'vfile'
import type {Folder} from '../files.ts'
import {aboutProject, findMarkdown, indexFirst} from './find-markdown.ts'
import {pandocCalls, type Word} from './pandoc-calls.ts'
import {type Mapping, put, type Settings, type Yaml} from './settings.ts'

/** What a call of Pandoc says. */
export interface PandocCall {
  /** Markdown files, from the folder of the settings. */
  inputs: string[]
  /** Line of the first of them. */
  line: number
  /** Its options about the text. */
  yaml: Yaml
  defaults: Word[]
  metadata: Word[]
  /** TeX before the text, with the macros of formulas. */
  headers: Word[]
}

/**
 * Read the calls of Pandoc in a Makefile or a script, and add the chapters of the one with most files.
 *
 * @returns that call, and those of as many files; none when no call is that of a thesis
 */
export async function readMakefile(settings: Settings, folder: Folder, file: VFile): Promise<PandocCall[]> {
  const calls: PandocCall[] = []
  for (const words of pandocCalls(String(file))) calls.push(await readCall(words, settings.root, folder, file))
  const most = Math.max(0, ...calls.map(({inputs}) => inputs.length))
  // A page about the project is made of one file of many.
  if (most === 1 && (await findMarkdown(folder, settings.root)).length > 2) return []
  const kept = calls.filter(({inputs, defaults}) => (most === 0 ? defaults.length > 0 : inputs.length === most))
  if (most > 0) {
    const {inputs, line} = kept[0]!
    put(settings, ['chapters'], inputs, {yaml: {file, value: {}, placeOf: () => placeOf(line)}, path: []})
  }
  return kept
}

const placeOf = (line: number) => ({start: {line, column: 1}, end: {line, column: 2}})

/** Options of one letter whose value may be the next word. */
const short: Record<string, string> = {
  o: 'output',
  V: 'variable',
  M: 'metadata',
  H: 'include-in-header',
  d: 'defaults',
  f: 'from',
  r: 'from',
  t: 'to',
  w: 'to',
  F: 'filter',
  L: 'lua-filter',
  B: 'include-before-body',
  A: 'include-after-body',
  T: 'title-prefix',
  c: 'css'
}

/** Long options without a value. */
const flag =
  /^(?:number-sections|toc|table-of-contents|standalone|citeproc|natbib|biblatex|verbose|quiet|mathjax|katex|listings|section-divs|self-contained|embed-resources|file-scope|strip-comments|no-.*|incremental|ascii|reference-links|lof|lot)$/

async function readCall(words: readonly Word[], root: string, folder: Folder, file: VFile): Promise<PandocCall> {
  const value: Mapping = {}
  const lines = new Map<string, number>()
  const call: PandocCall = {
    inputs: [],
    line: words[0]?.line ?? 1,
    defaults: [],
    metadata: [],
    headers: [],
    yaml: {file, value, placeOf: ([key]) => placeOf(lines.get(String(key)) ?? words[0]?.line ?? 1)}
  }
  for (let index = 0; index < words.length; index++) {
    const {text, line} = words[index]!
    const option = optionOf(text)
    if (!option) {
      if (/^(?:\d?[<>]|--?$)/.test(text)) continue
      const found = await inputsOf(posix.normalize(posix.join(root, text)), root, folder)
      if (found.length > 0 && call.inputs.length === 0) call.line = line
      if (/\.ya?ml$/i.test(text)) call.metadata.push({text, line})
      call.inputs.push(...found)
      continue
    }
    const {name} = option
    const given = option.value ?? (flag.test(name) ? undefined : words[++index]?.text)
    take(name, given, line)
  }
  return call

  function take(name: string, given: string | undefined, line: number): void {
    if (name === 'number-sections') set('number-sections', true, line)
    if (given === undefined) return
    if (name === 'variable' || name === 'metadata') {
      const [, key = '', own] = /^([^=:]+)[=:]?(.*)$/s.exec(given) ?? []
      if (own) set(key, own, line)
    } else if (name === 'bibliography') {
      value.bibliography = [...((value.bibliography as string[] | undefined) ?? []), given]
      lines.set(name, line)
    } else if (name === 'csl' || name === 'toc-depth') set(name, given, line)
    else if (name === 'metadata-file') call.metadata.push({text: given, line})
    else if (name === 'defaults') call.defaults.push({text: /\.ya?ml$/.test(given) ? given : `${given}.yaml`, line})
    else if (name === 'include-in-header') call.headers.push({text: given, line})
  }

  function set(key: string, own: unknown, line: number): void {
    if (Object.hasOwn(value, key)) return
    value[key] = own
    lines.set(key, line)
  }
}

function optionOf(text: string): {name: string; value?: string} | undefined {
  const long = /^--([a-z][\w-]*)(?:=(.*))?$/s.exec(text)
  if (long) return long[2] === undefined ? {name: long[1]!} : {name: long[1]!, value: long[2]}
  const [, letter, rest] = /^-([A-Za-z])(.*)$/s.exec(text) ?? []
  if (letter === undefined) return undefined
  const name = short[letter]
  if (letter === 'N') return {name: 'number-sections', value: ''}
  if (name === undefined) return {name: letter, value: rest ?? ''}
  return rest ? {name, value: rest} : {name}
}

/** The Markdown files that a word names, as the shell lists them. */
async function inputsOf(pattern: string, root: string, folder: Folder): Promise<string[]> {
  if (!/\.(?:\w*md|markdown|txt|text)$/i.test(pattern) || pattern.startsWith('../')) return []
  const found = (await folder.list(pattern)).filter((path) => !aboutProject.test(posix.basename(path)))
  return (/[*?[{]/.test(pattern) ? indexFirst(found) : found).map((path) => posix.relative(root, path))
}
