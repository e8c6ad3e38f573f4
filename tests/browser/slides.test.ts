/** The thesis's own deck in a real browser: every slide over http and from the disk, and the speaker's window in step. */

import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {parseSync} from '@slidev/parser/core'
import {PDFDict, PDFDocument, PDFName} from 'pdf-lib'
import {type Browser, type BrowserContext, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Presentation, present} from '../../scripts/deck/serve/present.ts'
import {measureSlides, type SlideFaults} from '../../scripts/deck/write/measure-slides.ts'
import {openFolder} from '../../scripts/files.ts'
import {readShownSlide} from '../deck/deck-page.ts'

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const root = join(import.meta.dirname, '../..')
const deck = parseSync(readFileSync(join(root, 'slides/slides.md'), 'utf8'), 'slides.md')

/** The first words of a text of the deck, whatever spaces and apostrophes typography puts between them. */
function wordsOf(text: string | undefined): RegExp {
  const words = (text ?? '').replace(/\([^)]*\)|[*_#]/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? []
  return new RegExp(words.slice(0, 4).join('[^\\p{L}\\p{N}]+'), 'u')
}

let browser: Browser
let out: string
let presentation: Presentation
/** How many slides there are, those of the list of works among them: as many as pages are printed. */
let total: number

beforeAll(async () => {
  if (!existsSync(chromiumPath)) {
    throw new Error(`No Chromium at ${chromiumPath}: install it, or set CHROMIUM_PATH to where it is`)
  }
  out = mkdtempSync(join(tmpdir(), 'thesis-slides-'))
  const before = sourceState()
  execFileSync(process.execPath, ['scripts/cli.js', 'build', '--only', 'slides', '--quiet', '--out', out], {cwd: root})
  expect(sourceState()).toBe(before)
  presentation = await present(await openFolder(join(out, 'slides')), 0)
  total = (await PDFDocument.load(readFileSync(join(out, 'slides.pdf')))).getPageCount()
  browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']})
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await presentation?.close()
  if (out) rmSync(out, {recursive: true})
})

/** What lies in the folder of the deck, where a build must not write. */
function sourceState(): string {
  return execFileSync('git', ['status', '--porcelain', '--', 'slides'], {cwd: root, encoding: 'utf8'})
}

interface Walk {
  problems: string[]
  /** What each slide says when all its steps are shown. */
  texts: string[]
  /** Steps beside the first of each slide. */
  clicks: number
}

/** Go through the deck as a speaker does, key by key, and note what is wrong. `address` is that of the deck, without its `#`. */
async function walk(context: BrowserContext, address: string): Promise<Walk> {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`))
  page.on('pageerror', (problem) => problems.push(`script: ${problem.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!/^(?:file|data|blob):/.test(url) && !url.startsWith(new URL(presentation.slides).origin)) {
      problems.push(`asked for ${url}`)
    }
  })
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url().slice(0, 100)}`))
  const texts: string[] = []
  let clicks = 0
  await page.goto(`${address}#/1`)
  await page.addStyleTag({content: '* { transition: none !important }'})
  for (let step = 0; step < 500; step++) {
    const {number, place} = await settle(page)
    const {problems: wrong, failedFonts, text} = await page.evaluate(readShownSlide)
    const [{overflow, small, faint}] = (await page.evaluate(measureSlides, '.slidev-page')) as [SlideFaults]
    if (overflow) problems.push(`slide ${place}: ${overflow.text} sticks out by ${overflow.by} px`)
    if (small) problems.push(`slide ${place}: ${small.points} points in “${small.text}”`)
    if (faint) problems.push(`slide ${place}: contrast of ${faint.contrast} in “${faint.text}”`)
    problems.push(...wrong.map((what) => `slide ${place}: ${what}`))
    problems.push(...failedFonts.map((font) => `slide ${place}: ${font} did not load`))
    if (texts.length === number) clicks++
    texts[number - 1] = text
    if (number === total) break
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((was) => location.hash !== `#/${was}`, place)
  }
  const fonts = await page.evaluate(() =>
    [...document.fonts].filter(({status}) => status === 'loaded').map(({family}) => family.replaceAll('"', ''))
  )
  for (const family of ['EB Garamond', 'Amiri', 'Narrow Space']) {
    if (!fonts.includes(family)) problems.push(`${family} was never loaded`)
  }
  await page.close()
  return {problems, texts, clicks}
}

/** Wait until one slide is shown whole; its number, and its place as the address says it: `6?clicks=2`, `questions`. */
async function settle(page: Page): Promise<{number: number; place: string}> {
  await page.waitForFunction(() => {
    const wanted = /^#\/(\d+)/.exec(location.hash)?.[1]
    const shown = [...document.querySelectorAll<HTMLElement>('.slidev-page')].filter((one) => one.offsetParent !== null)
    const [slide] = shown
    if (!slide || shown.length > 1 || (wanted && slide.dataset.slidevNo !== wanted)) return false
    // The foot is there before what the slide says: its parts are loaded when they are first shown.
    return slide.querySelector('h1, h2, p, li, svg, table, blockquote') && getComputedStyle(slide).opacity === '1'
  })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const number = await page.locator('.slidev-page:visible').first().getAttribute('data-slidev-no')
  return {number: Number(number), place: await page.evaluate(() => location.hash.slice(2))}
}

const size = {width: 1280, height: 720}

