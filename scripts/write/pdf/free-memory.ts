/** A heap full of what earlier stages left → the same heap without it. */

import v8 from 'node:v8'
import vm from 'node:vm'

/** Bytes; a smaller heap is not worth the pause. */
const smallest = 150e6

/**
 * Give the memory of finished stages back to the system.
 *
 * V8 collects only when a stage asks for more, and none does while the PDF engine runs in its thread: on a
 * thesis with 10 000 notes, 360 MB that nothing uses would stand beside the engine's own.
 */
export function freeMemory(): void {
  if (process.memoryUsage().heapTotal < smallest) return
  v8.setFlagsFromString('--expose-gc')
  const collect: NodeJS.GCFunction = vm.runInNewContext('gc')
  // V8's own way out when memory is at its end: the only one that returns empty pages.
  collect({type: 'major', execution: 'sync', flavor: 'last-resort'})
}
