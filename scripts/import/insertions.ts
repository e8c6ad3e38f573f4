/** The text of a file → where it includes another, or names a value. */

import {type CsvFence, csvFence} from './csv-table.ts'

/** A part of a text that stands for something else. */
export interface Insertion {
  start: number
  end: number
  /** Text of files; a value of the settings, or of `_variables.yml`; a shortcode that is shown. */
  kind: 'file' | 'meta' | 'var' | 'shown'
  /** Paths of files, or the one name of a value; what is printed of a shortcode that is shown. */
  names: string[]
  /** `\input{file}`: what it names may be left to TeX. */
  isTex?: boolean
  /** The file is a table. */
  csv?: CsvFence
}

/**
 * Quarto's `{{< include … >}}`, `{{< meta … >}}` and `{{< var … >}}`, knitr's `child=`, MyST's `{include}` and
 * TeX's `\input`, in the order of the text. What stands in a fence of code is an example, unless it is raw TeX.
 */
export function findInsertions(text: string): Insertion[] {
  if (!/\{\{<|\bchild\s*=|\{include\}|\{\.table|\\(?:input|include|subfile)\{/.test(text)) return []
  const found: Insertion[] = []
  let fence: {mark: string; start: number; names?: string[]; isTex: boolean; csv?: CsvFence} | undefined
  let start = 0
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const end = start + line.length
    const mark = /^ {0,3}(`{3,}|~{3,}|:{3,})(.*)$/.exec(line)
    if (fence) {
      const isClosed = mark && mark[1]!.startsWith(fence.mark) && mark[2]!.trim() === ''
      if (isClosed && fence.names)
        found.push({start: fence.start, end, kind: 'file', names: fence.names, csv: fence.csv})
      if (isClosed) fence = undefined
      else if (fence.isTex) found.push(...inputsOf(line, start))
    } else if (mark) {
      const csv = csvFence(mark[2]!)
      const names = csv ? [csv.source] : filesOf(mark[2]!)
      // A fence of colons holds Markdown.
      if (names || !mark[1]!.startsWith(':')) fence = {mark: mark[1]!, start, names, csv, isTex: rawTex.test(mark[2]!)}
    } else if (pageBreak.test(line) && isText(lines[index - 1], lines[index + 1])) {
      // A line of its own ends the paragraph.
      found.push({start, end, kind: 'shown', names: [`\n${line.trim()}\n`]})
    } else found.push(...shortcodesOf(line, start), ...inputsOf(line, start))
    start = end + 1
  }
  return found
}

const pageBreak = /^\{\{<\s*pagebreak\s*>\}\}\s*$/
const isText = (...lines: (string | undefined)[]) => lines.some((line) => (line ?? '').trim() !== '')

const rawTex = /^\s*\{=(?:latex|tex)\}\s*$/

/** `\input{chapter}` of a line, as long as no comment or code hides it. */
function inputsOf(line: string, offset: number): Insertion[] {
  const shown = /^(?:\\[\s\S]|[^%`\\])*/.exec(line)?.[0] ?? ''
  return [...shown.matchAll(/\\(?:input|include|subfile)\{([^{}%]+)\}/g)].map(({0: typed, 1: name, index}) => ({
    start: offset + index,
    end: offset + index + typed.length,
    kind: 'file',
    names: [name!.trim()],
    isTex: true
  }))
}

/** `{r, child = c("a.Rmd", 'b.Rmd')}`, `{include} a.md`. */
function filesOf(info: string): string[] | undefined {
  const myst = /^\s*\{include\}\s+(\S+)\s*$/.exec(info)?.[1]
  if (myst !== undefined) return [myst]
  // The path may stand in a call: `here::here("…")`.
  const child = /^\s*\{r\b.*?\bchild\s*=\s*(.*)$/i.exec(info)?.[1]
  const names = child
    ?.match(/^(?:[\w.:]*\(\s*)?(?:"[^"]+"|'[^']+')(?:\s*,\s*(?:"[^"]+"|'[^']+'))*/)?.[0]
    .match(/"[^"]+"|'[^']+'/g)
    ?.map((name) => name.slice(1, -1))
  return names?.length ? names : undefined
}

/** Those of a line; `{{{< … >}}}` shows a shortcode. */
function shortcodesOf(line: string, offset: number): Insertion[] {
  const found: Insertion[] = []
  for (let at = line.indexOf('{{<'); at !== -1; at = line.indexOf('{{<', at + 3)) {
    const end = line.indexOf('>}}', at)
    if (end === -1) break
    const [, name, argument = ''] = /^\s*(\w+)\s+(\S.*?)?\s*$/.exec(line.slice(at + 3, end)) ?? []
    const given = argument.replace(/^(["'])(.*)\1$/, '$2')
    if (line[at - 1] === '{' && line[end + 3] === '}') {
      const shown = `\\${line.slice(at, end + 3)}`
      found.push({start: offset + at - 1, end: offset + end + 4, kind: 'shown', names: [shown]})
    } else if (given !== '' && line[at - 1] !== '`') {
      const here = {start: offset + at, end: offset + end + 3, names: [given]}
      if (name === 'glossary' || name === 'gls' || name === 'acr')
        found.push({...here, kind: 'shown', names: [termOf(argument)]})
      else if (name === 'include') found.push({...here, kind: 'file'})
      else if (name === 'meta' || name === 'var') found.push({...here, kind: name})
    }
  }
  return found
}

/** quarto-glossary's `term display="words"`, and `table=true` for the list. */
function termOf(argument: string): string {
  if (/^table\b/.test(argument)) return '\n::: {.glossary}\n:::\n'
  const [, double, single, bare = ''] = /^(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(argument) ?? []
  const entry = double ?? single ?? bare
  const [, shown = entry] = /\bdisplay\s*=\s*["']([^"']*)["']/.exec(argument) ?? []
  return `[${shown}]{.term entry="${entry}"}`
}

/** Files whose text a text takes in, as it names them. */
export function includedFiles(text: string): string[] {
  return findInsertions(text).flatMap(({kind, names, isTex}) => (kind === 'file' && !isTex ? names : []))
}
