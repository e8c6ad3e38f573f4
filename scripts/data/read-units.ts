/** The text of `units.csv` → the terms of each unit in the other languages of the thesis. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {linePlace, readCsv} from './read-csv.ts'
import type {UnitWord} from './schema.ts'

/** Unit as the data writes it (the plural, of two) → language → its words. */
export type Units = Map<string, Record<string, UnitWord>>

/**
 * Read units from CSV: one line a unit, one column a language, `school|schools` where one and many differ.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readUnits(file: VFile): Units {
  const units: Units = new Map()
  const [header, ...records] = readCsv(file)
  const [, ...languages] = header?.cells.map((cell) => cell.trim()) ?? []
  for (const name of languages.filter((one) => !/^[a-z]{2,3}$/.test(one))) {
    error(file, `Unknown column \`${name}\`, expected a language such as \`en\``, {
      at: linePlace(1),
      rule: 'data:unknown-field',
      actual: name,
      fix: 'Name each column after `unit` with the code of a language, such as `fr`.'
    })
  }
  for (const {cells, line} of records) {
    const [unit = '', ...words] = cells.map((cell) => cell.trim())
    if (units.has(unit)) {
      error(file, `Duplicate line of the unit \`${unit}\``, {
        at: linePlace(line),
        rule: 'data:duplicate',
        fix: 'Keep one of the two lines.'
      })
      continue
    }
    const byLanguage: Record<string, UnitWord> = {}
    for (const [index, language] of languages.entries()) {
      const forms = (words[index] ?? '').split('|').map((form) => form.trim())
      const [one, many] = forms
      if (!one) continue
      if (forms.length > 2) {
        error(file, `Too many forms of \`${unit}\` in \`${language}\`: ${forms.length} (maximum 2)`, {
          at: linePlace(line),
          rule: 'data:wrong-value',
          fix: 'Write `one|many`, or a single form.'
        })
      }
      byLanguage[language] = many ? [one, many] : one
    }
    units.set(unit, byLanguage)
  }
  return units
}
