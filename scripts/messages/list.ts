/** Messages of files → one flat list, as reports and programs take it. */

import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {type LineStarts, originOf} from './origin.ts'
import {ruleOf} from './severity.ts'

export type Severity = 'error' | 'warning' | 'info'

/** One message, flat. Lines and columns count from 1. */
export interface ReportedMessage {
  file: string
  line?: number
  column?: number
  /** Just after the last character, where an extent is known. */
  endLine?: number
  endColumn?: number
  /** Number of the slide that it is about. */
  slide?: number
  severity: Severity
  rule: string
  reason: string
  expected?: string[]
  fix?: string
}

/** All messages of a build, in the order of files and places, each once. */
export function listMessages(files: readonly VFile[]): ReportedMessage[] {
  const seen = new Set<string>()
  const lines: LineStarts = new Map()
  return unique(files)
    .flatMap((file) => [...file.messages].sort(byPlace).map((message) => flatten(file, message, lines)))
    .filter((message) => {
      const key = JSON.stringify(message)
      return !seen.has(key) && seen.add(key)
    })
}

/** How many of each. */
export function countMessages(messages: readonly ReportedMessage[]): Record<Severity, number> {
  const count = {error: 0, warning: 0, info: 0}
  for (const {severity} of messages) count[severity] += 1
  return count
}

function flatten(file: VFile, message: VFileMessage, lines: LineStarts): ReportedMessage {
  const {path, place} = originOf(file, file.data.stretches ? message.place : undefined, lines)
  const written = place ?? message.place
  const start = place?.start ?? message
  const end = written && 'end' in written ? written.end : undefined
  return {
    file: path,
    line: start.line,
    column: start.line && (start.column ?? 1),
    endLine: end?.line,
    endColumn: end?.column,
    slide: message.slide,
    severity: message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info',
    rule: ruleOf(message),
    reason: message.reason,
    expected: message.expected?.length ? message.expected : undefined,
    fix: message.note
  }
}

function unique(files: readonly VFile[]): VFile[] {
  return [...new Set(files)]
}

function byPlace(a: VFileMessage, b: VFileMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
