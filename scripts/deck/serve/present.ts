/** The built deck on loopback: slides in one window, notes and clock in another, no network. */

import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import sirv from 'sirv'
import type {Folder} from '../../files.ts'
import {guardServer} from './guard.ts'

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
 * @param port  the first to try; another is taken when it is not free
 */
export async function present(deck: Folder, port: number): Promise<Presentation> {
  const serve = sirv(deck.root, {dev: true, setHeaders: (response) => response.setHeader('cache-control', 'no-store')})
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, {allow: 'GET, HEAD'}).end()
    else serve(request, response, () => void response.writeHead(404).end('Not found'))
  })
  guardServer(server)
  const address = `http://127.0.0.1:${await listen(server, port)}`
  return {
    slides: `${address}/#/1`,
    presenter: `${address}/#/presenter/1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0))
      else reject(problem)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
