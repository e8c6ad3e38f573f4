/** Pictures of the slides, what they say and the notes → a PowerPoint file. */

import JSZip from 'jszip'
import library from 'pptxgenjs'
import type {DeckData} from '../../slides/deck-data.ts'
import {alternative} from './alternative.ts'
import {noteLines} from './note-text.ts'
import type {PrintView} from './print-view.ts'
import {titleOf} from './words.ts'

export interface WriteSlidesPptxOptions {
  data: DeckData
  view: Pick<PrintView, 'width' | 'height' | 'slides'>
  /** PNG files in the order of the slides. */
  pictures: readonly Uint8Array[]
  /** Written into the properties; none at all when absent. */
  date?: Date | undefined
}

/** Its types are those of a CommonJS package, which wrap the class once more; what Node loads does not. */
const PptxGenJS = library as unknown as typeof library.default

/** Width of a slide in inches, as PowerPoint's wide format has it. */
const slideWidth = 40 / 3

/** A transparent pixel: what is stretched over a link to be clicked. */
const nothing =
  'image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII='

/**
 * Write the slides as pictures with an alternative text and a title, links to click on, and the notes as text.
 *
 * Same pictures and data, same bytes.
 */
export async function writeSlidesPptx({data, view, pictures, date}: WriteSlidesPptxOptions): Promise<Uint8Array> {
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
    const picture = `image/png;base64,${Buffer.from(pictures[index]!).toString('base64')}`
    slide.addImage({data: picture, x: 0, y: 0, ...size, altText: alternative(bound, shown)})
    for (const {x, y, width, height, text, url, slide: to} of shown.links) {
      slide.addImage({
        data: nothing,
        ...{x: x * size.w, y: y * size.h, w: width * size.w, h: height * size.h},
        altText: text || url || titleOf(data.slides[to! - 1]!, data),
        hyperlink: to === undefined ? {url: url!} : {slide: to}
      })
    }
    slide.addNotes(noteLines(bound.note).join('\n'))
  })
  const written = (await deck.write({outputType: 'uint8array'})) as Uint8Array
  return mend(written, data, date)
}

/** The earliest date that a ZIP can hold. */
const noDate = new Date(Date.UTC(1980, 0, 1))

/** Take out the clock, and put in what the library cannot say: the language, the notes' paragraphs, the titles. */
async function mend(pptx: Uint8Array, data: DeckData, date: Date | undefined): Promise<Uint8Array> {
  const titles = data.slides.map((slide) => titleOf(slide, data))
  const [read, written] = [await JSZip.loadAsync(pptx), new JSZip()]
  for (const {name, dir} of Object.values(read.files)) {
    if (dir) continue
    const isText = /\.(?:xml|rels)$/.test(name)
    const contents = await read.file(name)!.async(isText ? 'string' : 'uint8array')
    written.file(name, typeof contents === 'string' ? mendPart(name, contents) : contents, {
      date: noDate,
      createFolders: false,
      compression: isText ? 'DEFLATE' : 'STORE'
    })
  }
  return written.generateAsync({type: 'uint8array'})

  function mendPart(name: string, text: string): string {
    if (name === 'docProps/core.xml') {
      const written = date ? `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}$2` : ''
      return text.replace(/(<dcterms:(?:created|modified) [^>]*>)[^<]*(<\/dcterms:(?:created|modified)>)/g, written)
    }
    if (name === 'docProps/app.xml') {
      return text.replace(
        /(<vt:lpstr>)Slide (\d+)(?=<)/g,
        (_, start, number) => start + escapeXml(titles[Number(number) - 1] ?? number)
      )
    }
    if (name.startsWith('ppt/notesSlides/notes')) text = withParagraphs(text)
    if (name.startsWith('ppt/slides/slide')) text = text.replace(/ descr="[^"]*"/g, keepLines)
    return text.replaceAll('lang="en-US"', `lang="${escapeXml(data.lang)}"`)
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
            .split('\n')
            .map((line) => `<a:p>${open}${line}${close}</a:p>`)
            .join('')
  )
}

/** A line end in an attribute is a space to those who read it. */
function keepLines(attribute: string): string {
  return attribute.replaceAll('\n', '&#10;')
}

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!)
}
