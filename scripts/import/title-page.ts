/** The first chapters of a thesis whose settings have no title → the title and the author of a title page in TeX, where they are plain. */

import posix from 'node:path/posix'
import type {VFile} from 'vfile'
import type {Folder} from '../files.ts'
import {takeGroup} from '../read/tex/tex-cursor.ts'
import {expandMacros} from '../read/tex/tex-macros.ts'
import {findMarkdown} from './find-markdown.ts'
import {asList, asText, put, type Settings} from './settings.ts'

/** Title pages lie among the first files. */
const searched = 6

/** Fill in what is missing of title and author, `\title{…}`, or the largest words between `\begin{titlepage}` and its end. */
export async function fillTitle(
  folder: Folder,
  settings: Settings,
  open: (path: string) => Promise<VFile | undefined>
): Promise<void> {
  if (settings.values.title !== undefined) return
  const listed = asList(settings.values.chapters).flatMap((one) => asText(one) ?? [])
  const paths =
    listed.length > 0
      ? listed.map((path) => posix.join(settings.root, path))
      : await findMarkdown(folder, settings.root)
  for (const path of paths.slice(0, searched)) {
    const file = await open(path).catch(() => undefined)
    const {title, author, line} = file ? titlePage(String(file)) : {}
    if (!file || title === undefined) continue
    const at = {start: {line: line ?? 1, column: 1}, end: {line: line ?? 1, column: 2}}
    const origin = {yaml: {file, value: {}, placeOf: () => at}, path: []}
    put(settings, ['title'], title, origin)
    if (author !== undefined) put(settings, ['author'], author, origin)
    return
  }
}

interface TitlePage {
  title?: string | undefined
  author?: string | undefined
  line?: number | undefined
}

/** What TeX says of itself; only what needs no reading of commands. */
function titlePage(text: string): TitlePage {
  if (!/\\title\s*\{|\\begin\{titlepage\}/.test(text)) return {}
  const own = text.replace(/<!--[\s\S]*?-->|(?<!\\)%[^\n]*/g, '')
  const expanded = expandMacros(own, new Map())
  const tex = 'tex' in expanded ? expanded.tex : own
  const title = argumentOf(tex, '\\title') ?? largest(tex)
  const index = text.search(/\\title\s*\{|\\begin\{titlepage\}/)
  return {title, author: argumentOf(tex, '\\author'), line: text.slice(0, index).split('\n').length}
}

function argumentOf(tex: string, command: string): string | undefined {
  const start = tex.indexOf(`${command}{`)
  if (start === -1) return undefined
  const group = takeGroup({source: tex, at: start + command.length, end: tex.length})
  return group && plainText(tex.slice(group.from, group.to))
}

/** The first words in the largest type of a title page, up to the end of their paragraph. */
function largest(tex: string): string | undefined {
  const page = /\\begin\{titlepage\}([\s\S]*?)\\end\{titlepage\}/.exec(tex)?.[1] ?? ''
  for (const size of ['Huge', 'huge', 'LARGE', 'Large']) {
    const found = new RegExp(
      `\\\\${size}(?![a-zA-Z])([\\s\\S]*?)(?:\\n[ \\t]*\\n|\\\\(?:Huge|huge|LARGE|Large|large|normalsize|[vh]space|vfill)|$)`
    ).exec(page)
    const title = found && plainText(found[1]!)
    if (title) return title
  }
  return undefined
}

/** Words alone; undefined where a command says more. */
function plainText(tex: string): string | undefined {
  const text = tex
    .replace(/\\\\(?:\[[^\]]*\])?|\\(?:par|newline|bfseries|sffamily|centering|space)(?![a-zA-Z])|~/g, ' ')
    .replace(/\\(?:textbf|textsc|textsf|textit|emph|text)\s*(?=\{)/g, '')
    .replace(/\\([&%$#_])/g, '$1')
    .replace(/[{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' || text.includes('\\') ? undefined : text
}
