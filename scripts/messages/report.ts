/** Messages → what is printed or kept: lines for people, JSON and SARIF for programs. */

import path from 'node:path'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {reporter} from 'vfile-reporter'
import {type RuleId, rules} from './rules.ts'

export type Severity = 'error' | 'warning' | 'info'

/** One message, flat. Lines and columns count from 1. */
export interface ReportedMessage {
  file: string
  line?: number
  column?: number
  severity: Severity
  rule: string
  reason: string
  expected?: string[]
  fix?: string
}

export type ReportFormat = 'pretty' | 'json' | 'sarif'

/** All messages of a build, in the order of files and places, each once. */
export function listMessages(files: readonly VFile[]): ReportedMessage[] {
  const seen = new Set<string>()
  return unique(files)
    .flatMap((file) => [...file.messages].sort(byPlace).map((message) => flatten(file, message)))
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

/** `--draft`: what would stop the build only warns. */
export function softenErrors(files: readonly VFile[]): void {
  for (const file of files) {
    for (const message of file.messages) if (message.fatal) message.fatal = false
  }
}

/** The report as text; `folder` is what file names are shown from in `pretty`. Remarks are counted there, not listed. */
export function printReport(files: readonly VFile[], format: ReportFormat, folder: string): string {
  const messages = listMessages(files)
  if (format === 'json') return `${JSON.stringify(messages, null, 2)}\n`
  if (format === 'sarif') return `${JSON.stringify(sarif(messages), null, 2)}\n`
  return pretty(files, messages, folder)
}

function pretty(files: readonly VFile[], messages: readonly ReportedMessage[], folder: string): string {
  const {error, warning, info} = countMessages(messages)
  const shown = unique(files).filter((file) => file.messages.some(({fatal}) => fatal !== undefined && fatal !== null))
  const prefix = path.relative(process.cwd(), folder)
  const seen = new Set<string>()
  for (const file of shown) {
    if (prefix && file.path && !path.isAbsolute(file.path)) file.path = path.join(prefix, file.path)
    file.messages = [...file.messages].sort(byPlace).filter((message) => {
      const key = `${message.place ? JSON.stringify(message.place) : ''}${message.ruleId}${message.reason}`
      return (
        message.fatal !== undefined && message.fatal !== null && !seen.has(file.path + key) && seen.add(file.path + key)
      )
    })
  }
  // vfile-reporter counts at the end by itself; the remarks are ours to add.
  const text = shown.length > 0 ? `${reporter(shown, {verbose: true})}\n` : ''
  const remarks =
    info > 0 ? `${info} ${info === 1 ? 'remark' : 'remarks'}: see report.json, or use --report json\n` : ''
  return error + warning === 0 ? remarks : text + remarks
}

function flatten(file: VFile, message: VFileMessage): ReportedMessage {
  return {
    file: file.path ?? '',
    ...(message.line ? {line: message.line, column: message.column ?? 1} : {}),
    severity: message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info',
    rule: [message.source, message.ruleId].filter(Boolean).join(':'),
    reason: message.reason,
    ...(message.expected?.length ? {expected: message.expected} : {}),
    ...(message.note ? {fix: message.note} : {})
  }
}

/** Source: SARIF 2.1.0, OASIS Standard, 27 March 2020. */
function sarif(messages: readonly ReportedMessage[]): object {
  const ids = [...new Set(messages.map(({rule}) => rule))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'thesis',
            rules: ids.map((id) => ({id, shortDescription: {text: rules[id as RuleId] ?? id}}))
          }
        },
        results: messages.map((message) => ({
          ruleId: message.rule,
          level: message.severity === 'info' ? 'note' : message.severity,
          message: {text: [message.reason, message.fix].filter(Boolean).join('. ')},
          locations: [
            {
              physicalLocation: {
                artifactLocation: {uri: encodeURI(message.file)},
                ...(message.line ? {region: {startLine: message.line, startColumn: message.column ?? 1}} : {})
              }
            }
          ]
        }))
      }
    ]
  }
}

function unique(files: readonly VFile[]): VFile[] {
  return [...new Set(files)]
}

function byPlace(a: VFileMessage, b: VFileMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
