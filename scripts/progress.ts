/** What a build is doing: each step on a line, with its time. */

/** Do one step of the work under a title that the author understands; `ifSlow` is said once when it takes long. */
export type Step = <T>(title: string, work: () => T | Promise<T>, ifSlow?: string) => Promise<T>

/** Milliseconds. */
const long = 30_000

/** Steps shown on standard error, so that standard output stays free for reports. */
export function showSteps(stream: NodeJS.WriteStream = process.stderr): Step {
  return async (title, work, ifSlow) => {
    const start = performance.now()
    // The step is there while it runs, and its time takes its place.
    if (stream.isTTY) stream.write(`${title}…`)
    const timer = ifSlow ? setTimeout(() => stream.write(`${stream.isTTY ? '\n' : ''}${ifSlow}\n`), long) : undefined
    try {
      const result = await work()
      stream.write(`${stream.isTTY ? clearLine : ''}${title} ${since(start)}\n`)
      return result
    } catch (problem) {
      if (stream.isTTY) stream.write('\n')
      throw problem
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Control sequences of a terminal: to the first column, and erase the line (ECMA-48, CR and EL). */
const clearLine = '\r\u001B[2K'

/** Steps done in silence. */
export const silently: Step = async (_, work) => work()

function since(start: number): string {
  return `(${((performance.now() - start) / 1000).toFixed(2)} s)`
}
