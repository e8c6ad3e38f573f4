/** Charts in the space of a slide: in a real browser, at their real size, with the real font. */

import {existsSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type Figures, openFigures} from '../../scripts/charts/index.ts'
import {fullWidth} from '../../scripts/charts/palette.ts'
import {type Picture, picture, type Space} from '../../scripts/charts/picture.ts'
import type {ThesisData} from '../../scripts/data/data.ts'
import {isProblem, type Problem} from '../../scripts/data/problem.ts'
import {chartSpace, figureSpace} from '../../scripts/deck/bind/slide-space.ts'
import {repositoryFile, thesisCharts, thesisData} from '../data/thesis-data.ts'
import {drawings} from './drawings.ts'

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const figures = openFigures(thesisData, {lang: 'fr-FR'}, thesisCharts)

async function draw(
  name: string,
  options: Record<string, string>,
  space?: Space,
  from: Figures = figures
): Promise<Picture> {
  const drawn = await from.draw({name, options}, space ? {space} : {})
  if (!drawn || isProblem(drawn)) throw new Error(drawn?.reason)
  return drawn
}

function sizeOf(svg: string): Space {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number)
  return {width: width!, height: height!}
}

/** The face of the thesis, in the page itself. */
function fontFaces(): string {
  const require = createRequire(import.meta.url)
  const encode = (file: string) => readFileSync(file).toString('base64')
  const faces = [400, 600].map((weight) => {
    const file = require.resolve(`@fontsource/eb-garamond/files/eb-garamond-latin-${weight}-normal.woff2`)
    return `@font-face {font-family: "EB Garamond"; font-weight: ${weight}; src: url(data:font/woff2;base64,${encode(file)})}`
  })
  const space = encode(new URL('../../scripts/write/html/assets/narrow-space.ttf', import.meta.url).pathname)
  return `${faces.join('\n')}\n@font-face {font-family: "Narrow Space"; src: url(data:font/ttf;base64,${space}); unicode-range: U+202F}`
}

interface Measured {
  smallest: number
  outside: string[]
  covered: string[]
  height: number
}

