/** What a browser, a program and a page of another site say when they ask a server of ours. */

import {request} from 'node:http'

/** Of a WebSocket. */
export const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
  'sec-websocket-protocol': 'vite-ping'
}

export interface Question {
  path?: string
  method?: string
  body?: string
  headers?: Record<string, string>
}

/** The status of an answer; 101 for a connection that a WebSocket gets. */
export function ask(port: number, {path = '/', method = 'GET', body = '', headers = {}}: Question): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({host: 'localhost', port, path, method, headers: {host: `localhost:${port}`, ...headers}})
    sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0))
    sent.on('upgrade', (_, socket) => {
      socket.destroy()
      resolve(101)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a browser says of a page that asks. */
export const foreignTo = (port: number): Array<Record<string, string>> => [
  {origin: 'https://example.org', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors'},
  {origin: 'https://example.org'},
  {origin: 'null'},
  // A page of another server of this machine.
  {origin: `http://localhost:${port + 1}`, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors'},
  {'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script'},
  {'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe'},
  // Names that lead here although they are not this machine's.
  {host: `example.org:${port}`},
  {host: `localhost.example.org:${port}`, origin: `http://localhost.example.org:${port}`}
]
/** The server's own page. */
export const ownOf = (port: number): Record<string, string> => ({
  origin: `http://localhost:${port}`,
  'sec-fetch-site': 'same-origin'
})
