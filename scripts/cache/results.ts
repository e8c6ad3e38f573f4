/** What a stage is made of → what it made, looked up or made and kept. */

import {createHash} from 'node:crypto'

/**
 * Results of stages, each under a key that names all of its inputs (`keyOf`).
 *
 * A result that was kept is shared: whoever takes one does not change it. Nothing here throws; what cannot be kept is
 * made again.
 */
export interface Results {
  /** Undefined when nothing, or nothing whole, was kept. */
  get(stage: string, key: string): unknown
  keep(stage: string, key: string, value: unknown): void
}

/** Everything is made each time. */
export const noResults: Results = {get: () => undefined, keep: () => undefined}

/** The result of `make`, or the one that was kept under this key. */
export function kept<T>(results: Results, stage: string, key: string, make: () => T): T {
  const known = results.get(stage, key)
  if (known !== undefined) return known as T
  const made = make()
  results.keep(stage, key, made)
  return made
}

/** The same for what takes its time; only what ends well is kept. */
export async function keptLater<T>(results: Results, stage: string, key: string, make: () => Promise<T>): Promise<T> {
  const known = results.get(stage, key)
  if (known !== undefined) return known as T
  const made = await make()
  results.keep(stage, key, made)
  return made
}

/** Hash of inputs, one after the other, so that no two lists of inputs have the same. Objects as JSON. */
export function keyOf(...inputs: unknown[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) {
    const bytes = typeof input === 'string' || input instanceof Uint8Array ? input : (JSON.stringify(input) ?? '')
    const length = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length
    hash.update(`${typeof input}${length}:`).update(bytes)
  }
  return hash.digest('hex')
}