/** What is wrong with the words of the drawing that the page shows; given to `page.evaluate`. */
function measureDrawing(): Measured {
  const svg = document.querySelector('svg')!
  const frame = svg.getBoundingClientRect()
  const boxes = [...svg.querySelectorAll('text')].flatMap((element) => {
    if (!element.textContent) return []

    const matrix = element.getScreenCTM()!
    const {left, right} = element.getBoundingClientRect()
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * matrix.a
    const start = element.getStartPositionOfChar(0)
    const baseline = new DOMPoint(start.x, start.y).matrixTransform(matrix).y
    // From the top of a capital to the bottom of a comma.
    return [{words: element.textContent, size, left, right, top: baseline - size * 0.65, bottom: baseline + size * 0.2}]
  })
  const outside = boxes.filter(
    ({left, right, top, bottom}) =>
      left < frame.left - 1 || right > frame.right + 1 || top < frame.top || bottom > frame.bottom
  )
  const covered = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.words} / ${b.words}`)
  )
  return {
    smallest: Math.min(...boxes.map(({size}) => size)),
    outside: outside.map(({words}) => words),
    covered,
    height: frame.height
  }
}

let browser: Browser

beforeAll(async () => {
  if (!existsSync(chromiumPath)) {
    throw new Error(`No Chromium at ${chromiumPath}: install it, or set CHROMIUM_PATH to where it is`)
  }
  browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']})
})
afterAll(() => browser?.close())

const spaces = [
  {where: 'a chart on a slide', space: chartSpace, height: 384},
  {where: 'a figure on a slide', space: figureSpace, height: 354}
]

describe.each(spaces)('$where', ({space, height}) => {
  let page: Page

  beforeAll(async () => {
    page = await browser.newPage({viewport: {width: 960, height: 540}})
    await page.setContent(`<style>${fontFaces()}
      body { margin: 0 }
      svg { display: block; width: 868px; height: auto; font-family: "Narrow Space", "EB Garamond" }
      svg { font-variant-numeric: lining-nums }</style><main></main>`)
  })
  afterAll(() => page?.close())

  test.each(drawings)('%s %o has words of 20 pixels or more, all of them inside and apart', async (name, options) => {
    const {svg} = await draw(name, options, space)
    await page.evaluate((drawn) => {
      document.querySelector('main')!.innerHTML = drawn
      return document.fonts.ready.then(() => undefined)
    }, svg)
    const measured = await page.evaluate(measureDrawing)
    expect(measured.smallest).toBeGreaterThanOrEqual(20)
    expect(measured.outside).toEqual([])
    expect(measured.covered).toEqual([])
    expect(measured.height).toBeLessThanOrEqual(height + 0.5)
  })
})

test.each(drawings)('%s %o says on a slide what it says on paper', async (name, options) => {
  const [paper, slide] = [await draw(name, options), await draw(name, options, chartSpace)]
  expect(slide.title).toBe(paper.title)
  expect(slide.description).toBe(paper.description)
  expect(slide.table).toEqual(paper.table)
  expect(sizeOf(paper.svg).width).toBe(fullWidth)
  expect((await draw(name, options)).svg).toBe(paper.svg)
})

test('where few words are drawn, they are larger', async () => {
  expect(sizeOf((await draw('amh', {}, chartSpace)).svg).width).toBeLessThan(fullWidth / 1.3)
})

/** The thesis's cases, so many times. */
function manyCases(times: number): ThesisData {
  const cases = Array.from({length: times}, (_, time) =>
    [...thesisData.cases].map(
      ([id, study]) => [`${id}-${time}`, {...study, shortName: `${study.shortName} ${time}`}] as const
    )
  )
  const members = new Map(cases.flat())
  const [main] = thesisData.collections.values()
  return {...thesisData, cases: members, collections: new Map([[main!.id, {...main!, members}]])}
}

describe('a chart with more than a slide can hold', () => {
  async function refuse(name: string, from: Figures, space: Space, options: Record<string, string> = {}) {
    const drawn = await from.draw({name, options}, {space})
    return drawn && isProblem(drawn) ? drawn : ({rule: 'drawn'} as unknown as Problem)
  }

  test.each(['timeline', 'needs'])('%s of twelve cases is refused, with what to show instead', async (name) => {
    const {rule, reason, fix} = await refuse(name, openFigures(manyCases(3), {lang: 'fr-FR'}, thesisCharts), chartSpace)
    expect(rule).toBe('figures:too-tall')
    expect(reason).toMatch(/^Chart too tall \(\d+, maximum 16\d\)/)
    expect(fix).toContain('<Value of="…" />')
  })

  test('a map of twelve groups is refused on paper too', async () => {
    const from = openFigures(manyCases(3), {lang: 'fr-FR'}, thesisCharts)
    expect((await refuse('map', from, chartSpace)).rule).toBe('figures:too-much')
  })

  test('bars with less than a line of text each are refused', async () => {
    expect((await refuse('indh', figures, {width: fullWidth, height: 100})).rule).toBe('figures:too-tall')
    expect((await refuse('indh', figures, {width: fullWidth, height: 130})).rule).toBe('drawn')
  })

  const sketch = (content: string) =>
    picture(
      {title: '', description: '', table: {head: [], rows: []}, height: 40, content},
      {
        prefix: 'p',
        space: {width: 100, height: 40}
      }
    )
  const words = (x: number, content: string) => `<text x="${x}" y="20" font-size="9.5">${content}</text>`

  test('words that would cover each other are named', () => {
    const drawn = sketch(words(5, 'Campagnes') + words(20, 'Villes'))
    expect(isProblem(drawn) && drawn.reason).toBe('Chart does not fit: `Campagnes` and `Villes` would cover each other')
  })

  test('words that would be cut are named', () => {
    const drawn = sketch(words(80, 'Campagnes'))
    expect(isProblem(drawn) && drawn.reason).toBe('Chart does not fit: `Campagnes` would be cut')
  })

  test('the same on paper takes the height that it needs', async () => {
    const {svg} = await draw('timeline', {}, undefined, openFigures(manyCases(3), {lang: 'fr-FR'}, thesisCharts))
    expect(sizeOf(svg).height).toBeGreaterThan(800)
  })
})

test('the space of a slide is as wide as its text', () => {
  const css = repositoryFile('slides/theme/styles/deck.css')
  const [, padding] = /\.slidev-layout\.chart-slide \{ padding: \d+px (\d+)px/.exec(css)!
  expect(960 - 2 * Number(padding)).toBe(868)
  expect((8.5 * 868) / chartSpace.width).toBeGreaterThanOrEqual(20)
})
