/** Messages of a thesis that is resolved once for each output → each of them once. */

import type {VFile} from 'vfile'

/** Take out what was said before of the same place. */
export function dropRepeated(files: readonly VFile[]): void {
  for (const file of new Set(files)) {
    const said = new Set<string>()
    file.messages = file.messages.filter(({line, column, ruleId, reason}) => {
      const key = JSON.stringify([line, column, ruleId, reason])
      if (said.has(key)) return false
      said.add(key)
      return true
    })
  }
}
