/** The web site in a real browser: accessibility, width, notes, theme, all of it from the disk and offline. */

import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {AxeResults} from 'axe-core'
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {writeHtml} from '../../scripts/write/html/index.ts'
import {sampleThesis} from '../write/sample-thesis.ts'

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const names = ['index', ...sampleThesis().chapters.map(({id}) => id)]

let browser: Browser
let folder: string

beforeAll(async () => {
  if (!existsSync(chromiumPath)) {
    throw new Error(`No Chromium at ${chromiumPath}: install it, or set CHROMIUM_PATH to where it is`)
  }
  folder = mkdtempSync(join(tmpdir(), 'thesis-html-'))
  for (const {path, contents} of writeHtml(sampleThesis())) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), contents)
  }
  browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']})
}, 30_000)

afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, {recursive: true})
})

/** A window that goes to pages on the disk; what it asks of another host, and what fails, is in `asked`. */
async function openBrowser(options: BrowserContextOptions) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) asked.push(request.url())
  })
  page.on('requestfailed', (request) => asked.push(`failed: ${request.url()}`))
  page.on('console', (message) => asked.push(`console: ${message.text()}`))
  const visit = async (name: string) => {
    await page.goto(pathToFileURL(join(folder, 'html', `${name}.html`)).href)
    await page.evaluate(() => document.fonts.ready)
  }
  return {page, asked, visit}
}

async function open(name: string, options: BrowserContextOptions): Promise<{page: Page}> {
  const {page, visit} = await openBrowser(options)
  await visit(name)
  return {page}
}

const phone = {width: 360, height: 740}
const desk = {width: 1440, height: 900}
/** Where the contents beside the text are longer than the window. */
const lowDesk = {width: 1440, height: 360}

describe('accessibility', () => {
  it.each([
    ['light', phone, names],
    ['dark', lowDesk, ['index', 'concept', 'brouillard']]
  ] as const)(
    'axe finds nothing, %s',
    async (colorScheme, viewport, pages) => {
      const {page, asked, visit} = await openBrowser({colorScheme, viewport})
      const found: string[] = []
      for (const name of pages) {
        await visit(name)
        await page.evaluate(axe)
        const {violations} = await page.evaluate(() =>
          // Without `preload`, axe would fetch the style sheet once more, which no page from the disk may.
          (globalThis as unknown as Axe).axe.run({preload: false})
        )
        found.push(...violations.map(({id, nodes}) => `${name} ${id}: ${nodes.map(({html}) => html).join(' ')}`))
      }
      expect(found).toEqual([])
      expect(asked).toEqual([])
      await page.context().close()
    },
    30_000
  )
})

interface Axe {
  axe: {run(options: {preload: boolean}): Promise<AxeResults>}
}

