/** Growth: whether twice the input takes at most twice the work and a fifth, for every way to write much of a thing. */

import {VFile} from 'vfile'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {largeBibliography} from '../bibliography/large-bibliography.ts'
import {useWholly} from '../bibliography/use-wholly.ts'
import {buildFolder} from '../build.ts'
import {growthOf} from './growth.ts'
import {bibliographies} from './growth-bibliographies.ts'
import {builds} from './growth-builds.ts'
import {patterns, slides} from './growth-patterns.ts'

/** Twice the work, and a fifth for what a cache or a collector of memory does. */
const limit = 2.2

/** By name: a count → the work on that many. */
type Works = Record<string, (count: number) => () => unknown>

/** Reading alone. */
const readings: Works = Object.fromEntries(
  Object.entries(patterns).map(([name, write]) => [
    `read: ${name}`,
    (count) => {
      const value = write(count)
      return () => readMarkdown(new VFile({path: 'chapter.md', value}))
    }
  ])
)

/** From the folder to the site. */
const buildings: Works = Object.fromEntries(
  Object.entries(builds).map(([name, write]) => [
    `build: ${name}`,
    (count) => {
      const files = {'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\n', ...write(count)}
      return () => buildFolder(files, {only: ['html'], isDraft: true})
    }
  ])
)

/** A bibliography read, audited, regenerated and mended. */
const bibliographyWorks: Works = {
  ...Object.fromEntries(
    Object.entries(bibliographies).map(([name, write]) => [
      `bibliography: ${name}`,
      (count) => {
        const value = write(count)
        return () => useWholly(value)
      }
    ])
  ),
  'bibliography: entries': (count) => {
    const value = largeBibliography(count)
    return () => useWholly(value)
  },
  'bibliography: entries, of which 100 are cited': (count) => {
    const value = new TextEncoder().encode(largeBibliography(count))
    const cited = Array.from({length: 100}, (_, index) => `key${index}`)
    return () => openLibrary([new VFile({path: 'large.bib', value})]).load(cited)
  }
}

/** Slides held against the thesis. */
const deckWorks: Works = Object.fromEntries(
  Object.entries(slides).map(([name, write]) => [
    `deck: ${name}`,
    (count) => {
      const files = {
        'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\n',
        'thesis/1.md': '# Titre\n\nMot.\n',
        'slides/slides.md': `---\ntheme: ./theme\n---\n\n# Titre\n\n${write(count)}\n`
      }
      return () => buildFolder(files, {isCheck: true, isDraft: true})
    }
  ])
)

interface GrowthBench {
  wanted?: readonly string[] | undefined
  isLarge?: boolean
}

const works: Works = {...readings, ...buildings, ...bibliographyWorks, ...deckWorks}

/**
 * Print what grows faster than its input.
 *
 * @param options.wanted  beginnings of names; all, unless said otherwise
 * @param options.isLarge  on inputs that take 100 ms, not 25
 * @returns the names of what grows too fast
 */
export async function benchGrowth({wanted = [''], isLarge = false}: GrowthBench = {}): Promise<string[]> {
  const chosen = Object.entries(works).filter(([name]) => wanted.some((start) => name.startsWith(start)))
  // The compiler of the engine warms up first.
  for (const [, work] of chosen) await work(20)()
  const slow: string[] = []
  console.log('Growth: time for twice the input, as a ratio\n')
  const measure = async (name: string, measurable: number): Promise<boolean> => {
    const ratio = await growthOf(works[name]!, {measurable, limit})
    console.log(`${name.padEnd(56)} ${ratio.toFixed(2).padStart(6)}${ratio > limit ? '   too fast' : ''}`)
    return ratio > limit
  }
  const doubtful: string[] = []
  for (const [name] of chosen) if (await measure(name, isLarge ? 100 : 25)) doubtful.push(name)
  if (doubtful.length > 0) console.log('\nOnce more, on larger inputs\n')
  for (const name of doubtful) if (await measure(name, 100)) slow.push(name)
  const named = slow.length > 0 ? `: ${slow.join(', ')}` : ''
  console.log(`\n${chosen.length} patterns, ${slow.length} grow more than ${limit} times${named}`)
  return slow
}

if (import.meta.main) {
  const wanted = process.argv.slice(2)
  const slow = await benchGrowth({wanted: wanted.length > 0 ? wanted : undefined, isLarge: true})
  process.exitCode = slow.length > 0 ? 1 : 0
}
