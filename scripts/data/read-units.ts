/** The text of `units.csv` → the terms of each unit in the other languages of the thesis. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {readCsv} from './read-csv.ts'
import type {UnitWord} from './schema.ts'
import {placeAt} from './table.ts'

/** Unit as the data writes it (the plural, of two) → language → its words. */
export type Units = Map<string, Record<string, UnitWord>>

/** One line a unit, one column a language. Emits `data:unreadable`, `data:unknown-field`, `data:wrong-value`, `data:duplicate`. */
export function readUnits(file: VFile): Units {
  const units: Units = new Map()
  const {head = [], lines = []} = readCsv(file) ?? {}
  const languages = head.slice(1)
  for (const {text, at} of languages.filter(({text}) => !/^[a-z]{2,3}$/.test(text))) {
    error(file, `Unknown column \`${text}\`, expected a language such as \`en\``, {
      at: placeAt(file, at, text.length),
      rule: 'data:unknown-field',
      actual: text,
      fix: 'Name each column after `unit` with the code of a language, such as `fr`.'
    })
  }
  for (const {fields, line} of lines) {
    const [unit = '', ...words] = fields.map(({text}) => text)
    const at = {line, column: 1}
    if (units.has(unit)) {
      const fix = 'Keep one of the two lines.'
      error(file, `Duplicate line of the unit \`${unit}\``, {at, rule: 'data:duplicate', fix})
      continue
    }
    const byLanguage: Record<string, UnitWord> = {}
    for (const [index, {text: language}] of languages.entries()) {
      const [one, many, ...more] = (words[index] ?? '').split('|').map((form) => form.trim())
      if (!one) continue
      if (more.length > 0) {
        const fix = 'Write `one|many`, or a single form.'
        const reason = `Too many forms of \`${unit}\` in \`${language}\`: ${more.length + 2} (maximum 2)`
        error(file, reason, {at, rule: 'data:wrong-value', fix})
      }
      byLanguage[language] = many ? [one, many] : one
    }
    units.set(unit, byLanguage)
  }
  return units
}
