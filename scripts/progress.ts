/** What a build is doing: a spinner on a terminal, plain lines elsewhere, each step with its time. */

import ora from 'ora'

/** Do one step of the work under a title that the author understands. */
export type Step = <T>(title: string, work: () => T | Promise<T>) => Promise<T>

/** Steps shown on standard error, so that standard output stays free for reports. */
export function showSteps(): Step {
  return async (title, work) => {
    const spinner = ora({text: title, stream: process.stderr, discardStdin: false})
    if (process.stderr.isTTY) spinner.start()
    const start = performance.now()
    try {
      const result = await work()
      spinner.succeed(`${title} ${seconds(performance.now() - start)}`)
      return result
    } catch (problem) {
      spinner.fail(title)
      throw problem
    }
  }
}

/** Steps done in silence. */
export const silently: Step = async (_, work) => work()

function seconds(milliseconds: number): string {
  return `(${(milliseconds / 1000).toFixed(2)} s)`
}
