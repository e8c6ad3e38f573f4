/** Work that says something about files → its result and its messages, looked up, or made and kept. */

import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Results} from './results.ts'

/** A message without its file. */
export type KeptMessage = Pick<
  VFileMessage,
  'reason' | 'place' | 'source' | 'ruleId' | 'fatal' | 'note' | 'actual' | 'expected' | 'slide'
>

/** What fails for a reason that no input shows is tried again. */
const passing = new Set(['slides:engine', 'slides:not-printed', 'pdf:engine'])

/** Whether a message may not come again. */
export function isPassing(rule: string): boolean {
  return passing.has(rule)
}

/** Remember which messages files have; the function gives those that came since, in the order of the files. */
export function recordMessages(files: readonly VFile[]): () => KeptMessage[][] {
  const before = files.map(({messages}) => messages.length)
  return () => files.map((file, index) => messagesOf(file, before[index]))
}

/** The messages of a file, from one on, as they are kept. */
export function messagesOf({messages}: VFile, from = 0): KeptMessage[] {
  return messages.slice(from).map(withoutFile)
}

/** Say again what was said of files, in the same order of the files. */
export function repeatMessages(files: readonly VFile[], said: ReadonlyArray<readonly KeptMessage[]>): void {
  for (const [index, messages] of said.entries()) for (const message of messages) repeat(files[index]!, message)
}

/** What was made, and what was said of each of the files. */
interface Made<T> {
  value: T
  messages: KeptMessage[][]
}

/**
 * Start work whose result may have been kept under a key; the function that comes back waits for it.
 *
 * What was kept is not made again, and its messages are added then; a new result is kept. Other work may speak of the
 * files until that function is called.
 *
 * @param files  all that the work may say something of, in an order that the key determines
 */
export function startWithMessages<T>(
  results: Results,
  stage: string,
  key: string,
  files: readonly VFile[],
  start: () => () => Promise<T>
): () => Promise<T> {
  const known = results.get(stage, key) as Made<T> | undefined
  if (known) return async () => repeated(files, known)
  const finish = start()
  return async () => {
    const said = recordMessages(files)
    const value = await finish()
    const messages = said()
    const isFinal = !messages.flat().some(({source, ruleId}) => isPassing(`${source}:${ruleId}`))
    if (isFinal) results.keep(stage, key, {value, messages} satisfies Made<T>)
    return value
  }
}

/** The same for work that is waited for at once. */
export function keptWithMessages<T>(
  results: Results,
  stage: string,
  key: string,
  files: readonly VFile[],
  make: () => Promise<T>
): Promise<T> {
  return startWithMessages(results, stage, key, files, () => make)()
}

/** The same for what is made at once, and says something of one file. */
export function keptPage<T>(results: Results, stage: string, key: string, file: VFile, make: () => T): T {
  const known = results.get(stage, key) as Made<T> | undefined
  if (known) return repeated([file], known)
  const said = recordMessages([file])
  const value = make()
  results.keep(stage, key, {value, messages: said()} satisfies Made<T>)
  return value
}

function repeated<T>(files: readonly VFile[], {value, messages}: Made<T>): T {
  repeatMessages(files, messages)
  return value
}

function withoutFile(message: VFileMessage): KeptMessage {
  const {reason, place, source, ruleId, fatal, note, actual, expected, slide} = message
  return {reason, place, source, ruleId, fatal, note, actual, expected, slide}
}

function repeat(file: VFile, {reason, place, source, ruleId, fatal, ...rest}: KeptMessage): void {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  Object.assign(file.message(reason, {place, source, ruleId}), given, {fatal})
}
