/** What stands at an offset of a BibTeX text: words, names, white space, starts of entries. */

/** A word of letters, in lower case. */
export function wordAt(text: string, offset: number): {name: string; end: number} | undefined {
  let end = offset
  while (end < text.length && isLetter(text.charCodeAt(end))) end++
  return end === offset || end - offset > 60 ? undefined : {name: text.slice(offset, end).toLowerCase(), end}
}

/** The name of a field or a string, in lower case. */
export function fieldNameAt(text: string, offset: number): {name: string; end: number} | undefined {
  let end = offset
  while (end < text.length && !endsWord(text.charCodeAt(end))) end++
  return end === offset ? undefined : {name: text.slice(offset, end).toLowerCase(), end}
}

/** Whether `name =` stands here. */
export function fieldStartsAt(text: string, offset: number): boolean {
  const name = fieldNameAt(text, offset)
  return name !== undefined && name.end - offset < 60 && text[skipBlanks(text, name.end)] === '='
}

/** Whether a line starts here, or up to three spaces before: deeper, it is more likely text. */
export function startsLine(text: string, offset: number): boolean {
  let before = offset
  while (before > 0 && offset - before < 3 && isBlankOnLine(text.charCodeAt(before - 1))) before--
  return before === 0 || text[before - 1] === '\n' || text[before - 1] === '\r'
}

/** `@type{key,` at the start of a line, which no value holds but by a brace forgotten before. */
export function startsEntry(text: string, sign: number): boolean {
  return /^@[ \t]*(?:(?:string|preamble|comment)[ \t]*[{(]|[a-z]{2,30}[ \t]*[{(][ \t]*[^\s,{}()="'#%\\]{1,200}[ \t]*,)/i.test(
    text.slice(sign, sign + 300)
  )
}

/** Past white space. */
export function skipBlanks(text: string, offset: number): number {
  let next = offset
  while (next < text.length && isBlank(text.charCodeAt(next))) next++
  return next
}

/** Past white space and `% comments`. */
export function skipToField(text: string, offset: number): number {
  let next = skipBlanks(text, offset)
  while (text[next] === '%') next = skipBlanks(text, lineEnd(text, next))
  return next
}

/** The end of the line. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

/** The word or the sign at an offset. */
export function shown(text: string, offset: number): string {
  if (offset >= text.length) return ''
  const word = /^[\p{L}\p{N}_-]{1,40}/u.exec(text.slice(offset, offset + 40))
  return word?.[0] ?? String.fromCodePoint(text.codePointAt(offset)!)
}

/** Whether only white space comes before on the line. */
export function isLineStart(text: string, offset: number): boolean {
  let before = offset
  while (before > 0 && isBlankOnLine(text.charCodeAt(before - 1))) before--
  return before === 0 || text[before - 1] === '\n' || text[before - 1] === '\r'
}

/** A long key or name, cut for a message. */
export function clip(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}

/** Where each opening brace is closed, whatever stands between. */
export function matchBraces(text: string): Map<number, number> {
  const closings = new Map<number, number>()
  const open: number[] = []
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === leftBrace) open.push(offset)
    else if (code === rightBrace) {
      const start = open.pop()
      if (start !== undefined) closings.set(start, offset)
    }
  }
  return closings
}

export const leftBrace = 0x7b
export const rightBrace = 0x7d
export const quote = 0x22
export const comma = 0x2c
export const atSign = 0x40

export function isBlankOnLine(code: number): boolean {
  return code === 0x20 || code === 0x09
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xfeff
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** What ends a key: white space, `, { } = " % \` */
export function endsKey(code: number): boolean {
  return (
    isBlank(code) ||
    code === comma ||
    code === leftBrace ||
    code === rightBrace ||
    code === 0x3d ||
    code === quote ||
    code === 0x25 ||
    code === 0x5c
  )
}

/** What ends a field's or a string's name: what ends a key, and `# ( ) @ '` */
export function endsWord(code: number): boolean {
  return endsKey(code) || code === 0x23 || code === 0x28 || code === 0x29 || code === atSign || code === 0x27
}