describe('the page on a screen', () => {
  it('is no wider than a phone, and can be read without JavaScript', async () => {
    const {page, visit} = await openBrowser({viewport: phone, javaScriptEnabled: false})
    for (const name of names) {
      await visit(name)
      const width = await page.locator('html').evaluate((root) => root.scrollWidth)
      expect(width, name).toBeLessThanOrEqual(phone.width)
      expect(await page.locator('h1').isVisible()).toBe(true)
      expect(await page.locator('.theme-toggle').isVisible()).toBe(false)
    }
    await page.context().close()
  })

  it('sets a line of 60 to 75 characters', async () => {
    const {page} = await open('concept', {viewport: desk})
    const characters = await page
      .locator('article > p')
      .first()
      .evaluate((paragraph) => {
        const range = document.createRange()
        const lines = new Map<number, number>()
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let index = 0; index < node.textContent!.length; index++) {
            range.setStart(node, index)
            range.setEnd(node, index + 1)
            if (node.parentElement!.closest('sup')) continue
            const bottom = Math.round(range.getBoundingClientRect().bottom / 10)
            lines.set(bottom, (lines.get(bottom) ?? 0) + 1)
          }
        }
        return Math.max(...lines.values())
      })
    expect(characters).toBeGreaterThanOrEqual(60)
    expect(characters).toBeLessThanOrEqual(78)
    await page.context().close()
  })

  it('sets notes beside their calls on a wide screen, none over another', async () => {
    const {page} = await open('concept', {viewport: desk})
    const article = (await page.locator('article').boundingBox())!
    const call = (await page.locator('#fnref1').boundingBox())!
    const notes = await Promise.all([1, 2, 3].map((n) => page.locator(`#fn${n}`).boundingBox()))
    expect(notes[0]!.x).toBeGreaterThan(article.x + article.width)
    expect(Math.abs(notes[0]!.y - call.y)).toBeLessThan(20)
    for (const [index, note] of notes.entries()) {
      const above = notes[index - 1]
      if (above) expect(note!.y).toBeGreaterThan(above.y + above.height)
    }
    await page.context().close()
  })

  it('opens a note at the foot of a small screen without losing the place', async () => {
    const {page} = await open('concept', {viewport: phone, javaScriptEnabled: false})
    await page.locator('#fnref2').click()
    const note = (await page.locator('#fn2').boundingBox())!
    expect(note.y + note.height).toBeCloseTo(phone.height, 0)
    expect(await page.locator('#fnref2').isVisible()).toBe(true)
    await page.locator('#fn2 .footnote-back').first().click()
    expect((await page.locator('#fn2').boundingBox())!.y).toBeGreaterThan(phone.height)
    await page.context().close()
  })

  it('keeps the theme that the reader chose', async () => {
    const {page} = await open('concept', {viewport: desk, colorScheme: 'light'})
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await background()
    await page.locator('.theme-toggle').click()
    const dark = await background()
    expect(dark).not.toBe(light)
    await page.reload()
    expect(await background()).toBe(dark)
    expect(await page.locator('.theme-toggle').getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })

  it('shows the contents without a click on a wide screen, folded on a small one', async () => {
    const wide = await open('concept', {viewport: desk})
    expect(await wide.page.locator('.sidebar ol').first().isVisible()).toBe(true)
    await wide.page.context().close()
    const small = await open('concept', {viewport: phone})
    expect(await small.page.locator('.sidebar ol').first().isVisible()).toBe(false)
    await small.page.locator('.sidebar summary').click()
    expect(await small.page.locator('.sidebar ol').first().isVisible()).toBe(true)
    await small.page.context().close()
  })

  it('parts thousands by a space that the eye sees', async () => {
    const {page} = await open('brouillard', {viewport: desk})
    const em = await page.locator('#tbl-cas td', {hasText: '300'}).evaluate((cell) => {
      const range = document.createRange()
      const text = cell.firstChild!
      const at = text.textContent!.indexOf('\u202F')
      range.setStart(text, at)
      range.setEnd(text, at + 1)
      return range.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(cell).fontSize)
    })
    expect(em).toBeGreaterThan(0.15)
    await page.context().close()
  })

  it('uses its own fonts', async () => {
    const {page} = await open('index', {viewport: desk})
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter(({status}) => status === 'loaded').map(({family}) => family.replaceAll('"', ''))
    )
    expect(loaded).toContain('EB Garamond')
    expect(loaded).toContain('Amiri')
    await page.context().close()
  })
})

describe('the policy of a page', () => {
  const injected = `<script>window.ran = 'inline'</script>
    <script src="data:text/javascript,window.ran='data'"></script>
    <script src="assets/injected.js"></script>
    <script type="module">window.ran = 'module'</script>
    <img src="data:," onerror="window.ran = 'handler'" alt="">
    <iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
    <a id="lure" href="javascript:window.ran='link'">x</a>`

  it('runs no script that got into it, and ours all the same', async () => {
    writeFileSync(join(folder, 'html/assets/injected.js'), "window.ran = 'file'")
    const html = readFileSync(join(folder, 'html/concept.html'), 'utf8')
    writeFileSync(join(folder, 'html/injected.html'), html.replace('<article', `${injected}<article`))
    const {page} = await open('injected', {viewport: desk})
    await page.locator('#lure').click()
    await page.getByRole('button').first().click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await page.evaluate(() => (window as unknown as {ran?: string}).ran)).toBeUndefined()
  })
})
