/** What a build is doing: a spinner on a terminal, plain lines elsewhere, each step with its time. */

import ora from 'ora'

/** Do one step of the work under a title that the author understands. */
export type Step = <T>(title: string, work: () => T | Promise<T>) => Promise<T>

/** Steps shown on standard error, so that standard output stays free for reports. */
export function showSteps(stream: NodeJS.WriteStream = process.stderr): Step {
  // A terminal that does not know its width makes the spinner draw lines without end.
  return stream.isTTY && stream.columns > 0 ? spin(stream) : list(stream)
}

function spin(stream: NodeJS.WriteStream): Step {
  return async (title, work) => {
    const spinner = ora({text: title, stream, discardStdin: false}).start()
    const start = performance.now()
    try {
      const result = await work()
      spinner.succeed(`${title} ${since(start)}`)
      return result
    } catch (problem) {
      spinner.fail(title)
      throw problem
    }
  }
}

function list(stream: NodeJS.WriteStream): Step {
  return async (title, work) => {
    const start = performance.now()
    const result = await work()
    stream.write(`${title} ${since(start)}\n`)
    return result
  }
}

/** Steps done in silence. */
export const silently: Step = async (_, work) => work()

function since(start: number): string {
  return `(${((performance.now() - start) / 1000).toFixed(2)} s)`
}
