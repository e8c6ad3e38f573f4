/** Messages and the texts they are about → a report for people: place, reason, the source line underlined, the fix. */

import {styleText} from 'node:util'
import type {ReportedMessage, Severity} from './list.ts'

export interface PrettyOptions {
  /** The text of a source, for the line to show; undefined when there is none. */
  textOf: (file: string) => string | undefined
  /** A file's name as the reader's terminal can follow it. */
  nameOf: (file: string) => string
  isColoured: boolean
}

/** Messages of a rule that are shown whole; the places of the others follow in a line. */
const shownOfEach = 4
/** Places named of what is not shown whole. */
const namedPlaces = 5

/** A report of errors and warnings; remarks are counted, for `--report json` to list. */
export function printPretty(messages: readonly ReportedMessage[], options: PrettyOptions): string {
  const shown = messages.filter(({severity}) => severity !== 'info')
  const remarks = messages.length - shown.length
  const blocks: string[] = []
  for (const file of new Set(shown.map((message) => message.file))) {
    const own = shown.filter((message) => message.file === file)
    blocks.push([paint('underline', options.nameOf(file)), ...printGroups(own, file)].join('\n'))
  }
  if (shown.length > 0) blocks.push(printCount(shown))
  if (remarks > 0) blocks.push(`${counted(remarks, 'remark')}: see report.json, or use --report json`)
  return blocks.length > 0 ? `${blocks.join('\n\n')}\n` : ''

  function printGroups(own: readonly ReportedMessage[], file: string): string[] {
    const lines = options.textOf(file)?.split('\n') ?? []
    return groupRepeats(own).flatMap(({first, repeats, isAlike}) => {
      const {severity, reason, rule, fix, expected} = first
      const count = isAlike && repeats.length > 0 ? `${repeats.length + 1} × ` : ''
      const printed = [
        `  ${placeOf(first)}  ${paint(colours[severity], severity)}  ${count}${reasonOf(first)}  ${paint('dim', rule)}`
      ]
      const source = sourceLine(lines, first)
      if (source) printed.push(...source.map((line) => paint('dim', line)))
      if (fix) printed.push(`      Fix: ${fix}`)
      else if (expected?.length) printed.push(`      Expected: ${expected.map((one) => `\`${one}\``).join(', ')}`)
      if (repeats.length > 0)
        printed.push(`      ${isAlike ? 'Also' : `${repeats.length} more like “${reason}”`}: ${places(repeats)}`)
      return printed
    })
  }

  function printCount(all: readonly ReportedMessage[]): string {
    const count = (severity: Severity) => all.filter((message) => message.severity === severity).length
    const total = [counted(count('error'), 'error'), counted(count('warning'), 'warning')].filter(
      (words) => !words.startsWith('0 ')
    )
    const byRule = [...Map.groupBy(all, ({rule}) => rule)].sort((a, b) => b[1].length - a[1].length)
    const width = String(byRule[0]![1].length).length
    return [
      paint('bold', total.join(', ')),
      ...(all.length > 1 ? byRule.map(([rule, same]) => `  ${String(same.length).padStart(width)}  ${rule}`) : [])
    ].join('\n')
  }

  function paint(style: Parameters<typeof styleText>[0], text: string): string {
    return options.isColoured ? styleText(style, text, {validateStream: false}) : text
  }
}

interface Group {
  first: ReportedMessage
  repeats: ReportedMessage[]
  /** Whether the repeats say the same words. */
  isAlike: boolean
}

/** What says the same is one group; of a rule with many different words, the first few are shown and the rest named. */
function groupRepeats(messages: readonly ReportedMessage[]): Group[] {
  const groups: Group[] = []
  for (const [, same] of Map.groupBy(messages, ({rule, severity}) => `${rule} ${severity}`)) {
    const alike = [...Map.groupBy(same, ({reason, fix}) => `${reason} ${fix}`).values()]
    for (const [first, ...repeats] of alike.slice(0, shownOfEach)) {
      groups.push({first: first!, repeats, isAlike: true})
    }
    const rest = alike.slice(shownOfEach).flat()
    if (rest.length === 1) groups.push({first: rest[0]!, repeats: [], isAlike: true})
    else if (rest.length > 1) groups.push({first: rest[0]!, repeats: rest.slice(1), isAlike: false})
  }
  return groups.sort(
    (a, b) => (a.first.line ?? 0) - (b.first.line ?? 0) || (a.first.column ?? 0) - (b.first.column ?? 0)
  )
}

function places(messages: readonly ReportedMessage[]): string {
  const named = messages.slice(0, namedPlaces).map(placeOf).join(', ')
  return messages.length > namedPlaces ? `${named} and ${messages.length - namedPlaces} more` : named
}

function placeOf({line, column}: ReportedMessage): string {
  return `${line ?? 1}:${column ?? 1}`
}

/** The reason, and the slide that it is about. */
export function reasonOf({reason, slide}: ReportedMessage): string {
  return slide === undefined ? reason : `${reason} (slide ${slide})`
}

/** The line, cut around the place when it is long, and a mark under the place. */
function sourceLine(
  lines: readonly string[],
  {line, column = 1, endLine, endColumn}: ReportedMessage
): string[] | undefined {
  const text = line === undefined ? undefined : lines[line - 1]?.replace(/\r$/, '')
  if (text === undefined || text.trim() === '') return undefined
  const from = Math.max(0, column - 1 - 40)
  const cut = text.slice(from, from + 96).replaceAll('\t', ' ')
  const stop =
    endLine === line && endColumn ? endColumn : endLine !== undefined && endLine > line! ? text.length + 1 : column + 1
  const start = column - 1 - from
  const length = Math.max(1, Math.min(stop - column, cut.length - start))
  const number = String(line)
  const [before, after] = [from > 0 ? '…' : '', from + 96 < text.length ? '…' : '']
  const mark =
    ' '.repeat(widthOf(before + cut.slice(0, start))) +
    '^'.repeat(Math.max(1, widthOf(cut.slice(start, start + length))))
  return [`    ${number} │ ${before}${cut}${after}`, `    ${' '.repeat(number.length)} │ ${mark}`]
}

/** Columns of a terminal: combining marks take none, wide East Asian characters two. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) continue
    width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(
      character
    )
      ? 2
      : 1
  }
  return width
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

const colours = {error: 'red', warning: 'yellow', info: 'blue'} as const
