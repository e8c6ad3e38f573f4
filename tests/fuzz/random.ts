/** A seed → choices, the same each time. */

export interface Random {
  /** A whole number from 0 to `below - 1`. */
  int: (below: number) => number
  chance: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** As many as asked for, at least `from`, at most `to`, joined. */
  repeat: (from: number, to: number, make: (index: number) => string, between?: string) => string
}

/** Mulberry32. */
export function openRandom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number) => Math.floor(next() * below)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(from.length)]!,
    repeat: (from, to, make, between = '') =>
      Array.from({length: from + int(to - from + 1)}, (_, index) => make(index)).join(between)
  }
}
