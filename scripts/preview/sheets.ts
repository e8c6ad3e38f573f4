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
  /** `Chapter.id`; `` for what stands before the first chapter. */
  id: string
  /** What `sheet.typ` reads. */
  json: string
  /** It starts on a left-hand page; the one before it, which is empty, is not its own. */
  isLeft?: boolean
}

/** Reads what a build prints, and says which places others name. */
export function readPrinted(json: string): {data: PrintedData; places: Map<string, string[]>} {
  const labels = new Set<string>()
  const data = JSON.parse(json, (key, value) => {
    if (key === 'to' && typeof value === 'string') labels.add(value)
    return value
  }) as PrintedData
  for (const name of data.places as string[]) labels.add(name)
  for (const one of ['contents', 'lists'] as const) collectLines(data[one], labels)
  for (const {label} of data.chapters) labels.add(label)
  return {data, places: Map.groupBy(labels, (label) => label.slice(0, label.indexOf('#')))}
}

/** The contents and lists name their lines by labels. */
function collectLines(value: unknown, labels: Set<string>): void {
  if (Array.isArray(value)) for (const list of value) collectLines(list.lines, labels)
  else for (const label of Object.keys(value ?? {})) labels.add(label)
}

/** Name of a chapter's sheet. */
export const sheetId = ({label}: ChapterData) => label.slice(0, -1)

/** A chapter alone; `first` is the number on its first page. */
export function chapterSheet(
  {data, places}: ReturnType<typeof readPrinted>,
  chapter: ChapterData,
  first: number,
  folios: Folios
): Sheet {
  const id = sheetId(chapter)
  return {id, json: write({meta: data.meta, chapter, first, places: places.get(id) ?? []}, folios)}
}

/** Cover, abstracts, contents and lists. */
export function frontSheet(
  {data: {meta, chapters: _, places: __, ...front}}: ReturnType<typeof readPrinted>,
  folios: Folios
) {
  return {id: '', json: write({meta, chapter: null, places: [], front, folios: {...folios}}, folios)}
}

/** What leads to a place leads there by an address, for other sheets are other documents; with its page, where that is known. */
function write(sheet: object, folios: Folios): string {
  return JSON.stringify(sheet, (_, value) => {
    if (typeof value?.to !== 'string') return value
    const {to, ...rest} = value
    return {...rest, url: `place:${to}`, folio: folios[to] ?? '…'}
  })
}
