/** Notes of a deck, and its printed slides → `notes.pdf` for the speaker, `handout.pdf` for the jury, through Typst. */

import {readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import {printTime} from '../../document/clock.ts'
import {printDesign} from '../../document/design.ts'
import type {WrittenNode} from '../../document/nodes.ts'
import {termsOf} from '../../document/terms.ts'
import type {OutputFile} from '../../document/thesis.ts'
import {warn} from '../../messages/messages.ts'
import type {RuleId} from '../../messages/rules.ts'
import {writePdf} from '../../write/pdf/pdf.ts'
import {writeAll} from '../../write/typst/handlers.ts'
import type {Piece, TemplateValue, TypstProject} from '../../write/typst/pieces.ts'
import {startState, startWriting, type Writing} from '../../write/typst/state.ts'
import {reportMissing} from '../../write/typst/text.ts'
import {language} from '../../write/typst/text-language.ts'
import type {DeckData, DeckSlide} from '../deck-data.ts'
import {readPrintedNote} from '../read/read-note.ts'
import {alternative} from './alternative.ts'
import {backupSlides} from './backup-slides.ts'
import type {PrintView} from './print-view.ts'
import {titleOf} from './title-of.ts'

export interface WritePaperOptions {
  /** `slides.md`: messages go there. */
  file: VFile
  data: DeckData
  /** Written into the PDF as its date; none at all when absent. */
  date?: Date | undefined
}

/**
 * Write the speaker's notes, large enough to be read standing: the talk with its clock, then the backup slides.
 *
 * Emits what `writePdf` and the handlers of the PDF emit.
 */
export async function writeNotesPdf({file, data, date}: WritePaperOptions): Promise<OutputFile[]> {
  const writing = startWriting(termsOf(data.lang))
  const backup = backupSlides(data.slides)
  const words = data.terms.deck
  const spoken = data.slides.filter(({note, seconds}) => note !== '' || seconds > 0)
  let clock = 0
  const write = (slide: DeckSlide, time: string) => ({
    ...describe(slide, data),
    time,
    note: notePieces(slide, writing, file)
  })
  const talk = spoken
    .filter(({number}) => !backup.has(number))
    .map((slide) => {
      const start = clock
      clock += slide.seconds
      return write(slide, slide.seconds > 0 ? `${printTime(start)}–${printTime(clock)}` : '')
    })
  const questions = spoken
    .filter(({number}) => backup.has(number))
    .map((slide) => write(slide, slide.seconds > 0 ? printTime(slide.seconds) : ''))
  const sections = [
    {title: words.talk, time: clock > 0 ? printTime(clock) : '', slides: talk},
    {title: words.questions, time: '', slides: questions}
  ].filter(({slides}) => slides.length > 0)
  return print('notes.pdf', {meta: describeDeck(data), kind: words.notes, words, sections}, writing, {file, date})
}

export interface WriteHandoutOptions extends WritePaperOptions {
  view: Pick<PrintView, 'width' | 'height' | 'slides'>
  /** The slides as printed, a page each. */
  slidesPdf: Uint8Array
}

/**
 * Write what the jury takes home: three slides a page, each with its notes beside it, or below when they are long.
 *
 * Emits what `writePdf` and the handlers of the PDF emit.
 */
export async function writeHandout({file, data, date, view, slidesPdf}: WriteHandoutOptions): Promise<OutputFile[]> {
  const writing = startWriting(termsOf(data.lang))
  writing.files.set('/slides.pdf', slidesPdf)
  const words = data.terms.deck
  const slides = data.slides.map((slide, index) => ({
    ...describe(slide, data),
    page: index + 1,
    alt: alternative(slide, view.slides[index]!),
    note: notePieces(slide, writing, file)
  }))
  const content = {meta: describeDeck(data), kind: words.handout, words, ratio: view.width / view.height, slides}
  return print('handout.pdf', content, writing, {file, date})
}

function describeDeck({title, subtitle, author, lang}: DeckData): TemplateValue {
  const tag = language(lang)
  return {
    title: title.join(' '),
    lines: title,
    description: subtitle || null,
    author: author ? [author] : [],
    keywords: [],
    ...tag,
    lang: tag.lang ?? 'en'
  }
}

function describe(slide: DeckSlide, data: DeckData): {[key: string]: TemplateValue} {
  const {number, place} = slide
  return {number, title: titleOf(slide, data), place: place ? `${data.terms.deck.thesis}, ${place}` : ''}
}

/** A note for Typst. What it cannot print is said on the deck, with the slide's number. */
function notePieces({number, note}: DeckSlide, writing: Writing, file: VFile): Piece[] {
  const heard = new VFile()
  const state = startState(writing, heard, `slide-${number}`)
  const inside = {...state, isOnPage: false, outline: {level: 2, shift: 0}}
  const pieces = writeAll(readPrintedNote(note).children as WrittenNode[], inside)
  reportMissing(writing)
  for (const {reason, source, ruleId, note: fix} of heard.messages) {
    const rule = `${source}:${ruleId}` as RuleId
    warn(file, `${reason} (notes)`, {rule, fix, slide: number})
  }
  return pieces
}

const templates = ['template.typ', 'floats.typ', 'math.typ', 'walk.typ']

async function print(
  path: 'notes.pdf' | 'handout.pdf',
  content: {[key: string]: TemplateValue},
  {files, pictures, hasSilentPicture}: Writing,
  {file, date}: Pick<WritePaperOptions, 'file' | 'date'>
): Promise<OutputFile[]> {
  const main = path.replace('.pdf', '.typ')
  files.set('/design.json', JSON.stringify(printDesign()))
  for (const name of templates) files.set(`/${name}`, read(`../../write/typst/${name}`))
  for (const name of ['paper.typ', main]) files.set(`/${name}`, read(name))
  files.set('/paper.json', JSON.stringify(content))
  const project: TypstProject = {files, pictures, file, fonts: [], main: `/${main}`, isAccessible: !hasSilentPicture}
  // Of its slides the handout shows the PDF itself: sharp, and a tenth of the size of pictures.
  const {outputs} = await writePdf(project, {date, standard: path === 'handout.pdf' ? 'none' : 'ua-1'})
  return outputs.map(({contents}) => ({path, contents}))
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
