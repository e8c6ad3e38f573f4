/** Messages to the author: a reason, the smallest place, a rule, a fix. Ours are exceptions, the author's are these. */

import type {Node, Point, Position} from 'unist'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {RuleId} from './rules.ts'

declare module 'vfile-message' {
  interface VFileMessage {
    /** Number of the slide that it is about. */
    slide?: number
  }
}

export interface MessageOptions {
  /** The smallest node or place that is wrong; without it the message is about the file. */
  at?: Node | Position | Point | undefined
  rule: RuleId
  /** One imperative sentence that the author can do now. */
  fix?: string | undefined
  /** What was found, and the nearest known values. */
  actual?: string
  expected?: string[]
  /** Number of the slide that it is about, where no position says it. */
  slide?: number | undefined
}

/** Add an error: the build ends with exit code 1 and writes nothing. */
export function error(file: VFile, reason: string, options: MessageOptions): VFileMessage {
  return say(file, reason, options, true)
}

/** Add a warning: the build goes on. */
export function warn(file: VFile, reason: string, options: MessageOptions): VFileMessage {
  return say(file, reason, options, false)
}

/** Add a remark that needs no action. */
export function inform(file: VFile, reason: string, options: MessageOptions): VFileMessage {
  return say(file, reason, options, undefined)
}

function say(file: VFile, reason: string, options: MessageOptions, fatal: boolean | undefined): VFileMessage {
  const {at, rule, fix, actual, expected, slide} = options
  const [source, ruleId] = rule.split(':')
  const place = at && 'type' in at ? at.position : (at as Position | Point | undefined)
  const message = file.message(reason, {place, source, ruleId})
  message.fatal = fatal
  if (fix) message.note = fix
  if (slide !== undefined) message.slide = slide
  if (actual) message.actual = actual
  if (expected) message.expected = expected
  return message
}
