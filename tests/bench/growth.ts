/** A work on inputs of any size → how much more it does for twice the input. */

export interface GrowthOptions {
  /** Processor time of the smaller of two runs that is long enough to be measured, above what all inputs cost, in ms. */
  measurable: number
  /** A ratio below that is not measured again: noise only adds. */
  limit: number
  /** No input holds more than that of a thing. */
  most?: number
}

/**
 * The processor time of a work for twice the input, as a ratio: the best of some runs. What seems to be too much for a
 * small input is measured again on a larger one, where a work that grows too fast does so all the more.
 *
 * Measured in this thread, where other programs add little.
 */
export async function growthOf(
  work: (count: number) => () => unknown,
  {measurable, limit, most = 1_000_000}: GrowthOptions
): Promise<number> {
  const base = Math.min(await timeOf(work(1)), await timeOf(work(1)))
  let count = 125
  while ((await timeOf(work(count))) < measurable + 3 * base && count < most) count *= 2
  const ratio = await ratioOf(work, count, limit, 2)
  return ratio > limit && count < most ? ratioOf(work, count * 4, limit, 6) : ratio
}

async function ratioOf(
  work: (count: number) => () => unknown,
  count: number,
  limit: number,
  runs: number
): Promise<number> {
  const [once, twice] = [work(count), work(count * 2)]
  let [short, long] = [Infinity, Infinity]
  for (let run = 0; run < runs && !(long / short <= limit); run++) {
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
