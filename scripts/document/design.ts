/** Colours and measures of every output, stored once: style sheets, Typst's template and charts take them from here. */

import type {FontFile} from './font-file.ts'
import {findTypeface, fontStack, isUsual, type Typeface} from './fonts.ts'
import {mathFonts, type PageSettings, type PaperMath, pageSchema} from './page-schema.ts'

interface Colour {
  /** On a screen; the pairs of text and background keep a contrast of 4.5 or more (WCAG 2.2, 1.4.3). */
  light: string
  dark: string
  /** On paper, where it is not the light one. */
  print?: string
}

export const colours = {
  paper: {light: '#fdfbf7', dark: '#181613', print: '#ffffff'},
  surface: {light: '#f6f1e8', dark: '#221f1a'},
  ink: {light: '#211d18', dark: '#e9e2d7', print: '#1a1a1a'},
  muted: {light: '#655b4f', dark: '#b0a697'},
  rule: {light: '#dcd3c5', dark: '#3d372f'},
  accent: {light: '#7a1f1f', dark: '#e6a59a'},
  'accent-soft': {light: '#f3e4dd', dark: '#3a2522'},
  target: {light: '#faecc4', dark: '#4a3d17'},
  /** Series of charts, in their order; the first is the accent, lighter where it draws lines on a dark background. */
  'chart-1': {light: '#7a1f1f', dark: '#e8917f'},
  'chart-2': {light: '#1f6a8d', dark: '#79bfdc'},
  'chart-3': {light: '#9c660c', dark: '#e5b65a'},
  'chart-4': {light: '#3f5c4a', dark: '#c6d8bb'},
  /** Words of code, on `surface` and on paper. */
  'code-keyword': {light: '#7a1f1f', dark: '#e6a59a'},
  'code-string': {light: '#3f5c4a', dark: '#c6d8bb'},
  'code-number': {light: '#7d4e00', dark: '#e5b65a'},
  'code-function': {light: '#1f5f80', dark: '#79bfdc'},
  'code-type': {light: '#5b4a8a', dark: '#c3b5e6'},
  'code-comment': {light: '#655b4f', dark: '#b0a697'},
  /** What is there without being the subject: land on a map, a missing part. */
  'chart-faint': {light: '#efe8db', dark: '#2b2721'}
} as const satisfies Record<string, Colour>

export type ColourName = keyof typeof colours

/** A colour as it is printed. */
export function printColour(name: ColourName): string {
  const colour: Colour = colours[name]
  return colour.print ?? colour.light
}

/** Custom properties of every colour, for `:root` of a style sheet: `--paper: light-dark(#fdfbf7, #181613);`. */
export function colourProperties(): string {
  const lines = Object.entries(colours).map(([name, {light, dark}]) => `  --${name}: light-dark(${light}, ${dark});`)
  return `:root {\n${lines.join('\n')}\n}\n`
}

/** The printed page: what an author asked for, and what follows from it. Sizes and lines in points, the rest in millimetres. */
export interface PageDesign {
  width: number
  height: number
  isTwoSided: boolean
  margins: Record<'inner' | 'outer' | 'top' | 'bottom', number>
  /** Of a landscape page. */
  landscape: Record<'x' | 'top' | 'bottom', number>
  sizes: {
    /** What 1 pt of our own page, whose text is of 13 pt, is on this one. */
    unit: number
    text: number
    /** The distance of two baselines. */
    line: number
    /** Notes, captions, running heads. */
    small: number
    'small-line': number
    quote: number
    'quote-line': number
    source: number
    rule: number
    /** Space between paragraphs. */
    paragraph: number
  }
  indent: number
  /** Lines, charts and pictures are as wide as this, and a portrait page is as high; in points. */
  textWidth: number
  textHeight: number
  landscapeWidth: number
  text: Typeface
  headings: Typeface
  mono: Typeface
  arabic: Typeface
  /** What formulas are set in, where MathJax does not draw them. */
  math: Typeface | undefined
  /** Fonts of the author's, and those of ours that only this page needs. */
  fonts: readonly FontFile[]
  settings: PageSettings
}

/** Our own page: EB Garamond of 13 pt with 75 characters a line, on lines of 18.5 pt. */
const own = {text: 13, line: 18.5, margins: {inner: 35, outer: 45, top: 28, bottom: 40}}
const ownLandscape = {x: 42.5, top: 35, bottom: 40}

/**
 * The page that the settings of an author make. A family that nobody has is EB Garamond: `checkPage` reports it.
 *
 * @param others  fonts of the author's
 */
