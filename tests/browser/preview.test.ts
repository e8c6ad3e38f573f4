/** The preview in a real browser: what an author sees after each save, and where each click leads. */

import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import type {AxeResults} from 'axe-core'
import {type Browser, chromium, type Frame, type Page} from 'playwright-core'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {longChapter, type SmallPreview, startPreview} from '../preview/small-preview.ts'

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patient = {timeout: 60_000}

let browser: Browser
let preview: SmallPreview
let page: Page
let complaints: string[]

beforeAll(async () => {
  if (!existsSync(chromiumPath)) throw new Error(`No Chromium at ${chromiumPath}: install it, or set CHROMIUM_PATH`)
  browser = await chromium.launch({executablePath: chromiumPath, args: ['--no-sandbox']})
  preview = await startPreview()
  page = await browser.newPage({viewport: {width: 1440, height: 800}})
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (problem) => complaints.push(String(problem)))
  page.on('request', (request) => {
    if (!request.url().startsWith(preview.address)) complaints.push(request.url())
  })
  complaints = []
  await page.goto(preview.address)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await preview?.stop()
})

/** The chapter in the left column. */
const web = (): Frame => page.frame({name: 'web'})!

async function visit(name: string): Promise<void> {
  await page.locator('iframe.web').waitFor()
  await web().goto(`${preview.address}/web/${name}`)
  await web().locator('h1').waitFor()
}

/** Everything that was written is shown, on paper too. */
const settled = () => page.locator('body[data-status=current]').waitFor(patient)

const shows = (text: string) => web().locator('main').getByText(text, {exact: false}).first().waitFor(patient)

beforeEach(async () => {
  complaints = []
  preview.write('thesis/thesis.yml', "title: Les puits d'Anzi\nauthor: Amina Idrissi\nlang: fr-FR\n")
  preview.write('thesis/01-eau.md', longChapter("L'eau"))
  await settled()
  await visit('01-eau.html')
  await web().locator('h2').nth(19).waitFor()
})

