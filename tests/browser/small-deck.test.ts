/** A deck that we did not write, of another shape and without a theme: built, opened from the disk, and live. */

import {type ChildProcess, execFileSync, spawn} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {measureSlides} from '../../scripts/deck/write/measure-slides.ts'
import {readShownSlide} from '../deck/deck-page.ts'
import {smallDeck, writeSmallDeck} from '../deck/small-deck.ts'

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const root = path.join(import.meta.dirname, '../..')
const cli = path.join(root, 'scripts/cli.js')
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = writeSmallDeck()
  browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']})
})

afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, {recursive: true, force: true})
})

/** Problems of a page as the reader would meet them: errors on the console, requests that fail or leave. */
function watch(page: Page, own: (url: string) => boolean): string[] {
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`))
  page.on('pageerror', (problem) => problems.push(`script: ${problem.message}`))
  page.on('request', (request) => own(request.url()) || problems.push(`asked for ${request.url().slice(0, 100)}`))
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url().slice(0, 100)}`))
  return problems
}

describe('the built deck', () => {
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    execFileSync(process.execPath, [cli, 'build', folder, '--only', 'slides', '--quiet'], {cwd: tmpdir()})
    // A stick holds the one file and nothing beside it.
    const stick = mkdtempSync(path.join(folder, 'stick-'))
    cpSync(path.join(folder, 'dist/defence.html'), path.join(stick, 'defence.html'))
    page = await browser.newPage({viewport: {width: 1024, height: 768}})
    problems = watch(
      page,
      (url) => /^(?:data|blob):/.test(url) || url.endsWith('/stick/defence.html') || url.includes('defence.html')
    )
    await page.goto(pathToFileURL(path.join(stick, 'defence.html')).href)
  }, 120_000)

  const show = async (place: string) => {
    await page.evaluate((hash) => location.assign(hash), `#/${place}`)
    await page.waitForTimeout(700)
    const {text} = await page.evaluate(readShownSlide)
    return {text, faults: await page.evaluate(measureSlides, '.slidev-page')}
  }

  it('has the style, the values, the citations and the pages of the thesis, at 4:3', async () => {
    expect((await show('1')).text).toContain('Les puits d’Anzi')
    expect(await page.title()).toBe('Les puits d’Anzi')
    expect(await page.locator('html').getAttribute('lang')).toBe('fr-FR')
    const {text, faults} = await show('2?clicks=2')
    expect(text).toContain('44\u00A0puits (Ostrom, 1990)')
    expect(text).toContain('Voir aussi\u00A0: figure\u00A01')
    expect(text).toContain('thèse, §\u00A01.1, p.\u00A01')
    expect(faults).toEqual([{number: 2}])
    const ratio = await page
      .locator('.slidev-page:visible')
      .first()
      .evaluate((slide) => slide.clientWidth / slide.clientHeight)
    expect(ratio).toBeCloseTo(4 / 3, 1)
  })

  it('shows the steps of a slide one by one', async () => {
    await show('2')
    const shown = () => page.locator('.slidev-page:visible li:not(.slidev-vclick-hidden)').count()
    expect(await shown()).toBe(0)
    await page.keyboard.press('ArrowRight')
    await expect.poll(shown, {timeout: 10_000}).toBe(1)
    await page.keyboard.press('ArrowRight')
    await expect.poll(shown, {timeout: 10_000}).toBe(2)
  })

  it('carries its pictures with it, wherever they lie', async () => {
    await show('3')
    const widths = await page
      .locator('.slidev-page:visible img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth))
    expect(widths).toEqual([1, 1])
    const background = await page.locator('.slidev-page:visible [style*="background"]').first().getAttribute('style')
    expect(background).toContain('data:image/png')
  })

  it('shows a figure of the thesis with its number and caption, and the works cited', async () => {
    const {text} = await show('5')
    expect(text).toContain('Figure 1')
    expect(text).toContain('Les puits de la commune')
    expect((await show('6')).text).toContain('Governing the Commons')
  })

  it('brings slides of another file, and a menu that leads to the questions and back', async () => {
    await show('4')
    await page.getByRole('link', {name: 'Pourquoi des puits'}).click()
    await page.getByText('Les puits de la commune').first().waitFor()
    await page.getByRole('link', {name: 'Les questions'}).click()
    await page.getByRole('heading', {name: 'Les questions'}).waitFor()
    // A menu of data, which this deck has not, is not offered.
    expect(await page.getByRole('link', {name: 'Les données'}).count()).toBe(0)
  })

  it('speaks the language of the thesis to the speaker, and tells the time', async () => {
    await page.evaluate(() => location.assign('#/presenter/2'))
    await page.getByText('0:20, de 0:20 à 0:40 ; il restera 0:20').waitFor()
    await page.getByText('Selon Ostrom (1990), c’est un commun.').waitFor()
    await page.getByText('Ensuite').waitFor()
    expect(await page.locator('.slidev-note-click-mark').count()).toBe(1)
  })

  it('has no id twice in the speaker’s window, where a drawing is shown twice', async () => {
    await page.evaluate(() => location.assign('#/presenter/5'))
    await page.locator('svg [id], svg[id]').first().waitFor({state: 'attached'})
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({id}) => id))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const named = await page
      .locator('svg[aria-labelledby]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-labelledby')!.split(' ')))
    for (const id of named.flat()) expect(ids).toContain(id)
  })

  it('runs no script that got into it', async () => {
    const html = readFileSync(path.join(folder, 'dist/defence.html'), 'utf8')
    const injected = `<script>window.ran = 'inline'</script><script type="module">window.ran = 'module'</script>
      <script src="data:text/javascript,window.ran='data'"></script><img src="data:," onerror="window.ran = 'handler'">
      <iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>`
    const file = path.join(folder, 'injected.html')
    writeFileSync(
      file,
      html.replace('<body>', () => `<body>${injected}`)
    )
    const other = await browser.newPage()
    await other.goto(`${pathToFileURL(file).href}#/2?clicks=2`)
    await other.getByText('44 puits').first().waitFor()
    expect(await other.evaluate(() => (window as unknown as {ran?: string}).ran)).toBeUndefined()
    await other.close()
  })

  it('is the same bytes in a deeper folder, and says nothing of either', {timeout: 120_000}, () => {
    const deeper = path.join(folder, 'a/b/c')
    for (const name of ['thesis', 'bibliography', 'slides'])
      cpSync(path.join(folder, name), path.join(deeper, name), {recursive: true})
    const options = {cwd: tmpdir(), env: {...process.env, CHROMIUM_PATH: path.join(folder, 'absent')}}
    execFileSync(process.execPath, [cli, 'build', deeper, '--only', 'slides', '--quiet'], options)
    const [here, there] = [folder, deeper].map((one) => readFileSync(path.join(one, 'dist/defence.html'), 'utf8'))
    expect(there === here).toBe(true)
    for (const place of [folder, root]) expect(here!.includes(place.slice(1))).toBe(false)
    rmSync(path.join(folder, 'a'), {recursive: true})
  })

  it('asked nothing of the network and had no error', () => {
    expect(problems).toEqual([])
  })
})

