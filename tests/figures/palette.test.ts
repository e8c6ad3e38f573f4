import {describe, expect, test} from 'vitest'
import {faint, forPrint, muted, paper, rule, series} from '../../scripts/figures/palette.ts'

type Theme = 'light' | 'dark'

const papers = {light: ['#ffffff', '#fdfbf7'], dark: ['#181613']} as const

function hex(colour: string, theme: Theme): string {
  const [, light, dark] = /light-dark\((#\w+), (#\w+)\)/.exec(colour)!
  return theme === 'light' ? light! : dark!
}

/** Relative luminance, after WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('words in the colours of the series, and words on them, are legible', () => {
    for (const {colour} of series) {
      for (const ground of [...papers[theme], hex(paper, theme)]) {
        expect(contrast(hex(colour, theme), ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test('secondary words are legible on the page and on what is faint', () => {
    for (const ground of [...papers[theme], hex(faint, theme)]) {
      expect(contrast(hex(muted, theme), ground)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('the grid stays behind the data', () => {
    expect(contrast(hex(rule, theme), papers[theme][0])).toBeLessThan(2)
  })
})

test('series differ without colour: by dash and by marker', () => {
  expect(new Set(series.map(({dash}) => dash)).size).toBe(series.length)
  expect(new Set(series.map(({symbol}) => symbol)).size).toBe(series.length)
})

test('paper gets plain colours', () => {
  expect(forPrint(`<path fill="${series[0].colour}" stroke="currentColor"/>`)).toBe(
    '<path fill="#7a1f1f" stroke="#1c1915"/>'
  )
})
