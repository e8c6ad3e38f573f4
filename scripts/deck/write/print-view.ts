/** The deck as one file → its page for printing in a browser, all slides below each other. */

import type {Browser, Page} from 'playwright-core'
import type {DeckData} from '../deck-data.ts'
import {within} from './browser.ts'
import {keepLastSteps, measurePage, prepare, readSlides, type ShownSlide, waitUntilStill} from './in-page.ts'

export interface PrintView {
  page: Page
  /** Of a slide, in CSS pixels. */
  width: number
  height: number
  /** In the order of the deck. */
  slides: ShownSlide[]
  /** For each thing that is asked of the browser. */
  patienceMs: number
}

/** No machine has this name: what the page asks for is its own text, or nothing. */
const address = 'https://deck.invalid/'

/**
 * Show all slides of a deck with all their steps.
 *
 * @param html  the deck as one file
 * @throws {Error} when the page does not come to rest in time, or shows other slides than `slides`
 */
export async function openPrintView(
  browser: Browser,
  html: Uint8Array,
  slides: DeckData['slides'],
  patienceMs: number
): Promise<PrintView> {
  const page = await within(browser.newPage({viewport: {width: 1280, height: 720}}), patienceMs)
  page.setDefaultTimeout(patienceMs)
  await page.route('**/*', (route) =>
    route.request().url().startsWith(`${address}?`)
      ? route.fulfill({body: Buffer.from(html), contentType: 'text/html; charset=utf-8'})
      : route.abort()
  )
  await page.emulateMedia({media: 'screen', colorScheme: 'light', reducedMotion: 'reduce'})
  await page.goto(`${address}?print=clicks#/print`)
  await within(page.evaluate(waitUntilStill), patienceMs)
  const aliases = Object.fromEntries(slides.flatMap(({alias, number}) => (alias ? [[alias, number]] : [])))
  await within(page.evaluate(prepare, aliases), patienceMs)
  const shown = await within(page.evaluate(readSlides), patienceMs)
  if (shown.length !== slides.length) throw new Error(`the page shows ${shown.length} slides of ${slides.length}`)
  return {page, ...(await page.evaluate(measurePage)), slides: shown, patienceMs}
}

/** Leave of each slide its last state only. */
export async function showLastSteps({page, patienceMs}: PrintView): Promise<void> {
  await within(page.evaluate(keepLastSteps), patienceMs)
}
