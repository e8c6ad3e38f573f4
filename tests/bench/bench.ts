/**
 * `npm run bench`, or `npm run bench growth deck`: how long the work takes, as ratios. What grows faster than its input
 * fails, and what is lost silently.
 */

import {benchBibliography} from './bench-bibliography.ts'
import {benchDeck} from './bench-deck.ts'
import {benchGrowth} from './bench-growth.ts'
import {benchIdioms} from './bench-idioms.ts'
import {benchWriting} from './bench-writing.ts'

/** `BENCH_LARGE=1`: larger inputs, measured more often; an hour instead of a quarter. */
const isLarge = process.env.BENCH_LARGE === '1'

/** Each says whether all is as it should be. */
const parts: Record<string, () => Promise<boolean>> = {
  writing: async () => {
    await benchWriting({isLarge})
    return true
  },
  bibliography: async () => {
    benchBibliography({isLarge})
    return true
  },
  deck: async () => {
    await benchDeck({isLarge})
    return true
  },
  idioms: async () => (await benchIdioms()) === 0,
  growth: async () => (await benchGrowth({isLarge})).length === 0
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) throw new Error(`No part \`${unknown.join(' ')}\`, expected ${Object.keys(parts).join(', ')}`)

if (!isLarge) console.log('BENCH_LARGE=1 measures larger inputs, more often.')
const summary: string[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n━━ ${name} ${'━'.repeat(70 - name.length)}\n`)
  const start = performance.now()
  const outcome = await measure().then(
    (isGood) => (isGood ? 'as it should be' : 'NOT as it should be, see above'),
    (problem: unknown) => `STOPPED: ${problem instanceof Error ? problem.message : problem}`
  )
  if (outcome !== 'as it should be') process.exitCode = 1
  summary.push(`${name.padEnd(14)} ${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s   ${outcome}`)
}
console.log(`\n━━ all ${'━'.repeat(67)}\n\n${summary.join('\n')}`)
