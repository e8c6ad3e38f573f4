/** TeX or Markdown with `\newacronym`, `\newglossaryentry` and their kind → the same without, and the terms that they define. */

import {skipTexSpace, type TexCursor, takeGroup, takeOption} from './tex-cursor.ts'

/** A term as LaTeX's packages define it; its texts may hold TeX, which Markdown may too. */
export interface TexTerm {
  key: string
  /** Where its definition starts. */
  offset: number
  name?: string | undefined
  short?: string | undefined
  long?: string | undefined
  plural?: string | undefined
  definition?: string | undefined
}

/** What each command takes, in its order: `options` and `[short]` between brackets, the rest between braces. */
const commands: Record<string, readonly string[]> = {
  newacronym: ['[options]', 'key', 'short', 'long'],
  newabbreviation: ['[options]', 'key', 'short', 'long'],
  newglossaryentry: ['key', 'options'],
  provideglossaryentry: ['key', 'options'],
  longnewglossaryentry: ['key', 'options', 'definition'],
  newdualentry: ['[options]', 'key', 'short', 'long', 'definition'],
  DeclareAcronym: ['key', 'options'],
  acrodef: ['key', '[short]', 'long'],
  newacro: ['key', '[short]', 'long']
}

const defines = new RegExp(`\\\\(?:${Object.keys(commands).join('|')})`)
/** Code is left alone. */
const found = new RegExp(
  `^ {0,3}(\`{3,}|~{3,})[^\\n]*\\n[\\s\\S]*?(?:^ {0,3}\\1|$(?![\\s\\S]))|\`[^\`\\n]*\`|\\\\(${Object.keys(commands).join('|')})\\*?(?![a-zA-Z])`,
  'gm'
)

/** Take the definitions out of a source: spaces stand in their place, so that the rest keeps its own. */
export function takeTexTerms(source: string): {terms: TexTerm[]; rest: string} {
  const terms: TexTerm[] = []
  if (!defines.test(source)) return {terms, rest: source}
  let rest = ''
  let from = 0
  for (const {0: typed, 2: name, index} of source.matchAll(found)) {
    if (name === undefined || index < from) continue
    const cursor: TexCursor = {source, at: index + typed.length, end: source.length}
    const term = readTerm(cursor, commands[name]!, index)
    if (!term) continue
    terms.push(term)
    rest += source.slice(from, index) + source.slice(index, cursor.at).replace(/[^\n]/g, ' ')
    from = cursor.at
  }
  return {terms, rest: rest + source.slice(from)}
}

function readTerm(cursor: TexCursor, takes: readonly string[], offset: number): TexTerm | undefined {
  const values = new Map<string, string>()
  for (const part of takes) {
    skipTexSpace(cursor)
    const isOption = part.startsWith('[')
    const range = isOption ? takeOption(cursor) : takeGroup(cursor)
    if (!range && !isOption) return undefined
    const text = range ? cursor.source.slice(range.from, range.to) : ''
    if (part.includes('options')) for (const [name, value] of readPairs(text)) values.set(name, value)
    else if (text !== '') values.set(part.replace(/[[\]]/g, ''), text)
  }
  const get = (...names: string[]) => names.map((name) => values.get(name)?.replace(/\s+/g, ' ').trim()).find(Boolean)
  const key = get('key')
  if (key === undefined) return undefined
  const [short, long] = [get('short'), get('long')]
  return {
    key,
    offset,
    name: get('name'),
    short: short ?? (long === undefined ? undefined : key),
    long,
    plural: get('longplural', 'long-plural-form', 'plural'),
    definition: get('definition', 'description', 'extra')
  }
}

/** `name=écu, description={une monnaie, ancienne}`. */
function readPairs(source: string): [name: string, value: string][] {
  const cursor: TexCursor = {source, at: 0, end: source.length}
  const pairs: [string, string][] = []
  const option = /[\s,]*([\w-]+)\s*(?:=\s*)?/y
  const bare = /[^,]*/y
  while (cursor.at < cursor.end) {
    option.lastIndex = cursor.at
    const name = option.exec(source)
    if (!name) break
    cursor.at = option.lastIndex
    const group = takeGroup(cursor)
    bare.lastIndex = cursor.at
    const value = group ? source.slice(group.from, group.to) : (bare.exec(source)?.[0] ?? '')
    pairs.push([name[1]!, value.trim()])
    bare.lastIndex = cursor.at
    cursor.at += bare.exec(source)?.[0].length ?? 0
  }
  return pairs
}
