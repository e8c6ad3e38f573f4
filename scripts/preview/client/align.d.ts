/** Pairs of places of two lists that hold the same, in order. */
export function align(before: readonly string[], after: readonly string[]): [before: number, after: number][]
