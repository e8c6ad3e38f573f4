/** A library and its messages → the table that sums up the bibliography on the terminal. */

import {type RuleId, rules} from '../../messages/rules.ts'
import type {Library} from '../library.ts'
import {usedKeys} from './audit.ts'

export interface BibliographySummary {
  entries: number
  cited: number
  uncited: number
  /** Keys cited that no file holds. */
  unknown: string[]
  problems: {rule: string; meaning: string; errors: number; warnings: number; remarks: number}[]
}

/** Count entries, and problems by kind, most first. Call it when all messages are in. */
export function summariseBibliography(library: Library, cited: Iterable<string>): BibliographySummary {
  const asked = [...new Set(cited)]
  const used = usedKeys(library, asked)
  const keys = [...library.keys()]
  const problems = new Map<string, BibliographySummary['problems'][number]>()
  for (const file of new Set(library.entries.map((entry) => entry.file).concat(library.files))) {
    for (const {source, ruleId, fatal} of file.messages) {
      const rule = `${source}:${ruleId}`
      if (source !== 'bibliography') continue
      const row = problems.get(rule) ?? {rule, meaning: rules[rule as RuleId] ?? '', errors: 0, warnings: 0, remarks: 0}
      problems.set(rule, row)
      if (fatal) row.errors++
      else if (fatal === false) row.warnings++
      else row.remarks++
    }
  }
  return {
    entries: keys.length,
    cited: keys.filter((key) => used.has(key)).length,
    uncited: keys.filter((key) => !used.has(key)).length,
    unknown: asked.filter((key) => key !== '*' && !library.has(key)),
    problems: [...problems.values()].sort(
      (a, b) => b.errors - a.errors || b.warnings - a.warnings || b.remarks - a.remarks || (a.rule < b.rule ? -1 : 1)
    )
  }
}

/** The table as plain text, columns aligned. */
export function formatSummary({entries, cited, uncited, unknown, problems}: BibliographySummary): string {
  const counts: [string, string][] = [
    ['entries', String(entries)],
    ['cited', String(cited)],
    ['uncited', String(uncited)],
    [
      'cited but unknown',
      unknown.length === 0
        ? '0'
        : `${unknown.length} (${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ', …' : ''})`
    ]
  ]
  const lines = counts.map(([name, value]) => `${name.padEnd(18)}  ${value}`)
  if (problems.length === 0) return `${lines.join('\n')}\n\nno problem found\n`
  const width = Math.max(7, ...problems.map(({rule}) => rule.length))
  const row = (name: string, errors: string, warnings: string, remarks: string, meaning: string) =>
    `${name.padEnd(width)}  ${errors.padStart(6)}  ${warnings.padStart(8)}  ${remarks.padStart(7)}  ${meaning}`.trimEnd()
  const number = (count: number) => (count === 0 ? '·' : String(count))
  return `${[
    ...lines,
    '',
    row('problem', 'errors', 'warnings', 'remarks', ''),
    ...problems.map(({rule, errors, warnings, remarks, meaning}) =>
      row(rule, number(errors), number(warnings), number(remarks), meaning)
    )
  ].join('\n')}\n`
}
