/** The built deck on loopback: slides in one window, notes and clock in another, no network. */

import sirv from 'sirv'
import type {Folder} from '../../files.ts'
import {serveLocally} from '../../serve/local-server.ts'

export interface Presentation {
  /** The window for the projector. */
  slides: string
  /** The window for the speaker; the two keep in step in one browser. */
  presenter: string
  close: () => Promise<void>
}

/**
 * Serve a built deck to this machine only.
 *
 * @param deck  the folder of the built deck, `dist/slides`
 * @param port  the first to try; the next that is free is taken
 */
export async function present(deck: Folder, port: number): Promise<Presentation> {
  const serve = sirv(deck.root, {dev: true, setHeaders: (response) => response.setHeader('cache-control', 'no-store')})
  const {address, close} = await serveLocally((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, {allow: 'GET, HEAD'}).end()
    else serve(request, response, () => void response.writeHead(404).end('Not found'))
  }, port)
  return {slides: `${address}/#/1`, presenter: `${address}/#/presenter/1`, close}
}
