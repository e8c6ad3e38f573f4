/** Work that says something about files → its result and its messages, looked up, or made and kept. */

import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Results} from './results.ts'

/** A message without its file. */
type KeptMessage = Pick<
  VFileMessage,
  'reason' | 'place' | 'source' | 'ruleId' | 'fatal' | 'note' | 'actual' | 'expected' | 'slide'
>

/** What was made, and what was said of each of the files. */
interface Made<T> {
  value: T
  messages: KeptMessage[][]
}

/** What fails for a reason that no input shows is tried again. */
const passing = new Set(['slides:engine', 'slides:not-printed', 'pdf:engine'])

/** Whether a message would come again. */
export function isPassing(rule: string): boolean {
  return passing.has(rule)
}

/**
 * As `kept` does, for work that adds messages to files: those that were kept are added again.
 *
 * @param files  all that the work may say something of, in an order that the key determines
 */
export async function keptWithMessages<T>(
  results: Results,
  stage: string,
  key: string,
  files: readonly VFile[],
  make: () => T | Promise<T>
): Promise<T> {
  const known = results.get(stage, key) as Made<T> | undefined
  if (known) {
    known.messages.forEach((messages, index) => {
      for (const message of messages) addMessage(files[index]!, message)
    })
    return known.value
  }
  const before = files.map(({messages}) => messages.length)
  const value = await make()
  const messages = files.map(({messages}, index) => messages.slice(before[index]).map(withoutFile))
  const isFinal = !messages.flat().some(({source, ruleId}) => isPassing(`${source}:${ruleId}`))
  if (isFinal) results.keep(stage, key, {value, messages} satisfies Made<T>)
  return value
}

function withoutFile(message: VFileMessage): KeptMessage {
  const {reason, place, source, ruleId, fatal, note, actual, expected, slide} = message
  return {reason, place, source, ruleId, fatal, note, actual, expected, slide}
}

function addMessage(file: VFile, {reason, place, source, ruleId, ...rest}: KeptMessage): void {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  Object.assign(file.message(reason, {place, source, ruleId}), {fatal: undefined, ...given})
}
