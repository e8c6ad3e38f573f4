/** What an import did → one page for the author: what was read, what was left out as layout, what is to do. */

import type {ReportedMessage} from '../messages/list.ts'
import type {Origin} from './settings.ts'

export interface ImportReport {
  /** What wrote the settings: `_quarto.yml`. */
  name: string
  /** Keys of `thesis.yml` that were filled in. */
  keys: string[]
  /** Paths of the chapters as they were. */
  chapters: string[]
  words: number
  pictures: number
  bibliography: string[]
  /** Kind → how many were converted. */
  counts: ReadonlyMap<string, number>
  layout: Origin[]
  /** Messages about the settings, at their places in the old folder. */
  lost: ReportedMessage[]
  /** Messages of the new folder, at their places in it. */
  toDo: ReportedMessage[]
}

export function writeReport(report: ImportReport): string {
  const {name, keys, chapters, words, pictures, bibliography, counts} = report
  const converted = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `- ${count} × ${kind}`)
  return `${[
    '# What was imported',
    '## Read',
    [
      `- Settings of ${name}: ${list(keys)}.`,
      `- ${chapters.length} ${chapters.length === 1 ? 'file' : 'files'} of Markdown, ${words} words: ${list(chapters.map(code))}.`,
      `- ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}; bibliography: ${bibliography.length > 0 ? list(bibliography.map(code)) : 'none'}.`
    ].join('\n'),
    ...(converted.length > 0 ? ['Written in our form, and read back to the same:', converted.join('\n')] : []),
    '## Left out as layout',
    layoutOf(report.layout),
    '## What you must do',
    toDo(report.lost, 'In the old folder'),
    toDo(report.toDo, 'In the new folder')
  ]
    .filter((block) => block !== '')
    .join('\n\n')}\n`
}

function layoutOf(layout: readonly Origin[]): string {
  const files = Map.groupBy(layout, ({yaml}) => yaml.file.path)
  const lines = [...files].map(
    ([path, origins]) => `- ${code(path)}: ${list([...new Set(origins.map(({path}) => code(path.join('.'))))])}.`
  )
  return lines.length > 0 ? lines.join('\n') : 'Nothing.'
}

/** One line a kind, with its first place and the count of the others. */
function toDo(messages: readonly ReportedMessage[], where: string): string {
  const kinds = [
    ...Map.groupBy(
      messages.filter(({severity}) => severity !== 'info'),
      ({rule}) => rule
    ).values()
  ]
  const rank = ([first]: ReportedMessage[]) => (first?.severity === 'error' ? 0 : 1)
  const lines = kinds
    .sort((a, b) => rank(a) - rank(b) || b.length - a.length)
    .map(([first, ...others]) => {
      const {file, line, reason, fix, severity, rule} = first!
      const more = others.length > 0 ? `, and ${others.length} more of this kind` : ''
      return `- ${severity === 'error' ? 'Error' : 'Warning'} at ${code(`${file}:${line ?? 1}`)}${more}: ${reason}. ${fix ?? ''} (${code(rule)})`
    })
  if (lines.length > 0) return `${where}:\n\n${lines.join('\n')}`
  return where === 'In the new folder' ? 'In the new folder: nothing. Build it.' : ''
}

const code = (text: string) => `\`${text}\``

function list(words: readonly string[]): string {
  const shown = words.slice(0, 12).join(', ')
  return words.length > 12 ? `${shown} and ${words.length - 12} more` : shown || 'nothing'
}
