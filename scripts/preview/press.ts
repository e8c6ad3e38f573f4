/** Projects → pages, sheet by sheet, with a compiler that stays: only sheets that changed are set, only new pictures are sent. */

import {gzipSync} from 'node:zlib'
import type {KeptCompiler, TypstEngine} from '../write/pdf/engine.ts'
import {cutPages, type PagePicture} from '../write/pdf/svg-pages.ts'
import type {PageStart, PaperNews, PaperRequest, PrintedPage} from './paper.ts'
import {
  backSheet,
  chapterSheet,
  type Folio,
  type Folios,
  frontId,
  frontSheet,
  type Printed,
  readPrinted,
  type Sheet,
  sheetIds
} from './sheets.ts'

/** What was drawn of a sheet, and from what. */
interface Drawn {
  json: string
  pages: PrintedPage[]
  /** By the engine's fingerprint. */
  known: Map<string, PagePicture>
  folios: Record<string, Folio>
}

/** Documents after which what was laid out is forgotten. */
const remembered = 24
/** Rounds in which pages of one chapter move those that name them; a build has five of them. */
const rounds = 5

/**
 * Open a press.
 *
 * @param say  told of each sheet as soon as it is drawn, and when all of it is
 * @returns prints a project; a project that comes while another is printed takes its place at the next sheet
 */
export function openPress(
  engine: TypstEngine,
  say: (news: PaperNews) => void
): (request: PaperRequest) => Promise<void> {
  const drawn = new Map<string, Drawn>()
  const files = new Map<string, string | Uint8Array>()
  let compiler: KeptCompiler | undefined
  let fonts: string | undefined
  let latest: PaperRequest | undefined
  let printed: Printed | undefined
  const pagesOf = (id: string) => drawn.get(id)?.pages.length ?? 0
  return async (request) => {
    if (latest) {
      latest = {...request, files: [...new Map([...latest.files, ...request.files])]}
      return
    }
    latest = request
    while (latest) {
      const current: PaperRequest = latest
      await typeset(current, () => latest !== current).catch((problem: Error) =>
        say({kind: 'failed', sheet: '', errors: [{message: problem.message, path: '', hints: []}]})
      )
      // After those that were overtaken too, or what was laid out for them would pile up.
      compiler?.forget(remembered)
      if (latest === current) latest = undefined
    }
  }

  /** Set what changed, the sheets in their order, until no page that is named has moved. */
  async function typeset(request: PaperRequest, isOld: () => boolean): Promise<void> {
    const kept = await open(request)
    if (!kept) return say({kind: 'none'})
    printed = readPrinted(request, printed)
    const order = sheetIds(printed)
    const start = startOf(files)
    const set = (sheet: Sheet) => draw(kept, sheet, start, order)
    for (const id of drawn.keys()) if (!order.includes(id)) drawn.delete(id)
    if (drawn.size === 0) set(frontSheet(printed, {}))
    for (let round = 0, isStill = false; round < rounds && !isStill; round++) {
      isStill = true
      const folios = allFolios()
      // Where chapters start anywhere, the pages before the first one say which of theirs are left-hand ones.
      const before = start === 'odd' ? 0 : pagesOf(frontId)
      let first = 1
      for (const chapter of printed.chapters) {
        await new Promise(setImmediate)
        if (isOld()) return
        const sheet = chapterSheet(printed, chapter, {first, isLeft: (before + first) % 2 === 0}, folios)
        if (set(sheet)) isStill = false
        first = nextStart(first + pagesOf(sheet.id), start)
      }
      if (set(frontSheet(printed, allFolios()))) isStill = false
    }
    const back = backSheet(printed)
    if (back) set(back)
    say({kind: 'done', places: placesOf(order)})
  }

  /** @returns whether anything was drawn */
  function draw(kept: KeptCompiler, {id, json, isLeft = false}: Sheet, start: PageStart, order: string[]): boolean {
    const former = drawn.get(id)
    if (former?.json === json) return false
    kept.put([['/sheet.json', json]])
    const {svg, found, errors} = kept.draw('/sheet.typ', 'pages')
    if (svg === undefined) {
      // The last good pages stay; the same text is not tried again.
      drawn.set(id, {pages: [], known: new Map(), folios: {}, ...former, json})
      say({kind: 'failed', errors, sheet: id})
      return false
    }
    const sent = new Set([...drawn.values()].flatMap(({pages}) => pages.map((page) => page.id)))
    const known = cutPages(svg, former?.known)
    const pictures = [...known.values()].slice(isLeft ? 1 : 0)
    const pages = pictures.map(({id: picture, width, height, links}) => ({id: picture, width, height, links}))
    const folios = Object.entries((found ?? {}) as Record<string, Folio>)
    const places = folios.map(([label, [name, page]]) => [label, [name, isLeft ? page - 1 : page]])
    drawn.set(id, {json, pages, known, folios: Object.fromEntries(places)})
    const fresh = new Map(
      pictures.filter((picture) => !sent.has(picture.id)).map((picture) => [picture.id, picture.svg])
    )
    const packed = [...fresh].map(([picture, text]) => [picture, gzipSync(text, {level: 1})] as const)
    // They are with the reader from here on.
    for (const picture of pictures) picture.svg = ''
    say({kind: 'sheet', sheet: id, pages, pictures: packed, order, start})
    return true
  }

  function allFolios(): Folios {
    const all = [...drawn.values()].flatMap(({folios}) => Object.entries(folios))
    return Object.fromEntries(all.map(([label, [name]]) => [label, name]))
  }

  /** Sheet and page of each label. */
  function placesOf(order: string[]): [label: string, sheet: string, page: number][] {
    return order.flatMap((id) =>
      Object.entries(drawn.get(id)?.folios ?? {}).map(([label, [, page]]): [string, string, number] => [
        label,
        id,
        page
      ])
    )
  }

  /** The compiler with the files of a project; opened anew where the fonts have changed. */
  async function open(request: PaperRequest): Promise<KeptCompiler | undefined> {
    const stamp = request.fonts.map((font) => (typeof font === 'string' ? font : font.length)).join('\n')
    if (stamp !== fonts) {
      compiler = await engine.load().then(
        (loaded) => loaded.keep?.(request.fonts),
        () => undefined
      )
      fonts = stamp
      drawn.clear()
      compiler?.put([...files])
    }
    const changed = request.files.filter(([path, contents]) => !isSame(files.get(path), contents))
    if (changed.some(([path]) => files.has(path))) {
      // A picture or the template is another one under the same name: what was drawn with it is not it.
      for (const sheet of drawn.values()) sheet.json = ''
    }
    for (const [path, contents] of changed) files.set(path, contents)
    compiler?.put(changed)
    return compiler
  }
}

/** Where chapters start: on right-hand pages, or on any. */
const startOf = (files: ReadonlyMap<string, string | Uint8Array>): PageStart =>
  JSON.parse(String(files.get('/design.json') ?? '{}')).start === 'odd' ? 'odd' : 'any'

const nextStart = (page: number, start: PageStart) => (start === 'odd' ? page + 1 - (page % 2) : page)

function isSame(first: string | Uint8Array | undefined, second: string | Uint8Array): boolean {
  if (typeof first === 'string' || typeof second === 'string') return first === second
  return first !== undefined && Buffer.compare(first, second) === 0
}
