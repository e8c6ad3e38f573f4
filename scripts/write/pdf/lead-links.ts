/** A PDF whose links name the places that they lead to → the same with links that go there. */

/** Where a label is printed. */
export interface PrintedPlace {
  /** What is printed at the foot of its page. */
  folio: string | null
  /** From 1. */
  page: number
  /** Points, from the left and from the top. */
  x: number
  y: number
}

/**
 * Lead the links to `place:LABEL`, a label in percent-encoding, to their places, and have them read aloud as « page 12 ».
 * One whose place is not known leads nowhere. A PDF whose cross-reference table is a stream is given back as it is.
 *
 * The engine could do it for as much time as all the rest takes: a paragraph with a link to a label asks where that is
 * and on which page, and is laid out again each time the answer is another one.
 *
 * Source: ISO 32000-1, 7.5.4 (cross-reference table), 7.9.2.2 (text), 12.3.2 (destinations), 12.5.6.5 (links).
 *
 * @param term  « page »
 */
export function leadLinks(pdf: Uint8Array, places: ReadonlyMap<string, PrintedPlace>, term: string): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const source = bytes.toString('latin1')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(source.slice(-100))?.[1])
  const head = /^xref\s+0 \d+\s+/.exec(source.slice(start, start + 40))?.[0]
  if (head === undefined) return pdf
  const table = start + head.length
  const offsets: number[] = []
  for (let row = table; source[row] !== 't'; row += 20) offsets.push(Number(source.slice(row, row + 10)))
  const destinationOf = destinations(source, offsets)

  const pieces: Array<Uint8Array | string> = []
  const changes: Array<{from: number; shift: number}> = [{from: 0, shift: 0}]
  let done = 0
  const replace = (from: number, to: number, text: string) => {
    pieces.push(bytes.subarray(done, from), text)
    changes.push({from, shift: changes.at(-1)!.shift + text.length - (to - from)})
    done = to
  }
  for (const {index, 0: found, 1: action, 2: words} of source.matchAll(leading)) {
    const place = places.get(decodeURIComponent(action ?? words!))
    const made =
      words !== undefined
        ? `/Contents ${textString(place?.folio ? `${term} ${place.folio}` : term)}`
        : place
          ? destinationOf(place)
          : ''
    replace(index, index + found.length, made)
  }
  const moved = (offset: number) => offset + changes[lastBefore(changes, offset)]!.shift
  const rows = offsets.slice(1).map((offset) => `${String(moved(offset)).padStart(10, '0')} 00000 n\r\n`)
  replace(table + 20, table + 20 * offsets.length, rows.join(''))
  replace(source.lastIndexOf('startxref'), source.length, `startxref\n${moved(start)}\n%%EOF`)
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)))
}

/** What a link does, and what stands for it when it is read aloud. */
const leading = /\/A <<\s*\/Type \/Action\s*\/S \/URI\s*\/URI \(place:([^)]*)\)\s*>>|\/Contents \(place:([^)]*)\)/g

/** @param offsets  of the objects, by number */
function destinations(source: string, offsets: readonly number[]): (place: PrintedPlace) => string {
  const objectAt = (number: string) => {
    const offset = offsets[Number(number)]!
    return source.slice(offset, source.indexOf('endobj', offset))
  }
  const pagesIn = (number: string): string[] => {
    const [, kids] = /\/Kids \[([^\]]*)\]/.exec(objectAt(number)) ?? []
    return kids === undefined ? [number] : [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => pagesIn(kid!))
  }
  const [, root] = /\/Pages (\d+) 0 R/.exec(source.slice(source.lastIndexOf('/Type /Catalog'))) ?? []
  const pages = root === undefined ? [] : pagesIn(root)
  const heights = pages.map((page) => Number(/\/MediaBox \[\S+ \S+ \S+ (\S+)\]/.exec(objectAt(page))?.[1] ?? 0))
  return ({page, x, y}) => {
    // A little above the place, as the engine does.
    const top = (heights[page - 1] ?? 0) - Math.max(0, y - 10)
    return pages[page - 1]
      ? `/Dest [${pages[page - 1]} 0 R /XYZ ${Number(x.toFixed(3))} ${Number(top.toFixed(3))} 0]`
      : ''
  }
}

function textString(text: string): string {
  if (/^[ -~]*$/.test(text)) return `(${text.replace(/[()\\]/g, '\\$&')})`
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

/** Index of the last change that begins before an offset; by halves, for there are as many as links. */
function lastBefore(changes: ReadonlyArray<{from: number}>, offset: number): number {
  let [low, high] = [0, changes.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (changes[middle]!.from < offset) low = middle
    else high = middle
  }
  return low
}
