/** A listener → a server on this machine's own address, guarded, on a free port, which ends at once when told. */

import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {guardServer} from './guard.ts'

export interface LocalServer {
  /** `http://127.0.0.1:3030` */
  address: string
  /** The port that was asked for was taken. */
  isMoved: boolean
  close: () => Promise<void>
}

/** Ports tried after the one that is taken; then any that is free. */
const tries = 10

/**
 * Serve to this machine only, and refuse what comes from pages of other sites.
 *
 * @param port  the first to try, 0 for any
 */
export async function serveLocally(listener: RequestListener, port: number): Promise<LocalServer> {
  const server = createServer(listener)
  guardServer(server)
  const got = await listen(server, port, port + tries)
  return {
    address: `http://127.0.0.1:${got}`,
    isMoved: port !== 0 && got !== port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function listen(server: Server, port: number, last: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'EADDRINUSE' && port !== 0) {
        resolve(listen(server, port < Math.min(last, 65_535) ? port + 1 : 0, last))
      } else reject(problem)
    }
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
