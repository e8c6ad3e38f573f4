/** A deck and the thesis → everything that the slides show of the thesis, in its terms and numbers. */

import type {Figures} from '../../charts/index.ts'
import type {ThesisData} from '../../data/data.ts'
import {termsIn} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import type {Thesis} from '../../document/thesis.ts'
import {typesetText} from '../../transform/text/typeset-text.ts'
import {writeInline} from '../../write/html/fragment.ts'
import type {DeckData, DeckSlide} from '../deck-data.ts'
import {type Deck, readAt, type Slide} from '../read/read-deck.ts'
import type {SlidePlace} from '../read/slide-place.ts'
import {secondsOf} from '../read/slide-time.ts'
import {pageOfList, wholeList} from '../read/split-references.ts'
import {bindCitations, type CitationEngine} from './bind-citations.ts'
import {bindComponents} from './bind-components.ts'
import {printPlace} from './print-place.ts'
import {typesetSlide} from './typeset-slide.ts'

export interface BindDeckOptions {
  thesis: Thesis
  data: ThesisData
  figures: Figures
  citations: CitationEngine
  /** Puts the macros of the thesis in their place in a formula. */
  expandTex?: (tex: string) => string
  /** Pages of the printed thesis by `chapter#anchor`, where it has been printed. */
  pages?: ReadonlyMap<string, string>
}

export interface BoundDeck {
  data: DeckData
  /** Where each of its slides is written. */
  places: SlidePlace[]
}

/** Give the deck what it names of the thesis. What does not exist is a message at its place in the slides. */
export async function bindDeck(deck: Deck, options: BindDeckOptions): Promise<BoundDeck> {
  const {thesis, pages, expandTex} = options
  const {config} = thesis
  const {deck: deckTerms, presenter} = termsIn(config)
  const {french} = config.typography
  const text = (words: string) => typesetText(words, config.lang, french)
  const {works} = options.citations
  const {spoken, sources, ...shown} = await bindComponents(deck, {...options, works, text})
  const {citations, words, references} = bindCitations(deck, thesis, options.citations, sources)
  const printed = {...words, ...spoken}
  const values = Object.entries(spoken).map(([tag, value]) => [tag, writeInline([{type: 'text', value}])])
  const bound: DeckData = {
    lang: config.lang,
    terms: {deck: deckTerms, presenter},
    title: (config.titleLines ?? [config.title]).map(text),
    subtitle: text(config.subtitle ?? ''),
    cover: {
      title: thesis.cover.title.map(writeInline),
      subtitle: writeInline(thesis.cover.subtitle),
      arabicTitle: writeInline(thesis.cover.titles.ar ?? [])
    },
    author: config.author.map(({name}) => name).join(', '),
    school: [config.degree, config.university, config.date].flatMap((one) => (one ? [text(one)] : [])),
    ...shown,
    citations: {...citations, ...Object.fromEntries(values)},
    references,
    slides: [],
    typeset: {}
  }
  const places: SlidePlace[] = []
  for (const slide of deck.slides) {
    const place = text(printPlace(slide, thesis, pages))
    for (const [index, page] of pagesOf(slide, references.length).entries()) {
      places.push({file: slide.file, line: slide.line})
      bound.slides.push({
        ...(index === 0 ? describe(slide) : notTold),
        number: bound.slides.length + 1,
        title: text(titleOf(page)),
        place,
        note: index === 0 ? text(printNote(slide, printed)) : ''
      })
      bound.typeset[page.content] = typesetSlide(page, {lang: config.lang, french, expandTex})
    }
  }
  return {data: bound, places}
}

/** A slide that lists the works is as many slides as the list has pages. */
function pagesOf(slide: Slide, count: number): Slide[] {
  if (!wholeList.test(slide.content) || count < 2) return [slide]
  const more = Array.from({length: count - 1}, (_, index): Slide => {
    const content = pageOfList(slide.content, index + 2)
    return {...slide, content, ...readAt(content, slide.contentLine - 1)}
  })
  return [slide, ...more]
}

/** What follows on a page is reported with the first. */
const notTold = {isQuestion: false, isData: false, seconds: 0}

function describe({
  layout,
  note,
  settings: {routeAlias: alias}
}: Slide): Omit<DeckSlide, 'number' | 'title' | 'place' | 'note'> {
  return {
    alias: alias === undefined || alias === null ? undefined : String(alias),
    isQuestion: layout === 'backup',
    isData: layout === 'backup-chart',
    seconds: secondsOf(note) ?? 0
  }
}

/** Notes for paper: without their time, with their citations and their values as text. */
function printNote({note, noteCitations, noteComponents}: Slide, printed: Record<string, string>): string {
  let words = ''
  let from = 0
  const values = noteComponents.map(({start, source}) => ({start, end: start + source.length}))
  for (const {start, end} of [...noteCitations, ...values].sort((a, b) => a.start - b.start)) {
    const typed = note.slice(start, end)
    words += note.slice(from, start) + (Object.hasOwn(printed, typed) ? printed[typed]! : typed)
    from = end
  }
  return (words + note.slice(from)).replace(/^\s*\(\d+:\d\d\)\s*/, '').trim()
}

/** First heading, or the front matter's title. */
function titleOf({settings, tree}: Slide): string {
  if (typeof settings.title === 'string') return settings.title
  const heading = tree.children.find((node) => node.type === 'heading')
  return heading ? plainText(heading) : ''
}
