/** The page of all slides → a PDF that can be walked through: outline, page labels, links, title, tags. */

import {PDFDict, PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef, PDFString} from 'pdf-lib'
import type {DeckData, DeckSlide} from '../deck-data.ts'
import {backupSlides} from './backup-slides.ts'
import {within} from './browser.ts'
import type {PrintView} from './print-view.ts'
import {titleOf} from './title-of.ts'

export interface PrintSlidesOptions {
  data: DeckData
  /** A page for each step of a slide, not for each slide. */
  hasSteps: boolean
  /** Written into the PDF as its date; none at all when absent. */
  date?: Date | undefined
}

/**
 * Print what the page shows.
 *
 * Same deck and browser, same bytes.
 *
 * @throws {Error} when the browser does not answer, or prints another number of pages than the deck has
 */
export async function printSlides(view: PrintView, options: PrintSlidesOptions): Promise<Uint8Array> {
  const {page, patienceMs} = view
  const settings = {preferCSSPageSize: true, printBackground: true, tagged: true, outline: false}
  const printed = await within(page.pdf(settings), patienceMs)
  const document = await PDFDocument.load(withSteadyNames(printed), {updateMetadata: false})
  const places = placesOf(view, options.hasSteps)
  const count = document.getPageCount()
  if (count !== places.length) throw new Error(`it printed ${count} pages instead of ${places.length}`)
  nameDocument(document, options)
  labelPages(document, places)
  addOutline(document, places, view, options)
  return document.save()
}

/** Pages in order, each with its slide and its step from 1; `steps` is how many the slide has here. */
interface Place {
  number: number
  step: number
  steps: number
}

function placesOf({slides}: PrintView, hasSteps: boolean): Place[] {
  return slides.flatMap(({number, steps}) => {
    const count = hasSteps ? steps : 1
    return Array.from({length: count}, (_, index) => ({number, step: index + 1, steps: count}))
  })
}

/** Names of elements count what the browser made before: the same in the same order, but not the same numbers. */
function withSteadyNames(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  const name = /\(node(\d{8})\)/g
  const numbers = [...new Set([...text.matchAll(name)].map(([, number]) => number!))].sort()
  const ranks = new Map(numbers.map((number, index) => [number, String(index + 1).padStart(8, '0')]))
  return Buffer.from(
    text.replace(name, (_, number: string) => `(node${ranks.get(number)})`),
    'latin1'
  )
}

/** Title, author, language, and no trace of when and with what it was printed. */
function nameDocument(document: PDFDocument, {data, date}: PrintSlidesOptions): void {
  document.setTitle(data.title.join(' '), {showInWindowTitleBar: true})
  if (data.author) document.setAuthor(data.author)
  document.setLanguage(data.lang)
  const information = document.context.lookup(document.context.trailerInfo.Info, PDFDict)
  for (const key of ['CreationDate', 'ModDate', 'Creator']) information.delete(PDFName.of(key))
  delete document.context.trailerInfo.ID
  if (!date) return
  document.setCreationDate(date)
  document.setModificationDate(date)
}

/** « 12 », or « 12.3 » for the third step of slide 12. */
function labelPages(document: PDFDocument, places: readonly Place[]): void {
  const labels = places.flatMap(({number, step, steps}, index) => [
    index,
    {P: PDFString.of(steps > 1 ? `${number}.${step}` : String(number))}
  ])
  document.catalog.set(PDFName.of('PageLabels'), document.context.obj({Nums: labels}))
}

/** A line of the outline. */
interface Entry {
  title: string
  page: PDFPage
  children: Entry[]
}

/** Titles of slides; backup slides under the menu that leads to them, or under one entry. */
function addOutline(
  document: PDFDocument,
  places: readonly Place[],
  view: PrintView,
  {data}: PrintSlidesOptions
): void {
  const pages = document.getPages()
  const pageOf = (slide: DeckSlide) => pages[places.findIndex(({number}) => number === slide.number)]!
  const root = document.context.nextRef()
  const lines = writeEntries(document, root, groupEntries(data, view, pageOf))
  document.context.assign(root, document.context.obj({Type: 'Outlines', ...lines}))
  document.catalog.set(PDFName.of('Outlines'), root)
}

function groupEntries(data: DeckData, view: PrintView, pageOf: (slide: DeckSlide) => PDFPage): Entry[] {
  const {slides, terms} = data
  const backup = backupSlides(slides)
  const lastQuestion = slides.findLastIndex(({isQuestion}) => isQuestion)
  const entries: Entry[] = []
  let next = 0
  const read = (): Entry => {
    const slide = slides[next]!
    const last = lastBelow(next, slides, backup, view)
    const entry: Entry = {title: titleOf(slide, data), page: pageOf(slide), children: []}
    next += 1
    while (next <= last) entry.children.push(read())
    return entry
  }
  while (next < slides.length) {
    const slide = slides[next]!
    if (!slide.isQuestion) {
      entries.push(read())
      continue
    }
    const group: Entry = {title: terms.deck.questions, page: pageOf(slide), children: []}
    while (next <= lastQuestion && backup.has(slides[next]!.number)) group.children.push(read())
    entries.push(group)
  }
  return entries
}

/** Index of the last slide below a menu, which leads to the slides after it; of the slide itself when it is none. */
function lastBelow(index: number, slides: readonly DeckSlide[], backup: ReadonlySet<number>, view: PrintView): number {
  const targets = new Set(view.slides[index]!.links.map(({slide}) => slide))
  if (!targets.has(slides[index + 1]?.number)) return index
  let last = index
  for (let at = index + 1; at < slides.length && backup.has(slides[at]!.number); at += 1) {
    if (targets.has(slides[at]!.number)) last = at
  }
  return last
}

/** Write entries that stand below each other; returns what their parent says of them. */
function writeEntries(document: PDFDocument, parent: PDFRef, entries: readonly Entry[]) {
  const {context} = document
  const refs = entries.map(() => context.nextRef())
  entries.forEach(({title, page, children}, index) => {
    const ref = refs[index]!
    const inside = children.length > 0 ? writeEntries(document, ref, children) : {}
    const line = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: parent,
      Dest: [page.ref, 'Fit'],
      Prev: refs[index - 1],
      Next: refs[index + 1],
      ...inside
    })
    context.assign(ref, line)
  })
  const count = entries.reduce((sum, {children}) => sum + 1 + children.length, 0)
  return {First: refs[0]!, Last: refs.at(-1)!, Count: count}
}
