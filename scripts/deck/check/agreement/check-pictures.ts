/** Pictures, charts and captions of components on slides → messages on those that are not the thesis's. */

import path from 'node:path/posix'
import {error, type MessageOptions, warn} from '../../../messages/messages.ts'
import {didYouMean, nearest} from '../../../messages/nearest.ts'
import type {DeckData} from '../../deck-data.ts'
import {drawingKey} from '../../keys.ts'
import {type Component, picturesOf} from '../../read/read-deck.ts'
import {isSameCaption} from './check-typed-references.ts'
import type {SlideContext} from './slide-context.ts'
import type {ThesisFigure} from './thesis-text.ts'
import {simplify} from './typed-numbers.ts'

/** Bytes of a file, by its path from the deck's folder; undefined when there is none. */
export type ReadPicture = (path: string) => Promise<Uint8Array | undefined>

/**
 * Hold the captions typed for components, the chart of a slide that names a figure, and copied pictures against the
 * thesis.
 *
 * Emits `slides:contradicting-caption`, `slides:unknown-case`, `slides:other-figure`, `slides:other-picture`.
 */
export async function checkPictures(
  context: SlideContext,
  bound: DeckData,
  read: ReadPicture | undefined
): Promise<void> {
  for (const component of context.slide.components) checkCaption(context, component, bound)
  checkCase(context, bound)
  checkChart(context, bound)
  for (const component of context.slide.components) checkPlace(context, component, bound)
  if (read) await checkCopies(context, read)
}

function checkCaption(context: SlideContext, component: Component, bound: DeckData): void {
  const {caption} = component.attributes
  const figure = caption === undefined ? undefined : figureOf(context, component, bound)
  if (caption === undefined || !figure) return
  const typed = simplify(caption)
  const {line, column, source} = component
  const end = {line, column: column + source.length}
  const block = {
    kind: 'text' as const,
    isNote: false,
    text: typed,
    context: '',
    bound: new Map(),
    row: 0,
    place: () => ({start: {line, column}, end})
  }
  isSameCaption(context, block, {start: 0, end: typed.length}, typed, figure)
}

/** The figure or table of the thesis that a component shows. */
function figureOf({text}: SlideContext, {name, attributes}: Component, bound: DeckData): ThesisFigure | undefined {
  if (name === 'Figure') return text.figures.find(({label}) => label === attributes.id)
  const key = drawingKey(attributes)
  if (name === 'Chart') return text.figures.find(({description}) => isSame(description, bound.charts[key]?.description))
  if (name !== 'CaseTable' || !bound.tables[key]) return undefined
  const {head, rows} = bound.tables[key]
  return text.figures.find(({cells}) => isSame(cells, [head, ...rows].flat().join(' ')))
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  return one !== undefined && other !== undefined && letters(one) === letters(other)
}

/** The case of a front matter, whose card the layout shows. */
function checkCase({file, slide}: SlideContext, bound: DeckData): void {
  const study = slide.settings.case
  if (slide.layout !== 'case' || study === undefined || Object.hasOwn(bound.cases, String(study))) return
  const known = Object.keys(bound.cases)
  error(file, `Unknown case \`${study}\``, {
    at: {line: slide.line, column: 1},
    rule: 'slides:unknown-case',
    actual: String(study),
    expected: nearest(String(study), known),
    fix: didYouMean(String(study), known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`
  })
}

/** A slide that says `thesis: fig-budget` and shows one chart shows that one. */
function checkChart(context: SlideContext, bound: DeckData): void {
  const {file, slide, text} = context
  const charts = slide.components.filter(({name}) => name === 'Chart')
  const wanted = text.figures.find(({label}) => label !== '' && label === slide.settings.thesis)
  const [chart] = charts
  if (!chart || charts.length > 1 || wanted?.description === undefined) return
  const drawn = bound.charts[drawingKey(chart.attributes)]
  if (!drawn || isSame(drawn.description, wanted.description)) return
  const shown = figureOf(context, chart, bound)
  warn(file, `The slide names \`${wanted.label}\` and shows another chart, \`${chart.attributes.name}\``, {
    at: {line: chart.line, column: chart.column},
    rule: 'slides:other-figure',
    actual: chart.attributes.name ?? '',
    expected: [wanted.label],
    fix: shown?.label
      ? `Write \`thesis: ${shown.label}\`, which it is, or show \`<Figure id="${wanted.label}" />\`.`
      : `Show \`<Figure id="${wanted.label}" />\`, or name another place.`
  })
}

/** A slide that says `thesis: sec-cases` shows figures of that chapter. */
function checkPlace(context: SlideContext, component: Component, bound: DeckData): void {
  const {file, slide, thesis} = context
  if (component.name !== 'Chart' && component.name !== 'Figure') return
  const figure = thesis.targets.get(figureOf(context, component, bound)?.label ?? '')
  const place = thesis.targets.get(String(slide.settings.thesis))
  // `checkChart` holds a chart against the figure named.
  if (place?.kind === 'figure' && component.name === 'Chart') return
  const chapter = place?.destination.chapter ?? thesis.chapters.find(({id}) => id === slide.settings.thesis)?.id
  if (!figure || chapter === undefined || figure.destination.chapter === chapter) return
  warn(file, `Figure \`${figure.label}\` is not in the chapter that the slide names`, {
    at: {line: component.line, column: component.column},
    rule: 'slides:other-figure',
    actual: figure.label,
    fix: `Write \`thesis: ${figure.label}\`, or show a figure of \`${slide.settings.thesis}\`.`
  })
}

/** A picture with the name of one of the thesis's is the same, byte for byte. */
async function checkCopies({file, slide, text, thesis}: SlideContext, read: ReadPicture): Promise<void> {
  for (const picture of picturesOf(slide).filter((one) => !one.isRemote && !one.path.startsWith('..'))) {
    const originals = [...thesis.assets.values()].filter(
      (asset) => path.basename(asset.path) === path.basename(picture.path)
    )
    const bytes = originals.length > 0 ? await read(picture.path) : undefined
    if (!bytes || originals.some((asset) => Buffer.compare(asset.bytes, bytes) === 0)) continue
    const figure = text.figures.find(({pictures}) => originals.some((asset) => pictures.includes(asset.path)))?.label
    const options: MessageOptions = {
      at: {line: picture.line, column: picture.column},
      rule: 'slides:other-picture',
      actual: picture.path,
      expected: originals.map((asset) => asset.path),
      fix: figure
        ? `Show \`<Figure id="${figure}" />\`, or give the picture another name.`
        : 'Copy the picture of the thesis again, or give this one another name.'
    }
    warn(
      file,
      `Picture \`${picture.path}\` differs from the picture of that name in the thesis, \`${originals[0]!.path}\``,
      options
    )
  }
}