describe('the deck', () => {
  it('shows every slide and step over http, whole, legible, without a request to another host', {
    timeout: 180_000
  }, async () => {
    const context = await browser.newContext({viewport: size})
    const {problems, texts, clicks} = await walk(context, presentation.slides.replace(/#.*/, ''))
    await context.close()
    expect(problems).toEqual([])
    // The list of works takes more slides than it is written on.
    expect(total).toBeGreaterThan(deck.slides.length)
    expect(texts).toHaveLength(total)
    expect(clicks).toBeGreaterThan(6)
    for (const [index, {title}] of deck.slides.entries())
      if (index > 0 && title) expect(texts[index]).toMatch(wordsOf(title))
    expect(texts.join('\n')).not.toMatch(/@\w+20\d\d|\{\.\w+\}|<Value|undefined/)
    expect(texts[0]).toContain('الابتكار الاجتماعي')
    expect(texts.join('\n')).toContain('Réalisé en 2018, soit 22')
  })

  it('shows every slide and step in dark, and on a 4:3 screen', {timeout: 180_000}, async () => {
    const context = await browser.newContext({viewport: {width: 1024, height: 768}, colorScheme: 'dark'})
    const {problems} = await walk(context, presentation.slides.replace(/#.*/, ''))
    await context.close()
    expect(problems).toEqual([])
  })

  it('is the same in one file from the disk, with the network off', {timeout: 240_000}, async () => {
    const offline = await browser.newContext({viewport: size})
    await offline.setOffline(true)
    const single = await walk(offline, pathToFileURL(join(out, 'defence.html')).href)
    await offline.close()
    expect(single.problems).toEqual([])
    // Over http it is the same page, byte for byte.
    const served = await fetch(presentation.slides)
    expect(Buffer.from(await served.arrayBuffer()).equals(readFileSync(join(out, 'defence.html')))).toBe(true)
    expect(single.texts).toHaveLength(total)
  })

  it('leads from the menu to a question and back', async () => {
    const page = await browser.newPage({viewport: size})
    await page.goto(presentation.slides.replace('#/1', '#/questions'))
    await page.getByText('Pourquoi ces quatre associations').first().click()
    await page.waitForFunction(() => /#\/\d+$/.test(location.hash))
    const question = await page.evaluate(() => location.hash)
    await page.getByRole('link', {name: 'Les questions'}).click()
    await page.getByRole('heading', {name: 'Les questions'}).waitFor()
    await page.getByRole('link', {name: 'Les données'}).first().click()
    await page.getByRole('heading', {name: 'Les données'}).waitFor()
    await page.getByText('Le chômage, et une rupture de série').first().click()
    await page.getByText('Banque mondiale (WDI)').first().waitFor()
    expect(await page.evaluate(() => location.hash)).not.toBe(question)
    await page.close()
  })

  it.each(['over http', 'from the disk'])(
    'keeps the speaker’s window and the projector’s in step %s, with notes',
    async (way) => {
      const file = pathToFileURL(join(out, 'defence.html')).href
      const addresses = way === 'over http' ? presentation : {slides: `${file}#/1`, presenter: `${file}#/presenter/1`}
      const context = await browser.newContext({viewport: size})
      const [slides, presenter] = [await context.newPage(), await context.newPage()]
      await slides.goto(addresses.slides)
      await presenter.goto(addresses.presenter)
      await presenter.getByText(wordsOf(deck.slides[0]?.note)).first().waitFor()
      await presenter.keyboard.press('ArrowRight')
      await slides.waitForFunction(() => location.hash.startsWith('#/2'))
      await slides.getByText(wordsOf(deck.slides[1]?.title)).first().waitFor()
      await presenter.getByText(wordsOf(deck.slides[1]?.note)).first().waitFor()
      const citing = deck.slides.findIndex(({note}) => note?.includes('[@godin2012]'))
      await presenter.goto(addresses.presenter.replace(/1$/, String(citing + 1)))
      await presenter.getByText('(Godin, 2012)').first().waitFor()
      await context.close()
    }
  )
})

describe('the server of the deck', () => {
  it('gives nothing outside of the deck', async () => {
    const origin = new URL(presentation.slides).origin
    const paths = ['/../report.json', '/..%2Freport.json', '/%2e%2e/report.json', '/absent.js', '/%ff']
    const answers = await Promise.all(paths.map(async (path) => (await fetch(origin + path)).status))
    expect(answers).toEqual([404, 404, 404, 404, 404])
    expect((await fetch(`${origin}/`)).headers.get('content-type')).toContain('text/html')
  })
})

describe('the printed deck', () => {
  it('says what each slide says, and leads where its links lead', async () => {
    const text = execFileSync('pdftotext', [join(out, 'slides.pdf'), '-'], {encoding: 'utf8'})
    for (const {title} of deck.slides.slice(1).filter((slide) => slide.title)) expect(text).toMatch(wordsOf(title))
    const pdf = await PDFDocument.load(readFileSync(join(out, 'slides.pdf')))
    const kinds = pdf.getPages().flatMap(({node}) =>
      (node.Annots()?.asArray() ?? []).map((one) => {
        const link = pdf.context.lookup(one, PDFDict)
        return link.lookupMaybe(PDFName.of('A'), PDFDict)?.get(PDFName.of('URI')) ? 'web' : 'slide'
      })
    )
    const {web = [], slide = []} = Object.groupBy(kinds, (kind) => kind)
    const cited = new Set(String(readFileSync(join(root, 'slides/slides.md'))).match(/(?<=@)[a-z]+\w*\d{4}\w*/g))
    expect(web.length).toBeGreaterThan(cited.size / 2)
    // From both menus to their slides and back, and from one menu to the other.
    const kept = deck.slides.filter(({frontmatter}) => /^backup/.test(String(frontmatter.layout)))
    expect(slide.length).toBeGreaterThanOrEqual(2 * kept.length + 2)
    const steps = await PDFDocument.load(readFileSync(join(out, 'slides-steps.pdf')))
    expect(steps.getPageCount()).toBeGreaterThan(total + 6)
  })
})
