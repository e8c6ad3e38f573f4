/** A seed → a book with figures and tables of many heights; its PDF → how full its pages are, and where they stand. */

import type {PdfFacts, PdfPage} from './pdf-facts.ts'

/** Heights of the pictures, in points, by their number: `1.3`. */
export interface FloatBook {
  files: Record<string, string>
  heights: Map<string, number>
}

export interface BookShape {
  seed: number
  chapters: number
  /** Blocks in a chapter. */
  blocks: number
  /** Under `page:`. */
  page?: string
}

const words =
  'le terrain montre une coopérative que les habitants tiennent depuis longtemps pour un lieu de travail commun et dont les comptes disent peu mais justement ce que la région attend de son eau'.split(
    ' '
  )

/** The same book for the same shape. Each figure is named in the paragraph before it, as `Figure 1.2 nommée`. */
export function floatBook({seed, chapters, blocks, page = '{}'}: BookShape): FloatBook {
  let state = seed
  const below = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * limit)
  }
  const prose = (count: number) => {
    const text = Array.from({length: count}, (_, index) => words[(index * 7 + below(3)) % words.length]).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }
  const heights = new Map<string, number>()
  const files: Record<string, string> = {'thesis/thesis.yml': `title: Essai\nlang: fr\npage: ${page}\n`}
  for (let chapter = 1; chapter <= chapters; chapter++) {
    const out = [`# Chapitre ${chapter}`]
    let figures = 0
    let tables = 0
    for (let block = 0; block < blocks; block++) {
      const kind = below(10)
      if (kind < 2) {
        const number = `${chapter}.${++figures}`
        const height = 70 + below(380)
        heights.set(number, height)
        files[`thesis/f${number}.svg`] =
          `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="${height}"><rect width="200" height="${height}" fill="#ccc"/></svg>`
        out.push(`${prose(10 + below(40))} La figure\u00A0${number} est nommée ici.`)
        out.push(`![Légende ${number}](f${number}.svg){#fig-${chapter}-${figures} alt="Un carré" width=200pt}`)
      } else if (kind === 2) {
        const number = `${chapter}.${++tables}`
        const rows = Array.from({length: 2 + below(16)}, (_, row) => `| ligne ${row} | ${below(1000)} |`)
        out.push(`${prose(10 + below(40))} Le tableau\u00A0${number} est nommé ici.`)
        out.push(`| a | b |\n|---|---|\n${rows.join('\n')}\n\n: Titre ${number} {#tbl-${chapter}-${tables}}`)
      } else if (kind === 3)
        out.push(`## Section ${chapter} ${block}`, `### Partie ${chapter} ${block}`, prose(30 + below(60)))
      else if (kind === 4) out.push(prose(30), `- ${prose(12)}\n- ${prose(20)}`)
      else if (kind === 5) out.push(`${prose(40)}[^${block}] ${prose(40)}\n\n[^${block}]: ${prose(10 + below(50))}`)
      else out.push(prose(30 + below(120)))
    }
    files[`thesis/${String(chapter).padStart(2, '0')}.md`] = `${out.join('\n\n')}\n`
  }
  return {files, heights}
}

/** A figure or table as it is printed: its caption, and where it is named. Higher is later in the book. */
export interface Printed {
  kind: 'figure' | 'tableau'
  number: string
  named: number
  shown: number
}

const caption = /(Légende|Titre) (\d+\.\d+)$/

/** How many times the height of a page comes before a line, from the first page. */
const depthOf = (page: PdfPage, index: number, y: number) => index + 1 - y / page.height

/** All of them, in the order in which they are named. */
export function printedFloats({pages}: PdfFacts, heights: FloatBook['heights']): Printed[] {
  const named = new Map<string, number>()
  const shown = new Map<string, number>()
  for (const [index, page] of pages.entries()) {
    for (const {text, y} of rowsOf(page)) {
      const [, word, number] = caption.exec(text) ?? []
      if (word && number) {
        const top = word === 'Légende' ? y + heights.get(number)! : y
        shown.set(`${word === 'Légende' ? 'figure' : 'tableau'} ${number}`, depthOf(page, index, top))
      }
      for (const [, of, which] of text.matchAll(/(figure|tableau) (\d+\.\d+)/g)) {
        named.set(`${of} ${which}`, depthOf(page, index, y))
      }
    }
  }
  return [...shown].map(([name, at]) => {
    const [kind, number] = name.split(' ') as [Printed['kind'], string]
    return {kind, number, named: named.get(name) ?? Number.NaN, shown: at}
  })
}

/** Lines of a page from its top. */
export function rowsOf({lines}: PdfPage): {text: string; y: number; size: number}[] {
  const rows = new Map<number, PdfPage['lines']>()
  for (const line of lines) {
    if (!line.text.trim()) continue
    const y = [...rows.keys()].find((one) => Math.abs(one - line.y) < 3) ?? line.y
    rows.set(y, [...(rows.get(y) ?? []), line])
  }
  return [...rows]
    .sort(([a], [b]) => b - a)
    .map(([y, pieces]) => ({
      y,
      size: Math.max(...pieces.map(({size}) => size)),
      text: pieces
        .sort((a, b) => a.left - b.left)
        .map(({text}) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
    }))
}

/** The largest part of a page's text height that nothing stands in; from 0 to 1. `margins`: points above, below. */
export function emptiest(page: PdfPage, heights: FloatBook['heights'], margins: [top: number, bottom: number]): number {
  const top = page.height - margins[0]
  const spans = rowsOf(page)
    .filter(({y}) => y < top && y > margins[1] - 1)
    .map(({text, y}): [number, number] => {
      const [, word, number] = caption.exec(text) ?? []
      return [y, word === 'Légende' ? y + heights.get(number!)! : y]
    })
    .sort(([, a], [, b]) => b - a)
  let reached = top
  let widest = 0
  for (const [low, high] of spans) {
    widest = Math.max(widest, reached - high)
    reached = Math.min(reached, low)
  }
  return Math.max(widest, reached - margins[1]) / (top - margins[1])
}
