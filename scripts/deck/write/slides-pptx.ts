/** Pictures of the slides, what they say and the notes → a PowerPoint file. */

import JSZip from 'jszip'
import library from 'pptxgenjs'
import {escapeHtml} from '../../document/text.ts'
import type {DeckData} from '../deck-data.ts'
import {noteLines} from '../read/read-note.ts'
import {alternative} from './alternative.ts'
import type {PrintView} from './print-view.ts'
import {titleOf} from './title-of.ts'

export interface WriteSlidesPptxOptions {
  data: DeckData
  view: Pick<PrintView, 'width' | 'height' | 'slides'>
  /** PNG files in the order of the slides, awaited at the end; without them there is no PowerPoint. */
  pictures: Promise<readonly Uint8Array[] | undefined>
  /** Written into the properties; none at all when absent. */
  date?: Date | undefined
}

/** Its types are those of a CommonJS package, which wrap the class once more; what Node loads does not. */
const PptxGenJS = library as unknown as typeof library.default

/** Width of a slide in inches, as PowerPoint's wide format has it. */
const slideWidth = 40 / 3

/** A transparent pixel: stretched over a link to be clicked, and in the place of the picture of a slide until it is taken. */
const nothing =
  'image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII='

/**
 * Write the slides as pictures with an alternative text and a title, links to click on, and the notes as text.
 *
 * Same pictures and data, same bytes.
 */
export async function writeSlidesPptx(options: WriteSlidesPptxOptions): Promise<Uint8Array | undefined> {
  const {data, view} = options
  const size = {w: slideWidth, h: (slideWidth * view.height) / view.width}
  const deck = new PptxGenJS()
  deck.defineLayout({name: 'deck', width: size.w, height: size.h})
  deck.layout = 'deck'
  deck.title = data.title.join(' ')
  deck.author = data.author
  deck.company = ''
  deck.subject = data.subtitle
  // Behind the picture: for the outline, and for those who have the slides read aloud.
  const title = {name: 'title', type: 'title' as const, x: 0.6, y: 0.4, w: size.w - 1.2, h: 1}
  deck.defineSlideMaster({title: 'SLIDE', objects: [{placeholder: {options: title, text: ''}}]})
  view.slides.forEach((shown, index) => {
    const slide = deck.addSlide({masterName: 'SLIDE'})
    const bound = data.slides[index]!
    slide.addText(titleOf(bound, data), {placeholder: 'title'})
    slide.addImage({data: nothing, x: 0, y: 0, ...size, altText: alternative(bound, shown)})
    for (const {x, y, width, height, text, url, slide: to} of shown.links) {
      slide.addImage({
        data: nothing,
        ...{x: x * size.w, y: y * size.h, w: width * size.w, h: height * size.h},
        altText: text || url || titleOf(data.slides[to! - 1]!, data),
        // The library puts the address into XML as it is.
        hyperlink: to === undefined ? {url: escapeHtml(url!)} : {slide: to}
      })
    }
    slide.addNotes(noteLines(bound.note).join('\n'))
  })
  const written = (await deck.write({outputType: 'uint8array'})) as Uint8Array
  return fixPptx(written, options)
}

/** The earliest date that a ZIP can hold. */
const noDate = new Date(Date.UTC(1980, 0, 1))

/** Take out the clock, put in the pictures and what the library cannot say: language, paragraphs of notes, titles. */
async function fixPptx(
  pptx: Uint8Array,
  {data, pictures, date}: WriteSlidesPptxOptions
): Promise<Uint8Array | undefined> {
  const titles = data.slides.map((slide) => titleOf(slide, data))
  const taken = await pictures
  if (!taken) return undefined
  const [read, written] = [await JSZip.loadAsync(pptx), new JSZip()]
  for (const {name, dir} of Object.values(read.files)) {
    if (dir) continue
    const [, slide] = /^ppt\/media\/image-(\d+)-1\.png$/.exec(name) ?? []
    const isText = /\.(?:xml|rels)$/.test(name)
    const contents = slide ? taken[Number(slide) - 1]! : await read.file(name)!.async(isText ? 'string' : 'uint8array')
    written.file(name, typeof contents === 'string' ? fixPart(name, contents) : contents, {
      date: noDate,
      createFolders: false,
      compression: isText ? 'DEFLATE' : 'STORE'
    })
  }
  return written.generateAsync({type: 'uint8array'})

  function fixPart(name: string, text: string): string {
    if (name === 'docProps/core.xml') {
      const written = date ? `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}$2` : ''
      return text.replace(/(<dcterms:(?:created|modified) [^>]*>)[^<]*(<\/dcterms:(?:created|modified)>)/g, written)
    }
    if (name === 'docProps/app.xml') {
      return text.replace(
        /(<vt:lpstr>)Slide (\d+)(?=<)/g,
        (_, start, number) => start + escapeHtml(titles[Number(number) - 1] ?? number)
      )
    }
    if (name.startsWith('ppt/notesSlides/notes')) text = withParagraphs(text)
    if (name.startsWith('ppt/slides/slide')) text = text.replace(/ descr="[^"]*"/g, keepLines)
    return text.replaceAll('lang="en-US"', `lang="${escapeHtml(data.lang)}"`)
  }
}

/** The library writes a note as one paragraph, its lines in it. */
function withParagraphs(notes: string): string {
  return notes.replace(
    /<a:p>(<a:r><a:rPr [^>]*\/><a:t>)([^<]*)(<\/a:t><\/a:r>)(<a:endParaRPr [^>]*\/>)<\/a:p>/,
    (_, open: string, text: string, close: string, end: string) =>
      text === ''
        ? `<a:p>${end}</a:p>`
        : text
            .split(/\r?\n/)
            .map((line) => `<a:p>${open}${line}${close}</a:p>`)
            .join('')
  )
}

/** A line end in an attribute is a space to those who read it. */
function keepLines(attribute: string): string {
  return attribute.replace(/\r?\n/g, '&#10;')
}
