/** Colours, sizes and strokes of every drawing. */

/**
 * A colour for screens that follows light and dark by itself, and may be set by the page:
 * `var(--chart-1, light-dark(#7a1f1f, #e8917f))`.
 */
const onScreen = (name: string, light: string, dark: string) => `var(--${name}, light-dark(${light}, ${dark}))`

/**
 * Four series at most. Told apart without colour by lightness, dash and marker, and always named where they are drawn;
 * the hues (red, blue, ochre, green) keep apart in the three colour deficiencies, and on paper their greys do as well
 * (`tests/charts/palette.test.ts` measures both). Contrast with the ground is
 * 4.5 or more, so that words may have these colours, and words on them the colour of the page (WCAG 1.4.3).
 */
export const series = [
  {colour: onScreen('chart-1', '#7a1f1f', '#e8917f'), dash: undefined, symbol: 'circle'},
  {colour: onScreen('chart-2', '#1f6a8d', '#79bfdc'), dash: '6 3', symbol: 'square'},
  {colour: onScreen('chart-3', '#9c660c', '#e5b65a'), dash: '2 2.5', symbol: 'triangle'},
  {colour: onScreen('chart-4', '#3f5c4a', '#c6d8bb'), dash: '8 2 2 2', symbol: 'diamond'}
] as const

export const ink = 'currentColor'
export const muted = onScreen('muted', '#655b4f', '#b0a697')
export const rule = onScreen('rule', '#dcd3c5', '#3d372f')
export const paper = onScreen('paper', '#ffffff', '#181613')
/** For what is there without being the subject: land on a map, a missing part. */
export const faint = onScreen('chart-faint', '#efe8db', '#2b2721')

/** Width of the text block, 130 mm, in points: a length of 1 in a drawing is 1 pt on paper. */
export const fullWidth = 368.5

/** In points on paper. */
export const fontSize = {label: 9.5, small: 8.5} as const

export const fontFamily = 'EB Garamond, Georgia, serif'

/** Colour of text where the drawing stands alone on paper. */
const printInk = '#1c1915'

/** The drawing with plain colours, for paper. */
export function forPrint(svg: string): string {
  return svg
    .replace(/var\(--[\w-]+, light-dark\((#[0-9a-f]+), #[0-9a-f]+\)\)/g, '$1')
    .replaceAll('currentColor', printInk)
}
