import {describe, expect, test} from 'vitest'
import {faint, forPrint, muted, paper, rule, strokes} from '../../scripts/charts/palette.ts'
import {barLook} from '../../scripts/charts/svg.ts'
import {colourProperties, colours} from '../../scripts/document/design.ts'

type Theme = 'light' | 'dark'

const papers = {light: ['#ffffff', '#fdfbf7'], dark: ['#181613']} as const

function hex(colour: string, theme: Theme): string {
  const [, light, dark] = /light-dark\((#\w+), (#\w+)\)/.exec(colour)!
  return theme === 'light' ? light! : dark!
}

type Backgrounds = [string, string, string]
type Triple = [number, number, number]

/** Linear red, green and blue, after the definition of sRGB (IEC 61966-2-1). */
function linear(colour: string): Triple {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Triple
}

/** Relative luminance, after WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = linear(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * What is seen without one kind of cones, on linear sRGB.
 *
 * Source: Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision Deficiency”,
 * IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, severity 1.0.
 */
const deficiencies: Record<string, [Triple, Triple, Triple]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ],
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ]
}

const product = (rows: readonly Triple[], by: Triple) =>
  rows.map((row) => row[0] * by[0] + row[1] * by[1] + row[2] * by[2]) as Triple

/** CIE L*a*b* of linear sRGB, under D65. */
function lab(colour: Triple): Triple {
  const seen = colour.map((share) => Math.min(1, Math.max(0, share))) as Triple
  const [x, y, z] = product(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041]
    ],
    seen
  )
  const curve = (share: number) => (share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116)
  const [fx, fy, fz] = [curve(x / 0.95047), curve(y), curve(z / 1.08883)]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

/** One colour over another, as SVG lays them: in sRGB. */
function mix(above: string, below: string, opacity: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const channels = [1, 3, 5].map((at) => Math.round(channel(above, at) * opacity + channel(below, at) * (1 - opacity)))
  return `#${channels.map((one) => one.toString(16).padStart(2, '0')).join('')}`
}

/** Every two of a list. */
function pairs<Item>(items: readonly Item[]): Array<[Item, Item]> {
  return items.flatMap((one, index) => items.slice(index + 1).map((other): [Item, Item] => [one, other]))
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('words in the colours of the series, and words on them, are legible', () => {
    for (const {colour} of strokes) {
      for (const background of [...papers[theme], hex(paper, theme)]) {
        expect(contrast(hex(colour, theme), background)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test('secondary words are legible on the page and on what is faint', () => {
    for (const background of [...papers[theme], hex(faint, theme)]) {
      expect(contrast(hex(muted, theme), background)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('the grid stays behind the data', () => {
    expect(contrast(hex(rule, theme), papers[theme][0])).toBeLessThan(2)
  })
})

/** What the deck sets of a drawing's colours: `--muted: light-dark(#5f554a, #b8aea0)`. */
function deckColour(name: string): string {
  const [, value] = new RegExp(`^  --${name}: (light-dark\\(#\\w{6}, #\\w{6}\\));$`, 'm').exec(colourProperties()) ?? []
  if (value === undefined) throw new Error(`the deck has no colour --${name}`)
  return value
}

describe.each(['light', 'dark'] as const)('on the deck, %s', (theme) => {
  const [background, ink, greyed] = ['paper', 'ink', 'muted'].map((name) => hex(deckColour(name), theme)) as Backgrounds
  const onFaint = hex(faint, theme)

  test('words are legible on the slide, and on what is faint', () => {
    for (const words of [ink, greyed, ...strokes.map(({colour}) => hex(colour, theme))]) {
      expect(contrast(words, background)).toBeGreaterThanOrEqual(4.5)
    }
    for (const words of [ink, greyed]) expect(contrast(words, onFaint)).toBeGreaterThanOrEqual(4.5)
  })

  test('words in the colour of the slide are legible on bars and boxes', () => {
    for (const {colour} of strokes) expect(contrast(background, hex(colour, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test('marks stand out from the slide and from the land of a map', () => {
    for (const mark of [greyed, ...strokes.map(({colour}) => hex(colour, theme))]) {
      for (const behind of [background, onFaint]) expect(contrast(mark, behind)).toBeGreaterThanOrEqual(3)
    }
  })
})

const [hues, outlined] = [strokes.slice(0, 4), strokes.slice(4)]

describe.each(Object.keys(deficiencies))('%s', (name) => {
  test.each(['light', 'dark'] as const)('tells the hues apart, %s', (theme) => {
    const seen = hues.map(({colour}) => lab(product(deficiencies[name]!, linear(hex(colour, theme)))))
    // 2.3 is just noticeable side by side; thin lines and small marks, apart from each other, want several times that.
    for (const [a, b] of pairs(seen)) expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(15)
  })

  test.each(['light', 'dark'] as const)('tells light bars from full ones, %s', (theme) => {
    for (const index of outlined.keys()) {
      const {fill, opacity = 1} = barLook(index + hues.length)
      const mixed = linear(mix(hex(fill, theme), hex(paper, theme), opacity))
      for (const {colour} of hues) {
        const [a, b] = [mixed, linear(hex(colour, theme))].map((one) => lab(product(deficiencies[name]!, one)))
        expect(Math.abs(a![0] - b![0])).toBeGreaterThan(15)
      }
    }
  })
})

test('a print in grey has four greys', () => {
  const greys = hues.map(({colour}) => lab(linear(hex(colour, 'light')))[0])
  for (const [a, b] of pairs(greys)) expect(Math.abs(a - b)).toBeGreaterThan(5)
})

test('eight series differ without colour: by dash, and by marker and whether it is full', () => {
  expect(strokes).toHaveLength(8)
  expect(new Set(strokes.map(({dash}) => dash)).size).toBe(strokes.length)
  expect(new Set(strokes.map(({symbol, isLight}) => `${symbol} ${isLight}`)).size).toBe(strokes.length)
})

test('paper gets plain colours', () => {
  expect(forPrint(`<path fill="${strokes[0]!.colour}" stroke="currentColor"/>`)).toBe(
    '<path fill="#7a1f1f" stroke="#1a1a1a"/>'
  )
})

test.each(Object.entries(colours).filter(([name]) => name.startsWith('code-')))(
  'words of code are legible: %s',
  (_, {light, dark}) => {
    for (const background of [colours.surface.light, colours.paper.light, '#ffffff']) {
      expect(contrast(light, background)).toBeGreaterThanOrEqual(4.5)
    }
    for (const background of [colours.surface.dark, colours.paper.dark]) {
      expect(contrast(dark, background)).toBeGreaterThanOrEqual(4.5)
    }
  }
)
