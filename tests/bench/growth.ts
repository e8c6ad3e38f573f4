/** A work on inputs of any size → how much more it does for twice the input. */

export interface GrowthOptions {
  /** Processor time of the smaller of two runs that is long enough to be measured, in milliseconds. */
  measurable: number
  /** A ratio below that is not measured again: noise only adds. */
  limit: number
  /** No input holds more than that of a thing. */
  most?: number
}

/**
 * The processor time of a work for twice the input, as a ratio: the best of some runs.
 *
 * Measured in this thread, where other programs add little.
 */
export async function growthOf(
  work: (count: number) => () => unknown,
  {measurable, limit, most = 1_000_000}: GrowthOptions
): Promise<number> {
  let count = 125
  while ((await timeOf(work(count))) < measurable && count < most) count *= 2
  const once = work(count)
  const twice = work(count * 2)
  let [short, long] = [await timeOf(once), await timeOf(twice)]
  for (let run = 0; run < 5 && long / short > limit * 0.95; run++) {
    short = Math.min(short, await timeOf(once))
    long = Math.min(long, await timeOf(twice))
  }
  return long / short
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = process.threadCpuUsage()
  await work()
  return process.threadCpuUsage(start).user / 1000
}
