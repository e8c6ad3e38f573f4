/** What was made of an input → what is wrong with it, whatever the input was. */

import {isDeepStrictEqual} from 'node:util'
import type {Root} from 'hast'
import {raw} from 'hast-util-raw'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import type {VFile} from 'vfile'
import {rules} from '../../scripts/messages/rules.ts'
import {typedWord} from './grammar/markdown.ts'

export type FaultKind = 'exception' | 'hang' | 'leak' | 'nesting' | 'lost' | 'message' | 'unstable'

export interface Fault {
  kind: FaultKind
  /** Two inputs with the same one have the same fault. */
  signature: string
  detail: string
}

/** An error that escaped; known by its message and the first line of ours in its stack. */
export function exceptionFault(cause: unknown): Fault {
  const {message = String(cause), stack = ''} = cause instanceof Error ? cause : {}
  const place =
    /\/((?:scripts|slides)\/[^:)]+\.ts):\d+/.exec(stack)?.[1] ?? /node_modules\/([^:)]+)/.exec(stack)?.[1] ?? ''
  const plain = message
    .split('\n')[0]!
    .replace(/["'`«“].*/s, '')
    .replace(/\d+/g, '0')
    .slice(0, 80)
  return {
    kind: 'exception',
    signature: `exception ${plain} ${place}`,
    detail: stack.split('\n').slice(0, 12).join('\n') || message
  }
}

/** A value printed that is no text: what JavaScript shows for nothing, and our own marks. */
export function leakFaults(output: string, input: string, where: string): Fault[] {
  const leaks = [/\bundefined\b/, /\[object \w+\]/, /\bNaN\b/, /NO_PRINTED_FORM|CSL STYLE ERROR/, /[\uFDD0-\uFDEF]/]
  return leaks.flatMap((leak) => {
    const found = leak.exec(output)
    if (!found || input.includes(found[0])) return []
    const around = output.slice(Math.max(0, found.index - 60), found.index + 60)
    return [{kind: 'leak' as const, signature: `leak ${where} ${leak.source}`, detail: around}]
  })
}

/** Messages of a file that name no place, no known rule or no way on, or a place that the file does not have. */
export function messageFaults(file: VFile, hasPlaces = true): Fault[] {
  const lines = String(file).split(/\r?\n/)
  const oldLines = String(file).split(/\r\n?|\n/)
  return file.messages.flatMap((message) => {
    const {source, ruleId, line, column, reason, note} = message
    const rule = `${source}:${ruleId}`
    const wrong = [
      !Object.hasOwn(rules, rule) && 'unknown rule',
      !file.path && 'no file',
      !note?.trim() && 'no fix',
      hasPlaces && !placeless.has(rule) && line === undefined && 'no line',
      line !== undefined &&
        (line < 1 || line > Math.max(lines.length, oldLines.length) + 1) &&
        'a line that is not there',
      line !== undefined &&
        column !== undefined &&
        (column < 1 || column > Math.max(lines[line - 1]?.length ?? 0, oldLines[line - 1]?.length ?? 0) + 2) &&
        'a column that is not there',
      /(?:`|received |: )(?:undefined|NaN)\b|\[object |[\uFDD0-\uFDEF]/.test(`${reason} ${note}`) &&
        !/undefined|NaN|[\uFDD0-\uFDEF]/.test(String(file)) &&
        'a leak',
      reason.length + (note?.length ?? 0) > 1500 && 'too many words'
    ].filter((one) => one !== false)
    return wrong.map((what) => ({
      kind: 'message' as const,
      signature: `message ${rule} ${what}`,
      detail: `${rule} ${line}:${column} ${reason.slice(0, 200)} → ${note?.slice(0, 200)}`
    }))
  })
}

/** Rules about a whole file or thesis. */
const placeless = new Set([
  'data:other-file',
  'files:missing-thesis',
  'text:missing-label',
  'abstracts:no-keywords',
  'citations:unknown-locale',
  'citations:no-bibliography',
  'abbreviations:unused',
  'slides:unlisted-works',
  'bibliography:encoding',
  'citations:style-fails'
])

/** Tags that a browser would move, close or drop: what it makes of a page is not what was written. */
export function nestingFaults(page: string): Fault[] {
  const html = /<body[^>]*>([\s\S]*)<\/body>/.exec(page)?.[1] ?? page
  const written = tagsOf(html)
  const tree = raw({type: 'root', children: [{type: 'raw', value: html}]} as unknown as Root)
  const read = tagsOf(
    unified()
      .use(rehypeStringify)
      .stringify(tree as Root)
  )
  const at = written.findIndex((tag, index) => tag !== read[index])
  if (at === -1 && written.length === read.length) return []
  const wrong = at === -1 ? written.length : at
  return [
    {
      kind: 'nesting',
      signature: `nesting ${written[wrong]} read as ${read[wrong]}`,
      detail: `written ${written.slice(Math.max(0, wrong - 6), wrong + 3).join('')}\nread    ${read.slice(Math.max(0, wrong - 6), wrong + 3).join('')}`
    }
  ]
}

/** Tags in order; drawings, formulas and elements without content left out. */
function tagsOf(html: string): string[] {
  const plain = html.replace(/<(svg|math)\b[\s\S]*?<\/\1>/g, '').replace(/<!--[\s\S]*?-->/g, '')
  return [...plain.matchAll(/<(\/?[a-z][a-z0-9-]*)\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi)].map(
    ([, tag]) => `<${tag!.toLowerCase()}>`
  )
}

/** Words typed that are neither printed nor on a line with a message. */
export function lostFaults(file: VFile, printed: string, where: string): Fault[] {
  const text = String(file)
  const shown = new Set(printed.match(typedWord))
  const lines = text.split('\n')
  const told = new Set(
    file.messages.flatMap(({place, line}) => {
      if (line === undefined) return []
      const last = place && 'end' in place ? place.end.line : line
      return Array.from({length: last - line + 1}, (_, index) => line + index).flatMap((one) => paragraph(lines, one))
    })
  )
  // After a fence stands the name of a language, after a label an address.
  const lost = lines.flatMap((line, index) =>
    told.has(index + 1) || /```|~~~|\]:/.test(line)
      ? []
      : (line.match(typedWord) ?? []).filter((word) => !shown.has(word))
  )
  // One message of a kind stands for all.
  if (lost.length === 0 || file.messages.some(({reason}) => /\bmore\b|\bothers?\b|\btimes\b/.test(reason))) return []
  return [{kind: 'lost', signature: `lost ${where}`, detail: lost.join(' ')}]
}

/** The lines about one, to the next blank ones. */
function paragraph(lines: readonly string[], line: number): number[] {
  const isBlank = (number: number) => (lines[number - 1] ?? '').trim() === ''
  let [first, last] = [line, line]
  while (!isBlank(first - 1)) first--
  while (!isBlank(last + 1)) last++
  return Array.from({length: last - first + 1}, (_, index) => first + index)
}

/** The same work done twice, or on its own result. */
export function sameFault(first: unknown, second: unknown, what: string): Fault[] {
  if (isDeepStrictEqual(first, second)) return []
  return [{kind: 'unstable', signature: `unstable ${what}`, detail: difference(first, second)}]
}

function difference(first: unknown, second: unknown): string {
  const [a, b] = [first, second].map((one) => (typeof one === 'string' ? one : JSON.stringify(one, undefined, 1)) ?? '')
  let at = 0
  while (at < a!.length && a![at] === b![at]) at++
  return `${JSON.stringify(a!.slice(Math.max(0, at - 40), at + 60))} ≠ ${JSON.stringify(b!.slice(Math.max(0, at - 40), at + 60))}`
}
