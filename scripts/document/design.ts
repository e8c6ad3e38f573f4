/** Colours and measures of every output, stored once: style sheets, Typst's template and charts take them from here. */

import type {FontFile} from './font-file.ts'
import {fontStacks} from './fonts.ts'

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

/** The printed page. Sizes and lines in points, margins in millimetres; a line is the distance of two baselines. */
export const page = {
  sizes: {
    text: 13,
    line: 18.5,
    /** Notes, captions, running heads. */
    small: 10.5,
    'small-line': 13.5,
    quote: 11.75,
    'quote-line': 16,
    source: 9.5,
    rule: 0.4
  },
  indent: 5,
  width: 210,
  height: 297,
  margins: {inside: 35, outside: 45, top: 28},
  /** Of a landscape page. */
  landscape: {x: 42.5, top: 35, bottom: 40},
  lines: 35
} as const

/** Width of the text block in points, which is that of a chart: a length of 1 in a drawing is 1 pt on paper. */
export const textBlockWidth = Math.round(((page.width - page.margins.inside - page.margins.outside) / 25.4) * 720) / 10

/** What `template.typ` reads as `/design.json`; `fonts` are the author's. */
export function printDesign(fonts: readonly FontFile[] = []): object {
  const code = Object.fromEntries(
    (['keyword', 'string', 'number', 'function', 'type', 'comment'] as const).map((kind) => [
      kind,
      printColour(`code-${kind}`)
    ])
  )
  return {...page, ink: printColour('ink'), accent: printColour('accent'), code, fonts: fontStacks(fonts)}
}
