/** “Did you mean”: the known values nearest to what was typed. */

import {distance} from 'fastest-levenshtein'

/** At most three candidates, nearest first, that differ in no more than about a third of their letters. */
export function nearest(typed: string, known: Iterable<string>): string[] {
  const wanted = typed.toLowerCase()
  const limit = Math.max(2, Math.ceil(typed.length / 3))
  return [...known]
    .map((candidate) => ({candidate, edits: distance(wanted, candidate.toLowerCase())}))
    .filter(({edits}) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({candidate}) => candidate)
}

/** Comparisons that cost nothing to speak of. */
const mostComparisons = 100_000

/** The same for many words in turn; where very many look for very many, only the first get candidates. */
export function nearestAmong(known: readonly string[]): (typed: string) => string[] {
  let comparisons = 0
  return (typed) => {
    comparisons += known.length
    return comparisons > mostComparisons ? [] : nearest(typed, known)
  }
}

/** ` Did you mean `x`?` or nothing, to end a fix. */
export function didYouMean(typed: string, known: Iterable<string>): string {
  const [first] = nearest(typed, known)
  return first === undefined ? '' : `Did you mean \`${first}\`?`
}
