/** Colours, sizes and strokes of every drawing. */

import {type ColourName, colours, printColour} from '../document/design.ts'

/**
 * A colour for screens that follows light and dark by itself, and may be set by the page:
 * `var(--chart-1, light-dark(#7a1f1f, #e8917f))`.
 */
const onScreen = (name: ColourName, {light, dark}: {light: string; dark: string} = colours[name]) =>
  `var(--${name}, light-dark(${light}, ${dark}))`

const hues = [onScreen('chart-1'), onScreen('chart-2'), onScreen('chart-3'), onScreen('chart-4')]
const symbols = ['circle', 'square', 'triangle', 'diamond'] as const
const dashes = [undefined, '6 3', '2 2.5', '8 2 2 2', '12 3', '4 1.5', '1 3.5', '8 2 1.5 2 1.5 2']

/**
 * Eight series at most. The four hues (red, blue, ochre, green) keep apart in the three colour deficiencies, and on
 * paper their greys do as well (`tests/charts/palette.test.ts` measures both); the second four have the same hues in
 * outline, a light fill and hollow markers, so that lightness tells them from the first. Each has a dash of its own, and
 * is named where it is drawn. Contrast with the background is 4.5 or more, so that words may have these colours, and
 * words on them the colour of the page (WCAG 1.4.3).
 */
export const strokes = dashes.map((dash, index) => ({
  colour: hues[index % 4]!,
  dash,
  symbol: symbols[index % 4]!,
  isLight: index >= 4
}))

/** Of a series by its rank. */
export const strokeOf = (index: number) => strokes[index % strokes.length]!

export const ink = 'currentColor'
export const muted = onScreen('muted')
export const rule = onScreen('rule')
export const paper = onScreen('paper', {light: printColour('paper'), dark: colours.paper.dark})
export const faint = onScreen('chart-faint')

/** Width of the text block: a length of 1 in a drawing is 1 pt on paper. */
export {textBlockWidth as fullWidth} from '../document/design.ts'

/** In points on paper. */
export const fontSize = {label: 9.5, small: 8.5}

export const fontFamily = 'EB Garamond, Georgia, serif'

/** The drawing with plain colours, for paper. */
export function forPrint(svg: string): string {
  return svg
    .replace(/var\(--[\w-]+, light-dark\((#[0-9a-f]+), #[0-9a-f]+\)\)/g, '$1')
    .replaceAll('currentColor', printColour('ink'))
}