describe('a save', () => {
  it('changes the words that changed, keeps the rest as it is and the reader where they are', {
    timeout: 120_000
  }, async () => {
    const paragraph = web().locator('article > p').nth(11)
    await paragraph.evaluate((element) => {
      Object.assign(element, {isMine: true})
      element.scrollIntoView({block: 'center'})
    })
    await page.waitForTimeout(100)
    const top = () => paragraph.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    const before = await top()
    preview.edit('thesis/01-eau.md', 'Le paragraphe 2 ', 'Un mot nouveau, et le paragraphe 2 ')
    await shows('Un mot nouveau')
    expect(await paragraph.evaluate((element) => 'isMine' in element)).toBe(true)
    preview.edit('thesis/01-eau.md', '## Section 3', `${'Une ligne de plus. '.repeat(60)}\n\n## Section 3`)
    await shows('Une ligne de plus')
    const moved = web().locator('article > p').filter({hasText: 'Le paragraphe 12 '})
    expect(await moved.evaluate((element) => 'isMine' in element)).toBe(true)
    const after = await moved.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    expect(Math.abs(after - before)).toBeLessThanOrEqual(2)
    expect(complaints).toEqual([])
  })

  it('makes of the page what is served, whatever was written', {timeout: 120_000}, async () => {
    const edits: [from: string, to: string, shown: string][] = [
      ['Le paragraphe 3 ', 'Une note^[Une note de plus.] et @ostrom1990, le paragraphe 3 ', 'Une note de plus'],
      ['## Section 5', '## Titre neuf\n\n- un\n- deux\n\n## Section 5', 'Titre neuf'],
      ["# L'eau", '# L’onde', 'L’onde'],
      ['Le paragraphe 1 ', 'Encore^[Et une autre.], selon @nobody2000, le paragraphe 1 ', 'Et une autre'],
      ['Une note^[Une note de plus.] et @ostrom1990', 'Plus rien', 'Plus rien'],
      ['## Titre neuf\n\n- un\n- deux\n\n', '', 'Section 5']
    ]
    for (const [from, to, shown] of edits) {
      preview.edit('thesis/01-eau.md', from, to)
      await shows(shown)
    }
    await settled()
    await web()
      .locator('[id^=titre-neuf]')
      .waitFor({state: 'detached', ...patient})
    const [live, served] = await web().evaluate(async () => {
      const next = new DOMParser().parseFromString(await (await parent.fetch(location.href)).text(), 'text/html')
      const text = (of: Document) => {
        const body = of.body.cloneNode(true) as HTMLElement
        for (const one of body.querySelectorAll('[data-preview], .site-tools')) one.remove()
        const styles = [...of.querySelectorAll('head > style')].map((style) => style.textContent)
        return [
          of.title,
          ...styles,
          body.innerHTML
            .replace(/ open(?:="")?(?=>)/g, '')
            .replace(/>\s+</g, '><')
            .trim()
        ]
      }
      return [text(document), text(next)]
    })
    expect(live).toEqual(served)
    // One message, below its paragraph.
    expect(await web().locator('.preview-message').count()).toBe(1)
  })

  it('marks what changed, and nothing else', {timeout: 120_000}, async () => {
    await web().evaluate(() => {
      const marked: string[] = []
      Object.assign(window, {marked})
      const animate = Element.prototype.animate
      Element.prototype.animate = function (...args) {
        marked.push(this.textContent?.slice(0, 20) ?? '')
        return animate.apply(this, args)
      }
    })
    preview.edit('thesis/01-eau.md', 'Le paragraphe 4 ', 'Voici le paragraphe 4 ')
    await shows('Voici le paragraphe 4')
    const marked = () => web().evaluate(() => (window as unknown as {marked: string[]}).marked)
    await expect.poll(marked, patient).toEqual(['Voici le paragraphe '])
  })

  it('prints only the page that changed', {timeout: 120_000}, async () => {
    await page.locator('.sheet img[src]').first().waitFor()
    // What the test before has written is gone, on paper too.
    await web()
      .getByText('Voici le paragraphe 4')
      .waitFor({state: 'detached', ...patient})
    await settled()
    const sources = () =>
      page.locator('.sheet img').evaluateAll((all) => all.map((picture) => picture.getAttribute('src')))
    const before = await sources()
    expect(before.length).toBeGreaterThan(10)
    preview.edit('thesis/01-eau.md', 'Le paragraphe 6 de', 'Le paragraphe 6 dé')
    await expect
      .poll(async () => (await sources()).filter((source, index) => source !== before[index]).length, patient)
      .toBe(1)
  })

  it('of the bibliography is followed', {timeout: 120_000}, async () => {
    preview.edit('thesis/01-eau.md', 'Le paragraphe 1 ', 'Selon @ostrom1990, le paragraphe 1 ')
    await shows('Selon Ostrom')
    preview.edit('bibliography/refs.bib', 'year={1990}', 'year={1991}')
    await shows('(1991)')
    preview.edit('bibliography/refs.bib', 'year={1991}', 'year={1990}')
    await shows('(1990)')
  })
})

