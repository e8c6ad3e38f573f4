/** The data of the printed thesis → sheets that are set alone: the front matter, and each chapter with the pages it names. */

/** A page of the whole as it is named, and its number in its sheet, from 1. */
export type Folio = readonly [name: string, page: number]
export type Folios = Readonly<Record<string, string>>

interface ChapterData {
  type: string
  label: string
}

/** What `thesis.json` holds; the rest is for the template. */
export interface PrintedData {
  meta: unknown
  chapters: ChapterData[]
  [part: string]: unknown
}

/** A document of its own. */
export interface Sheet {
  /** `Chapter.id`, or `frontId`, or that of the back. */
  id: string
  /** What `sheet.typ` reads. */
  json: string
  /** It starts on a left-hand page; the one before it, which is empty, is not its own. */
  isLeft?: boolean
}

/** What a build prints, read. */
export interface Printed {
  data: PrintedData
  /** Labels that others name, by the sheet that they stand on. */
  places: Map<string, string[]>
}

/** Reads what a build prints, and says which places others name. */
export function readPrinted(json: string): Printed {
  const labels = new Set<string>()
  const data = JSON.parse(json, (key, value) => {
    if (key === 'to' && typeof value === 'string') labels.add(value)
    return value
  }) as PrintedData
  for (const name of data.places as string[]) labels.add(name)
  for (const one of ['contents', 'lists'] as const) collectLines(data[one], labels)
  for (const {label} of data.chapters) labels.add(label)
  const chapters = new Set(data.chapters.map(sheetId))
  const sheetOf = (label: string) => {
    const id = label.slice(0, label.indexOf('#'))
    return chapters.has(id) ? id : frontId
  }
  return {data, places: Map.groupBy(labels, sheetOf)}
}

/** The contents and lists name their lines by labels. */
function collectLines(value: unknown, labels: Set<string>): void {
  if (Array.isArray(value)) for (const list of value) collectLines(list.lines, labels)
  else for (const label of Object.keys(value ?? {})) labels.add(label)
}

/** Of what stands before the first chapter, and of the back cover; no chapter is called so. */
export const frontId = ''
const backId = '#back'

/** Name of a chapter's sheet. */
const sheetId = ({label}: ChapterData) => label.slice(0, -1)

/** All of them, in the order of the pages. */
export function sheetIds({data}: Printed): string[] {
  return [frontId, ...data.chapters.map(sheetId), ...(hasBack(data) ? [backId] : [])]
}

const hasBack = ({back}: PrintedData) => Array.isArray(back) && back.length > 0

/**
 * A chapter alone.
 *
 * @param first  the number on its first page
 * @param isLeft  it starts on a left-hand page
 */
export function chapterSheet(
  {data, places}: Printed,
  chapter: ChapterData,
  {first, isLeft}: {first: number; isLeft: boolean},
  folios: Folios
): Sheet {
  const id = sheetId(chapter)
  return {
    id,
    isLeft,
    json: write({...none, meta: data.meta, chapter, first, isLeft, places: places.get(id) ?? []}, folios)
  }
}

/** Cover, abstracts, contents and lists. */
export function frontSheet({data, places}: Printed, folios: Folios): Sheet {
  const {meta, chapters: _, places: __, ...front} = data
  return {
    id: frontId,
    json: write({...none, meta, front, places: places.get(frontId) ?? [], folios: {...folios}}, folios)
  }
}

/** The back cover, where there is one. */
export function backSheet({data}: Printed): Sheet | undefined {
  return hasBack(data) ? {id: backId, json: write({...none, meta: data.meta, back: data.back}, {})} : undefined
}

/** What a sheet does not hold. */
const none = {front: null, chapter: null, back: null, places: [], folios: null}

/** What leads to a place leads there by an address, for other sheets are other documents; with its page, where that is known. */
function write(sheet: object, folios: Folios): string {
  return JSON.stringify(sheet, (_, value) => {
    if (typeof value?.to !== 'string') return value
    const {to, ...rest} = value
    return {...rest, url: `place:${to}`, folio: folios[to] ?? '…'}
  })
}
