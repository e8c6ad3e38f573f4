/** The data of the printed thesis → sheets that are set alone: the front matter, and each chapter with the pages it names. */

import type {SheetTexts} from '../write/typst/index.ts'

/** A page of the whole as it is named, and its number in its sheet, from 1. */
export type Folio = readonly [name: string, page: number]
export type Folios = Readonly<Record<string, string>>

interface ChapterData {
  type: string
  label: string
}

/** All that is of no chapter, for the template. */
interface FrontData {
  meta: unknown
  places: string[]
  contents: unknown
  lists: unknown
  back: unknown
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

/** A text that was read. What leads to a place leads there by an address, for other sheets are other documents. */
interface Text<Data> {
  json: string
  data: Data
  /** What leads to places, and the places; the names of their pages are put there when it is written. */
  pointers: {piece: Record<string, unknown>; label: string}[]
  /** As it was last written, and from what. */
  written?: {from: string; json: string}
}

export type ChapterText = Text<ChapterData>

/** What a build prints, read. */
export interface Printed {
  front: Text<FrontData>
  chapters: ChapterText[]
  /** Labels that others name, by the sheet that they stand on. */
  places: Map<string, string[]>
}

/** Reads what a build prints, and says which places others name; texts that are as they were are not read again. */
export function readPrinted({chapters: texts, rest}: SheetTexts, former?: Printed): Printed {
  const known = new Map<string, Text<unknown>>(former?.chapters.map((text) => [text.json, text]))
  if (former) known.set(former.front.json, former.front)
  const read = <Data>(json: string) => (known.get(json) ?? readText(json)) as Text<Data>
  const front = read<FrontData>(rest)
  const chapters = texts.map((json) => read<ChapterData>(json))
  const labels = new Set([front, ...chapters].flatMap(({pointers}) => pointers.map(({label}) => label)))
  for (const name of front.data.places) labels.add(name)
  for (const one of ['contents', 'lists'] as const) collectLines(front.data[one], labels)
  for (const {data} of chapters) labels.add(data.label)
  const ids = new Set(chapters.map(sheetId))
  const sheetOf = (label: string) => {
    const id = label.slice(0, label.indexOf('#'))
    return ids.has(id) ? id : frontId
  }
  return {front, chapters, places: Map.groupBy(labels, sheetOf)}
}

function readText(json: string): Text<unknown> {
  const data = JSON.parse(json)
  const pointers: Text<unknown>['pointers'] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const one of Array.isArray(value) ? value : Object.values(value)) walk(one)
    const piece = value as Record<string, unknown>
    if (typeof piece.to !== 'string') return
    pointers.push({piece, label: piece.to})
    piece.url = `place:${piece.to}`
    delete piece.to
  }
  walk(data)
  return {json, data, pointers}
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
const sheetId = ({data}: ChapterText) => data.label.slice(0, -1)

/** All of them, in the order of the pages. */
export function sheetIds({front, chapters}: Printed): string[] {
  return [frontId, ...chapters.map(sheetId), ...(hasBack(front.data) ? [backId] : [])]
}

const hasBack = ({back}: FrontData) => Array.isArray(back) && back.length > 0

/**
 * A chapter alone.
 *
 * @param first  the number on its first page
 * @param isLeft  it starts on a left-hand page
 */
export function chapterSheet(
  {front, places}: Printed,
  chapter: ChapterText,
  {first, isLeft}: {first: number; isLeft: boolean},
  folios: Folios
): Sheet {
  const id = sheetId(chapter)
  const around = {...none, meta: front.data.meta, first, isLeft, places: places.get(id) ?? []}
  return {id, isLeft, json: write(chapter, around, {chapter: chapter.data}, folios)}
}

/** Cover, abstracts, contents and lists. */
export function frontSheet({front: text, places}: Printed, folios: Folios): Sheet {
  const {meta, places: _, ...front} = text.data
  const around = {...none, meta, places: places.get(frontId) ?? [], folios: {...folios}}
  return {id: frontId, json: write(text, around, {front}, folios)}
}

/** The back cover, where there is one. */
export function backSheet({front}: Printed): Sheet | undefined {
  const {meta, back} = front.data
  return hasBack(front.data) ? {id: backId, json: JSON.stringify({...none, meta, back})} : undefined
}

/** What a sheet does not hold. */
const none = {front: null, chapter: null, back: null, places: [], folios: null}

/** A text with the pages that it names, and what it is set with. */
function write(text: Text<unknown>, around: object, inside: object, folios: Folios): string {
  const names = text.pointers.map(({label}) => folios[label] ?? '…')
  const from = JSON.stringify([around, names])
  if (text.written?.from !== from) {
    for (const [index, {piece}] of text.pointers.entries()) piece.folio = names[index]
    text.written = {from, json: JSON.stringify({...around, ...inside})}
  }
  return text.written!.json
}
