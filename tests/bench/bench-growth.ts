/** Growth: whether twice the input takes at most twice the work and a fifth, for every way to write much of a thing. */

import {VFile} from 'vfile'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {buildFolder} from '../build.ts'
import {growthOf} from './growth.ts'
import {builds} from './growth-builds.ts'
import {patterns} from './growth-patterns.ts'

/** Twice the work, and a fifth for what a cache or a collector of memory does. */
const limit = 2.2

/** By name: a count → the work on that many. */
type Works = Record<string, (count: number) => () => unknown>

/** Reading alone. */
export const readings: Works = Object.fromEntries(
  Object.entries(patterns).map(([name, write]) => [
    `read: ${name}`,
    (count) => {
      const value = write(count)
      return () => readMarkdown(new VFile({path: 'chapter.md', value}))
    }
  ])
)

/** From the folder to the site. */
export const buildings: Works = Object.fromEntries(
  Object.entries(builds).map(([name, write]) => [
    `build: ${name}`,
    (count) => {
      const files = {'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\n', ...write(count)}
      return () => buildFolder(files, {only: ['html'], isDraft: true})
    }
  ])
)

/**
 * Print what grows faster than its input.
 *
 * @param wanted  beginnings of names; all, unless said otherwise
 * @returns the names of what grows too fast
 */
export async function benchGrowth(wanted: readonly string[] = ['']): Promise<string[]> {
  const works = Object.entries({...readings, ...buildings}).filter(([name]) =>
    wanted.some((start) => name.startsWith(start))
  )
  // The compiler of the engine warms up first.
  for (const [, work] of Object.entries({...readings, ...buildings})) await work(20)()
  const slow: string[] = []
  console.log('Growth: time for twice the input, as a ratio\n')
  for (const [name, work] of works) {
    const ratio = await growthOf(work, {measurable: 100, limit})
    if (ratio > limit) slow.push(name)
    console.log(`${name.padEnd(56)} ${ratio.toFixed(2).padStart(6)}${ratio > limit ? '   too fast' : ''}`)
  }
  const named = slow.length > 0 ? `: ${slow.join(', ')}` : ''
  console.log(`\n${works.length} patterns, ${slow.length} grow more than ${limit} times${named}`)
  return slow
}

if (import.meta.main) {
  const wanted = process.argv.slice(2)
  process.exitCode = (await benchGrowth(wanted.length > 0 ? wanted : undefined)).length > 0 ? 1 : 0
}