describe('the live deck', () => {
  let server: ChildProcess
  let address: string
  let said = ''

  beforeAll(async () => {
    const port = await freePort()
    address = `http://localhost:${port}`
    server = spawn(process.execPath, [cli, 'slides', folder, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe']
    })
    for (const stream of [server.stdout, server.stderr]) stream!.on('data', (text) => (said += text))
    await vi.waitFor(() => fetch(address), {timeout: 60_000, interval: 300})
  }, 90_000)

  afterAll(async () => {
    const end = new Promise((resolve) => server.once('close', resolve))
    server.kill('SIGTERM')
    await end
  })

  it('follows the data without a reload, says what is wrong with them, and recovers', {timeout: 120_000}, async () => {
    const page = await browser.newPage({viewport: {width: 1024, height: 768}})
    const failed: string[] = []
    page.on('response', (response) => response.status() === 403 && failed.push(response.url()))
    page.on(
      'request',
      (request) =>
        new URL(request.url()).hostname === 'localhost' ||
        /^(?:data|blob)/.test(request.url()) ||
        failed.push(request.url())
    )
    await page.goto(`${address}/#/2?clicks=2`)
    await page.getByText('44 puits').first().waitFor({timeout: 90_000})
    await page.evaluate(() => Object.assign(window, {isSame: true}))
    const [data, series] = [
      path.join(folder, 'thesis/data/indicators.csv'),
      String(smallDeck['thesis/data/indicators.csv'])
    ]

    writeFileSync(data, series.replace(',44,', ',47,'))
    await page.getByText('47 puits').first().waitFor()

    writeFileSync(data, series.replace(',44,', ',quarante,'))
    const overlay = page.locator('vite-error-overlay')
    await overlay.waitFor()
    const message = await overlay.evaluate((one) => one.shadowRoot!.textContent ?? '')
    expect(message).toContain('thesis/data/indicators.csv')
    expect(message).toMatch(/3:24.*Text `quarante` in the column/s)
    expect(message).not.toMatch(/at async|live-deck|show-slides/)

    writeFileSync(data, series)
    await page.getByText('44 puits').first().waitFor()
    expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
    expect(failed).toEqual([])
    await page.close()
  })

  it('follows a value that is new in a file of its slides', {timeout: 60_000}, async () => {
    const page = await browser.newPage({viewport: {width: 1024, height: 768}})
    await page.goto(`${address}/#/questions`)
    await page.getByRole('heading', {name: 'Les questions'}).waitFor({timeout: 30_000})
    const file = path.join(folder, 'slides/parts/questions.md')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nIl y en avait <Value of="wells@2010" unit />.\n`)
    await page.getByText('31 puits').first().waitFor()
    await page.close()
  })

  it('shows an unknown key on the slide, and says its line', {timeout: 60_000}, async () => {
    const page = await browser.newPage()
    await page.goto(`${address}/#/2?clicks=2`)
    const file = path.join(folder, 'slides/slides.md')
    const slides = readFileSync(file, 'utf8')
    const line = slides.split('\n').findIndex((text) => text.endsWith('[@ostrom1990]')) + 1
    writeFileSync(file, slides.replace('[@ostrom1990]\n', '[@ostrm1990]\n'))
    await page.getByText('ostrm1990').first().waitFor()
    await expect
      .poll(() => said, {timeout: 20_000})
      .toMatch(new RegExp(`slides/slides\\.md\\s+${line}:\\d+.*ostrm1990`, 's'))
    expect(said).not.toContain('restarting')
    await page.close()
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as {port: number}
      server.close(() => resolve(port))
    })
  })
}
