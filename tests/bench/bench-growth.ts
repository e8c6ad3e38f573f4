/** Growth: whether twice the input takes at most twice the work and a fifth, for every way to write much of a thing. */

import {VFile} from 'vfile'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {patterns} from './growth-patterns.ts'

/** Twice the work, and a fifth for what a cache or a collector of memory does. */
const limit = 2.2

/** Processor time of one run that is long enough to be measured, in milliseconds. */
const measurable = 100

/** No input is made longer than that, in characters. */
const longest = 2_000_000

/**
 * Print what grows faster than its input.
 *
 * Measures the processor time of this thread, which other programs do not change, and the best of some runs.
 *
 * @returns the patterns that grow too fast
 */
export function benchGrowth(names: readonly string[] = Object.keys(patterns)): string[] {
  // The compiler of the engine warms up first.
  for (let run = 0; run < 3; run++) timeOf('# A\n\n*b* [c](d) `e` [@f]\n\n- g\n\n| h |\n|---|\n| i |\n\n'.repeat(200))
  const slow: string[] = []
  console.log('Growth: time for twice the input, as a ratio\n')
  for (const name of names) {
    const ratio = growthOf(patterns[name] as (count: number) => string)
    if (ratio > limit) slow.push(name)
    console.log(`${name.padEnd(30)} ${ratio.toFixed(2).padStart(6)}${ratio > limit ? '   too fast' : ''}`)
  }
  console.log(
    `\n${names.length} patterns, ${slow.length} grow more than ${limit} times${slow.length > 0 ? `: ${slow.join(', ')}` : ''}`
  )
  return slow
}

/** The best ratio of three: noise only adds to one side or the other. */
function growthOf(pattern: (count: number) => string): number {
  let count = 250
  while (timeOf(pattern(count)) < measurable && pattern(count * 2).length < longest) count *= 2
  const once = pattern(count)
  const twice = pattern(count * 2)
  let [short, long] = [timeOf(once), timeOf(twice)]
  for (let run = 0; run < 4 && long / short > limit * 0.95; run++) {
    short = Math.min(short, timeOf(once))
    long = Math.min(long, timeOf(twice))
  }
  return long / short
}

function timeOf(text: string): number {
  const start = process.threadCpuUsage()
  readMarkdown(new VFile({path: 'chapter.md', value: text}))
  return process.threadCpuUsage(start).user / 1000
}

if (import.meta.main)
  process.exitCode = benchGrowth(process.argv.length > 2 ? process.argv.slice(2) : undefined).length > 0 ? 1 : 0