describe('from page to source and back', () => {
  const lineOf = (text: string) =>
    preview
      .read('thesis/01-eau.md')
      .split('\n')
      .findIndex((line) => line.startsWith(text)) + 1

  it('a paragraph opens its line: with the button beside it, with Alt and a click, with the keyboard', {
    timeout: 120_000
  }, async () => {
    const file = path.join(preview.folder, 'thesis/01-eau.md')
    const count = preview.opened().length
    await web().locator('article > p').nth(1).hover()
    await web().locator('.preview-edit').click()
    await expect.poll(() => preview.opened().slice(count), patient).toEqual([`${file} ${lineOf('Le paragraphe 2 ')}`])
    await web()
      .locator('article > p')
      .nth(2)
      .click({modifiers: ['Alt']})
    await expect.poll(() => preview.opened().at(-1), patient).toBe(`${file} ${lineOf('Le paragraphe 3 ')}`)
    await web()
      .locator('article > p')
      .nth(8)
      .evaluate((element) => element.scrollIntoView({block: 'start'}))
    await web().evaluate(() => scrollBy(0, -100))
    await page.keyboard.press('Alt+E')
    await expect.poll(() => preview.opened().at(-1), patient).toBe(`${file} ${lineOf('Le paragraphe 9 ')}`)
  })

  it('a printed paragraph opens its line', {timeout: 120_000}, async () => {
    await settled()
    const sheets = page.locator('.sheet')
    const number = await page.evaluate(async () => {
      const answer = await fetch('/at?file=thesis/01-eau.md&line=9')
      return answer.json()
    })
    expect(number).toMatchObject({page: '01-eau.html', file: 'thesis/01-eau.md', line: 9})
    const sheet = sheets.nth(number.sheet - 1)
    const box = (await sheet.boundingBox())!
    const y = ((number.top + 6) / 842) * box.height
    const count = preview.opened().length
    await sheet.click({position: {x: box.width / 2, y}, modifiers: ['Alt']})
    await expect.poll(() => preview.opened().length, patient).toBe(count + 1)
    expect(preview.opened().at(-1)).toMatch(/01-eau\.md 7$|01-eau\.md 9$/)
  })

  it('a link on paper turns to its page, where the paper is alone', {timeout: 120_000}, async () => {
    await page.locator('input[value=paper]').check({force: true})
    const link = await page.evaluate(
      () =>
        new Promise<{index: number; x: number; y: number; page: number}>((resolve) => {
          const events = new EventSource('/events')
          events.addEventListener('paper', ({data}) => {
            events.close()
            for (const [index, {links, width, height}] of JSON.parse(data).entries()) {
              const far = links.find((one: {page?: number}) => (one.page ?? 0) > index + 4)
              if (far) resolve({...far, index, x: (far.x + 2) / width, y: (far.y + far.height / 2) / height})
            }
          })
        })
    )
    const sheet = page.locator('.sheet').nth(link.index)
    await sheet.evaluate((element) => element.scrollIntoView())
    const box = (await sheet.boundingBox())!
    await page.mouse.click(box.x + link.x * box.width, box.y + link.y * box.height)
    const top = () =>
      page
        .locator('.sheet')
        .nth(link.page - 1)
        .evaluate((element) => element.getBoundingClientRect().top - element.parentElement!.getBoundingClientRect().top)
    await expect.poll(async () => Math.abs(await top()), patient).toBeLessThan(40)
    await page.locator('input[value=both]').check({force: true})
  })

  it('a line of the editor is shown, in another chapter too', {timeout: 120_000}, async () => {
    const line = preview.read('thesis/02-terre.md').split('\n').indexOf('## Section 15') + 3
    const answer = await fetch(`${preview.address}/at?file=thesis/02-terre.md&line=${line}`)
    expect(await answer.json()).toMatchObject({page: '02-terre.html', line})
    const paragraph = web().locator('article > p').filter({hasText: 'Le paragraphe 15 de « La terre'})
    await expect
      .poll(() => paragraph.evaluate((element) => element.getBoundingClientRect().top / innerHeight), patient)
      .toBeCloseTo(0.3, 1)
    expect((await fetch(`${preview.address}/at?file=absent.md&line=3`)).status).toBe(404)
    expect((await fetch(`${preview.address}/at?file=&line=x`)).status).toBe(400)
  })

  it('the columns scroll together, whichever is moved', {timeout: 120_000}, async () => {
    await settled()
    const top = () => page.locator('.paper').evaluate((pane) => pane.scrollTop)
    await page.mouse.move(300, 400)
    await page.mouse.wheel(0, 3000)
    await expect.poll(top, patient).toBeGreaterThan(1000)
    const scrolled = () => web().evaluate(() => scrollY)
    const before = await scrolled()
    await page.mouse.move(1100, 400)
    await page.mouse.wheel(0, 900)
    await expect.poll(scrolled, patient).toBeGreaterThan(before + 200)
  })
})

