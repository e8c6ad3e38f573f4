/** Requests of the preview's own page → what is asked for: the site, the printed pages, changes as they come, the editor. */

import type {IncomingMessage, ServerResponse} from 'node:http'
import {type LocalServer, serveLocally} from '../serve/local-server.ts'

/** What is served; nothing of it is read from the disk when it is asked for. */
export interface Served {
  /** The page around web edition and paper. */
  shell: () => Promise<string>
  /** Its own scripts and styles, by name. */
  asset: (name: string) => Uint8Array | undefined
  /** A file of the site. */
  siteFile: (path: string) => Uint8Array | undefined
  /** An SVG packed with gzip. */
  picture: (id: string) => Uint8Array | undefined
  /** What a page that has just been opened must know. */
  greeting: () => ServerEvent[]
  /** `/at`: the block and page of a line. */
  find: (place: SourcePlace) => object | undefined
  /** Open a line in the editor. */
  open: (place: SourcePlace) => Promise<object>
}

/** A file from the thesis folder, and a line and column from 1. */
export interface SourcePlace {
  file: string
  line: number
  column: number
}

export interface ServerEvent {
  name: string
  json: string
}

export interface PreviewServer extends LocalServer {
  /** Tell every open page. */
  send(event: ServerEvent): void
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ttf: 'font/ttf',
  woff2: 'font/woff2'
}

/** The preview's page: everything from here, nothing inside other pages. */
const shellPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')
/** A page of the site brings its own policy. */
const sitePolicy = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; connect-src 'none'"
/** Pictures hold no script that runs, even when they are opened by themselves. */
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"

/** The longest question, in bytes. */
const longestBody = 10_000
/** Bytes that wait for a page that takes nothing. */
const mostWaiting = 8_000_000
/** Between two signs of life to pages that hear nothing. */
const heartbeat = 25_000

/** Serve the preview to this machine. */
export async function servePreview(served: Served, port: number): Promise<PreviewServer> {
  const listeners = new Set<ServerResponse>()
  const alive = setInterval(() => {
    for (const listener of listeners) listener.write(': \n\n')
  }, heartbeat)
  const server = await serveLocally((request, response) => {
    answer(request, response).catch((problem: Error) => {
      if (!response.headersSent) send(response, 400, 'json', {problem: problem.message})
      else response.end()
    })
  }, port)
  return {
    ...server,
    send(event) {
      const text = asText(event)
      for (const listener of listeners) {
        // A page that has slept so long asks for all of it when it wakes.
        if (listener.writableLength > mostWaiting) listener.destroy()
        else listener.write(text)
      }
    },
    close: () => {
      clearInterval(alive)
      return server.close()
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {method = 'GET'} = request
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/open') {
      if (method !== 'POST') return refuse(response, 'POST')
      return send(response, 200, 'json', await served.open(readPlace(await readJson(request))))
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 'GET, HEAD')
    if (pathname === '/')
      return send(response, 200, 'html', await served.shell(), {'content-security-policy': shellPolicy})
    if (pathname === '/events') return listen(request, response)
    if (pathname === '/at') {
      const found = served.find(readPlace(Object.fromEntries(searchParams)))
      return send(response, found ? 200 : 404, 'json', found ?? {problem: 'No block of the thesis is there.'})
    }
    const [, part, name = ''] = /^\/(preview|web|paper)\/(.+)$/.exec(pathname) ?? []
    const path = decodeURIComponent(name)
    if (part === 'paper') {
      const picture = served.picture(path.replace(/\.svg$/, ''))
      const policy = {'content-encoding': 'gzip', 'cache-control': 'max-age=31536000, immutable'}
      return picture ? send(response, 200, 'svg', picture, policy) : notFound(response)
    }
    const bytes = part === 'web' ? served.siteFile(path) : part === 'preview' ? served.asset(path) : undefined
    if (!bytes) return notFound(response)
    const type = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
    send(response, 200, type, bytes, type === 'html' ? {'content-security-policy': sitePolicy} : {})
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, {'content-type': 'text/event-stream', 'cache-control': 'no-store', ...safety})
    response.write(`retry: 1000\n\n${served.greeting().map(asText).join('')}`)
    listeners.add(response)
    request.once('close', () => listeners.delete(response))
  }
}

const asText = ({name, json}: ServerEvent) => `event: ${name}\ndata: ${json}\n\n`

const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin'
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array | object,
  more: Record<string, string> = {}
): void {
  const isBytes = typeof body === 'string' || body instanceof Uint8Array
  response
    .writeHead(status, {
      'content-type': types[type] ?? 'application/octet-stream',
      'cache-control': 'no-store',
      'content-security-policy': filePolicy,
      ...safety,
      ...more
    })
    .end(isBytes ? body : JSON.stringify(body))
}

function notFound(response: ServerResponse): void {
  response
    .writeHead(404, {'content-type': 'text/plain', 'content-security-policy': filePolicy, ...safety})
    .end('Not found')
}

function refuse(response: ServerResponse, allow: string): void {
  response.writeHead(405, {allow}).end()
}

/** A page of another site can send text, but no JSON without being asked first. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Error('Send JSON.')
  let text = ''
  for await (const part of request) {
    text += String(part)
    if (text.length > longestBody) throw new Error('The question is too long.')
  }
  return JSON.parse(text)
}

/** @throws {Error} when it names no file and no line */
function readPlace(question: unknown): SourcePlace {
  const {file, line = 1, column = 1} = (question ?? {}) as Record<string, unknown>
  const whole = (value: unknown) => Math.floor(Number(value))
  if (typeof file !== 'string' || !(whole(line) >= 1) || !(whole(column) >= 1)) {
    throw new Error('Name a file and a line: /at?file=thesis/1.md&line=12')
  }
  return {file: file.replaceAll('\\', '/').replace(/^\.\//, ''), line: whole(line), column: whole(column)}
}
