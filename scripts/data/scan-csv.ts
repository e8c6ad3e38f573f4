/** The text of a CSV file → its fields with their places: commas, semicolons or tabs, quotes as RFC 4180 has them. */

/** A field as typed, without its quotes and the spaces around it. */
export interface Field {
  text: string
  /** Offset in the file. */
  at: number
}

export interface CsvLine {
  fields: Field[]
  /** From 1. */
  line: number
}

/** Names of columns, and the lines below them. */
export interface Lines {
  head: Field[]
  lines: CsvLine[]
}

export interface ScannedCsv {
  lines: CsvLine[]
  /** Offset of a quote that nothing closes, or of text after a closing quote. */
  mistakes: Array<{at: number; isUnclosed: boolean}>
}

/** What separates the fields: said by `sep=;` on the first line, else what the first line has most outside of quotes. */
export function separatorOf(text: string): string {
  const said = /^\uFEFF?sep=(.)\r?\n/.exec(text)?.[1]
  if (said) return said
  const first = text.slice(0, /[\r\n]/.exec(text)?.index).replace(/"[^"]*"/g, '')
  const count = (sign: string) => first.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Scan. Lines without any text are left out; each character is looked at once. */
export function scanCsv(text: string, separator: string): ScannedCsv {
  const lines: CsvLine[] = []
  const mistakes: ScannedCsv['mistakes'] = []
  const end = new RegExp(`[${separator === '\t' ? '\\t' : separator}\\r\\n]`, 'g')
  const blanks = separator === '\t' ? /[ \u00A0]*/y : /[ \t\u00A0]*/y
  let at = /^(?:\uFEFF)?(?:sep=.\r?\n)?/.exec(text)![0].length
  let line = 1 + (text.slice(0, at).includes('\n') ? 1 : 0)
  let hasQuotes = true
  let fields: Field[] = []
  let firstLine = line
  while (at < text.length) {
    blanks.lastIndex = at
    const start = at + blanks.exec(text)![0].length
    const quoted = hasQuotes && text[start] === '"' ? readQuoted(start) : undefined
    end.lastIndex = quoted?.end ?? at
    const stop = end.exec(text)?.index ?? text.length
    if (quoted) {
      if (text.slice(quoted.end, stop).trim() !== '') mistakes.push({at: quoted.end, isUnclosed: false})
      fields.push({text: clean(quoted.text + text.slice(quoted.end, stop)), at: start + 1})
    } else fields.push({text: clean(text.slice(at, stop)), at: start})
    at = stop + 1
    if (text[stop] === separator) {
      if (at === text.length) fields.push({text: '', at})
      else continue
    }
    if (text.startsWith('\r\n', stop)) at += 1
    if (fields.some((field) => field.text !== '')) lines.push({fields, line: firstLine})
    fields = []
    firstLine = line += 1
  }
  return {lines, mistakes}

  /** The text between two quotes; undefined when nothing closes the first, after which quotes are only signs. */
  function readQuoted(start: number): {text: string; end: number} | undefined {
    let close = text.indexOf('"', start + 1)
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    if (close === -1) {
      hasQuotes = false
      mistakes.push({at: start, isUnclosed: true})
      return undefined
    }
    const inside = text.slice(start + 1, close)
    line += inside.match(/\r\n|\r|\n/g)?.length ?? 0
    return {text: inside.replaceAll('""', '"'), end: close + 1}
  }
}

function clean(text: string): string {
  return text.trim().normalize('NFC')
}
