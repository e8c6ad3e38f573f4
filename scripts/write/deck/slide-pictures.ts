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
  const session = await within(page.context().newCDPSession(page), patienceMs)
  const screen = {width, height, deviceScaleFactor: scale, mobile: false}
  await within(session.send('Emulation.setDeviceMetricsOverride', screen), patienceMs)
  const clip = {x: 0, y: 0, width, height: rows / scale, scale: 1}
  const pictures: Uint8Array[] = []
  for (const index of slides.keys()) {
    await within(page.evaluate(scrollTo, index), patienceMs)
    const shot = session.send('Page.captureScreenshot', {
      format: 'png',
      ...(Math.round(height * scale) === rows ? {} : {clip})
    })
    pictures.push(Buffer.from((await within(shot, patienceMs)).data, 'base64'))
  }
  return pictures
}
