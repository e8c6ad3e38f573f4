/** Colours, sizes and strokes of every drawing. */

import {type ColourName, colours, printColour} from '../document/design.ts'

/**
 * A colour for screens that follows light and dark by itself, and may be set by the page:
 * `var(--chart-1, light-dark(#7a1f1f, #e8917f))`.
 */
const onScreen = (name: ColourName, {light, dark}: {light: string; dark: string} = colours[name]) =>
  `var(--${name}, light-dark(${light}, ${dark}))`

/**
 * Four series at most. Told apart without colour by lightness, dash and marker, and always named where they are drawn;
 * the hues (red, blue, ochre, green) keep apart in the three colour deficiencies, and on paper their greys do as well
 * (`tests/charts/palette.test.ts` measures both). Contrast with the background is
 * 4.5 or more, so that words may have these colours, and words on them the colour of the page (WCAG 1.4.3).
 */
export const strokes = [
  {colour: onScreen('chart-1'), dash: undefined, symbol: 'circle'},
  {colour: onScreen('chart-2'), dash: '6 3', symbol: 'square'},
  {colour: onScreen('chart-3'), dash: '2 2.5', symbol: 'triangle'},
  {colour: onScreen('chart-4'), dash: '8 2 2 2', symbol: 'diamond'}
] as const

export const ink = 'currentColor'
export const muted = onScreen('muted')
export const rule = onScreen('rule')
export const paper = onScreen('paper', {light: printColour('paper'), dark: colours.paper.dark})
export const faint = onScreen('chart-faint')

/** Width of the text block: a length of 1 in a drawing is 1 pt on paper. */
export {textBlockWidth as fullWidth} from '../document/design.ts'

/** In points on paper. */
export const fontSize = {label: 9.5, small: 8.5} as const

export const fontFamily = 'EB Garamond, Georgia, serif'

/** The drawing with plain colours, for paper. */
export function forPrint(svg: string): string {
  return svg
    .replace(/var\(--[\w-]+, light-dark\((#[0-9a-f]+), #[0-9a-f]+\)\)/g, '$1')
    .replaceAll('currentColor', printColour('ink'))
}
