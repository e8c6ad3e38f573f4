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
  /** Nothing is written: many small results cost as much as a few large ones. */
  hasParts?: boolean
}

/** What is found in a text, looked up by the text itself where nothing is written. */
export function foundIn<T>(results: Results | undefined, what: string, text: string, find: (text: string) => T): T {
  if (!results?.hasParts) return find(text)
  const known = results.get(what, text) as {found: T} | undefined
  if (known) return known.found
  const found = find(text)
  results.keep(what, text, {found})
  return found
}

/** Everything is made each time. */
export const noResults: Results = {get: () => undefined, keep: () => undefined}

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

/** A tree as text, whatever place it has in its file: places move with every line that is written before them. */
export function shapeOf(tree: unknown): string {
  return JSON.stringify(withoutPlaces(tree)) ?? ''
}

/** A function given to `JSON.stringify` would be called for each value, and a work says in which file it is. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (value === null || typeof value !== 'object') return value
  const made: Record<string, unknown> = {}
  for (const [name, own] of Object.entries(value)) {
    if (name === 'position') continue
    made[name] = name === 'source' && own?.file ? [own.file.path, own.position] : withoutPlaces(own)
  }
  return made
}
