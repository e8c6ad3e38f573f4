/** What the last row would not see: text that sticks out, is too small, or is too faint, is told with its slide and line. */

import {type Browser, chromium} from 'playwright-core'
import {VFile} from 'vfile'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {checkView} from '../../scripts/deck/write/check-view.ts'

let browser: Browser

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  browser = await chromium.launch({executablePath, args: ['--no-sandbox']})
})
afterAll(() => browser?.close())

const style = `<style>
  body { margin: 0 }
  .print-slide-container { position: relative; width: 960px; height: 540px; overflow: hidden; font: 24px serif;
    color: light-dark(#222, #eee); background: light-dark(#fff, #111); color-scheme: light dark }
</style>`

/** The messages on slides of this HTML; slide 2 is on line 20. */
async function look(...slides: string[]): Promise<string[]> {
  const page = await browser.newPage({viewport: {width: 1280, height: 720}})
  const html = slides.map((one, index) => `<div class="print-slide-container" data-slide="${index + 1}">${one}</div>`)
  await page.setContent(style + html.join(''))
  const file = new VFile({path: 'slides/slides.md'})
  const places = slides.map((_, index) => ({file, line: (index + 1) * 10}))
  await checkView({page, width: 960, height: 540, slides: [], patienceMs: 10_000}, places)
  await page.close()
  return file.messages.map(({line, ruleId, reason}) => `${line} ${ruleId}: ${reason}`)
}

it('a slide that can be read has no message', async () => {
  const raised =
    '<p>Une note<sup style="font-size: 12px">1</sup> <span style="font-size: 9px; opacity: 0">caché</span></p>'
  const drawing =
    '<svg viewBox="0 0 400 100" width="900"><rect width="400" height="60" fill="#7a1f1f"/><text x="20" y="40" font-size="10" fill="#fff">Dix, agrandis</text></svg>'
  const own = '<b style="color: #fff; background: #b00020">clé ?</b>'
  expect(await look(raised + drawing + own)).toEqual([])
})

it('text that sticks out is reported with how far', async () => {
  const messages = await look(
    '<p>Bien</p>',
    '<p style="position: absolute; left: 900px; width: 200px; margin: 0">Hors de la page</p>'
  )
  expect(messages).toEqual([
    expect.stringMatching(/^20 overflow: Text overflows the slide by \d{2,3} px: `Hors de la page`$/)
  ])
})

it('a picture that is cut off is reported by its alternative text, one that fits or is an ornament is not', async () => {
  const picture = (alt: string, more = '') =>
    `<p>Une phrase.</p><img alt="${alt}" width="400" height="600" ${more} src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">`
  expect(
    await look(picture('Un puits'), picture('Petit', 'style="height: 300px"'), picture('', 'aria-hidden="true"'))
  ).toEqual([expect.stringMatching(/^10 overflow: Picture overflows the slide by 1\d\d px: `Un puits`$/)])
  expect(await look('<svg width="1000" height="50" role="img" aria-label="Une courbe"></svg>')).toEqual([
    expect.stringMatching(/^10 overflow: Picture overflows the slide by 40 px: `Une courbe`$/)
  ])
})

it('text under twenty points is reported, drawings and scaled parts as they are painted', async () => {
  expect(await look('<p style="font-size: 14px">Petit</p>')).toEqual([
    '10 small-text: Text too small: 14 points (minimum 20): `Petit`'
  ])
  expect(
    await look('<svg viewBox="0 0 800 100" width="400"><text y="50" font-size="24" fill="#222">Moitié</text></svg>')
  ).toContainEqual(expect.stringContaining('12 points'))
  expect(await look('<div style="width: 400px; zoom: 0.5; font-size: 30px">Réduit</div>')).toEqual([
    '10 small-text: Text too small: 15 points (minimum 20): `Réduit`'
  ])
})

it('text that nearly has the colour of its background is reported, in light or in dark', async () => {
  expect(await look('<p style="color: #aaa">Pâle</p>')).toEqual([
    expect.stringMatching(/^10 faint-text: Contrast too low: 2\.\d \(minimum 4\.5\): `Pâle`$/)
  ])
  expect(await look('<p style="color: light-dark(#222, #333)">Sombre la nuit</p>')).toEqual([
    expect.stringContaining('`Sombre la nuit`')
  ])
  expect(
    await look(
      '<svg width="400" height="80"><rect width="400" height="80" fill="#7a1f1f"/><text x="9" y="40" fill="#8a2f2f">Rouge</text></svg>'
    )
  ).toEqual([expect.stringContaining('`Rouge`')])
})

it('each fault of a slide is reported once', async () => {
  const messages = await look(
    '<p style="font-size: 14px; color: #aaa">Un</p><p style="font-size: 12px; color: #bbb">Deux</p>'
  )
  expect(messages).toHaveLength(2)
  expect(messages.join()).toContain('12 points')
})
