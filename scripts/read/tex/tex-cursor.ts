/** TeX source → its commands, groups and options, one after the other. */

/** Where the reading of a source has come to; functions below move it past what they read. */
export interface TexCursor {
  readonly source: string
  at: number
  /** Where the reading stops. */
  readonly end: number
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
  return takeBetween(cursor, '{', '}')
}

/** The inside of `[…]`, passed. */
export function takeOption(cursor: TexCursor): TexRange | undefined {
  return takeBetween(cursor, '[', ']')
}

function takeBetween(cursor: TexCursor, opening: string, closing: string): TexRange | undefined {
  const {source, at: start, end} = cursor
  if (source[start] !== opening || start >= end) return undefined
  let depth = 0
  for (let at = start + 1; at < end; at++) {
    const sign = source[at]
    if (sign === '\\') at++
    else if (sign === closing && depth === 0) {
      cursor.at = at + 1
      return {from: start + 1, to: at}
    } else if (sign === '{') depth++
    else if (sign === '}') depth--
  }
  return undefined
}

const commandPattern = /\\(?:[a-zA-Z@]+\*?|[\s\S]?)/y

/** The name of the command at the cursor, without its backslash, passed: `textbf`, `section*`, `'`. */
export function takeCommand(cursor: TexCursor): string {
  commandPattern.lastIndex = cursor.at
  const found = commandPattern.exec(cursor.source)?.[0] ?? '\\'
  cursor.at = Math.min(cursor.end, cursor.at + found.length)
  return found.slice(1)
}

const edge = /\\(?:\\|(begin|end)[ \t]*\{([^{}\n]{1,40})\})/g

/** Where the environment that opened before `from` ends: `\end{name}`, others of its name inside counted. */
export function endOfEnvironment(source: string, name: string, from: number, end: number): TexRange | undefined {
  let depth = 0
  edge.lastIndex = from
  for (let found = edge.exec(source); found && found.index < end; found = edge.exec(source)) {
    if (found[2] !== name) continue
    if (found[1] === 'begin') depth++
    else if (depth-- === 0) return {from: found.index, to: found.index + found[0].length}
  }
  return undefined
}
