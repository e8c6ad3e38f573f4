/** The page of all slides → a picture of each. */

import {within} from './browser.ts'
import {scrollTo} from './in-page.ts'
import type {PrintView} from './print-view.ts'

/** In pixels: what projectors show. */
const pictureWidth = 1920

/**
 * Take a picture of each slide, 1920 pixels wide and as high as the deck's aspect ratio asks.
 *
 * @returns PNG files in the order of the slides
 * @throws {Error} when the browser does not answer
 */
export async function takePictures({page, width, height, slides, patienceMs}: PrintView): Promise<Uint8Array[]> {
  const scale = pictureWidth / width
  // Slidev rounds the height up to a whole CSS pixel: an even number of pixels undoes it.
  const rows = Math.floor((height * scale) / 2 + 0.01) * 2
  const isWhole = Math.round(height * scale) === rows
  const session = await within(page.context().newCDPSession(page), patienceMs)
  const screen = {width, height, deviceScaleFactor: scale, mobile: false}
  await within(session.send('Emulation.setDeviceMetricsOverride', screen), patienceMs)
  const pictures: Uint8Array[] = []
  for (const index of slides.keys()) {
    const y = await within(page.evaluate(scrollTo, index), patienceMs)
    const part = isWhole ? {} : {clip: {x: 0, y, width, height: rows / scale, scale: 1}}
    const shot = await within(
      session.send('Page.captureScreenshot', {format: 'png', optimizeForSpeed: true, ...part}),
      patienceMs
    )
    pictures.push(Buffer.from(shot.data, 'base64'))
  }
  return pictures
}