describe('mistakes', () => {
  it('stand at their place and in the list, in words of the thesis, and leave when they are mended', {
    timeout: 120_000
  }, async () => {
    preview.edit('thesis/01-eau.md', 'Le paragraphe 2 ', 'Selon @ostrum1990, le paragraphe 2 ')
    const note = web().locator('.preview-message')
    await note.first().waitFor(patient)
    expect(await note.first().textContent()).toContain('ostrum1990')
    const above = () => note.first().evaluate((one) => one.previousElementSibling?.textContent?.slice(0, 5))
    await expect.poll(above, patient).toBe('Selon')
    await page.getByRole('button', {name: /^Messages/}).click()
    const first = page.locator('#messages li').first()
    expect(await first.textContent()).toContain('Erreur')
    expect(await first.textContent()).toContain('thesis/01-eau.md:9')
    preview.edit('thesis/01-eau.md', '@ostrum1990', '@ostrom1990')
    await expect.poll(() => note.count(), patient).toBe(0)
    await expect.poll(() => page.locator('#messages li.error').count(), patient).toBe(0)
    await page.keyboard.press('Escape')
    expect(await page.locator('#messages').isHidden()).toBe(true)
  })

  it('in thesis.yml leave the last good page, and say why', {timeout: 120_000}, async () => {
    preview.write('thesis/thesis.yml', 'title: [\n')
    await page.locator('.broken').waitFor(patient)
    expect(await page.locator('.broken').textContent()).toContain('thesis/thesis.yml')
    preview.edit('thesis/01-eau.md', 'Le paragraphe 1 ', 'Invisible ')
    await page.waitForTimeout(300)
    expect(await web().locator('article > p').first().textContent()).toContain('Le paragraphe 1 ')
    preview.write('thesis/thesis.yml', 'title: Un autre titre\nlang: fr-FR\n')
    await page.locator('.broken').waitFor({...patient, state: 'hidden'})
    await shows('Invisible')
    expect(await page.title()).toBe('Un autre titre')
  })
})

