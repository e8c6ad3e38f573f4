/** A seed → chapters in which every construct of Pandoc's Markdown stands in every place, each with words of its own. */

import {randomFrom} from './generate-thesis.ts'
import {blockPlaces, blocks, inlinePlaces, inlines} from './idioms.ts'

/** Some Markdown of one kind, between two paragraphs that say where it begins and ends. */
export interface Idiom {
  /** `table in callout in list`. */
  name: string
  markdown: string
  /** Word → the output that must not print it: conditional content. */
  hiddenFrom: ReadonlyMap<string, Output>
}

/** What must not print some words. */
export type Output = 'html' | 'pdf' | 'both'

/** What writes the parts of an idiom: no word, label or file name is given twice. */
export interface Writer {
  /** Two words that stand nowhere else. */
  words(): string
  /** A label that stands nowhere else, without prefix. */
  label(): string
  /** Add a block behind the idiom: the definition of a note, of a link. */
  define(definition: string): void
  /** Two words that this output, or none, may print. */
  hidden(from: Output): string
}

export type Construct = (writer: Writer) => string
export type Place = (inside: string, writer: Writer) => string

/** A word of the corpus. Nothing else that is printed has this form. */
export const corpusWord = /z(?:[bdfgkmprtv][aeiou]){3}q/g

/** What separates two idioms: idiom 12 stands behind `Repère 12.` */
export const separator = (index: number) => `Repère ${index}.`

/** How many of each are drawn. */
export interface CorpusSize {
  seed: number
  inlines: number
  blocks: number
  nested: number
}

/** A few hundred, in which each construct and each place stand many times. */
export const corpusSize: CorpusSize = {seed: 1, inlines: 160, blocks: 160, nested: 60}

/** Draw constructs in places, then constructs in places in places; the same size gives the same corpus. */
export function generateIdioms({seed, inlines: inlineCount, blocks: blockCount, nested} = corpusSize): Idiom[] {
  const random = randomFrom(seed)
  let words = 0
  let labels = 0
  const idioms: Idiom[] = []

  for (const [[name, inline], [placeName, place]] of pairs(inlines, inlinePlaces, inlineCount)) {
    write(`${name} in ${placeName}`, (writer) => place(inline(writer), writer))
  }
  for (const [[name, block], [placeName, place]] of pairs(blocks, blockPlaces, blockCount)) {
    write(`${name} in ${placeName}`, (writer) => place(block(writer), writer))
  }
  for (const [[[name, block], [middle, place]], [outer, around]] of pairs(
    Object.fromEntries(pairs(blocks, blockPlaces, nested).map((pair, index) => [index, pair])),
    blockPlaces,
    nested
  ).map(([[, pair], place]) => [pair, place] as const)) {
    write(`${name} in ${middle} in ${outer}`, (writer) => around(place(block(writer), writer), writer))
  }
  return idioms

  /** So many pairs, each different, that take what there is in turn: each construct is in as many as another. */
  function pairs<A, B>(
    first: Record<string, A>,
    second: Record<string, B>,
    count: number
  ): [[string, A], [string, B]][] {
    const places = Object.entries(second)
    const shift = Math.floor(random() * places.length)
    const all = Object.entries(first).flatMap((construct, row) =>
      places.map((_, column): [[string, A], [string, B]] => [
        construct,
        places[(column + row + shift) % places.length]!
      ])
    )
    const rounds = shuffle(places.map((_, column) => column))
    const byRound = rounds.flatMap((column) => all.filter((_, index) => index % places.length === column))
    return byRound.slice(0, count)
  }

  function shuffle<T>(list: T[]): T[] {
    for (let last = list.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1))
      ;[list[last], list[other]] = [list[other]!, list[last]!]
    }
    return list
  }

  function write(name: string, make: Construct): void {
    const definitions: string[] = []
    const hiddenFrom = new Map<string, Output>()
    const newWords = () => [wordOf(words++), wordOf(words++)]
    const body = make({
      words: () => newWords().join(' '),
      label: () => `l${++labels}`,
      define: (definition) => definitions.push(definition),
      hidden: (from) => {
        const hidden = newWords()
        for (const word of hidden) hiddenFrom.set(word, from)
        return hidden.join(' ')
      }
    })
    idioms.push({name, markdown: [body, ...definitions].join('\n\n'), hiddenFrom})
  }
}

function wordOf(index: number): string {
  let rest = index
  let word = 'z'
  for (let syllable = 0; syllable < 3; syllable++) {
    word += 'bdfgkmprtv'[rest % 10]! + 'aeiou'[Math.floor(rest / 10) % 5]!
    rest = Math.floor(rest / 50)
  }
  return `${word}q`
}
