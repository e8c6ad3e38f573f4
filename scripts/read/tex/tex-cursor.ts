/** TeX source → its commands, groups and options, one after the other. */

/** Where the reading of a source has come to; functions below move it past what they read. */
export interface TexCursor {
  readonly source: string
  at: number
  /** Where the reading stops. */
  readonly end: number
  /** Braces that nothing closes: looked for once. */
  unclosed?: Set<number>
  /** Brackets and braces outside of braces, met by an option that nothing closes: none that starts there is closed. */
  unclosedOptions?: Set<number>
}

/** A part of a source, by offsets. */
export interface TexRange {
  from: number
  to: number
}

const space = /[ \t\n]*(?:%[^\n]*(?:\n[ \t]*|$))*/y

/** Pass spaces, one end of a line included, and comments; never an empty line. */
export function skipTexSpace(cursor: TexCursor): void {
  const {source, at} = cursor
  space.lastIndex = at
  const passed = space.exec(source)?.[0] ?? ''
  const empty = /\n[ \t]*\n/.exec(passed)
  cursor.at = Math.min(cursor.end, at + (empty ? empty.index : passed.length))
}

/** The inside of `{…}`, passed; undefined when there is none here or it has no end. */
export function takeGroup(cursor: TexCursor): TexRange | undefined {
  const {source, at: start, end, unclosed} = cursor
  if (source[start] !== '{' || start >= end || unclosed?.has(start)) return undefined
  const open = [start]
  for (let at = start + 1; at < end; at++) {
    const sign = source[at]
    if (sign === '\\') at++
    else if (sign === '{') open.push(at)
    else if (sign === '}') {
      open.pop()
      if (open.length > 0) continue
      cursor.at = at + 1
      return {from: start + 1, to: at}
    }
  }
  cursor.unclosed = addAll(unclosed, open)
  return undefined
}

/** The inside of `[…]`, passed; undefined when there is none here or it has no end. */
export function takeOption(cursor: TexCursor): TexRange | undefined {
  const {source, at: start, end, unclosed, unclosedOptions} = cursor
  if (source[start] !== '[' || start >= end) return undefined
  const open: number[] = []
  const met: number[] = []
  for (let at = start; at < end; at++) {
    const sign = source[at]
    if (sign === '\\') at++
    else if (sign === '[' || sign === '{') {
      if (open.length === 0 && (unclosedOptions?.has(at) || unclosed?.has(at))) break
      if (open.length === 0) met.push(at)
      if (sign === '{') open.push(at)
    } else if (sign === '}') open.pop()
    else if (sign === ']' && open.length === 0) {
      cursor.at = at + 1
      return {from: start + 1, to: at}
    }
  }
  cursor.unclosed = addAll(unclosed, open)
  cursor.unclosedOptions = addAll(unclosedOptions, met)
  return undefined
}

function addAll(known = new Set<number>(), more: readonly number[]): Set<number> {
  for (const one of more) known.add(one)
  return known
}

const commandPattern = /\\(?:[a-zA-Z@]+\*?|[\s\S]?)/y

/** The name of the command at the cursor, without its backslash, passed: `textbf`, `section*`, `'`. */
export function takeCommand(cursor: TexCursor): string {
  commandPattern.lastIndex = cursor.at
  const found = commandPattern.exec(cursor.source)?.[0] ?? '\\'
  cursor.at = Math.min(cursor.end, cursor.at + found.length)
  return found.slice(1)
}

const edge = /\\(?:\\|(begin|end)[ \t]*\{([^{}\n]{1,60})\})/g

/** Where each environment of a source ends, by the offset after its `\begin{name}`; those without end are not there. */
export function matchEnvironments(source: string): Map<number, TexRange> {
  const ends = new Map<number, TexRange>()
  const open = new Map<string, number[]>()
  for (const {0: found, 1: kind, 2: name, index} of source.matchAll(edge)) {
    if (kind === undefined || name === undefined) continue
    const starts = open.get(name) ?? []
    open.set(name, starts)
    const to = index + found.length
    const start = kind === 'begin' ? starts.push(to) && undefined : starts.pop()
    if (start !== undefined) ends.set(start, {from: index, to})
  }
  return ends
}