describe('files come, go and change in every way', () => {
  it('a new chapter, another name, none', {timeout: 120_000}, async () => {
    const at = (name: string) => path.join(preview.folder, 'thesis', name)
    preview.write('thesis/03-air.md', '# L’air\n\nUn chapitre neuf.\n')
    await expect.poll(() => web().locator('.sidebar').textContent(), patient).toContain('L’air')
    await visit('03-air.html')
    renameSync(at('03-air.md'), at('03-ciel.md'))
    await expect.poll(() => web().url(), patient).toContain('03-ciel.html')
    await shows('Un chapitre neuf')
    rmSync(at('03-ciel.md'))
    await expect.poll(() => web().url(), patient).toContain('index.html')
  })

  it('another name of the chapter that is read, at the same line', {timeout: 120_000}, async () => {
    const at = (name: string) => path.join(preview.folder, 'thesis', name)
    const section = () => web().locator('h2').nth(14)
    await section().evaluate((element) => element.scrollIntoView({block: 'start'}))
    await page.waitForTimeout(200)
    renameSync(at('01-eau.md'), at('01-onde.md'))
    await expect.poll(() => web().url(), patient).toContain('01-onde.html')
    const top = () => section().evaluate((element) => element.getBoundingClientRect().top)
    await expect.poll(async () => Math.abs(await top()), patient).toBeLessThan(400)
    renameSync(at('01-onde.md'), at('01-eau.md'))
    await expect.poll(() => web().url(), patient).toContain('01-eau.html')
  })

  it('a file beside it that takes its name, two saves at once, half of a file', {timeout: 120_000}, async () => {
    const at = path.join(preview.folder, 'thesis/01-eau.md')
    const text = preview.read('thesis/01-eau.md')
    writeFileSync(`${at}.tmp`, text.replace('Le paragraphe 1 ', 'Par un autre fichier, '))
    renameSync(`${at}.tmp`, at)
    await shows('Par un autre fichier')
    writeFileSync(at, text.replace('Le paragraphe 1 ', 'Premier enregistrement, '))
    writeFileSync(at, text.replace('Le paragraphe 1 ', 'Second enregistrement, '))
    await shows('Second enregistrement')
    writeFileSync(at, text.slice(0, text.length / 2))
    await expect.poll(() => web().locator('article h2').count(), patient).toBeLessThan(20)
    writeFileSync(at, text)
    await expect.poll(() => web().locator('article h2').count(), patient).toBe(20)
  })

  it('two hundred files', {timeout: 120_000}, async () => {
    for (let n = 0; n < 200; n++) preview.write(`thesis/z/${String(n).padStart(3, '0')}.md`, `# Note ${n}\n\nTexte.\n`)
    await expect.poll(() => web().locator('.sidebar').textContent(), patient).toContain('Note 199')
    rmSync(path.join(preview.folder, 'thesis/z'), {recursive: true})
    await expect.poll(() => web().locator('.sidebar').textContent(), patient).not.toContain('Note 0')
    await settled()
  })

  it('what is no text, a folder with a chapter’s name', {timeout: 180_000}, async () => {
    preview.write(
      'thesis/04-octets.md',
      new Uint8Array(4000).map((_, index) => (index * 7) % 256)
    )
    await expect.poll(() => page.locator('#messages').textContent(), patient).toContain('04-octets.md')
    rmSync(path.join(preview.folder, 'thesis/04-octets.md'))
    mkdirSync(path.join(preview.folder, 'thesis/05-dossier.md'))
    preview.edit('thesis/01-eau.md', 'Le paragraphe 1 ', 'Toujours là, le paragraphe 1 ')
    await shows('Toujours là')
    rmSync(path.join(preview.folder, 'thesis/05-dossier.md'), {recursive: true})
  })

  it('the folder itself', {timeout: 120_000}, async () => {
    renameSync(preview.folder, `${preview.folder}-away`)
    await page.locator('.broken').waitFor(patient)
    expect(await web().locator('article > p').count()).toBeGreaterThan(10)
    renameSync(`${preview.folder}-away`, preview.folder)
    await page.locator('.broken').waitFor({...patient, state: 'hidden'})
    preview.edit('thesis/01-eau.md', 'Le paragraphe 1 ', 'De retour, le paragraphe 1 ')
    await shows('De retour')
  })
})

describe('the page around', () => {
  it.each([
    ['light', 1440],
    ['dark', 360]
  ] as const)('axe finds nothing, %s', {timeout: 120_000}, async (colorScheme, width) => {
    preview.edit('thesis/01-eau.md', 'Le paragraphe 2 ', 'Selon @ostrum1990, le paragraphe 2 ')
    const window = await browser.newPage({viewport: {width, height: 740}, colorScheme})
    await window.goto(preview.address)
    await window.locator('body[data-status=current]').waitFor(patient)
    await window.getByRole('button', {name: /^Messages/}).click()
    await window.evaluate(axe)
    const {violations} = await window.evaluate(() => (globalThis as unknown as Axe).axe.run({preload: false}))
    expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).toEqual([])
    expect(await window.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
    await window.close()
  })

  it('remembers the view and the chapter over a reload', {timeout: 120_000}, async () => {
    await page.locator('input[value=web]').check({force: true})
    await page.reload()
    await expect.poll(() => web()?.url(), patient).toContain('01-eau.html')
    expect(await page.locator('.paper').isHidden()).toBe(true)
    await page.locator('input[value=both]').check({force: true})
  })
})

interface Axe {
  axe: {run(options: {preload: boolean}): Promise<AxeResults>}
}
