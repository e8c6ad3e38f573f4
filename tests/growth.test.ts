/** Much of a thing → eight times as much of it takes in proportion: ratios of processor time, never times. */

import {expect, test} from 'vitest'
import {buildings, readings} from './bench/bench-growth.ts'

/** Eight times the input may take twice eight times as long; what grows with the square takes up to 64 times. */
const limit = 16

/** Each grew with the square once, or is what a thesis has most of. `npm run bench` measures all. */
const works = Object.entries({...readings, ...buildings}).filter(([name]) =>
  [
    'read: headings underlined',
    'read: definitions',
    'read: items in items',
    'read: lazy lines in a quotation',
    'read: links to an unknown label',
    'read: spans with open braces',
    'read: comments left open in a line',
    'read: tables with captions below',
    'build: notes',
    'build: citations',
    'build: references to headings',
    'build: abbreviations'
  ].includes(name)
)

test('the patterns are there', () => expect(works).toHaveLength(12))

test.each(works)('%s', async (_, work) => {
  let count = 60
  await work(count)()
  // Long enough to be measured.
  while ((await processorTime(work(count))) < 40_000 && count < 2000) count *= 2
  const [once, eightfold] = [work(count), work(count * 8)]
  let ratio = Number.POSITIVE_INFINITY
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let run = 0; run < 4 && ratio > limit; run++) {
    short = Math.min(short, await processorTime(once))
    long = Math.min(long, await processorTime(eightfold))
    ratio = long / short
  }
  expect(ratio).toBeLessThan(limit)
})

/** Microseconds of this thread, where other programs add little. */
async function processorTime(work: () => unknown): Promise<number> {
  const start = process.threadCpuUsage()
  await work()
  return process.threadCpuUsage(start).user
}