export function designPage(
  settings: PageSettings = pageSchema.parse({}),
  others: readonly FontFile[] = []
): PageDesign {
  const {width, height} = settings.size
  const text = settings['font-size']
  const unit = text / own.text
  const {leading} = settings
  const line = leading === undefined ? own.line * unit : 'times' in leading ? leading.times * text : leading.points
  /** As on our page, in quarters of a point. */
  const sized = (size: number) => Math.round(size * unit * 4) / 4
  const small = sized(10.5)
  const quote = sized(11.75)
  const asked = settings.margins
  const share = width / 210
  const margins = {
    inner: asked.inner ?? own.margins.inner * share,
    outer: asked.outer ?? own.margins.outer * share,
    top: asked.top ?? (own.margins.top * height) / 297,
    bottom: asked.bottom ?? (own.margins.bottom * height) / 297
  }
  if (asked.bottom === undefined) margins.bottom += points(1) * (pointsOf(height - margins.top - margins.bottom) % line)
  const isOwn = Object.values(asked).every((margin) => margin === undefined) && width === 210 && height === 297
  const landscape = isOwn
    ? ownLandscape
    : {x: Math.max(margins.top, margins.bottom), top: margins.inner, bottom: margins.outer}
  const family = (name: string | undefined, usual: string) =>
    (name === undefined ? undefined : findTypeface(name, others)) ?? findTypeface(usual)!
  const textFace = family(settings.font.text, 'EB Garamond')
  const headings = settings.font.headings === undefined ? textFace : family(settings.font.headings, 'EB Garamond')
  const mono = family(settings.font.mono, 'IBM Plex Mono')
  const arabic = family(settings.font.arabic, 'Amiri')
  const math = mathFontOf(settings) === 'own' ? findTypeface(settings.font.math!, others) : undefined
  const extra = [textFace, headings, mono, arabic].filter(({name}) => !isUsual(name)).flatMap((face) => face.faces())
  return {
    width,
    height,
    isTwoSided: settings.sides === 'two',
    margins,
    landscape,
    sizes: {
      unit,
      text,
      line,
      small,
      'small-line': small * (13.5 / 10.5),
      quote,
      'quote-line': quote * (16 / 11.75),
      source: sized(9.5),
      rule: 0.4,
      paragraph: settings['paragraph-spacing']
    },
    indent: settings.indent,
    textWidth: Math.round(pointsOf(width - margins.inner - margins.outer) * 2) / 2,
    textHeight: Math.floor(pointsOf(height - margins.top - margins.bottom) / line + 0.001) * line,
    landscapeWidth: Math.round(pointsOf(height - 2 * landscape.x) * 2) / 2,
    text: textFace,
    headings,
    mono,
    arabic,
    math,
    fonts: [...new Set([...others, ...extra])],
    settings
  }
}

/** The font of formulas: the author's, else the one that goes with the text. */
export function mathFontOf({font: {text = '', math}}: PageSettings): PaperMath {
  if (math !== undefined) return mathFonts.find((name) => isSameName(name, math)) ?? 'own'
  return findTypeface(text)?.name === 'Tinos' ? 'TeX Gyre Termes' : 'New Computer Modern'
}

const isSameName = (one: string, other: string) => one.toLowerCase() === other.trim().toLowerCase()

/** Points that a note in the outer margin may take; 0 where the margin is too narrow for one. */
export function marginWidth({margins, sizes}: PageDesign): number {
  const width = pointsOf(Math.min(margins.outer - sideGap - paperEdge, 50))
  return width < 7.5 * sizes.text ? 0 : Math.floor(width)
}

/** Millimetres between the text and a note in the margin, and between that and the edge of the paper. */
const [sideGap, paperEdge] = [4, 6]

const points = (count: number) => (count * 25.4) / 72
const pointsOf = (millimetres: number) => (millimetres / 25.4) * 72

/** Width of the text block in points, which is that of a chart: a length of 1 in a drawing is 1 pt on our own page. */
export const textBlockWidth = Math.round(((210 - own.margins.inner - own.margins.outer) / 25.4) * 720) / 10

/** What `template.typ` reads as `/design.json`. */
export function printDesign(page: PageDesign = designPage()): object {
  const {settings, text, headings, mono, arabic, math, fonts, ...measures} = page
  const {colour} = settings
  const ink = colour === false ? '#000000' : printColour('ink')
  const coloured = (name: ColourName) => (colour === false ? ink : printColour(name))
  const code = Object.fromEntries(
    (['keyword', 'string', 'number', 'function', 'type', 'comment'] as const).map((kind) => [
      kind,
      coloured(`code-${kind}`)
    ])
  )
  const stack = ({name}: Typeface) => fontStack(name, fonts)
  return {
    ...measures,
    ink,
    accent: typeof colour === 'string' ? colour : coloured('accent'),
    code,
    fonts: {latin: stack(text), headings: stack(headings), mono: stack(mono), arabic: stack(arabic)},
    // As high as the text: an x of the one is an x of the other.
    math: math && {fonts: stack(math), size: text.regular().xHeight / math.regular().xHeight},
    smallCaps: text.regular().hasSmallCaps && headings.regular().hasSmallCaps,
    justify: settings.justify,
    // Hyphens hang a little into our own margins; those that somebody asks for are kept.
    overhang: Object.values(settings.margins).every((margin) => margin === undefined),
    hyphenate: settings.hyphenate,
    heads: settings['running-heads'],
    folios: settings.folios,
    start: (settings['chapter-start'] ?? (measures.isTwoSided ? 'odd' : 'any')) === 'odd' ? 'odd' : null,
    notesByPage: settings.notes === 'page',
    isDraft: settings.draft,
    lineNumbers: Number(settings['line-numbers'] || settings.draft)
  }
}
