/** The built deck and its data → everything on paper: PDF, pictures, PowerPoint, handout, notes. */

import type {VFile} from 'vfile'
import type {OutputFile} from '../../document/thesis.ts'
import {inform, warn} from '../../messages/messages.ts'
import type {DeckData} from '../deck-data.ts'
import type {SlidePlace} from '../read/slide-place.ts'
import {closeBrowser, findBrowser, launchBrowser} from './browser.ts'
import {checkView} from './check-view.ts'
import {writeHandout, writeNotesPdf} from './handouts.ts'
import {openPrintView, type PrintView, showLastSteps} from './print-view.ts'
import {takePictures} from './slide-pictures.ts'
import {printSlides} from './slides-pdf.ts'
import {writeSlidesPptx} from './slides-pptx.ts'

export interface WritePrintedOptions {
  /** `slides.md`: messages go there. */
  file: VFile
  /** The deck as one file; without it only the notes are printed. */
  page: Uint8Array | undefined
  data: DeckData
  /** Where the slides are written, for what is wrong with how they look; without it nothing is said of that. */
  places?: readonly SlidePlace[] | undefined
  /** The only date that may stand in an output, `SOURCE_DATE_EPOCH`; none at all when absent. */
  date?: Date | undefined
  /** How long the browser may take for one thing (default: 60 s). */
  patienceMs?: number
  /** Closes the browser. */
  signal?: AbortSignal
}

/**
 * Print a deck: `slides.pdf`, `slides-steps.pdf` when slides have steps, `slides-png/…`, `slides.pptx`, `handout.pdf`
 * with a Chromium, `notes.pdf` without one. What fails gives a message and no file; the rest is made all the same.
 *
 * Emits `slides:no-browser`, `slides:not-printed`, and what `checkView` and `writePdf` emits.
 *
 * @throws {Error} when no build of Typst runs on this machine
 */
export async function writePrinted(options: WritePrintedOptions): Promise<OutputFile[]> {
  const [printed, notes] = await Promise.all([printWithBrowser(options), writeNotesPdf(options)])
  return [...printed, ...notes]
}

/** As the messages name them. */
const all = '`slides.pdf`, `slides-png`, `slides.pptx` and `handout.pdf` are'

async function printWithBrowser(options: WritePrintedOptions): Promise<OutputFile[]> {
  const {file, page, data, signal, patienceMs = 60_000} = options
  if (!page) return []
  const executable = findBrowser()
  if (!executable) {
    inform(file, `No Chromium was found: ${all} not generated`, {
      rule: 'slides:no-browser',
      fix: 'Install Chromium or Chrome, or set CHROMIUM_PATH to where it is.'
    })
    return []
  }
  const browser = await attempt(file, all, () => launchBrowser(executable, patienceMs))
  if (!browser) return []
  const close = () => void closeBrowser(browser)
  signal?.addEventListener('abort', close)
  try {
    signal?.throwIfAborted()
    const view = await attempt(file, all, () => openPrintView(browser, page, data.slides, patienceMs))
    return view ? await printView(view, options) : []
  } finally {
    signal?.removeEventListener('abort', close)
    await closeBrowser(browser)
  }
}

/** Each export by itself: the browser does one thing at a time, Typst and the PowerPoint are at work meanwhile. */
async function printView(view: PrintView, {file, data, date, places = []}: WritePrintedOptions): Promise<OutputFile[]> {
  const hasSteps = view.slides.some(({steps}) => steps > 1)
  const steps = hasSteps
    ? await attempt(file, '`slides-steps.pdf` is', () => printSlides(view, {data, hasSteps: true, date}))
    : undefined
  const slidesPdf = await attempt(file, '`slides.pdf` and `handout.pdf` are', async () => {
    await showLastSteps(view)
    await checkView(view, places)
    return printSlides(view, {data, hasSteps: false, date})
  })
  const taking = attempt(file, '`slides-png` and `slides.pptx` are', () => takePictures(view))
  const [pictures, pptx, handout] = await Promise.all([
    taking,
    writeSlidesPptx({data, view, pictures: taking, date}),
    slidesPdf ? writeHandout({file, data, date, view, slidesPdf}) : []
  ])
  return [
    ...oneFile('slides.pdf', slidesPdf),
    ...oneFile('slides-steps.pdf', steps),
    ...(pictures ?? []).map((contents, index) => ({path: picturePath(index, pictures?.length ?? 0), contents})),
    ...oneFile('slides.pptx', pptx),
    ...handout
  ]
}

function oneFile(path: string, contents: Uint8Array | undefined): OutputFile[] {
  return contents ? [{path, contents}] : []
}

/** `slides-png/slide-01.png`, with as many digits as the last one needs. */
function picturePath(index: number, count: number): string {
  return `slides-png/slide-${String(index + 1).padStart(Math.max(2, String(count).length), '0')}.png`
}

/** Ask something of the browser; when it does not do it, say which files are not made. */
async function attempt<T>(file: VFile, names: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (problem) {
    const [reason = ''] = (problem instanceof Error ? problem.message : String(problem)).split('\n')
    warn(file, `The browser did not print the slides: ${names} not generated: ${reason.slice(0, 200)}`, {
      rule: 'slides:not-printed',
      fix: 'Build again; if it stays so, set CHROMIUM_PATH to another Chromium.'
    })
    return undefined
  }
}
