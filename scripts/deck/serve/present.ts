/** The built deck on loopback: slides in one window, notes and clock in another, no network. */

import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import type {Folder} from '../../files.ts'
import {guardServer} from './guard.ts'

export interface Presentation {
  /** The window for the projector. */
  slides: string
  /** The window for the speaker; the two keep in step in one browser. */
  presenter: string
  close: () => Promise<void>
}

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2'
}

/**
 * Serve a built deck to this machine only.
 *
 * @param deck  the folder of the built deck, `dist/slides`
 * @param port  the first to try; another is taken when it is not free
 */
export async function present(deck: Folder, port: number): Promise<Presentation> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, {allow: 'GET, HEAD'}).end()
      return
    }
    const file = filePath(request.url ?? '/')
    const bytes = file === undefined ? undefined : await deck.read(file).catch(() => undefined)
    response.setHeader('cache-control', 'no-store')
    if (file === undefined || bytes === undefined) {
      response.statusCode = 404
      response.end('Not found')
      return
    }
    response.setHeader('content-type', mediaTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream')
    response.end(request.method === 'HEAD' ? undefined : bytes)
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

/** `/assets/a.js?v=1` → `assets/a.js`; undefined when it is no path. */
function filePath(url: string): string | undefined {
  try {
    const file = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname).slice(1)
    return file === '' || file.endsWith('/') ? `${file}index.html` : file
  } catch {
    return undefined
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
