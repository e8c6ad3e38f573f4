/** Projects for the PDF engine → the printed pages as pictures, from a thread that keeps what it laid out. */

import {Worker} from 'node:worker_threads'
import type {EngineMessage} from '../write/pdf/engine.ts'
import type {PageLink} from '../write/pdf/svg-pages.ts'
import type {AuthorLine, SheetTexts, TypstProject} from '../write/typst/index.ts'

/** What the thread is given. */
export interface PaperRequest extends SheetTexts {
  /** Templates and pictures: those that are not as they were last given. */
  files: [path: string, contents: string | Uint8Array][]
  fonts: (string | Uint8Array)[]
}

/** A page of a sheet. */
export interface PrintedPage {
  /** Of its picture. */
  id: string
  width: number
  height: number
  links: PageLink[]
}

/** On right-hand pages, or on any. */
export type PageStart = 'odd' | 'any'

/** What the thread says. */
export type PaperNews =
  | {
      kind: 'sheet'
      sheet: string
      pages: PrintedPage[]
      /** Those that were never sent, each SVG packed with gzip. */
      pictures: (readonly [id: string, packed: Uint8Array])[]
      /** Of all sheets. */
      order: string[]
      start: PageStart
    }
  | {kind: 'failed'; sheet: string; errors: EngineMessage[]}
  | {kind: 'done'; places: [label: string, sheet: string, page: number][]}
  /** No engine of this machine draws pages. */
  | {kind: 'none'}

/** Where a block stands on a page: from top to bottom and from left to right, in points. */
export type BlockMark = readonly [
  id: string,
  file: string,
  line: number,
  top: number,
  bottom: number,
  left: number,
  right: number
]

/** A page as the browser gets it. */
export interface ShownPage {
  /** Empty for the back of a chapter's last page, when nothing is printed there. */
  id: string
  width: number
  height: number
  marks: BlockMark[]
  /** Where links lead: an address, or the label of a place, with the number of its page from 1. */
  links: (PageLink & {page?: number | undefined})[]
}

export interface Paper {
  /** Print this next; what is being printed ends at its next sheet. */
  typeset(project: TypstProject, fonts: readonly string[]): void
  /** All pages as they are now. */
  pages(): ShownPage[]
  /** Packed with gzip. */
  picture(id: string): Uint8Array | undefined
  close(): Promise<unknown>
}

export interface PaperListener {
  /** Pages have changed. */
  onPages(): void
  /** All of it is as the text is. */
  onDone(): void
  /** The engine refused a sheet. */
  onFailed(sheet: string, errors: EngineMessage[]): void
  /** This machine draws no pages. */
  onNone(): void
}

/** Start the thread. */
export function openPaper({onPages, onDone, onFailed, onNone}: PaperListener): Paper {
  const worker = new Worker(new URL('paper-worker.ts', import.meta.url))
  const sheets = new Map<string, PrintedPage[]>()
  const pictures = new Map<string, Uint8Array>()
  let given: TypstProject['files'] = new Map()
  let order: string[] = []
  let start: PageStart = 'odd'
  let places: ReadonlyMap<string, readonly [sheet: string, page: number]> = new Map()
  let origins: ReadonlyMap<string, AuthorLine> = new Map()
  worker.on('message', (news: PaperNews) => {
    if (news.kind === 'none') onNone()
    else if (news.kind === 'failed') onFailed(news.sheet, news.errors)
    else if (news.kind === 'done') {
      const found = new Map(news.places.map(([label, sheet, page]) => [label, [sheet, page] as const]))
      const hasMoved = JSON.stringify([...found]) !== JSON.stringify([...places])
      places = found
      if (hasMoved) onPages()
      onDone()
    } else {
      sheets.set(news.sheet, news.pages)
      order = news.order
      start = news.start
      for (const id of sheets.keys()) if (!order.includes(id)) sheets.delete(id)
      for (const [id, packed] of news.pictures) pictures.set(id, packed)
      dropPictures()
      onPages()
    }
  })
  worker.on('error', (problem) => onFailed('', [{message: problem.message, path: '', hints: []}]))

  /** Pictures of pages that are no more; a browser may still ask for the latest of them. */
  const dropPictures = () => {
    const used = new Set([...sheets.values()].flatMap((pages) => pages.map(({id}) => id)))
    if (pictures.size < used.size + 200) return
    for (const id of pictures.keys()) if (!used.has(id)) pictures.delete(id)
  }

  /** Sheets in their order; chapters that start on the right after an empty page if need be. */
  const laidOut = () => {
    const pages: PrintedPage[] = []
    const starts = new Map<string, number>()
    for (const [index, id] of order.entries()) {
      const [size] = pages
      // Neither the cover nor the back is moved.
      const isChapter = index > 0 && !id.startsWith('#')
      if (size && start === 'odd' && isChapter && pages.length % 2 === 1) pages.push({...size, id: '', links: []})
      starts.set(id, pages.length)
      pages.push(...(sheets.get(id) ?? []))
    }
    return {pages, starts}
  }
  return {
    typeset({files, fonts, origins: found, sheets: texts}, ownFonts) {
      origins = found ?? new Map()
      const request: PaperRequest = {
        ...texts!,
        files: [...files].filter(([path, contents]) => given.get(path) !== contents),
        fonts: [...ownFonts, ...fonts]
      }
      given = files
      worker.postMessage(request)
    },
    pages() {
      const {pages, starts} = laidOut()
      const pageOf = (label: string) => {
        const [sheet = '', page = 0] = places.get(label) ?? places.get(`${label.split('#')[0]}#`) ?? []
        const start = starts.get(sheet)
        return start === undefined || page === 0 ? undefined : start + page
      }
      return pages.map((page) => ({...page, ...readLinks(page.links, origins, pageOf)}))
    },
    picture: (id) => pictures.get(id),
    close: () => worker.terminate()
  }
}

/** Links to origins say where a block stands, a line each; the others lead somewhere. */
function readLinks(
  all: readonly PageLink[],
  origins: ReadonlyMap<string, AuthorLine>,
  pageOf: (label: string) => number | undefined
): Pick<ShownPage, 'marks' | 'links'> {
  const marks = new Map<string, BlockMark>()
  const links: ShownPage['links'] = []
  const round = (points: number) => Math.round(points * 10) / 10
  for (const link of all) {
    const {to, x, y, width, height} = link
    if (!to.startsWith('origin:')) {
      links.push(to.startsWith('place:') ? {...link, page: pageOf(to.slice('place:'.length))} : link)
      continue
    }
    const id = to.slice('origin:'.length)
    const place = origins.get(id)
    if (!place) continue
    const [, , , top, bottom, left, right] = marks.get(id) ?? [id, '', 0, Infinity, 0, Infinity, 0]
    marks.set(id, [
      id,
      place.file,
      place.line,
      round(Math.min(top, y)),
      round(Math.max(bottom, y + height)),
      round(Math.min(left, x)),
      round(Math.max(right, x + width))
    ])
  }
  return {marks: [...marks.values()], links}
}
