/** Work that has started other programs → the same work, ended in order when this program is told to stop. */

/**
 * Do work that cleans up after itself when `signal` says so, and only then stop as the system would have stopped us.
 *
 * Outside of such work a signal ends the program at once: there is nothing to clean up.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController()
  let received: NodeJS.Signals | undefined
  const stop = (name: NodeJS.Signals) => {
    received ??= name
    ending.abort()
  }
  for (const name of signals) process.on(name, stop)
  try {
    return await work(ending.signal)
  } finally {
    for (const name of signals) process.off(name, stop)
    if (received) await endedBy(received)
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Whoever started us sees which signal it was. */
function endedBy(name: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, name)
  return new Promise(() => undefined)
}
