/** A request to a server on this machine → why it is refused, where it comes from another site than the server's own page. */

import type {EventEmitter} from 'node:events'
import type {IncomingMessage, ServerResponse} from 'node:http'
import type {Duplex} from 'node:stream'

/** A name that an attacker has pointed to this machine (DNS rebinding) is none of these. */
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/**
 * Judge where a request comes from.
 *
 * Programs that are no browser say neither origin nor site, and are let in; a page cannot leave both out.
 *
 * @returns the reason in a sentence, or undefined when the request may be answered
 */
export function refusal({headers, method, url = '/'}: Pick<IncomingMessage, 'headers' | 'method' | 'url'>) {
  const {host = '', origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': place} = headers
  if (!loopback.test(host)) return 'This server answers to localhost only.'
  if (origin !== undefined && !isSameHost(origin, host)) return 'This server answers to its own pages only.'
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  // A link on another page of this machine may lead here; `/__…` are commands of Vite and Slidev.
  const isLink = site === 'same-site' && method === 'GET' && mode === 'navigate' && place === 'document'
  return isLink && !url.startsWith('/__') ? undefined : 'This server answers to its own pages only.'
}

/** `http://localhost:3030` and `localhost:3030`. */
function isSameHost(origin: string, host: string): boolean {
  try {
    return /^https?:/.test(origin) && new URL(origin).host === new URL(`${new URL(origin).protocol}//${host}`).host
  } catch {
    return false
  }
}

/**
 * Refuse foreign requests and WebSocket connections before any listener of a server sees them.
 *
 * @param server  a server, or the prototype of all of a process
 * @param closed  paths that nobody may ask for
 */
export function guardServer(server: EventEmitter, closed: readonly string[] = []): void {
  const {emit} = server
  server.emit = function (this: EventEmitter, event: string | symbol, ...details: unknown[]): boolean {
    if (event !== 'request' && event !== 'upgrade') return emit.call(this, event, ...details)
    const [request, answer] = details as [IncomingMessage, ServerResponse | Duplex]
    const isClosed = closed.some((path) => request.url?.startsWith(path))
    const reason = isClosed ? 'This is turned off.' : refusal(request)
    if (reason === undefined) return emit.call(this, event, ...details)
    if ('writeHead' in answer) answer.writeHead(403, {'content-type': 'text/plain', connection: 'close'}).end(reason)
    else answer.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    return true
  }
}
