/** A fence of knitr's, Quarto's or MyST's → what it asks for, and its code without that. */

import type {Code} from 'mdast'
import {parse} from 'yaml'

/** Code that another program would run. */
export interface CodeCell {
  /** `r`, `python`… */
  engine: string
  /** By name as Quarto writes it: `fig-cap`, not `fig.cap`. */
  options: CellOptions
  code: string
}

export type CellOptions = Readonly<Record<string, unknown>>

const engines = new Set(
  (
    'r python python3 ipython ipython3 julia ojs js bash sh zsh sql stan rcpp mermaid dot d3 css octave matlab node perl ' +
    'ruby sas stata scala fortran c cpp go rust haskell awk gawk sass scss tikz asis cat verbatim embed'
  ).split(' ')
)

/** `{r label, echo=FALSE}`, `{python}`, MyST's `{code-cell} python`; undefined for every other fence. */
export function readCell({lang, meta, value}: Code): CodeCell | undefined {
  const info = [lang, meta].filter(Boolean).join(' ').trim()
  const myst = /^\{code-cell\}\s*([\w+-]*)/.exec(info)
  if (myst) return {engine: engineOf(myst[1] || 'python'), ...withMystOptions(value)}
  const [, name = '', header = ''] = /^\{\s*([a-z][\w+]*)(?:[\s,]+([\s\S]*?))?\s*\}$/i.exec(info) ?? []
  if (!engines.has(name.toLowerCase())) return undefined
  const lines = value.split('\n')
  const end = lines.findIndex((line) => !optionLine.test(line))
  const typed = lines.slice(0, end === -1 ? undefined : end).map((line) => line.replace(optionLine, ''))
  const code = end === -1 ? '' : lines.slice(end).join('\n').replace(/^\n+/, '')
  return {engine: engineOf(name), options: {...readHeader(header), ...readLines(typed)}, code}
}

const optionLine = /^\s*(?:#|\/\/|--|%%?)\|[ \t]?/

function engineOf(name: string): string {
  const bare = name.toLowerCase().replace(/^i?python3?$/, 'python')
  return bare === 'ojs' || bare === 'node' ? 'js' : bare === 'rcpp' ? 'cpp' : bare
}

/** `map, echo=FALSE, fig.cap="A map, of course"`. */
export function readHeader(text: string): CellOptions {
  const options: Record<string, unknown> = {}
  for (const [index, part] of splitAtCommas(text).entries()) {
    const [, name, typed] = /^([\w.-]+)\s*=\s*([\s\S]+)$/.exec(part) ?? []
    if (name !== undefined && typed !== undefined) options[keyOf(name)] = constantOf(typed)
    else if (index === 0 && /^[\w.:-]+$/.test(part)) options.label = part
  }
  return options
}

/** YAML, or knitr's own `echo = FALSE, fig.cap = "…"`. */
function readLines(lines: readonly string[]): CellOptions {
  if (lines.length === 0) return {}
  const text = lines.join('\n')
  try {
    const value: unknown = parse(text, {logLevel: 'silent', uniqueKeys: false})
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [keyOf(name), one]))
    }
  } catch {
    // Not YAML: read below.
  }
  const perLine = lines.map((line) => /^([\w.-]+):\s+(.+)$/.exec(line.trim()))
  if (!perLine.some((found) => found)) return readHeader(text.replaceAll('\n', ' '))
  return Object.fromEntries(
    perLine.flatMap((found) => (found ? [[keyOf(found[1] ?? ''), constantOf(found[2] ?? '')]] : []))
  )
}

/** `:tags: [hide-input]`, or YAML between two lines of hyphens. */
function withMystOptions(value: string): Pick<CodeCell, 'options' | 'code'> {
  const block = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(value) ?? /^((?::[\w-]+:.*(?:\n|$))+)/.exec(value)
  const text = (block?.[1] ?? '').replace(/^:([\w-]+):/gm, '$1:')
  const options = readLines(text.trim() === '' ? [] : text.trim().split('\n'))
  const tags = String(options.tags ?? '')
  const code = value.slice(block?.[0].length ?? 0).replace(/^\n+/, '')
  const hidden = /remove[-_]cell/.test(tags)
    ? {include: false}
    : /(?:remove|hide)[-_]input/.test(tags)
      ? {echo: false}
      : {}
  return {options: {...options, ...hidden}, code}
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll('.', '-')
}

/** A value of R's: what is not a constant stays as it is typed, and counts as no text. */
function constantOf(typed: string): unknown {
  const value = typed.trim()
  if (/^(?:TRUE|T|true)$/.test(value)) return true
  if (/^(?:FALSE|F|false)$/.test(value)) return false
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return Number(value)
  const quoted = /^(["'])([\s\S]*)\1$/.exec(value)?.[2]
  if (quoted !== undefined) return quoted.replace(/\\(["'\\])/g, '$1')
  return {expression: value}
}

/** At the commas that stand in no quotes and no brackets. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let from = 0
  let depth = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quote !== '') {
      if (sign === '\\') at++
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign)) depth--
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '')
}

/** What is between the brackets of each call, by the name of its function; nothing of a call that is not closed. */
export function argumentsOf(code: string, name: RegExp): string[] {
  const found: string[] = []
  let end = 0
  for (const {index, 0: call} of code.matchAll(name)) {
    if (index < end) continue
    const from = index + call.length
    end = closingOf(code, from)
    if (end < code.length) found.push(code.slice(from, end))
  }
  return found
}

/** Where the bracket that is open at a place closes; the end of the code when it does not. */
function closingOf(code: string, from: number): number {
  let depth = 1
  let quote = ''
  for (let at = from; at < code.length; at++) {
    const sign = code[at] ?? ''
    if (quote !== '') {
      if (sign === '\\') at++
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return at
  }
  return code.length
}

/** Paths in R's `"a.png"`, `c("a.png", "b.png")`, `here::here("img", "a.png")`; undefined for what is computed otherwise. */
export function pathsOf(typed: string): string[] | undefined {
  const [first = ''] = splitAtCommas(typed)
  const value = first.replace(/^path\s*=\s*/, '').trim()
  const [, name = '', inner = ''] = /^([\w.:]*)\(([\s\S]*)\)$/.exec(value) ?? []
  if (name === 'c') {
    const paths = splitAtCommas(inner).map((one) => pathsOf(one))
    return paths.every((one) => one !== undefined) ? paths.flat() : undefined
  }
  if (/(?:^|:)here$|^file\.path$/.test(name)) {
    const steps = splitAtCommas(inner).map((one) => constantOf(one))
    return steps.every((one) => typeof one === 'string') ? [steps.join('/')] : undefined
  }
  const path = constantOf(value)
  return typeof path === 'string' ? [path] : undefined
}
