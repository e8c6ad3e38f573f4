/** Results of a process that lives: the preview, from one build to the next. */

import type {Results} from './results.ts'

/** Results in memory. */
export interface MemoryResults extends Results {
  /** Called after each build: what none of the last builds asked for is forgotten. */
  sweep(): void
}

/** Builds that a result outlives unused, so that what is undone is still there. */
const longest = 8

/** Keep results in memory, as they are: the same object comes back. */
export function openMemory(): MemoryResults {
  const entries = new Map<string, {value: unknown; build: number}>()
  let build = 0
  return {
    hasParts: true,
    get(stage, key) {
      const entry = entries.get(`${stage} ${key}`)
      if (entry) entry.build = build
      return entry?.value
    },
    keep(stage, key, value) {
      entries.set(`${stage} ${key}`, {value, build})
    },
    sweep() {
      build += 1
      for (const [name, entry] of entries) if (entry.build < build - longest) entries.delete(name)
    }
  }
}
